"""Where a category's line falls, and when a list may be made."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.editions.rules import Phase
from app.judging.rounds.rules import RoundMode, RoundState
from app.kit.errors import Refusal
from app.results.advancement.rules import (
    Line,
    LineKind,
    Ranked,
    Ties,
    VoteOutcome,
    amount_of,
    check_applied,
    check_even,
    check_kind,
    check_list_current,
    check_may_advance,
    check_somebody,
    check_votes,
    line_of,
    spread_of,
)

# Ranks 1, 2, 2, 4 as the platform counts them.
FIELD = [Ranked(1, Fraction(90)), *[Ranked(2, Fraction(181, 3))] * 2, Ranked(4, Fraction(20))]


@pytest.mark.parametrize(
    ("kind", "amount", "ties", "line"),
    [
        (LineKind.everyone, 0, Ties.everyone, Line(0)),
        (LineKind.passed, 0, Ties.everyone, Line(0)),
        (LineKind.hand, 0, Ties.everyone, Line(0)),
        # The exact score is compared: 60.333… is not 60.34, nor is it below 60.3333.
        (LineKind.threshold, Fraction("60.3333"), Ties.everyone, Line(2)),
        (LineKind.threshold, Fraction("60.34"), Ties.everyone, Line(1)),
        (LineKind.threshold, Fraction(20), Ties.everyone, Line(4)),
        (LineKind.threshold, Fraction(91), Ties.everyone, Line(0)),
        (LineKind.top, 1, Ties.everyone, Line(1)),
        (LineKind.top, 2, Ties.everyone, Line(2, tied=2)),
        (LineKind.top, 2, Ties.nobody, Line(1, tied=2)),
        (LineKind.top, 3, Ties.nobody, Line(2)),
        (LineKind.top, 4, Ties.nobody, Line(4)),
        (LineKind.top, 9, Ties.nobody, Line(4)),
        (LineKind.percentile, 25, Ties.everyone, Line(1)),
        (LineKind.percentile, 26, Ties.nobody, Line(1, tied=2)),
        (LineKind.percentile, 100, Ties.nobody, Line(4)),
    ],
)
def test_the_line(kind: LineKind, amount: Fraction | int, ties: Ties, line: Line) -> None:
    assert line_of(kind, Fraction(amount), ties, FIELD) == line
    assert line_of(kind, Fraction(amount), ties, []) == Line(0)


@pytest.mark.parametrize(
    ("kind", "amount", "value"),
    [
        (LineKind.everyone, "", 0),
        (LineKind.hand, "1", None),
        (LineKind.threshold, "", None),
        (LineKind.threshold, "60.125", Fraction("60.125")),
        (LineKind.threshold, "60.", None),
        (LineKind.threshold, "60.1234567", None),
        (LineKind.threshold, "1e2", None),
        (LineKind.threshold, "٦٠", None),
        (LineKind.threshold, "-1", None),
        (LineKind.threshold, "100.1", None),
        (LineKind.top, "12", 12),
        (LineKind.top, "0", None),
        (LineKind.top, "1.5", None),
        (LineKind.percentile, "101", None),
        (LineKind.percentile, "33", 33),
    ],
)
def test_what_a_rule_says(kind: LineKind, amount: str, value: Fraction | int | None) -> None:
    if value is not None:
        assert amount_of(kind, amount) == value
        return
    with pytest.raises(Refusal) as refused:
        amount_of(kind, amount)
    assert refused.value.code == "advancement_amount"


def test_the_spread() -> None:
    spread = spread_of([Fraction(0), Fraction("4.99"), Fraction(5), Fraction(100), Fraction(-3)])
    assert (spread[0], spread[1], spread[19], sum(spread)) == (3, 1, 1, 5)


CLOSED = [RoundState.closed]


@pytest.mark.parametrize(
    ("earlier", "state", "phase", "ranked", "code"),
    [
        (CLOSED, RoundState.planned, Phase.judging, True, ""),
        ([], RoundState.planned, Phase.judging, True, "no_earlier_round"),
        (CLOSED, RoundState.open, Phase.judging, True, "next_round_opened"),
        (CLOSED, RoundState.planned, Phase.deliberation, True, "not_judging"),
        ([RoundState.open], RoundState.planned, Phase.judging, True, "round_not_closed"),
        (CLOSED, RoundState.planned, Phase.judging, False, "ranking_missing"),
    ],
)
def test_when(
    earlier: list[RoundState], state: RoundState, phase: Phase, ranked: bool, code: str
) -> None:
    if not code:
        check_may_advance(earlier, state, phase, ranked=ranked)
        return
    with pytest.raises(Refusal) as refused:
        check_may_advance(earlier, state, phase, ranked=ranked)
    assert refused.value.code == code


def test_the_other_refusals() -> None:
    check_kind(LineKind.passed, RoundMode.pass_fail)
    check_kind(LineKind.top, RoundMode.score)
    check_votes(RoundMode.pass_fail, RoundState.closed)
    check_even(VoteOutcome.tied, decided=False, later=[RoundState.planned])
    check_even(VoteOutcome.passed, decided=True, later=[])
    check_list_current(current=True)
    check_somebody(1)
    check_applied(applied=True)
    for call, code in (
        (lambda: check_kind(LineKind.passed, RoundMode.score), "advancement_kind"),
        (lambda: check_votes(RoundMode.score, RoundState.closed), "not_pass_fail"),
        (lambda: check_votes(RoundMode.pass_fail, RoundState.open), "votes_sealed"),
        (lambda: check_even(VoteOutcome.failed, decided=False, later=[]), "votes_not_even"),
        (
            lambda: check_even(VoteOutcome.tied, decided=False, later=[RoundState.open]),
            "next_round_opened",
        ),
        (lambda: check_list_current(current=False), "advancement_outdated"),
        (lambda: check_somebody(0), "nobody_advances"),
        (lambda: check_applied(applied=False), "advancement_not_applied"),
    ):
        with pytest.raises(Refusal) as refused:
            call()
        assert refused.value.code == code
