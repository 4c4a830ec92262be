"""Joining what no swap joins: an integer program that is told, cut by cut, what must not stand apart.

Each answer that falls apart adds one row for each of its parts: some pair must leave it. The answers
that are joined keep every such row, so the program ends with the best of them or with the proof that
there is none. Only for problems that one program takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from app.judging.assignments.allocation.certify import categories, components
from app.judging.assignments.allocation.mip import SMALL, Build, run
from app.judging.assignments.allocation.problem import (
    BoolArray,
    FloatArray,
    IntArray,
    Kind,
    Problem,
    Relaxation,
    groups_of,
)

EXACT: Final = 600  # pairs up to which what swaps joined is compared with the best that is joined
_ROUNDS = 200  # programs solved before it gives up
_NODES = 2_000
_ROUGH = 1e-9
# What may give way so that a category hangs together; an entry keeps one juror at least.
GIVES: Final[tuple[Kind, ...]] = ("raise_load_max", "lower_load_min", "lower_k")


@dataclass(frozen=True, eq=False)
class _Rules:
    """A problem's rows in a program: its pairs' columns, and the rows of seats and loads."""

    build: Build
    pairs: IntArray
    seats: IntArray
    loads: IntArray


def _rules(problem: Problem, cost: FloatArray) -> _Rules:
    entry, juror = problem.pairs[:, 0], problem.pairs[:, 1]
    build = Build()
    pairs = build.variables(cost, 1, len(entry))
    seats = build.limits(problem.k, problem.k, len(problem.k))
    build.put(seats[entry], pairs)
    loads = build.limits(problem.load_min, problem.load_max, len(problem.load_min))
    build.put(loads[juror], pairs)
    groups = groups_of(problem)
    for g in range(groups.member.shape[1]):
        mine = np.flatnonzero(groups.member[juror, g])
        rule = build.limits(groups.least[:, g], groups.most[:, g], len(problem.k))
        build.put(rule[entry[mine]], pairs[mine])
    return _Rules(build, pairs, seats, loads)


def _joined(problem: Problem, rules: _Rules, fixed: BoolArray) -> FloatArray | None:
    """The program's best answer that connects each category; None where none is found."""
    entry, juror = problem.pairs[:, 0], problem.pairs[:, 1]
    build = rules.build
    least = np.zeros(build.columns)
    least[rules.pairs] = fixed
    for _ in range(_ROUNDS):
        found = run(build.program(len(entry)), least=least, nodes=_NODES)
        if found is None:
            return None
        apart = _parts_apart(problem, found[0][rules.pairs] > 0.5)
        if not apart:
            return found[0]
        for inside_entry, inside_juror in apart:
            leaves = np.flatnonzero(inside_entry[entry] != inside_juror[juror])
            build.put(build.limits(1, np.inf, 1)[np.zeros(len(leaves), np.int64)], leaves)
    return None


def join_by_cuts(
    problem: Problem, fixed: BoolArray, stays: BoolArray | None = None
) -> BoolArray | None:
    """The pairs [P] of the highest affinity that keep every rule, the `fixed` ones and connect
    each category; with `stays` [P], of those that keep the most of them. None where there are none,
    or none was found in time.
    """
    if len(problem.pairs) > SMALL:
        return None
    cost = -problem.affinity
    if stays is not None:
        cost = cost - stays * float(problem.k.sum() + 1)
    rules = _rules(problem, cost)
    found = _joined(problem, rules, fixed)
    return None if found is None else found[rules.pairs] > 0.5


def join_fairly(
    problem: Problem, fixed: BoolArray, best: float, max_loss: float
) -> BoolArray | None:
    """The pairs [P] that are joined and serve the worst entry best, losing no more than `max_loss`
    of `best`, the highest total that is joined; of those, the highest total.
    """
    entry = problem.pairs[:, 0]
    wanted = np.flatnonzero(problem.k > 0)
    if not len(wanted):
        return None
    floor = best * (1 - max_loss) - _ROUGH
    rules = _rules(problem, np.zeros(len(entry)))
    build = rules.build
    mean = problem.affinity / np.maximum(problem.k, 1)[entry]
    worst = build.variables(-1.0, 1, 1)
    build.put(build.limits(floor, np.inf, 1)[np.zeros(len(entry), np.int64)], rules.pairs, problem.affinity)  # fmt: skip
    served = np.zeros(len(problem.k), np.int64)
    served[wanted] = build.limits(0, np.inf, len(wanted))
    inside = np.isin(entry, wanted)
    build.put(served[entry[inside]], rules.pairs[inside], mean[inside])
    build.put(served[wanted], np.repeat(worst, len(wanted)), -1.0)
    found = _joined(problem, rules, fixed)
    if found is None:
        return None
    chosen: BoolArray = found[rules.pairs] > 0.5
    return chosen


def ways_to_join(problem: Problem, fixed: BoolArray) -> list[Relaxation]:
    """For each kind of `GIVES` the fewest units that let the categories be joined, if any do.

    Each, applied, has a joined allocation that keeps every other rule.
    """
    if len(problem.pairs) > EXACT:
        return []
    found = (_way(problem, fixed, kind) for kind in GIVES)
    return [one for one in found if one is not None]


def _way(problem: Problem, fixed: BoolArray, kind: Kind) -> Relaxation | None:
    rules = _rules(problem, -problem.affinity)
    build = rules.build
    legal = np.bincount(problem.pairs[:, 1], minlength=len(problem.load_min))
    room, rows, sign = {
        "raise_load_max": (np.maximum(legal - problem.load_max, 0), rules.loads, -1.0),
        "lower_load_min": (problem.load_min, rules.loads, 1.0),
    }.get(kind, (np.maximum(problem.k - 1, 0), rules.seats, 1.0))
    slack = build.variables(float(problem.k.sum() + 1), room, len(room))
    build.put(rows, slack, sign)
    found = _joined(problem, rules, fixed)
    if found is None:
        return None
    amount = np.rint(found[slack]).astype(np.int64)
    who = np.flatnonzero(amount)
    return Relaxation(kind, who, amount[who]) if len(who) else None


def _parts_apart(problem: Problem, chosen: BoolArray) -> list[tuple[BoolArray, BoolArray]]:
    """The entries [E] and jurors [J] of each part that holds some entries of a category, not all."""
    entries = len(problem.k)
    labels = components(entries, len(problem.load_min), problem.pairs[chosen])
    found: set[int] = set()
    for c in range(categories(problem)):
        here: IntArray = labels[:entries][(problem.k > 0) & (problem.category == c)]
        split = np.unique(here)
        if len(split) > 1:
            found.update(int(one) for one in split)
    return [(labels[:entries] == one, labels[entries:] == one) for one in sorted(found)]
