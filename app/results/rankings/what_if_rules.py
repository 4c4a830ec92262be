"""What would come of a round without a juror, by another method, or with another weight. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite
from uuid import UUID

import numpy as np

from app.results.rankings.figures_rules import Jury, ranked
from app.results.rankings.rules import try_refused
from app.results.stats import Ranking, Refused


@dataclass(frozen=True)
class Wish:
    """What is tried; `share` is the leaf's weight in every rubric that has it, of 1."""

    method: str
    without: UUID | None = None
    leaf: UUID | None = None
    share: float = 0.0


@dataclass(frozen=True)
class Change:
    """An entry before and after; rank 0 and no score where it has no evaluation left."""

    entry: UUID
    category: UUID
    before: int
    before_score: float
    after: int
    after_score: float | None


def try_out(jury: Jury, method: str, wish: Wish) -> list[Change]:
    """Every entry before and after. Refusals (409): of `try_refused`."""
    before = ranked(jury, method, 0, draws=0)
    try:
        after = ranked(altered(jury, wish), wish.method, 0, draws=0)
    except Refused as refused:
        named = [str(jury.categories[one]) for one in refused.ids]
        raise try_refused(wish.method, refused.code, categories=named) from None
    return [
        Change(
            entry,
            jury.categories[int(jury.cards.category[at])],
            int(before.rank[at]),
            float(before.score[at]),
            int(after.rank[at]),
            _score(after, at),
        )
        for at, entry in enumerate(jury.entries)
    ]


def _score(made: Ranking, at: int) -> float | None:
    return float(made.score[at]) if isfinite(made.score[at]) else None


def altered(jury: Jury, wish: Wish) -> Jury:
    """The jury as it is wished; entries keep their numbers, with or without evaluations."""
    cards = jury.cards
    if wish.without in jury.jurors:
        stays = cards.juror != jury.jurors.index(wish.without)
        cards = replace(
            cards, entry=cards.entry[stays], juror=cards.juror[stays], scores=cards.scores[stays]
        )
    if wish.leaf in jury.leaves:
        column = jury.leaves.index(wish.leaf)
        weights = np.array(cards.weights)
        own = weights[:, column].copy()
        weights[:, column] = 0
        rest = weights.sum(axis=1)
        here = (own > 0) & (rest > 0)  # a rubric of this leaf alone stays as it is
        weights[here] *= ((1 - wish.share) / rest[here])[:, None]
        weights[:, column] = np.where(here, wish.share, own)
        cards = replace(cards, weights=weights)
    return replace(jury, cards=cards)
