"""Staff see that a draft exists, whose it is and how far it is; not a word of it before it is submitted."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Actor, Role
from app.audit.service import record
from app.database import Database
from app.demo.evidence import evidence_pdf
from app.editions.models import Category, Edition
from app.entries.models import Answer, Entry, Question
from app.judging.conflicts.models import Conflict
from app.kit.ids import uuid7
from app.organisations.models import Organisation
from tests.conftest import NOW
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_field,
    make_juror,
    make_member,
    make_organisation,
    make_staff,
)
from tests.harness.checks import run_checks

SignIn = Callable[..., TestClient]
API = "/api/v1"
SECRETS = ("سرٌّ", "Secret", "secret", "فصيح")


class Scene:
    """An open edition with one draft that has an answer, a file, a question and a conflict."""

    def __init__(self, session: Session, sign_in: SignIn) -> None:
        self.edition: Edition = make_edition(session, phase="open")
        category = make_category(session, self.edition)
        self.agency: Organisation = make_organisation(session)
        self.sara: User = make_member(session, self.agency)
        self.entry: Entry = make_entry(
            session,
            category,
            self.agency,
            state="draft",
            title_ar="عنوان سرٌّ",
            title_en="Secret title",
            summary_ar="نبذة سرٌّ",
            folded="عنوان سر secret title",
        )
        text = make_field(session, category, required=True)
        file = make_field(
            session,
            category,
            kind="file",
            position=2,
            required=True,
            file_types=["application/pdf"],
        )
        make_field(session, category, position=3, required=True)
        session.add_all(
            [
                Answer(
                    entry_id=self.entry.id, field_id=text.id, value="فصيح", revision=1, saved_at=NOW
                ),
                Question(
                    id=uuid7(),
                    entry_id=self.entry.id,
                    edition_id=self.edition.id,
                    body="ما الموعد؟",
                    asked_by=self.sara.id,
                    asked_at=NOW,
                ),
            ]
        )
        session.commit()
        url = f"{API}/entrant/entries/{self.entry.id}/attachments/{uuid7()}"
        sent = sign_in(self.sara).put(
            f"{url}?field_id={file.id}&name=secret.pdf", content=evidence_pdf("Secret", [], [])
        )
        assert sent.status_code == 201, sent.text
        self.file_id = sent.json()["id"]
        juror = make_juror(session, self.edition)
        session.add(
            Conflict(
                id=uuid7(),
                edition_id=self.edition.id,
                juror_id=juror.id,
                entry_id=self.entry.id,
                source="organiser",
                kind="other",
                reason="قرابة",
                state="suspended",
                declared_at=NOW,
            )
        )
        session.commit()


@pytest.fixture
def scene(session: Session, sign_in: SignIn) -> Scene:
    return Scene(session, sign_in)


def nothing_told(text: str) -> bool:
    return not any(word in text for word in SECRETS)


@pytest.mark.parametrize("role", [Role.organiser, Role.screener, Role.auditor, Role.approver])
def test_staff_read_that_it_exists_and_how_far_it_is(
    scene: Scene, session: Session, sign_in: SignIn, role: Role
) -> None:
    staff = sign_in(make_staff(session, scene.edition, role))
    answer = staff.get(f"{API}/entries/{scene.entry.id}")
    body = answer.json()
    assert (body["state"], body["number"], body["organisation"]["id"]) == (
        "draft",
        scene.entry.number,
        str(scene.agency.id),
    )
    assert (len(body["fields"]), body["answered"], len(body["missing"])) == (3, 2, 1)
    assert (body["title_ar"], body["title_en"], body["summary_ar"], body["summary_en"]) == ("",) * 4
    assert (body["answers"], body["attachments"]) == ([], [])
    assert nothing_told(answer.text)
    refused = staff.get(f"{API}/attachments/{scene.file_id}/content")
    assert refused.status_code == 404


def test_lists_searches_sorts_and_files_tell_nothing(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    staff = sign_in(make_staff(session, scene.edition))
    entries = f"{API}/editions/{scene.edition.id}/entries"
    listed = staff.get(entries)
    (row,) = listed.json()["items"]
    assert (row["number"], row["state"], row["title_ar"], row["title_en"]) == (
        scene.entry.number,
        "draft",
        "",
        "",
    )
    assert row["organisation"]["id"] == str(scene.agency.id)
    assert nothing_told(listed.text)
    for path in (entries, f"{API}/editions/{scene.edition.id}/questions"):
        for query in ("سر", "secret"):
            found = staff.get(path, params={"q": query}).json()
            assert (found["items"], found["total"]) == ([], 0)
        assert staff.get(path).json()["total"] == 1
        assert nothing_told(staff.get(path).text)
        assert nothing_told(staff.get(path, params={"format": "csv"}).text)
    book = CalamineWorkbook.from_filelike(io.BytesIO(staff.get(f"{entries}.xlsx").content))
    assert nothing_told(str(book.get_sheet_by_index(0).to_python()))
    conflicts = f"{API}/editions/{scene.edition.id}/conflicts"
    assert staff.get(conflicts).json()["total"] == 1
    assert nothing_told(staff.get(conflicts).text)
    assert staff.get(conflicts, params={"q": "secret"}).json()["total"] == 0


def test_titles_of_drafts_are_in_no_order(scene: Scene, session: Session, sign_in: SignIn) -> None:
    """Else sorting by title would tell where a hidden title stands."""
    staff = sign_in(make_staff(session, scene.edition))
    category = session.get_one(Category, scene.entry.category_id)
    url = f"{API}/editions/{scene.edition.id}/entries"

    def order() -> list[Any]:
        return [row["id"] for row in staff.get(url, params={"sort": "title"}).json()["items"]]

    make_entry(
        session,
        category,
        scene.agency,
        state="draft",
        folded="مممم",
    )
    before = order()
    scene.entry.folded = "يييي"
    session.commit()
    assert order() == before


def test_the_log_names_it_by_its_number(scene: Scene, session: Session, sign_in: SignIn) -> None:
    organiser = make_staff(session, scene.edition)
    record(
        session,
        Actor(user_id=scene.sara.id),
        "start_entry",
        NOW,
        subject=("entry", scene.entry.id),
        edition_id=scene.edition.id,
        number=scene.entry.number,
    )
    session.commit()
    answer = sign_in(organiser).get(f"{API}/log", params={"edition_id": str(scene.edition.id)})
    names = {
        one["subject"]["name_ar"]
        for one in answer.json()["items"]
        if one["subject_kind"] == "entry"
    }
    assert names == {f"#{scene.entry.number}"}
    assert nothing_told(answer.text)


def test_once_submitted_staff_read_all_of_it(
    scene: Scene, session: Session, sign_in: SignIn, database: Database
) -> None:
    run_checks(database)
    scene.entry.state, scene.entry.submitted_at = "submitted", NOW
    session.commit()
    staff = sign_in(make_staff(session, scene.edition))
    body = staff.get(f"{API}/entries/{scene.entry.id}").json()
    assert (body["title_en"], len(body["answers"]), len(body["attachments"])) == (
        "Secret title",
        1,
        1,
    )
    assert staff.get(f"{API}/attachments/{scene.file_id}/content").status_code == 200
    url = f"{API}/editions/{scene.edition.id}/entries"
    assert staff.get(url, params={"q": "secret"}).json()["total"] == 1
