"""An order's places and points, worked by hand."""

from __future__ import annotations

from fractions import Fraction
from uuid import UUID

import pytest

from app.judging.evaluations import order_rules as rules
from app.judging.rounds.rules import RoundMode
from app.kit.errors import Refusal

pytestmark = pytest.mark.once

A, B, C, D, E = (UUID(int=number) for number in range(1, 6))


def test_points_run_from_a_hundred_to_nothing_and_ties_share_what_they_stand_on() -> None:
    assert rules.borda({A: 1, B: 2, C: 3}) == {A: 100, B: 50, C: 0}
    # B and C stand on 2 and 3: at 2.5 of 4, which is half of the way.
    assert rules.borda({A: 1, B: 2, C: 2, D: 3}) == {A: 100, B: 50, C: 50, D: 0}
    # Two firsts stand at 1.5 of 3.
    assert rules.borda({A: 1, B: 1, C: 2}) == {A: 75, B: 75, C: 0}
    assert rules.borda({A: 1, B: 1, C: 1}) == dict.fromkeys((A, B, C), Fraction(50))
    assert rules.borda({A: 4}) == {A: 50}
    assert rules.borda({}) == {}


def test_the_sum_of_points_is_the_same_however_entries_are_tied() -> None:
    for placed in (
        {A: 1, B: 2, C: 3, D: 4, E: 5},
        {A: 1, B: 1, C: 2, D: 2, E: 2},
        {A: 2, B: 9, C: 9, D: 11, E: 30},
    ):
        assert sum(rules.borda(placed).values()) == 250


def test_a_place_left_empty_closes_up() -> None:
    tiers = [[A], [B, C], [D], [E]]
    assert rules.places(tiers, {A, B, C, D, E}) == {A: 1, B: 2, C: 2, D: 3, E: 4}
    assert rules.places(tiers, {B, D, E}) == {B: 1, D: 2, E: 3}
    assert rules.places(tiers, set()) == {}


def test_places_are_shown_as_people_count_them() -> None:
    assert rules.shown_places({A: 1, B: 1, C: 2, D: 5}) == {A: 1, B: 1, C: 3, D: 4}


def test_tiers_name_each_entry_of_the_juror_once() -> None:
    rules.check_tiers([[A, B], [C]], {A, B, C, D})
    with pytest.raises(Refusal) as refused:
        rules.check_tiers([[A, A], [], [E]], {A, B})
    assert refused.value.code == "order_invalid"
    assert [(one["code"], one["loc"]) for one in refused.value.facts["errors"]] == [
        ("repeated_entry", ["tiers", 0, 1]),
        ("empty_place", ["tiers", 1]),
        ("unknown_entry", ["tiers", 2, 0]),
    ]


def test_what_is_submitted_is_whole() -> None:
    rules.check_complete([A, B, E], {A, B})
    with pytest.raises(Refusal) as refused:
        rules.check_complete([A], {A, B, C})
    assert (refused.value.code, refused.value.facts["count"]) == ("order_incomplete", 2)


def test_an_entry_of_such_a_round_has_no_sheet() -> None:
    rules.check_scores_asked(RoundMode.score)
    rules.check_scores_asked(RoundMode.pass_fail)
    with pytest.raises(Refusal) as refused:
        rules.check_scores_asked(RoundMode.ranking)
    assert refused.value.code == "round_ranks"


def test_ids_are_the_same_whenever_they_are_made() -> None:
    assert rules.order_id(A, B, C) == rules.order_id(A, B, C) != rules.order_id(A, B, D)
    assert rules.part_id(A, B) == rules.part_id(A, B) != rules.part_id(A, C)
