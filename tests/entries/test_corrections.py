"""What a return opens and what it asks for: only what was named, and something of it must change or be answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.audit.models import AuditEvent
from app.kit.ids import uuid7
from tests.conftest import Clock
from tests.entries.test_eligibility import Scene, months, question

SignIn = Callable[..., TestClient]


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


def test_a_return_opens_only_what_it_names_and_asks_for_a_change(
    session: Session, sign_in: SignIn, clock: Clock
) -> None:
    scene = Scene(session)
    asked, owners = question(), {"id": str(uuid7()), "kind": "co_owners", "blocks": False}
    made = scene.put(sign_in(scene.organiser), asked, months(), owners)
    assert made.status_code == 200, made.text
    manager, screener = sign_in(scene.manager), sign_in(scene.screener)
    scene.launch(date(2020, 1, 1))

    def say(word: str) -> Any:
        body = {"answers": {asked["id"]: word}}
        return manager.put(f"{scene.mine}/eligibility", json=body)

    def name() -> Any:
        body = {"name_ar": "جهة شريكة", "email": "partner@other.example"}
        return manager.put(f"{scene.mine}/co-owners/{uuid7()}", json=body)

    assert say("yes").status_code == 200
    facts = session.scalars(
        select(AuditEvent.facts).where(AuditEvent.act == "save_eligibility")
    ).one()
    assert facts == {"questions": 1}, "what a draft says stays out of the log"
    assert code(manager.post(f"{scene.mine}/submit")) == (200, "")
    clock.now = scene.edition.closes_at + timedelta(hours=1)
    scene.edition.phase = "screening"
    session.commit()
    desk = f"/api/v1/entries/{scene.entry.id}"
    assert screener.get(f"{desk}/screening").json()["beside"] == ["eligibility", "co_owners"]

    def back(*parts: str) -> Any:
        until = (clock.now + timedelta(days=3)).isoformat()
        body = {"reason": "صحّحوا", "until": until, "parts": [{"part": one} for one in parts]}
        seen = {"If-Match": f'"{screener.get(desk).json()["version"]}"'}
        return screener.post(f"{desk}/return", json=body, headers=seen)

    launched = str(scene.launched.id)
    assert code(back(launched)) == (200, "")
    assert code(say("no")) == (403, "part_not_returned")
    assert code(name()) == (403, "part_not_returned")
    own = manager.get(f"{scene.mine}/eligibility").json()
    assert (own["may_edit"], own["may_manage"]) == (False, False)
    untouched = manager.post(f"{scene.mine}/submit")
    assert code(untouched) == (409, "nothing_changed")
    assert untouched.json()["parts"] == [launched]
    # A word to the screening team why nothing changes is an answer too.
    reply = manager.put(f"{scene.mine}/messages/{uuid7()}", json={"body": "التاريخ صحيح"})
    assert reply.status_code == 201
    assert code(manager.post(f"{scene.mine}/submit")) == (200, "")
    # What was written before a return answers no later one; what is named opens, and must change.
    clock.forward(hours=1)
    assert code(back("eligibility", "co_owners")) == (200, "")
    assert code(manager.post(f"{scene.mine}/submit")) == (409, "nothing_changed")
    saved = manager.put(
        f"{scene.mine}/answers/{launched}",
        json={"value": "2021-01-01"},
        headers={"If-Match": '"1"'},
    )
    assert code(saved) == (403, "part_not_returned")
    assert name().status_code == 201
    assert code(manager.post(f"{scene.mine}/submit")) == (200, "")


def test_a_rule_that_holds_an_entry_back_is_open_whatever_was_named(
    session: Session, sign_in: SignIn, clock: Clock
) -> None:
    scene = Scene(session)
    manager, organiser = sign_in(scene.manager), sign_in(scene.organiser)
    scene.launch(date(2020, 1, 1))
    assert code(manager.post(f"{scene.mine}/submit")) == (200, "")
    asked = question()
    assert scene.put(organiser, asked).status_code == 200
    clock.now = scene.edition.closes_at + timedelta(hours=1)
    scene.edition.phase = "screening"
    session.commit()
    desk = f"/api/v1/entries/{scene.entry.id}"
    until = (clock.now + timedelta(days=3)).isoformat()
    version = organiser.get(desk).json()["version"]
    back = organiser.post(
        f"{desk}/return",
        json={"reason": "صحّحوا", "until": until, "parts": [{"part": str(scene.launched.id)}]},
        headers={"If-Match": f'"{version}"'},
    )
    assert code(back) == (200, "")
    body = {"answers": {asked["id"]: "yes"}}
    assert code(manager.put(f"{scene.mine}/eligibility", json=body)) == (200, "")
    # What is named may be emptied or filled: any change of it answers the return.
    saved = manager.put(
        f"{scene.mine}/answers/{scene.launched.id}",
        json={"value": "2019-05-01"},
        headers={"If-Match": '"1"'},
    )
    assert saved.status_code == 200
    assert code(manager.post(f"{scene.mine}/submit")) == (200, "")
