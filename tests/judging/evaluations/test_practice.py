"""Practice: a made case on the same sheet, compared at once, counted nowhere."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import select, text
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Role
from app.audit.models import AuditEvent
from app.judging.evaluations import practice_rules
from app.judging.evaluations.queries import closing_hash, counted_totals
from app.judging.rounds.rules import RoundMode, RoundState, Window
from app.kit.errors import Refusal
from app.main import API
from tests.access.test_matrix import api_routes
from tests.conftest import Clock
from tests.factories import make_juror, make_staff
from tests.judging.evaluations.test_rounds_at_work import code, colleague
from tests.judging.scene import WORKED, Scene, broken

SignIn = Callable[..., TestClient]


class Practising:
    """The scene with a practice case, its organiser and a second juror."""

    def __init__(self, scene: Scene, sign_in: SignIn) -> None:
        self.scene = scene
        self.organiser = sign_in(make_staff(scene.session, scene.edition))
        _, _, self.other = colleague(scene, sign_in)
        self.staff_url = f"{API}/rounds/{scene.round.id}/practice"
        self.url = f"{API}/juror/rounds/{scene.round.id}/practice"

    def case(self, **values: Any) -> dict[str, Any]:
        return {
            "category_id": str(self.scene.category.id),
            "title_ar": "حالة تدريب: خدمة التراخيص",
            "body_ar": "جهة اختصرت إصدار الرخصة من عشرة أيام إلى يومين.",
            "demand": "offered",
            "scores": self.scene.scores(dict(WORKED)),
            "comment": "الأثر مثبت والتغطية محدودة",
        } | values

    def put(self, version: int | None = None, **values: Any) -> Any:
        headers = {} if version is None else {"If-Match": f'"{version}"'}
        return self.organiser.put(self.staff_url, json=self.case(**values), headers=headers)

    def practise(
        self, client: TestClient | None = None, status: str = "submitted", **marks: str | None
    ) -> Any:
        body = {"scores": self.scene.scores(marks), "comment": "تدرّبت", "status": status}
        return (client or self.scene.client).put(self.url, json=body)


FULL: dict[str, str | None] = {"a": "5", "b1": "5", "b2": "5", "c": "5"}


@pytest.fixture
def practice(scene: Scene, sign_in: SignIn) -> Practising:
    return Practising(scene, sign_in)


def test_a_juror_is_compared_with_the_reference_and_with_who_finished(
    practice: Practising, session: Session
) -> None:
    made = practice.put()
    assert (made.status_code, made.json()["total"], made.json()["begun"]) == (201, "60.00", False)
    (card,) = practice.scene.client.get(f"{API}/juror/practices").json()["items"]
    assert (card["demand"], card["state"]) == ("offered", "none")
    desk = practice.scene.client.get(practice.url).json()
    assert (desk["status"], desk["accepting"], desk["compared"]) == ("none", True, None)
    assert "التغطية محدودة" not in str(desk)  # the reference is not told before
    assert practice.practise(practice.other, **FULL).status_code == 200
    drafted = practice.practise(status="draft", a="5").json()
    assert (drafted["status"], drafted["total"], drafted["compared"]) == ("draft", None, None)
    done = practice.practise(a="3", b1="5", b2="3", c="2")
    shown = done.json()
    compared = shown["compared"]
    assert (shown["status"], shown["total"], shown["accepting"]) == ("submitted", "54.00", False)
    assert (compared["total"], compared["distance"]) == ("60.00", "-6.00")
    assert compared["scores"][str(practice.scene.leaves["a"])]["points"] == "4"
    assert compared["totals"] == ["100.00"]
    assert {one["criterion_id"]: one["points"] for one in compared["others"]} == {
        str(leaf): ["5.00"] for leaf in practice.scene.leaves.values()
    }
    # The same again is harmless; anything else is over.
    assert practice.practise(a="3", b1="5", b2="3", c="2").json() == shown
    assert code(practice.practise(**FULL)) == (409, "practice_done")
    assert code(practice.practise(status="draft")) == (409, "practice_done")
    found = practice.organiser.get(practice.staff_url).json()
    assert sorted((one["state"], one["distance"]) for one in found["jurors"]) == [
        ("submitted", "-6.00"),
        ("submitted", "40.00"),
    ]
    assert broken(session) == {}
    acts = session.scalars(select(AuditEvent.act).where(AuditEvent.act.like("%practice")))
    assert list(acts) == ["put_practice", "submit_practice", "submit_practice"]


def test_the_case_is_written_before_anyone_begins(practice: Practising, session: Session) -> None:
    lacking = practice.put(scores=practice.scene.scores({"a": "4"}))
    assert code(lacking) == (422, "scores_invalid") or lacking.status_code == 422
    assert practice.put().status_code == 201
    assert practice.put().status_code == 200
    assert code(practice.put(title_ar="غيرها")) == (428, "condition_required")
    changed = practice.put(1, title_ar="غيرها", demand="required")
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    assert practice.practise(status="draft", a="1").status_code == 200
    assert code(practice.put(2)) == (409, "practice_begun")
    assert code(practice.organiser.delete(practice.staff_url)) == (409, "practice_begun")
    session.execute(text("DELETE FROM practice_works"))
    session.commit()
    assert practice.organiser.delete(practice.staff_url).status_code == 204
    assert practice.organiser.delete(practice.staff_url).status_code == 204
    empty = practice.organiser.get(practice.staff_url).json()
    assert empty == {"practice": None, "jurors": []}
    assert practice.scene.client.get(practice.url).status_code == 404
    practice.scene.round.mode = "pass_fail"
    session.commit()
    assert code(practice.put()) == (409, "practice_needs_scores")


def test_where_it_is_required_it_comes_before_the_first_submission(
    practice: Practising, session: Session
) -> None:
    scene = practice.scene
    assert practice.put(demand="required").status_code == 201
    # A draft is always kept.
    draft = scene.put(scene.body())
    assert draft.status_code == 201
    head = scene.fresh().head_id
    refused = scene.put(scene.body(status="submitted"), parent=head)
    assert code(refused) == (409, "practice_first")
    assert scene.fresh().head_id == head
    assert practice.practise(status="draft", a="1").status_code == 200
    assert code(scene.put(scene.body(status="submitted"), parent=head)) == (409, "practice_first")
    assert practice.practise(**FULL).status_code == 200
    assert scene.put(scene.body(status="submitted"), parent=head).status_code == 201


def test_who_practises_and_when(practice: Practising, sign_in: SignIn, clock: Clock) -> None:
    scene = practice.scene
    assert practice.put().status_code == 201
    stranger = make_juror(scene.session, scene.edition)
    outside = sign_in(scene.session.get_one(User, stranger.user_id))
    assert outside.get(practice.url).status_code == 404
    assert practice.practise(outside, **FULL).status_code == 404
    cards = f"{API}/juror/practices"
    assert outside.get(cards).json() == {"items": []}
    assert [one["accepting"] for one in scene.client.get(cards).json()["items"]] == [True]
    clock.now = scene.round.closes_at + timedelta(seconds=1)
    assert code(practice.practise(**FULL)) == (423, "practice_over")
    assert scene.client.get(practice.url).json()["accepting"] is False
    assert [one["accepting"] for one in scene.client.get(cards).json()["items"]] == [False]


def test_practice_counts_nowhere(
    practice: Practising, app: FastAPI, session: Session, clock: Clock, sign_in: SignIn
) -> None:
    """All that is read of the edition, and the round's hash and totals, with and without practice done."""
    scene = practice.scene
    assert practice.put().status_code == 201
    sent = scene.put(scene.body(status="submitted"))
    assert sent.status_code == 201
    ids = {
        "edition_id": scene.edition.id,
        "round_id": scene.round.id,
        "category_id": scene.category.id,
        "rubric_id": scene.category.rubric_id,
        "entry_id": scene.entry.id,
        "juror_id": scene.juror.id,
        "evaluation_id": scene.evaluation.id,
        "user_id": scene.user.id,
    }
    readers = {
        "organiser": practice.organiser,
        "approver": sign_in(make_staff(session, scene.edition, Role.approver)),
        "auditor": sign_in(make_staff(session, scene.edition, Role.auditor)),
        "juror": scene.client,
        "other": practice.other,
    }
    paths = [
        API + route.path
        for route in api_routes(app)
        if route.methods == {"GET"}
        and set(re.findall(r"\{(\w+)", route.path)) <= set(ids)
        # The practice itself, and the log, which has its acts.
        and not re.search(r"practice|audit|/log|template|static|sessions", route.path)
    ]

    def outputs() -> dict[str, tuple[int, Any]]:
        found = {}
        for name, client in readers.items():
            for path in paths:
                for asked in ("", "?format=csv"):
                    answer = client.get(path.format(**ids) + asked)
                    found[f"{name} {path}{asked}"] = (answer.status_code, read(answer.content))
        return found

    def kept() -> list[Any]:
        session.expire_all()
        return [
            closing_hash(session, scene.round.id),
            counted_totals(session, scene.round.id),
            session.execute(text("SELECT count(*) FROM evaluations")).scalar_one(),
            session.execute(text("SELECT count(*) FROM revisions")).scalar_one(),
        ]

    without, facts = outputs(), kept()
    assert sum(status == 200 for status, _ in without.values()) > 60
    for client, marks in ((scene.client, FULL), (practice.other, WORKED)):
        assert practice.practise(client, **marks).json()["status"] == "submitted"
    done = outputs()
    assert "\n".join(key for key in without if without[key] != done[key]) == ""
    assert kept() == facts
    # Nor once the round is closed and ranked.
    clock.now = scene.round.closes_at + timedelta(days=1)
    closing = {"accept_missing": True, "reason": "اكتفاء"}
    closed = practice.organiser.post(f"{API}/rounds/{scene.round.id}/close", json=closing)
    assert (closed.status_code, closed.json()["closing_hash"]) == (200, facts[0][0])
    assert [one.total for one in counted_totals(session, scene.round.id)] == [Fraction(60)]


def read(content: bytes) -> Any:
    """The bytes; of a workbook each part's, but for the one that says when it was made."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {one: book.read(one) for one in book.namelist() if "docProps" not in one}


@pytest.mark.parametrize(
    ("mode", "state", "begun", "expected"),
    [
        ("score", "planned", False, None),
        ("score", "open", False, None),
        ("pass_fail", "open", False, "practice_needs_scores"),
        ("score", "closed", False, "round_closed"),
        ("score", "open", True, "practice_begun"),
    ],
)
def test_when_a_case_is_written(mode: str, state: str, begun: bool, expected: str | None) -> None:
    assert said(practice_rules.check_may_put, RoundMode(mode), RoundState(state), begun=begun) == (
        expected
    )


def test_when_it_is_practised_and_when_it_is_asked_first() -> None:
    for window, done, expected in (
        (Window.open, False, None),
        (Window.open, True, "practice_done"),
        (Window.grace, False, "practice_over"),
    ):
        assert said(practice_rules.check_may_practise, window, done=done) == expected
    for demand, done, before, expected in (
        ("required", False, False, "practice_first"),
        ("required", True, False, None),
        ("required", False, True, None),
        ("offered", False, False, None),
        (None, False, False, None),
    ):
        found = said(practice_rules.check_practised, demand, done=done, submitted_before=before)
        assert found == expected


def said(check: Callable[..., None], *arguments: Any, **named: Any) -> str | None:
    try:
        check(*arguments, **named)
    except Refusal as refused:
        return refused.code
    return None
