"""Agencies that own an entry together: named, mailed, asked once each, and what their answer does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import Level, Role, Scope
from app.audit.models import AuditEvent
from app.editions.eligibility_models import EligibilityRule
from app.editions.rules import Phase
from app.entries.co_owner_rules import (
    MOST,
    check_has_managers,
    check_may_answer,
    check_may_name,
    check_not_own,
    check_says_why,
    check_unregistered,
    via_address,
)
from app.entries.correction_service import CO_OWNER_ACTS
from app.entries.eligibility_models import CoOwner
from app.entries.eligibility_rules import Via
from app.entries.member_models import EntryMember
from app.entries.rules import EntryState
from app.kit.errors import Refusal
from app.kit.ids import uuid7
from app.notifications.models import Mail
from tests.entries.test_eligibility import Scene
from tests.factories import NOW, make_entry, make_grant, make_member, make_organisation

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
    assert (forged.status_code, forged.json()["code"]) == (409, "co_owning_own")
    assert manager.get(f"{scene.mine}/eligibility").json()["co_owners"][0]["state"] == "asked"


def test_a_registered_agency_answers_through_its_managers(
    scene: Scene, session: Session, sign_in: SignIn, client: TestClient, statements: list[str]
) -> None:
    partner = make_organisation(
        session, name_ar="هيئة المياه", name_en="Water", email_domain="water.example"
    )
    head = make_member(session, partner, name_ar="سارة", title="مديرة التحول")
    writer = make_member(session, partner, Level.edit)
    other_head = make_member(session, partner)
    for one in (
        make_organisation(session, name_ar="هيئة المياه الجوفية", status="pending"),
        make_organisation(session, name_ar="هيئة بلا مدير", email_domain="none.example"),
    ):
        make_member(session, one, Level.submit)
    manager = sign_in(scene.manager)
    url = f"{scene.mine}/co-owners"
    for q in ("الهيئه", "مياه water", ""):
        found = manager.get(f"{url}/agencies", params={"q": q})
        assert [one["name_ar"] for one in found.json()["items"]] == ["هيئة المياه"], q
    assert set(found.json()["items"][0]) == {"id", "name_ar", "name_en"}

    def named(organisation_id: Any) -> Any:
        body = {"organisation_id": str(organisation_id)}
        return manager.put(f"{url}/{uuid7()}/agency", json=body)

    for own in (scene.agency.id, uuid7()):
        assert named(own).json()["code"] == "organisation_unknown"
    by_mail = manager.put(f"{url}/{uuid7()}", json=BODY | {"name_ar": "هيئه المياه"})
    assert (by_mail.status_code, by_mail.json()["code"]) == (409, "co_owner_registered")
    one = f"{url}/{uuid7()}"
    body = {"organisation_id": str(partner.id)}
    made = manager.put(f"{one}/agency", json=body)
    assert made.status_code == 201, made.text
    assert manager.put(f"{one}/agency", json=body).status_code == 200
    assert named(partner.id).json()["code"] == "co_owner_named"
    kept = made.json()["co_owners"][0]
    assert (kept["via"], kept["email"], kept["name_ar"]) == ("members", "", "هيئة المياه")
    assert manager.post(f"{one}/mail").status_code == 200
    mails = session.scalars(select(Mail).where(Mail.template == "co_owner_asked")).all()
    assert {row.to_email for row in mails} == {head.email, other_head.email}
    assert len(mails) == 4
    assert all("/app/entrant" in row.text and "#" not in row.text for row in mails)

    # The managers alone find it, and none of the entry's own people answers for it.
    assert sign_in(writer).get("/api/v1/entrant/co-ownings").json() == {"items": []}
    chief = sign_in(head)
    statements.clear()
    asked = chief.get("/api/v1/entrant/co-ownings").json()["items"]
    first = len(statements)
    assert [(row["state"], row["title_ar"], row["name_ar"]) for row in asked] == [
        ("asked", "خدمة المثال", "هيئة المياه")
    ]
    answer_url = f"/api/v1/entrant/co-ownings/{asked[0]['co_owner_id']}/answer"
    yes = {"agrees": True}
    assert sign_in(writer).post(answer_url, json=yes).json()["code"] == "managers_only"
    assert manager.post(answer_url, json=yes).status_code == 404
    stranger = f"/api/v1/entrant/co-ownings/{uuid7()}/answer"
    assert chief.post(stranger, json=yes).status_code == 404
    silent = chief.post(answer_url, json={"agrees": False})
    assert (silent.status_code, silent.json()["code"]) == (422, "decline_reason_required")
    no = chief.post(answer_url, json={"agrees": False, "note": "لم نُستشر"})
    assert (no.json()["state"], no.json()["manager_name"]) == ("declined", "سارة")
    assert manager.post(f"{scene.mine}/submit").json()["code"] == "not_eligible"
    agreed = chief.post(answer_url, json=yes).json()
    assert (agreed["state"], agreed["manager_title"]) == ("agreed", "مديرة التحول")
    assert session.scalars(select(CoOwner.answered_by)).all() == [head.id]
    assert manager.post(f"{scene.mine}/submit").status_code == 200
    told = sign_in(scene.screener).get(scene.staff).json()["live"][0]["facts"]["co_owners"]
    assert [(row["via"], row["by"], row["state"]) for row in told] == [
        ("members", "سارة", "agreed")
    ]
    acts = session.scalars(
        select(AuditEvent.act).where(AuditEvent.act.in_(CO_OWNER_ACTS)).order_by(AuditEvent.id)
    ).all()
    assert acts == ["name_registered_co_owner", "answer_co_owning", "answer_co_owning"]

    # One who came to work on the entry as a guest leaves the answer to another manager.
    guest = EntryMember(
        entry_id=scene.entry.id, user_id=head.id, right="edit", outside=True, added_at=NOW
    )
    session.add(guest)
    session.commit()
    (row,) = chief.get("/api/v1/entrant/co-ownings").json()["items"]
    assert row["may_answer"] is False
    assert chief.post(answer_url, json=yes).json()["code"] == "co_owning_own"
    (row,) = sign_in(other_head).get("/api/v1/entrant/co-ownings").json()["items"]
    assert row["may_answer"] is True
    session.delete(guest)

    # As many statements for several, and none once eligibility is decided.
    second = make_entry(session, scene.category, scene.agency)
    session.add(
        CoOwner(
            id=uuid7(), entry_id=second.id, organisation_id=partner.id, via="members",
            name_ar="هيئة المياه", asked_at=NOW, mailed_at=NOW,
        )
    )  # fmt: skip
    session.commit()
    statements.clear()
    assert len(chief.get("/api/v1/entrant/co-ownings").json()["items"]) == 2
    assert len(statements) == first
    scene.entry.state = "eligible"
    session.commit()
    assert len(chief.get("/api/v1/entrant/co-ownings").json()["items"]) == 1
    assert chief.post(answer_url, json=yes).json()["code"] == "co_owning_closed"


def test_who_was_asked_hears_of_the_end(scene: Scene, session: Session, sign_in: SignIn) -> None:
    partner = make_organisation(session, name_ar="هيئة المياه", name_en="Water")
    head = make_member(session, partner, language="en")
    declined = make_organisation(session, name_ar="هيئة الطرق")
    make_member(session, declined)
    manager = sign_in(scene.manager)

    def told() -> list[tuple[str, str]]:
        found = session.scalars(select(Mail).where(Mail.template == "co_owning_ended")).all()
        words = ("was deleted", "was withdrawn", "taken off", "حُذفت", "سُحبت", "أُزيل")
        ends = sorted((one.to_email, next(w for w in words if w in one.text)) for one in found)
        for one in found:
            session.delete(one)
        session.commit()
        return ends

    def name(url: str) -> None:
        for agency in (partner, declined):
            body = {"organisation_id": str(agency.id)}
            assert manager.put(f"{url}/co-owners/{uuid7()}/agency", json=body).status_code == 201
        assert manager.put(f"{url}/co-owners/{uuid7()}", json=BODY).status_code == 201
        for row in session.scalars(select(CoOwner)):
            row.state = "declined" if row.organisation_id == declined.id else "agreed"
        session.commit()

    name(scene.mine)
    # Who takes one off tells that one alone; then all who are left hear of the withdrawal.
    rows = {row.name_en: row for row in session.scalars(select(CoOwner))}
    one = f"{scene.mine}/co-owners/{rows['Partner agency'].id}"
    assert manager.delete(one).status_code == 200
    assert told() == [("head@partner.example", "أُزيل")]
    assert manager.put(f"{scene.mine}/co-owners/{uuid7()}", json=BODY).status_code == 201
    scene.entry.state, scene.entry.submitted_at = "submitted", NOW
    session.commit()
    assert manager.post(f"{scene.mine}/withdraw", json={"reason": "سبب"}).status_code == 200
    assert told() == [("head@partner.example", "سُحبت"), (head.email, "was withdrawn")]
    draft = make_entry(session, scene.category, scene.agency)
    session.commit()
    url = f"/api/v1/entrant/entries/{draft.id}"
    name(url)
    assert manager.delete(url).status_code == 204
    assert told() == [("head@partner.example", "حُذفت"), (head.email, "was deleted")]


def test_whom_an_address_speaks_for_is_told_to_staff(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    manager = sign_in(scene.manager)
    for name, domain in (("جهة بلا مدير", "Known.example".lower()), ("جهة بلا نطاق", "")):
        make_organisation(session, name_ar=name, name_en="", email_domain=domain)
    for name, email in (
        ("جهة بلا مدير", "a@mail.known.example"),
        ("جهة بلا مدير", "b@elsewhere.example"),
        ("جهة بلا نطاق", "c@known.example"),
        ("جهة لم تُسجَّل", "d@known.example"),
    ):
        body = {"name_ar": name, "email": email}
        made = manager.put(f"{scene.mine}/co-owners/{uuid7()}", json=body)
        assert made.status_code == 201, made.text
    assert [one["via"] for one in made.json()["co_owners"]] == [
        "known", "outside", "outside", "unknown",
    ]  # fmt: skip

    # Whoever manages both is asked for neither: somebody else must answer.
    both = make_organisation(session, name_ar="شقيقة")
    make_grant(session, scene.manager, Role.entrant, Scope.organisation, both.id, Level.manage)
    body = {"organisation_id": str(both.id)}
    alone = manager.put(f"{scene.mine}/co-owners/{uuid7()}/agency", json=body)
    assert (alone.status_code, alone.json()["code"]) == (409, "co_owner_unmanaged")


def test_how_many_and_until_when() -> None:
    for refuse, code in (
        (lambda: check_has_managers([]), "co_owner_unmanaged"),
        (lambda: check_unregistered([1], "جهة"), "co_owner_registered"),
        (lambda: check_says_why(agrees=False, note=""), "decline_reason_required"),
    ):
        with pytest.raises(Refusal) as why:
            refuse()
        assert why.value.code == code
    check_has_managers([1])
    check_unregistered([], "جهة")
    check_says_why(agrees=True, note="")
    check_says_why(agrees=False, note="لا")
    assert [via_address("a@B.example", domains) for domains in (None, [], [""], ["b.example"])] == [
        Via.unknown,
        Via.outside,
        Via.outside,
        Via.known,
    ]
    assert via_address("a@notb.example", ["b.example"]) is Via.outside
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
