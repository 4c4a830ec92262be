"""Who may win what."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from app.kit.errors import Refusal
from app.results.decision_rules import (
    DecisionSpec,
    Outcome,
    check_decided,
    check_decisions,
)

pytestmark = pytest.mark.once

A, B, C, D, E = (UUID(int=n) for n in range(1, 6))
RANKS = {A: 1, B: 2, C: 2, D: 4}
LEVELS = ["gold", "silver"]
REACHED = {A: "gold", B: "silver", C: "silver"}


def win(entry: UUID | None, place: int | None, **other: Any) -> DecisionSpec:
    return DecisionSpec(Outcome.winner, entry, place, **other)


def mention(entry: UUID | None, **other: Any) -> DecisionSpec:
    return DecisionSpec(Outcome.honourable_mention, entry, **other)


WITHHELD = DecisionSpec(Outcome.withheld, reason="لم يبلغ أحد المستوى")


@pytest.mark.parametrize(
    ("places", "decisions"),
    [
        (1, []),
        (1, [win(A, 1)]),
        (2, [win(A, 1), win(B, 2), win(C, 2)]),  # a shared rank may exceed the places
        (3, [win(A, 1), win(B, 2), win(C, 2)]),
        (2, [win(A, 1), win(B, 2, reason="أثرها أبقى")]),
        (2, [win(A, 1), win(B, 2), DecisionSpec(Outcome.none, C, reason="سبب")]),
        (1, [win(A, 1, level="gold"), mention(D)]),
        (2, [win(A, 1, level="silver", reason="سبب")]),
        (1, [win(D, 1, reason="سبب")]),
        (1, [win(B, 1), win(C, 1), DecisionSpec(Outcome.none, A, reason="خالفت الشروط")]),
        (3, [win(A, 2), win(B, 1, reason="سبب"), win(C, 3)]),
        (1, [WITHHELD]),
        (1, [WITHHELD, mention(A)]),
        (1, [DecisionSpec(Outcome.none, E, reason="مستبعدة")]),
    ],
)
def test_good_decisions(places: int, decisions: list[DecisionSpec]) -> None:
    check_decisions(places, LEVELS, RANKS, decisions, reached=REACHED)


@pytest.mark.parametrize(
    ("places", "decisions", "expected"),
    [
        (1, [win(None, 1)], [(0, "entry_missing")]),
        (1, [mention(None)], [(0, "entry_missing")]),
        (1, [win(E, 1)], [(0, "entry_unranked")]),
        (1, [mention(E)], [(0, "entry_unranked")]),
        (1, [win(A, 1), mention(A)], [(0, "entry_repeated"), (1, "entry_repeated")]),
        (1, [win(A, None)], [(0, "place_missing")]),
        (1, [win(A, 2)], [(0, "place_unknown")]),
        (1, [win(A, 0)], [(0, "place_unknown")]),
        (1, [DecisionSpec(Outcome.honourable_mention, A, 1)], [(0, "place_not_wanted")]),
        (1, [DecisionSpec(Outcome.withheld, reason="سبب", place=1)], [(0, "place_not_wanted")]),
        (1, [DecisionSpec(Outcome.withheld)], [(0, "withheld_needs_reason")]),
        (1, [DecisionSpec(Outcome.withheld, A, reason="سبب")], [(0, "entry_not_wanted")]),
        (1, [WITHHELD, WITHHELD], [(1, "withheld_repeated")]),
        (1, [win(A, 1), WITHHELD], [(1, "withheld_with_winner")]),
        (
            1,
            [DecisionSpec(Outcome.honourable_mention, A, level="gold")],
            [(0, "level_not_wanted")],
        ),
        (1, [win(A, 1, level="bronze")], [(0, "level_unknown")]),
        (1, [win(A, 1, level="silver")], [(0, "level_needs_reason")]),
        (1, [win(A, 1), win(B, 1, reason="سبب")], [(None, "too_many_winners")]),
        (1, [win(B, 1)], [(0, "skip_needs_reason"), (0, "tie_needs_reason")]),
        (2, [win(A, 1), win(B, 2)], [(1, "tie_needs_reason")]),
        (3, [win(A, 1), win(B, 2), mention(C)], [(1, "tie_needs_reason")]),
        (3, [win(A, 2), win(B, 1), win(C, 3)], [(1, "place_needs_reason")]),
        (3, [win(A, 2), win(B, 1, reason="سبب"), win(C, 2)], [(2, "place_needs_reason")]),
        (3, [win(A, 1), win(B, 2), win(C, 3)], [(1, "place_needs_reason")]),
        (
            2,
            [win(A, 1), win(B, 1), win(C, 1)],
            [(1, "place_needs_reason"), (2, "place_needs_reason")],
        ),
    ],
)
def test_decisions_that_cannot_be(
    places: int, decisions: list[DecisionSpec], expected: list[tuple[int | None, str]]
) -> None:
    with pytest.raises(Refusal) as refused:
        check_decisions(places, LEVELS, RANKS, decisions, reached=REACHED)
    assert (refused.value.status, refused.value.code) == (422, "decisions_invalid")
    found = [
        (e["loc"][1] if len(e["loc"]) > 1 else None, e["code"])
        for e in refused.value.facts["errors"]
    ]
    assert found == expected


def test_who_was_passed_over_is_named() -> None:
    with pytest.raises(Refusal) as refused:
        check_decisions(1, [], RANKS, [win(D, 1)])
    assert refused.value.facts["errors"][0]["skipped"] == [str(A), str(B), str(C)]


def test_a_tie_that_waits_for_the_chair_has_no_winner() -> None:
    with pytest.raises(Refusal) as refused:
        check_decisions(2, [], RANKS, [win(A, 1), win(B, 2)], pending={B, C})
    assert [(e["loc"][1], e["code"]) for e in refused.value.facts["errors"]] == [(1, "tie_pending")]
    check_decisions(2, [], RANKS, [win(A, 1)], pending={B, C})


def test_a_category_is_decided_by_a_winner_or_by_withholding() -> None:
    check_decided([win(A, 1)])
    check_decided([WITHHELD])
    for undecided in ([], [mention(A)]):
        with pytest.raises(Refusal) as refused:
            check_decided(undecided)
        assert (refused.value.status, refused.value.code) == (409, "category_undecided")


def test_a_winner_below_every_level_has_a_reason_where_levels_are_reached() -> None:
    reached = {A: "gold"}
    check_decisions(2, LEVELS, RANKS, [win(A, 1, level="gold")], reached=reached, must_reach=True)
    check_decisions(
        2,
        LEVELS,
        RANKS,
        [win(A, 1), win(B, 2, reason="سبب"), win(C, 2, reason="سبب")],
        reached=reached,
        must_reach=True,
    )
    with pytest.raises(Refusal) as refused:
        check_decisions(
            3, LEVELS, RANKS, [win(A, 1), win(B, 2), win(C, 2)], reached=reached, must_reach=True
        )
    assert [one["code"] for one in refused.value.facts["errors"]] == ["below_levels"] * 2
