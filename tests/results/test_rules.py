"""Means, ranks and tie-breaks."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kit.errors import Refusal
from app.results import rules
from app.results.rules import Judged, LeftOut, Standing, Step

pytestmark = pytest.mark.once

SEED = bytes(range(32))


def uid(n: int) -> UUID:
    return UUID(int=n)


def judged(n: int, *totals: Any, **other: Any) -> Judged:
    return Judged(uid(n), tuple(Fraction(each) for each in totals), **other)


def ranks(standing: Standing) -> dict[int, int]:
    return {row.entry.int: row.rank for row in standing.rows}


def trace(standing: Standing, n: int) -> list[tuple[str, str]]:
    return [
        (step.rule, step.value)
        for row in standing.rows
        if row.entry == uid(n)
        for step in row.trace
    ]


def test_competition_ranks_on_exact_means() -> None:
    standing = rules.rank(
        [judged(1, 90), judged(2, 80, 81), judged(3, "80.5"), judged(4, 70), judged(5, "80.499")],
        ["shared"],
    )
    assert ranks(standing) == {1: 1, 2: 2, 3: 2, 5: 4, 4: 5}
    assert [row.entry.int for row in standing.rows] == [1, 2, 3, 5, 4]
    assert standing.rows[1].score == Fraction(161, 2)
    assert standing.rows[1].evaluations == 2
    assert trace(standing, 2) == [("shared", "")]
    assert trace(standing, 1) == []
    assert (standing.splits, standing.pending) == ((), ())


def test_means_are_fractions_and_never_rounded() -> None:
    third = judged(1, 100, 100, 0)
    near = judged(2, Fraction(200, 3) - Fraction(1, 10**30))
    assert ranks(rules.rank([near, third], ["shared"])) == {1: 1, 2: 2}
    assert rules.mean([Fraction(1), Fraction(2)]) == Fraction(3, 2)
    assert rules.median([Fraction(n) for n in (9, 1, 3)]) == 3
    assert rules.median([Fraction(n) for n in (9, 1, 3, 4)]) == Fraction(7, 2)


def test_who_has_no_rank_and_why() -> None:
    standing = rules.rank(
        [judged(1, 50, 50), judged(2), judged(3, 99, 99, excluded=True), judged(4, 90)],
        ["shared"],
        quorum=2,
    )
    assert ranks(standing) == {1: 1}
    assert standing.left_out == {
        uid(2): LeftOut.no_evaluation,
        uid(3): LeftOut.excluded,
        uid(4): LeftOut.below_quorum,
    }
    assert rules.rank([], ["shared"]).rows == ()


def test_a_criterion_splits_first_and_what_does_not_apply_comes_last() -> None:
    tied = [
        judged(1, 80, criteria={"A": Fraction(60), "B": Fraction(1)}),
        judged(2, 80, criteria={"A": Fraction(70), "B": Fraction(0)}),
        judged(3, 80, criteria={"A": None, "B": Fraction(100)}),
        judged(4, 80, criteria={"A": Fraction(70), "B": Fraction(1, 3)}),
        judged(5, 80),
    ]
    standing = rules.rank(tied, ["criterion:A", "criterion:B", "shared"])
    assert ranks(standing) == {4: 1, 2: 2, 1: 3, 3: 4, 5: 5}
    assert [split.rule for split in standing.splits] == [
        "criterion:A",
        "criterion:B",
        "criterion:B",
    ]
    assert standing.splits[0].parts == ((uid(2), uid(4)), (uid(1),), (uid(3), uid(5)))
    assert trace(standing, 4) == [("criterion:A", "70"), ("criterion:B", "1/3")]
    assert trace(standing, 1) == [("criterion:A", "60")]
    assert trace(standing, 5) == [("criterion:A", ""), ("criterion:B", "")]


def test_the_declared_order_decides_which_rule_speaks_first() -> None:
    # 1 has the better median, 2 the better lowest total; both mean 60.
    tied = [judged(1, 30, 70, 80), judged(2, 40, 50, 90)]
    assert ranks(rules.rank(tied, ["median", "highest_low", "shared"])) == {1: 1, 2: 2}
    assert ranks(rules.rank(tied, ["highest_low", "median", "shared"])) == {2: 1, 1: 2}
    standing = rules.rank(tied, ["highest_low", "median", "shared"])
    assert trace(standing, 1) == [("highest_low", "30")]


def test_a_rule_splits_only_groups_that_are_still_tied() -> None:
    # 3 has by far the best median and lowest total, but a lower mean.
    standing = rules.rank(
        [judged(1, 0, 100, 100), judged(2, 40, 60, 100), judged(3, 66, 66, 66)],
        ["median", "highest_low", "shared"],
    )
    assert ranks(standing) == {1: 1, 2: 2, 3: 3}
    assert trace(standing, 3) == []


def test_a_rule_that_does_not_split_leaves_no_trace() -> None:
    standing = rules.rank([judged(1, 50, 70), judged(2, 60)], ["median", "highest_low", "shared"])
    assert trace(standing, 1) == [("highest_low", "50")]
    assert [split.rule for split in standing.splits] == ["highest_low"]


def test_the_lot_is_the_published_formula() -> None:
    entry = UUID("0193A0C4-7F00-7000-8000-00000000ABCD")
    expected = sha256(SEED + b"\x00" + b"0193a0c4-7f00-7000-8000-00000000abcd").hexdigest()
    assert rules.lot(SEED, entry) == expected
    tied = [judged(n, 50) for n in range(1, 6)]
    standing = rules.rank(tied, ["lot", "shared"], seed=SEED)
    order = sorted(range(1, 6), key=lambda n: rules.lot(SEED, uid(n)))
    assert [row.entry.int for row in standing.rows] == order
    assert [row.rank for row in standing.rows] == [1, 2, 3, 4, 5]
    assert trace(standing, 3) == [("lot", rules.lot(SEED, uid(3)))]
    other = rules.rank(tied, ["lot", "shared"], seed=SEED[::-1])
    assert [row.entry for row in other.rows] != [row.entry for row in standing.rows]


def test_the_chair_decides_a_whole_group_or_it_waits() -> None:
    tied = [judged(n, 50) for n in (1, 2, 3)] + [judged(4, 40), judged(5, 40), judged(6, 10)]
    waiting = rules.rank(tied, ["chair", "lot", "shared"], seed=SEED)
    assert ranks(waiting) == {1: 1, 2: 1, 3: 1, 4: 4, 5: 4, 6: 6}
    assert waiting.pending == ((uid(1), uid(2), uid(3)), (uid(4), uid(5)))
    assert trace(waiting, 1) == [("chair", "")]
    part = [[uid(1), uid(2)]]
    assert rules.rank(tied, ["chair", "shared"], chair_orders=part).pending == waiting.pending
    first, second = [uid(3), uid(1), uid(2)], [uid(2), uid(3), uid(1)]
    decided = rules.rank(tied, ["chair", "lot", "shared"], seed=SEED, chair_orders=[first, second])
    assert ranks(decided) == {2: 1, 3: 2, 1: 3, 4: 4, 5: 4, 6: 6}
    assert decided.pending == ((uid(4), uid(5)),)
    assert decided.rows[0].trace == (Step("chair", "1"),)


@given(
    st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=3), min_size=1, max_size=8),
    st.randoms(use_true_random=False),
)
@settings(derandomize=True, max_examples=100, deadline=None)
def test_the_order_of_the_entries_does_not_matter(
    totals: list[list[int]], rng: random.Random
) -> None:
    declared = ["criterion:A", "median", "highest_low", "lot", "shared"]
    entries = [
        judged(n, *given_, criteria={"A": Fraction(max(given_)) if n % 3 else None})
        for n, given_ in enumerate(totals, 1)
    ]
    standing = rules.rank(entries, declared, seed=SEED)
    mixed = entries[:]
    rng.shuffle(mixed)
    assert rules.rank(mixed, declared, seed=SEED) == standing
    # The lot leaves nothing tied, and no rule turns an order of the means.
    assert [row.rank for row in standing.rows] == list(range(1, len(entries) + 1))
    scores = [row.score for row in standing.rows]
    assert scores == sorted(scores, reverse=True)
    # Without tie-breaks a rank is one more than the number of better scores.
    plain = rules.rank(entries, ["shared"])
    assert all(row.rank == 1 + sum(s > row.score for s in scores) for row in plain.rows)


def test_declared_tie_breaks() -> None:
    declared = ["criterion:A", "median", "highest_low", "chair", "lot"]
    assert rules.check_tiebreaks(declared, {"A"}) == (*declared, "shared")
    assert rules.check_tiebreaks([*declared, "shared"], {"A"}) == (*declared, "shared")
    assert rules.check_tiebreaks([], {"A"}) == ("shared",)


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        (["coin"], [(0, "unknown_rule")]),
        (["criterion:Z"], [(0, "unknown_criterion")]),
        (["criterion:"], [(0, "unknown_criterion")]),
        (["median", "median"], [(1, "repeated_rule")]),
        (["shared", "median"], [(1, "shared_not_last")]),
        (["lot", "median", "shared"], [(1, "never_reached")]),
        (["coin", "median", "criterion:Z"], [(0, "unknown_rule"), (2, "unknown_criterion")]),
    ],
)
def test_tie_breaks_that_cannot_be(declared: list[str], expected: list[tuple[int, str]]) -> None:
    with pytest.raises(Refusal) as refused:
        rules.check_tiebreaks(declared, {"A"})
    assert (refused.value.status, refused.value.code) == (422, "tiebreaks_invalid")
    assert [(e["loc"][1], e["code"]) for e in refused.value.facts["errors"]] == expected


def test_the_chairs_order_names_each_waiting_entry_once_with_a_reason() -> None:
    tied = {uid(1), uid(2)}
    rules.check_chair_order(tied, [uid(2), uid(1)], "سبب")
    for order, reason, code in (
        ([uid(1)], "سبب", "order_mismatch"),
        ([uid(1), uid(2), uid(2)], "سبب", "order_mismatch"),
        ([uid(1), uid(3)], "سبب", "order_mismatch"),
        ([uid(1), uid(2)], " ", "reason_missing"),
    ):
        with pytest.raises(Refusal) as refused:
            rules.check_chair_order(tied, order, reason)
        assert (refused.value.status, refused.value.code) == (422, code)


def test_two_people_approve() -> None:
    rules.check_approver(uid(1), uid(2))
    rules.check_approver(None, uid(2))
    with pytest.raises(Refusal) as refused:
        rules.check_approver(uid(1), uid(1))
    assert (refused.value.status, refused.value.code) == (403, "same_person")


def test_results_are_returned_with_a_reason() -> None:
    rules.check_return("سبب")
    with pytest.raises(Refusal) as refused:
        rules.check_return("")
    assert (refused.value.status, refused.value.code) == (422, "reason_missing")


def test_visible_from_its_moment_on() -> None:
    moment = datetime(2026, 3, 1, 18, tzinfo=UTC)
    assert not rules.visible(None, moment)
    assert not rules.visible(moment, moment - timedelta(microseconds=1))
    assert rules.visible(moment, moment)


def test_adjusted_scores_rank_in_chains_and_tie_breaks_split_them() -> None:
    first, second, third = (uid(n) for n in range(3))
    scores = {first: 50.0, second: 50.0 + 6e-8, third: 40.0}
    assert rules.chains(scores) == {second: 50.0 + 6e-8, first: 50.0 + 6e-8, third: 40.0}
    entries = [
        Judged(first, (Fraction(10), Fraction(20))),
        Judged(second, (Fraction(0), Fraction(90))),
        Judged(third, (Fraction(100),)),
    ]
    standing = rules.rank(entries, ("highest_low", "shared"), scores=scores)
    assert [(row.entry, row.rank, row.adjusted) for row in standing.rows] == [
        (first, 1, 50.0),
        (second, 2, 50.0 + 6e-8),
        (third, 3, 40.0),
    ]
    assert [row.score for row in standing.rows] == [15, 45, 100]


def test_what_the_panel_agreed_on_ranks_before_any_mean() -> None:
    """A agreed to be worth 50 falls behind B's mean of 60; both stay what the jurors gave."""
    first, second = uid(1), uid(2)
    for scores in (None, {first: 80.0, second: 60.0}):
        found = rules.rank(
            [judged(1, 90), judged(2, 60)], ["shared"], scores=scores, agreed={first: Fraction(50)}
        )
        assert [(row.entry, row.rank, row.score, row.agreed) for row in found.rows] == [
            (second, 1, Fraction(60), None),
            (first, 2, Fraction(90), Fraction(50)),
        ]
        assert found.rows[1].trace == (Step("consensus", "50"),)
