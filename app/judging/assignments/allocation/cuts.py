"""Joining what no swap joins: an integer program that is told, cut by cut, what must not stand apart.

Each answer that falls apart adds one row for each of its parts: some pair must leave it. The answers
that are joined keep every such row, so the program ends with the best of them or with the proof that
there is none. Only for problems that one program takes.
"""

from __future__ import annotations

import numpy as np

from app.judging.assignments.allocation.certify import categories, components
from app.judging.assignments.allocation.mip import SMALL, Build, run
from app.judging.assignments.allocation.problem import BoolArray, IntArray, Problem, groups_of

_ROUNDS = 200  # programs solved before it gives up


def join_by_cuts(problem: Problem, fixed: BoolArray) -> BoolArray | None:
    """The pairs [P] of the highest affinity that keep every rule, the `fixed` ones and connect
    each category; None where there are none, or none was found in time.
    """
    entry, juror = problem.pairs[:, 0], problem.pairs[:, 1]
    if len(entry) > SMALL:
        return None
    build = Build()
    pairs = build.variables(-problem.affinity, 1, len(entry))
    seats = build.limits(problem.k, problem.k, len(problem.k))
    build.put(seats[entry], pairs)
    loads = build.limits(problem.load_min, problem.load_max, len(problem.load_min))
    build.put(loads[juror], pairs)
    groups = groups_of(problem)
    for g in range(groups.member.shape[1]):
        mine = np.flatnonzero(groups.member[juror, g])
        rule = build.limits(groups.least[:, g], groups.most[:, g], len(problem.k))
        build.put(rule[entry[mine]], pairs[mine])
    for _ in range(_ROUNDS):
        found = run(build.program(len(entry)), least=fixed.astype(np.float64))
        if found is None:
            return None
        chosen = found[0] > 0.5
        apart = _parts_apart(problem, chosen)
        if not apart:
            return chosen
        for inside_entry, inside_juror in apart:
            leaves = np.flatnonzero(inside_entry[entry] != inside_juror[juror])
            build.put(build.limits(1, np.inf, 1)[np.zeros(len(leaves), np.int64)], pairs[leaves])
    return None


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
