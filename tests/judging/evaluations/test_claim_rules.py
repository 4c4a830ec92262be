"""Who decides on what does not apply, and what is left of an evaluation then."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.editions.rules import Phase
from app.judging.evaluations.claim_rules import (
    check_may_decide_na,
    check_na_decision,
    total_without,
)
from app.judging.rounds.rules import RoundState
from app.kit.errors import Refusal
from tests.editions.rubrics import EXAMPLE, number

pytestmark = pytest.mark.once

MARKS = {number(code): Fraction(mark) for code, mark in {"A": 4, "B1": 5, "B2": 3, "C": 2}.items()}


@pytest.mark.parametrize(
    ("state", "phase", "mine", "wanted"),
    [
        (RoundState.open, Phase.judging, True, None),
        (RoundState.open, Phase.judging, False, (403, "claim_of_the_chair")),
        (RoundState.closed, Phase.judging, True, (409, "claims_settled")),
        (RoundState.open, Phase.screening, True, (409, "claims_settled")),
    ],
)
def test_who_decides_and_when(
    state: RoundState, phase: Phase, mine: bool, wanted: tuple[int, str] | None
) -> None:
    if wanted is None:
        check_may_decide_na(state, phase, mine=mine)
        return
    with pytest.raises(Refusal) as refused:
        check_may_decide_na(state, phase, mine=mine)
    assert (refused.value.status, refused.value.code) == wanted


def test_a_refusal_says_why_and_something_stays() -> None:
    rest = {number("A"), number("B1"), number("B2")}
    check_na_decision(EXAMPLE, frozenset(), number("B2"), accept=True, reason="")
    check_na_decision(EXAMPLE, rest, number("C"), accept=False, reason="ينطبق")
    with pytest.raises(Refusal) as silent:
        check_na_decision(EXAMPLE, frozenset(), number("B2"), accept=False, reason=" ")
    with pytest.raises(Refusal) as nothing:
        check_na_decision(EXAMPLE, rest, number("C"), accept=True, reason="")
    assert (silent.value.code, nothing.value.code) == ("reason_missing", "nothing_applicable")


def test_the_worked_example() -> None:
    assert total_without(EXAMPLE, MARKS, set()) == 60
    assert total_without(EXAMPLE, MARKS, {number("B2")}) == 64
    unmarked = {leaf: mark for leaf, mark in MARKS.items() if leaf != number("B2")}
    assert total_without(EXAMPLE, unmarked, set()) == 64
    only_c = {number("C"): Fraction(2)}
    assert total_without(EXAMPLE, only_c, {number("C")}) is None
