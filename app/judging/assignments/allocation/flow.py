"""The min-cost flow under every allocation: jurors on the left, entries on the right, exact integers.

    pool → juror [least, most] → (juror, category) → (entry, group) [least, most] → entry [seats]

A juror's least load is a supply at the juror, so no arc needs a lower bound. The load may carry a
convex price (one arc per unit), and so may what a juror reads in one category beyond a soft limit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from app.judging.assignments.allocation.families import Rules, Tree
from app.judging.assignments.allocation.problem import BoolArray, IntArray

_LIMIT = 2**62


@dataclass(frozen=True, eq=False)
class Soft:
    """Prices on what passes a (juror, category) node: up to `limit` [Q] a unit costs `first` [Q].

    Beyond it costs `beyond` [Q], never less. `node` [P] names each pair's node 0…Q-1, `juror` [Q]
    its juror.
    """

    node: IntArray
    juror: IntArray
    limit: IntArray
    first: IntArray
    beyond: IntArray

    def times(self, unit: int) -> Soft:
        """The same in another unit of cost."""
        return replace(self, first=self.first * unit, beyond=self.beyond * unit)


@dataclass(frozen=True, eq=False)
class Network:
    """One choice: which of the P pairs (`entry` [P], `juror` [P]) at which integer `cost` [P].

    `seats` [E] are to be filled exactly; a juror's load lies in `least`…`most` [J] and its t-th
    unit costs `slope` · (`base` + t), where `base` [J] is what they already hold. `rules` are kept.
    """

    entry: IntArray
    juror: IntArray
    cost: IntArray
    seats: IntArray
    least: IntArray
    most: IntArray
    slope: int = 0
    base: IntArray | None = None
    soft: Soft | None = None
    rules: Rules | None = None

    def steps(self) -> tuple[IntArray, IntArray]:
        """(juror, price) of each unit of load above the least; only with a slope."""
        room = self.most - self.least
        who = np.repeat(np.arange(len(room)), room)
        unit = np.arange(len(who)) - np.repeat(np.cumsum(room) - room, room) + 1 + self.least[who]
        held = 0 if self.base is None else self.base[who]
        return who, (self.slope * (unit + held)).astype(np.int64)

    def trimmed(self) -> Network | None:
        """The same with no more room than there are pairs; None where a least exceeds it."""
        most = np.minimum(self.most, np.bincount(self.juror, minlength=len(self.least)))
        small = self.rules is not None and (self.rules.least > self.rules.most).any()
        return None if small or (self.least > most).any() else replace(self, most=most)


Columns = list[tuple[IntArray, ...]]  # tails, heads, capacities, costs


@dataclass(frozen=True, eq=False)
class Graph:
    """Nodes: entries 0…E-1, then jurors, the pool, groups, soft limits. The pairs' arcs come first."""

    arcs: Columns
    supply: IntArray
    pool: int
    groups: int  # the number of the first group's node

    def flow(self, extra: Columns = []) -> IntArray | None:  # noqa: B006 -- never changed
        """The flow on each arc, the `extra` ones last."""
        tails, heads, caps, costs = (
            np.concatenate(column) for column in zip(*self.arcs, *extra, strict=True)
        )
        return run(tails, heads, caps, costs, self.supply)


def graph_of(net: Network, tree: Tree | None) -> Graph:
    """The network of a trimmed choice; `tree` holds its rules on composition."""
    entries, jurors, pairs = len(net.seats), len(net.least), len(net.entry)
    pool = entries + jurors
    groups = pool + 1
    nodes = groups + (0 if tree is None else len(tree.entry))
    tails, heads = entries + net.juror, net.entry
    arcs: Columns = []
    supply = np.zeros(nodes, np.int64)
    supply[:entries] = -net.seats
    supply[entries:pool] = net.least
    supply[pool] = net.seats.sum() - net.least.sum()
    if tree is not None:
        # The least of a group is sent to its node and on from its parent, so no arc needs a bound.
        heads = np.where(tree.leaf < 0, net.entry, groups + tree.leaf)
        above = np.where(tree.parent < 0, tree.entry, groups + tree.parent)
        room = np.maximum(tree.most - tree.least, 0)
        arcs.append((np.arange(groups, nodes), above, room, np.zeros(len(room), np.int64)))
        supply[groups:] -= tree.least
        np.add.at(supply, above, tree.least)
    if net.soft is not None:
        soft, inside = net.soft, np.arange(nodes, nodes + len(net.soft.juror))
        tails = inside[soft.node]
        supply = np.append(supply, np.zeros(len(inside), np.int64))
        whole = np.bincount(soft.node, minlength=len(inside))
        for cap, price in ((soft.limit, soft.first), (whole, soft.beyond)):
            arcs.append((entries + soft.juror, inside, cap, price))
    if net.slope:
        who, prices = net.steps()
        caps = np.ones(len(who), np.int64)
    else:
        who, caps, prices = np.arange(jurors), net.most - net.least, np.zeros(jurors, np.int64)
    arcs.append((np.full(len(who), pool), entries + who, caps, prices))
    first = (tails, heads, np.ones(pairs, np.int64), net.cost)
    return Graph([first, *arcs], supply, pool, groups)


def solve_flow(net: Network, tree: Tree | None = None) -> BoolArray | None:
    """The pairs [P] of a cheapest flow, or None when there is none. Raises as `run` does."""
    fitting = net.trimmed()
    flow = None if fitting is None else graph_of(fitting, tree).flow()
    return None if flow is None else flow[: len(net.entry)] > 0


def run(
    tails: IntArray, heads: IntArray, caps: IntArray, costs: IntArray, supply: IntArray
) -> IntArray | None:
    """The flow on each arc of a cheapest one, or None when the supplies cannot be routed.

    Arcs must come in an order that depends on nothing but public ids, or equal problems get other
    optima. Raises OverflowError when a cost is too large to be exact, and RuntimeError when the
    solver answers anything but optimal or infeasible.
    """
    if len(costs) and int(np.abs(costs).max()) * (len(supply) + 1) >= _LIMIT:
        raise OverflowError("the costs of this flow are too large to be exact")
    from ortools.graph.python import min_cost_flow  # here: a server starts without it

    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(tails, heads, caps, costs)
    solver.set_nodes_supplies(np.arange(len(supply)), supply)
    status = solver.solve()
    if status == solver.INFEASIBLE:
        return None
    if status != solver.OPTIMAL:
        raise RuntimeError(f"min-cost flow: {status}")
    flow: IntArray = np.asarray(solver.flows(arcs), np.int64)
    return flow


def mix(seed: int, entry: IntArray, juror: IntArray, bits: int) -> IntArray:
    """A neutral number in [0, 2^bits) per pair, the same wherever the pair stands (splitmix64)."""
    with np.errstate(over="ignore"):
        z: npt.NDArray[np.uint64] = np.full(len(entry), seed % 2**64, np.uint64) * np.uint64(
            0x9E3779B97F4A7C15
        )
        z = (
            z
            + entry.astype(np.uint64) * np.uint64(0xD1342543DE82EF95)
            + juror.astype(np.uint64) * np.uint64(0xAF251AF3B0F025B5)
        )
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            z = (z ^ (z >> np.uint64(shift))) * np.uint64(factor)
        z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(64 - bits)).astype(np.int64)
