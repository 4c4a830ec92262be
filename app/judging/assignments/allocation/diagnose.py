"""Why no allocation exists, in numbers people can act on, and the cheapest ways out.

The same network with priced slack: an entry may go without a seat, a juror below their least load
or above their most. What stays unfilled shows the tight set; what the slack costs is the way out.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

import numpy as np

from app.judging.assignments.allocation.flow import Network, run, solve_flow
from app.judging.assignments.allocation.plan import Rest, among, rest_of
from app.judging.assignments.allocation.problem import (
    Conflict,
    Diagnosis,
    IntArray,
    Kind,
    Problem,
    Relaxation,
    check_problem,
)

_KINDS: Final[tuple[Kind, ...]] = ("raise_load_max", "lower_load_min", "lower_k")
_UNIT = (
    1_000  # the price of one unit of slack; the next unit of the same juror or entry costs one more
)
_STEPS = 16  # beyond so many the price no longer rises

Arcs = tuple[IntArray, IntArray, IntArray, IntArray]  # tails, heads, capacities, costs


def diagnose(problem: Problem) -> Diagnosis:
    """The tightest conflict of a problem and the relaxations that solve it, or no conflict at all.

    No relaxation ever adds a pair: a conflict of interest is not waived. Each option, applied by
    `relaxed`, has an allocation. Raises BadInput as `check_problem`.
    """
    problem = check_problem(problem)
    rest = rest_of(problem, among(problem, problem.locked))
    conflict = _conflict(rest)
    if conflict is None:
        return Diagnosis(None, [])
    single = [_option(rest, {kind}) for kind in _KINDS]
    every = single if any(single) else [_option(rest, _KINDS)]
    return Diagnosis(conflict, [option for option in every if option is not None])


def relaxed(problem: Problem, option: Relaxation) -> Problem:
    """The problem with a relaxation, and all that it needs with it, applied. ValueError: no such kind."""
    for each in (option, *option.also):
        if each.kind == "raise_load_max":
            change = problem.load_max.copy()
            change[each.who] += each.amount
            problem = replace(problem, load_max=change)
        elif each.kind == "lower_load_min":
            change = problem.load_min.copy()
            change[each.who] -= each.amount
            problem = replace(problem, load_min=change)
        elif each.kind == "lower_k":
            change = problem.k.copy()
            change[each.who] -= each.amount
            problem = replace(problem, k=change)
        else:
            raise ValueError(each.kind)
    return problem


def feasible(problem: Problem) -> bool:
    """Whether any allocation exists (connection aside)."""
    rest = rest_of(problem, among(problem, problem.locked))
    zero = np.zeros(len(rest.free), np.int64)
    return (
        rest.possible
        and solve_flow(Network(rest.entry, rest.juror, zero, rest.seats, rest.least, rest.most))
        is not None
    )


def _conflict(rest: Rest) -> Conflict | None:
    """Locked pairs over a juror's limit, then seats that nobody can fill, then loads without work."""
    problem = rest.problem
    over = np.flatnonzero(rest.most < 0)
    if len(over):
        theirs = problem.pairs[rest.held & np.isin(problem.pairs[:, 1], over), 0]
        return Conflict(
            np.unique(theirs),
            over,
            int(rest.base[over].sum()),
            int(problem.load_max[over].sum()),
            "locked",
        )
    open_ = replace(rest, least=np.zeros_like(rest.least))
    flow, slack = _flow(open_, {"lower_k"})
    short = np.flatnonzero(slack["lower_k"])
    if len(short):
        entries, jurors = _closure(rest, flow, start=int(short[0]), of_entries=True)
        needed = int(problem.k[entries].sum())
        missing = int(slack["lower_k"][entries].sum())
        return Conflict(entries, jurors, needed, needed - missing, "seats")
    # With most = least the flow only has to give each juror their least; entries may stay open.
    flow, slack = _flow(replace(rest, most=rest.least), {"lower_k", "lower_load_min"})
    short = np.flatnonzero(slack["lower_load_min"])
    if len(short):
        entries, jurors = _closure(rest, flow, start=int(short[0]), of_entries=False)
        needed = int(problem.load_min[jurors].sum())
        missing = int(slack["lower_load_min"][jurors].sum())
        return Conflict(entries, jurors, needed, needed - missing, "load_min")
    return None


def _closure(
    rest: Rest, flow: IntArray, *, start: int, of_entries: bool
) -> tuple[IntArray, IntArray]:
    """Entries and jurors from which a seat for `start` could still come; all of them are used up.

    From an entry: the jurors who could read it and do not, the entries that those do read, and so
    on. From a juror: the entries they could read and do not, the jurors who do read those.
    """
    entries, jurors = np.zeros(len(rest.seats), np.bool_), np.zeros(len(rest.least), np.bool_)
    used = flow > 0
    if of_entries:
        entries[start] = True
    else:
        jurors[start] = True
    while True:
        before = entries.sum() + jurors.sum()
        if of_entries:
            jurors[rest.juror[~used & entries[rest.entry]]] = True
            entries[rest.entry[used & jurors[rest.juror]]] = True
        else:
            entries[rest.entry[~used & jurors[rest.juror]]] = True
            jurors[rest.juror[used & entries[rest.entry]]] = True
        if entries.sum() + jurors.sum() == before:
            return np.flatnonzero(entries), np.flatnonzero(jurors)


def _option(rest: Rest, kinds: Collection[Kind]) -> Relaxation | None:
    """The cheapest relaxation by these kinds, checked by solving again; None if they cannot help."""
    forced = np.maximum(-rest.most, 0)
    if forced.any() and "raise_load_max" not in kinds:
        return None
    roomy = replace(rest, most=np.maximum(rest.most, 0))
    answer = _slack(roomy, kinds)
    if answer is None:
        return None
    _, slack = answer
    if "raise_load_max" in kinds:
        slack["raise_load_max"] = slack["raise_load_max"] + forced
    made = [
        Relaxation(kind, np.flatnonzero(slack[kind]), slack[kind][slack[kind] > 0])
        for kind in _KINDS
        if kind in kinds and slack[kind].any()
    ]
    option = replace(made[0], also=tuple(made[1:]))
    return option if feasible(relaxed(rest.problem, option)) else None


def _flow(rest: Rest, kinds: Collection[Kind]) -> tuple[IntArray, dict[Kind, IntArray]]:
    """As `_slack`, where the slack is wide enough that a flow always exists."""
    answer = _slack(rest, kinds)
    if answer is None:
        raise RuntimeError("a flow with full slack has no solution")
    return answer


def _slack(rest: Rest, kinds: Collection[Kind]) -> tuple[IntArray, dict[Kind, IntArray]] | None:
    """The flow on the free pairs and the slack used per kind ([J], or [E] for `lower_k`), or None."""
    entries, jurors = len(rest.seats), len(rest.least)
    pool = entries + jurors
    who = np.arange(jurors)
    table: list[Arcs] = [
        (
            entries + rest.juror,
            rest.entry,
            np.ones(len(rest.free), np.int64),
            np.zeros(len(rest.free), np.int64),
        ),
        (np.full(jurors, pool), entries + who, rest.most - rest.least, np.zeros(jurors, np.int64)),
    ]
    legal = np.bincount(rest.juror, minlength=jurors)
    rooms = {
        "raise_load_max": np.maximum(legal - rest.most, 0),
        "lower_load_min": rest.least,
        "lower_k": rest.seats,
    }
    sections: list[tuple[Kind, IntArray, slice]] = []
    at = len(rest.free) + jurors
    for kind in _KINDS:
        if kind not in kinds:
            continue
        owner, caps, costs = _steps(rooms[kind])
        node = owner if kind == "lower_k" else entries + owner
        ends = (node, np.full(len(node), pool))
        tails, heads = ends if kind == "lower_load_min" else ends[::-1]
        table.append((tails, heads, caps, costs))
        sections.append((kind, owner, slice(at, at + len(owner))))
        at += len(owner)
    supply = np.zeros(pool + 1, np.int64)
    supply[:entries] = -rest.seats
    supply[entries:pool] = rest.least
    supply[pool] = rest.seats.sum() - rest.least.sum()
    tails, heads, caps, costs = (np.concatenate(column) for column in zip(*table, strict=True))
    flow = run(tails, heads, caps, costs, supply)
    if flow is None:
        return None
    slack = {
        kind: np.bincount(owner, flow[part], len(rooms[kind])).astype(np.int64)
        for kind, owner, part in sections
    }
    return flow[: len(rest.free)], slack


def _steps(room: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Priced slack arcs: (owner, capacity, cost), one per unit at first, then one for what is left."""
    single = np.minimum(room, _STEPS)
    owner = np.repeat(np.arange(len(room)), single)
    step = np.arange(len(owner)) - np.repeat(np.cumsum(single) - single, single)
    rest = np.flatnonzero(room > _STEPS)
    return (
        np.concatenate([owner, rest]),
        np.concatenate([np.ones(len(owner), np.int64), room[rest] - _STEPS]),
        np.concatenate([_UNIT + step, np.full(len(rest), _UNIT + _STEPS)]),
    )
