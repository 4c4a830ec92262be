"""A plan looked into: its entries with their jurors, why a pair, and two plans side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.entries.models import Entry
from app.entries.wall_queries import not_barred
from app.judging.assignments.models import AssignmentPlan
from app.judging.assignments.plan_queries import (
    SHOWN,
    card_of,
    loads_of,
    staff_plan,
    wish_of,
)
from app.judging.assignments.plan_rules import Reason
from app.judging.assignments.rules import PlanKind, world_changed
from app.judging.assignments.schemas import (
    PlanChange,
    PlanDifference,
    PlanEntry,
    PlanGoal,
    PlanSeat,
    PlanWhy,
)
from app.judging.assignments.world_queries import composition_of, load_world
from app.judging.assignments.world_rules import Group, Pair, Wish, World, digest, weights_of
from app.judging.panels.composition_rules import Composition
from app.judging.panels.models import Juror
from app.judging.panels.rules import Origin
from app.kit.errors import N_, Refusal, not_found
from app.kit.paging import PageParams, check_sort, searched

GROUPS: Final[tuple[Group, ...]] = ("international", "regional", "local", "readers")


def list_plan_entries(
    session: Session,
    actor: Actor,
    plan_id: UUID,
    params: PageParams,
    category_id: UUID | None = None,
    lacking: bool | None = None,
    changed: bool | None = None,
) -> tuple[list[PlanEntry], int]:
    """The entries of a plan with their jurors; `lacking`: the panel's rules are not kept there.

    `changed`: the plan gives it a juror or takes one away, or nobody is left for a seat of it.
    """
    plan, _, _ = staff_plan(session, actor, plan_id)
    taken = {entry for entry, _ in _pairs_of(plan, "removed")}
    rows = [
        one
        for one in _entries(session, actor, plan, category_id, params)
        if (lacking is None or bool(one.lacks) == lacking)
        and (changed is None or _is_changed(one, taken) == changed)
    ]
    name, down = check_sort(params.sort or "number", ("mean", "number"))
    if name == "mean":
        rows.sort(key=lambda one: (one.mean is None, one.mean or 0, one.number), reverse=down)
    else:
        rows.sort(key=lambda one: one.number, reverse=down)
    first = (params.page - 1) * params.size
    return (rows if params.format == "csv" else rows[first : first + params.size]), len(rows)


def _is_changed(one: PlanEntry, taken: AbstractSet[UUID]) -> bool:
    return one.entry_id in taken or not all(seat.kept for seat in one.seats) or not one.seats


def _entries(
    session: Session,
    actor: Actor,
    plan: AssignmentPlan,
    category_id: UUID | None,
    params: PageParams,
) -> list[PlanEntry]:
    # Who holds a seat without being of the plan counts for the rules; who got nobody is listed.
    elsewhere = _pairs_of(plan, "elsewhere")
    seats: dict[UUID, list[UUID]] = {UUID(entry): [] for entry, _, _ in plan.summary["short"]}
    for entry_id, juror_id in sorted(standing(plan) | elsewhere):
        seats.setdefault(entry_id, []).append(juror_id)
    kept = _kept(plan) | elsewhere
    goal = PlanGoal.model_validate(plan.goal)
    pins = {(one.entry_id, one.juror_id) for one in goal.pins}
    people = session.scalars(
        select(Juror)
        .where(Juror.id.in_({juror for one in seats.values() for juror in one}))
        .order_by(Juror.folded_name, Juror.id)
    )
    jurors = {one.id: one for one in people}
    order = {key: at for at, key in enumerate(jurors)}
    rules = composition_of(session, plan.round_id, goal)
    means = dict((plan.summary.get("measured") or {}).get("means", []))

    def seat(entry: Entry, one: Juror) -> PlanSeat:
        return PlanSeat(
            juror_id=one.id,
            name_ar=one.name_ar,
            name_en=one.name_en,
            origin=Origin(one.origin),
            reads=_written(rules, entry) <= set(one.languages),
            kept=(entry.id, one.id) in kept,
            pinned=(entry.id, one.id) in pins,
        )

    found = []
    ids = sorted(seats)
    for start in range(0, len(ids), SHOWN):
        wanted = select(Entry).where(Entry.id.in_(ids[start : start + SHOWN]), not_barred(actor))
        if category_id is not None:
            wanted = wanted.where(Entry.category_id == category_id)
        wanted = searched(wanted, params, (Entry.folded, cast(Entry.number, String)))
        for entry in session.scalars(wanted):
            mine = [jurors[one] for one in sorted(seats[entry.id], key=order.__getitem__)]
            found.append(
                PlanEntry(
                    entry_id=entry.id,
                    number=entry.number,
                    title_ar=entry.title_ar,
                    title_en=entry.title_en,
                    category_id=entry.category_id,
                    mean=means.get(str(entry.id)),
                    seats=[seat(entry, one) for one in mine],
                    lacks=_lacks(rules, entry, mine),
                )
            )
    return found


def _written(rules: Composition, entry: Entry) -> set[str]:
    return set(entry.languages) or {rules.language}


def _lacks(rules: Composition, entry: Entry, people: list[Juror]) -> list[Group]:
    """What the rules ask for and these do not have: of readers, for each language of the entry."""
    has = {origin.value: sum(one.origin == origin for one in people) for origin in Origin}
    has["readers"] = min(
        sum(language in one.languages for one in people) for language in _written(rules, entry)
    )
    asked = {origin.value: rules.least(origin) for origin in Origin} | {"readers": rules.readers}
    return [group for group in GROUPS if has[group] < asked[group]]


def _kept(plan: AssignmentPlan) -> set[Pair]:
    return _pairs_of(plan, "kept")


def _pairs_of(plan: AssignmentPlan, part: str) -> set[Pair]:
    return {(UUID(entry), UUID(juror)) for entry, juror in plan.summary.get(part, [])}


def standing(plan: AssignmentPlan) -> set[Pair]:
    """The pairs that stand once a plan is applied: what it keeps and what it adds."""
    return _kept(plan) | {(UUID(entry), UUID(juror)) for entry, juror in plan.pairs}


@dataclass(frozen=True, slots=True)
class WhyTask:
    """What is to be explained, outside of any session."""

    world: World
    wish: Wish
    pairs: frozenset[Pair]
    entry_id: UUID
    juror_id: UUID
    kept: bool


def why_task(
    session: Session, actor: Actor, plan_id: UUID, entry_id: UUID, juror_id: UUID
) -> WhyTask:
    """Read what a pair of a plan is explained by. An applied plan is explained as things are now.

    Refusals: 404 for what is not in the plan, `juror_left`, `world_changed` (409).
    """
    plan, round_, edition = staff_plan(session, actor, plan_id)
    goal = PlanGoal.model_validate(plan.goal)
    world = load_world(session, actor, round_, edition, goal, stored=True)
    wish = wish_of(PlanKind(plan.kind), goal)
    known = session.scalar(select(Entry.id).where(Entry.id == entry_id, not_barred(actor)))
    jurors = {one.id for one in world.jurors}
    if known not in {one.id for one in world.entries}:
        raise not_found()
    if juror_id not in jurors:
        if [str(entry_id), str(juror_id)] in plan.pairs:
            raise Refusal("juror_left", N_("لم يعد هذا المحكّم من محكّمي هذه الخطة."))
        raise not_found()
    if plan.applied_at is not None:
        return WhyTask(
            world, wish, world.live, entry_id, juror_id, kept=(entry_id, juror_id) in _kept(plan)
        )
    if digest(world, wish) != plan.problem_hash:
        raise world_changed()
    return WhyTask(
        world,
        wish,
        frozenset(standing(plan)),
        entry_id,
        juror_id,
        kept=(entry_id, juror_id) in world.live,
    )


def why_shown(task: WhyTask, reason: Reason) -> PlanWhy:
    """The answer to why."""
    weights = weights_of(task.world, task.wish)
    return PlanWhy(
        assigned=reason.assigned,
        pinned=(task.entry_id, task.juror_id) in task.wish.pins,
        kept=task.kept,
        bar=reason.bar,
        fit=reason.fit,
        weights=asdict(weights),
        affinity=reason.affinity,
        rank=reason.rank,
        of=reason.of,
        load=reason.load,
        load_max=reason.load_max,
        panel_mean=reason.panel_mean,
        loss=reason.loss,
        blocking=reason.blocking,
        family=reason.family,
    )


def compare_plans(session: Session, actor: Actor, plan_id: UUID, other_id: UUID) -> PlanDifference:
    """A plan beside another of the same round. 404 where it is of another."""
    plan, round_, _ = staff_plan(session, actor, plan_id)
    other, _, _ = staff_plan(session, actor, other_id)
    if other.round_id != round_.id:
        raise not_found()
    here, there = standing(plan), standing(other)
    changed: dict[UUID, tuple[set[UUID], set[UUID]]] = defaultdict(lambda: (set(), set()))
    for entry_id, juror_id in here - there:
        changed[entry_id][0].add(juror_id)
    for entry_id, juror_id in there - here:
        changed[entry_id][1].add(juror_id)
    numbers: dict[UUID, int] = {}
    ids = sorted(changed)
    for start in range(0, len(ids), SHOWN):
        part = select(Entry.id, Entry.number).where(
            Entry.id.in_(ids[start : start + SHOWN]), not_barred(actor)
        )
        numbers |= {row[0]: row[1] for row in session.execute(part)}
    changes = sorted(
        (
            PlanChange(number=number, here=sorted(changed[key][0]), there=sorted(changed[key][1]))
            for key, number in numbers.items()
        ),
        key=lambda one: one.number,
    )
    measured, others = (one.summary.get("measured") or {} for one in (plan, other))
    return PlanDifference(
        other=card_of(other),
        total=measured.get("total"),
        other_total=others.get("total"),
        worst=measured.get("worst"),
        other_worst=others.get("worst"),
        same=len(here & there),
        changes=changes[:SHOWN],
        changes_total=len(changes),
        loads=loads_of(session, other),
    )
