"""Rules that cross are no flow: the same choice as an integer program (HiGHS), with its gap.

A small program is solved to the end. A large one first as a linear program: what that decides in
full is kept, and the few pairs it splits are settled by an integer program over what is left; the
linear optimum proves how much that may have cost. Limits count nodes, never seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from app.judging.assignments.allocation.flow import Network
from app.judging.assignments.allocation.problem import BoolArray, FloatArray, IntArray

SMALL = 2_000  # pairs up to which the program is solved in one piece
_NODES = 2_000
_SPLIT = 1e-7
_GOOD = 1e-4  # a gap, as a share, that needs no second look
_MORE = 20  # times as many for what has found nothing
_INFEASIBLE = 2


class Undecided(RuntimeError):
    """A search was stopped before it found anything or proved that there is nothing."""


@dataclass
class Work:
    """What several programs together may cost: one for each of them and for each of their nodes."""

    left: int


@dataclass(frozen=True, eq=False)
class Program:
    """Minimise `cost` · x where `low` ≤ A x ≤ `high`, 0 ≤ x ≤ `top`; the first `whole` are integers.

    A is given by its entries (`row`, `column`, `value`).
    """

    cost: FloatArray
    row: IntArray
    column: IntArray
    value: FloatArray
    low: FloatArray
    high: FloatArray
    top: FloatArray
    whole: int


class Build:
    """Puts a program together, columns and rows as they come."""

    def __init__(self) -> None:
        self.costs: list[FloatArray] = []
        self.tops: list[FloatArray] = []
        self.entries: list[tuple[IntArray, IntArray, FloatArray]] = []
        self.lows: list[FloatArray] = []
        self.highs: list[FloatArray] = []
        self.columns = self.rows = 0

    def variables(self, cost: npt.ArrayLike, top: npt.ArrayLike, count: int) -> IntArray:
        """New columns, by their numbers."""
        self.costs.append(np.broadcast_to(np.asarray(cost, np.float64), count))
        self.tops.append(np.broadcast_to(np.asarray(top, np.float64), count))
        self.columns += count
        return np.arange(self.columns - count, self.columns)

    def limits(self, low: npt.ArrayLike, high: npt.ArrayLike, count: int) -> IntArray:
        """New rows, by their numbers."""
        self.lows.append(np.broadcast_to(np.asarray(low, np.float64), count))
        self.highs.append(np.broadcast_to(np.asarray(high, np.float64), count))
        self.rows += count
        return np.arange(self.rows - count, self.rows)

    def put(self, row: IntArray, column: IntArray, value: npt.ArrayLike = 1.0) -> None:
        """Coefficients."""
        self.entries.append((row, column, np.broadcast_to(np.asarray(value, np.float64), len(row))))

    def program(self, whole: int) -> Program:
        row, column, value = (np.concatenate(part) for part in zip(*self.entries, strict=True))
        parts = (self.costs, self.lows, self.highs, self.tops)
        cost, low, high, top = (np.concatenate(part) for part in parts)
        return Program(cost, row, column, value, low, high, top, whole)


@dataclass(frozen=True, eq=False)
class Rows:
    """Where a network's own rows stand: entries, jurors, rules [E, G] (-1: does not bind)."""

    entry: IntArray
    juror: IntArray
    rule: IntArray


def rows_of_network(build: Build, net: Network, scale: float, *, every: bool = False) -> Rows:
    """The network's columns (its pairs first) and rows; costs are divided by `scale`.

    `every` also writes the rules that its pairs cannot break.
    """
    pairs = build.variables(net.cost / scale, 1, len(net.entry))
    seats = build.limits(net.seats, net.seats, len(net.seats))
    build.put(seats[net.entry], pairs)
    loads = build.limits(net.least, net.most, len(net.least))
    build.put(loads[net.juror], pairs)
    if net.slope:
        who, price = net.steps()
        exact = build.limits(net.least, net.least, len(net.least))
        build.put(exact[net.juror], pairs)
        build.put(exact[who], build.variables(price / scale, 1, len(who)), -1.0)
    if net.soft is not None:
        nodes = len(net.soft.juror)
        first = build.variables(net.soft.first / scale, net.soft.limit, nodes)
        beyond = build.variables(net.soft.beyond / scale, len(net.seats), nodes)
        passes = build.limits(0, 0, nodes)
        build.put(passes[net.soft.node], pairs)
        build.put(passes, first, -1.0)
        build.put(passes, beyond, -1.0)
    rule = np.full((len(net.seats), 0), -1)
    if net.rules is not None:
        rule = np.full(net.rules.least.shape, -1)
        for g in range(rule.shape[1]):
            mine = np.flatnonzero(net.rules.member[net.juror, g])
            size = np.bincount(net.entry[mine], minlength=len(rule))
            low, high = net.rules.least[:, g], net.rules.most[:, g]
            binds = np.flatnonzero(every | (low > 0) | (high < np.minimum(size, net.seats)))
            rule[binds, g] = build.limits(low[binds], high[binds], len(binds))
            mine = mine[rule[net.entry[mine], g] >= 0]
            build.put(rule[net.entry[mine], g], pairs[mine])
    return Rows(seats, loads, rule)


def choose(net: Network) -> tuple[BoolArray, float] | None:
    """(the pairs [P], how much dearer in `cost` they may be than the optimum), or None."""
    fitting = net.trimmed()
    if fitting is None:
        return None
    prices = np.zeros(1) if net.soft is None else np.append(net.soft.first, net.soft.beyond)
    scale = float(max(np.abs(net.cost).max(initial=1), net.slope, np.abs(prices).max()))
    build = Build()
    rows_of_network(build, fitting, scale)
    program = build.program(len(net.entry))
    found = run(program) if len(net.entry) <= SMALL else in_two_steps(program)
    if found is None:
        return None
    x, bound = found
    gap = max(float(program.cost @ x) - bound, 0.0)
    return x[: len(net.entry)] > 0.5, gap * scale


def in_two_steps(program: Program) -> tuple[FloatArray, float] | None:
    """(x, a proved lower bound): the linear program, then an integer one beside what it decided."""
    linear = run(program, whole=0)
    if linear is None:
        return None
    x, bound = linear
    first = x[: program.whole]
    if (np.abs(first - first.round()) < _SPLIT).all():
        return np.concatenate([first.round(), x[program.whole :]]), bound
    kept = np.zeros(len(x))
    kept[: program.whole] = np.floor(first + _SPLIT)
    found = run(program, least=kept)
    if found is not None and found[0] @ program.cost - bound <= _GOOD * abs(bound):
        return found[0], bound
    found = run(program, share=_GOOD)
    return None if found is None else (found[0], max(bound, found[1]))


def run(
    program: Program,
    *,
    whole: int | None = None,
    least: FloatArray | None = None,
    share: float = 0.0,
    nodes: int = 0,
    work: Work | None = None,
) -> tuple[FloatArray, float] | None:
    """(x, the proved lower bound of the objective), or None when nothing keeps the rows.

    `whole` overrides how many columns are integers, `least` the lower bounds, `share` is the gap
    at which the search may stop. At its limit of nodes the best that was found is the answer, and
    the bound says how much better it could be. Where it has found nothing by then it searches on,
    but not where `nodes` are given, and raises Undecided in the end. `work` pays for it.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp  # here: a server starts without it
    from scipy.sparse import coo_array

    columns = len(program.cost)
    if not columns:
        nothing = (program.low <= 0) & (program.high >= 0)
        return (np.zeros(0), 0.0) if nothing.all() else None
    shape = (len(program.low), columns)
    matrix = coo_array((program.value, (program.row, program.column)), shape=shape).tocsr()
    integers = np.zeros(columns)
    integers[: program.whole if whole is None else whole] = 1
    message = ""
    for limit in (nodes,) if nodes else (_NODES, _NODES * _MORE):
        found: Any = milp(
            program.cost,
            constraints=LinearConstraint(matrix, program.low, program.high),
            bounds=Bounds(np.zeros(columns) if least is None else least, program.top),
            integrality=integers,
            options={"mip_rel_gap": share, "node_limit": limit},
        )
        if work is not None:
            work.left -= 1 + int(found.mip_node_count or 0)
        if found.status == _INFEASIBLE:
            return None
        if found.x is not None:
            bound = found.mip_dual_bound if integers.any() else found.fun
            return np.asarray(found.x, np.float64), float(bound)
        message = found.message
    raise Undecided(f"integer program: {message}")
