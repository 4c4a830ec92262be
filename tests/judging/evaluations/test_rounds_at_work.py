"""Closing a round, what counts, progress without scores, and reading after the close."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
import rfc8785
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Role, Scope
from app.audit.models import AuditEvent
from app.editions.models import Criterion
from app.judging.conflicts.models import Conflict
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.evaluations.queries import counted_totals
from app.judging.panels.models import Juror, Panel, PanelMember
from app.kit.ids import uuid7
from tests.conftest import Clock
from tests.factories import (
    NOW,
    make_category,
    make_entry,
    make_evaluation,
    make_grant,
    make_juror,
    make_level,
    make_staff,
)
from tests.judging.scene import WORKED, Scene, score

SignIn = Callable[..., TestClient]


@pytest.fixture
def organiser(session: Session, scene: Scene, sign_in: SignIn) -> TestClient:
    return sign_in(make_staff(session, scene.edition))


def code(answer: Any) -> tuple[int, str | None]:
    body = answer.json()
    errors = body.get("errors")
    return answer.status_code, errors[0]["code"] if errors else body.get("code")


def colleague(scene: Scene, sign_in: SignIn, **marks: str | None) -> tuple[Juror, Evaluation, Any]:
    """Another juror of the same entry, who submitted these marks if any are given."""
    juror = make_juror(scene.session, scene.edition)
    panel = scene.session.scalars(select(PanelMember.panel_id)).first()
    scene.session.add(PanelMember(panel_id=panel, juror_id=juror.id))
    evaluation = make_evaluation(scene.session, scene.round, scene.entry, juror)
    client = sign_in(scene.session.get_one(User, juror.user_id))
    if marks:
        answer = client.put(
            f"/api/v1/juror/evaluations/{evaluation.id}/revisions/{uuid7()}",
            json=scene.body(dict(marks), status="submitted"),
            headers={"If-None-Match": "*"},
        )
        assert answer.status_code == 201
    return juror, evaluation, client


def over(scene: Scene, clock: Clock) -> str:
    """The round's time is over; the URL that closes it."""
    clock.now = scene.round.closes_at + timedelta(seconds=1)
    return f"/api/v1/rounds/{scene.round.id}/close"


# ------------------------------------------------------------------ closing


def test_a_round_is_closed_by_an_act_after_its_time(
    scene: Scene, organiser: TestClient, clock: Clock, sign_in: SignIn
) -> None:
    scene.put(scene.body(status="submitted"))
    colleague(scene, sign_in, a="1", b1="1", b2="1", c="1")
    url = f"/api/v1/rounds/{scene.round.id}/close"
    early = organiser.post(url, json={})
    assert code(early) == (409, "round_still_accepts")
    assert early.json()["until"] == "2026-03-30T09:00:00Z"
    scene.round.grace_minutes = 10
    scene.session.commit()
    over(scene, clock)
    assert code(organiser.post(url, json={})) == (409, "round_still_accepts")
    clock.forward(minutes=10)
    closed = organiser.post(url, json={})
    assert (closed.status_code, closed.json()["state"]) == (200, "closed")
    rows = scene.session.execute(
        select(Evaluation.entry_id, Evaluation.juror_id, Revision)
        .join(Revision, Revision.id == Evaluation.submitted_id)
        .order_by(Evaluation.entry_id, Evaluation.juror_id)
    ).all()
    document = [
        {
            "entry": str(entry),
            "juror": str(juror),
            "revision": str(revision.id),
            "content": revision.body_hash,
            "total": revision.total,
        }
        for entry, juror, revision in rows
    ]
    assert len(document) == 2
    expected = hashlib.sha256(rfc8785.dumps(document)).hexdigest()
    assert closed.json()["closing_hash"] == expected
    assert code(organiser.post(url, json={})) == (409, "round_not_open")
    assert code(scene.reopen(scene.fresh().head_id)) == (423, "round_over")


def test_what_is_missing_is_named_and_accepted_with_a_reason(
    session: Session, scene: Scene, organiser: TestClient, clock: Clock
) -> None:
    bare = make_entry(session, scene.category, state="eligible")
    make_entry(session, scene.category, state="withdrawn")
    scene.put()
    url = over(scene, clock)
    refused = organiser.post(url, json={})
    assert code(refused) == (409, "evaluations_missing")
    assert refused.json()["unsubmitted"] == 1
    assert refused.json()["below_quorum"] == [scene.entry.number, bare.number]
    assert code(organiser.post(url, json={"accept_missing": True, "reason": " "})) == (
        422,
        "reason_missing",
    )
    closed = organiser.post(url, json={"accept_missing": True, "reason": "محكّم متأخر"})
    assert closed.status_code == 200
    assert closed.json()["closing_hash"] == hashlib.sha256(b"[]").hexdigest()
    act = session.scalars(select(AuditEvent).where(AuditEvent.act == "close_round")).one()
    assert act.facts == {
        "counted": 0,
        "closing_hash": closed.json()["closing_hash"],
        "unsubmitted": 1,
        "below_quorum": [scene.entry.number, bare.number],
        "reason": "محكّم متأخر",
    }


def test_a_round_waits_for_undecided_conflicts(
    session: Session, scene: Scene, organiser: TestClient, clock: Clock
) -> None:
    scene.put(scene.body(status="submitted"))
    conflict = Conflict(
        id=uuid7(),
        edition_id=scene.edition.id,
        juror_id=scene.juror.id,
        entry_id=scene.entry.id,
        source="organiser",
        kind="other",
        reason="-",
        state="suspended",
        declared_at=NOW,
    )
    session.add(conflict)
    scene.evaluation.closed_at, scene.evaluation.closed_reason = NOW, "suspended"
    session.commit()
    url = over(scene, clock)
    refused = organiser.post(url, json={"accept_missing": True, "reason": "-"})
    assert (code(refused), refused.json()["count"]) == ((409, "conflicts_undecided"), 1)


# ------------------------------------------------------------------ what counts


def test_what_counts_is_exact(session: Session, scene: Scene, sign_in: SignIn) -> None:
    leaf = session.get_one(Criterion, scene.leaves["a"])
    make_level(session, leaf, "third", 1)
    scores = scene.scores(dict(WORKED)) | {str(leaf.id): score(None, level="third")}
    scene.put(scene.body({}, scores=scores, status="submitted"))
    juror, _, _ = colleague(scene, sign_in, a="4", b1="5", b2="3", c="2")
    for reason in ("recused", "suspended", "given_back", "removed"):
        _, lost, _ = colleague(scene, sign_in, a="5", b1="5", b2="5", c="5")
        lost.closed_at, lost.closed_reason = NOW, reason
    colleague(scene, sign_in)  # assigned, not submitted
    session.commit()
    leaves = [scene.leaves[name] for name in ("a", "b1", "b2", "c")]
    points = dict(zip(leaves, map(Fraction, (4, 5, 3, 2)), strict=True))
    assert counted_totals(session, scene.round.id) == sorted(
        [
            (scene.entry.id, scene.juror.id, Fraction(42), points | {leaves[0]: Fraction(1)}),
            (scene.entry.id, juror.id, Fraction(60), points),
        ],
        key=lambda row: (row[0], row[1]),
    )


def test_a_reopened_evaluation_counts_as_submitted(session: Session, scene: Scene) -> None:
    head = uuid7()
    scene.put(scene.body(status="submitted"), revision=head)
    scene.reopen(head)
    scene.put(scene.body({"a": "0"}), parent=head)
    assert [row.total for row in counted_totals(session, scene.round.id)] == [Fraction(60)]


def test_counting_takes_the_same_statements_for_many(
    session: Session, scene: Scene, sign_in: SignIn, statements: list[str]
) -> None:
    scene.put(scene.body(status="submitted"))
    key = scene.round.id
    counted_totals(session, key)
    statements.clear()
    counted_totals(session, key)
    few = len(statements)
    for _ in range(3):
        colleague(scene, sign_in, a="4", b1="5", b2="3", c="2")
    counted_totals(session, key)  # the round itself is read again after their commits
    statements.clear()
    assert len(counted_totals(session, key)) == 4
    assert (few, len([one for one in statements if one.startswith("SELECT")])) == (3, 3)


# ------------------------------------------------------------------ progress


def numbers(board: dict[str, Any]) -> dict[str, Any]:
    names = ("assigned", "untouched", "drafts", "submitted", "entries", "short", "recused")
    return {name: board[name] for name in (*names, "jurors", "jurors_behind")}


def test_the_board_counts_and_says_no_score(
    session: Session, scene: Scene, organiser: TestClient, sign_in: SignIn, clock: Clock
) -> None:
    scene.edition.quorum = 2
    other = make_category(session, scene.edition, position=1)
    lonely = make_entry(session, other, state="eligible")
    make_entry(session, other, state="disqualified")
    session.commit()
    scene.put(scene.body(status="submitted"))
    colleague(scene, sign_in)
    _, lost, _ = colleague(scene, sign_in, a="5", b1="5", b2="5", c="5")
    lost.closed_at, lost.closed_reason = NOW, "recused"
    session.commit()
    answer = organiser.get(f"/api/v1/rounds/{scene.round.id}/progress")
    board = answer.json()
    assert numbers(board) == {
        "assigned": 2,
        "untouched": 1,
        "drafts": 0,
        "submitted": 1,
        "entries": 2,
        "short": 2,
        "recused": 1,
        "jurors": 2,
        "jurors_behind": 1,
    }
    assert [(row["entries"], row["below_quorum"]) for row in board["by_category"]] == [
        (1, 1),
        (1, 1),
    ]
    short = [(row["number"], row["submitted"]) for row in board["below_quorum"]]
    assert short == [(scene.entry.number, 1), (lonely.number, 0)]
    assert board["by_day"] == [{"day": "2026-03-10", "submitted": 1}]
    # At quorum, but on fewer than the three that the round declared: named apart, before it closes.
    scene.edition.quorum = 1
    session.commit()
    fewer = organiser.get(f"/api/v1/rounds/{scene.round.id}/progress").json()
    assert (fewer["jurors_per_entry"], fewer["short"], fewer["fewer"]) == (3, 1, 1)
    assert [row["number"] for row in fewer["below_quorum"]] == [lonely.number]
    assert [(row["number"], row["submitted"]) for row in fewer["below_wanted"]] == [
        (scene.entry.number, 1)
    ]
    scene.edition.quorum = 2
    session.commit()
    # Whatever the marks, the board is the same: another world differs in nothing.
    head = scene.fresh().head_id
    assert scene.reopen(head).status_code == 200
    marks: dict[str, str | None] = {"a": "0", "b1": "0", "b2": "0", "c": "0"}
    scene.put(scene.body(marks, status="submitted"), parent=head)
    assert organiser.get(f"/api/v1/rounds/{scene.round.id}/progress").content == answer.content


def test_days_are_of_the_editions_zone(
    session: Session, scene: Scene, organiser: TestClient, clock: Clock
) -> None:
    """21:30 in UTC is half past midnight in Riyadh."""
    clock.now = NOW.replace(hour=21, minute=30)
    scene.put(scene.body(status="submitted"))
    board = organiser.get(f"/api/v1/rounds/{scene.round.id}/progress").json()
    assert board["by_day"] == [{"day": "2026-03-11", "submitted": 1}]


def test_progress_by_juror(
    session: Session, scene: Scene, organiser: TestClient, sign_in: SignIn
) -> None:
    idle = make_juror(session, scene.edition, name_ar="متفرغ", folded_name="متفرغ")
    panel = session.scalars(select(PanelMember.panel_id)).first()
    session.add(PanelMember(panel_id=panel, juror_id=idle.id))
    session.commit()
    scene.put()
    late, _, _ = colleague(scene, sign_in)
    url = f"/api/v1/rounds/{scene.round.id}/progress/jurors"
    page = organiser.get(url).json()
    rows = {row["juror_id"]: row for row in page["items"]}
    assert page["total"] == 3
    assert rows[str(scene.juror.id)]["drafts"] == 1
    assert rows[str(scene.juror.id)]["last_saved_at"] == "2026-03-10T09:00:00Z"
    assert (rows[str(late.id)]["untouched"], rows[str(late.id)]["last_saved_at"]) == (1, None)
    assert rows[str(idle.id)]["assigned"] == 0
    assert page["items"][-1]["juror_id"] == str(idle.id)  # most left to do first
    found = organiser.get(f"{url}?q=متفرغ").json()
    assert [row["juror_id"] for row in found["items"]] == [str(idle.id)]
    assert organiser.get(f"{url}?format=csv").text.count("\r\n") == 4


def test_the_chair_sees_the_progress_of_their_own_panel(
    session: Session, scene: Scene, sign_in: SignIn
) -> None:

    user = session.get_one(User, scene.juror.user_id)
    make_grant(session, user, Role.chair, Scope.edition, scene.edition.id)
    url = f"/api/v1/rounds/{scene.round.id}/chair-progress"
    chair = sign_in(user)
    assert chair.get(url).status_code == 404  # holds the role, but not of this panel
    panel = session.scalars(select(Panel)).one()
    panel.chair_id = scene.juror.id
    session.commit()
    assert chair.get(url).json()["assigned"] == 1
    assert chair.get(f"{url}/jurors").json()["total"] == 1
    assert chair.get(f"/api/v1/rounds/{scene.round.id}/progress").status_code == 403
    # A wall hides the entry from the chair, and from the counts.
    assert [row["number"] for row in chair.get(url).json()["below_quorum"]] == [scene.entry.number]
    session.add(
        Conflict(
            id=uuid7(),
            edition_id=scene.edition.id,
            juror_id=scene.juror.id,
            entry_id=scene.entry.id,
            source="juror",
            kind="family",
            state="recused",
            declared_at=NOW,
        )
    )
    session.commit()
    board = chair.get(url).json()
    assert (board["below_quorum"], board["short"], board["assigned"]) == ([], 0, 0)


def test_the_board_takes_the_same_statements_for_a_larger_round(
    session: Session, scene: Scene, organiser: TestClient, sign_in: SignIn, statements: list[str]
) -> None:
    url = f"/api/v1/rounds/{scene.round.id}/progress"
    counts = []
    for _ in range(2):
        for path in (url, f"{url}/jurors"):
            statements.clear()
            assert organiser.get(path).status_code == 200
            counts.append(len([one for one in statements if one.startswith("SELECT")]))
        for _ in range(4):
            make_entry(session, make_category(session, scene.edition), state="eligible")
            colleague(scene, sign_in)
    assert counts[:2] == counts[2:]
    assert max(counts) <= 12


# ------------------------------------------------------------------ reading after the close


def close(scene: Scene) -> None:
    scene.round.state = "closed"
    scene.round.closed_at = NOW
    scene.session.commit()


def test_evaluations_are_read_after_the_close_and_the_reading_is_an_act(
    session: Session, scene: Scene, organiser: TestClient
) -> None:
    scene.put(scene.body(status="submitted", comment="جيد", notes="سرّي"))
    url = f"/api/v1/entries/{scene.entry.id}/evaluations"
    assert code(organiser.get(url)) == (409, "evaluations_sealed")
    close(scene)
    answer = organiser.get(url)
    row = answer.json()["items"][0]
    assert (row["total"], row["total_exact"], row["comment"]) == ("60.00", "60/1", "جيد")
    assert (row["juror_id"], row["scores"]) == (str(scene.juror.id), scene.scores(dict(WORKED)))
    assert "سرّي" not in answer.text
    acts = session.scalars(
        select(AuditEvent).where(AuditEvent.act == "read_standings").order_by(AuditEvent.id)
    ).all()
    assert [(act.subject_id, act.facts) for act in acts] == [(scene.entry.id, {"barred": False})]


def test_a_wall_stands_before_the_staff_too_and_the_attempt_is_kept(
    session: Session, scene: Scene, sign_in: SignIn
) -> None:
    """A chair who recused themselves from the entry."""
    session.scalars(select(Panel)).one().chair_id = scene.juror.id
    make_grant(session, scene.user, Role.chair, Scope.edition, scene.edition.id)
    session.add(
        Conflict(
            id=uuid7(),
            edition_id=scene.edition.id,
            juror_id=scene.juror.id,
            organisation_id=scene.entry.organisation_id,
            source="organiser",
            kind="employer",
            reason="-",
            state="recused",
            declared_at=NOW,
            decided_at=NOW,
            decision_reason="-",
        )
    )
    close(scene)
    rival = make_entry(session, scene.category, state="eligible")
    chair = sign_in(scene.user)
    for entry in (scene.entry, rival):  # whoever reads the rival's knows how theirs stands
        answer = chair.get(f"/api/v1/entries/{entry.id}/evaluations")
        assert code(answer) == (403, "barred_by_conflict")
    session.expire_all()
    acts = session.scalars(
        select(AuditEvent).where(AuditEvent.act == "read_standings").order_by(AuditEvent.id)
    ).all()
    assert [act.facts for act in acts] == [{"barred": True}] * 2


def test_an_unknown_entry_is_not_there(organiser: TestClient) -> None:
    assert organiser.get(f"/api/v1/entries/{uuid7()}/evaluations").status_code == 404
