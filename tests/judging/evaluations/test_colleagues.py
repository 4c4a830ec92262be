"""Colleagues' scores: after the closing, or after one's own, which opening them locks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.audit.models import AuditEvent
from app.editions.rules import Phase
from app.judging.evaluations import rules
from app.judging.evaluations.rules import EvaluationStatus
from app.judging.rounds.rules import Independence, RoundState
from app.kit.errors import Refusal
from app.kit.ids import uuid7
from tests.conftest import Clock
from tests.factories import NOW, make_entry, make_evaluation
from tests.judging.evaluations.test_claims import Table
from tests.judging.evaluations.test_rounds_at_work import code, colleague
from tests.judging.scene import Scene, broken

SignIn = Callable[..., TestClient]


@pytest.fixture
def after_own(scene: Scene) -> Scene:
    scene.round.independence = "after_own"
    scene.session.commit()
    return scene


def opened(scene: Scene, head: UUID | str | None = None) -> Any:
    headers = {"If-Match": f'"{head or scene.fresh().head_id}"'}
    return scene.client.post(f"{scene.url}/colleagues", headers=headers)


def submit(scene: Scene) -> str:
    answer = scene.put(scene.body(status="submitted"), parent=scene.fresh().head_id)
    assert answer.status_code == 201
    return str(answer.json()["head"])


def acts(session: Session) -> list[str]:
    session.expire_all()
    return list(session.scalars(select(AuditEvent.act).where(AuditEvent.act == "open_colleagues")))


def test_opening_shows_what_counts_of_the_others_and_locks_ones_own(
    after_own: Scene, session: Session, sign_in: SignIn
) -> None:
    scene = after_own
    colleague(scene, sign_in, a="5", b1="5", b2="5", c="5")
    colleague(scene, sign_in)  # nothing submitted
    _, stepped_back, _ = colleague(scene, sign_in, a="1", b1="1", b2="1", c="1")
    stepped_back.closed_at, stepped_back.closed_reason = NOW, "recused"
    other = make_entry(session, scene.category, state="eligible", submitted_at=NOW)
    make_evaluation(session, scene.round, other, scene.juror)
    desk = scene.client.get(scene.url).json()
    assert (desk["after_own"], desk["colleagues_open"], desk["locked"]) == (True, False, False)
    assert code(scene.client.get(f"{scene.url}/colleagues")) == (409, "colleagues_sealed")
    head = submit(scene)
    answer = opened(scene)
    assert answer.status_code == 200
    (row,) = answer.json()["items"]
    assert (row["total"], row["juror_ar"]) == ("100.00", "محكّم المثال")
    assert row["scores"][str(scene.leaves["a"])] == {
        "points": "5",
        "level": None,
        "na": False,
        "comment": None,
    }
    assert set(row) == {"juror_ar", "juror_en", "total", "scores", "comment", "submitted_at"}
    # Again is harmless, and reading is no second act.
    assert opened(scene, head).json() == answer.json()
    assert scene.client.get(f"{scene.url}/colleagues").json() == answer.json()
    assert acts(session) == ["open_colleagues"]
    desk = scene.client.get(scene.url).json()
    assert (desk["colleagues_open"], desk["locked"], desk["head"]) == (True, True, head)
    # Nothing changes it: no reopening, no revision on its head, none of an old device.
    assert code(scene.reopen(UUID(head))) == (409, "evaluation_locked")
    for parent in (UUID(head), None):
        late = scene.put(scene.body(status="submitted"), parent=parent)
        assert code(late) == (409, "evaluation_locked")
    assert [str(one.id) for one in scene.revisions()] == [head]
    assert broken(session) == {}


def test_a_revision_that_had_arrived_is_answered_as_before(after_own: Scene) -> None:
    scene = after_own
    key = uuid7()
    body = scene.body(status="submitted")
    assert scene.put(body, revision=key).status_code == 201
    assert opened(scene).status_code == 200
    again = scene.put(body, revision=key)
    assert (again.status_code, again.json()["head"]) == (200, str(key))


def test_who_stepped_back_is_told_nothing(
    after_own: Scene, session: Session, sign_in: SignIn
) -> None:
    scene = after_own
    colleague(scene, sign_in, a="5", b1="5", b2="5", c="5")
    submit(scene)
    assert opened(scene).status_code == 200
    row = scene.fresh()
    row.closed_at, row.closed_reason = NOW, "recused"
    session.commit()
    for answer in (opened(scene), scene.client.get(f"{scene.url}/colleagues")):
        assert code(answer) == (403, "evaluation_closed")
        assert "items" not in answer.json()


def test_when_it_is_refused(after_own: Scene, session: Session) -> None:
    scene = after_own
    nothing = scene.client.post(f"{scene.url}/colleagues")
    assert code(nothing) == (428, "condition_required")
    assert code(opened(scene, uuid7())) == (409, "not_submitted")
    first = submit(scene)
    assert scene.reopen(UUID(first)).status_code == 200
    assert code(opened(scene)) == (409, "not_submitted")
    submit(scene)
    assert code(opened(scene, first)) == (412, "stale_head")
    scene.edition.phase = Phase.deliberation.value
    session.commit()
    assert code(opened(scene)) == (423, "edition_not_judging")
    scene.edition.phase = Phase.judging.value
    scene.round.independence = "after_close"
    session.commit()
    assert code(opened(scene)) == (409, "colleagues_sealed")
    scene.round.mode = "ranking"
    session.commit()
    assert code(opened(scene)) == (409, "round_ranks")
    assert code(scene.client.get(f"{scene.url}/colleagues")) == (409, "round_ranks")
    assert acts(session) == []
    assert scene.fresh().locked_at is None


def test_every_round_opens_them_when_it_is_closed(
    scene: Scene, session: Session, sign_in: SignIn, clock: Clock
) -> None:
    colleague(scene, sign_in, a="5", b1="5", b2="5", c="5")
    submit(scene)
    clock.now = scene.round.closes_at + timedelta(days=1)
    assert code(scene.client.get(f"{scene.url}/colleagues")) == (409, "colleagues_sealed")
    scene.round.state = "closed"
    session.commit()
    found = scene.client.get(f"{scene.url}/colleagues").json()["items"]
    assert [one["total"] for one in found] == ["100.00"]
    desk = scene.client.get(scene.url).json()
    assert (desk["colleagues_open"], desk["locked"]) == (True, False)
    # There is nothing left to lock.
    scene.round.independence = "after_own"
    session.commit()
    assert code(opened(scene)) == (409, "round_not_open")


def test_a_claim_is_settled_first_and_stays_so(
    after_own: Scene, session: Session, sign_in: SignIn
) -> None:
    scene = after_own
    table = Table(scene, sign_in)
    table.claim("b2")
    assert code(opened(scene)) == (409, "claim_open")
    assert table.decide("b2", {"accepted": True}).status_code == 201
    assert opened(scene).status_code == 200
    # What it rests on is not taken away: it could not be marked any more.
    changed = {"accepted": False, "reason": "للخدمة جمهور"}
    back = table.decide("b2", changed, headers={"If-Match": '"1"'})
    assert code(back) == (409, "claimant_locked")
    assert table.totals() == [64]
    assert broken(session) == {}


def test_what_is_locked_and_not_final_is_found(after_own: Scene, session: Session) -> None:
    submit(after_own)
    assert opened(after_own).status_code == 200
    assert broken(session) == {}
    session.execute(text("UPDATE evaluations SET reopened_at = saved_at"))
    name = "judging.assignments: evaluation locked by opening colleagues' scores, and not final"
    assert broken(session) == {name: [str(after_own.evaluation.id)]}


FINAL = {"reopened": False, "late": False, "unsettled": False}


@pytest.mark.parametrize(
    ("independence", "state", "head", "more", "expected"),
    [
        ("after_own", "open", "submitted", {}, None),
        ("after_close", "open", "submitted", {}, "colleagues_sealed"),
        ("after_own", "closed", "submitted", {}, "round_not_open"),
        ("after_own", "open", "draft", {}, "not_submitted"),
        ("after_own", "open", "submitted", {"reopened": True}, "not_submitted"),
        ("after_own", "open", "submitted", {"late": True}, "late_undecided"),
        ("after_own", "open", "submitted", {"unsettled": True}, "claim_open"),
    ],
)
def test_who_may_open(
    independence: str, state: str, head: str, more: dict[str, bool], expected: str | None
) -> None:
    found = None
    try:
        rules.check_may_open_colleagues(
            Independence(independence), RoundState(state), EvaluationStatus(head), **FINAL | more
        )
    except Refusal as refused:
        found = refused.code
    assert found == expected
