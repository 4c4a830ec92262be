"""Who reads which acts, with which names, and that a page of the log costs a fixed number of reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Actor, Role, Scope
from app.audit.rules import ACTS
from app.audit.service import record
from app.judging.conflicts.models import Conflict
from app.kit.ids import uuid7
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_evaluation,
    make_grant,
    make_juror,
    make_organisation,
    make_past_tie,
    make_round,
    make_staff,
    make_user,
)

SignIn = Callable[..., TestClient]


def act(
    session: Session,
    name: str,
    user: User | None,
    subject: tuple[str, UUID | None],
    edition_id: UUID | None = None,
    minutes: int = 0,
    **facts: Any,
) -> None:
    who = Actor(user_id=user.id if user else None)
    at = NOW + timedelta(minutes=minutes)
    record(session, who, name, at, subject=subject, edition_id=edition_id, **facts)
    session.commit()


def acts_of(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [item["act"] for item in answer.json()["items"]]


def test_an_act_is_shown_with_names(session: Session, sign_in: SignIn) -> None:
    edition = make_edition(session)
    organiser = make_staff(session, edition)
    category, agency = make_category(session, edition), make_organisation(session)
    entry = make_entry(session, category, agency, title_ar="بوابة", state="eligible")
    act(session, "mark_eligible", organiser, ("entry", entry.id), edition.id, note="نعم")
    (item,) = sign_in(organiser).get("/api/v1/log").json()["items"]
    assert item == {
        "id": item["id"],
        "at": "2026-03-10T09:00:00Z",
        "act": "mark_eligible",
        "edition_id": str(edition.id),
        "subject_kind": "entry",
        "subject_id": str(entry.id),
        "actor": {
            "id": str(organiser.id),
            "name_ar": organiser.name_ar,
            "name_en": organiser.name_en,
            "email": organiser.email,
        },
        "subject": {
            "name_ar": f"#{entry.number} بوابة",
            "name_en": f"#{entry.number} {entry.title_en}",
        },
        "facts": {"note": "نعم"},
    }


def test_each_reads_what_is_theirs(session: Session, sign_in: SignIn) -> None:
    edition, foreign = make_edition(session), make_edition(session)
    act(session, "put_edition", None, ("edition", edition.id), edition.id)
    act(session, "step_phase", None, ("edition", foreign.id), foreign.id)
    act(session, "fail_sign_in", None, ("user", None))
    admin, instance_auditor, of_programme = (make_user(session) for _ in range(3))
    make_grant(session, admin, Role.admin)
    make_grant(session, instance_auditor, Role.auditor)
    make_grant(session, of_programme, Role.organiser, Scope.programme, foreign.programme_id)
    everything = ["fail_sign_in", "step_phase", "put_edition"]
    for user, seen in (
        (admin, everything),
        (instance_auditor, everything[1:]),
        (of_programme, ["step_phase"]),
        (make_staff(session, edition), ["put_edition"]),
        (make_staff(session, edition, Role.auditor), ["put_edition"]),
    ):
        assert acts_of(sign_in(user).get("/api/v1/log")) == seen
    client = sign_in(make_staff(session, edition))
    refused = client.get(f"/api/v1/log?edition_id={foreign.id}")
    assert (refused.status_code, refused.json()["code"]) == (403, "not_your_edition")
    assert client.get(f"/api/v1/log?edition_id={uuid7()}").status_code == 404
    for role in (Role.screener, Role.approver, Role.chair):
        other = sign_in(make_staff(session, edition, role)).get("/api/v1/log")
        assert (other.status_code, other.json()["code"]) == (403, "role_required")


def test_the_log_tells_no_winner_to_whom_the_results_are_closed(
    session: Session, sign_in: SignIn
) -> None:
    edition = make_edition(session, phase="deliberation")
    category, other = make_category(session, edition), make_category(session, edition)
    organiser = make_staff(session, edition)
    admin = make_user(session)
    make_grant(session, admin, Role.admin)
    barred = make_staff(session, edition)
    entry = make_entry(session, category, make_organisation(session), state="eligible")
    juror = make_juror(session, edition, barred)
    conflict = {"id": uuid7(), "edition_id": edition.id, "juror_id": juror.id}
    conflict |= {"entry_id": entry.id, "source": "juror", "kind": "family", "state": "suspended"}
    session.add(Conflict(**conflict, declared_at=NOW))
    for one in (category, other):
        act(session, "put_decisions", organiser, ("category", one.id), edition.id, decisions=["x"])

    def told(user: User) -> dict[str, bool]:
        items = sign_in(user).get("/api/v1/log?act=put_decisions").json()["items"]
        return {item["subject_id"]: bool(item["facts"]) for item in items}

    here, there = str(category.id), str(other.id)
    assert told(organiser) == {here: True, there: True}
    assert told(admin) == {here: False, there: False}
    assert told(barred) == {here: False, there: True}
    edition.phase = "published"
    session.commit()
    assert told(admin) == {here: True, there: True}


def test_the_log_is_filtered(session: Session, sign_in: SignIn) -> None:
    edition = make_edition(session)
    admin = make_user(session, "admin@example.org", name_ar="مدير النظام")
    make_grant(session, admin, Role.admin)
    huda = make_user(session, "huda@example.org", name_ar="هدى الأحمدي")
    act(session, "put_edition", admin, ("edition", edition.id), edition.id)
    act(session, "put_category", huda, ("category", uuid7()), edition.id, minutes=1)
    act(session, "step_phase", huda, ("edition", edition.id), edition.id, minutes=2)
    client = sign_in(admin)
    for query, seen in (
        ("act=put_category", ["put_category"]),
        (f"actor_id={huda.id}", ["step_phase", "put_category"]),
        (f"subject_kind=edition&subject_id={edition.id}", ["step_phase", "put_edition"]),
        (f"edition_id={edition.id}&sort=at", ["put_edition", "put_category", "step_phase"]),
        ("from=2026-03-10T09:01:00Z", ["step_phase", "put_category"]),
        ("to=2026-03-10T12:01:00%2B03:00", ["put_edition"]),
        ("q=الاحمدى", ["step_phase", "put_category"]),
        ("q=huda@example", ["step_phase", "put_category"]),
        ("size=1&page=2", ["put_category"]),
    ):
        assert acts_of(client.get(f"/api/v1/log?{query}")) == seen, query
    assert client.get("/api/v1/log?from=yesterday").status_code == 422
    assert client.get("/api/v1/log?sort=facts").json()["code"] == "sort_unknown"


def test_the_log_is_searched_by_what_was_done_and_to_what(
    session: Session, sign_in: SignIn, statements: list[str]
) -> None:
    edition = make_edition(session)
    organiser = make_staff(session, edition)
    huda = make_user(session, name_ar="هدى", email="huda@example.org")
    category, agency = make_category(session, edition), make_organisation(session, name_ar="وزارة")
    seen = make_entry(session, category, agency, title_ar="بوابة المواعيد", state="eligible")
    hidden = make_entry(session, category, agency, title_ar="سر المسودة")
    round_, juror = make_round(session, edition), make_juror(session, edition)
    evaluation = make_evaluation(session, round_, seen, juror)
    done = (
        ("submit_entry", huda, ("entry", seen.id)),
        ("start_entry", huda, ("entry", hidden.id)),
        ("save_evaluation", None, ("evaluation", evaluation.id)),
        ("grant_role", organiser, ("user", huda.id)),
        ("approve_organisation", organiser, ("organisation", agency.id)),
    )
    for minutes, (name, user, subject) in enumerate(done):
        act(session, name, user, subject, edition.id, minutes)
    client = sign_in(organiser)
    submit, start, save, grant, approve = (name for name, *_ in done)
    for words, expected in (
        (f"#{seen.number}", [save, submit]),
        (str(hidden.number), [start]),
        ("المواعيد", [save, submit]),
        ("المسودة", []),  # the title of a draft is its people's own
        ("huda@example", [grant, start, submit]),
        ("هدى تقديم", [submit]),
        ("هدى submit_entry", [submit]),
        ("وزارة", [approve]),
        ("no-such-word", []),
        ("%", []),
        ("99999999999999", []),
    ):
        statements.clear()
        answer = client.get("/api/v1/log", params={"edition_id": str(edition.id), "q": words})
        assert (words, acts_of(answer)) == (words, expected)
        assert len(statements) < 14, words
    session.add(
        Conflict(
            id=uuid7(),
            edition_id=edition.id,
            juror_id=make_juror(session, edition, organiser).id,
            entry_id=seen.id,
            source="organiser",
            kind="employer",
            state="recused",
            declared_at=NOW,
        )
    )
    session.commit()
    assert acts_of(client.get("/api/v1/log?q=المواعيد")) == []


def test_the_log_downloads(session: Session, sign_in: SignIn) -> None:
    admin = make_user(session, name_ar="=SUM(1)")
    make_grant(session, admin, Role.admin)
    act(session, "disable_user", admin, ("user", admin.id))
    answer = sign_in(admin).get("/api/v1/log?format=csv")
    assert answer.content.startswith("\ufeff".encode())
    _, row = answer.text.strip().splitlines()
    assert row.split(",")[1:3] == ["إيقاف حساب", "disable_user"]
    assert "'=SUM(1)" in row


def test_a_page_costs_a_fixed_number_of_reads(
    session: Session, sign_in: SignIn, statements: list[str]
) -> None:
    edition = make_edition(session)
    category = make_category(session, edition)
    round_ = make_round(session, edition)
    for n in range(8):
        juror = make_juror(session, edition)
        entry = make_entry(session, category, make_organisation(session, name_ar=f"جهة {n}"))
        evaluation = make_evaluation(session, round_, entry, juror)
        user = session.get_one(User, juror.user_id)
        act(session, "submit_evaluation", user, ("evaluation", evaluation.id), edition.id)
        act(session, "put_juror", user, ("juror", juror.id), edition.id)
        act(session, "submit_entry", user, ("entry", entry.id), edition.id)
    client = sign_in(make_staff(session, edition))
    del statements[:]
    answer = client.get(f"/api/v1/log?edition_id={edition.id}").json()
    assert len([s for s in statements if s.startswith("SELECT")]) <= 10
    assert answer["total"] == 24
    assert [item["subject"] for item in answer["items"] if item["subject"] is None] == []


def test_the_acts_are_a_closed_list(session: Session, sign_in: SignIn) -> None:
    admin = make_user(session)
    make_grant(session, admin, Role.admin)
    assert sign_in(admin).get("/api/v1/log/acts").json() == {"items": sorted(ACTS)}


def test_the_log_stops_at_a_wall(session: Session, sign_in: SignIn) -> None:
    """What was done with one's own entry is left out of the page, the count, the search and the file."""
    edition = make_edition(session)
    category, agency = make_category(session, edition), make_organisation(session)
    own = make_entry(session, category, agency, state="eligible")
    rival = make_entry(session, category, make_organisation(session), state="eligible")
    round_, juror = make_round(session, edition), make_juror(session, edition)
    for entry in (own, rival):
        evaluation = make_evaluation(session, round_, entry, juror)
        act(session, "mark_eligible", None, ("entry", entry.id), edition.id)
        act(session, "assign", None, ("evaluation", evaluation.id), edition.id)
        conflict = Conflict(
            id=uuid7(),
            edition_id=edition.id,
            juror_id=juror.id,
            entry_id=entry.id,
            source="juror",
            kind="employer",
            state="recused",
            declared_at=NOW,
        )
        session.add(conflict)
        act(session, "declare_conflict", None, ("conflict", conflict.id), edition.id)
    act(session, "extend_deadline", None, ("organisation", agency.id), edition.id)
    act(session, "step_phase", None, ("edition", edition.id), edition.id)
    act(session, "answer_question", None, ("question", None), edition.id)
    for role in (Role.organiser, Role.auditor):
        free, walled = make_staff(session, edition, role), make_staff(session, edition, role)
        make_past_tie(session, walled, Scope.organisation, agency.id)
        make_grant(session, walled, Role.entrant, Scope.organisation, agency.id)
        session.commit()
        kept = ["answer_question", "step_phase", "declare_conflict", "assign", "mark_eligible"]
        answer = sign_in(walled).get(f"/api/v1/log?edition_id={edition.id}")
        assert (acts_of(answer), answer.json()["total"]) == (kept, 5)
        assert sign_in(free).get(f"/api/v1/log?edition_id={edition.id}").json()["total"] == 9
        assert str(own.id) not in sign_in(walled).get("/api/v1/log?format=csv").text
        found = sign_in(walled).get(f"/api/v1/log?subject_kind=entry&subject_id={own.id}")
        assert found.json()["total"] == 0
