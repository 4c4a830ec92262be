"""The method `severity`: totals as entry plus juror by least squares, nothing shrunk."""

from __future__ import annotations

import numpy as np
import scipy  # its parts are read when they are used: a server starts without them

from app.results.stats.cards import FloatArray, IntArray, Table
from app.results.stats.connect import parts
from app.results.stats.fit import Fit, Jury, Spread


def pinned(at: Table) -> FloatArray:
    """[J, J] ones where two jurors are in the same part.

    Added to a singular matrix of the jurors it pins their mean in each part to 0 and changes
    nothing that the scorecards tell.
    """
    part = parts(at)[len(at.entries) :]
    result: FloatArray = (part[:, None] == part[None, :]).astype(np.float64)
    return result


def least_squares(at: Table) -> tuple[FloatArray, FloatArray]:
    """(leniency [J] with mean 0 in each part, the inverse [J, J] of its matrix)."""
    jurors = len(at.jurors)
    meets = scipy.sparse.csr_array(
        (1 / np.sqrt(at.k[at.entry]), (at.entry, at.juror)), shape=(len(at.entries), jurors)
    )
    matrix = np.diag(at.n.astype(np.float64)) - (meets.T @ meets).toarray() + pinned(at)
    factor = scipy.linalg.cho_factor(matrix)
    leniency = scipy.linalg.cho_solve(factor, at.by_juror(at.y - at.mean[at.entry]))
    return leniency, scipy.linalg.cho_solve(factor, np.eye(jurors))


def severity(at: Table) -> Fit:
    """Two-way least squares, for tables that passed `check_comparable`."""
    leniency, inverse = least_squares(at)
    value = at.y - leniency[at.juror]
    weight = 1 / at.k[at.entry]
    score = at.by_entry(weight * value)
    labels: IntArray = parts(at)
    count = int(labels.max()) + 1
    freedom = len(at.y) - len(at.entries) - len(at.jurors) + count
    left = float(((value - score[at.entry]) ** 2).sum())
    noise = left / freedom if freedom else np.nan
    # The pinning adds a variance along the mean of a part, which scores do not depend on
    part = labels[len(at.entries) :]
    size = np.bincount(part)[part]
    spread_of = (inverse - pinned(at) / size[:, None] / size[None, :]) * noise
    link = scipy.sparse.csr_array(
        (-weight, (at.entry, at.juror)), shape=(len(at.entries), len(at.jurors))
    )
    root = square_root(spread_of)
    sd = np.sqrt(noise * weight_squares(at, weight) + ((link @ root) ** 2).sum(axis=1))
    none = np.full(len(at.jurors), np.nan)
    jury = Jury(
        -leniency,
        np.sqrt(np.diag(spread_of).clip(0)),
        np.ones(len(at.jurors)),
        np.full(len(at.jurors), np.sqrt(noise)),
        none,
    )
    spread = Spread(noise * weight_squares(at, weight), link, root)
    zero = np.zeros(len(at.entries))
    return Fit(score, sd, spread, weight, value, zero, zero, jury)


def weight_squares(at: Table, weight: FloatArray) -> FloatArray:
    """[I] the factor from a scorecard's variance to that of the weighted mean."""
    return at.by_entry(weight**2)


def square_root(matrix: FloatArray) -> FloatArray:
    """A matrix whose product with its transpose is this positive semidefinite one."""
    if not np.isfinite(matrix).all():
        return np.full(matrix.shape, np.nan)
    values, vectors = np.linalg.eigh(matrix)
    result: FloatArray = vectors * np.sqrt(values.clip(0))
    return result
