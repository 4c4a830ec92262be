"""Agencies that own an entry together: named, mailed, asked once each, and what their answer does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import Level
from app.audit.models import AuditEvent
from app.editions.eligibility_models import EligibilityRule
from app.editions.rules import Phase
from app.entries.co_owner_rules import MOST, check_may_answer, check_may_name, check_not_own
from app.entries.rules import EntryState
from app.kit.errors import Refusal
from app.kit.ids import uuid7
from app.notifications.models import Mail
from tests.entries.test_eligibility import Scene
from tests.factories import make_member

SignIn = Callable[..., TestClient]
BODY = {"name_ar": "جهة شريكة", "name_en": "Partner agency", "email": "Head@Partner.example"}


@pytest.fixture
def scene(session: Session) -> Scene:
    made = Scene(session)
    session.add(
        EligibilityRule(
            id=uuid7(), edition_id=made.edition.id, position=0, kind="co_owners", blocks=True
        )
    )
    session.commit()
    return made


def token_of(session: Session) -> str:
    """The secret of the newest link mailed."""
    mail = session.scalars(
        select(Mail).where(Mail.template == "co_owner_asked").order_by(Mail.id.desc())
    ).first()
    assert mail is not None
    found = re.search(r"/app/co-owner(?:\?lang=en)?#(\S+)", mail.text)
    assert found is not None
    return found[1]


def test_a_co_owner_agrees_by_the_mailed_link_and_only_then_is_the_entry_taken(
    scene: Scene, session: Session, sign_in: SignIn, client: TestClient
) -> None:
    manager = sign_in(scene.manager)
    one = f"{scene.mine}/co-owners/{uuid7()}"
    made = manager.put(one, json=BODY)
    assert made.status_code == 201, made.text
    assert manager.put(one, json=BODY).status_code == 200
    assert manager.put(one, json=BODY | {"name_ar": "أخرى"}).json()["code"] == "id_taken"
    twice = manager.put(f"{scene.mine}/co-owners/{uuid7()}", json=BODY)
    assert twice.json()["code"] == "co_owner_named"
    told = made.json()
    assert (told["asks_co_owners"], told["states"][0]["outcome"]) == (True, "unknown")
    assert told["co_owners"][0]["email"] == "head@partner.example"
    assert manager.post(f"{scene.mine}/submit").json()["code"] == "not_eligible"

    first = token_of(session)
    assert manager.post(f"{one}/mail").status_code == 200
    assert client.post("/api/v1/co-owners/look", json={"token": first}).status_code == 410
    token = token_of(session)
    seen = client.post("/api/v1/co-owners/look", json={"token": token}).json()
    assert (seen["title_ar"], seen["state"], seen["may_answer"]) == ("خدمة المثال", "asked", True)
    assert "answers" not in seen

    def answer(*, agrees: bool) -> Any:
        body = {"token": token, "agrees": agrees, "manager_name": "ليلى", "note": "بالتوفيق"}
        return client.post("/api/v1/co-owners/answer", json=body)

    assert answer(agrees=False).json()["state"] == "declined"
    assert manager.post(f"{scene.mine}/submit").json()["code"] == "not_eligible"
    assert answer(agrees=True).json()["manager_name"] == "ليلى"
    assert manager.post(f"{scene.mine}/submit").status_code == 200
    told_of = session.scalars(
        select(Mail).where(Mail.template == "co_owner_answered").order_by(Mail.id)
    ).all()
    assert [(one.to_email, "لم توافق" in one.text) for one in told_of] == [
        (scene.manager.email, True),
        (scene.manager.email, False),
    ]
    acts = session.execute(
        select(AuditEvent.act, AuditEvent.actor_id)
        .where(AuditEvent.act.like("%co_owne%"))
        .order_by(AuditEvent.id)
    ).all()
    assert [row[0] for row in acts] == [
        "name_co_owner",
        "mail_co_owner",
        "answer_co_ownership",
        "answer_co_ownership",
    ]
    assert acts[-1][1] is None  # nobody signed in
    scene.entry.state = "eligible"
    session.commit()
    late = answer(agrees=False)
    assert (late.status_code, late.json()["code"]) == (409, "co_owning_closed")
    assert not client.post("/api/v1/co-owners/look", json={"token": token}).json()["may_answer"]


def test_only_who_submits_names_and_takes_off(
    scene: Scene, session: Session, sign_in: SignIn, client: TestClient
) -> None:
    writer = sign_in(make_member(session, scene.agency, Level.edit))
    one = f"{scene.mine}/co-owners/{uuid7()}"
    assert writer.put(one, json=BODY).json()["code"] == "entry_right_needed"
    manager = sign_in(scene.manager)
    manager.put(one, json=BODY)
    other = f"/api/v1/entrant/entries/{uuid7()}/co-owners/{uuid7()}"
    assert manager.delete(other).status_code == 404
    assert manager.delete(f"{scene.mine}/co-owners/{uuid7()}").status_code == 404
    token = token_of(session)
    assert manager.delete(one).json()["co_owners"] == []
    gone = client.post(
        "/api/v1/co-owners/answer", json={"token": token, "agrees": True, "manager_name": "ليلى"}
    )
    assert (gone.status_code, gone.json()["code"]) == (410, "co_owner_link_invalid")
    for row in session.scalars(select(EligibilityRule)):
        session.delete(row)
    session.commit()
    assert manager.put(one, json=BODY).json()["code"] == "co_owners_not_asked"


def test_nobody_agrees_for_another_agency_from_inside_the_entry(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    manager, colleague = sign_in(scene.manager), make_member(session, scene.agency, Level.view)
    for email in (scene.manager.email.upper(), colleague.email):
        own = manager.put(f"{scene.mine}/co-owners/{uuid7()}", json=BODY | {"email": email})
        assert (own.status_code, own.json()["code"]) == (409, "co_owner_is_own")
    manager.put(f"{scene.mine}/co-owners/{uuid7()}", json=BODY)
    body = {"token": token_of(session), "agrees": True, "manager_name": "ليلى"}
    forged = manager.post("/api/v1/co-owners/answer", json=body)
    assert (forged.status_code, forged.json()["code"]) == (409, "co_owner_is_own")
    assert manager.get(f"{scene.mine}/eligibility").json()["co_owners"][0]["state"] == "asked"


def test_how_many_and_until_when() -> None:
    for named, code in ((["a"], "co_owner_named"), (["b"] * MOST, "too_many_co_owners")):
        with pytest.raises(Refusal) as refused:
            check_may_name(named, "a")
        assert refused.value.code == code
    check_may_name(["b"], "a")
    check_not_own(["b"], "a")
    with pytest.raises(Refusal):
        check_not_own(["A@b.example"], "a@B.example")
    check_may_answer(EntryState.draft, Phase.open)
    for state, phase in (
        (EntryState.withdrawn, Phase.open),
        (EntryState.submitted, Phase.deliberation),
    ):
        with pytest.raises(Refusal):
            check_may_answer(state, phase)
