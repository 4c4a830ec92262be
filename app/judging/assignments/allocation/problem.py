"""The arrays that go in and come out of an allocation, and what is refused before any solving.

Entries are numbered 0…E-1 and jurors 0…J-1 in the order of their stable ids; a pair is
(entry, juror). Shapes stand beside each field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]


def no_pairs() -> IntArray:
    """An empty list of pairs, [0, 2]."""
    return np.empty((0, 2), np.int64)


@dataclass(frozen=True, eq=False)
class Family:
    """A rule on the composition of each entry's panel; groups may overlap."""

    name: str
    member: BoolArray  # [J, G]
    minimum: IntArray  # [E, G]
    maximum: IntArray  # [E, G]


@dataclass(frozen=True, eq=False)
class Problem:
    """What is to be assigned. Only legal pairs; whoever builds it keeps the reason for the others."""

    k: IntArray  # [E] jurors wanted per entry
    load_min: IntArray  # [J]
    load_max: IntArray  # [J]
    pairs: IntArray  # [P, 2] (entry, juror)
    affinity: FloatArray  # [P] in [0, 1]
    category: IntArray  # [E]
    families: tuple[Family, ...] = ()
    locked: IntArray = field(default_factory=no_pairs)  # [L, 2] pairs that must stay


@dataclass(frozen=True)
class Goal:
    """What a good allocation is, beyond being legal."""

    mode: Literal["fair", "total"] = "fair"
    max_loss: float = 0.01  # share of the total that fairness may cost
    min_per_category: int = (
        4  # soft minimum load per (juror, category) among jurors who serve in it
    )
    connected: bool = True
    rounds: int = 40  # the stopping rule: no clock, so that equal input gives equal output
    seed: int = 0


@dataclass(frozen=True)
class Missed:
    """A soft goal not met: a juror serves in a category with fewer entries than wanted."""

    juror: int
    category: int
    wanted: int
    got: int


@dataclass(frozen=True, eq=False)
class Allocation:
    """An allocation whose certificate has no violation.

    `worst` is the lowest mean affinity of a panel; the bounds say how good any could be.
    """

    pairs: IntArray  # [sum k, 2] sorted by (entry, juror)
    total: float
    total_bound: float
    worst: float
    worst_bound: float
    loads: IntArray  # [J]
    eff_a: FloatArray  # [K]
    missed: tuple[Missed, ...]
    seconds: float  # not part of equality

    def __eq__(self, other: object) -> bool:
        """Byte for byte, but for the time it took."""
        return isinstance(other, Allocation) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[Any, ...]:
        arrays = (self.pairs, self.loads, self.eff_a)
        numbers = (self.total, self.total_bound, self.worst, self.worst_bound, self.missed)
        return (*(array.tobytes() for array in arrays), *numbers)


@dataclass(frozen=True, eq=False)
class Repair:
    """An allocation after lost seats were refilled; `removed` is without the lost pairs."""

    pairs: IntArray  # [sum k, 2]
    added: IntArray  # [A, 2]
    removed: IntArray  # [R, 2]
    lower_bound: int  # seats that were missing
    minimal: bool  # added = lower bound and nothing removed


@dataclass(frozen=True, eq=False)
class Conflict:
    """Why it cannot be: these entries and jurors, by this rule, need more than is available.

    `rule`: `seats` (entries need `needed` seats, the jurors who may read them can give
    `available`), `load_min` (the jurors must get `needed`, their entries have `available`),
    `locked` (a juror holds `needed` locked pairs, may have `available`), `connected` (entries of
    one category that no chain of jurors joins; any of `pairs`, not legal now, would join them).
    """

    entries: IntArray
    jurors: IntArray
    needed: int
    available: int
    rule: Literal["seats", "load_min", "locked", "connected"]
    pairs: IntArray = field(default_factory=no_pairs)


Kind = Literal["raise_load_max", "lower_load_min", "lower_k", "lower_minimum", "invite"]


@dataclass(frozen=True, eq=False)
class Relaxation:
    """One way out: change each of `who` (jurors; entries for `lower_k`) by its `amount`.

    `also` holds what must be applied with it, where no single kind is enough.
    """

    kind: Kind
    who: IntArray
    amount: IntArray  # [len(who)]
    also: tuple[Relaxation, ...] = ()


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """The tightest conflict (None: an allocation exists) and the relaxations that each solve it."""

    conflict: Conflict | None
    options: list[Relaxation]


@dataclass(frozen=True)
class Why:
    """Why this juror reads this entry, or what keeps them from it.

    `rank` counts the entry's legal jurors with a higher affinity, plus one (0: not legal).
    `loss_without`: the total lost if the pair were withdrawn and the seat refilled with the fewest
    changes (inf: nobody could). `blocking` is None for an assigned pair, else `illegal`,
    `load_max`, `panel_locked` or `not_chosen`.
    """

    terms: Mapping[str, float]
    rank: int
    of: int
    loss_without: float
    blocking: str | None


@dataclass(frozen=True, eq=False)
class Certificate:
    """What can be checked of any pairs, without trusting the solver that made them."""

    violations: tuple[str, ...]
    total: float
    total_bound: float
    worst: float
    worst_bound: float
    connected: BoolArray  # [K]
    eff_a: FloatArray  # [K]


class BadInput(ValueError):
    """The problem or the goal is malformed. `code` is stable, `ids` are the rows it is about."""

    def __init__(self, code: str, ids: tuple[int, ...] = ()) -> None:
        super().__init__(code, ids)
        self.code = code
        self.ids = ids


class Infeasible(Exception):
    """No allocation keeps the rules; `diagnosis` says why, and what would help."""

    def __init__(self, diagnosis: Diagnosis) -> None:
        super().__init__("infeasible")
        self.diagnosis = diagnosis


def rows_of(mask: BoolArray) -> tuple[int, ...]:
    """The first few positions where `mask` holds, for the `ids` of a BadInput."""
    return tuple(int(at) for at in np.flatnonzero(mask)[:20])


def _vector(values: Any, length: int | None = None) -> IntArray:
    array = np.asarray(values)
    if array.ndim != 1 or (array.size and array.dtype.kind not in "iu"):
        raise BadInput("shape")
    if length is not None and len(array) != length:
        raise BadInput("shape")
    return array.astype(np.int64)


def pair_codes(pairs: IntArray, jurors: int) -> IntArray:
    """One number per pair, ascending as (entry, juror) are."""
    return pairs[:, 0] * max(jurors, 1) + pairs[:, 1]


def raw_pairs(values: Any, entries: int, jurors: int) -> IntArray:
    """Rows as pairs [N, 2] in their own order. BadInput: `shape`, `range`."""
    array = np.asarray(values)
    if array.size == 0:
        return no_pairs()
    if array.ndim != 2 or array.shape[1] != 2 or array.dtype.kind not in "iu":
        raise BadInput("shape")
    outside = ((array < 0) | (array >= [entries, jurors])).sum(axis=1) > 0
    if outside.any():
        raise BadInput("range", rows_of(outside))
    return array.astype(np.int64)


def check_pairs(values: Any, entries: int, jurors: int) -> IntArray:
    """Rows as pairs [N, 2], sorted. BadInput: `shape`, `range`, `duplicate_pair`."""
    pairs = raw_pairs(values, entries, jurors)
    codes = pair_codes(pairs, jurors)
    order = np.argsort(codes, kind="stable")
    repeated = np.zeros(len(codes), np.bool_)
    repeated[order[1:]] = codes[order[1:]] == codes[order[:-1]]
    if repeated.any():
        raise BadInput("duplicate_pair", rows_of(repeated))
    return pairs[order]


def check_problem(problem: Problem) -> Problem:
    """The same problem with int64 and float64 arrays and sorted pairs.

    BadInput codes: `shape`, `range`, `duplicate_pair`, `k_negative`, `load_negative`,
    `load_reversed`, `not_finite`, `affinity_range`, `locked_illegal`, `locked_over_k`, `not_yet`
    (families).
    """
    if problem.families:
        raise BadInput("not_yet")
    k, load_min = _vector(problem.k), _vector(problem.load_min)
    entries, jurors = len(k), len(load_min)
    load_max, category = _vector(problem.load_max, jurors), _vector(problem.category, entries)
    for code, wrong in (
        ("k_negative", k < 0),
        ("load_negative", load_min < 0),
        ("load_reversed", load_min > load_max),
        ("range", category < 0),
    ):
        if wrong.any():
            raise BadInput(code, rows_of(wrong))
    raw = raw_pairs(problem.pairs, entries, jurors)
    pairs = check_pairs(raw, entries, jurors)
    affinity = np.asarray(problem.affinity, np.float64)
    if affinity.shape != (len(pairs),):
        raise BadInput("shape")
    if not np.isfinite(affinity).all():
        raise BadInput("not_finite", rows_of(~np.isfinite(affinity)))
    if ((affinity < 0) | (affinity > 1)).any():
        raise BadInput("affinity_range", rows_of((affinity < 0) | (affinity > 1)))
    affinity = affinity[np.argsort(pair_codes(raw, jurors), kind="stable")]
    locked = check_pairs(problem.locked, entries, jurors)
    strange = ~np.isin(pair_codes(locked, jurors), pair_codes(pairs, jurors))
    if strange.any():
        raise BadInput("locked_illegal", rows_of(strange))
    crowded = np.bincount(locked[:, 0], minlength=entries) > k
    if crowded.any():
        raise BadInput("locked_over_k", rows_of(crowded))
    return replace(
        problem,
        k=k,
        load_min=load_min,
        load_max=load_max,
        pairs=pairs,
        affinity=affinity,
        category=category,
        locked=locked,
    )


def check_goal(goal: Goal) -> Goal:
    """BadInput `bad_goal` for a mode, share or count outside its meaning."""
    good = (
        goal.mode in ("fair", "total")
        and 0 <= goal.max_loss <= 1
        and goal.min_per_category >= 0
        and goal.rounds >= 0
    )
    if not good:
        raise BadInput("bad_goal")
    return goal
