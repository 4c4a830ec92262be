"""The worst-served entry first: its panel's mean as high as the total may pay for.

The weight of poorly served entries grows until the flow serves them; the best panel that an entry
could have at all proves when to stop. What is small is finished by an integer program.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from app.judging.assignments.allocation import mip
from app.judging.assignments.allocation.certify import lowest, means
from app.judging.assignments.allocation.cuts import joined_answer
from app.judging.assignments.allocation.flow import Soft
from app.judging.assignments.allocation.panels import panel_bound
from app.judging.assignments.allocation.plan import SCALE, Choice, Rest, match_again, slow
from app.judging.assignments.allocation.problem import BoolArray, FloatArray, Goal, Problem

_RAISE = 1.25  # the weight of a poorly served entry grows by this
_CLOSE = 1e-12
_PROGRAM = 300  # pairs up to which an integer program finishes
_NODES = 100
_ROUGH = 1e-6  # what the integer program cannot tell apart
_SLOW_ROUNDS = 500_000  # pairs that all rounds together may have where each is an integer program


def serve_worst(
    rest: Rest, goal: Goal, soft: Soft | None, first: BoolArray, step: Callable[[str, float], None]
) -> BoolArray:
    """[P] the allocation with the best worst-served entry that loses no more than allowed.

    Losses count from `first`. Of allocations with equal worst entries, the one with more in total.
    """
    problem = rest.problem
    target = lowest(means(problem, panel_bound(problem)))
    best, served = first, served_by(problem, first)
    top = (lowest(served), float(problem.affinity[best].sum()))
    floor = top[1] * (1 - goal.max_loss)
    weight = np.ones(len(problem.k))
    rounds = goal.rounds
    if slow(rest):
        rounds = min(rounds, _SLOW_ROUNDS // max(len(rest.free), 1))
    for turn in range(rounds):
        step("fair", turn / goal.rounds)
        poor = served < target - _CLOSE
        if top[0] >= target - _CLOSE or not poor.any():
            break
        weight[poor] *= _RAISE
        chosen = rest.whole(match_again(rest, soft, goal.seed, weight))
        served = served_by(problem, chosen)
        now = (lowest(served), float(problem.affinity[chosen].sum()))
        if now[1] >= floor - _CLOSE and now > top:
            best, top = chosen, now
    if goal.rounds and top[0] < target - _ROUGH and len(rest.free) <= _PROGRAM:
        step("fair", 1.0)
        better = _finish(rest, soft, top[0], floor)
        if better is not None:
            now = (lowest(served_by(problem, better)), float(problem.affinity[better].sum()))
            best = better if now > top and now[1] >= floor - _ROUGH else best
    return best


def served_by(problem: Problem, chosen: BoolArray) -> FloatArray:
    """[E] the mean affinity of each entry's panel; inf for an entry that wants nobody."""
    gain = np.bincount(problem.pairs[chosen, 0], problem.affinity[chosen], len(problem.k))
    return means(problem, gain.astype(np.float64))


def _finish(rest: Rest, soft: Soft | None, worst: float, floor: float) -> BoolArray | None:
    """[P] first the highest worst mean by an integer program, then the best total that keeps it."""
    found = _program(rest, None, floor, worst)
    level = worst if found is None else lowest(served_by(rest.problem, found))
    return _program(rest, soft, floor, level, fixed=True) if level > worst + _ROUGH else None


def serve_joined(rest: Rest, goal: Goal, soft: Soft | None, base: BoolArray) -> BoolArray:
    """[P] as `serve_worst`, among what connects each category; losses count from `base`, which does."""
    worst, total = served_total(rest.problem, base)
    floor = total * (1 - goal.max_loss)
    found = _program(rest, None, floor, worst, joined=True)
    if found is None or served_total(rest.problem, found)[0] <= worst + _ROUGH:
        return base
    level = served_total(rest.problem, found)[0]
    better = _program(rest, soft, floor, level, fixed=True, joined=True)
    return found if better is None else better


def served_total(problem: Problem, chosen: BoolArray) -> tuple[float, float]:
    """(the worst-served entry's mean, the total)."""
    return lowest(served_by(problem, chosen)), float(problem.affinity[chosen].sum())


def _program(
    rest: Rest,
    soft: Soft | None,
    floor: float,
    worst: float,
    *,
    fixed: bool = False,
    joined: bool = False,
) -> BoolArray | None:
    """The highest worst mean from `worst` on, or (`fixed`) the best total at that worst mean."""
    problem = rest.problem
    cost = np.rint((1 - rest.affinity) * SCALE).astype(np.int64)
    build = mip.Build()
    mip.rows_of_network(build, rest.network(cost, soft=soft), float(SCALE))
    if not fixed:
        build.costs = [np.zeros(len(one)) for one in build.costs]
    pairs = np.arange(len(rest.free))
    gain = np.bincount(
        problem.pairs[rest.held, 0], problem.affinity[rest.held], len(problem.k)
    ).astype(np.float64)
    rate = build.variables(0.0 if fixed else -1.0, 1.0, 1)
    least = build.limits(worst - _ROUGH / 10, 1.0, 1)
    build.put(least, rate)
    total = build.limits(floor - gain.sum(), np.inf, 1)
    build.put(np.repeat(total, len(pairs)), pairs, rest.affinity)
    wanted = np.flatnonzero(problem.k > 0)
    panel = np.full(len(problem.k), -1)
    panel[wanted] = build.limits(-gain[wanted], np.inf, len(wanted))
    seated = np.flatnonzero(panel[rest.entry] >= 0)
    build.put(panel[rest.entry[seated]], pairs[seated], rest.affinity[seated])
    build.put(panel[wanted], np.repeat(rate, len(wanted)), -problem.k[wanted].astype(np.float64))
    try:
        if joined:
            x = joined_answer(rest, build)
        else:
            found = mip.run(build.program(len(pairs)), nodes=_NODES)
            x = None if found is None else found[0]
    except mip.Undecided:
        x = None
    return None if x is None else rest.whole(Choice(x[: len(pairs)] > 0.5))
