"""How much raters agree: ICC, Kendall's W, Krippendorff's alpha, criteria that say the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import scipy  # its parts are read when they are used: a server starts without them

from app.results.stats.cards import FloatArray, Scorecards, table


@dataclass(frozen=True)
class Icc:
    """Shrout and Fleiss's six coefficients; `intervals` (95 %) by their names."""

    icc11: float
    icc21: float
    icc31: float
    icc1k: float
    icc2k: float
    icc3k: float
    intervals: Mapping[str, tuple[float, float]]


@dataclass(frozen=True)
class KendallW:
    """Concordance of rankings, corrected for ties, and its chi-square test."""

    w: float
    chi2: float
    df: int
    p: float


def icc(values: FloatArray, confidence: float = 0.95) -> Icc:
    """Of a complete table [targets, raters], two or more of each.

    NaN where targets and raters do not differ at all. ValueError: not such a table.
    """
    x = _complete(values)
    n, k = x.shape
    rows = k * x.mean(axis=1).var(ddof=1)
    columns = n * x.mean(axis=0).var(ddof=1)
    within = x.var(axis=1, ddof=1).mean()
    error = max((within * n * (k - 1) - columns * (k - 1)) / ((n - 1) * (k - 1)), 0.0)
    alpha = (1 - confidence) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        one = (rows - within) / (rows + (k - 1) * within)
        two = (rows - error) / (rows + (k - 1) * error + k * (columns - error) / n)
        three = (rows - error) / (rows + (k - 1) * error)
        f1, f3 = rows / within, rows / error
        df1, df3 = n * (k - 1), (n - 1) * (k - 1)
        low1, high1 = (
            f1 / scipy.stats.f.isf(alpha, n - 1, df1),
            f1 * scipy.stats.f.isf(alpha, df1, n - 1),
        )
        low3, high3 = (
            f3 / scipy.stats.f.isf(alpha, n - 1, df3),
            f3 * scipy.stats.f.isf(alpha, df3, n - 1),
        )
        # Satterthwaite's freedom of the two-way random case (Shrout and Fleiss 1979)
        ratio = columns / error
        shift = n * (1 + (k - 1) * two) - k * two
        v = df3 * (k * two * ratio + shift) ** 2
        v /= (n - 1) * (k * two * ratio) ** 2 + shift**2
        up, down = scipy.stats.f.isf(alpha, n - 1, v), scipy.stats.f.isf(alpha, v, n - 1)
        joint = k * columns + (k * n - k - n) * error
        low2 = n * (rows - up * error) / (up * joint + n * rows)
        high2 = n * (down * rows - error) / (joint + n * down * rows)
        single = {
            "icc11": ((low1 - 1) / (low1 + k - 1), (high1 - 1) / (high1 + k - 1)),
            "icc21": (low2, high2),
            "icc31": ((low3 - 1) / (low3 + k - 1), (high3 - 1) / (high3 + k - 1)),
        }
        average = {
            "icc1k": (1 - 1 / low1, 1 - 1 / high1),
            "icc2k": tuple(k * one / (1 + (k - 1) * one) for one in (low2, high2)),
            "icc3k": (1 - 1 / low3, 1 - 1 / high3),
        }
        one_mean = (rows - within) / rows
        two_mean = (rows - error) / (rows + (columns - error) / n)
        three_mean = (rows - error) / rows
    intervals = {
        name: (float(low), float(high)) for name, (low, high) in (single | average).items()
    }
    return Icc(
        icc11=float(one),
        icc21=float(two),
        icc31=float(three),
        icc1k=float(one_mean),
        icc2k=float(two_mean),
        icc3k=float(three_mean),
        intervals=intervals,
    )


def kendall_w(values: FloatArray) -> KendallW:
    """Of a complete table [targets, raters]. NaN where every rater ties everything."""
    x = _complete(values)
    n, m = x.shape
    ranks = scipy.stats.rankdata(x, axis=0)
    sums = ranks.sum(axis=1)
    ties = sum(
        float((times**3 - times).sum())
        for times in (np.unique(column, return_counts=True)[1] for column in x.T)
    )
    full = m**2 * (n**3 - n) - m * ties
    w = 12 * float(((sums - sums.mean()) ** 2).sum()) / full if full else float("nan")
    statistic = m * (n - 1) * w
    return KendallW(w, statistic, n - 1, float(scipy.stats.chi2.sf(statistic, n - 1)))


def _complete(values: FloatArray) -> FloatArray:
    x = np.asarray(values, np.float64)
    if x.ndim != 2 or min(x.shape) < 2 or not np.isfinite(x).all():
        raise ValueError("a complete table of two or more targets and raters is needed")
    return x


Distance = Callable[[FloatArray, FloatArray], FloatArray]  # values [V], how often each [V] → [V, V]


def _ordinal(_: FloatArray, times: FloatArray) -> FloatArray:
    middle = np.cumsum(times) - times / 2
    result: FloatArray = (middle[:, None] - middle) ** 2
    return result


def _ratio(values: FloatArray, _: FloatArray) -> FloatArray:
    sums = values[:, None] + values
    parts = np.divide(values[:, None] - values, sums, out=np.zeros_like(sums), where=sums != 0)
    result: FloatArray = parts**2
    return result


LEVELS: Final[dict[str, Distance]] = {
    "nominal": lambda values, _: (values[:, None] != values).astype(np.float64),
    "ordinal": _ordinal,
    "interval": lambda values, _: (values[:, None] - values) ** 2,
    "ratio": _ratio,
}


def krippendorff_alpha(values: FloatArray, level: str) -> float:
    """Of a table [raters, units] with NaN where nothing was said, at a level of LEVELS.

    NaN where no two values can be compared, or all are the same. ValueError: an unknown level.
    """
    if level not in LEVELS:
        raise ValueError(f"unknown level: {level}")
    x = np.asarray(values, np.float64)
    x = x[:, (~np.isnan(x)).sum(axis=0) > 1]
    known, where = np.unique(x[~np.isnan(x)], return_inverse=True)
    counts = np.zeros((x.shape[1], len(known)))  # unit by value
    np.add.at(counts, (np.nonzero(~np.isnan(x))[1], where), 1)
    said = counts.sum(axis=1)
    meets = (counts.T / (said - 1)) @ counts - np.diag((counts.T / (said - 1)).sum(axis=1))
    times = counts.sum(axis=0)
    distance = LEVELS[level](known, times)
    chance = float((np.outer(times, times) * distance).sum())
    observed = float((meets * distance).sum())
    return 1 - (times.sum() - 1) * observed / chance if chance else float("nan")


def criterion_correlations(cards: Scorecards) -> FloatArray:
    """[C, C] Pearson correlations of criteria over the scorecards that gave both.

    NaN where fewer than three did, or one criterion never differed. Refused: as `validate`.
    """
    table(cards)
    count = cards.scores.shape[1]
    weights = np.broadcast_to(cards.weights, (len(cards.category), count))
    given = weights[cards.entry] != 0
    result = np.full((count, count), np.nan)
    for a in range(count):
        for b in range(a, count):
            both = given[:, a] & given[:, b]
            x, y = cards.scores[both, a], cards.scores[both, b]
            if len(x) > 2 and np.ptp(x) and np.ptp(y):
                result[a, b] = result[b, a] = np.corrcoef(x, y)[0, 1]
    return result
