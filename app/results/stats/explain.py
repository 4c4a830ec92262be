"""How one entry's score came about, juror by juror."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.results.stats.cards import Scorecards, table
from app.results.stats.ranking import Ranking


@dataclass(frozen=True)
class Contribution:
    """A juror's part of an entry's score, in points; juror -1 is the pull to the mean.

    `given` is the total as it was given (of the pull: the category's mean). `contribution` is
    `weight` times the given total, corrected for severity and use of the scale; all weights sum to
    1 and all contributions to the score.
    """

    juror: int
    given: float
    severity: float
    scale_use: float
    weight: float
    contribution: float


def explain(cards: Scorecards, ranking: Ranking, entry: int) -> list[Contribution]:
    """One row a juror of the entry, by number, then the pull; empty without scorecards.

    `cards` are those of the ranking, in any order. ValueError: they are others.
    """
    at, fit = ranking.working.at, ranking.working.fit
    if not np.array_equal(table(cards).y, at.y):
        raise ValueError("not the scorecards of this ranking")
    place = int(ranking.working.place[entry])
    if place < 0:
        return []
    width = cards.hi - cards.lo
    rows = [
        Contribution(
            juror=int(at.jurors[at.juror[row]]),
            given=cards.lo + width * float(at.y[row]),
            severity=width * float(fit.jury.severity[at.juror[row]]),
            scale_use=float(fit.jury.scale_use[at.juror[row]]),
            weight=float(fit.weight[row]),
            contribution=float(fit.weight[row] * (cards.lo + width * fit.value[row])),
        )
        for row in np.flatnonzero(at.entry == place)
    ]
    pull, centre = float(fit.pull[place]), cards.lo + width * float(fit.centre[place])
    given = centre if pull else float("nan")
    return [*rows, Contribution(-1, given, 0.0, 1.0, pull, pull * centre)]
