"""Seeded juries and entries of three sizes for the bench of the assignment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.judging.assignments.allocation import Family, Problem
from app.judging.assignments.allocation.problem import BoolArray, FloatArray


@dataclass(frozen=True)
class Size:
    """So many entries and jurors, `k` seats an entry; a juror serves in `serves` of the categories."""

    entries: int
    jurors: int
    k: int
    categories: int
    serves: float


SIZES = {
    "S": Size(184, 24, 3, 7, 6.5),
    "M": Size(2_000, 150, 5, 10, 2.45),
    "L": Size(20_000, 1_000, 5, 40, 2.25),
}


def instance(size: str, seed: int = 1, *, gender: bool = False) -> Problem:
    """One of each origin in every panel; agencies in conflict; entries in two languages.

    `gender` adds a second partition that crosses the first: at least one of each.
    """
    shape, rng = SIZES[size], np.random.default_rng(seed)
    entries, jurors = shape.entries, shape.jurors
    weights = rng.dirichlet(np.full(shape.categories, 12.0))
    category = np.sort(rng.choice(shape.categories, entries, p=weights))
    serves = _panels(shape, weights, rng)
    legal = serves[:, category].T
    agency, employer = rng.integers(0, entries // 6, entries), rng.integers(0, entries // 6, jurors)
    legal &= agency[:, None] != employer[None, :]
    legal &= rng.random(legal.shape) > 0.01
    arabic, both = rng.random(entries) < 0.7, rng.random(jurors) < 0.6
    only = rng.random(jurors) < 0.8  # of those who read one language: Arabic
    reads = both[None, :] | (arabic[:, None] == only[None, :])
    legal &= reads | (rng.random(jurors) < 0.9)[None, :]
    entry, juror = np.nonzero(legal)
    expertise = rng.beta(2, 2, (jurors, shape.categories))
    bid = rng.choice([0.0, 0.5, 0.5, 0.5, 1.0], len(entry))
    tongue = reads[entry, juror] * np.where(both[juror], 1.0, 0.8)
    worth: FloatArray = 0.55 * expertise[juror, category[entry]] + 0.2 * tongue + 0.25 * bid
    mean = entries * shape.k / jurors
    origin = one_of(np.arange(jurors) % 3, 3)
    families = [Family("origin", origin, np.ones((entries, 3), np.int64), np.full((entries, 3), 9))]
    if gender:
        sexes = one_of((rng.random(jurors) < 0.4).astype(np.int64), 2)
        least = np.ones((entries, 2), np.int64)
        families.append(Family("gender", sexes, least, np.full((entries, 2), 9)))
    return Problem(
        k=np.full(entries, shape.k),
        load_min=np.full(jurors, int(mean * 0.4)),
        load_max=np.full(jurors, int(np.ceil(mean * 1.3))),
        pairs=np.stack([entry, juror], 1),
        affinity=np.round(worth, 6),
        category=category,
        families=tuple(families),
    )


def one_of(groups: np.ndarray, count: int) -> BoolArray:
    """[J, G] each juror in exactly one group."""
    member: BoolArray = np.eye(count, dtype=np.bool_)[groups]
    return member


def _panels(shape: Size, weights: FloatArray, rng: np.random.Generator) -> BoolArray:
    """[J, K] in which categories a juror serves; more where there are more entries."""
    chance = np.minimum(weights * shape.serves, 1)
    for _ in range(20):  # until the expected number is what was asked for
        chance = np.minimum(chance * shape.serves / chance.sum(), 1)
    serves = rng.random((shape.jurors, shape.categories)) < chance
    idle = np.flatnonzero(~serves.any(axis=1))
    serves[idle, rng.integers(0, shape.categories, len(idle))] = True
    return serves
