"""Making a plan: the legal pairs with a reason for every other, the solver, and what it says. Pure.

Everything here can be pickled, so that it runs in a process of its own.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

import numpy as np

from app.judging.assignments.allocation import (
    Allocation,
    BadInput,
    Diagnosis,
    Goal,
    Infeasible,
    Problem,
    Relaxation,
    certify,
    solve,
)
from app.judging.assignments.rules import Bar, PlanKind, check_plan_size
from app.kit.errors import N_, Refusal

MOST_PAIRS: Final = 2_000_000
_NAMED: Final = 200
MANY: Final = 2  # jurors per entry from which a chain of jurors can join entries


@dataclass(frozen=True)
class EntrySpec:
    """An eligible entry of the plan's scope; `taken`: its live evaluations by jurors outside it."""

    id: UUID
    number: int
    category_id: UUID
    organisation_id: UUID | None
    taken: int = 0


@dataclass(frozen=True)
class JurorSpec:
    """A juror who may be given entries; `load`: their live evaluations outside the scope."""

    id: UUID
    name_ar: str
    name_en: str
    employer_id: UUID | None
    load: int = 0


@dataclass(frozen=True)
class World:
    """What a plan is made for; entries and jurors in the order of their ids."""

    round_id: UUID
    entries: tuple[EntrySpec, ...]
    jurors: tuple[JurorSpec, ...]
    # (juror, entry) and (juror, organisation) that a conflict bars.
    barred_entries: frozenset[tuple[UUID, UUID]] = frozenset()
    barred_organisations: frozenset[tuple[UUID, UUID]] = frozenset()
    # (entry, juror) of the scope that are live, and that were given back.
    live: frozenset[tuple[UUID, UUID]] = frozenset()
    given_back: frozenset[tuple[UUID, UUID]] = frozenset()


@dataclass(frozen=True)
class Wish:
    """What the organiser asks for; `lower_k` names entries that are content with fewer jurors."""

    kind: PlanKind
    k: int
    max_load: int | None = None
    lower_k: Mapping[UUID, int] = field(default_factory=dict)
    families: int = 0

    def wanted(self, entry: EntrySpec) -> int:
        """How many jurors this entry should have in all."""
        return self.lower_k.get(entry.id, self.k)


@dataclass(frozen=True)
class Excluded:
    """A pair that the plan leaves out, and why."""

    entry_id: UUID
    juror_id: UUID
    reason: Bar


@dataclass(frozen=True)
class Drawn:
    """A plan as made: the pairs to add, by entry and juror, and the digest of what it was made for."""

    digest: str
    pairs: tuple[tuple[UUID, UUID], ...]
    excluded: tuple[Excluded, ...]
    # Entries that have fewer jurors than wanted: (entry, wanted, will have).
    short: tuple[tuple[UUID, int, int], ...]
    connected: bool
    seconds: float


def digest(world: World, wish: Wish) -> str:
    """SHA-256 of everything that decides a plan; equal worlds and wishes give equal digests."""
    said = [
        world.round_id,
        wish.kind,
        wish.k,
        wish.max_load,
        sorted((str(key), k) for key, k in wish.lower_k.items()),
        [(e.id, e.category_id, e.organisation_id, e.taken) for e in world.entries],
        [(j.id, j.employer_id, j.load) for j in world.jurors],
        *(
            sorted((str(a), str(b)) for a, b in pairs)
            for pairs in (
                world.barred_entries,
                world.barred_organisations,
                world.live,
                world.given_back,
            )
        ),
    ]
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()


def excluded_pairs(world: World) -> list[Excluded]:
    """The pairs that may not be, each with its reason; live pairs stay."""
    by_owner: dict[UUID, list[EntrySpec]] = {}
    for entry in world.entries:
        if entry.organisation_id is not None:
            by_owner.setdefault(entry.organisation_id, []).append(entry)
    jurors = {juror.id for juror in world.jurors}
    entries = {entry.id for entry in world.entries}
    found: dict[tuple[UUID, UUID], Bar] = {}
    for entry_id, juror_id in world.given_back:
        found[entry_id, juror_id] = Bar.given_back
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
        if entry_id in entries and juror_id in jurors and (entry_id, juror_id) not in world.live
    ]


def draw(world: World, wish: Wish, progress: Callable[[int, str], None] | None = None) -> Drawn:
    """Make the plan. Refusals: `plan_too_large` (422), `not_yet` (422), `infeasible` (409)."""
    check_plan_size(len(world.entries) * len(world.jurors), MOST_PAIRS)
    if wish.kind is PlanKind.category:
        return _category(world, wish)
    return _spread(world, wish, progress)


def _category(world: World, wish: Wish) -> Drawn:
    """These jurors judge every entry of the scope, but for the pairs that may not be."""
    excluded = excluded_pairs(world)
    out = {(one.entry_id, one.juror_id) for one in excluded} | world.live
    pairs = tuple(
        (entry.id, juror.id)
        for entry in world.entries
        for juror in world.jurors
        if (entry.id, juror.id) not in out
    )
    short = _short(world, wish, pairs)
    return Drawn(digest(world, wish), pairs, tuple(excluded), short, connected=True, seconds=0.0)


def _short(
    world: World, wish: Wish, pairs: tuple[tuple[UUID, UUID], ...]
) -> tuple[tuple[UUID, int, int], ...]:
    have = Counter(entry for entry, _ in pairs) + Counter(entry for entry, _ in world.live)
    return tuple(
        (entry.id, wish.wanted(entry), have[entry.id] + entry.taken)
        for entry in world.entries
        if have[entry.id] + entry.taken < wish.wanted(entry)
    )


def _spread(world: World, wish: Wish, progress: Callable[[int, str], None] | None) -> Drawn:
    excluded = excluded_pairs(world)
    problem = _problem(world, wish, excluded)
    if wish.families:
        raise _not_yet()

    def step(stage: str, fraction: float) -> None:
        if progress is not None:
            progress(int(100 * fraction), stage)

    try:
        allocation, connected = _even(problem, step)
    except Infeasible as impossible:
        raise _infeasible(world, problem, impossible.diagnosis) from None
    pairs = tuple(
        pair
        for entry, juror in allocation.pairs.tolist()
        if (pair := (world.entries[entry].id, world.jurors[juror].id)) not in world.live
    )
    return Drawn(
        digest(world, wish),
        pairs,
        tuple(excluded),
        _short(world, wish, pairs),
        connected=connected,
        seconds=allocation.seconds,
    )


def _problem(world: World, wish: Wish, excluded: list[Excluded]) -> Problem:
    """The arrays: affinity 0, no families, live pairs locked."""
    at_entry = {entry.id: at for at, entry in enumerate(world.entries)}
    at_juror = {juror.id: at for at, juror in enumerate(world.jurors)}
    legal = np.ones((len(at_entry), len(at_juror)), np.bool_)
    for one in excluded:
        legal[at_entry[one.entry_id], at_juror[one.juror_id]] = False
    pairs = np.argwhere(legal).astype(np.int64)
    locked = np.array(
        sorted((at_entry[entry], at_juror[juror]) for entry, juror in world.live), np.int64
    ).reshape(-1, 2)
    held = np.bincount(locked[:, 0], minlength=len(at_entry))
    wanted = np.array([wish.wanted(one) - one.taken for one in world.entries], np.int64)
    categories = sorted({entry.category_id for entry in world.entries})
    at_category = {key: at for at, key in enumerate(categories)}
    most = len(world.entries)
    load_max = [
        most if wish.max_load is None else max(wish.max_load - juror.load, 0)
        for juror in world.jurors
    ]
    locked_load = np.bincount(locked[:, 1], minlength=len(at_juror))
    return Problem(
        k=np.maximum(np.maximum(wanted, 0), held),
        load_min=np.zeros(len(at_juror), np.int64),
        load_max=np.maximum(np.array(load_max, np.int64), locked_load),
        pairs=pairs,
        affinity=np.zeros(len(pairs)),
        category=np.array([at_category[one.category_id] for one in world.entries], np.int64),
        locked=locked,
    )


def _even(problem: Problem, step: Callable[[str, float], None]) -> tuple[Allocation, bool]:
    """The most even allocation; one that joins the entries of each category, if that costs no
    juror more than one entry above the most.
    """
    even = _solve(problem, Goal(connected=False), step)
    if certify(problem, even.pairs, bound=False).connected.all():
        return even, True
    if (problem.k < MANY).all():
        return even, False  # one juror an entry joins nothing but by giving one juror everything
    try:
        joined = _solve(problem, Goal(), step)
    except Infeasible:
        return even, False
    if joined.loads.max() > even.loads.max() + 1:
        return even, False
    return joined, True


def _solve(problem: Problem, goal: Goal, step: Callable[[str, float], None]) -> Allocation:
    try:
        return solve(problem, goal, step)
    except BadInput as wrong:
        raise Refusal(
            "plan_invalid",
            N_("لا تصلح هذه الخطة للحل: {rule}."),
            status=422,
            rule=wrong.code,
        ) from None


def _not_yet() -> Refusal:
    """What the solver refuses as `BadInput("not_yet")`: rules on the composition of panels."""
    return Refusal(
        "not_yet",
        N_("قواعد تكوين اللجان لم تُبنَ بعد."),
        status=422,
        loc=["families"],
    )


def _infeasible(world: World, problem: Problem, diagnosis: Diagnosis) -> Refusal:
    """The diagnosis in the words of this edition: numbers people say, names they know."""
    conflict = diagnosis.conflict
    assert conflict is not None  # noqa: S101 -- there is one, or the solver had found a plan
    jurors = conflict.jurors
    if not len(jurors):  # they are too few, not too loaded: name all who may read the entries
        theirs = np.isin(problem.pairs[:, 0], conflict.entries)
        jurors = np.unique(problem.pairs[theirs, 1])
    return Refusal(
        "infeasible",
        N_("لا يوجد إسناد يحقق المطلوب: تحتاج المشاركات {needed} مقعدًا والمتاح {available}."),
        options=[_option(world, problem, one) for one in diagnosis.options],
        needed=int(conflict.needed),
        available=int(conflict.available),
        rule=conflict.rule,
        entries_total=len(conflict.entries),
        jurors_total=len(jurors),
        entries=[world.entries[at].number for at in conflict.entries[:_NAMED].tolist()],
        jurors=[_juror(world, at) for at in jurors[:_NAMED].tolist()],
    )


def _juror(world: World, at: int) -> dict[str, str]:
    juror = world.jurors[at]
    return {"id": str(juror.id), "name_ar": juror.name_ar, "name_en": juror.name_en}


def _option(world: World, problem: Problem, one: Relaxation) -> dict[str, Any]:
    """One way out: what to change, for whom, by how much, and `to` which value of the wish.

    `to` counts what the jurors and the entries hold already, here and outside of the plan's scope.
    """
    changes: list[dict[str, Any]] = []
    for at, amount in zip(one.who.tolist()[:_NAMED], one.amount.tolist()[:_NAMED], strict=True):
        if one.kind == "lower_k":
            entry = world.entries[at]
            who: dict[str, Any] = {"id": str(entry.id), "number": entry.number}
            to = int(problem.k[at]) - amount + entry.taken
        else:
            who = dict(_juror(world, at))
            to = int(problem.load_max[at]) + amount + world.jurors[at].load
        changes.append({**who, "amount": int(amount), "to": to})
    return {
        "kind": one.kind,
        "changes": changes,
        "also": [_option(world, problem, other) for other in one.also],
    }
