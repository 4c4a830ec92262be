"""Where differences come from: variance components of crossed or nested factors, as lme4 has them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, log, pi

import numpy as np
import scipy  # its parts are read when they are used: a server starts without them

from app.kit.errors import N_
from app.results.stats.cards import FloatArray, IntArray, Issue, Refused, Scorecards, table

_MOST = 1e4  # standard deviations over the residual one: without noise they have no bound
_SAME = 1e-9  # a criterion nearer than this is the same


@dataclass(frozen=True)
class VarianceComponents:
    """`sigma2` in the order of the factors; `criterion` is the REML criterion or the ML deviance."""

    sigma2: list[float]
    residual: float
    mean: float
    criterion: float


class _Model:
    """y = mean + a normal effect for each level of each factor + noise; the largest is eliminated."""

    def __init__(self, y: FloatArray, factors: list[IntArray], reml: bool) -> None:
        self.y, self.reml = y, reml
        codes = [np.unique(one, return_inverse=True)[1] for one in factors]
        self.order = sorted(range(len(codes)), key=lambda f: -int(codes[f].max()))
        self.first = codes[self.order[0]]
        self.count = np.bincount(self.first)
        rows = np.arange(len(y))
        rest = [
            scipy.sparse.csr_array(
                (np.ones(len(y)), (rows, codes[f])), shape=(len(y), int(codes[f].max()) + 1)
            )
            for f in self.order[1:]
        ]
        sizes = [one.shape[1] for one in rest]
        self.factor = np.repeat(np.arange(1, len(codes)), np.array(sizes, np.int64))
        level = scipy.sparse.csr_array((np.ones(len(y)), (rows, self.first)))
        self.inside = np.zeros((sum(sizes), sum(sizes)))
        self.across = scipy.sparse.csr_array((len(self.count), sum(sizes)))
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        if rest:
            for a, one in enumerate(rest):
                for b, other in enumerate(rest):
                    block = (one.T @ other).toarray()
                    self.inside[starts[a] : starts[a + 1], starts[b] : starts[b + 1]] = block
            both = scipy.sparse.csr_array(scipy.sparse.hstack(rest))
            self.across = scipy.sparse.csr_array(level.T @ both)
            self.sums = both.T @ np.column_stack([y, np.ones(len(y))])
        else:
            self.sums = np.zeros((0, 2))
        self.first_sums = level.T @ np.column_stack([y, np.ones(len(y))])

    def fit(self, ratio: FloatArray) -> tuple[float, float, float]:
        """(criterion, mean, residual variance) for standard deviations over the residual one."""
        by = np.minimum(np.abs(ratio), _MOST)[self.order]
        scale = by[self.factor]
        diagonal = 1 + by[0] ** 2 * self.count
        weight = by[0] ** 2 / diagonal
        left = self.across * np.sqrt(weight)[:, None]
        matrix = scale[:, None] * (self.inside - (left.T @ left)) * scale
        matrix[np.diag_indices_from(matrix)] += 1
        side = scale[:, None] * (self.sums - self.across.T @ (weight[:, None] * self.first_sums))
        whole = np.column_stack([self.y, np.ones(len(self.y))])
        gram = whole.T @ whole - self.first_sums.T @ (weight[:, None] * self.first_sums)
        determinant = float(np.log(diagonal).sum())
        if len(matrix):
            factor = scipy.linalg.cho_factor(matrix, lower=True)
            determinant += 2 * float(np.log(np.diag(factor[0])).sum())
            gram = gram - side.T @ scipy.linalg.cho_solve(factor, side)
        mean = gram[0, 1] / gram[1, 1]
        squares = max(gram[0, 0] - gram[0, 1] * mean, 1e-300)
        freedom = len(self.y) - (1 if self.reml else 0)
        criterion = determinant + freedom * (1 + log(2 * pi * squares / freedom))
        return criterion + (log(gram[1, 1]) if self.reml else 0.0), float(mean), squares / freedom


def variance_components(
    y: FloatArray, factors: list[IntArray], reml: bool = True
) -> VarianceComponents:
    """Fit by (restricted) maximum likelihood; `factors` are [n] codes, crossed or nested.

    A variance whose best estimate is none is exactly 0. ValueError: no factor, fewer than three
    values, unequal lengths, or a factor with a level for every value.
    """
    y = np.asarray(y, np.float64)
    codes = [np.asarray(one) for one in factors]
    good = codes and y.ndim == 1 and len(y) > 2 and np.isfinite(y).all()
    if not good or any(one.shape != y.shape for one in codes):
        raise ValueError("values and one or more factors of the same length are needed")
    if any(len(np.unique(one)) == len(y) for one in codes):
        raise ValueError("a factor with a level for every value is the residual")
    middle, width = float(y.mean()), float(y.std())
    if width <= 1e-12 * max(abs(middle), 1):
        return VarianceComponents([0.0] * len(codes), 0.0, middle, float("-inf"))
    model = _Model((y - middle) / width, codes, reml)
    best = scipy.optimize.minimize(
        lambda ratio: model.fit(ratio)[0],
        np.full(len(codes), 0.7),
        method="Nelder-Mead",
        options={"xatol": 1e-8, "fatol": 1e-12, "maxiter": 4000, "maxfev": 4000},
    )
    ratio = np.minimum(np.abs(best.x), _MOST)
    for factor in np.argsort(ratio):
        without = np.where(np.arange(len(ratio)) == factor, 0, ratio)
        if model.fit(without)[0] <= model.fit(ratio)[0] + _SAME:
            ratio = without
    criterion, mean, residual = model.fit(ratio)
    # Back from standardised values
    criterion += (len(y) - (1 if reml else 0)) * 2 * log(width)
    residual *= width**2
    return VarianceComponents(
        (ratio**2 * residual).tolist(), residual, middle + width * mean, criterion
    )


def jurors_needed(cards: Scorecards, target: float = 0.8) -> int:
    """How many different jurors an entry needs for its mean to have this reliability (D-study).

    Variances of categories, entries, jurors and the rest by REML; severity counts as error, for
    entries are read by different jurors. ValueError: `target` outside 0…1. Refused: as `validate`;
    `no_differences`: entries do not differ, so no number would do.
    """
    if not 0 < target < 1:
        raise ValueError("reliability is between 0 and 1")
    at = table(cards)
    none = Refused(
        Issue(
            "no_differences", (), N_("لا تختلف المشاركات في الدرجات بما يكفي لتقدير عدد المحكّمين.")
        )
    )
    if not len(at.y) or at.k.max() < 2:
        raise none
    factors = [at.entry]
    factors += [at.juror] if len(at.jurors) > 1 else []
    factors += [at.category[at.entry]] if len(at.kinds) > 1 else []
    found = variance_components(at.y, factors)
    truth = found.sigma2[0]
    error = found.residual + (found.sigma2[1] if len(at.jurors) > 1 else 0.0)
    if truth <= 0:
        raise none
    return max(1, ceil(target / (1 - target) * error / truth - 1e-9))
