"""What was saved in an entry's fields: versions, going back, and what is forgotten."""

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
from app.audit.models import AuditEvent
from app.editions.models import Category, Edition, Field
from app.entries.history_models import SavedVersion
from app.entries.history_rules import continues
from app.entries.history_service import sweep
from app.entries.models import Answer, Attachment, Entry
from app.kit.ids import uuid7
from app.organisations.models import Organisation
from tests.conftest import Clock
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_field,
    make_member,
    make_organisation,
)

SignIn = Callable[..., TestClient]
API = "/api/v1/entrant/entries"
PDF = b"%PDF-1.7\n%%EOF\n"


class Scene:
    """A draft that two people of an agency write and a third reads."""

    def __init__(self, session: Session) -> None:
        self.edition: Edition = make_edition(session)
        self.category: Category = make_category(session, self.edition)
        self.field: Field = make_field(session, self.category, word_limit=5)
        self.file: Field = make_field(session, self.category, kind="file", position=1)
        self.agency: Organisation = make_organisation(session)
        self.sara: User = make_member(session, self.agency, name_ar="سارة")
        self.omar: User = make_member(session, self.agency, Level.edit, name_ar="عمر")
        self.reader: User = make_member(session, self.agency, Level.view)
        self.entry: Entry = make_entry(session, self.category, self.agency)

    def url(self, rest: str = "") -> str:
        return f"{API}/{self.entry.id}{rest}"

    def save(self, client: TestClient, value: str | None, revision: int | None) -> Any:
        seen = {"If-None-Match": "*"} if revision is None else {"If-Match": f'"{revision}"'}
        url = self.url(f"/answers/{self.field.id}")
        answer = client.put(url, json={"value": value}, headers=seen)
        assert answer.status_code == 200, answer.text
        return answer

    def history(self, client: TestClient, **which: str) -> list[dict[str, Any]]:
        answer = client.get(self.url("/history"), params=which)
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items


@pytest.fixture
def scene(session: Session) -> Scene:
    return Scene(session)


def test_saves_of_one_person_that_follow_closely_are_one_version() -> None:
    me = uuid7()

    def at(pause: float, age: float, submitted: float | None = None, by: Any = me) -> bool:
        return continues(
            last_by=me,
            by=by,
            began_at=NOW - timedelta(minutes=age),
            saved_at=NOW - timedelta(minutes=pause),
            submitted_at=None if submitted is None else NOW - timedelta(minutes=submitted),
            now=NOW,
        )

    assert at(5, 30)
    assert not at(5.1, 6)
    assert not at(1, 31)
    assert not at(1, 2, by=uuid7())
    assert not at(1, 2, by=None)
    assert not at(2, 3, submitted=1)  # what was submitted is never written over
    assert at(1, 2, submitted=3)


def test_a_field_keeps_who_wrote_what_when(
    scene: Scene, session: Session, sign_in: SignIn, clock: Clock
) -> None:
    sara, omar = sign_in(scene.sara), sign_in(scene.omar)
    scene.save(sara, "أول", None)
    clock.forward(minutes=2)
    scene.save(sara, "أول نص", 1)  # the same sitting
    clock.forward(minutes=1)
    scene.save(omar, "نص عمر", 2)
    clock.forward(minutes=20)
    scene.save(omar, None, 3)
    seen = scene.history(sara, field_id=str(scene.field.id))
    assert [(row["value"], row["by"]["name_ar"], row["revision"]) for row in seen] == [
        (None, "عمر", 4),
        ("نص عمر", "عمر", 3),
        ("أول نص", "سارة", 2),
    ]
    assert [row["is_current"] for row in seen] == [True, False, False]
    assert (seen[2]["began_at"], seen[2]["at"]) == (
        "2026-03-10T09:00:00Z",
        "2026-03-10T09:02:00Z",
    )
    assert sign_in(scene.reader).get(scene.url("/history")).json()["may_restore"] is False


def test_going_back_is_a_save_like_any_other(
    scene: Scene, session: Session, sign_in: SignIn, clock: Clock
) -> None:
    sara, omar = sign_in(scene.sara), sign_in(scene.omar)
    scene.save(sara, "نص سارة", None)
    clock.forward(minutes=10)
    scene.save(omar, "نص عمر", 1)
    old = scene.history(sara, field_id=str(scene.field.id))[1]
    url = scene.url(f"/history/{old['id']}/restore")
    assert sara.post(url).json()["code"] == "condition_required"
    behind = sara.post(url, headers={"If-Match": '"1"'})
    assert (behind.status_code, behind.json()["code"]) == (412, "answer_changed")
    assert (behind.json()["current"]["value"], behind.json()["yours"]) == ("نص عمر", "نص سارة")
    done = sara.post(url, headers={"If-Match": '"2"'})
    assert (done.status_code, done.json()["answer"]["value"]) == (200, "نص سارة")
    assert done.json()["answer"]["revision"] == 3
    seen = scene.history(sara, field_id=str(scene.field.id))
    assert [(row["value"], row["restored_at"]) for row in seen] == [
        ("نص سارة", "2026-03-10T09:00:00Z"),
        ("نص عمر", None),
        ("نص سارة", None),
    ]
    # Writing on does not blur what was restored.
    scene.save(sara, "نص سارة الثاني", 3)
    assert len(scene.history(sara, field_id=str(scene.field.id))) == 4
    refused = sign_in(scene.reader).post(url, headers={"If-Match": '"4"'})
    assert (refused.status_code, refused.json()["code"]) == (403, "entry_right_needed")
    acts = session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)).all()
    assert acts.count("restore_version") == 1


def test_what_the_form_no_longer_takes_is_not_restored(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    sara = sign_in(scene.sara)
    scene.save(sara, "واحد اثنان ثلاثة أربعة خمسة", None)
    scene.save(sign_in(scene.omar), "قصير", 1)
    scene.field.kind = "number"
    session.commit()
    old = scene.history(sara, field_id=str(scene.field.id))[1]
    answer = sara.post(scene.url(f"/history/{old['id']}/restore"), headers={"If-Match": '"2"'})
    assert answer.status_code == 422
    assert session.get_one(Answer, (scene.entry.id, scene.field.id)).value == "قصير"


def test_the_title_and_files_have_a_history_too(
    scene: Scene, session: Session, sign_in: SignIn, clock: Clock
) -> None:
    sara, omar = sign_in(scene.sara), sign_in(scene.omar)
    sara.patch(scene.url(), json={"title_ar": "عنوان سارة"}, headers={"If-Match": '"1"'})
    clock.forward(minutes=10)
    omar.patch(scene.url(), json={"title_ar": "عنوان عمر"}, headers={"If-Match": '"2"'})
    clock.forward(minutes=1)
    key = uuid7()
    there = scene.url(f"/attachments/{key}")
    sent = sara.put(f"{there}?field_id={scene.file.id}&name=a.pdf", content=PDF)
    assert sent.status_code == 201
    clock.forward(minutes=1)
    assert omar.delete(there).status_code == 204
    seen = scene.history(sara)
    assert [(row["change"], row["name"] or row["value"], row["by"]["name_ar"]) for row in seen] == [
        ("file_removed", "a.pdf", "عمر"),
        ("file_added", "a.pdf", "سارة"),
        ("face", "عنوان عمر", "عمر"),
        ("face", "عنوان سارة", "سارة"),
    ]
    assert [row["is_current"] for row in seen[2:]] == [True, False]
    title = scene.history(sara, face="title_ar")
    url = scene.url(f"/history/{title[1]['id']}/restore")
    stale = sara.post(url, headers={"If-Match": '"2"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert stale.json()["current"]["title_ar"] == "عنوان عمر"
    done = sara.post(url, headers={"If-Match": '"3"'})
    assert done.json()["entry"]["title_ar"] == "عنوان سارة"
    of_file = scene.history(sara, field_id=str(scene.file.id))
    assert [row["change"] for row in of_file] == ["file_removed", "file_added"]


def test_a_file_that_was_taken_off_comes_back(
    scene: Scene, session: Session, sign_in: SignIn, clock: Clock
) -> None:
    sara, key = sign_in(scene.sara), uuid7()
    there = scene.url(f"/attachments/{key}")
    query = f"?field_id={scene.file.id}&name=a.pdf"
    assert sara.put(f"{there}{query}", content=PDF).status_code == 201
    assert sara.post(f"{there}/restore").json()["state"] == "quarantined"  # nothing to do
    assert sara.delete(there).status_code == 204
    clock.forward(minutes=1)
    [removed, added] = scene.history(sara, field_id=str(scene.file.id))
    assert (removed["file_id"], added["file_id"]) == (str(key), None)
    # It waits for its check again; one that has passed comes back as it was.
    assert sara.post(f"{there}/restore").json()["state"] == "quarantined"
    row = session.get_one(Attachment, key, populate_existing=True)
    row.state, row.clean_sha256 = "clean", row.sha256
    session.commit()
    clock.forward(minutes=1)
    assert sara.delete(there).status_code == 204
    clock.forward(minutes=1)
    assert sara.post(f"{there}/restore").json()["state"] == "clean"
    seen = scene.history(sara, field_id=str(scene.file.id))
    assert [(step["change"], step["file_id"]) for step in seen] == [
        ("file_restored", None),
        ("file_removed", None),
        ("file_restored", None),
        ("file_removed", None),
        ("file_added", None),
    ]
    shown = sara.get(scene.url()).json()["attachments"]
    assert [file["id"] for file in shown] == [str(key)]
    # What was submitted and taken off since is put back, too; what did not pass is not.
    row = session.get_one(Attachment, key, populate_existing=True)
    row.dropped_at = clock.now
    session.commit()
    assert sara.post(f"{there}/restore").status_code == 200
    session.refresh(row)
    assert row.dropped_at is None
    row.state, row.reason = "removed", "pdf_encrypted"
    session.commit()
    refused = sara.post(f"{there}/restore")
    assert (refused.status_code, refused.json()["code"]) == (409, "rejected_stays_off")
    row.reason = ""
    session.commit()
    other = uuid7()
    query = f"?field_id={scene.file.id}&name=b.pdf"
    for _ in range(scene.file.max_files):
        sent = sara.put(f"{scene.url(f'/attachments/{other}')}{query}", content=PDF)
        assert sent.status_code == 201
        other = uuid7()
    full = sara.post(f"{there}/restore")
    assert (full.status_code, full.json()["code"]) == (409, "too_many_files")
    assert sara.post(scene.url(f"/attachments/{uuid7()}/restore")).status_code == 404
    clock.forward(days=20)
    assert sara.post(f"{there}/restore").status_code == 423


def test_a_version_of_another_entry_is_nowhere_and_a_closed_entry_keeps_its_own(
    scene: Scene, session: Session, sign_in: SignIn, clock: Clock
) -> None:
    sara = sign_in(scene.sara)
    scene.save(sara, "نص", None)
    scene.save(sign_in(scene.omar), "آخر", 1)
    version = scene.history(sara, field_id=str(scene.field.id))[1]["id"]
    other = make_entry(session, scene.category, scene.agency)
    answer = sara.post(f"{API}/{other.id}/history/{version}/restore", headers={"If-Match": '"1"'})
    assert answer.status_code == 404
    clock.forward(days=20)
    closed = sara.post(scene.url(f"/history/{version}/restore"), headers={"If-Match": '"2"'})
    assert closed.status_code == 423
    assert sara.get(scene.url("/history")).json()["may_restore"] is False


def test_the_past_is_forgotten_once_the_edition_is_archived(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    scene.save(sign_in(scene.sara), "نص", None)
    sweep(session)
    session.commit()
    assert len(session.scalars(select(SavedVersion)).all()) == 1
    scene.edition.phase = "archived"
    session.commit()
    sweep(session)
    session.commit()
    assert session.scalars(select(SavedVersion)).all() == []
    assert session.get_one(Answer, (scene.entry.id, scene.field.id)).value == "نص"


def test_a_history_costs_a_fixed_number_of_statements(
    scene: Scene, sign_in: SignIn, clock: Clock, statements: list[str]
) -> None:
    sara = sign_in(scene.sara)

    def cost() -> int:
        statements.clear()
        scene.history(sara, field_id=str(scene.field.id))
        return len(statements)

    scene.save(sara, "0", None)
    first = cost()
    for revision in range(1, 8):
        clock.forward(minutes=10)
        scene.save(sara, str(revision), revision)
    assert cost() == first
