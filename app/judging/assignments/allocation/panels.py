"""The best panel each entry could have if loads did not matter: what proves a worst entry optimal.

Jurors of an entry who belong to the same groups differ in affinity only, so a panel is a count of
each such kind, and the best of each kind are taken: every legal count is tried.
"""

from __future__ import annotations

import numpy as np

from app.judging.assignments.allocation.problem import (
    FloatArray,
    Groups,
    IntArray,
    Problem,
    groups_of,
    listed,
    pair_codes,
)

_WORK = 200_000_000  # numbers looked at; beyond, a linear program bounds the panels
_ROWS = 200_000  # ways to fill one panel that are written down
_CHUNK = 4_000_000


def panel_bound(problem: Problem) -> FloatArray:
    """The total affinity b [E] of the best legal panel of each entry, ignoring loads.

    Locked jurors are on every legal panel. Where no panel is legal: the best `k` jurors.
    """
    codes = pair_codes(problem.pairs, len(problem.load_min))
    locked = listed(codes, pair_codes(problem.locked, len(problem.load_min)))
    order = np.lexsort((-problem.affinity, ~locked, problem.pairs[:, 0]))
    entry = problem.pairs[order, 0]
    count = np.bincount(entry, minlength=len(problem.k))
    place = np.arange(len(order)) - np.repeat(np.cumsum(count) - count, count)
    chosen = order[place < problem.k[entry]]
    best = np.bincount(problem.pairs[chosen, 0], problem.affinity[chosen], len(problem.k))
    result = best.astype(np.float64)
    if not problem.families:
        return result
    groups = groups_of(problem)
    held = problem.pairs[locked]
    fixed = np.bincount(held[:, 0], problem.affinity[locked], len(problem.k))
    count = groups.counts(held)
    left = Groups(
        groups.name, groups.member, np.maximum(groups.least - count, 0), groups.most - count
    )
    seats = problem.k - np.bincount(held[:, 0], minlength=len(problem.k))
    free = _composed(problem.pairs[~locked], problem.affinity[~locked], seats, left)
    return np.where(np.isfinite(free), fixed + free, result)


def _composed(pairs: IntArray, affinity: FloatArray, seats: IntArray, groups: Groups) -> FloatArray:
    """[E] the best free panel within the groups' limits; -inf: none."""
    if not len(pairs):
        possible = (seats == 0) & (groups.least <= 0).all(axis=1)
        return np.where(possible, 0.0, -np.inf)
    kinds, kind = np.unique(groups.member, axis=0, return_inverse=True)
    kind = kind.reshape(-1)
    most = int(seats.max(initial=0))
    counts = {n: _counts(n, len(kinds)) for n in np.unique(seats).tolist()}
    work = sum(len(counts[n]) for n in seats.tolist()) * len(kinds)
    if work > _WORK or max(map(len, counts.values())) > _ROWS:
        return _relaxed(pairs, affinity, seats, groups)
    ladder = _ladder(pairs, affinity, kind, (len(seats), len(kinds), most))
    low, high = np.clip(groups.least, 0, most + 1), np.clip(groups.most, -1, most)
    patterns, which = np.unique(np.column_stack([seats, low, high]), axis=0, return_inverse=True)
    order = np.argsort(which.reshape(-1), kind="stable")
    ends = np.cumsum(np.bincount(which.reshape(-1), minlength=len(patterns)))
    result = np.full(len(seats), -np.inf)
    for pattern, mine in zip(patterns, np.split(order, ends[:-1]), strict=True):
        tried, size = counts[int(pattern[0])], len(groups.name)
        each = tried @ kinds
        good = ((each >= pattern[1 : size + 1]) & (each <= pattern[size + 1 :])).all(axis=1)
        step = max(_CHUNK // (good.sum() * len(kinds) + 1), 1)
        for part in (mine[at : at + step] for at in range(0, len(mine), int(step))):
            worth = ladder[part[:, None, None], np.arange(len(kinds)), tried[good]].sum(axis=2)
            result[part] = worth.max(axis=1, initial=-np.inf)
    return result


def _counts(seats: int, kinds: int) -> IntArray:
    """Every way to fill the seats from the kinds, [N, kinds]; none beyond what could be tried."""
    rows = np.zeros((1, 1), np.int64) + seats  # what is left stands in the last column
    for _ in range(kinds - 1):
        if len(rows) > _ROWS:
            break
        taken = np.repeat(rows, rows[:, -1] + 1, axis=0)
        first = np.cumsum(rows[:, -1] + 1) - (rows[:, -1] + 1)
        now = np.arange(len(taken)) - np.repeat(first, rows[:, -1] + 1)
        rows = np.column_stack([taken[:, :-1], now, taken[:, -1] - now])
    return rows


def _ladder(
    pairs: IntArray, affinity: FloatArray, kind: IntArray, shape: tuple[int, int, int]
) -> FloatArray:
    """[E, kinds, n + 1] what the best n jurors of a kind are worth at an entry; -inf: not so many."""
    entries, kinds, most = shape
    slot = pairs[:, 0] * kinds + kind[pairs[:, 1]]
    order = np.lexsort((-affinity, slot))
    count = np.bincount(slot, minlength=entries * kinds)
    place = np.arange(len(order)) - np.repeat(np.cumsum(count) - count, count)
    near = place < most
    steps = np.full((entries * kinds, most + 1), -np.inf)
    steps[:, 0] = 0
    steps[slot[order][near], place[near] + 1] = affinity[order][near]
    return np.cumsum(steps, axis=1).reshape(entries, kinds, most + 1)


def _relaxed(pairs: IntArray, affinity: FloatArray, seats: IntArray, groups: Groups) -> FloatArray:
    """[E] the linear program's best panels, at least as good as any; -inf everywhere: it has none."""
    from scipy.optimize import linprog
    from scipy.sparse import coo_array, vstack

    columns, entries = np.arange(len(pairs)), len(seats)
    whole = coo_array((np.ones(len(pairs)), (pairs[:, 0], columns)), shape=(entries, len(pairs)))
    parts = [
        coo_array(
            (groups.member[pairs[:, 1], g].astype(float), (pairs[:, 0], columns)), whole.shape
        )
        for g in range(len(groups.name))
    ]
    found = linprog(
        -affinity,
        A_ub=vstack([*parts, *(-part for part in parts)]),
        b_ub=np.concatenate([groups.most.T.reshape(-1), -groups.least.T.reshape(-1)]),
        A_eq=whole,
        b_eq=seats,
        bounds=(0, 1),
        method="highs",
    )
    if found.status != 0:
        return np.full(entries, -np.inf)
    return np.bincount(pairs[:, 0], affinity * found.x, entries).astype(np.float64)
