"""What remains to be decided once some pairs are held: seats, loads and prices, ready for the flow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.judging.assignments.allocation import mip
from app.judging.assignments.allocation.certify import categories
from app.judging.assignments.allocation.families import Rules, tree_of
from app.judging.assignments.allocation.flow import Network, Soft, mix, solve_flow
from app.judging.assignments.allocation.problem import (
    BoolArray,
    FloatArray,
    IntArray,
    Problem,
    groups_of,
    listed,
    pair_codes,
)

SCALE = 10**6  # affinities count to six decimals
NOISE_BITS = 4  # a neutral tie-break below every price
_FINE = 100
SOFT_PRICE = 0.05  # in affinity, of one entry beyond the soft minimum of its (juror, category)


def among(problem: Problem, pairs: IntArray) -> BoolArray:
    """[P] which of the legal pairs are in `pairs`."""
    jurors = len(problem.load_min)
    return listed(pair_codes(problem.pairs, jurors), pair_codes(pairs, jurors))


@dataclass(frozen=True, eq=False)
class Choice:
    """The pairs [F] taken, and by how much of `cost` a better choice could be cheaper."""

    taken: BoolArray
    gap: float = 0.0


@dataclass(frozen=True, eq=False)
class Rest:
    """The free part of a problem beside the pairs `held`; flat when every affinity is the same."""

    problem: Problem
    held: BoolArray  # [P]
    free: IntArray  # positions in `problem.pairs`
    entry: IntArray  # [F]
    juror: IntArray  # [F]
    affinity: FloatArray  # [F]
    seats: IntArray  # [E]; negative: more is held than wanted
    least: IntArray  # [J]
    most: IntArray  # [J]; negative: more is held than allowed
    base: IntArray  # [J] loads held
    rules: Rules | None  # None: no families
    flat: bool

    @property
    def possible(self) -> bool:
        """Whether what is held leaves room at all."""
        kept = self.rules is None or bool((self.rules.most >= 0).all())
        return kept and bool((self.seats >= 0).all() and (self.most >= 0).all())

    def whole(self, choice: Choice) -> BoolArray:
        """[P] what is held and what is chosen."""
        chosen = self.held.copy()
        chosen[self.free[choice.taken]] = True
        return chosen

    def network(self, cost: IntArray, slope: int = 0, soft: Soft | None = None) -> Network:
        """The choice among the free pairs at this `cost` [F]."""
        return Network(
            self.entry, self.juror, cost, self.seats, self.least, self.most, slope, self.base, soft,
            self.rules,
        )  # fmt: skip


def rest_of(problem: Problem, held: BoolArray, barred: BoolArray | None = None) -> Rest:
    """The rest of a checked problem; `barred` [P] pairs may not be used."""
    open_ = ~held if barred is None else ~(held | barred)
    free = np.flatnonzero(open_)
    base = np.bincount(problem.pairs[held, 1], minlength=len(problem.load_min))
    return Rest(
        problem,
        held,
        free,
        problem.pairs[free, 0],
        problem.pairs[free, 1],
        problem.affinity[free],
        problem.k - np.bincount(problem.pairs[held, 0], minlength=len(problem.k)),
        np.maximum(problem.load_min - base, 0),
        problem.load_max - base,
        base,
        _rules(problem, held),
        flat=not len(problem.pairs) or bool(np.ptp(problem.affinity) == 0),
    )


def _rules(problem: Problem, held: BoolArray) -> Rules | None:
    """What the families still ask of the free pairs."""
    if not problem.families:
        return None
    groups = groups_of(problem)
    count = groups.counts(problem.pairs[held])
    return Rules(groups.member, np.maximum(groups.least - count, 0), groups.most - count)


def choose(net: Network) -> Choice | None:
    """The cheapest choice: one flow where the families are a tree, else the integer program."""
    if net.rules is None:
        tree = None
    else:
        tree = tree_of(net.entry, net.juror, net.seats, net.rules)
        if tree is None:
            found = mip.choose(net)
            return None if found is None else Choice(*found)
    taken = solve_flow(net, tree)
    return None if taken is None else Choice(taken)


def slow(rest: Rest) -> bool:
    """Whether the families cross, so that every choice is an integer program."""
    rules = rest.rules
    return rules is not None and tree_of(rest.entry, rest.juror, rest.seats, rules) is None


def soft_minimum(rest: Rest, wanted: int, price: float) -> Soft | None:
    """A price that keeps each juror from more of a category while colleagues have less than wanted.

    In millionths. The minimum is capped by the category's seats; where all affinities are equal, by
    an even share among those who may read it.
    """
    problem = rest.problem
    kinds = categories(problem)
    if not wanted or not len(rest.free):
        return None
    codes = problem.pairs[:, 1] * kinds + problem.category[problem.pairs[:, 0]]
    nodes, node = np.unique(codes, return_inverse=True)
    juror, category = nodes // kinds, nodes % kinds
    seats = np.bincount(problem.category, problem.k, kinds).astype(np.int64)
    share = (
        seats
        if not rest.flat
        else -(-seats // np.maximum(np.bincount(category, minlength=kinds), 1))
    )
    limit = np.minimum(wanted, share)[category]
    held = np.bincount(node[rest.held], minlength=len(nodes))
    none = np.zeros(len(nodes), np.int64)
    left = np.maximum(limit - held, 0)
    return Soft(node[rest.free].astype(np.int64), juror, left, none, none + round(price * SCALE))


def spread(rest: Rest, wanted: int, seed: int) -> Choice | None:
    """Equal affinities: loads as even as is legal, then even within each category, then neutral.

    The three levels are lexicographic.
    """
    size = int(np.abs(rest.seats).sum())
    unit = size << NOISE_BITS
    noise = mix(seed, rest.entry, rest.juror, NOISE_BITS)
    soft = soft_minimum(rest, wanted, 1 / SCALE)
    each = None if soft is None else soft.times(unit)
    return choose(rest.network(noise, slope=unit * (size + 1), soft=each))


def match(
    rest: Rest, soft: Soft | None, seed: int, weight: FloatArray | None = None
) -> Choice | None:
    """The highest total affinity, less the soft prices; equals are decided by a neutral number.

    `weight` [E] multiplies what an entry's panel is worth. The gap is in affinity. Without prices
    and weights the neutral numbers of all seats together stay below a millionth, or (a wider range
    of costs is much slower) below a hundred-millionth a seat.
    """
    loss = 1 - rest.affinity
    unit = 1 << NOISE_BITS
    if weight is not None:
        loss = loss * weight[rest.entry]
    elif soft is None:
        unit *= int(np.clip(np.abs(rest.seats).sum(), 1, _FINE))
    noise = mix(seed, rest.entry, rest.juror, NOISE_BITS)
    cost = np.rint(loss * SCALE).astype(np.int64) * unit + noise
    found = choose(rest.network(cost, soft=None if soft is None else soft.times(unit)))
    return None if found is None else Choice(found.taken, found.gap / (unit * SCALE))


def match_again(
    rest: Rest, soft: Soft | None, seed: int, weight: FloatArray | None = None
) -> Choice:
    """As `match`, where there is a choice: prices and weights take none away."""
    found = match(rest, soft, seed, weight)
    if found is None:
        raise RuntimeError("the choice that was there is gone")
    return found
