"""Mid-round repair: what stands stays, lost seats are refilled with the fewest changes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from app.judging.assignments.allocation.certify import certify
from app.judging.assignments.allocation.checks import check_goal, check_pairs, check_problem
from app.judging.assignments.allocation.connect import join
from app.judging.assignments.allocation.cuts import join_by_cuts
from app.judging.assignments.allocation.diagnose import diagnose
from app.judging.assignments.allocation.flow import mix
from app.judging.assignments.allocation.mip import Undecided
from app.judging.assignments.allocation.plan import (
    NOISE_BITS,
    SCALE,
    SOFT_PRICE,
    among,
    choose,
    match,
    rest_of,
    soft_minimum,
    spread,
)
from app.judging.assignments.allocation.problem import (
    BadInput,
    BoolArray,
    Goal,
    Infeasible,
    IntArray,
    Problem,
    Repair,
    listed,
    pair_codes,
    rows_of,
)
from app.judging.assignments.allocation.solve import connect

_DEFAULT = Goal()


def repair(problem: Problem, before: IntArray, lost: IntArray, goal: Goal = _DEFAULT) -> Repair:
    """`before` without the `lost` pairs (never to return), with every missing seat filled.

    Pairs of `before` that are no longer legal count as lost, and a missing locked pair is put back.
    First the surviving pairs are frozen and a small flow fills the gaps; only where that fails are
    pairs moved, as few as possible, never a locked one. Where the result falls apart, the added
    pairs are rearranged before any survivor. Raises BadInput (also `locked_lost`), Infeasible.
    """
    problem, goal = check_problem(problem), check_goal(goal)
    jurors = len(problem.load_min)
    before = check_pairs(before, len(problem.k), jurors)
    lost = check_pairs(lost, len(problem.k), jurors)
    clash = listed(pair_codes(problem.locked, jurors), pair_codes(lost, jurors))
    if clash.any():
        raise BadInput("locked_lost", rows_of(clash))
    barred, locked = among(problem, lost), among(problem, problem.locked)
    stays = among(problem, before) & ~barred
    missing = int(
        np.maximum(
            problem.k - np.bincount(problem.pairs[stays, 0], minlength=len(problem.k)), 0
        ).sum()
    )
    open_problem = _without(problem, barred)
    chosen = _fill(problem, stays | locked, barred, goal)
    if chosen is None:
        chosen = _move(problem, stays, locked, barred, goal)
    if chosen is None:
        raise Infeasible(diagnose(open_problem, connected=goal.connected))
    if goal.connected:
        chosen = _connected(open_problem, chosen, stays, barred, locked)
    pairs = problem.pairs[chosen]
    proof = certify(open_problem, pairs, bound=False)
    if proof.violations:
        raise RuntimeError(f"the repair fails its own certificate: {proof.violations[:5]}")
    added, removed = problem.pairs[chosen & ~stays], problem.pairs[stays & ~chosen]
    return Repair(pairs, added, removed, missing, len(added) == missing and not len(removed))


def _without(problem: Problem, barred: BoolArray) -> Problem:
    return replace(problem, pairs=problem.pairs[~barred], affinity=problem.affinity[~barred])


def _fill(problem: Problem, held: BoolArray, barred: BoolArray, goal: Goal) -> BoolArray | None:
    """The small flow: everything held stays. None where that leaves no solution."""
    rest = rest_of(problem, held, barred)
    if not rest.possible:
        return None
    if rest.flat:
        part = spread(rest, goal.min_per_category, goal.seed)
    else:
        part = match(rest, soft_minimum(rest, goal.min_per_category, SOFT_PRICE), goal.seed)
    return None if part is None else rest.whole(part)


def _move(
    problem: Problem, stays: BoolArray, locked: BoolArray, barred: BoolArray, goal: Goal
) -> BoolArray | None:
    """The full flow: as many survivors as possible stay, then the best affinity among the rest."""
    rest = rest_of(problem, locked, barred)
    if not rest.possible:
        return None
    unit = SCALE << NOISE_BITS
    bonus = unit * (int(problem.k.sum()) + 1)
    cost = np.rint((1 - rest.affinity) * SCALE).astype(np.int64) << NOISE_BITS
    cost += mix(goal.seed, rest.entry, rest.juror, NOISE_BITS) + np.where(
        stays[rest.free], 0, bonus
    )
    part = choose(rest.network(cost))
    return None if part is None else rest.whole(part)


def _connected(
    open_problem: Problem,
    chosen: BoolArray,
    stays: BoolArray,
    barred: BoolArray,
    locked: BoolArray,
) -> BoolArray:
    """Joined by rearranging added pairs, else any pair that is not locked, else Infeasible."""
    legal = ~barred
    kept = stays[legal]
    joined = join(open_problem, chosen[legal], (stays | locked)[legal])
    if joined is None:
        joined = connect(open_problem, chosen[legal], locked[legal])
    if (kept & ~joined).any():  # swaps do not know the fewest
        try:
            fewest = join_by_cuts(open_problem, locked[legal], kept)
        except Undecided:
            fewest = None
        if fewest is not None and (kept & ~fewest).sum() < (kept & ~joined).sum():
            joined = fewest
    whole = chosen.copy()
    whole[legal] = joined
    return whole
