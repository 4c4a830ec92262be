"""The rubric's arithmetic: weights, totals, what a rubric may be, how scores are shown."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.editions.rubric_rules import (
    MAX_CRITERIA,
    MAX_DEPTH,
    MAX_LEVELS,
    MAX_WEIGHT,
    CriterionSpec,
    check_rubric,
    decimals,
    leaf_weights,
    leaves,
    mapped,
    plain,
    scale,
    show,
    total,
)
from app.kit.errors import Refusal
from tests.editions.rubrics import EXAMPLE, levels, node, number

pytestmark = pytest.mark.once

GIVEN = {number(code): Fraction(n) for code, n in {"A": 4, "B1": 5, "B2": 3, "C": 2}.items()}


def problems(criteria: list[CriterionSpec]) -> list[tuple[tuple[Any, ...], str]]:
    with pytest.raises(Refusal) as refused:
        check_rubric(criteria)
    assert (refused.value.status, refused.value.code) == (422, "rubric_invalid")
    assert all(each["message"] for each in refused.value.facts["errors"])
    return [(tuple(each["loc"]), each["code"]) for each in refused.value.facts["errors"]]


def test_the_worked_example() -> None:
    check_rubric(EXAMPLE)
    assert leaf_weights(EXAMPLE) == {
        number("A"): Fraction(3, 10),
        number("B1"): Fraction(1, 10),
        number("B2"): Fraction(1, 10),
        number("C"): Fraction(1, 2),
    }
    assert total(EXAMPLE, GIVEN) == 60


def test_what_does_not_apply_is_shared_out_inside_its_own_branch() -> None:
    assert total(EXAMPLE, GIVEN, {number("B2")}) == 64
    assert leaf_weights(EXAMPLE, {number("B2")})[number("B1")] == Fraction(1, 5)


def test_a_branch_without_a_leaf_that_counts_does_not_count() -> None:
    both = leaf_weights(EXAMPLE, {number("B1"), number("B2")})
    assert both == leaf_weights(EXAMPLE, {number("B")})
    assert both == {number("A"): Fraction(3, 8), number("C"): Fraction(5, 8)}


def test_a_criterion_shown_but_not_counted_takes_its_branch_with_it() -> None:
    shown = [replace(each, counted=each.code != "B") for each in EXAMPLE]
    assert leaf_weights(shown) == leaf_weights(EXAMPLE, {number("B")})


def test_nothing_applicable_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        leaf_weights(EXAMPLE, {each.id for each in leaves(EXAMPLE)})
    assert (refused.value.status, refused.value.code) == (422, "nothing_applicable")


def test_a_total_needs_every_leaf_that_counts_and_no_other() -> None:
    without = {key: value for key, value in GIVEN.items() if key != number("B2")}
    assert total(EXAMPLE, without, {number("B2")}) == 64
    with pytest.raises(KeyError):
        total(EXAMPLE, without)


def test_a_scale_that_does_not_start_at_zero_is_mapped_from_its_minimum() -> None:
    leaf = node("A", minimum=Fraction(1), maximum=Fraction(5))
    assert [mapped(leaf, Fraction(n)) for n in (1, 2, 5)] == [0, 25, 100]


def test_levels_give_the_scale_unless_it_is_declared() -> None:
    bare = {"minimum": None, "maximum": None, "step": None, "levels": levels(1, 2, 4)}
    assert scale(node("A", **bare)) == (1, 4)
    assert scale(node("A", **(bare | {"minimum": Fraction(0)}))) == (0, 4)
    assert scale(node("A", **(bare | {"maximum": Fraction(5)}))) == (1, 5)
    yes_no = node("A", **(bare | {"levels": levels(0, 1)}))
    check_rubric([yes_no])
    assert mapped(yes_no, Fraction(1)) == 100


@st.composite
def trees(draw: st.DrawFn) -> list[CriterionSpec]:
    size = draw(st.integers(1, 12))
    criteria = []
    for n in range(size):
        parent = draw(st.one_of(st.none(), st.sampled_from(range(n)))) if n else None
        criteria.append(
            node(
                f"N{n}",
                draw(st.integers(1, 9)),
                None if parent is None else f"N{parent}",
                counted=draw(st.integers(0, 5)) > 0,
            )
        )
    return criteria


@given(trees(), st.sets(st.integers(0, 11)), st.randoms(use_true_random=False))
@settings(derandomize=True, max_examples=150, deadline=None)
def test_weights_sum_to_one_whatever_the_tree_and_the_order(
    criteria: list[CriterionSpec], missing: set[int], rng: random.Random
) -> None:
    absent = {number(f"N{n}") for n in missing}
    try:
        weights = leaf_weights(criteria, absent)
    except Refusal:
        return
    assert sum(weights.values()) == 1
    assert all(0 < weight <= 1 for weight in weights.values())
    assert set(weights) <= {leaf.id for leaf in leaves(criteria) if leaf.counted} - absent
    shuffled = criteria[:]
    rng.shuffle(shuffled)
    assert leaf_weights(shuffled, absent) == weights
    best = {leaf.id: Fraction(5) for leaf in leaves(criteria)}
    assert total(criteria, best, absent) == 100
    assert total(criteria, dict.fromkeys(best, Fraction(0)), absent) == 0
    # Weights are ratios: all of them times seven is the same rubric.
    assert leaf_weights([replace(c, weight=c.weight * 7) for c in criteria], absent) == weights


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        ([], [(("criteria",), "empty")]),
        ([node("A"), node("A")], [
            (("criteria", 0, "code"), "duplicate_code"), (("criteria", 0, "id"), "duplicate_id"),
            (("criteria", 1, "code"), "duplicate_code"), (("criteria", 1, "id"), "duplicate_id"),
        ]),
        ([node("بند")], [(("criteria", 0, "code"), "bad_code")]),
        ([node("A", 0)], [(("criteria", 0, "weight"), "bad_weight")]),
        ([node("A", -2)], [(("criteria", 0, "weight"), "bad_weight")]),
        ([node("A", MAX_WEIGHT + 1)], [(("criteria", 0, "weight"), "bad_weight")]),
        ([node("A", 1, "Z")], [(("criteria", 0, "parent"), "unknown_parent")]),
        ([node("A", 1, "A")], [(("criteria", 0, "parent"), "cycle")]),
        ([node("A", 1, "B"), node("B", 1, "A"), node("C")], [
            (("criteria", 0, "parent"), "cycle"), (("criteria", 1, "parent"), "cycle"),
        ]),
        ([node("A", minimum=None)], [(("criteria", 0, "minimum"), "scale_missing")]),
        ([node("A", maximum=None)], [(("criteria", 0, "minimum"), "scale_missing")]),
        ([node("A", minimum=Fraction(5))], [(("criteria", 0, "maximum"), "scale_reversed")]),
        ([node("A", step=None)], [(("criteria", 0, "step"), "step_or_levels")]),
        ([node("A", step=Fraction(2))], [(("criteria", 0, "step"), "bad_step")]),
        ([node("A", step=Fraction(0))], [(("criteria", 0, "step"), "bad_step")]),
        ([node("A", step=Fraction(-1))], [(("criteria", 0, "step"), "bad_step")]),
        ([node("A", step=Fraction(5, 2048))], [(("criteria", 0, "step"), "too_many_decimals")]),
        ([node("A", maximum=Fraction(10**7))], [(("criteria", 0, "maximum"), "points_too_large")]),
        ([node("A", levels=levels(0, 6))], [(("criteria", 0, "levels", 1, "points"), "level_off_scale")]),
        ([node("A", levels=levels(0, "2.5"))], [(("criteria", 0, "levels", 1, "points"), "level_off_step")]),
        ([node("A", step=None, levels=levels(0, "1.2345"))], [
            (("criteria", 0, "levels", 1, "points"), "too_many_decimals"),
        ]),
        ([node("A", levels=levels(1, 1))], [
            (("criteria", 0, "levels", 0), "duplicate_level"), (("criteria", 0, "levels", 1), "duplicate_level"),
        ]),
        ([node("A", step=None, minimum=None, maximum=None, levels=levels(1))], [
            (("criteria", 0, "maximum"), "scale_reversed"),
        ]),
        ([node("A", counted=False)], [(("criteria",), "no_counted_leaf")]),
        ([node("A", counted=False), node("B", 1, "A")], [(("criteria",), "no_counted_leaf")]),
    ],
)  # fmt: skip
def test_what_a_rubric_may_not_be(
    criteria: list[CriterionSpec], expected: list[tuple[tuple[Any, ...], str]]
) -> None:
    assert problems(criteria) == expected


def test_every_problem_is_named_at_once() -> None:
    found = problems([node("A", 0), node("B", 1, "Z", minimum=Fraction(9)), node("b d")])
    assert [code for _, code in found] == [
        "bad_weight",
        "unknown_parent",
        "bad_code",
        "scale_reversed",
    ]


def test_a_level_code_is_a_code() -> None:
    bad = replace(levels(0)[0], code="لا")
    assert problems([node("A", levels=(bad,))]) == [
        (("criteria", 0, "levels", 0, "code"), "bad_code")
    ]


def test_limits_on_size() -> None:
    chain = [node(f"N{n}", 1, f"N{n - 1}" if n else None) for n in range(MAX_DEPTH + 1)]
    assert problems(chain) == [(("criteria", MAX_DEPTH, "parent"), "too_deep")]
    check_rubric(chain[:-1])
    assert problems([node(f"N{n}") for n in range(MAX_CRITERIA + 1)]) == [
        (("criteria",), "too_many")
    ]
    crowded = node("A", maximum=Fraction(100), levels=levels(*range(MAX_LEVELS + 1)))
    assert problems([crowded]) == [(("criteria", 0, "levels"), "too_many_levels")]


def test_an_inner_nodes_scale_is_not_read() -> None:
    check_rubric([node("A", minimum=None, step=None), node("B", 1, "A")])


def test_decimals_round_half_up() -> None:
    assert decimals(Fraction(60005, 1000), 2) == "60.01"
    assert decimals(Fraction(1, 3), 2) == "0.33"
    assert decimals(Fraction(199999, 2000), 2) == "100.00"
    assert decimals(Fraction(7, 2), 0) == "4"
    assert decimals(Fraction(-1, 2), 1) == "-0.5"
    assert decimals(Fraction(-1, 1000), 2) == "0.00"
    assert [plain(Fraction(n)) for n in ("5", "0.5", "100", "0", "-2.125")] == [
        "5",
        "0.5",
        "100",
        "0",
        "-2.125",
    ]


def test_equal_display_of_unequal_rank_gets_more_digits() -> None:
    a, b, c = Fraction(80), Fraction(80) - Fraction(1, 1000), Fraction(80) - Fraction(2, 1000)
    assert show([(a, 1), (b, 2), (c, 3), (Fraction(50), 4)]) == [
        "80.000",
        "79.999",
        "79.998",
        "50.00",
    ]
    assert show([(a, 1), (a, 1), (Fraction(79), 3)]) == ["80.00", "80.00", "79.00"]
    # A tie split by a rule has one score and two ranks: no digit tells them apart.
    assert show([(a, 1), (a, 2)]) == ["80.00", "80.00"]
    assert show([]) == []


@given(st.lists(st.fractions(0, 100, max_denominator=5000), max_size=12))
@settings(derandomize=True, max_examples=100, deadline=None)
def test_shown_scores_never_hide_or_turn_an_order(scores: list[Fraction]) -> None:
    ranked = [(score, 1 + sum(other > score for other in scores)) for score in scores]
    shown = show(ranked)
    for (a, _), one in zip(ranked, shown, strict=True):
        for (b, _), other in zip(ranked, shown, strict=True):
            assert (one == other) == (a == b)
            assert (Fraction(one) > Fraction(other)) == (a > b)
