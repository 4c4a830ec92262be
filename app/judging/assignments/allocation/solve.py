"""Making an allocation: the flow, fairness by re-weighting, connection, and a certificate at the end."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import numpy as np

from app.judging.assignments.allocation import mip
from app.judging.assignments.allocation.certify import categories, certify, efficiency
from app.judging.assignments.allocation.checks import check_goal, check_problem
from app.judging.assignments.allocation.connect import apart_conflict, join, parts
from app.judging.assignments.allocation.cuts import EXACT, best_joined, join_by_cuts, ways_to_join
from app.judging.assignments.allocation.diagnose import diagnose
from app.judging.assignments.allocation.fair import serve_joined, serve_worst, served_total
from app.judging.assignments.allocation.flow import Soft
from app.judging.assignments.allocation.plan import Choice, Rest, among, match, rest_of, spread
from app.judging.assignments.allocation.problem import (
    Allocation,
    BoolArray,
    Diagnosis,
    Goal,
    Infeasible,
    IntArray,
    Missed,
    Problem,
)
from app.judging.assignments.allocation.severity import design

OnStep = Callable[[str, float], None]
_TRIALS = 8  # seeds tried when all affinities are equal, while the problem is small
_TRIAL_PAIRS = 40_000  # pairs that all trials together may have
_CLOSE = 1e-12
_DEFAULT = Goal()


def _silent(_stage: str, _fraction: float) -> None:
    """Nobody watches."""


def solve(problem: Problem, goal: Goal = _DEFAULT, on_step: OnStep | None = None) -> Allocation:
    """A legal allocation that is as good as the goal asks, with its bounds.

    Equal input in any order of rows gives byte-equal output. With one affinity for all pairs the
    loads differ by as little as is legal. `on_step(stage, fraction)` is told of the stages `flow`,
    `severity`, `fair`, `connect`, `certify`. Raises BadInput, Infeasible (with `.diagnosis`), and RuntimeError
    should its own certificate fail.
    """
    started = perf_counter()
    problem, goal, step = check_problem(problem), check_goal(goal), on_step or _silent
    rest = rest_of(problem, among(problem, problem.locked))
    step("flow", 0.0)
    if not rest.possible:
        raise Infeasible(diagnose(problem, connected=goal.connected))
    if rest.flat:
        chosen, bound = _spread(rest, goal)
        first, soft = chosen, None
    else:
        first, soft, bound = _match(rest, goal, step)
        chosen = serve_worst(rest, goal, soft, first, step) if goal.mode == "fair" else first
    step("connect", 0.9)
    if goal.connected:
        chosen = _join(rest, goal, soft, first, chosen)
    step("certify", 0.95)
    result = finish(problem, goal, chosen, bound, started)
    step("certify", 1.0)
    return result


def finish(
    problem: Problem, goal: Goal, chosen: BoolArray, bound: float, started: float
) -> Allocation:
    """The allocation of the pairs `chosen` [P], certified."""
    pairs = problem.pairs[chosen]
    proof = certify(problem, pairs, bound=False)
    if proof.violations or (goal.connected and not proof.connected.all()):
        raise RuntimeError(f"the allocation fails its own certificate: {proof.violations[:5]}")
    return Allocation(
        pairs=pairs,
        total=proof.total,
        total_bound=max(bound, proof.total),
        worst=proof.worst,
        worst_bound=proof.worst_bound,
        loads=np.bincount(pairs[:, 1], minlength=len(problem.load_min)),
        eff_a=proof.eff_a,
        missed=missed(problem, pairs, goal.min_per_category),
        seconds=perf_counter() - started,
    )


def connect(problem: Problem, chosen: BoolArray, fixed: BoolArray) -> BoolArray:
    """`join`; where no swap does, the best that is joined, or Infeasible with the pairs that would
    join it. Undecided where a program that could tell was stopped.
    """
    joined = join(problem, chosen, fixed)
    if joined is None and len(problem.pairs) - int(fixed.sum()) <= mip.SMALL:
        joined = join_by_cuts(problem, fixed)
    if joined is None:
        raise _apart(problem, chosen, fixed)
    return joined


def _apart(problem: Problem, chosen: BoolArray, fixed: BoolArray) -> Infeasible:
    conflict = apart_conflict(problem, chosen, fixed)
    return Infeasible(Diagnosis(conflict, ways_to_join(problem, fixed)))


def _join(
    rest: Rest, goal: Goal, soft: Soft | None, first: BoolArray, chosen: BoolArray
) -> BoolArray:
    """The joined allocation that `chosen` becomes, where `first` is what mode total chose.

    While the problem is small the best that is joined, else (or where the search for it is stopped)
    what the cheapest swaps make. Losses count from `first` once it is joined too; where serving the
    worst costs more, that is the answer.
    """
    problem = rest.problem
    whole, fits = (not parts(problem, one)[1][0] for one in (first, chosen))
    if whole and fits:
        return chosen
    fair = goal.mode == "fair" and goal.rounds > 0
    if len(rest.free) <= EXACT and not rest.flat:
        try:
            base = first if whole else best_joined(rest, soft)
        except mip.Undecided:
            base = join(problem, first, rest.held)
            if base is None:
                raise
        else:
            if base is None:
                raise _apart(problem, first, rest.held)
            return serve_joined(rest, goal, soft, base) if fair else base
    else:
        base = connect(problem, first, rest.held)
    if rest.flat or not fair:
        return base
    joined = join(problem, chosen, rest.held)
    floor = served_total(problem, base)[1] * (1 - goal.max_loss) - _CLOSE
    able = [one for one in (base, joined) if one is not None]
    able = [one for one in able if served_total(problem, one)[1] >= floor]
    return max(able, key=lambda one: served_total(problem, one))


def missed(problem: Problem, pairs: IntArray, wanted: int) -> tuple[Missed, ...]:
    """The jurors who serve in a category with fewer entries than wanted, capped by its seats."""
    kinds = max(categories(problem), 1)
    seats = np.bincount(problem.category, problem.k, kinds).astype(np.int64)
    nodes, loads = np.unique(
        pairs[:, 1] * kinds + problem.category[pairs[:, 0]], return_counts=True
    )
    return tuple(
        Missed(
            int(node // kinds), int(node % kinds), min(wanted, int(seats[node % kinds])), int(got)
        )
        for node, got in zip(nodes, loads, strict=True)
        if got < min(wanted, int(seats[node % kinds]))
    )


def _whole(rest: Rest, part: Choice | None, goal: Goal) -> BoolArray:
    """[P] what is held and what the flow chose; Infeasible where it found nothing."""
    if part is None:
        raise Infeasible(diagnose(rest.problem, connected=goal.connected))
    return rest.whole(part)


def _spread(rest: Rest, goal: Goal) -> tuple[BoolArray, float]:
    """The most even spread; of several that are equally even, the one that joins jurors best."""
    trials = max(1, min(_TRIALS, _TRIAL_PAIRS // max(len(rest.free), 1)))
    best = _whole(rest, spread(rest, goal.min_per_category, goal.seed), goal)
    quality = _weakest(rest.problem, best) if trials > 1 else 0.0
    for trial in range(1, trials):
        other = _whole(rest, spread(rest, goal.min_per_category, goal.seed + (trial << 32)), goal)
        found = _weakest(rest.problem, other)
        if found > quality + _CLOSE:
            best, quality = other, found
    return best, float(rest.problem.affinity[best].sum())


def _weakest(problem: Problem, chosen: BoolArray) -> float:
    """The lowest eff_A over the categories that have seats."""
    seats = np.bincount(problem.category, problem.k, categories(problem))
    return float(efficiency(problem, problem.pairs[chosen])[seats > 0].min(initial=1.0))


def _match(rest: Rest, goal: Goal, step: OnStep) -> tuple[BoolArray, Soft | None, float]:
    """(the best total under the soft goals, their prices, the flow's optimum without them)."""
    free = match(rest, None, goal.seed)
    if free is None:
        raise Infeasible(diagnose(rest.problem, connected=goal.connected))
    best = rest.whole(free)
    bound = float(rest.problem.affinity[best].sum()) + free.gap
    if not goal.min_per_category:
        return best, None, bound
    step("severity", 0.1)
    soft, found = design(rest, goal, free)
    return rest.whole(found), soft, bound
