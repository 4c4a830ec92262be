"""Joining what fell apart: swaps and moves until the entries of each category hang together.

A swap exchanges the jurors of two seats and keeps every load; a move gives a seat to another juror
within the load limits. Both are tried cheapest first and kept only when they join something.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from app.judging.assignments.allocation.certify import categories, components
from app.judging.assignments.allocation.cuts import EXACT, join_by_cuts
from app.judging.assignments.allocation.mip import Undecided, Work
from app.judging.assignments.allocation.problem import (
    BoolArray,
    Conflict,
    IntArray,
    Problem,
    groups_of,
    listed,
    pair_codes,
)

_TRIES = 400  # candidates tested per join
_SHOWN = 20  # pairs that are tried for a conflict in each direction; half where by swaps
_TESTED = 5_000  # legal pairs that all programs of a direction together may have
_WORK = 600  # what all programs for them together may cost, each with its nodes
_SIDE = 100  # entries, and jurors, of which such pairs are made

Change = list[tuple[int, int]]  # (position given up, position taken) in `problem.pairs`


def parts(problem: Problem, chosen: BoolArray) -> tuple[IntArray, tuple[int, int]]:
    """The part [E + J] of every entry and juror, and how far apart the categories are.

    The distance is (joins missing over all categories, minus the sum of the squared sizes of
    their parts): it also falls when a small part gives an entry to a large one.
    """
    labels = components(len(problem.k), len(problem.load_min), problem.pairs[chosen])
    missing = together = 0
    for c in range(categories(problem)):
        here = labels[: len(problem.k)][(problem.k > 0) & (problem.category == c)]
        sizes = np.unique(here, return_counts=True)[1]
        missing += max(len(sizes) - 1, 0)
        together += int((sizes**2).sum())
    return labels, (missing, -together)


def join(problem: Problem, chosen: BoolArray, fixed: BoolArray) -> BoolArray | None:
    """`chosen` [P] with the fewest cheap changes that connect every category, or None.

    `fixed` [P] pairs are never given up. Every change kept brings the parts closer, so it ends;
    entries that want one juror each can only be joined by giving a category to one juror.
    """
    chosen = chosen.copy()
    labels, apart = parts(problem, chosen)
    while apart[0]:
        for change in _changes(problem, chosen, fixed, labels):
            trial = chosen.copy()
            for old, new in change:
                trial[old], trial[new] = False, True
            new_labels, left = parts(problem, trial)
            if left < apart:
                chosen, labels, apart = trial, new_labels, left
                break
        else:
            return None
    return chosen


def split_parts(problem: Problem, labels: IntArray) -> tuple[int, int, int]:
    """(category, its largest part, its smallest other part) of the first category that is apart."""
    entry = labels[: len(problem.k)]
    for c in range(categories(problem)):
        here, size = np.unique(entry[(problem.k > 0) & (problem.category == c)], return_counts=True)
        if len(here) > 1:
            order = np.argsort(-size, kind="stable")
            return c, int(here[order[0]]), int(here[order[-1]])
    raise ValueError("nothing is apart")


def _changes(
    problem: Problem, chosen: BoolArray, fixed: BoolArray, labels: IntArray
) -> Iterator[Change]:
    """Swaps and moves that put an edge between the two parts; the least loss first."""
    _, large, small = split_parts(problem, labels)
    entries = len(problem.k)
    part = labels[problem.pairs[:, 0]]  # of the entry
    other = labels[entries + problem.pairs[:, 1]]  # of the juror
    bridges = np.flatnonzero(
        ~chosen & (((part == large) & (other == small)) | ((part == small) & (other == large)))
    )
    loose = np.flatnonzero(chosen & ~fixed)
    position = {(int(e), int(j)): at for at, (e, j) in enumerate(problem.pairs)}
    by_entry: dict[int, list[int]] = {}
    by_juror: dict[int, list[int]] = {}
    for at in loose:
        by_entry.setdefault(int(problem.pairs[at, 0]), []).append(int(at))
        by_juror.setdefault(int(problem.pairs[at, 1]), []).append(int(at))
    loads = np.bincount(problem.pairs[chosen, 1], minlength=len(problem.load_min))
    groups = groups_of(problem)
    counts = groups.counts(problem.pairs[chosen])

    def composed(at: int, leaves: int, enters: int) -> bool:
        """Whether the panel of entry `at` keeps every family's rules with one juror for another."""
        if (groups.member[leaves] == groups.member[enters]).all():
            return True
        now = counts[at] - groups.member[leaves] + groups.member[enters]
        return bool(((now >= groups.least[at]) & (now <= groups.most[at])).all())

    even = bool(np.ptp(problem.affinity) == 0)  # then loads come first: swaps before moves
    found: list[tuple[bool, float, Change]] = []
    for new in bridges[: _TRIES * 10]:
        entry, juror = (int(n) for n in problem.pairs[new])
        for old in by_entry.get(entry, []):
            giver = int(problem.pairs[old, 1])
            if not composed(entry, giver, juror):
                continue
            loss = float(problem.affinity[old] - problem.affinity[new])
            if loads[giver] > problem.load_min[giver] and loads[juror] < problem.load_max[juror]:
                found.append((even, loss, [(old, int(new))]))
            for back in by_juror.get(juror, []):
                other_entry = int(problem.pairs[back, 0])
                into = position.get((other_entry, giver))
                if into is None or chosen[into]:
                    continue
                if composed(other_entry, juror, giver):
                    more = float(problem.affinity[back] - problem.affinity[into])
                    found.append((False, loss + more, [(old, int(new)), (back, into)]))
    yield from (change for _, _, change in sorted(found)[: 2 * _TRIES])


def apart_conflict(problem: Problem, chosen: BoolArray, fixed: BoolArray) -> Conflict:
    """The conflict of a category whose entries cannot be joined, with pairs that would join it.

    A pair is named only where an allocation with it was found that is joined: by cuts while the
    problem is small, else by swaps.
    """
    labels, _ = parts(problem, chosen)
    category, _, small = split_parts(problem, labels)
    entries = len(problem.k)
    here = np.flatnonzero((problem.k > 0) & (problem.category == category))
    return Conflict(
        entries=here[labels[here] == small],
        jurors=np.flatnonzero(labels[entries:] == small),
        needed=len(np.unique(labels[here])) - 1,
        available=0,
        rule="connected",
        pairs=_joining(problem, chosen, fixed, labels, small),
    )


def _joining(
    problem: Problem, chosen: BoolArray, fixed: BoolArray, labels: IntArray, small: int
) -> IntArray:
    """[N, 2] illegal pairs of which any one would join what is apart, the likeliest tried first."""
    jurors = len(problem.load_min)
    exact = len(problem.pairs) <= EXACT
    found: list[list[int]] = []
    work = Work(_WORK)
    for pair in _new_pairs(problem, labels, small, exact=exact):
        place = int(np.searchsorted(pair_codes(problem.pairs, jurors), pair @ [max(jurors, 1), 1]))
        wider = replace(
            problem,
            pairs=np.insert(problem.pairs, place, pair, axis=0),
            affinity=np.insert(problem.affinity, place, 0.0),
        )
        kept = np.insert(fixed, place, values=False)
        if not exact:
            joined = join(wider, np.insert(chosen, place, values=False), kept)
        elif work.left > 0:
            joined = _joined(wider, kept, work)
        else:
            break
        if joined is not None:
            found.append(pair.tolist())
    return np.array(sorted(found), np.int64).reshape(-1, 2)


def _joined(problem: Problem, fixed: BoolArray, work: Work) -> BoolArray | None:
    try:
        return join_by_cuts(problem, fixed, work=work)
    except Undecided:
        return None


def _new_pairs(problem: Problem, labels: IntArray, small: int, *, exact: bool) -> IntArray:
    """[N, 2] pairs not legal now that are tried: in both directions between the part and the others."""
    entries, jurors = len(problem.k), len(problem.load_min)
    here, there = labels[:entries] == small, labels[entries:] == small
    wanted = problem.k > 0
    sides = [(here, ~there), (wanted & ~here, there), (here, there), (wanted & ~here, ~there)]
    most = max(_TESTED // max(len(problem.pairs), 1), _SHOWN) if exact else _SHOWN // 2
    tried: list[IntArray] = []
    for entry, juror in sides if exact else sides[:2]:
        who, whom = np.flatnonzero(entry)[:_SIDE], np.flatnonzero(juror)[:_SIDE]
        grid = np.stack(np.meshgrid(who, whom, indexing="ij"), -1).reshape(-1, 2)
        known = listed(pair_codes(grid, jurors), pair_codes(problem.pairs, jurors))
        tried.append(grid[~known][:most])
    return np.concatenate(tried)
