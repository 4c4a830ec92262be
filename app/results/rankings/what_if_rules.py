"""What would come of a round without a juror, by another method, or with another weight. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from types import MappingProxyType
from uuid import UUID

import numpy as np

from app.results.rankings.jury_rules import Jury, fallen, mixed, settled
from app.results.rankings.rules import Why, unusable
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


@dataclass(frozen=True)
class Tried:
    """What came of it; `by_mean`: the categories that the mean would rank in the place of the method."""

    changes: list[Change]
    by_mean: Mapping[UUID, Why]


def try_out(
    juries: Sequence[Weighed],
    method: str,
    wish: Wish,
    stands: Mapping[UUID, int] = MappingProxyType({}),
) -> Tried:
    """Every entry before and after; what a panel agreed on stays. Refusal (409): `scores_unusable`.

    `stands`: each one's rank in the ranking. Equal scores stay in that order, before and after: what the
    declared tie-breaks decided is not tried again.

    The jury of the counting round is the first; its entries are told of. What the method cannot rank
    is ranked by the mean, as in a ranking.
    """
    jury = juries[0].jury
    wished = [replace(one, jury=altered(one.jury, wish)) for one in juries]
    try:
        before, ranks_before, _ = _weighed(juries, method)
        after, ranks_after, by_mean = _weighed(wished, wish.method)
    except Refused as refused:
        raise unusable(refused.code) from None
    kinds = jury.cards.category
    stood = np.array([stands.get(entry, 0) for entry in jury.entries], np.int64)
    ranks_before, ranks_after = (settled(one, kinds, stood) for one in (ranks_before, ranks_after))
    places = jury.places[kinds].tolist()
    changes = [
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
    return Tried(changes, by_mean)


def _weighed(
    juries: Sequence[Weighed], method: str
) -> tuple[FloatArray, IntArray, dict[UUID, Why]]:
    """Score and rank of each entry of the first jury, by the weights of those that scored it; and of
    which categories by the mean.
    """
    first, jury = juries[0], juries[0].jury
    out = fallen([one.jury for one in juries], method)
    by_mean = {jury.categories[kind]: why for kind, why in sorted(out.items())}
    made, rank = mixed(jury, method, out)
    if len(juries) == 1 and not first.agreed:
        return made, rank, by_mean
    place = {entry: at for at, entry in enumerate(jury.entries)}
    points = first.weight * _scores(first, made)
    whole = np.full(len(points), float(first.weight))
    for other in juries[1:]:
        score = _scores(other, mixed(other.jury, method, out)[0])
        for at, entry in enumerate(other.jury.entries):
            if entry in place and isfinite(score[at]):
                points[place[entry]] += other.weight * score[at]
                whole[place[entry]] += other.weight
    score = points / whole
    here = np.isfinite(score)
    rank = np.zeros(len(score), np.int64)
    rank[here] = ranks_of(score[here] / (jury.cards.hi - jury.cards.lo), jury.cards.category[here])
    return score, rank, by_mean


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
