"""An agency's own word before submission: two people, what voids it, who is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Level
from app.database import Database
from app.editions.eligibility_models import EligibilityRule
from app.editions.models import Category, Edition, Field
from app.entries.models import Entry
from app.entries.sign_off_models import SignOff
from app.entries.sign_off_rules import content_hash
from app.kit.ids import uuid7
from app.notifications.models import Mail
from app.organisations.models import Organisation
from tests.factories import (
    make_category,
    make_collaborator,
    make_edition,
    make_entry,
    make_field,
    make_member,
    make_organisation,
    make_user,
)
from tests.harness.checks import run_checks

SignIn = Callable[..., TestClient]
API = "/api/v1/entrant/entries"
PDF = b"%PDF-1.7\n%%EOF\n"


class Scene:
    """An edition that asks for a sign-off; a complete draft; a manager, a submitter, a writer."""

    def __init__(self, session: Session) -> None:
        self.edition: Edition = make_edition(session, internal_sign_off=True)
        self.category: Category = make_category(session, self.edition)
        self.field: Field = make_field(session, self.category, required=True)
        self.file: Field = make_field(session, self.category, kind="file", position=1)
        self.agency: Organisation = make_organisation(session)
        self.manager: User = make_member(session, self.agency, name_ar="نورة", language="en")
        self.sara: User = make_member(session, self.agency, Level.submit, name_ar="سارة")
        self.omar: User = make_member(session, self.agency, Level.edit, name_ar="عمر")
        self.entry: Entry = make_entry(session, self.category, self.agency)

    def url(self, rest: str = "") -> str:
        return f"{API}/{self.entry.id}{rest}"

    def save(self, client: TestClient, value: str, revision: int | None) -> Any:
        seen = {"If-None-Match": "*"} if revision is None else {"If-Match": f'"{revision}"'}
        url = self.url(f"/answers/{self.field.id}")
        return client.put(url, json={"value": value}, headers=seen)

    def ask(self, client: TestClient, signer: User, **rest: Any) -> Any:
        body = {"signer_id": str(signer.id), **rest}
        return client.post(self.url("/sign-off"), json=body)

    def approve(self, client: TestClient) -> Any:
        read = client.get(self.url("/sign-off")).json()["content_hash"]
        return client.post(self.url("/sign-off/approve"), json={"content_hash": read})


@pytest.fixture
def scene(session: Session) -> Scene:
    return Scene(session)


def mails(session: Session) -> list[tuple[str, str, str]]:
    rows = session.execute(select(Mail.to_email, Mail.template, Mail.language).order_by(Mail.id))
    return [(row[0], row[1], row[2]) for row in rows]


def test_what_an_entry_says_has_one_hash() -> None:
    one, two = uuid7(), uuid7()
    face = {"title_ar": "أ", "title_en": ""}
    base = content_hash(face, {one: "x", two: ["a", "b"]}, [(one, "f" * 64, "a.pdf")])
    assert base == content_hash(
        dict(reversed(face.items())),
        {two: ["a", "b"], one: "x"},
        [(one, "f" * 64, "a.pdf")],
    )
    assert content_hash(face, {one: None}, []) == content_hash(face, {}, [])
    assert base != content_hash(face, {one: "y", two: ["a", "b"]}, [(one, "f" * 64, "a.pdf")])
    assert base != content_hash(face, {one: "x", two: ["a", "b"]}, [])
    owner = ("جهة", "Agency", "a@b.example")
    assert len(
        {
            content_hash(face, {}, []),
            content_hash(face, {}, [], {one: "yes"}),
            content_hash(face, {}, [], {one: "no"}),
            content_hash(face, {}, [], {}, [owner]),
        }
    ) == 4  # fmt: skip


def test_nothing_is_submitted_without_the_second_persons_word(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    sara, manager = sign_in(scene.sara), sign_in(scene.manager)
    early = scene.ask(sara, scene.manager)
    assert (early.status_code, early.json()["code"]) == (422, "entry_incomplete")
    scene.save(sara, "نص", None)
    refused = sara.post(scene.url("/submit"))
    assert (refused.status_code, refused.json()["code"]) == (409, "sign_off_missing")
    assert (refused.json()["state"], refused.json()["signers"]) == ("none", ["نورة"])
    assert sara.get(scene.url()).json()["may_not"]["submit"]["code"] == "sign_off_missing"
    asked = scene.ask(sara, scene.manager, note="قبل الأحد من فضلك")
    assert (asked.status_code, asked.json()["state"]) == (200, "asked")
    assert sara.post(scene.url("/submit")).json()["state"] == "asked"
    own = sara.post(
        scene.url("/sign-off/approve"), json={"content_hash": asked.json()["content_hash"]}
    )
    assert (own.status_code, own.json()["code"]) == (403, "same_person")
    seen = manager.get(scene.url("/sign-off")).json()
    assert (seen["may_answer"], seen["steps"][0]["note"]) == (True, "قبل الأحد من فضلك")
    assert scene.approve(manager).json()["state"] == "approved"
    listed = sara.get(API).json()["items"][0]
    assert (listed["needs_sign_off"], listed["sign_off"]) == (True, "approved")
    sent = sara.post(scene.url("/submit"))
    assert (sent.status_code, sent.json()["state"]) == (200, "submitted")
    assert mails(session) == [
        (scene.manager.email, "sign_off_requested", "en"),
        (scene.sara.email, "sign_off_approved", "ar"),
        (scene.sara.email, "entry_submitted", "ar"),
    ]


def test_a_file_refused_after_the_approval_voids_it(
    scene: Scene, session: Session, sign_in: SignIn, database: Database
) -> None:
    sara, manager = sign_in(scene.sara), sign_in(scene.manager)
    scene.save(sara, "نص", None)
    url = scene.url(f"/attachments/{uuid7()}?field_id={scene.file.id}&name=a.pdf")
    assert sara.put(url, content=PDF).status_code == 201
    scene.ask(sara, scene.manager)
    assert scene.approve(manager).json()["state"] == "approved"
    assert [one["state"] for one in run_checks(database)] == ["rejected"]
    seen = sara.get(scene.url("/sign-off")).json()
    assert (seen["state"], seen["steps"][0]["voided_by"]) == ("voided", None)
    assert sara.post(scene.url("/submit")).json()["code"] == "sign_off_missing"
    texts = session.scalars(select(Mail.text).where(Mail.template == "sign_off_voided")).all()
    assert len(texts) == 2
    assert any("لم يجتز الفحصَ ملفٌ" in text for text in texts)


def test_back_at_what_was_submitted_the_approval_stands_again(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    sara, manager = sign_in(scene.sara), sign_in(scene.manager)
    scene.save(sara, "نص", None)
    scene.ask(sara, scene.manager)
    scene.approve(manager)
    assert sara.post(scene.url("/submit")).json()["state"] == "submitted"
    for _ in range(2):
        url = scene.url(f"/attachments/{uuid7()}")
        added = sara.put(f"{url}?field_id={scene.file.id}&name=a.pdf", content=PDF)
        assert added.status_code == 201
        assert sara.get(scene.url("/sign-off")).json()["state"] == "voided"
        assert sara.delete(url).status_code == 204
        seen = sara.get(scene.url("/sign-off")).json()
        assert (seen["state"], seen["steps"][0]["voided_at"]) == ("approved", None)
        assert sara.get(scene.url()).json()["sign_off"] == "approved"
    told = [mail for mail in mails(session) if mail[1] == "sign_off_voided"]
    assert told == [(scene.manager.email, "sign_off_voided", "en")]  # once, whatever was tried


@pytest.mark.parametrize("change", ["answer", "title", "file", "eligibility", "co_owner"])
def test_any_change_after_the_approval_voids_it_and_both_are_told(
    scene: Scene, session: Session, sign_in: SignIn, change: str
) -> None:
    sara, omar, manager = sign_in(scene.sara), sign_in(scene.omar), sign_in(scene.manager)
    choices = [{"code": "yes", "name_ar": "نعم", "name_en": "Yes", "passes": True}]
    rules = [
        EligibilityRule(
            id=uuid7(),
            edition_id=scene.edition.id,
            position=at,
            kind=kind,
            blocks=False,
            options=options,
            label_ar="شرط",
        )
        for at, (kind, options) in enumerate(
            {"question": {"choices": choices}, "co_owners": {}}.items()
        )
    ]
    session.add_all(rules)
    session.commit()
    scene.save(sara, "نص", None)
    scene.ask(sara, scene.manager)
    scene.approve(manager)
    before = sara.get(scene.url("/sign-off")).json()["content_hash"]
    if change == "eligibility":
        said = {"answers": {str(rules[0].id): "yes"}}
        assert omar.put(scene.url("/eligibility"), json=said).status_code == 200
    elif change == "co_owner":
        body = {"name_ar": "جهة شريكة", "email": "partner@other.example"}
        named = manager.put(scene.url(f"/co-owners/{uuid7()}"), json=body)
        assert named.status_code == 201, named.text
    elif change == "answer":
        assert scene.save(omar, "نص آخر", 1).status_code == 200
    elif change == "title":
        body = {"title_en": "Another"}
        assert omar.patch(scene.url(), json=body, headers={"If-Match": '"1"'}).status_code == 200
    else:
        url = scene.url(f"/attachments/{uuid7()}?field_id={scene.file.id}&name=a.pdf")
        assert omar.put(url, content=PDF).status_code == 201
    seen = sara.get(scene.url("/sign-off")).json()
    assert seen["content_hash"] != before
    who = "نورة" if change == "co_owner" else "عمر"
    assert (seen["state"], seen["steps"][0]["voided_by"]["name_ar"]) == ("voided", who)
    refused = sara.post(scene.url("/submit"))
    assert (refused.json()["code"], refused.json()["state"]) == ("sign_off_missing", "voided")
    if change == "co_owner":
        return
    assert [mail for mail in mails(session) if mail[1] == "sign_off_voided"] == [
        (scene.sara.email, "sign_off_voided", "ar"),
        (scene.manager.email, "sign_off_voided", "en"),
    ]
    # A second change tells nobody again.
    omar.patch(scene.url(), json={"summary_ar": "نبذة"}, headers={"If-Match": '"1"'})
    assert len([mail for mail in mails(session) if mail[1] == "sign_off_voided"]) == 2
    assert scene.ask(sara, scene.manager).json()["state"] == "asked"


def test_it_comes_back_with_a_note_and_is_asked_for_again(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    sara, manager = sign_in(scene.sara), sign_in(scene.manager)
    scene.save(sara, "نص", None)
    scene.ask(sara, scene.manager)
    back = manager.post(scene.url("/sign-off/return"), json={"note": "راجع العنوان"})
    assert (back.json()["state"], back.json()["steps"][0]["decision_note"]) == (
        "returned",
        "راجع العنوان",
    )
    again = manager.post(scene.url("/sign-off/return"), json={"note": "مرة"})
    assert (again.status_code, again.json()["code"]) == (409, "sign_off_not_asked")
    scene.ask(sara, scene.manager)
    scene.ask(sara, scene.manager)  # asked again before an answer: the first is replaced
    states = session.scalars(select(SignOff.state).order_by(SignOff.asked_at, SignOff.id)).all()
    assert states == ["returned", "replaced", "asked"]
    assert [mail[1] for mail in mails(session)] == [
        "sign_off_requested",
        "sign_off_returned",
        "sign_off_requested",
        "sign_off_requested",
    ]


def test_what_is_approved_is_what_was_read(scene: Scene, sign_in: SignIn) -> None:
    sara, manager = sign_in(scene.sara), sign_in(scene.manager)
    scene.save(sara, "نص", None)
    scene.ask(sara, scene.manager)
    read = manager.get(scene.url("/sign-off")).json()["content_hash"]
    scene.save(sara, "نص جديد", 1)  # while it is being read
    answer = manager.post(scene.url("/sign-off/approve"), json={"content_hash": read})
    assert (answer.status_code, answer.json()["code"]) == (409, "entry_changed_since")
    assert scene.approve(manager).status_code == 200


def test_who_signs_is_of_the_agency_and_may_submit(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    sara = sign_in(scene.sara)
    consultant = make_collaborator(session, scene.entry, "submit")
    scene.save(sara, "نص", None)
    for somebody in (consultant, scene.omar, scene.sara, make_user(session)):
        answer = scene.ask(sara, somebody)
        assert (answer.status_code, answer.json()["code"]) == (422, "not_a_signer")
    # Any of them answers, not only the one named; a collaborator asks and never signs.
    asked = scene.ask(sign_in(consultant), scene.manager)
    assert asked.status_code == 200
    refused = scene.approve(sign_in(scene.omar))
    assert (refused.status_code, refused.json()["code"]) == (403, "not_a_signer")
    assert scene.approve(sara).json()["steps"][0]["decided_by"]["name_ar"] == "سارة"


def test_nobody_signs_for_an_individual_or_where_it_is_not_asked(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    person = make_user(session)
    scene.entry = make_entry(session, scene.category, owner_id=person.id)
    client = sign_in(person)
    scene.save(client, "نص", None)
    seen = client.get(scene.url("/sign-off")).json()
    assert (seen["needed"], seen["may_ask"], seen["signers"]) == (False, False, [])
    asked = scene.ask(client, scene.manager)
    assert (asked.status_code, asked.json()["code"]) == (409, "sign_off_not_needed")
    assert client.post(scene.url("/submit")).status_code == 200


def test_an_agency_of_one_is_told_to_invite_a_second(session: Session, sign_in: SignIn) -> None:
    scene = Scene(session)
    scene.sara.disabled_at = scene.entry.created_at
    session.commit()
    manager = sign_in(scene.manager)
    scene.save(manager, "نص", None)
    refused = manager.post(scene.url("/submit"))
    assert (refused.json()["code"], refused.json()["signers"]) == ("sign_off_missing", [])


def test_the_mails_tell_the_entrys_own_deadline(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    sara = sign_in(scene.sara)
    assert scene.save(sara, "نص الجواب", None).status_code == 200
    scene.entry.extended_until = scene.edition.closes_at + timedelta(days=9)
    session.commit()
    assert scene.ask(sara, scene.manager).status_code == 200
    (mail,) = session.scalars(select(Mail).where(Mail.template == "sign_off_requested"))
    assert "29 March 2026" in mail.text, mail.text
