"""Whether the winners depend on who sat in the jury: leaving each juror out, and drawing anew."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from app.results.stats.cards import FloatArray, IntArray, Refused, Scorecards, Table, table
from app.results.stats.connect import check_comparable
from app.results.stats.ranking import METHODS, PLAIN, ranks_of


@dataclass(frozen=True, eq=False)
class Stability:
    """Whether winners depend on who sat in the jury.

    `winner` [K]: the first entry of rank 1, -1 in a category without scorecards. `stable` [K]: 1
    where no single juror changes the set of placed entries and 0 where one does; of a bootstrap the
    share of its turns that placed the same. `flips`: (juror, category).
    """

    winner: IntArray
    stable: FloatArray
    flips: list[tuple[int, int]]


def leave_one_juror_out(
    cards: Scorecards, method: str = "calibrated", places: IntArray | None = None
) -> Stability:
    """Rank again without each juror in turn. Refused: as `rank` for the whole jury.

    A category that cannot be ranked without a juror depends on that juror: it counts as a flip.
    """
    at = _checked(cards, method)
    wanted = _places(cards, places)
    placed = _placed(at, method, wanted)
    flips = []
    for juror in range(len(at.jurors)):
        left = _placed_of(at, np.flatnonzero(at.juror != juror), method, wanted)
        changed = [k for k, who in placed.items() if set(left.get(k, ())) != set(who)]
        flips += [(int(at.jurors[juror]), k) for k in changed]
    stable = np.ones(len(wanted))
    stable[[k for _, k in flips]] = 0
    return Stability(_winners(placed, len(wanted)), stable, flips)


def bootstrap(cards: Scorecards, method: str, reps: int, seed: int) -> Stability:
    """Draw each entry's scorecards anew with repetition, `reps` times. Refused: as `rank`.

    A turn in which a category cannot be ranked does not count for it; NaN where none counts.
    """
    at = _checked(cards, method)
    wanted = _places(cards, None)
    placed = _placed(at, method, wanted)
    random = np.random.default_rng(seed)
    first = np.cumsum(at.k) - at.k
    same, counted = np.zeros(len(wanted)), np.zeros(len(wanted))
    for _ in range(reps):
        drawn = first[at.entry] + random.integers(0, at.k[at.entry])
        left = _placed_of(at, drawn, method, wanted)
        for kind, who in left.items():
            counted[kind] += 1
            same[kind] += set(who) == set(placed[kind])
    share = np.divide(same, counted, out=np.full(len(wanted), np.nan), where=counted > 0)
    return Stability(_winners(placed, len(wanted)), share, [])


Placed = dict[int, tuple[int, ...]]  # category → its placed entries, the first of rank 1 in front


def _checked(cards: Scorecards, method: str) -> Table:
    at = table(cards)
    if method not in PLAIN:
        check_comparable(at)
    return at


def _places(cards: Scorecards, places: IntArray | None) -> IntArray:
    kinds = int(cards.category.max(initial=-1)) + 1
    return np.ones(kinds, np.int64) if places is None else np.asarray(places)


def _winners(placed: Placed, kinds: int) -> IntArray:
    return np.array([placed.get(kind, (-1,))[0] for kind in range(kinds)], np.int64)


def _placed(at: Table, method: str, places: IntArray) -> Placed:
    """The placed entries of each category, best first, equal ones by number."""
    if not len(at.y):
        return {}
    ranks = ranks_of(METHODS[method][0](at).score, at.category)
    result: Placed = {}
    for kind, outside in enumerate(at.kinds.tolist()):
        here = np.flatnonzero((at.category == kind) & (ranks <= max(places[outside], 1)))
        here = here[np.argsort(ranks[here], kind="stable")]
        result[outside] = tuple(at.entries[here].tolist())
    return result


def _placed_of(at: Table, rows: IntArray, method: str, places: IntArray) -> Placed:
    """The same of some rows of the table, without the categories that these cannot rank."""
    part = _some(at, rows)
    if method in PLAIN:
        return _placed(part, method, places)
    while True:
        try:
            check_comparable(part)
        except Refused as refused:
            cannot = np.isin(part.kinds[part.category[part.entry]], refused.ids)
            part = _some(part, np.flatnonzero(~cannot))
        else:
            return _placed(part, method, places)


def _some(at: Table, rows: IntArray) -> Table:
    """The table of some of its rows, in its order; a row may come twice."""
    entries, entry = np.unique(at.entry[rows], return_inverse=True)
    jurors, juror = np.unique(at.juror[rows], return_inverse=True)
    kinds, category = np.unique(at.category[entries], return_inverse=True)
    return replace(
        at,
        entry=entry, juror=juror, y=at.y[rows], category=category, entries=at.entries[entries],
        jurors=at.jurors[jurors], kinds=at.kinds[kinds], row=at.row[rows],
    )  # fmt: skip
