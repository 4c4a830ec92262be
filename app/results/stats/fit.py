"""What every method gives back: scores as weighted means of corrected totals, and how sure they are.

All on 0…1 and in the table's numbers; `ranking.py` makes points, ranks and probabilities of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy  # its parts are read when they are used: a server starts without them

from app.results.stats.cards import FEW, BoolArray, FloatArray, Table


@dataclass(frozen=True, eq=False)
class Spread:
    """The uncertainty of scores: entry i errs by own_i plus what it shares with others.

    The error is `sqrt(own) * z + link @ root @ u` with z and u independent standard normal.
    """

    own: FloatArray  # [I]
    link: scipy.sparse.csr_array  # [I, P]
    root: FloatArray  # [P, P]

    def between(self, first: int, second: int) -> float:
        """The variance of the difference of two scores."""
        shared = self.link[[first]].toarray()[0] - self.link[[second]].toarray()[0]
        return float(self.own[first] + self.own[second] + ((shared @ self.root) ** 2).sum())


@dataclass(frozen=True, eq=False)
class Jury:
    """[J] what a method says of each juror; NaN where it says nothing."""

    severity: FloatArray  # how much less than colleagues on the same entries
    severity_sd: FloatArray
    scale_use: FloatArray  # 1: as the others
    noise_sd: FloatArray
    reliability: FloatArray  # share of what is left in a total, severity aside, that is the entry's


@dataclass(frozen=True, eq=False)
class Fit:
    """score_i = sum of weight * value over its scorecards + pull_i * centre_i."""

    score: FloatArray  # [I]
    sd: FloatArray  # [I]
    spread: Spread
    weight: FloatArray  # [n]
    value: FloatArray  # [n] the corrected total
    pull: FloatArray  # [I]
    centre: FloatArray  # [I]
    jury: Jury
    iterations: int = 0
    converged: bool = True


Method = Callable[[Table], Fit]


def raw(at: Table) -> Fit:
    """The mean of the totals."""
    return _averaged(at, at.y, 1 / at.k[at.entry], at.mean, _silent(at))


def trimmed(at: Table) -> Fit:
    """The mean without one highest and one lowest total where there are four or more."""
    order = np.lexsort((at.y, at.entry))
    place = np.arange(len(order)) - (np.cumsum(at.k) - at.k)[at.entry]
    keep = np.ones(len(order), np.bool_)
    many = at.k[at.entry] >= 4
    keep[order] = ~many | ((place > 0) & (place < at.k[at.entry] - 1))
    weight = keep / np.where(at.k >= 4, at.k - 2, at.k)[at.entry]
    return _averaged(at, at.y, weight, at.by_entry(weight * at.y), _silent(at))


def zscore(at: Table) -> Fit:
    """Each juror's totals standardised, mapped back by the mean and sd of all totals."""
    mean = at.by_juror(at.y) / at.n
    away = at.y - mean[at.juror]
    sd = np.sqrt(at.by_juror(away**2) / np.maximum(at.n - 1, 1))
    silent = no_scale(at)
    middle, width = float(at.y.mean()), float(at.y.std(ddof=1))
    factor = np.where(silent, 0, width / np.where(silent, 1, sd))
    value = middle + factor[at.juror] * away
    weight = 1 / at.k[at.entry]
    none = np.full(len(mean), np.nan)
    jury = Jury(middle - mean, none, sd / width if width else none, none, none)
    return _averaged(at, value, weight, at.by_entry(weight * value), jury)


def no_scale(at: Table) -> BoolArray:
    """[J] jurors whose z-scores say nothing: too few scorecards, or all the same."""
    return (at.n < FEW) | constant(at)


def constant(at: Table) -> BoolArray:
    """[J] jurors who gave everything the same."""
    high, low = np.full(len(at.jurors), -np.inf), np.full(len(at.jurors), np.inf)
    np.maximum.at(high, at.juror, at.y)
    np.minimum.at(low, at.juror, at.y)
    flat: BoolArray = high - low <= 1e-12
    return flat


def _averaged(
    at: Table, value: FloatArray, weight: FloatArray, score: FloatArray, jury: Jury
) -> Fit:
    """A mean of values: its sd is the pooled sd within entries over the root of their number."""
    away = value - (at.by_entry(value) / at.k)[at.entry]
    freedom = len(at.y) - len(at.entries)
    own = (away**2).sum() / freedom / at.k if freedom else np.full(len(at.k), np.nan)
    zero = np.zeros(len(at.k))
    spread = Spread(own, scipy.sparse.csr_array((len(at.k), 1)), np.zeros((1, 1)))
    return Fit(score, np.sqrt(own), spread, weight, value, zero, zero, jury)


def _silent(at: Table) -> Jury:
    """A method that corrects nobody."""
    count = len(at.jurors)
    none = np.full(count, np.nan)
    return Jury(np.zeros(count), none, np.ones(count), none, none)
