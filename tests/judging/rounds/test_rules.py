"""A round's clock and its two acts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.editions.rules import Phase
from app.judging.rounds import rules
from app.judging.rounds.rules import Consensus, RoundMode, RoundState, Window
from app.kit.errors import Refusal

pytestmark = pytest.mark.once

OPENS = datetime(2026, 2, 1, 6, tzinfo=UTC)
CLOSES = datetime(2026, 2, 10, 20, tzinfo=UTC)
GRACE = timedelta(minutes=30)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("state", "now", "expected"),
    [
        (RoundState.planned, CLOSES - SECOND, Window.before),
        (RoundState.planned, CLOSES + timedelta(days=1), Window.before),
        (RoundState.open, OPENS - SECOND, Window.before),
        (RoundState.open, OPENS, Window.open),
        (RoundState.open, CLOSES, Window.open),
        (RoundState.open, CLOSES + timedelta(microseconds=1), Window.grace),
        (RoundState.open, CLOSES + GRACE, Window.grace),
        (RoundState.open, CLOSES + GRACE + SECOND, Window.over),
        (RoundState.closed, CLOSES, Window.over),
        (RoundState.closed, OPENS - SECOND, Window.over),
    ],
)
def test_where_now_stands(state: RoundState, now: datetime, expected: Window) -> None:
    assert rules.window(state, OPENS, CLOSES, now, GRACE) == expected
    assert rules.accepts(state, OPENS, CLOSES, now, GRACE) == (expected in ("open", "grace"))


def test_without_an_opening_time_the_act_opens_and_without_grace_nothing_is_late() -> None:
    assert rules.window(RoundState.open, None, CLOSES, OPENS - SECOND) == Window.open
    assert rules.window(RoundState.open, None, CLOSES, CLOSES + SECOND) == Window.over


def test_modes() -> None:
    for mode, consensus, passes in (
        (RoundMode.score, Consensus.at_least, 0),
        (RoundMode.pass_fail, Consensus.majority, 0),
        (RoundMode.pass_fail, Consensus.at_least, 3),
    ):
        rules.check_mode(mode, consensus, passes, 3)
    for passes in (0, 4):
        with pytest.raises(Refusal) as refused:
            rules.check_mode(RoundMode.pass_fail, Consensus.at_least, passes, 3)
        assert refused.value.code == "passes_out_of_reach"


def test_an_entry_is_judged_by_the_quorum_and_by_as_many_as_have_to_pass_it() -> None:
    voted, many = RoundMode.pass_fail, Consensus.at_least
    assert [rules.quorum_of(voted, many, 3, quorum) for quorum in (1, 3, 4)] == [3, 3, 4]
    assert rules.quorum_of(voted, Consensus.majority, 0, 2) == 2
    assert rules.quorum_of(RoundMode.score, many, 3, 2) == 2


def test_weights() -> None:
    rules.check_weight(RoundMode.pass_fail, 0, [RoundMode.score])
    rules.check_weight(RoundMode.score, 2, [])
    rules.check_weight(RoundMode.score, 2, [RoundMode.score])
    rules.check_weight(RoundMode.score, 0, [RoundMode.ranking])
    for mode, others, code in (
        (RoundMode.pass_fail, [], "votes_weighed"),
        (RoundMode.score, [RoundMode.score, RoundMode.ranking], "weights_mixed"),
        (RoundMode.ranking, [RoundMode.score], "weights_mixed"),
    ):
        with pytest.raises(Refusal) as refused:
            rules.check_weight(mode, 1, others)
        assert refused.value.code == code
    assert rules.counting_weights([]) == ()
    assert rules.counting_weights([0, 0, 0]) == (0, 0, 1)
    assert rules.counting_weights([1, 0, 3]) == (1, 0, 3)


def test_times() -> None:
    rules.check_times(OPENS, CLOSES, GRACE, OPENS)
    rules.check_times(None, CLOSES, timedelta(), OPENS)
    for arguments, code in (
        ((CLOSES, CLOSES, GRACE, OPENS), "window_reversed"),
        ((OPENS, CLOSES, GRACE, CLOSES), "deadline_in_past"),
        ((OPENS, CLOSES, -SECOND, OPENS), "bad_grace"),
        ((OPENS, CLOSES, timedelta(days=8), OPENS), "bad_grace"),
    ):
        with pytest.raises(Refusal) as refused:
            rules.check_times(*arguments)
        assert (refused.value.status, refused.value.code) == (422, code)


def test_opening() -> None:
    rules.check_may_open(RoundState.planned, Phase.judging, CLOSES, CLOSES)
    for state, phase, now, code in (
        (RoundState.open, Phase.judging, OPENS, "round_not_planned"),
        (RoundState.closed, Phase.judging, OPENS, "round_not_planned"),
        (RoundState.planned, Phase.screening, OPENS, "not_judging"),
        (RoundState.planned, Phase.judging, CLOSES + SECOND, "round_window_over"),
    ):
        with pytest.raises(Refusal) as refused:
            rules.check_may_open(state, phase, CLOSES, now)
        assert (refused.value.status, refused.value.code) == (409, code)


def test_closing_waits_for_the_clock_and_its_grace() -> None:
    rules.check_may_close(RoundState.open, CLOSES, CLOSES + SECOND)
    rules.check_may_close(RoundState.open, CLOSES, CLOSES + GRACE + SECOND, GRACE)
    with pytest.raises(Refusal) as refused:
        rules.check_may_close(RoundState.open, CLOSES, CLOSES + GRACE, GRACE)
    assert refused.value.code == "round_still_accepts"
    assert refused.value.facts == {"until": CLOSES + GRACE}
    for state in (RoundState.planned, RoundState.closed):
        with pytest.raises(Refusal) as refused:
            rules.check_may_close(state, CLOSES, CLOSES + SECOND)
        assert refused.value.code == "round_not_open"


def test_a_closed_round_is_not_edited() -> None:
    rules.check_editable(RoundState.planned)
    rules.check_editable(RoundState.open)
    with pytest.raises(Refusal) as refused:
        rules.check_editable(RoundState.closed)
    assert (refused.value.status, refused.value.code) == (409, "round_closed")


def test_times_move_and_once_open_only_to_a_later_close() -> None:
    later = CLOSES + timedelta(days=1)
    rules.check_move(RoundState.planned, OPENS, CLOSES, OPENS + SECOND, CLOSES - SECOND, OPENS)
    rules.check_move(RoundState.open, OPENS, CLOSES, OPENS, later, OPENS)
    rules.check_move(RoundState.open, OPENS, CLOSES, None, later, OPENS)
    for state, opens_at, closes_at, code in (
        (RoundState.planned, OPENS, CLOSES, "deadline_unchanged"),
        (RoundState.open, OPENS + SECOND, later, "round_opened"),
        (RoundState.open, OPENS, CLOSES - SECOND, "deadline_not_later"),
        (RoundState.planned, OPENS, OPENS, "window_reversed"),
    ):
        with pytest.raises(Refusal) as refused:
            rules.check_move(state, OPENS, CLOSES, opens_at, closes_at, OPENS)
        assert (refused.value.status, refused.value.code) == (422, code)
