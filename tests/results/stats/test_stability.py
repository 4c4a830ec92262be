"""Winners without any one juror, agreement, how many jurors are needed, and what is worth a look."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.results.stats import (
    Refused,
    Scorecards,
    bootstrap,
    criterion_correlations,
    drift,
    favour,
    halo,
    icc,
    jurors_needed,
    kendall_w,
    krippendorff_alpha,
    leave_one_juror_out,
    rank,
    variance_components,
)
from tests.results.stats.juries import cards_of, complete, jury, reordered, without

pytestmark = pytest.mark.once
METHODS = ("raw", "trimmed", "zscore", "severity", "calibrated")
NOTHING = np.zeros(0, np.int64)


@pytest.mark.parametrize("method", METHODS)
def test_leaving_a_juror_out_is_ranking_without_their_scorecards(method: str) -> None:
    cards = jury(3, entries=14, jurors=5)
    places = np.array([2, 1])
    found = leave_one_juror_out(cards, method, places)
    whole = rank(cards, method)
    assert found.winner.tolist() == [
        int(np.flatnonzero((cards.category == k) & (whole.rank == 1))[0]) for k in (0, 1)
    ]
    flips = []
    for juror in range(5):
        rest = rank(without(cards, np.flatnonzero(cards.juror == juror)), method)
        for k in (0, 1):
            here = cards.category == k
            before, after = (here & (one.rank <= places[k]) for one in (whole, rest))
            flips += [(juror, k)] if (before != after).any() else []
    assert found.flips == flips
    assert found.stable.tolist() == [float(k not in {c for _, c in flips}) for k in (0, 1)]


def test_a_category_that_needs_a_juror_depends_on_that_juror() -> None:
    rows = [(i, j, float(5 + i + j)) for i in (0, 1) for j in (0, 1)]
    rows += [(i, j, float(3 + i - j)) for i in (2, 3) for j in (2, 3)]
    rows += [(4, j, 2.0 + j) for j in (0, 2, 4)] + [(5, j, 4.0 + j % 3) for j in (0, 1)]
    cards = cards_of([*rows, (3, 4, 9.0), (0, 4, 1.0)], [0, 0, 0, 0, 0, 1])
    found = leave_one_juror_out(cards, "severity")
    assert {(j, k) for j, k in found.flips if j in (0, 4)} <= {(0, 0), (4, 0)}
    bridge = cards_of(
        [(0, 0, 9.0), (0, 1, 8.0), (1, 1, 2.0), (1, 2, 3.0), (1, 0, 2.0), (2, 2, 5.0), (2, 3, 5.0), (3, 3, 4.0), (3, 2, 3.0)],
        [0, 0, 0, 0],
    )  # fmt: skip
    assert (2, 0) in leave_one_juror_out(bridge, "severity").flips
    with pytest.raises(Refused):
        leave_one_juror_out(cards_of([(0, 0, 1.0), (1, 1, 2.0)], [0, 0]), "severity")


def test_bootstrap_is_seeded_and_says_how_often_the_same_win() -> None:
    cards = jury(5, entries=12, jurors=5, noise=0.3)
    found, again = (bootstrap(cards, "severity", 20, 1) for _ in range(2))
    assert found.stable.tobytes() == again.stable.tobytes()
    assert (found.stable >= 0).all()
    assert (found.stable <= 1).all()
    assert found.flips == []
    clear = complete([[9, 9, 8], [1, 2, 1], [3, 3, 2]])
    assert bootstrap(clear, "raw", 10, 1).stable.tolist() == [1.0]
    assert bootstrap(clear, "raw", 10, 1).winner.tolist() == [0]
    thin = cards_of([(0, 0, 5.0), (0, 1, 6.0), (1, 0, 4.0), (1, 1, 3.0)])
    assert np.isfinite(bootstrap(thin, "severity", 30, 1).stable).all()


def test_nothing_to_judge_by() -> None:
    nothing = reordered(jury(1), NOTHING)
    assert leave_one_juror_out(nothing).winner.tolist() == [-1, -1]
    assert leave_one_juror_out(nothing).stable.tolist() == [1, 1]
    assert np.isnan(bootstrap(nothing, "calibrated", 3, 1).stable).all()
    assert halo(nothing) == drift(nothing, NOTHING) == favour(nothing, np.zeros(24)) == []
    assert np.isnan(criterion_correlations(nothing)).all()


def test_jurors_needed_follows_the_variances() -> None:
    random = np.random.default_rng(1)
    truth, severe = random.normal(0, 1, (80, 1)), random.normal(0, 0.5, (1, 8))
    scores = truth + severe + random.normal(0, 1, (80, 8))
    exact, one = complete(scores), complete(scores, [i % 3 for i in range(80)])
    assert jurors_needed(exact) in (4, 5, 6)
    assert jurors_needed(one) in (4, 5, 6)
    assert jurors_needed(exact, 0.5) in (1, 2)
    assert jurors_needed(exact, 0.9) > 8
    with pytest.raises(ValueError, match="between"):
        jurors_needed(exact, 1.0)
    same = complete(np.tile(random.normal(0, 1, (1, 4)), (9, 1)))
    single = cards_of([(0, 0, 1.0), (1, 1, 2.0), (2, 0, 3.0)])
    for cards in (same, single, reordered(jury(1), NOTHING)):
        with pytest.raises(Refused) as refused:
            jurors_needed(cards)
        assert refused.value.code == "no_differences"


def test_variance_components_refuse_what_they_cannot_fit() -> None:
    y, pairs = np.arange(6.0), np.array([0, 0, 1, 1, 2, 2])
    for values, factors in (
        (y, []),
        (y, [pairs[:5]]),
        (y[:2], [pairs[:2]]),
        (y * np.nan, [pairs]),
    ):
        with pytest.raises(ValueError, match="values"):
            variance_components(values, factors)
    with pytest.raises(ValueError, match="residual"):
        variance_components(y, [np.arange(6)])
    still = variance_components(y * 0 + 3, [pairs])
    assert (still.sigma2, still.residual, still.mean) == ([0.0], 0.0, 3.0)


def test_agreement_of_odd_tables() -> None:
    with pytest.raises(ValueError, match="complete"):
        icc(np.array([[1.0, np.nan], [2, 3]]))
    with pytest.raises(ValueError, match="complete"):
        kendall_w(np.ones((3, 1)))
    with pytest.raises(ValueError, match="level"):
        krippendorff_alpha(np.ones((2, 2)), "cardinal")
    assert np.isnan(kendall_w(np.ones((3, 2))).w)
    assert np.isnan(icc(np.ones((3, 2))).icc21)
    assert icc(np.array([[1.0, 1], [2, 2], [3, 3]])).icc31 == 1
    assert np.isnan(krippendorff_alpha(np.ones((2, 3)), "interval"))
    assert np.isnan(krippendorff_alpha(np.array([[1, np.nan], [np.nan, 2]]), "nominal"))
    assert krippendorff_alpha(np.array([[0.0, 1, 2], [0, 1, 2]]), "ratio") == 1


def test_criteria_that_say_the_same() -> None:
    cards = jury(1)
    scores = cards.scores.copy()
    scores[:, 1] = 10 - scores[:, 0]
    scores[:, 2] = 4
    found = criterion_correlations(replace(cards, scores=scores))
    assert np.allclose(found[:2, :2], [[1, -1], [-1, 1]])
    assert np.isnan(found[2]).all()


def watched(seed: int = 4) -> tuple[Scorecards, np.random.Generator]:
    """60 entries, 6 jurors, all of them, five criteria."""
    random = np.random.default_rng(seed)
    entry, juror = np.divmod(np.arange(360), 6)
    quality = random.normal(0, 1, 60)[entry] + np.linspace(-1, 1, 6)[juror]
    scores = 5 + quality[:, None] + random.normal(0, 0.7, (360, 5))
    cards = Scorecards(
        entry, juror, np.clip(scores, 0, 10), np.ones(5), np.zeros(60, np.int64), 6, 0.0, 10.0
    )
    return cards, random


def test_nothing_is_flagged_where_nothing_is_odd() -> None:
    cards, random = watched()
    assert halo(cards) == []
    assert drift(cards, random.permutation(360)) == []
    assert favour(cards, random.integers(-1, 8, 60)) == []


def test_halo_drift_and_favour_are_found_where_they_were_planted() -> None:
    cards, random = watched()
    same = cards.scores.copy()
    same[cards.juror == 2] = same[cards.juror == 2].mean(axis=1, keepdims=True)
    found = halo(replace(cards, scores=same))
    assert [(flag.juror, flag.group) for flag in found] == [(2, -1)]
    assert found[0].effect < 0
    assert found[0].interval[1] < 0

    order = random.permutation(360)
    for sign in (1, -1):
        moved = cards.scores + sign * (cards.juror == 3)[:, None] * (order[:, None] / 360 - 0.5) * 2
        found = drift(replace(cards, scores=np.clip(moved, 0, 10)), order)
        assert [flag.juror for flag in found] == [3]
        assert 1 < sign * found[0].effect < 3
        assert ("ألين" in found[0].sentence) == (sign > 0)

    group = np.arange(60) % 6
    for sign in (1, -1):
        liked = (cards.juror == 5) & (group[cards.entry] == 2)
        moved = cards.scores + sign * 1.5 * liked[:, None]
        found = favour(replace(cards, scores=np.clip(moved, 0, 10)), group)
        assert [(flag.juror, flag.group) for flag in found] == [(5, 2)]
        assert 0.7 < sign * found[0].effect < 2.5
        assert found[0].p_adjusted < 0.05
        assert ("أكثر" in found[0].sentence) == (sign > 0)


def test_differences_without_any_noise_are_sure() -> None:
    cards = complete(np.tile(np.arange(12.0)[:, None], (1, 3)))
    assert favour(cards, np.arange(12) % 2) == []
    assert drift(cards, np.arange(36)) == []
    assert halo(cards) == []
    liked = replace(
        cards, scores=cards.scores + (cards.juror == 0)[:, None] * (cards.entry < 6)[:, None]
    )
    assert {flag.juror for flag in favour(liked, np.arange(12) // 6)} == {0}


def test_little_is_not_looked_at() -> None:
    cards = cards_of([(i, j, float(i + j)) for i in range(4) for j in range(2)])
    assert halo(cards) == drift(cards, np.arange(8)) == favour(cards, np.arange(4) % 2) == []
