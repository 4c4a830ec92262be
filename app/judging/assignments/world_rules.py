"""What a plan is made for and what is asked of it: entries, jurors, rules, and who may not meet. Pure.

Everything here can be pickled, so that a plan is made in a process of its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Final, Literal
from uuid import UUID

from app.judging.assignments.bid_rules import BidValue
from app.judging.assignments.rules import Bar, PlanKind
from app.judging.panels.composition_rules import Composition
from app.judging.panels.rules import Origin

Pair = tuple[UUID, UUID]
Group = Literal["international", "regional", "local", "readers"]
NEUTRAL: Final = 0.5  # what is not known: neither for nor against
MOST_EXPERTISE: Final = 3
NO_RULES: Final = Composition()
BID_VALUES: Final = {BidValue.want: 1.0, BidValue.can: NEUTRAL, BidValue.rather_not: 0.0}


@dataclass(frozen=True)
class EntrySpec:
    """An eligible entry of the plan's scope; `taken`: its live evaluations by jurors outside it."""

    id: UUID
    number: int
    category_id: UUID
    organisation_id: UUID | None
    taken: int = 0
    # What it is written in; empty: what the panel's rules say of all.
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True)
class JurorSpec:
    """A juror who may be given entries; `load`: their live evaluations outside the scope."""

    id: UUID
    name_ar: str
    name_en: str
    employer_id: UUID | None
    load: int = 0
    # The most that they agreed to judge in a round; None: nothing was said.
    accepted: int | None = None
    origin: Origin = Origin.local
    languages: frozenset[str] = frozenset({"ar"})
    # The employer by a word that all who share it have, whether by the register or by a name.
    employer: str = ""
    # Level 0 to 3 by category; a category that is not there is not known.
    expertise: Mapping[UUID, int] = field(default_factory=dict)

    @property
    def works_for(self) -> str:
        """What tells employers apart; empty where none is named."""
        return self.employer or str(self.employer_id or "")


def shared_employers(marks: Mapping[UUID, frozenset[str]]) -> dict[UUID, str]:
    """By juror: one word for all who share an employer; nothing for who names none.

    A juror's marks are the agency's id and its names in both languages, folded: whoever shares one
    of them works for the same, also by way of a third.
    """
    groups: list[frozenset[str]] = []
    for own in marks.values():
        met = [group for group in groups if group & own]
        if own:
            groups = [group for group in groups if group not in met] + [own.union(*met)]
    return {
        juror: next(min(group) for group in groups if group & own)
        for juror, own in marks.items()
        if own
    }


@dataclass(frozen=True)
class Weights:
    """How much each part of a juror's fit for an entry counts."""

    expertise: int = 3
    language: int = 2
    bid: int = 2


@dataclass(frozen=True)
class World:
    """What a plan is made for; entries and jurors in the order of their ids."""

    round_id: UUID
    entries: tuple[EntrySpec, ...]
    jurors: tuple[JurorSpec, ...]
    # (juror, entry) and (juror, organisation) that a conflict bars.
    barred_entries: frozenset[Pair] = frozenset()
    barred_organisations: frozenset[Pair] = frozenset()
    # (entry, juror) of the scope that are live, that are more than assigned, and were given back.
    live: frozenset[Pair] = frozenset()
    begun: frozenset[Pair] = frozenset()
    given_back: frozenset[Pair] = frozenset()
    # (entry, juror) begun before the entry went to another category.
    moved: frozenset[Pair] = frozenset()
    # (entry, juror) that are live with jurors outside the scope, and those jurors.
    elsewhere: frozenset[Pair] = frozenset()
    others: tuple[JurorSpec, ...] = ()
    composition: Composition = NO_RULES
    # (juror, entry) to what the juror said of it.
    bids: Mapping[Pair, BidValue] = field(default_factory=dict)

    def languages(self, entry: EntrySpec) -> frozenset[str]:
        """What an entry is written in."""
        return entry.languages or frozenset({self.composition.language})


@dataclass(frozen=True)
class Lowered:
    """A least number that is lowered, for these entries or for all."""

    group: Group
    to: int
    entries: frozenset[UUID] | None = None


@dataclass(frozen=True)
class Wish:
    """What the organiser asks for; `lower_k` names entries that are content with fewer jurors."""

    kind: PlanKind
    k: int
    max_load: int | None = None
    min_load: int = 0
    lower_k: Mapping[UUID, int] = field(default_factory=dict)
    lower_min_load: Mapping[UUID, int] = field(default_factory=dict)
    lower_minimum: tuple[Lowered, ...] = ()
    # (entry, juror) that must be, and that must not.
    pins: frozenset[Pair] = frozenset()
    forbids: frozenset[Pair] = frozenset()
    weights: Weights = Weights()
    # Of jurors who are given everything: the most for one entry.
    most_per_entry: int | None = None

    def wanted(self, entry: EntrySpec) -> int:
        """How many jurors this entry should have in all."""
        return min(self.lower_k.get(entry.id, self.k), self.k)

    def least(self, composition: Composition, group: Group, entry: EntrySpec) -> int:
        """How many of a group this entry should have in all."""
        least = composition.readers if group == "readers" else composition.least(Origin(group))
        for one in self.lower_minimum:
            if one.group == group and (one.entries is None or entry.id in one.entries):
                least = min(least, one.to)
        return least


@dataclass(frozen=True)
class Excluded:
    """A pair that the plan leaves out, and why."""

    entry_id: UUID
    juror_id: UUID
    reason: Bar


def parts(world: World) -> dict[str, str]:
    """A digest of each part of the world, so that people can be told what changed."""

    def juror(one: JurorSpec) -> list[object]:
        traits = [one.origin, sorted(one.languages), one.works_for, _by_id(one.expertise)]
        return [one.id, one.load, one.accepted, *traits]

    return {
        "entries": _hash(
            [
                (e.id, e.category_id, e.organisation_id, e.taken, *sorted(e.languages))
                for e in world.entries
            ]
        ),
        "jurors": _hash([juror(one) for one in (*world.jurors, *world.others)]),
        "conflicts": _hash([_pairs(world.barred_entries), _pairs(world.barred_organisations)]),
        "assignments": _hash(
            [_pairs(one) for one in (world.live, world.given_back, world.elsewhere, world.moved)]
        ),
        "rules": _hash(asdict(world.composition)),
        "bids": _hash(sorted((str(a), str(b), bid) for (a, b), bid in world.bids.items())),
    }


def digest(world: World, wish: Wish) -> str:
    """SHA-256 of everything that decides a plan; equal worlds and wishes give equal digests."""
    lowered = [
        (one.group, one.to, None if one.entries is None else sorted(map(str, one.entries)))
        for one in wish.lower_minimum
    ]
    asked = [
        [wish.kind, wish.k, wish.max_load, wish.min_load],
        _by_id(wish.lower_k),
        _by_id(wish.lower_min_load),
        lowered,
        _pairs(wish.pins),
        _pairs(wish.forbids),
        asdict(wish.weights),
        # What was begun decides a repair alone: others move nothing that is live.
        _pairs(world.begun) if wish.kind is PlanKind.repair else [],
        *([] if wish.most_per_entry is None else [wish.most_per_entry]),
    ]
    return _hash([world.round_id, parts(world), asked])


def _pairs(of: frozenset[Pair]) -> list[tuple[str, str]]:
    return sorted((str(a), str(b)) for a, b in of)


def _by_id(of: Mapping[UUID, int]) -> list[tuple[str, int]]:
    return sorted((str(key), value) for key, value in of.items())


def _hash(said: object) -> str:
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()


def excluded_pairs(
    world: World, forbids: frozenset[Pair] = frozenset(), loose: frozenset[Pair] = frozenset()
) -> list[Excluded]:
    """The pairs that may not be, each with its gravest reason; live pairs stay, but for the `loose`."""
    by_owner: dict[UUID, list[EntrySpec]] = {}
    for entry in world.entries:
        if entry.organisation_id is not None:
            by_owner.setdefault(entry.organisation_id, []).append(entry)
    jurors = {juror.id for juror in world.jurors}
    entries = {entry.id for entry in world.entries}
    found: dict[Pair, Bar] = dict.fromkeys(forbids, Bar.forbidden)
    if world.composition.only_readers:
        for entry in world.entries:
            needed = world.languages(entry)
            strangers = (one for one in world.jurors if not needed & one.languages)
            found |= {(entry.id, one.id): Bar.language for one in strangers}
    for entry_id, juror_id in world.given_back:
        found[entry_id, juror_id] = Bar.given_back
    found |= dict.fromkeys(world.moved, Bar.moved)
    for juror in world.jurors:
        if juror.employer_id is not None:
            for entry in by_owner.get(juror.employer_id, ()):
                found[entry.id, juror.id] = Bar.own_employer
    for juror_id, owner in world.barred_organisations:
        for entry in by_owner.get(owner, ()):
            found[entry.id, juror_id] = Bar.conflict
    for juror_id, entry_id in world.barred_entries:
        found[entry_id, juror_id] = Bar.conflict
    return [
        Excluded(entry_id, juror_id, reason)
        for (entry_id, juror_id), reason in sorted(found.items())
        if entry_id in entries
        and juror_id in jurors
        and ((entry_id, juror_id) not in world.live or (entry_id, juror_id) in loose)
    ]


def weights_of(world: World, wish: Wish) -> Weights:
    """The weights as they count: where nobody bid there is nothing to weigh."""
    return wish.weights if world.bids else replace(wish.weights, bid=0)


def fit(world: World, entry: EntrySpec, juror: JurorSpec) -> dict[str, float]:
    """The parts of a juror's fit for an entry, each in [0, 1]; what nobody said is neutral."""
    level = juror.expertise.get(entry.category_id)
    needed = world.languages(entry)
    return {
        "expertise": NEUTRAL if level is None else level / MOST_EXPERTISE,
        "language": len(needed & juror.languages) / len(needed),
        "bid": BID_VALUES[world.bids.get((juror.id, entry.id), BidValue.can)],
    }
