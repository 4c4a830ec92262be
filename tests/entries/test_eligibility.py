"""Eligibility from the organiser's list to the screener's desk: what each one is told, and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import Level, Role
from app.audit.models import AuditEvent
from app.editions.eligibility_models import EligibilityRule
from app.editions.models import CallChange
from app.entries.eligibility_queries import failed_a_rule
from app.entries.models import Answer, Entry
from app.kit.ids import uuid7
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_field,
    make_member,
    make_organisation,
    make_staff,
)

SignIn = Callable[..., TestClient]
YES_NO = [
    {"code": "yes", "name_ar": "نعم", "name_en": "Yes", "passes": True},
    {"code": "no", "name_ar": "لا", "name_en": "No", "passes": False},
]


def question(**values: Any) -> dict[str, Any]:
    return {
        "id": str(uuid7()),
        "kind": "question",
        "blocks": True,
        "label_ar": "هل الجهة حكومية؟",
        "options": {"choices": YES_NO},
        **values,
    }


def months(**values: Any) -> dict[str, Any]:
    options = {"months": 6, "field": "launched"} | values.pop("options", {})
    return {"id": str(uuid7()), "kind": "months", "blocks": False, "options": options, **values}


class Scene:
    """An open edition with one category, a date, a file and a picker of services in its form."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.edition = make_edition(session)
        self.category = make_category(session, self.edition, code="one")
        self.launched = make_field(session, self.category, kind="date", code="launched")
        self.letter = make_field(session, self.category, kind="file", code="letter", position=1)
        self.agency = make_organisation(session)
        self.manager = make_member(session, self.agency)
        self.organiser = make_staff(session, self.edition)
        self.screener = make_staff(session, self.edition, Role.screener)
        self.entry = make_entry(session, self.category, self.agency)
        self.rules_url = f"/api/v1/editions/{self.edition.id}/eligibility-rules"
        self.mine = f"/api/v1/entrant/entries/{self.entry.id}"
        self.staff = f"/api/v1/entries/{self.entry.id}/eligibility"

    def put(self, client: TestClient, *items: dict[str, Any], **rest: Any) -> Any:
        version = client.get(self.rules_url).json()["version"]
        body = {"items": list(items), "change_ar": "شرط جديد", **rest}
        return client.put(self.rules_url, json=body, headers={"If-Match": f'"{version}"'})

    def launch(self, day: date) -> None:
        row = self.session.get(Answer, (self.entry.id, self.launched.id))
        if row is None:
            row = Answer(entry_id=self.entry.id, field_id=self.launched.id, saved_at=NOW)
            self.session.add(row)
        row.value = day.isoformat()
        self.session.commit()


@pytest.fixture
def scene(session: Session) -> Scene:
    return Scene(session)


def outcomes(answer: Any) -> dict[str, str]:
    return {one["kind"]: one["outcome"] for one in answer}


def test_the_list_of_rules_is_one_text_with_a_version_and_a_public_note(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    organiser = sign_in(scene.organiser)
    assert organiser.get(scene.rules_url).json() == {"items": [], "version": "0"}
    ours = months(category_id=str(scene.category.id))
    asked = question()
    unsaid = scene.put(organiser, asked, ours, change_ar="")
    assert (unsaid.status_code, unsaid.json()["code"]) == (422, "change_note_required")
    made = scene.put(organiser, asked, ours)
    assert made.status_code == 200, made.text
    assert [one["kind"] for one in made.json()["items"]] == ["question", "months"]
    assert made.json()["items"][1]["options"]["by"] == "closes_at"
    again = organiser.put(scene.rules_url, json={"items": [asked, ours]})
    assert again.json() == made.json()  # the same again is harmless, without a condition
    stale = organiser.put(
        scene.rules_url, json={"items": [asked], "change_ar": "حذف"}, headers={"If-Match": '"0"'}
    )
    assert (stale.status_code, stale.json()["current"]) == (412, made.json())
    shorter = scene.put(organiser, asked)
    assert [one["id"] for one in shorter.json()["items"]] == [asked["id"]]
    notes = session.scalars(select(CallChange.what_ar)).all()
    assert notes == ["شرط جديد", "شرط جديد"]
    acts = session.execute(
        select(AuditEvent.facts).where(AuditEvent.act == "put_eligibility_rules")
    ).scalars()
    assert [(one["rules"], one["removed"]) for one in acts] == [(2, []), (1, [ours["id"]])]
    scene.edition.phase = "approved"
    session.commit()
    assert scene.put(organiser).json()["code"] == "call_frozen"


def test_rules_that_name_what_is_not_there_are_refused_whole(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    organiser = sign_in(scene.organiser)
    other = make_category(session, make_edition(session))
    assert scene.put(organiser, question(category_id=str(other.id))).status_code == 404
    wrong = scene.put(
        organiser,
        months(options={"field": "letter"}),
        {"id": str(uuid7()), "kind": "attachments", "blocks": True, "options": {"fields": ["x"]}},
    )
    assert [(one["loc"], one["code"]) for one in wrong.json()["errors"]] == [
        (["items", 0, "field"], "field_unknown"),
        (["items", 1, "fields"], "field_unknown"),
    ]
    taken = question()
    session.add(
        EligibilityRule(
            id=UUID(taken["id"]),
            edition_id=other.edition_id,
            position=0,
            kind="co_owners",
            blocks=True,
            options={},
        )
    )
    session.commit()
    assert scene.put(organiser, taken).json()["code"] == "id_taken"
    assert session.scalars(select(EligibilityRule.edition_id)).all() == [other.edition_id]


def test_the_entrant_is_told_while_writing_and_is_kept_back_only_by_what_blocks(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    organiser, manager = sign_in(scene.organiser), sign_in(scene.manager)
    asked = question()
    scene.put(organiser, asked, months())
    told = manager.get(f"{scene.mine}/eligibility").json()
    assert outcomes(told["states"]) == {"question": "unknown", "months": "unknown"}
    assert [one["code"] for one in told["questions"]] == [None]
    refused = manager.post(f"{scene.mine}/submit")
    assert (refused.status_code, refused.json()["code"]) == (422, "not_eligible")
    assert [one["rule_id"] for one in refused.json()["items"]] == [asked["id"]]
    assert manager.get(scene.mine).json()["may_not"]["submit"]["code"] == "not_eligible"

    def unmet() -> int:
        (row,) = manager.get("/api/v1/entrant/entries").json()["items"]
        return int(row["unmet_rules"])

    assert unmet() == 1, "the list says it, too"

    def say(code: str) -> Any:
        return manager.put(f"{scene.mine}/eligibility", json={"answers": {asked["id"]: code}})

    assert say("maybe").json()["code"] == "not_a_choice"
    no = say("no").json()
    assert (no["questions"][0]["code"], no["states"][0]["outcome"]) == ("no", "fails")
    assert manager.post(f"{scene.mine}/submit").json()["code"] == "not_eligible"
    assert say("yes").json()["states"][0]["outcome"] == "passes"
    assert unmet() == 0
    assert say("yes").status_code == 200
    scene.launch((scene.edition.closes_at - timedelta(days=40)).date())
    assert manager.post(f"{scene.mine}/submit").status_code == 200
    kept = session.scalars(
        select(AuditEvent.facts).where(AuditEvent.act == "save_eligibility")
    ).all()
    assert kept == [{"questions": 1}, {"questions": 1}], "what a draft says stays out of the log"
    viewer = sign_in(make_member(session, scene.agency, Level.view))
    seen = viewer.get(f"{scene.mine}/eligibility").json()
    assert (seen["may_edit"], seen["may_manage"]) == (False, False)


def test_the_screener_sees_what_stood_at_the_submission_and_what_stands_now(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    organiser, manager = sign_in(scene.organiser), sign_in(scene.manager)
    screener = sign_in(scene.screener)
    asked = question()
    scene.put(organiser, asked, months())
    manager.put(f"{scene.mine}/eligibility", json={"answers": {asked["id"]: "yes"}})
    nothing = {"frozen": None, "frozen_at": None, "live": [], "failing": 0}
    assert screener.get(scene.staff).json() == nothing  # a draft is its people's own
    scene.launch((scene.edition.closes_at - timedelta(days=40)).date())
    manager.post(f"{scene.mine}/submit")
    seen = screener.get(scene.staff).json()
    assert outcomes(seen["frozen"]) == {"question": "passes", "months": "fails"}
    assert [one["changed"] for one in seen["live"]] == [False, False]
    assert seen["failing"] == 1
    assert (seen["live"][1]["facts"]["counted"], seen["live"][1]["facts"]["months"]) == (1, 6)
    session.expire_all()
    assert session.scalars(select(Entry.id).where(failed_a_rule())).all() == [scene.entry.id]
    # What its people write afterwards is not the staff's; a later rule is.
    scene.launch(date(2020, 1, 1))
    manager.put(f"{scene.mine}/eligibility", json={"answers": {asked["id"]: "no"}})
    assert screener.get(scene.staff).json() == seen
    mine = manager.get(f"{scene.mine}/eligibility").json()
    assert outcomes(mine["states"]) == {"question": "fails", "months": "passes"}
    scene.put(organiser, asked, months(options={"months": 1}))
    later = screener.get(scene.staff).json()
    assert outcomes(later["live"])["months"] == "passes"
    assert outcomes(later["frozen"])["months"] == "fails"
    assert [one["changed"] for one in later["live"]] == [False, True]
    # Giving the changes up gives back the answers of the submission, too.
    assert manager.post(f"{scene.mine}/discard-changes").status_code == 200
    back = manager.get(f"{scene.mine}/eligibility").json()
    assert back["questions"][0]["code"] == "yes"


def test_what_was_submitted_is_told_as_the_desk_tells_it(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    lacking = {
        "id": str(uuid7()), "kind": "attachments", "blocks": False, "options": {"fields": ["letter"]},
    }  # fmt: skip
    assert scene.put(sign_in(scene.organiser), lacking).status_code == 200
    manager = sign_in(scene.manager)

    def mine() -> dict[str, str]:
        return outcomes(manager.get(f"{scene.mine}/eligibility").json()["states"])

    assert mine() == {"attachments": "unknown"}
    assert manager.post(f"{scene.mine}/submit").status_code == 200
    assert mine() == {"attachments": "fails"}
    seen = sign_in(scene.screener).get(scene.staff).json()
    assert outcomes(seen["frozen"]) == outcomes(seen["live"]) == mine()
