"""What would come of a round without a juror, by another method, or with another weight. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from uuid import UUID

import numpy as np

from app.results.rankings.figures_rules import Jury, ranked
from app.results.rankings.rules import try_refused
from app.results.stats import Refused
from app.results.stats.cards import FloatArray, IntArray
from app.results.stats.ranking import ranks_of


@dataclass(frozen=True)
class Wish:
    """What is tried; `share` is the leaf's weight in every rubric that has it, of 1."""

    method: str
    without: UUID | None = None
    leaf: UUID | None = None
    share: float = 0.0


@dataclass(frozen=True)
class Change:
    """An entry before and after; rank 0 and no score where it has no evaluation left.

    `placed`: whether its rank is one of the places that the category gives.
    """

    entry: UUID
    category: UUID
    before: int
    before_score: float
    after: int
    after_score: float | None
    placed_before: bool
    placed_after: bool


@dataclass(frozen=True, eq=False)
class Weighed:
    """A round's jury, its weight, and of some entries the points that its panel agreed on, which count."""

    jury: Jury
    weight: int
    agreed: Mapping[UUID, float]


def try_out(juries: Sequence[Weighed], method: str, wish: Wish) -> list[Change]:
    """Every entry before and after; what a panel agreed on stays. Refusals (409): of `try_refused`.

    The jury of the counting round is the first; its entries are told of.
    """
    jury = juries[0].jury
    before, ranks_before = _weighed(juries, method)
    try:
        after, ranks_after = _weighed(
            [replace(one, jury=altered(one.jury, wish)) for one in juries], wish.method
        )
    except Refused as refused:
        named = [str(jury.categories[one]) for one in refused.ids]
        raise try_refused(wish.method, refused.code, categories=named) from None
    places = jury.places[jury.cards.category].tolist()
    return [
        Change(
            entry,
            jury.categories[int(jury.cards.category[at])],
            int(ranks_before[at]),
            float(before[at]),
            int(ranks_after[at]),
            float(after[at]) if isfinite(after[at]) else None,
            bool(0 < ranks_before[at] <= places[at]),
            bool(0 < ranks_after[at] <= places[at]),
        )
        for at, entry in enumerate(jury.entries)
    ]


def _weighed(juries: Sequence[Weighed], method: str) -> tuple[FloatArray, IntArray]:
    """Score and rank of each entry of the first jury, by the weights of those that scored it."""
    first, jury = juries[0], juries[0].jury
    made = ranked(jury, method, 0, draws=0)
    if len(juries) == 1 and not first.agreed:
        return made.score, made.rank
    place = {entry: at for at, entry in enumerate(jury.entries)}
    points = first.weight * _scores(first, made.score)
    whole = np.full(len(points), float(first.weight))
    for other in juries[1:]:
        score = _scores(other, ranked(other.jury, method, 0, draws=0).score)
        for at, entry in enumerate(other.jury.entries):
            if entry in place and isfinite(score[at]):
                points[place[entry]] += other.weight * score[at]
                whole[place[entry]] += other.weight
    score = points / whole
    here = np.isfinite(score)
    rank = np.zeros(len(score), np.int64)
    rank[here] = ranks_of(score[here] / (jury.cards.hi - jury.cards.lo), jury.cards.category[here])
    return score, rank


def _scores(one: Weighed, made: FloatArray) -> FloatArray:
    """The scores with what the panel agreed on in their place."""
    agreed = [one.agreed.get(entry, float("nan")) for entry in one.jury.entries]
    return np.where(np.isnan(agreed), made, agreed)


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
