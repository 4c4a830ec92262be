"""Who may score when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.editions.rules import Phase
from app.entries.rules import EntryState
from app.judging.evaluations import rules
from app.judging.evaluations.rules import Arrival, ClosedReason, EvaluationStatus
from app.judging.rounds.rules import RoundState
from app.kit.errors import Refusal

pytestmark = pytest.mark.once

OPENS = datetime(2026, 2, 1, 6, tzinfo=UTC)
CLOSES = datetime(2026, 2, 10, 20, tzinfo=UTC)
GRACE = timedelta(minutes=30)
SECOND = timedelta(seconds=1)
OPEN = RoundState.open


def refusal(*arguments: object, **named: object) -> tuple[int, str, dict[str, object]]:
    with pytest.raises(Refusal) as refused:
        rules.check_may_score(*arguments, **named)  # type: ignore[arg-type] -- tables of arguments
    return refused.value.status, refused.value.code, refused.value.facts


def test_in_time_until_the_last_moment() -> None:
    for now in (OPENS, CLOSES):
        assert rules.check_may_score(OPEN, OPENS, CLOSES, None, now) == Arrival.in_time
    assert rules.check_may_score(OPEN, OPENS, CLOSES, None, CLOSES, grace=GRACE) == Arrival.in_time


def test_in_the_grace_window_only_what_was_made_in_time_is_received() -> None:
    late = CLOSES + GRACE
    assert (
        rules.check_may_score(OPEN, OPENS, CLOSES, None, late, grace=GRACE, made_at=CLOSES)
        == Arrival.late
    )
    over = (423, "round_over", {"closes_at": CLOSES})
    for made_at in (None, CLOSES + SECOND):
        assert refusal(OPEN, OPENS, CLOSES, None, late, grace=GRACE, made_at=made_at) == over
    assert refusal(OPEN, OPENS, CLOSES, None, late + SECOND, grace=GRACE, made_at=CLOSES) == over
    assert refusal(OPEN, OPENS, CLOSES, None, CLOSES + SECOND, made_at=CLOSES) == over
    assert refusal(RoundState.closed, OPENS, CLOSES, None, CLOSES, made_at=CLOSES) == over


def test_before_the_round_opens() -> None:
    early = (423, "round_not_open_yet", {"opens_at": OPENS})
    assert refusal(OPEN, OPENS, CLOSES, None, OPENS - SECOND) == early
    assert refusal(RoundState.planned, OPENS, CLOSES, None, CLOSES) == early


@pytest.mark.parametrize("reason", list(ClosedReason))
def test_what_is_no_longer_yours_comes_before_the_clock(reason: ClosedReason) -> None:
    for state in RoundState:
        answer = refusal(state, OPENS, CLOSES, reason, CLOSES + timedelta(days=9))
        assert answer == (403, "evaluation_closed", {"reason": reason.value})


def test_a_submitted_head_is_locked_until_reopened() -> None:
    rules.check_not_locked(EvaluationStatus.none, reopened=False)
    rules.check_not_locked(EvaluationStatus.draft, reopened=False)
    rules.check_not_locked(EvaluationStatus.submitted, reopened=True)
    with pytest.raises(Refusal) as refused:
        rules.check_not_locked(EvaluationStatus.submitted, reopened=False)
    assert (refused.value.status, refused.value.code) == (409, "evaluation_submitted")


def test_reopening_while_the_round_accepts() -> None:
    submitted = EvaluationStatus.submitted
    rules.check_may_reopen(OPEN, OPENS, CLOSES, None, submitted, CLOSES)
    for state, closed, head, now, status, code in (
        (OPEN, ClosedReason.recused, submitted, OPENS, 403, "evaluation_closed"),
        (OPEN, None, submitted, CLOSES + SECOND, 423, "round_over"),
        (RoundState.closed, None, submitted, OPENS, 423, "round_over"),
        (OPEN, None, EvaluationStatus.draft, OPENS, 409, "not_submitted"),
        (OPEN, None, EvaluationStatus.none, OPENS, 409, "not_submitted"),
    ):
        with pytest.raises(Refusal) as refused:
            rules.check_may_reopen(state, OPENS, CLOSES, closed, head, now)
        assert (refused.value.status, refused.value.code) == (status, code)


def test_giving_back_needs_a_reason_and_comes_before_submitting() -> None:
    rules.check_may_give_back(None, EvaluationStatus.draft, "لغة المشاركة")
    for closed, head, reason, code in (
        (ClosedReason.removed, EvaluationStatus.none, "سبب", "evaluation_closed"),
        (None, EvaluationStatus.submitted, "سبب", "evaluation_submitted"),
        (None, EvaluationStatus.none, "  ", "reason_missing"),
    ):
        with pytest.raises(Refusal) as refused:
            rules.check_may_give_back(closed, head, reason)
        assert refused.value.code == code


def test_nobody_closes_a_round_over_what_their_own_entry_lacks() -> None:
    rules.check_close_reach(walled=False)
    with pytest.raises(Refusal) as refused:
        rules.check_close_reach(walled=True)
    assert (refused.value.status, refused.value.code) == (403, "close_walled")


def test_only_what_is_in_the_race_is_judged_and_only_while_judging() -> None:
    rules.check_judged(EntryState.eligible)
    rules.check_judging(Phase.judging)
    for state in set(EntryState) - {EntryState.eligible}:
        with pytest.raises(Refusal) as refused:
            rules.check_judged(state)
        assert (refused.value.status, refused.value.code) == (403, "entry_not_judged")
    for phase in set(Phase) - {Phase.judging}:
        with pytest.raises(Refusal) as refused:
            rules.check_judging(phase)
        assert (refused.value.status, refused.value.code) == (423, "edition_not_judging")
