"""A round's scorecards with whom their numbers mean, and which of its categories a method cannot rank. Pure.

Where the rulebook's method compares jurors, the mean ranks a category in which they cannot be compared:
the rulebook says so before judging opens, and the other categories keep their method.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

import numpy as np

from app.results.rankings.rules import Why
from app.results.stats import Ranking, Refused, Scorecards, rank
from app.results.stats.cards import FloatArray, IntArray, table
from app.results.stats.connect import check_comparable
from app.results.stats.ranking import PLAIN

DRAWS: Final = 1000


Fallen = Mapping[int, Why]  # category, by its number → why the mean ranks it


@dataclass(frozen=True, eq=False)
class Jury:
    """A round's scorecards with whom their numbers mean. `cards` are of entries that can be ranked."""

    round: UUID
    entries: tuple[UUID, ...]
    jurors: tuple[UUID, ...]
    categories: tuple[UUID, ...]
    leaves: tuple[UUID, ...]
    cards: Scorecards
    places: IntArray  # [K]


def ranked(jury: Jury, method: str, seed: int, draws: int = DRAWS) -> Ranking:
    """A jury's scorecards ranked by a method."""
    return rank(jury.cards, method, places=jury.places, seed=seed, draws=draws)


def fallen(juries: Sequence[Jury], method: str) -> dict[int, Why]:
    """The categories that the mean ranks, in rounds that count together (of the same categories).

    One that cannot be compared in any of them: a score is by one method in all its rounds. Without it
    another may fall apart that only its entries joined, so that is asked again until nothing falls.
    """
    found: dict[int, Why] = {}
    fell = method not in PLAIN
    while fell:
        fell = False
        for jury in juries:
            try:
                check_comparable(table(part(jury, found).cards))
            except Refused as refused:
                if refused.code in set(Why):  # what else is wrong is told by the ranking itself
                    found |= dict.fromkeys(refused.ids, Why(refused.code))
                    fell = True
    return found


def settled(rank: IntArray, category: IntArray, stands: IntArray) -> IntArray:
    """Ranks in each category (0: none) with equal ones in the order in which they stand in the ranking.

    So what the declared tie-breaks decided is not undone where scores alone are looked at.
    """
    made = np.zeros(len(rank), np.int64)
    for kind in np.unique(category):
        here = np.flatnonzero((category == kind) & (rank > 0))
        order = here[np.lexsort((stands[here], rank[here]))]
        keys = np.stack([rank[order], stands[order]])
        begins = np.ones(len(order), np.bool_)
        begins[1:] = (keys[:, 1:] != keys[:, :-1]).any(axis=0)
        made[order] = np.maximum.accumulate(np.where(begins, np.arange(len(order)), 0)) + 1
    return made


def part(jury: Jury, kinds: Collection[int], *, only: bool = False) -> Jury:
    """The jury without some of its categories, or of these alone; those who read nothing of it are not in it."""
    if not kinds and not only:
        return jury
    cards = jury.cards
    stays = np.isin(cards.category, list(kinds)) == only
    row = stays[cards.entry]
    entries = np.flatnonzero(stays)
    jurors, juror = np.unique(cards.juror[row], return_inverse=True)
    return replace(
        jury,
        entries=tuple(jury.entries[at] for at in entries),
        jurors=tuple(jury.jurors[at] for at in jurors),
        cards=replace(
            cards,
            entry=(np.cumsum(stays) - 1)[cards.entry[row]],
            juror=juror.astype(np.int64),
            scores=cards.scores[row],
            weights=cards.weights[entries],
            category=cards.category[entries],
            n_jurors=len(jurors),
        ),
    )


def mixed(jury: Jury, method: str, out: Fallen) -> tuple[FloatArray, IntArray]:
    """Score and rank [I] of each entry by the method, or of these categories by the mean."""
    others = ~np.isin(jury.cards.category, list(out))
    if not out:
        made = ranked(jury, method, 0, draws=0)
        return made.score, made.rank
    plain = ranked(jury, "raw", 0, draws=0)
    score, rank_ = plain.score.copy(), plain.rank.copy()
    if not others.any():
        return score, rank_
    made = ranked(part(jury, out), method, 0, draws=0)
    score[others], rank_[others] = made.score, made.rank
    return score, rank_
