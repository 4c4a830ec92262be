"""Small juries for the tests."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from app.results.stats import Scorecards


def cards_of(
    rows: list[tuple[int, int, float]],
    category: list[int] | None = None,
    n_jurors: int | None = None,
    lo: float = 0.0,
    hi: float = 10.0,
) -> Scorecards:
    """One criterion: (entry, juror, score) each."""
    entry = np.array([row[0] for row in rows], np.int64)
    juror = np.array([row[1] for row in rows], np.int64)
    count = int(entry.max(initial=-1)) + 1
    return Scorecards(
        entry=entry,
        juror=juror,
        scores=np.array([[row[2]] for row in rows], float).reshape(len(rows), 1),
        weights=np.array([1.0]),
        category=np.array([0] * count if category is None else category, np.int64),
        n_jurors=int(juror.max(initial=-1)) + 1 if n_jurors is None else n_jurors,
        lo=lo,
        hi=hi,
    )


def complete(scores: Any, category: list[int] | None = None) -> Scorecards:
    """Every juror scored every entry: a table [entries, jurors] of one criterion."""
    scores = np.asarray(scores, float)
    rows = [(i, j, float(scores[i, j])) for i, j in np.ndindex(scores.shape)]
    spare = float(np.ptp(scores)) + 1
    return cards_of(rows, category, lo=float(scores.min()) - spare, hi=float(scores.max()) + spare)


def jury(
    seed: int,
    entries: int = 24,
    jurors: int = 6,
    each: int = 3,
    kinds: int = 2,
    criteria: int = 3,
    noise: float = 1.0,
) -> Scorecards:
    """A sparse jury whose jurors differ in severity, noise and use of the scale."""
    random = np.random.default_rng(seed)
    entry = np.repeat(np.arange(entries), each)
    juror = np.concatenate([(i + np.arange(each) * (1 + i % 2)) % jurors for i in range(entries)])
    truth = random.normal(0, 1, entries)
    y = (
        5
        + random.normal(0, 1, jurors)[juror]
        + truth[entry] * random.uniform(0.7, 1.3, jurors)[juror]
    )
    spread = noise * random.uniform(0.5, 1.5, jurors)[juror]
    scores = y[:, None] + spread[:, None] * random.normal(0, 1, (len(y), criteria))
    return Scorecards(
        entry=entry,
        juror=juror,
        scores=np.clip(np.round(scores, 1), 0, 10),
        weights=np.linspace(1, 2, criteria),
        category=np.arange(entries) % kinds,
        n_jurors=jurors,
        lo=0.0,
        hi=10.0,
    )


def reordered(cards: Scorecards, order: np.ndarray) -> Scorecards:
    """The same scorecards in another order."""
    return replace(
        cards, entry=cards.entry[order], juror=cards.juror[order], scores=cards.scores[order]
    )


def without(cards: Scorecards, rows: np.ndarray) -> Scorecards:
    """Without these rows."""
    return reordered(cards, np.setdiff1d(np.arange(len(cards.entry)), rows))
