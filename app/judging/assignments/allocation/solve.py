"""Making an allocation: the flow, fairness by re-weighting, connection, and a certificate at the end."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import numpy as np

from app.judging.assignments.allocation.certify import (
    categories,
    certify,
    efficiency,
    lowest,
    means,
)
from app.judging.assignments.allocation.checks import check_goal, check_problem
from app.judging.assignments.allocation.connect import apart_conflict, join
from app.judging.assignments.allocation.diagnose import diagnose
from app.judging.assignments.allocation.panels import panel_bound
from app.judging.assignments.allocation.plan import Choice, Rest, among, match, rest_of, spread
from app.judging.assignments.allocation.problem import (
    Allocation,
    BoolArray,
    Diagnosis,
    FloatArray,
    Goal,
    Infeasible,
    IntArray,
    Missed,
    Problem,
)

OnStep = Callable[[str, float], None]
_RAISE = 1.25  # the weight of a poorly served entry grows by this
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
    `fair`, `connect`, `certify`. Raises BadInput, Infeasible (with `.diagnosis`), and RuntimeError
    should its own certificate fail.
    """
    started = perf_counter()
    problem, goal, step = check_problem(problem), check_goal(goal), on_step or _silent
    rest = rest_of(problem, among(problem, problem.locked))
    step("flow", 0.0)
    if not rest.possible:
        raise Infeasible(diagnose(problem))
    chosen, bound = _spread(rest, goal) if rest.flat else _match(rest, goal, step)
    step("connect", 0.9)
    if goal.connected:
        chosen = connect(problem, chosen, rest.held)
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
    """`join`, or Infeasible with the pairs that would join what is apart."""
    joined = join(problem, chosen, fixed)
    if joined is None:
        raise Infeasible(Diagnosis(apart_conflict(problem, chosen), []))
    return joined


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


def _whole(rest: Rest, part: Choice | None) -> BoolArray:
    """[P] what is held and what the flow chose; Infeasible where it found nothing."""
    if part is None:
        raise Infeasible(diagnose(rest.problem))
    chosen = rest.held.copy()
    chosen[rest.free[part.taken]] = True
    return chosen


def _spread(rest: Rest, goal: Goal) -> tuple[BoolArray, float]:
    """The most even spread; of several that are equally even, the one that joins jurors best."""
    trials = max(1, min(_TRIALS, _TRIAL_PAIRS // max(len(rest.free), 1)))
    best = _whole(rest, spread(rest, goal.min_per_category, goal.seed))
    quality = _weakest(rest.problem, best) if trials > 1 else 0.0
    for trial in range(1, trials):
        other = _whole(rest, spread(rest, goal.min_per_category, goal.seed + (trial << 32)))
        found = _weakest(rest.problem, other)
        if found > quality + _CLOSE:
            best, quality = other, found
    return best, float(rest.problem.affinity[best].sum())


def _weakest(problem: Problem, chosen: BoolArray) -> float:
    """The lowest eff_A over the categories that have seats."""
    seats = np.bincount(problem.category, problem.k, categories(problem))
    return float(efficiency(problem, problem.pairs[chosen])[seats > 0].min(initial=1.0))


def _match(rest: Rest, goal: Goal, step: OnStep) -> tuple[BoolArray, float]:
    """(chosen, the flow's optimum without soft goals)."""
    problem = rest.problem
    found = match(rest, 0, goal.seed)
    best = _whole(rest, found)
    bound = float(problem.affinity[best].sum()) + (0.0 if found is None else found.gap)
    if goal.min_per_category:
        best = _whole(rest, match(rest, goal.min_per_category, goal.seed))
    if goal.mode == "fair":
        best = _fair(rest, goal, best, step)
    return best, bound


def _fair(rest: Rest, goal: Goal, best: BoolArray, step: OnStep) -> BoolArray:
    """Raise the weight of entries below the provable worst and solve again, within the allowed loss."""
    problem = rest.problem
    target = lowest(means(problem, panel_bound(problem)))
    served = _served(problem, best)
    top = (lowest(served), float(problem.affinity[best].sum()))
    floor = top[1] * (1 - goal.max_loss)
    weight = np.ones(len(problem.k))
    for turn in range(goal.rounds):
        step("fair", turn / goal.rounds)
        poor = served < target - _CLOSE
        if top[0] >= target - _CLOSE or not poor.any():
            break
        weight[poor] *= _RAISE
        chosen = _whole(rest, match(rest, goal.min_per_category, goal.seed, weight))
        served = _served(problem, chosen)
        now = (lowest(served), float(problem.affinity[chosen].sum()))
        if now[1] >= floor - _CLOSE and now > top:
            best, top = chosen, now
    return best


def _served(problem: Problem, chosen: BoolArray) -> FloatArray:
    """[E] the mean affinity of each entry's panel; inf for an entry that wants nobody."""
    gain = np.bincount(problem.pairs[chosen, 0], problem.affinity[chosen], len(problem.k)).astype(
        np.float64
    )
    return means(problem, gain)
