"""Joining exactly: an integer program that is told, cut by cut, what must not stand apart.

Each answer that falls apart adds one row for each of its parts: some pair must leave it. The answers
that are joined keep every such row, so the program ends with the best of them or with the proof that
there is none. Only for problems that one program takes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from app.judging.assignments.allocation.certify import categories, components
from app.judging.assignments.allocation.flow import Soft
from app.judging.assignments.allocation.mip import (
    SMALL,
    Build,
    Undecided,
    Work,
    rows_of_network,
    run,
)
from app.judging.assignments.allocation.plan import SCALE, Choice, Rest, rest_of
from app.judging.assignments.allocation.problem import (
    BoolArray,
    FloatArray,
    IntArray,
    Kind,
    Problem,
    Relaxation,
)

EXACT: Final = 300  # free pairs up to which the best that is joined is looked for
_WORK = 150  # what one search may cost, in programs and their nodes
_NODES = 100  # of each program
# What may give way so that a category hangs together; an entry keeps one juror at least.
GIVES: Final[tuple[Kind, ...]] = ("raise_load_max", "lower_load_min", "lower_k")


def joined_answer(
    rest: Rest, build: Build, work: Work | None = None, fewer: IntArray | None = None
) -> FloatArray | None:
    """The best answer of a program, whose first columns are the free pairs, that connects each
    category; None where there is none.

    `fewer` are the columns of the seats that entries may go without. Raises Undecided where the
    work (by default that of one search) is spent.
    """
    free, work = len(rest.free), work or Work(_WORK)
    _few_jurors(rest, build, fewer)
    while work.left > 0:
        found = run(build.program(free), nodes=min(_NODES, work.left), work=work)
        if found is None:
            return None
        apart = _parts_apart(rest.problem, rest.whole(Choice(found[0][:free] > 0.5)))
        if not apart:
            return found[0]
        for inside_entry, inside_juror in apart:
            leaves = np.flatnonzero(inside_entry[rest.entry] != inside_juror[rest.juror])
            build.put(build.limits(1, np.inf, 1)[np.zeros(len(leaves), np.int64)], leaves)
    raise Undecided("joining: the work is spent")


def _few_jurors(rest: Rest, build: Build, fewer: IntArray | None) -> None:
    """Seats are the links of a joined graph: of as many parts as categories at most, it has a link
    for each entry and each juror who is needed, less one for each part. So few seats allow few jurors.
    """
    problem = rest.problem
    asking = problem.k > 0
    most = int(problem.k.sum() - asking.sum()) + len(np.unique(problem.category[asking]))
    able = np.unique(problem.pairs[:, 1])
    if fewer is None and most >= len(able):
        return
    serves = build.variables(0.0, 1, len(rest.least))
    free = np.arange(len(rest.free))
    build.put(rows := build.limits(-np.inf, 0, len(free)), free)
    build.put(rows, serves[rest.juror], -1.0)
    held = np.unique(problem.pairs[rest.held, 1])
    build.put(build.limits(1, 1, len(held)), serves[held])
    given = serves if fewer is None else np.append(serves, fewer)
    build.put(np.repeat(build.limits(-np.inf, most, 1), len(given)), given)


def best_joined(
    rest: Rest,
    soft: Soft | None = None,
    stays: BoolArray | None = None,
    work: Work | None = None,
) -> BoolArray | None:
    """[P] the highest total, less the soft prices, among what keeps every rule and connects each
    category; with `stays` [P], among what keeps the most of them. None where there is none.

    Raises Undecided where that is not known: one program does not take it, or the work is spent.
    """
    if len(rest.free) > SMALL:
        raise Undecided("joining: too large for one program")
    if not _seats_suffice(rest.problem):
        return None
    loss = 0 * rest.affinity if rest.flat else 1 - rest.affinity
    if stays is not None:
        loss = loss + (1 + len(rest.problem.k) + rest.seats.sum()) * ~stays[rest.free]
    build = Build()
    cost = np.rint(loss * SCALE).astype(np.int64)
    rows_of_network(build, rest.network(cost, soft=soft), float(SCALE))
    found = joined_answer(rest, build, work)
    return None if found is None else rest.whole(Choice(found[: len(rest.free)] > 0.5))


def join_by_cuts(
    problem: Problem,
    fixed: BoolArray,
    stays: BoolArray | None = None,
    work: Work | None = None,
) -> BoolArray | None:
    """As `best_joined`, beside the `fixed` pairs [P] that must stay."""
    return best_joined(rest_of(problem, fixed), stays=stays, work=work)


def ways_to_join(
    problem: Problem,
    fixed: BoolArray,
    kinds: Iterable[Kind] = GIVES,
    work: Work | None = None,
) -> list[Relaxation]:
    """For each kind, of those in `GIVES`, the fewest units that let the categories be joined, if any do.

    Each, applied, has a joined allocation that keeps every other rule.
    """
    rest = rest_of(problem, fixed)
    if len(rest.free) > EXACT:
        return []
    found = (_way(rest, kind, work) for kind in kinds)
    return [one for one in found if one is not None]


def _way(rest: Rest, kind: Kind, work: Work | None) -> Relaxation | None:
    build, free = Build(), len(rest.free)
    rows = rows_of_network(build, rest.network(np.zeros(free, np.int64)), 1.0)
    legal = np.bincount(rest.juror, minlength=len(rest.least))
    room, at, sign = {
        "raise_load_max": (np.maximum(legal - rest.most, 0), rows.juror, -1.0),
        "lower_load_min": (rest.least, rows.juror, 1.0),
    }.get(kind, (np.clip(rest.problem.k - 1, 0, rest.seats), rows.entry, 1.0))
    slack = build.variables(1.0, room, len(room))
    build.put(at, slack, sign)
    try:
        found = joined_answer(rest, build, work, fewer=slack if kind == "lower_k" else None)
    except Undecided:
        return None
    if found is None:
        return None
    amount = np.rint(found[slack]).astype(np.int64)
    who = np.flatnonzero(amount)
    return Relaxation(kind, who, amount[who]) if len(who) else None


def _seats_suffice(problem: Problem) -> bool:
    """Whether the seats could be the links of a joined graph: with as many parts as categories at most,
    it takes a seat for each entry and each juror who is needed, less one for each part.
    """
    seats = int(problem.k.sum())
    room = np.cumsum(np.sort(problem.load_max)[::-1])
    needed = int(np.searchsorted(room, seats)) + 1 if seats else 0
    asking = problem.k > 0
    parts = len(np.unique(problem.category[asking]))
    return seats >= int(asking.sum()) + needed - parts


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
