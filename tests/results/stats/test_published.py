"""What others printed, to their digits."""

from __future__ import annotations

import numpy as np
import pytest

from app.results.stats import icc, kendall_w, krippendorff_alpha, variance_components
from tests.results.stats.published import (
    ANXIETY,
    DYESTUFF,
    DYESTUFF2,
    KRIPPENDORFF,
    PASTES,
    PENICILLIN,
    SHROUT,
)

pytestmark = pytest.mark.once


def test_shrout_and_fleiss() -> None:
    found = icc(SHROUT)
    single = [round(one, 4) for one in (found.icc11, found.icc21, found.icc31)]
    average = [round(one, 4) for one in (found.icc1k, found.icc2k, found.icc3k)]
    assert single == [0.1657, 0.2898, 0.7148]
    assert average == [0.4428, 0.6201, 0.9093]
    shown = {name: tuple(round(end, 3) for end in ends) for name, ends in found.intervals.items()}
    assert [shown[name] for name in ("icc11", "icc21", "icc31")] == [
        (-0.133, 0.723),
        (0.019, 0.761),
        (0.342, 0.946),
    ]
    assert shown["icc2k"] == (0.071, 0.927)
    assert shown["icc3k"] == (0.676, 0.986)
    assert shown["icc1k"] == (-0.884, 0.912)


def test_anxiety_of_irr() -> None:
    found = kendall_w(ANXIETY)
    assert (round(found.w, 3), round(found.chi2, 1), found.df) == (0.540, 30.8, 19)
    assert round(found.p, 4) == 0.0429
    agreed = icc(ANXIETY)
    assert round(agreed.icc21, 3) == 0.198
    assert tuple(round(end, 3) for end in agreed.intervals["icc21"]) == (-0.039, 0.494)


def test_krippendorffs_canonical_table() -> None:
    levels = ("nominal", "ordinal", "interval", "ratio")
    found = [round(krippendorff_alpha(KRIPPENDORFF, level), 3) for level in levels]
    assert found == [0.743, 0.815, 0.849, 0.797]


def test_dyestuff_by_reml_and_by_ml() -> None:
    batch = np.repeat(np.arange(6), 5)
    found = variance_components(DYESTUFF.ravel(), [batch])
    assert [round(one, 2) for one in (*found.sigma2, found.residual)] == [1764.05, 2451.25]
    assert (round(found.mean, 4), round(found.criterion, 4)) == (1527.5, 319.6543)
    likely = variance_components(DYESTUFF.ravel(), [batch], reml=False)
    assert [round(one, 2) for one in (*likely.sigma2, likely.residual)] == [1388.33, 2451.25]
    assert round(likely.criterion, 4) == 327.3271


def test_a_variance_at_its_boundary_is_exactly_zero() -> None:
    batch = np.repeat(np.arange(6), 5)
    found = variance_components(DYESTUFF2.ravel(), [batch])
    assert found.sigma2 == [0.0]
    assert (round(found.residual, 2), round(found.criterion, 3)) == (13.81, 161.828)
    likely = variance_components(DYESTUFF2.ravel(), [batch], reml=False)
    assert likely.sigma2 == [0.0]
    assert (round(likely.residual, 2), round(likely.criterion, 3)) == (13.35, 162.873)


def test_penicillin_crossed() -> None:
    plate, sample = np.divmod(np.arange(144), 6)
    for factors, order in (([plate, sample], [0, 1]), ([sample, plate], [1, 0])):
        found = variance_components(PENICILLIN.ravel(), factors)
        sigma2 = [round(found.sigma2[at], 4) for at in order]
        assert (sigma2, round(found.residual, 4)) == ([0.7169, 3.7309], 0.3024)
        assert round(found.criterion, 4) == 330.8606


def test_pastes_nested() -> None:
    batch, sample = np.repeat(np.arange(10), 6), np.repeat(np.arange(30), 2)
    found = variance_components(PASTES.ravel(), [sample, batch])
    assert [round(one, 3) for one in found.sigma2] == [8.434, 1.657]
    assert (round(found.residual, 3), round(found.mean, 3)) == (0.678, 60.053)
    assert round(found.criterion, 1) == 247.0
