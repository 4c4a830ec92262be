"""The min-cost flow under every allocation: jurors on the left, entries on the right, exact integers.

    pool → juror [least, most] → (juror, category) → entry [seats]

A juror's least load is a supply at the juror, so no arc needs a lower bound. The load may carry a
convex price (one arc per unit), and so may what a juror reads in one category beyond a soft limit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.judging.assignments.allocation.problem import BoolArray, IntArray

_LIMIT = 2**62


@dataclass(frozen=True, eq=False)
class Soft:
    """A price per unit beyond `limit` [Q] on what passes a (juror, category) node.

    `node` [P] names each pair's node 0…Q-1, `juror` [Q] its juror.
    """

    node: IntArray
    juror: IntArray
    limit: IntArray
    price: int


@dataclass(frozen=True, eq=False)
class Network:
    """One flow: which of the P pairs (`entry` [P], `juror` [P]) at which integer `cost` [P].

    `seats` [E] are to be filled exactly; a juror's load lies in `least`…`most` [J] and its t-th
    unit costs `slope` · (`base` + t), where `base` [J] is what they already hold.
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


def solve_flow(net: Network) -> BoolArray | None:
    """The pairs [P] of a cheapest flow, or None when there is none. Raises as `run` does."""
    entries, jurors, arcs = len(net.seats), len(net.least), len(net.entry)
    most = np.minimum(net.most, np.bincount(net.juror, minlength=jurors))
    if (net.least > most).any():
        return None
    pool = entries + jurors
    nodes = pool + 1
    # Each row: tails, heads, capacities, costs. The pairs come first.
    table: list[tuple[IntArray, ...]] = [
        (entries + net.juror, net.entry, np.ones(arcs, np.int64), net.cost)
    ]
    if net.soft is not None:
        soft, inside = net.soft, np.arange(nodes, nodes + len(net.soft.juror))
        nodes += len(inside)
        table = [(inside[soft.node], *table[0][1:])]
        for cap, price in (
            (soft.limit, 0),
            (np.bincount(soft.node, minlength=len(inside)), soft.price),
        ):
            table.append((entries + soft.juror, inside, cap, np.full(len(inside), price, np.int64)))
    if net.slope:
        who = np.repeat(np.arange(jurors), most - net.least)
        start = np.repeat(np.cumsum(most - net.least) - (most - net.least), most - net.least)
        unit = (
            np.arange(len(who))
            - start
            + 1
            + net.least[who]
            + (0 if net.base is None else net.base[who])
        )
        caps, prices = np.ones(len(who), np.int64), (net.slope * unit).astype(np.int64)
    else:
        who, caps, prices = np.arange(jurors), most - net.least, np.zeros(jurors, np.int64)
    table.append((np.full(len(who), pool), entries + who, caps, prices))
    supply = np.zeros(nodes, np.int64)
    supply[:entries] = -net.seats
    supply[entries:pool] = net.least
    supply[pool] = net.seats.sum() - net.least.sum()
    tails, heads, capacities, costs = (
        np.concatenate(column) for column in zip(*table, strict=True)
    )
    flow = run(tails, heads, capacities, costs, supply)
    return None if flow is None else flow[:arcs] > 0


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
