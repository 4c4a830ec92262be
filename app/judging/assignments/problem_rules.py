"""The arrays of a plan: legal pairs, wanted seats, loads, affinity, and the rules as families. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

import numpy as np

from app.judging.assignments.allocation import Family, Problem
from app.judging.assignments.allocation.problem import BoolArray, FloatArray, IntArray
from app.judging.assignments.rules import PlanKind, pin_barred
from app.judging.assignments.world_rules import (
    BID_VALUES,
    MOST_EXPERTISE,
    NEUTRAL,
    EntrySpec,
    Excluded,
    Group,
    JurorSpec,
    Pair,
    Wish,
    World,
    excluded_pairs,
    weights_of,
)

ORIGINS: Final[tuple[Group, ...]] = ("international", "regional", "local")
ORIGIN, READERS, EMPLOYER = "origin", "readers", "employer"


@dataclass(frozen=True, eq=False)
class Built:
    """A problem with what was left out of it."""

    problem: Problem
    excluded: tuple[Excluded, ...]
    at_entry: dict[UUID, int]
    at_juror: dict[UUID, int]

    def rows(self, pairs: Sequence[tuple[UUID, UUID]]) -> IntArray:
        """(entry, juror) as numbers, [N, 2]."""
        found = [(self.at_entry[entry], self.at_juror[juror]) for entry, juror in pairs]
        return np.array(found, np.int64).reshape(-1, 2)


def build(world: World, wish: Wish) -> Built:
    """The problem of a plan. A repair may move what nobody began; all else that is live stays.

    Refusal: `pin_barred` (422), a pair that must be and may not.
    """
    # A repair takes a forbidden seat away that nobody began; all else that is live stays.
    loose = world.live - world.begun if wish.kind is PlanKind.repair else frozenset()
    excluded = excluded_pairs(world, wish.forbids, wish.forbids & loose)
    at_entry = {entry.id: at for at, entry in enumerate(world.entries)}
    at_juror = {juror.id: at for at, juror in enumerate(world.jurors)}
    legal = np.ones((len(at_entry), len(at_juror)), np.bool_)
    for one in excluded:
        legal[at_entry[one.entry_id], at_juror[one.juror_id]] = False
    pins = _pins(world, wish, excluded)
    held = (world.begun if wish.kind is PlanKind.repair else world.live) | pins
    pairs = np.argwhere(legal).astype(np.int64)
    built = Built(_bare(world, wish, pairs), tuple(excluded), at_entry, at_juror)
    locked = built.rows(sorted(held))
    standing = built.rows(sorted(world.live | pins))
    return Built(_whole(world, wish, built.problem, locked, standing), *_rest(built))


def everyone(world: World, wish: Wish, pairs: IntArray) -> Wish:
    """A plan in which these jurors judge everything: as many an entry as may, if it asks for no fewer."""
    legal = np.bincount(pairs[:, 0], minlength=len(world.entries)).tolist()
    most = len(world.jurors) if wish.most_per_entry is None else wish.most_per_entry
    wanted = {
        one.id: min(many + one.taken, wish.lower_k.get(one.id, many + one.taken), most + one.taken)
        for one, many in zip(world.entries, legal, strict=True)
    }
    return replace(wish, k=max(wanted.values(), default=0), lower_k=wanted)


def _rest(built: Built) -> tuple[tuple[Excluded, ...], dict[UUID, int], dict[UUID, int]]:
    return built.excluded, built.at_entry, built.at_juror


def not_there(world: World, pairs: frozenset[Pair]) -> list[Pair]:
    """Those of these pairs whose entry or juror the plan does not know, in order."""
    entries = {entry.id for entry in world.entries}
    jurors = {juror.id for juror in world.jurors}
    return sorted(one for one in pairs if one[0] not in entries or one[1] not in jurors)


def _pins(world: World, wish: Wish, excluded: Sequence[Excluded]) -> frozenset[tuple[UUID, UUID]]:
    """The pairs that must be, of the entries and jurors that are there."""
    entries = {entry.id: entry for entry in world.entries}
    jurors = {juror.id: juror for juror in world.jurors}
    pins = frozenset(one for one in wish.pins if one[0] in entries and one[1] in jurors)
    for one in excluded:
        if (one.entry_id, one.juror_id) in pins:
            juror = jurors[one.juror_id]
            raise pin_barred(entries[one.entry_id].number, juror.name_ar, juror.name_en, one.reason)
    return pins


def _bare(world: World, wish: Wish, pairs: IntArray) -> Problem:
    """The problem without what is held and without rules on composition."""
    categories = sorted({entry.category_id for entry in world.entries})
    at_category = {key: at for at, key in enumerate(categories)}
    jurors = world.jurors
    return Problem(
        k=np.array([max(wish.wanted(one) - one.taken, 0) for one in world.entries], np.int64),
        load_min=np.array([_min_load(wish, juror) for juror in jurors], np.int64),
        load_max=np.array([_max_load(world, wish, juror) for juror in jurors], np.int64),
        pairs=pairs,
        affinity=affinity(world, wish, pairs),
        category=np.array([at_category[one.category_id] for one in world.entries], np.int64),
    )


def _min_load(wish: Wish, juror: JurorSpec) -> int:
    return max(min(wish.min_load, wish.lower_min_load.get(juror.id, wish.min_load)) - juror.load, 0)


def _max_load(world: World, wish: Wish, juror: JurorSpec) -> int:
    bounds = [one for one in (wish.max_load, juror.accepted) if one is not None]
    return max(min(bounds) - juror.load, 0) if bounds else len(world.entries)


def _whole(
    world: World, wish: Wish, bare: Problem, locked: IntArray, standing: IntArray
) -> Problem:
    entries, jurors = len(world.entries), len(world.jurors)
    # What stands stays; who is content with fewer may lose of it what a repair may move.
    stands = np.bincount(standing[:, 0], minlength=entries)
    content = np.array(
        [wish.lower_k.get(one.id, jurors + one.taken) - one.taken for one in world.entries],
        np.int64,
    )
    kept = np.maximum(np.minimum(stands, content), np.bincount(locked[:, 0], minlength=entries))
    k = np.maximum(bare.k, kept)
    load_max = np.maximum(bare.load_max, np.bincount(locked[:, 1], minlength=jurors))
    return Problem(
        k=k,
        load_min=np.minimum(bare.load_min, load_max),
        load_max=load_max,
        pairs=bare.pairs,
        affinity=bare.affinity,
        category=bare.category,
        families=_families(world, wish, k, locked),
        locked=locked,
    )


def affinity(world: World, wish: Wish, pairs: IntArray) -> FloatArray:
    """How well each pair fits, in [0, 1]: the weighted mean of what `fit` tells of one."""
    weights = weights_of(world, wish)
    whole = weights.expertise + weights.language + weights.bid
    if not whole or not len(pairs):
        return np.zeros(len(pairs))
    entry, juror = pairs[:, 0], pairs[:, 1]
    categories = sorted({one.category_id for one in world.entries})
    known = np.full((len(categories), len(world.jurors)), NEUTRAL)
    for at, one in enumerate(world.jurors):
        for row, category in enumerate(categories):
            if category in one.expertise:
                known[row, at] = one.expertise[category] / MOST_EXPERTISE
    row_of = {key: row for row, key in enumerate(categories)}
    of_entry = np.array([row_of[one.category_id] for one in world.entries], np.int64)
    spoken = sorted({one for entry in world.entries for one in world.languages(entry)})
    of = np.array([[one in world.languages(e) for one in spoken] for e in world.entries], float)
    knows = np.array([[one in j.languages for one in spoken] for j in world.jurors], float)
    reads = of @ knows.T / of.sum(axis=1, keepdims=True)
    bids = np.full((len(world.entries), len(world.jurors)), NEUTRAL)
    at_entry = {one.id: at for at, one in enumerate(world.entries)}
    at_juror = {one.id: at for at, one in enumerate(world.jurors)}
    for (juror_id, entry_id), bid in world.bids.items():
        if entry_id in at_entry and juror_id in at_juror:
            bids[at_entry[entry_id], at_juror[juror_id]] = BID_VALUES[bid]
    total: FloatArray = (
        weights.expertise * known[of_entry[entry], juror]
        + weights.language * reads[entry, juror]
        + weights.bid * bids[entry, juror]
    )
    return total / whole


def _families(world: World, wish: Wish, k: IntArray, locked: IntArray) -> tuple[Family, ...]:
    """The rules that ask for anything. Where no seat is free there is nothing to decide."""
    full = np.bincount(locked[:, 0], minlength=len(world.entries)) >= k
    origin = np.array([[j.origin.value == g for g in ORIGINS] for j in world.jurors], np.bool_)
    made = [
        _origins(world, wish, origin.reshape(-1, len(ORIGINS)), full),
        _readers(world, wish, full),
        _employers(world, locked),
    ]
    return tuple(one for one in made if one is not None)


def _origins(world: World, wish: Wish, member: BoolArray, full: BoolArray) -> Family | None:
    there = _there(world, lambda juror: (juror.origin.value,))

    def left(entry: EntrySpec, group: Group) -> int:
        return max(wish.least(world.composition, group, entry) - there[entry.id, group], 0)

    minimum = np.array([[left(one, g) for g in ORIGINS] for one in world.entries], np.int64)
    return _least(ORIGIN, member, minimum.reshape(-1, len(ORIGINS)), full)


def _readers(world: World, wish: Wish, full: BoolArray) -> Family | None:
    """So many readers of each language that an entry is written in; who reads two counts for both."""
    spoken = sorted({one for entry in world.entries for one in world.languages(entry)})
    there = _there(world, lambda juror: juror.languages)

    def left(entry: EntrySpec, language: str) -> int:
        if language not in world.languages(entry):
            return 0
        return max(wish.least(world.composition, "readers", entry) - there[entry.id, language], 0)

    minimum = np.array([[left(one, name) for name in spoken] for one in world.entries], np.int64)
    member = np.array([[one in j.languages for one in spoken] for j in world.jurors], np.bool_)
    minimum = minimum.reshape(len(world.entries), len(spoken))
    return _least(READERS, member.reshape(len(world.jurors), len(spoken)), minimum, full)


def _there(world: World, groups: Callable[[JurorSpec], Iterable[str]]) -> Counter[tuple[UUID, str]]:
    """How many of each group an entry has among the jurors outside of the plan's scope."""
    outside = {juror.id: juror for juror in world.others}
    there: Counter[tuple[UUID, str]] = Counter()
    for entry_id, juror_id in world.elsewhere:
        there.update((entry_id, group) for group in groups(outside[juror_id]))
    return there


def _least(name: str, member: BoolArray, minimum: IntArray, full: BoolArray) -> Family | None:
    minimum[full] = 0
    if not minimum.any():
        return None
    # A rule may ask for more than there are jurors: no plan then, and a way out.
    return Family(name, member, minimum, np.maximum(minimum, len(member)))


def _employers(world: World, locked: IntArray) -> Family | None:
    """Those who employ more jurors than an entry may have of one; what is held stays."""
    most = world.composition.per_employer
    if most is None:
        return None
    everyone = (*world.jurors, *world.others)
    count = Counter(one.works_for for one in everyone if one.works_for)
    names = sorted(name for name, many in count.items() if many > most)
    if not names:
        return None
    column = {name: at for at, name in enumerate(names)}
    member = np.array([[j.works_for == name for name in names] for j in world.jurors], np.bool_)
    maximum = np.full((len(world.entries), len(names)), most, np.int64)
    works = {juror.id: juror.works_for for juror in world.others}
    at_entry = {entry.id: at for at, entry in enumerate(world.entries)}
    for entry_id, juror_id in world.elsewhere:
        if works[juror_id] in column:
            maximum[at_entry[entry_id], column[works[juror_id]]] -= 1
    held = np.zeros_like(maximum)
    for entry, juror in locked.tolist():
        held[entry] += member[juror]
    return Family(
        EMPLOYER, member, np.zeros_like(maximum), np.maximum(np.maximum(maximum, held), 0)
    )
