"""What must hold of every ranking, whatever the scores."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from os import environ
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.results import rules
from app.results.stats import explain, rank
from tests.results.stats.juries import cards_of, complete, jury, reordered

pytestmark = pytest.mark.once
METHODS = ("raw", "trimmed", "zscore", "severity", "calibrated")
seeds = st.integers(0, 10**6)
few = settings(max_examples=12, deadline=None, derandomize=True)


@few
@given(seeds, st.sampled_from(METHODS))
def test_the_same_input_and_seed_give_the_same_bytes_in_any_order(seed: int, method: str) -> None:
    cards = jury(seed)
    shuffled = reordered(cards, np.random.default_rng(seed).permutation(len(cards.entry)))
    first, again, other = rank(cards, method), rank(cards, method), rank(shuffled, method)
    for name in ("score", "sd", "interval", "rank", "rank_interval", "p_win", "p_place"):
        value = getattr(first, name)
        assert value.tobytes() == getattr(again, name).tobytes() == getattr(other, name).tobytes()
    assert first.beats(0, 2) == other.beats(0, 2)


@few
@given(seeds, st.sampled_from(METHODS))
def test_relabelling_permutes_and_the_scale_maps(seed: int, method: str) -> None:
    cards = jury(seed)
    random = np.random.default_rng(seed)
    entries, jurors, kinds = random.permutation(24), random.permutation(6), random.permutation(2)
    category = np.empty(24, np.int64)
    category[entries] = kinds[cards.category]
    other = replace(cards, entry=entries[cards.entry], juror=jurors[cards.juror], category=category)
    plain, renamed = rank(cards, method, draws=0), rank(other, method, draws=0)
    assert np.allclose(renamed.score[entries], plain.score, rtol=0, atol=1e-8)
    assert np.allclose(
        renamed.jurors.severity[jurors], plain.jurors.severity, rtol=0, atol=1e-8, equal_nan=True
    )
    mapped = replace(cards, scores=7 * cards.scores - 20, lo=-20.0, hi=50.0)
    assert np.allclose(rank(mapped, method, draws=0).score, 7 * plain.score - 20, atol=1e-7)


@few
@given(seeds, st.sampled_from(METHODS))
def test_explanations_add_up_and_chances_too(seed: int, method: str) -> None:
    cards = jury(seed)
    found = rank(cards, method, places=np.array([3, 1]), draws=200)
    for entry in range(24):
        rows = explain(cards, found, entry)
        assert abs(sum(row.contribution for row in rows) - found.score[entry]) < 1e-9
        assert abs(sum(row.weight for row in rows) - 1) < 1e-9
        assert [row.juror for row in rows if row.juror < 0] == [-1]
    for kind in (0, 1):
        here = cards.category == kind
        assert abs(found.p_win[here].sum() - 1) < 1e-9
    assert (found.p_place >= found.p_win - 1e-12).all()
    ranks = found.rank_interval
    assert (ranks[:, 0] <= ranks[:, 1]).all()
    assert (ranks >= 1).all()
    assert 0 < found.beats(0, 2) < 1
    assert abs(found.beats(0, 2) + found.beats(2, 0) - 1) < 1e-12
    assert found.beats(3, 3) == 0.5


@few
@given(seeds, st.sampled_from(METHODS), st.floats(-3, 3))
def test_on_complete_data_a_constant_changes_no_order(
    seed: int, method: str, constant: float
) -> None:
    scores = np.random.default_rng(seed).normal(5, 1, (9, 4))
    moved = scores + np.array([0, constant, 0, 0])
    before = rank(complete(scores), method, draws=0)
    after = rank(complete(moved), method, draws=0)
    if method == "trimmed":  # dropping the highest depends on the constant, by its definition
        return
    assert np.array_equal(before.rank, after.rank)
    if method == "severity":
        assert np.array_equal(before.rank, rank(complete(scores), "raw", draws=0).rank)
        assert np.allclose(after.sd, before.sd)


@few
@given(seeds)
def test_calibrated_gives_the_raw_order_where_jurors_are_alike_in_the_data(seed: int) -> None:
    random = np.random.default_rng(seed)
    # Residuals orthogonal to the entries' means and to each other, all of the same length
    basis = np.linalg.qr(np.column_stack([np.ones(12), random.normal(0, 1, (12, 5))]))[0]
    residuals = basis[:, 2:6] @ (np.eye(4) - 0.25)  # rows sum to zero
    scores = 5 + random.normal(0, 1, 4) + 3 * basis[:, [1]] + residuals
    found = rank(complete(scores), "calibrated", draws=0)
    assert np.array_equal(found.rank, rank(complete(scores), "raw", draws=0).rank)
    assert np.allclose(found.jurors.scale_use, 1, atol=1e-9)
    assert np.ptp(found.jurors.noise_sd) < 1e-9


@few
@given(st.lists(st.integers(0, 100), min_size=12, max_size=12))
def test_raw_is_what_the_exact_rules_say(marks: list[int]) -> None:
    cards = cards_of([(n // 3, n % 3, float(mark)) for n, mark in enumerate(marks)], hi=100.0)
    found = rank(cards, "raw")
    judged = [
        rules.Judged(UUID(int=i), tuple(Fraction(mark) for mark in marks[3 * i : 3 * i + 3]))
        for i in range(4)
    ]
    for row in rules.rank(judged, ("shared",)).rows:
        assert abs(found.score[row.entry.int] - float(row.score)) < 1e-9
        assert found.rank[row.entry.int] == row.rank


def test_trimmed_drops_the_ends_of_four_and_more() -> None:
    rows = [(0, j, mark) for j, mark in enumerate((1.0, 5, 6, 10))]
    cards = cards_of([*rows, *[(1, j, mark) for j, mark in enumerate((1.0, 5, 9))]])
    assert rank(cards, "trimmed").score.tolist() == [5.5, 5.0]


def test_zscore_counts_jurors_without_a_scale_as_average() -> None:
    cards = jury(3, entries=12, each=3)
    flat = cards.juror == 0
    scores = cards.scores.copy()
    scores[flat] = 4
    found = rank(replace(cards, scores=scores), "zscore")
    at = found.working.at
    value = found.working.fit.value[at.juror == 0]
    assert np.allclose(value, at.y.mean())
    assert "constant_juror" in [issue.code for issue in found.warnings]


def test_calibrated_finds_the_strict_the_wide_and_the_noisy() -> None:
    random = np.random.default_rng(5)
    truth = random.normal(0, 1, 120)
    noise = np.array([0.3, 0.3, 0.3, 0.3, 2.0, 0.3])
    scores = 5 + truth[:, None] * np.array([1, 1, 1, 0.5, 1, 1.5]) + np.array([0, -2, 0, 0, 0, 2])
    found = rank(complete(scores + noise * random.normal(0, 1, (120, 6))), "calibrated")
    effects = found.jurors
    assert found.converged
    assert effects.severity.argmax() == 1
    assert effects.severity.argmin() == 5
    assert abs(effects.severity[1] - effects.severity[5] - 4) < 0.3
    assert (effects.scale_use.argmin(), effects.scale_use.argmax()) == (3, 5)
    assert effects.noise_sd.argmax() == 4
    assert effects.reliability.argmin() == 4


def test_variances_at_zero_neither_crash_nor_go_negative() -> None:
    random = np.random.default_rng(2)
    alike = np.tile(random.normal(5, 1, (1, 4)), (8, 1))  # entries do not differ
    agreed = np.tile(random.normal(5, 1, (8, 1)), (1, 4))  # jurors do not
    added = alike + agreed  # no noise
    for scores in (alike, agreed, added):
        for method in METHODS:
            found = rank(complete(scores), method)
            assert np.isfinite(found.score).all()
            assert (found.sd >= 0).all()
            assert (found.jurors.noise_sd[~np.isnan(found.jurors.noise_sd)] >= 0).all()
    assert rank(complete(alike), "severity").rank.tolist() == [1] * 8


def test_no_rest_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.results.stats.calibrated.MOST", 2)
    found = rank(jury(1))
    assert (found.converged, found.iterations) == (False, 2)
    assert "not_converged" in [issue.code for issue in found.warnings]


def test_entries_read_by_many_and_by_few(monkeypatch: pytest.MonkeyPatch) -> None:
    cards = jury(4, entries=30, jurors=8, each=4)
    rows = np.random.default_rng(1).permutation(120)[:95]
    whole = rank(reordered(cards, rows), draws=0)
    monkeypatch.setattr("app.results.stats.calibrated._BLOCK", 20)
    pieces = rank(reordered(cards, rows), draws=0)
    assert np.allclose(whole.score, pieces.score, rtol=0, atol=1e-9, equal_nan=True)


def test_scorecards_of_another_ranking_are_not_explained() -> None:
    with pytest.raises(ValueError, match="scorecards"):
        explain(jury(1), rank(jury(2)), 0)
    cards = cards_of([(0, 0, 5.0), (0, 1, 6.0)], [0, 0])
    assert explain(cards, rank(cards, "raw"), 1) == []


def test_small_juries_are_solved_as_large_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    cards = jury(3, entries=40, jurors=8, each=4)
    small = rank(cards)
    monkeypatch.setattr("app.results.stats.calibrated.DENSE", 0)
    large = rank(cards)
    assert small.iterations == large.iterations
    for one in ("score", "sd", "p_win"):
        assert getattr(small, one) == pytest.approx(getattr(large, one), abs=1e-9)


def test_the_bits_do_not_depend_on_the_processors() -> None:
    """Neither on how many there are, nor on which kernel linear algebra would choose for them."""
    code = (
        "from app.results.stats import rank; from tests.results.stats.juries import jury; "
        "found = rank(jury(1, 184, 24, 5)); "
        "print(found.score.tobytes().hex(), found.p_win.tobytes().hex())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**environ, "OPENBLAS_NUM_THREADS": threads, "OPENBLAS_CORETYPE": kernel},
            capture_output=True,
            check=True,
        ).stdout
        for threads, kernel in (("1", "Haswell"), ("4", "Haswell"), ("1", "Prescott"))
    }
    assert len(said) == 1
