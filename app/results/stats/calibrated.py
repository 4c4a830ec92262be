"""The method `calibrated`: each juror's severity, use of the scale and noise, by ECM (HS-LMM).

`y_ij = mu_c + b_j + s_j t_i + e_ij`, with `t ~ N(0, T)`, `e_ij ~ N(0, v_j)`, `s ~ N(1, 0.25²)` with
mean 1, and `v_j` drawn to a common value. The equations are in docs/fairness.md: a change of what is
computed here is a new version there. Entries are eliminated exactly; what is left is one dense
system of jurors and categories.

T, s and v are estimated with b free, so that on complete data no constant added to a juror can
change an order; only then is `b ~ N(0, B)` drawn to its mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy  # its parts are read when they are used: a server starts without them

from app.results.stats.cards import BoolArray, FloatArray, IntArray, Table
from app.results.stats.connect import parts
from app.results.stats.fit import Fit, Jury, Spread
from app.results.stats.severity import pinned

SCALE_SD = 0.25  # of scale use before anything is known
FLATTEST = 0.05  # nobody is taken to judge the wrong way round
PSEUDO = 6.0  # scorecards that the common noise weighs in each juror's
MOST = 400  # iterations
ENOUGH = 1e-8  # the last step in log variances and scale use
_DEPTH = 6  # steps that the acceleration looks back
_QUIET = 1e-5  # of the totals' variance: no noise is estimated below it
_EVEN = 1e-4  # and entries are not taken to differ less, so that an order remains
LEVEL = (
    0.3  # of B ÷ J: what clipping and erratic jurors add to the jury's common error, as simulated
)
_APART = 1e7  # nor severities to differ more, which no score would notice
_BLOCK = 2_000_000  # numbers held at once
DENSE = 100_000  # entries × effects up to which zeros are multiplied too, which is faster


@dataclass(frozen=True, eq=False)
class Blocks:
    """Entries with about as many readers side by side, so that their jurors' covariances are arrays."""

    cards: list[IntArray]  # each [m, k], -1 where an entry has fewer

    @classmethod
    def of(cls, at: Table) -> Blocks:
        """Entries by how many read them, in pieces of a bounded size."""
        first = np.cumsum(at.k) - at.k
        order = np.argsort(at.k, kind="stable")
        found, start = [], 0
        while start < len(order):
            end = start + 1
            while end < len(order) and (end + 1 - start) * at.k[order[end]] ** 2 <= _BLOCK:
                end += 1
            here, most = order[start:end], int(at.k[order[end - 1]])
            cards = first[here][:, None] + np.arange(most)
            found.append(np.where(np.arange(most) < at.k[here][:, None], cards, -1))
            start = end
        return cls(found)


@dataclass(frozen=True, eq=False)
class Solved:
    """The linear mixed model for given variances; the last K of `effects` are the categories."""

    effects: FloatArray  # [J + K]
    covariance: FloatArray  # [J + K, J + K]
    quality: FloatArray  # [I] t
    precision: FloatArray  # [I] of t where jurors and categories are known
    share: FloatArray  # [n] how much t falls when the juror's effect rises
    sums: FloatArray  # [I] of these, when the category's does


def solve(
    at: Table, prior: FloatArray, scale: FloatArray, noise: FloatArray, truth: float
) -> Solved:
    """Entries eliminated, then jurors and categories by Cholesky; `prior` [J, J] is added."""
    jurors, kinds = len(at.jurors), len(at.kinds)
    kind = at.category[at.entry]
    weight = 1 / noise[at.juror]
    pulls = scale[at.juror] * weight
    precision = 1 / truth + at.by_entry(scale[at.juror] * pulls)
    share = pulls / precision[at.entry]
    sums = at.by_entry(share)
    link = links(at, share, sums)
    half = link * np.sqrt(precision)[:, None]
    product = half.T @ -half
    matrix = product.toarray() if scipy.sparse.issparse(product) else product
    diagonal = np.r_[at.by_juror(weight), np.bincount(kind, weight, kinds)]
    matrix[np.diag_indices_from(matrix)] += diagonal
    meets = np.bincount(at.juror * kinds + kind, weight, jurors * kinds).reshape(jurors, kinds)
    matrix[:jurors, jurors:] += meets
    matrix[jurors:, :jurors] += meets.T
    matrix[:jurors, :jurors] += prior
    mixed = at.by_entry(share * at.y)
    sides = weight * (at.y - (scale[at.juror] * mixed[at.entry]))
    side = np.r_[at.by_juror(sides), np.bincount(kind, sides, kinds)]
    size = np.sqrt(np.diag(matrix))
    matrix /= size
    matrix /= size[:, None]
    factor = scipy.linalg.cholesky(matrix, lower=True, overwrite_a=True, check_finite=False)
    effects = scipy.linalg.cho_solve((factor, True), side / size) / size
    inverse: FloatArray = scipy.linalg.lapack.dpotri(factor, lower=True, overwrite_c=True)[0]
    np.fill_diagonal(inverse, np.diag(inverse) / 2)
    inverse = inverse + inverse.T
    inverse /= size
    inverse /= size[:, None]
    return Solved(effects, inverse, mixed - link @ effects, precision, share, sums)


def links(at: Table, share: FloatArray, sums: FloatArray) -> Any:
    """[I, J + K] how much each t falls when an effect rises: sparse, or an array up to DENSE numbers."""
    jurors, rows = len(at.jurors), np.arange(len(at.entries))
    shape = (len(at.entries), jurors + len(at.kinds))
    columns = jurors + at.category
    if shape[0] * shape[1] <= DENSE:
        found = np.bincount(at.entry * shape[1] + at.juror, share, shape[0] * shape[1])
        whole = found.reshape(shape).astype(np.float64)
        whole[rows, columns] = sums
        return whole
    return scipy.sparse.csr_array(
        (np.r_[share, sums], (np.r_[at.entry, rows], np.r_[at.juror, columns])), shape=shape
    )


@dataclass(frozen=True, eq=False)
class Moments:
    """What the next estimates need, each an expectation given the totals."""

    quality: FloatArray  # [I] t²
    rest: FloatArray  # [n] (y - mu - b)²
    cross: FloatArray  # [n] (y - mu - b) t


def moments(at: Table, blocks: Blocks, solved: Solved) -> Moments:
    """The posterior means and variances of a scorecard's parts."""
    jurors = len(at.jurors)
    kind = jurors + at.category[at.entry]
    cov = solved.covariance
    with_kind = cov[at.juror, kind]
    same = np.diag(cov)
    own = same[at.juror] + same[kind] + 2 * with_kind  # of mu + b
    near = np.empty(len(at.y))  # sum over colleagues of share * cov(b, b')
    for cards in blocks.cards:
        who = at.juror[cards]
        share = np.where(cards < 0, 0, solved.share[cards])
        sums = np.einsum("ikl,il->ik", cov[who[:, :, None], who[:, None, :]], share)
        near[cards[cards >= 0]] = sums[cards >= 0]
    total = at.by_entry(solved.share)
    towards = at.by_entry(solved.share * with_kind)
    shared = near + (with_kind + same[kind]) * total[at.entry] + towards[at.entry]
    variance = 1 / solved.precision + at.by_entry(solved.share * shared)
    rest = at.y - solved.effects[at.juror] - solved.effects[kind]
    return Moments(
        solved.quality**2 + variance,
        rest**2 + own,
        rest * solved.quality[at.entry] + shared,
    )


@dataclass(frozen=True, eq=False)
class Estimates:
    """Scale use and noise of each juror, and how much entries differ."""

    scale: FloatArray
    noise: FloatArray
    truth: float

    def vector(self) -> FloatArray:
        """As one vector without bounds."""
        return np.concatenate([self.scale, np.log(self.noise), [np.log(self.truth)]])

    @classmethod
    def of(cls, vector: FloatArray) -> Estimates:
        """Back from `vector`."""
        half = len(vector) // 2
        return cls(vector[:half], np.exp(vector[half:-1]), float(np.exp(vector[-1])))


def improve(at: Table, now: Estimates, found: Moments, unit: float) -> Estimates:
    """One step of ECM: scale use, then noise, then how much entries differ; `unit` bounds them."""
    weight = 1 / now.noise
    tight = 1 / SCALE_SD**2
    quality = found.quality[at.entry]
    scale = (weight * at.by_juror(found.cross) + tight) / (weight * at.by_juror(quality) + tight)
    scale = np.maximum(scale, FLATTEST)
    each = scale[at.juror]
    left = at.by_juror(found.rest - 2 * each * found.cross + each**2 * quality)
    common = len(now.noise) / (1 / now.noise).sum()
    noise = (left + PSEUDO * common) / (at.n + PSEUDO)
    centre = scale.mean()
    truth = found.quality.mean() * centre**2
    return Estimates(
        scale / centre, np.maximum(noise, _QUIET * unit), max(float(truth), _EVEN * unit)
    )


def unit_of(at: Table) -> float:
    """The variance of totals around each juror's mean, which no constant of a juror changes."""
    away = at.y - (at.by_juror(at.y) / at.n)[at.juror]
    return max(float((away**2).mean()), 1e-12)


def held(at: Table, same: FloatArray, noise: FloatArray) -> FloatArray:
    """[J, J] what holds the weighted mean of free effects in each part at 0; `same` as `pinned`."""
    weight = at.n / noise
    result: FloatArray = same * weight[:, None] * weight / (same @ weight)
    return result


def estimate(at: Table) -> tuple[Estimates, int, bool]:
    """(the estimates with jurors' effects free, iterations, whether they came to rest).

    Plain steps, sped up by Anderson's mixing; where mixing made the step longer it starts anew.
    """
    unit, size = unit_of(at), len(at.jurors)
    blocks, same = Blocks.of(at), pinned(at)
    x = Estimates(np.ones(size), np.full(size, unit / 2), unit / 2)
    now = x.vector()
    xs: list[FloatArray] = []
    steps: list[FloatArray] = []
    for turn in range(1, MOST + 1):
        x = Estimates.of(now)
        solved = solve(at, held(at, same, x.noise), x.scale, x.noise, x.truth)
        step = improve(at, x, moments(at, blocks, solved), unit).vector() - now
        if np.abs(step).max() <= ENOUGH:
            return Estimates.of(now + step), turn, True
        if steps and np.abs(step).max() > 2 * np.abs(steps[-1]).max():
            xs, steps = [], []
        xs, steps = [*xs[-_DEPTH:], now], [*steps[-_DEPTH:], step]
        now = mixed(xs, steps)
    return Estimates.of(now), MOST, False


def mixed(xs: list[FloatArray], steps: list[FloatArray]) -> FloatArray:
    """Where the next step starts: the last one's end, or Anderson's mixture of the last few."""
    plain = xs[-1] + steps[-1]
    if len(steps) < 3:
        return plain
    changes = np.diff(np.array(steps), axis=0).T
    moved = np.diff(np.array(xs), axis=0).T
    share = np.linalg.lstsq(changes, steps[-1], rcond=1e-10)[0]
    jump = plain - (moved + changes) @ share
    half = len(plain) // 2
    far = np.abs(jump - xs[-1]).max() > 1 or (jump[:half] <= FLATTEST / 2).any()
    return plain if far else jump


def calibrated(at: Table) -> Fit:
    """HS-LMM, for tables that passed `check_comparable`."""
    found, iterations, converged = estimate(at)
    jurors = len(at.jurors)
    free = solve(at, held(at, pinned(at), found.noise), found.scale, found.noise, found.truth)
    between = differences(at, free)
    unit = unit_of(at)
    between = float(np.clip(between, _QUIET * unit, _APART * unit))
    prior = np.eye(jurors) / between
    solved = solve(at, prior, found.scale, found.noise, found.truth)
    kind = jurors + at.category[at.entry]
    scale = found.scale[at.juror]
    leniency = solved.effects[:jurors]
    centre = solved.effects[jurors + at.category]
    weight = scale * solved.share
    value = centre[at.entry] + (at.y - leniency[at.juror] - solved.effects[kind]) / scale
    taken = links(at, -solved.share, 1 - solved.sums)
    link = taken if scipy.sparse.issparse(taken) else scipy.sparse.csr_array(taken)
    root = np.linalg.cholesky(solved.covariance).astype(np.float64)
    own = 1 / solved.precision + learning(at, found, solved, weight)
    level = LEVEL * between / jurors
    sd = np.sqrt(own + level + squares(link, root))
    jury = Jury(
        leniency.mean() - leniency,
        np.sqrt(centred_variance(solved.covariance[:jurors, :jurors]).clip(0)),
        found.scale,
        np.sqrt(found.noise),
        found.scale**2 * found.truth / (found.scale**2 * found.truth + found.noise),
    )
    return Fit(
        centre + solved.quality, sd, Spread(own, link, root), weight, value,
        1 / found.truth / solved.precision, centre, jury, iterations, converged,
    )  # fmt: skip


def squares(link: scipy.sparse.csr_array, root: FloatArray) -> FloatArray:
    """The sums of squares of the rows of link @ root, which would be large as a whole."""
    pieces = range(0, max(link.shape[0], 1), 1000)
    return np.concatenate([((link[at : at + 1000] @ root) ** 2).sum(axis=1) for at in pieces])


def learning(at: Table, found: Estimates, solved: Solved, weight: FloatArray) -> FloatArray:
    """[I] the variance that noise and scale use add for being estimated, to first order.

    Noise: Meier's correction of a mean weighted by estimated variances. Scale use: its own
    variance times the quality that it multiplies.
    """
    pull = 1 / found.truth / solved.precision
    freedom = np.maximum(at.n - 1 + PSEUDO, 1)
    guessed = 4 * at.by_entry(weight * (1 - weight) / freedom[at.juror]) / solved.precision
    tell = at.by_juror(solved.quality[at.entry] ** 2) / found.noise + 1 / SCALE_SD**2
    scaled = at.by_entry((weight / found.scale[at.juror]) ** 2 / tell[at.juror])
    result: FloatArray = guessed * (1 - pull) + scaled * solved.quality**2
    return result


def differences(at: Table, free: Solved) -> float:
    """B by moments: how much free leniencies differ in a part beyond what their errors explain."""
    jurors = len(at.jurors)
    part = parts(at)[len(at.entries) :]
    many = int(part.max()) + 1
    inside: BoolArray = part[:, None] == part[None, :]
    size = np.bincount(part, minlength=many)[part]
    centring = np.eye(jurors) - inside / size[:, None]
    away = centring @ free.effects[:jurors]
    errors = float((centring * free.covariance[:jurors, :jurors]).sum())
    return max((float((away**2).sum()) - errors) / (jurors - len(np.unique(part))), 0.0)


def centred_variance(covariance: FloatArray) -> FloatArray:
    """The variances of effects around their own mean."""
    result: FloatArray = np.diag(covariance) - 2 * covariance.mean(axis=1) + covariance.mean()
    return result
