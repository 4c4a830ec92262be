"""A jury whose severities can be compared: who serves in a category at all, and from how many on.

The price of a thin panel is not what is missing to the minimum but the juror with one or two entries
of a category: their severity is a guess, and one guess spoils the harmonic mean. So the flow is
solved a few times: where a juror stays thin the category is closed to them (a price, not a ban),
where they must serve nevertheless their first entries are rewarded, and where a category is still
weak the minimum is raised. The best round that costs little is kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.judging.assignments.allocation.certify import categories, efficiency
from app.judging.assignments.allocation.flow import Soft
from app.judging.assignments.allocation.plan import SCALE, Choice, Rest, match_again, slow
from app.judging.assignments.allocation.problem import FloatArray, Goal, IntArray

TARGET = 0.7  # eff_A at which a category is left alone
_BUDGET = 0.015  # share of the total that raising the minimum may cost
_ROUNDS = 5
_WORK = 1_000_000  # pairs that all rounds together may have
_SLOW = 4  # how much dearer an integer program is than a flow
_FIRST = 12  # the first limit goes up to so many entries
_GROW = 1.5
_BEYOND, _CLOSED, _REWARD = 0.05, 0.5, 1.0  # in affinity


@dataclass(frozen=True, eq=False)
class Serving:
    """The (juror, category) nodes 0…Q-1 of a problem's pairs."""

    node: IntArray  # [F] of each free pair
    juror: IntArray  # [Q]
    category: IntArray  # [Q]
    held: IntArray  # [Q] entries held already
    seats: IntArray  # [K]


def serving(rest: Rest) -> Serving:
    """Who may serve where."""
    problem = rest.problem
    kinds = max(categories(problem), 1)
    codes = problem.pairs[:, 1] * kinds + problem.category[problem.pairs[:, 0]]
    nodes, node = np.unique(codes, return_inverse=True)
    seats = np.bincount(problem.category, problem.k, kinds).astype(np.int64)
    held = np.bincount(node[rest.held], minlength=len(nodes))
    return Serving(node[rest.free].astype(np.int64), nodes // kinds, nodes % kinds, held, seats)


def design(rest: Rest, goal: Goal, free: Choice) -> tuple[Soft, Choice]:
    """(prices, the best choice under them) for affinities that differ, where there is a choice.

    `total` is the flow's optimum without soft goals, against which the budget is counted.
    """
    at = serving(rest)
    limit, most = _first(at, goal.min_per_category)
    total = _total(rest, free)
    load = at.held + np.bincount(at.node[free.taken], minlength=len(at.juror))
    want = np.minimum(np.rint(limit).astype(np.int64), at.seats)[at.category]
    state = np.where((load < want) & (at.held == 0), -1, 0)  # 1 rewarded, -1 closed
    best: list[tuple[tuple[bool, float, float, float], int, Soft, Choice]] = []
    effort = max(len(rest.free), 1) * (_SLOW if slow(rest) else 1)
    for turn in range(max(1, min(_ROUNDS, _WORK // effort))):
        want = np.minimum(np.rint(limit).astype(np.int64), at.seats)[at.category]
        soft = _prices(at, state, want)
        found = match_again(rest, soft, goal.seed)
        load = at.held + np.bincount(at.node[found.taken], minlength=len(state))
        quality = _quality(rest, found)
        loss = 1 - _total(rest, found) / total if total else 0.0
        weak = quality[at.seats > 0]
        key = (
            loss <= _BUDGET,
            round(float(weak.min(initial=TARGET)), 3),
            round(float(weak.mean() if len(weak) else 0.0), 3),
            -loss,
        )
        best.append((key, -turn, soft, found))
        if (weak >= TARGET).all():
            break
        forced = (state < 0) & (load > at.held)
        thin = (state < 1) & (load < want) & (at.held == 0)
        after = np.where(forced, 1, np.where(thin, -1, np.maximum(state, 0)))
        raised = np.where(
            (quality < TARGET) & bool(turn % 2 == 0), np.minimum(limit * _GROW, most), limit
        )
        if (after == state).all() and (raised == limit).all():
            break
        state, limit = after, raised
    _, _, soft, found = max(best, key=lambda one: one[:2])
    return soft, found


def _first(at: Serving, wanted: int) -> tuple[FloatArray, FloatArray]:
    """([K] the first limit, [K] the highest): half, and all, of what an even share would be."""
    share = at.seats / np.maximum(np.bincount(at.category, minlength=len(at.seats)), 1)
    return np.maximum(np.minimum(share / 2, _FIRST), wanted), np.maximum(share, wanted)


def _prices(at: Serving, state: IntArray, want: IntArray) -> Soft:
    """Up to the limit nothing (rewarded: less than nothing), beyond it a little, closed: much."""
    first = np.where(state > 0, -round(_REWARD * SCALE), 0)
    beyond = np.where(state < 0, round(_CLOSED * SCALE), round(_BEYOND * SCALE))
    limit = np.where(state < 0, 0, np.maximum(want - at.held, 0))
    return Soft(at.node, at.juror, limit, first, beyond)


def _quality(rest: Rest, found: Choice) -> FloatArray:
    return efficiency(rest.problem, rest.problem.pairs[rest.whole(found)])


def _total(rest: Rest, found: Choice) -> float:
    return float(rest.problem.affinity[rest.whole(found)].sum())
