"""Rules on the composition of panels as a tree, where they are one: partitions and nested groups.

At each entry only the rules that bind count, and only its legal jurors: groups that cross in
general may well be nested there. Where two still cross, no flow can keep them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.judging.assignments.allocation.problem import BoolArray, IntArray


@dataclass(frozen=True, eq=False)
class Rules:
    """Composition still to be kept by the free pairs: `least`…`most` [E, G] of each group."""

    member: BoolArray  # [J, G]
    least: IntArray  # [E, G]
    most: IntArray  # [E, G]; negative: more is held than allowed


@dataclass(frozen=True, eq=False)
class Tree:
    """The groups as nodes 0…N-1 between the pairs and their entry."""

    entry: IntArray  # [N]
    group: IntArray  # [N]
    least: IntArray  # [N]
    most: IntArray  # [N]
    parent: IntArray  # [N] another node; -1: the entry itself
    leaf: IntArray  # [P] the innermost node of each pair; -1: the entry itself


def binding(entry: IntArray, juror: IntArray, seats: IntArray, rules: Rules) -> BoolArray:
    """[E, G] the rules that the free pairs could break."""
    return (rules.least > 0) | (
        rules.most < np.minimum(_sizes(entry, juror, rules), seats[:, None])
    )


def tree_of(
    entry: IntArray, juror: IntArray, seats: IntArray, rules: Rules, *, whole: bool = False
) -> Tree | None:
    """The tree of the rules that bind (`whole`: of all), or None where two groups cross."""
    entries, groups = rules.least.shape
    size = _sizes(entry, juror, rules)
    active = np.ones_like(size, np.bool_) if whole else binding(entry, juror, seats, rules)
    weight = size * (len(rules.member) + 1) + rules.member.sum(0)
    rank = np.argsort(np.argsort(weight, axis=1, kind="stable"), axis=1, kind="stable")
    inside = np.full((entries, groups), groups)  # the group around each; `groups`: none
    nearest = np.full((entries, groups), groups)  # its rank
    meets = rules.member.T.astype(np.int64) @ rules.member
    for g in range(groups):
        for h in range(groups):
            if g == h or not meets[g, h]:
                continue
            both = _count(entry, rules.member[juror, g] & rules.member[juror, h], entries)
            here = active[:, g] & active[:, h]
            if (here & (both > 0) & (both < np.minimum(size[:, g], size[:, h]))).any():
                return None
            within = both == size[:, g]
            if meets[g, h] < meets[g, g]:
                within &= size[:, g] > 0  # a group without legal jurors lies where it always lies
            closer = here & within & (rank[:, h] > rank[:, g]) & (rank[:, h] < nearest[:, g])
            inside[closer, g], nearest[closer, g] = h, rank[closer, h]
    number = np.full((entries, groups + 1), -1)
    where, which = np.nonzero(active)
    number[where, which] = np.arange(len(where))
    leaf, nearest_leaf = np.full(len(entry), -1), np.full(len(entry), groups)
    for g in range(groups):
        closer = rules.member[juror, g] & active[entry, g] & (rank[entry, g] < nearest_leaf)
        leaf[closer], nearest_leaf[closer] = number[entry[closer], g], rank[entry[closer], g]
    return Tree(
        where,
        which,
        rules.least[where, which],
        rules.most[where, which],
        number[where, inside[where, which]],
        leaf,
    )


def _count(entry: IntArray, chosen: BoolArray, entries: int) -> IntArray:
    return np.bincount(entry[chosen], minlength=entries)


def _sizes(entry: IntArray, juror: IntArray, rules: Rules) -> IntArray:
    """[E, G] legal jurors of each group at each entry."""
    columns = [
        _count(entry, rules.member[juror, g], len(rules.least)) for g in range(rules.least.shape[1])
    ]
    return np.stack(columns, 1) if columns else np.zeros(rules.least.shape, np.int64)
