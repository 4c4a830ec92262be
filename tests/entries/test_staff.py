"""What organisers, screeners, auditors and approvers see and decide; walls hide entries."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Role
from app.audit.models import AuditEvent
from app.editions.models import Category, Edition
from app.entries.models import Answer, Entry, Question
from app.judging.conflicts.models import Conflict
from app.kit.ids import uuid7
from app.notifications.models import Mail
from app.organisations.models import Organisation
from tests.conftest import NOW, Clock
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_field,
    make_juror,
    make_member,
    make_organisation,
    make_staff,
    make_user,
)

SignIn = Callable[..., TestClient]
API = "/api/v1"


class Scene:
    """An edition in screening with one submitted entry."""

    def __init__(self, session: Session) -> None:
        self.edition: Edition = make_edition(
            session, phase="screening", closes_at=NOW - timedelta(seconds=1)
        )
        self.category: Category = make_category(session, self.edition)
        self.agency: Organisation = make_organisation(session)
        self.sara: User = make_member(session, self.agency)
        self.entry: Entry = make_entry(
            session, self.category, self.agency, state="submitted", submitted_at=NOW
        )
        self.organiser: User = make_staff(session, self.edition)
        self.screener: User = make_staff(session, self.edition, Role.screener)


def seen(session: Session, entry: Entry) -> dict[str, str]:
    """The version that is decided on: as it is now."""
    session.expire_all()
    return {"If-Match": f'"{entry.version}"'}


@pytest.fixture
def scene(session: Session) -> Scene:
    return Scene(session)


def mails(session: Session) -> list[tuple[str, str]]:
    return [tuple(row) for row in session.execute(select(Mail.template, Mail.to_email))]


def test_the_entry_with_everything(scene: Scene, session: Session, sign_in: SignIn) -> None:
    field = make_field(session, scene.category, required=True)
    session.add(
        Answer(entry_id=scene.entry.id, field_id=field.id, value="نص", revision=3, saved_at=NOW)
    )
    session.commit()
    body = sign_in(scene.screener).get(f"{API}/entries/{scene.entry.id}").json()
    assert body["number"] == 101
    assert [(a["value"], a["revision"]) for a in body["answers"]] == [("نص", 3)]
    assert body["organisation"]["id"] == str(scene.agency.id)
    assert body["may"] == ["mark_eligible", "mark_ineligible", "return_entry"]
    auditor = make_staff(session, scene.edition, Role.auditor)
    assert sign_in(auditor).get(f"{API}/entries/{scene.entry.id}").json()["may"] == []
    organiser = sign_in(scene.organiser).get(f"{API}/entries/{scene.entry.id}").json()
    assert organiser["may"] == [
        "mark_eligible",
        "mark_ineligible",
        "return_entry",
        "disqualify_entry",
        "move_entry",
    ]


def test_returned_corrected_and_submitted_again(
    scene: Scene, session: Session, sign_in: SignIn, clock: Clock
) -> None:
    url = f"{API}/entries/{scene.entry.id}"
    screener, sara = sign_in(scene.screener), sign_in(scene.sara)
    until = NOW + timedelta(days=2)
    past = screener.post(
        f"{url}/return",
        json={"reason": "أكمل الوصف", "until": NOW.isoformat()},
        headers=seen(session, scene.entry),
    )
    assert past.json()["errors"][0]["code"] == "deadline_in_past"
    back = screener.post(
        f"{url}/return",
        json={"reason": "أكمل الوصف", "until": until.isoformat()},
        headers=seen(session, scene.entry),
    )
    assert (back.json()["state"], back.json()["return_until"]) == (
        "returned",
        "2026-03-12T09:00:00Z",
    )
    assert mails(session) == [("entry_returned", scene.sara.email)]
    clock.now = until + timedelta(seconds=1)
    late = sara.post(f"{API}/entrant/entries/{scene.entry.id}/submit")
    assert (late.status_code, late.json()["closes_at"]) == (423, "2026-03-12T09:00:00Z")
    clock.now = until
    changed = sara.patch(
        f"{API}/entrant/entries/{scene.entry.id}",
        json={"title_ar": "عنوان أوضح"},
        headers={"If-Match": '"2"'},
    )
    assert (changed.status_code, changed.json()["deadline"]) == (200, "2026-03-12T09:00:00Z")
    sent = sara.post(f"{API}/entrant/entries/{scene.entry.id}/submit")
    assert (sent.json()["state"], sent.json()["return_until"]) == ("submitted", None)
    done = screener.post(f"{url}/mark-eligible", headers=seen(session, scene.entry)).json()
    assert done["state"] == "eligible"
    assert [(h["act"], h["reason"]) for h in done["history"]] == [
        ("return_entry", "أكمل الوصف"),
        ("submit_entry", ""),
        ("mark_eligible", ""),
    ]
    assert done["history"][0]["by"]["id"] == str(scene.screener.id)


def test_decisions_and_their_refusals(scene: Scene, session: Session, sign_in: SignIn) -> None:
    url = f"{API}/entries/{scene.entry.id}"
    organiser, screener = sign_in(scene.organiser), sign_in(scene.screener)

    def post(client: TestClient, act: str, **body: Any) -> tuple[int, str]:
        answer = client.post(f"{url}/{act}", json=body or None, headers=seen(session, scene.entry))
        said = answer.json()
        return answer.status_code, said.get("code") or said["state"]

    reason = {"reason": "سبب مكتوب"}
    assert post(screener, "disqualify", **reason) == (403, "role_required")
    assert post(screener, "reinstate", **reason) == (403, "role_required")
    assert post(screener, "mark-ineligible", reason="") == (422, "invalid")
    assert post(screener, "mark-ineligible", **reason) == (200, "ineligible")
    assert post(screener, "mark-ineligible", **reason) == (409, "state_unchanged")
    assert post(screener, "mark-eligible") == (200, "eligible")
    scene.edition.phase = "judging"
    session.commit()
    assert post(screener, "mark-ineligible", **reason) == (409, "already_judged")
    assert post(organiser, "disqualify", **reason) == (200, "disqualified")
    assert post(organiser, "reinstate", reason=" ") == (422, "invalid")
    assert post(organiser, "reinstate", **reason) == (200, "eligible")
    assert post(organiser, "reinstate", **reason) == (409, "not_disqualified")
    scene.edition.phase = "approved"
    session.commit()
    assert post(organiser, "disqualify", **reason) == (409, "results_approved")
    assert [template for template, _ in mails(session)] == [
        "entry_ineligible",
        "entry_eligible",
        "entry_disqualified",
        "entry_reinstated",
    ]
    assert all("خدمة المثال" not in text for text in session.scalars(select(Mail.text)))
    acts = session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)).all()
    assert acts == ["mark_ineligible", "mark_eligible", "disqualify_entry", "reinstate_entry"]


def test_many_at_once_planned_then_applied(scene: Scene, session: Session, sign_in: SignIn) -> None:
    draft = make_entry(session, scene.category, scene.agency)
    more = [
        make_entry(session, scene.category, state="submitted", submitted_at=NOW) for _ in range(3)
    ]
    client, url = (
        sign_in(scene.screener),
        f"{API}/editions/{scene.edition.id}/entries/mark-eligible",
    )

    def mark(**wanted: Any) -> Any:
        shown = client.post(url, json=wanted | {"dry_run": True}).json()
        return client.post(url, json=wanted | {"expected": shown["expected"]})

    def counts(answer: Any) -> tuple[int, int, bool]:
        said = answer.json()
        return said["changed"], said["refused"], said["applied"]

    plan = client.post(url, json={"dry_run": True})
    assert counts(plan) == (4, 0, False)
    assert session.scalars(select(AuditEvent)).all() == []
    assert client.post(url, json={}).json()["code"] == "list_changed", "nothing unseen is done"
    chosen = [str(more[0].id), str(draft.id)]
    assert counts(mark(entry_ids=chosen)) == (1, 1, True)
    foreign = make_entry(session, make_category(session, make_edition(session)))
    wrong = client.post(url, json={"entry_ids": [str(foreign.id), str(more[1].id)]})
    assert wrong.status_code == 404
    assert counts(mark()) == (3, 0, True)
    assert counts(mark()) == (0, 0, True)
    session.expire_all()
    assert (
        sorted(session.scalars(select(Entry.state)).all()) == ["draft", "draft"] + ["eligible"] * 4
    )
    assert mails(session) == [("entry_eligible", scene.sara.email)]


def test_the_list_is_searched_filtered_sorted_and_saved(
    scene: Scene, session: Session, sign_in: SignIn, statements: list[str]
) -> None:
    agency = make_organisation(
        session, name_ar="أمانة الشرقية", name_en="East", folded_name="امانه الشرقيه east"
    )
    second = make_category(session, scene.edition, position=1)
    make_entry(session, second, agency, title_ar="=1+1", folded="=1+1", state="eligible")
    client = sign_in(scene.organiser)
    url = f"{API}/editions/{scene.edition.id}/entries"
    wanted = {"category_id": str(second.id)}
    statements.clear()
    all_of_them = client.get(url).json()
    few = len(statements)

    def numbers(**params: str) -> list[int]:
        return [row["number"] for row in client.get(url, params=params).json()["items"]]

    assert [row["number"] for row in all_of_them["items"]] == [101, 102]
    assert numbers(q="أمانه") == [102]
    assert numbers(q="١٠١") == [101]
    assert numbers(q="لا شيء") == []
    assert numbers(state="submitted") == [101]
    assert numbers(**wanted) == [102]
    assert numbers(sort="-number") == [102, 101]
    assert numbers(sort="organisation") == [102, 101]
    for _ in range(5):
        make_entry(session, scene.category)
    statements.clear()
    assert client.get(url).json()["total"] == 7
    assert len(statements) == few
    text = client.get(url, params={"format": "csv", **wanted}).content.decode("utf-8-sig")
    assert text.splitlines()[0].split(",")[0] == "الرقم"
    assert "'=1+1" in text
    book = client.get(f"{url}.xlsx", params=wanted)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0)
    assert sheet.name == "المشاركات"
    assert sheet.to_python()[1][:2] == [102.0, "=1+1"]
    assert sheet.to_python()[1][7] == "مستوفية للشروط"


def test_questions_are_answered_once_and_mailed(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    question = Question(
        id=uuid7(),
        edition_id=scene.edition.id,
        entry_id=scene.entry.id,
        body="متى؟",
        asked_by=scene.sara.id,
        asked_at=NOW,
    )
    session.add(question)
    session.commit()
    client, url = sign_in(scene.screener), f"{API}/editions/{scene.edition.id}/questions"
    listed = client.get(url, params={"answered": "false"}).json()
    assert [(row["number"], row["body"]) for row in listed["items"]] == [(101, "متى؟")]
    entries = client.get(f"{API}/editions/{scene.edition.id}/entries").json()
    assert entries["items"][0]["open_questions"] == 1
    auditor = sign_in(make_staff(session, scene.edition, Role.auditor))
    path = f"{API}/questions/{question.id}/answer"
    assert auditor.post(path, json={"answer": "غدًا"}).status_code == 403
    first = client.post(path, json={"answer": "غدًا"})
    again = client.post(path, json={"answer": "بعد غد"})
    assert (first.status_code, first.json()["answer"]) == (200, "غدًا")
    assert (again.status_code, again.json()["code"]) == (409, "question_answered")
    assert client.post(f"{API}/questions/{uuid7()}/answer", json={"answer": "x"}).status_code == 404
    assert client.get(url, params={"answered": "false"}).json()["total"] == 0
    assert mails(session) == [("question_answered", scene.sara.email)]


def test_a_wall_hides_the_entry_from_an_organiser(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    juror = make_juror(session, scene.edition, scene.organiser)
    elsewhere = make_category(session, scene.edition)
    other = make_entry(session, elsewhere, state="submitted", submitted_at=NOW)
    field = make_field(session, scene.category, kind="file")
    question = Question(
        id=uuid7(),
        edition_id=scene.edition.id,
        entry_id=scene.entry.id,
        body="؟",
        asked_at=NOW,
    )
    session.add_all(
        [
            question,
            Conflict(
                id=uuid7(),
                edition_id=scene.edition.id,
                juror_id=juror.id,
                organisation_id=scene.agency.id,
                source="juror",
                kind="employer",
                state="recused",
                declared_at=NOW,
            ),
        ]
    )
    session.commit()
    client = sign_in(scene.organiser)
    url = f"{API}/editions/{scene.edition.id}"
    assert field.kind == "file"
    assert [r["number"] for r in client.get(f"{url}/entries").json()["items"]] == [other.number]
    assert client.get(f"{url}/entries", params={"q": "101"}).json()["total"] == 0
    assert client.get(f"{url}/questions").json()["total"] == 0
    assert client.get(f"{API}/entries/{scene.entry.id}").status_code == 404
    assert client.post(f"{API}/entries/{scene.entry.id}/mark-eligible").status_code == 404
    assert (
        client.post(f"{API}/questions/{question.id}/answer", json={"answer": "x"}).status_code
        == 404
    )
    shown = client.post(f"{url}/entries/mark-eligible", json={"dry_run": True}).json()
    done = client.post(f"{url}/entries/mark-eligible", json={"expected": shown["expected"]})
    assert done.json()["changed"] == 1
    session.expire_all()
    assert session.get_one(Entry, scene.entry.id).state == "submitted"


def test_the_staff_of_another_edition_see_nothing(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    client = sign_in(make_staff(session, make_edition(session)))
    assert client.get(f"{API}/editions/{scene.edition.id}/entries").status_code == 403
    assert client.get(f"{API}/entries/{scene.entry.id}").status_code == 404
    assert client.post(f"{API}/entries/{scene.entry.id}/mark-eligible").status_code == 404
    assert sign_in(make_user(session)).get(f"{API}/entries/{scene.entry.id}").status_code == 403
