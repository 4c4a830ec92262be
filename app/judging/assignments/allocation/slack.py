"""The same choice with priced slack: what may give way, and how much of it has to.

A flow where the families are a tree, else an integer program; no slack ever adds a pair.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from app.judging.assignments.allocation import mip
from app.judging.assignments.allocation.families import Tree, tree_of
from app.judging.assignments.allocation.flow import Columns, Graph, Network, graph_of
from app.judging.assignments.allocation.plan import Rest
from app.judging.assignments.allocation.problem import BoolArray, IntArray, Kind

KINDS: Final[tuple[Kind, ...]] = (
    "raise_load_max",
    "lower_load_min",
    "lower_k",
    "lower_minimum",
    "invite",
)
OF_JURORS: Final = frozenset[Kind]({"raise_load_max", "lower_load_min"})
OF_GROUPS: Final = frozenset[Kind]({"lower_minimum", "invite"})
_UNIT = (
    1_000  # the price of one unit of slack; the next unit of the same juror or entry costs one more
)
_STEPS = 16  # beyond so many the price no longer rises


@dataclass(frozen=True, eq=False)
class Routed:
    """The flow behind a slack, without the slack's own arcs."""

    graph: Graph
    tree: Tree | None
    flow: IntArray

    def closure(self, start: int, *, upstream: bool) -> BoolArray:
        """[nodes] from which `start` could still be served (else: which could still take from it)."""
        from scipy.sparse import coo_array  # here, so that a server without plans starts without it
        from scipy.sparse.csgraph import breadth_first_order

        tails, heads, caps = (
            np.concatenate([arc[at] for arc in self.graph.arcs]) for at in range(3)
        )
        more, less = self.flow < caps, self.flow > 0
        source = np.concatenate([tails[more], heads[less]])
        target = np.concatenate([heads[more], tails[less]])
        if upstream:
            source, target = target, source
        nodes = len(self.graph.supply)
        links = coo_array((np.ones(len(source), np.int8), (source, target)), shape=(nodes, nodes))
        found = breadth_first_order(links.tocsr(), start, return_predecessors=False)
        reached = np.zeros(nodes, np.bool_)
        reached[found] = True
        return reached


@dataclass(frozen=True, eq=False)
class Slack:
    """What gave way, by kind: [J] for loads, [E] for `lower_k`, [E, G] for groups."""

    amount: dict[Kind, IntArray]
    routed: Routed | None  # None: rules cross, there is no flow


def slacken(rest: Rest, kinds: Collection[Kind]) -> Slack | None:
    """The least slack of these kinds with which the free pairs can be chosen, or None."""
    net = rest.network(np.zeros(len(rest.free), np.int64))
    tree = None
    if net.rules is not None:
        shape = (net.entry, net.juror, net.seats, net.rules)
        tree = tree_of(*shape, whole=True) or tree_of(*shape)
        if tree is None:
            return _by_program(rest, net, kinds)
    graph = graph_of(net, tree)
    nodes = _nodes(rest, graph, tree)
    rooms = _rooms(rest, kinds)
    extra: Columns = []
    owners: dict[Kind, IntArray] = {}
    for kind, room in rooms.items():
        node, above = nodes[kind]
        owner, caps, costs = _steps(np.where(node < 0, 0, room))
        ends = (above[owner], node[owner])
        tails, heads = ends[::-1] if kind == "lower_load_min" else ends
        extra.append((tails, heads, caps, costs))
        owners[kind] = owner
    flow = graph.flow(extra)
    if flow is None:
        return None
    at = len(flow) - sum(map(len, owners.values()))
    routed = Routed(graph, tree, flow[:at])
    amount: dict[Kind, IntArray] = {}
    for kind, owner in owners.items():
        used = flow[at : at + len(owner)]
        at += len(owner)
        amount[kind] = _shaped(rest, kind, np.bincount(owner, used, len(rooms[kind])))
    return Slack(amount, routed)


def _shaped(rest: Rest, kind: Kind, flat: np.ndarray) -> IntArray:
    whole: IntArray = np.rint(flat).astype(np.int64)
    if kind not in OF_GROUPS or rest.rules is None:
        return whole
    return whole.reshape(rest.rules.least.shape)


def _rooms(rest: Rest, kinds: Collection[Kind]) -> dict[Kind, IntArray]:
    """How far each may give way, flat; no families: nothing of groups."""
    legal = np.bincount(rest.juror, minlength=len(rest.least))
    rooms: dict[Kind, IntArray] = {
        "raise_load_max": np.maximum(legal - rest.most, 0),
        "lower_load_min": rest.least,
        "lower_k": rest.seats,
    }
    if rest.rules is not None:
        rooms["lower_minimum"] = rest.rules.least.reshape(-1)
        rooms["invite"] = np.repeat(rest.seats, rest.rules.least.shape[1])
    return {kind: rooms[kind] for kind in KINDS if kind in kinds and kind in rooms}


def _nodes(rest: Rest, graph: Graph, tree: Tree | None) -> Mapping[Kind, tuple[IntArray, IntArray]]:
    """(the node, the one its slack comes from) of each kind; -1: there is none."""
    entries, jurors = len(rest.seats), len(rest.least)
    pool = np.full(max(entries, jurors), graph.pool)
    result: dict[Kind, tuple[IntArray, IntArray]] = {
        "raise_load_max": (entries + np.arange(jurors), pool),
        "lower_load_min": (entries + np.arange(jurors), pool),
        "lower_k": (np.arange(entries), pool),
    }
    if tree is not None and rest.rules is not None:
        groups = rest.rules.least.shape[1]
        flat = tree.entry * groups + tree.group
        node, above = np.full((2, entries * groups), -1)
        node[flat] = graph.groups + np.arange(len(flat))
        above[flat] = np.where(tree.parent < 0, tree.entry, graph.groups + tree.parent)
        result["lower_minimum"] = (node, above)
        result["invite"] = (node, np.full(len(node), graph.pool))
    return result


def _by_program(rest: Rest, net: Network, kinds: Collection[Kind]) -> Slack | None:
    build = mip.Build()
    rows = mip.rows_of_network(build, net, 1.0, every=True)
    rooms = _rooms(rest, kinds)
    used: dict[Kind, tuple[IntArray, IntArray]] = {}
    for kind, room in rooms.items():
        owner, caps, costs = _steps(room)
        columns = build.variables(costs / _UNIT, caps, len(owner))
        used[kind] = (owner, columns)
        if kind in OF_JURORS:
            build.put(rows.juror[owner], columns, 1.0 if kind == "lower_load_min" else -1.0)
        elif kind == "lower_k":
            build.put(rows.entry[owner], columns)
        elif kind == "lower_minimum":
            build.put(rows.rule.reshape(-1)[owner], columns)
        else:
            _invite(build, rows, net, owner, columns)
    program = build.program(build.columns)
    found = mip.run(program) if build.columns <= mip.SMALL else mip.in_two_steps(program)
    if found is None:
        return None
    amount = {
        kind: _shaped(rest, kind, np.bincount(owner, found[0][columns], len(rooms[kind])))
        for kind, (owner, columns) in used.items()
    }
    return Slack(amount, None)


def _invite(
    build: mip.Build, rows: mip.Rows, net: Network, owner: IntArray, columns: IntArray
) -> None:
    """A new juror of a group takes a seat and counts in every group that contains it."""
    assert net.rules is not None  # noqa: S101 -- only rules that cross come here
    groups = net.rules.least.shape[1]
    build.put(rows.entry[owner // groups], columns)
    around = contains(net.rules.member)
    for h in range(groups):
        inside = around[owner % groups, h]
        build.put(rows.rule[owner[inside] // groups, h], columns[inside])


def contains(member: BoolArray) -> BoolArray:
    """[G, G] whether every member of the first group is in the second; itself always."""
    sizes = member.sum(0)
    meets = member.T.astype(np.int64) @ member
    inside: BoolArray = (meets == sizes[:, None]) & (sizes[:, None] > 0)
    np.fill_diagonal(inside, val=True)
    return inside


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
