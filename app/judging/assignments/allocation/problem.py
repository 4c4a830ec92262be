"""The arrays that go in and come out of an allocation, and what is refused before any solving.

Entries are numbered 0…E-1 and jurors 0…J-1 in the order of their stable ids; a pair is
(entry, juror). Shapes stand beside each field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    `locked` (`needed` locked `pairs` of a juror, or of an entry's panel in `group` of `family`, where
    `available` may be: as many as exceed it must go), `connected` (entries of
    one category that no chain of jurors joins; any of `pairs`, not legal now, would join them),
    `minimum` (the entries need `needed` seats of `group` in `family`, `available` can be had).
    """

    entries: IntArray
    jurors: IntArray
    needed: int
    available: int
    rule: Literal["seats", "load_min", "locked", "connected", "minimum"]
    pairs: IntArray = field(default_factory=no_pairs)
    family: str = ""
    group: int = -1


Kind = Literal["raise_load_max", "lower_load_min", "lower_k", "lower_minimum", "invite"]


@dataclass(frozen=True, eq=False)
class Relaxation:
    """One way out: change each of `who` by its `amount`.

    `who` are jurors for the loads, entries for the rest: `lower_k`; `lower_minimum` of `group` in
    `family`; `invite`, the seats of the entry that new jurors of that group would take. `also`
    holds what must be applied with it: where a kind changes several groups, or no kind is enough.
    Not `joins`: the rules can be kept then, but nothing was found that also joins each category.
    """

    kind: Kind
    who: IntArray
    amount: IntArray  # [len(who)]
    also: tuple[Relaxation, ...] = ()
    family: str = ""
    group: int = -1
    joins: bool = True


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
    `load_max`, `panel_locked`, `composition` (whomever the juror replaced, the panel would break a
    family's rule; `family` names it) or `not_chosen`.
    """

    terms: Mapping[str, float]
    rank: int
    of: int
    loss_without: float
    blocking: str | None
    family: str = ""


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


def pair_codes(pairs: IntArray, jurors: int) -> IntArray:
    """One number per pair, ascending as (entry, juror) are."""
    return pairs[:, 0] * max(jurors, 1) + pairs[:, 1]


def listed(codes: IntArray, among: IntArray) -> BoolArray:
    """Which of the `codes` are among the others; by sorting, which beats hashing a million of them."""
    known = np.append(np.sort(among), np.iinfo(np.int64).max)
    found: BoolArray = known[np.searchsorted(known[:-1], codes)] == codes
    return found


@dataclass(frozen=True, eq=False)
class Groups:
    """The groups of all families side by side: G columns."""

    name: tuple[tuple[str, int], ...]  # [G] the family's name and the number inside it
    member: BoolArray  # [J, G]
    least: IntArray  # [E, G]
    most: IntArray  # [E, G]

    def counts(self, pairs: IntArray) -> IntArray:
        """[E, G] how many of the `pairs` [N, 2] of each entry are of each group."""
        result = np.zeros(self.least.shape, np.int64)
        for at in range(len(self.name)):
            inside = self.member[pairs[:, 1], at]
            result[:, at] = np.bincount(pairs[inside, 0], minlength=len(result))
        return result


def groups_of(problem: Problem) -> Groups:
    """The families of a checked problem as one table; no families: no columns."""
    families = problem.families
    none = np.empty((len(problem.k), 0), np.int64)
    members = [np.empty((len(problem.load_min), 0), np.bool_)] + [f.member for f in families]
    return Groups(
        tuple((f.name, g) for f in families for g in range(f.member.shape[1])),
        np.concatenate(members, axis=1),
        np.concatenate([none] + [f.minimum for f in families], axis=1),
        np.concatenate([none] + [f.maximum for f in families], axis=1),
    )
