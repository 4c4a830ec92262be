"""Reading plans: the list, one plan with names, and what a new one would be made for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import not_, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.models import Category, Edition
from app.entries.models import Entry
from app.entries.wall_queries import not_barred
from app.judging.assignments.models import AssignmentPlan
from app.judging.assignments.queries import WATCHERS
from app.judging.assignments.rules import PlanKind, check_plan_loads, check_plan_reach, plan_panel
from app.judging.assignments.schemas import (
    Plan,
    PlanCard,
    PlanExcluded,
    PlanGoal,
    PlanGone,
    PlanIn,
    PlanLoad,
    PlanOverlap,
    PlanPair,
    PlanQuality,
    PlanRepair,
    PlanShort,
    PlanThin,
)
from app.judging.assignments.world_queries import load_world
from app.judging.assignments.world_rules import Lowered, Weights, Wish, World
from app.judging.panels.models import Juror
from app.judging.panels.panel_queries import reaches_of
from app.judging.panels.rules import Origin
from app.judging.rounds.models import Round
from app.judging.rounds.queries import staff_round
from app.judging.rounds.rules import RoundState, check_editable
from app.kit.errors import not_found
from app.kit.paging import PageParams, paginate

SHOWN: Final = 5_000


@dataclass(frozen=True, slots=True)
class PlanTask:
    """What is to be drawn, outside of any session; both parts can be pickled."""

    world: World
    wish: Wish

    @property
    def size(self) -> int:
        """Pairs to look at."""
        return len(self.world.entries) * len(self.world.jurors)

    @property
    def crosses(self) -> bool:
        """Whether rules may cross, so that a slower way of solving is taken."""
        rules = self.world.composition
        origins = any(rules.least(one) for one in Origin)
        return origins + (rules.readers > 0) + (rules.per_employer is not None) > 1


def goal_of(session: Session, wanted: PlanIn, round_: Round) -> PlanGoal:
    """What is asked, with the round's own number of jurors where none is named, and its panel.

    Refusals: those of `plan_panel` and `check_plan_loads` (422).
    """
    check_plan_loads(wanted.min_load, wanted.max_load)
    asked = wanted.model_dump(exclude={"kind"})
    jurors = None if wanted.juror_ids is None else sorted(set(wanted.juror_ids))
    k = wanted.jurors_per_entry or round_.jurors_per_entry
    reaches = reaches_of(session, round_.id)
    panel = plan_panel(wanted.panel_id, [one.id for one in reaches])
    return PlanGoal.model_validate(
        asked | {"jurors_per_entry": k, "juror_ids": jurors, "panel_id": panel}
    )


def wish_of(kind: PlanKind, goal: PlanGoal) -> Wish:
    """A goal as the rules read it."""
    return Wish(
        kind,
        goal.jurors_per_entry,
        max_load=goal.max_load,
        min_load=goal.min_load,
        lower_k=dict(goal.lower_k),
        lower_min_load=dict(goal.lower_min_load),
        lower_minimum=tuple(
            Lowered(one.group, one.to, None if one.entry_ids is None else frozenset(one.entry_ids))
            for one in goal.lower_minimum
        ),
        pins=frozenset((one.entry_id, one.juror_id) for one in goal.pins),
        forbids=frozenset((one.entry_id, one.juror_id) for one in goal.forbids),
        weights=Weights(**goal.weights.model_dump()),
        most_per_entry=goal.most_per_entry,
    )


def plan_task(session: Session, actor: Actor, round_id: UUID, wanted: PlanIn) -> PlanTask:
    """Read what a plan is made for. Refusals: `round_closed` (409), those of `load_world`."""
    round_, edition = staff_round(session, actor, round_id)
    check_editable(RoundState(round_.state))
    goal = goal_of(session, wanted, round_)
    world = load_world(session, actor, round_, edition, goal)
    return PlanTask(world, wish_of(wanted.kind, goal))


def staff_plan(
    session: Session, actor: Actor, plan_id: UUID, *, lock: bool = False
) -> tuple[AssignmentPlan, Round, Edition]:
    """A plan with its round, for the organiser; `lock` holds the round and the plan.

    Who reads it (without `lock`) reads nothing of the entries that they are walled off from; who
    would apply it is refused if it reaches one: 403 `plan_walled`.
    """
    plan = session.get(AssignmentPlan, plan_id)
    if plan is None:
        raise not_found()
    round_, edition = staff_round(
        session, actor, plan.round_id, *(() if lock else WATCHERS), lock=lock
    )
    if lock:
        session.refresh(plan, with_for_update=True)
    walled = _walled(session, actor, round_.id)
    if lock:
        check_plan_reach(walled=any(entry in walled for entry, _ in plan.pairs))
    else:
        _leave_out(session, plan, walled)
    return plan, round_, edition


def _walled(session: Session, actor: Actor, round_id: UUID) -> frozenset[str]:
    """The entries of a round's edition from which the reader is walled off, as plans name them."""
    if not (actor.barred_entries or actor.barred_organisations):
        return frozenset()
    found = session.scalars(
        select(Entry.id)
        .join(Round, Round.edition_id == Entry.edition_id)
        .where(Round.id == round_id, not_(not_barred(actor)))
    )
    return frozenset(str(one) for one in found)


def _leave_out(session: Session, plan: AssignmentPlan, walled: frozenset[str]) -> None:
    """Take entries out of a plan that is only read: the row leaves the session, nothing is saved."""
    if not walled:
        return
    session.expunge(plan)

    def seen(rows: list[Any]) -> list[Any]:
        return [row for row in rows if row[0] not in walled]

    said = dict(plan.summary)
    said["excluded_total"] = said.get("excluded_total", len(said["excluded"]))
    said["excluded_total"] -= len(said["excluded"]) - len(seen(said["excluded"]))
    for part in ("kept", "removed", "short", "excluded", "elsewhere"):
        said[part] = seen(said.get(part, []))
    gone = said.get("gone", {})
    said["gone"] = {part: seen(rows) for part, rows in gone.items()}
    if said.get("measured"):
        said["measured"] = said["measured"] | {"means": seen(said["measured"]["means"])}
    # A load counts evaluations by number alone: of what is outside of the plan nothing is left.
    shown = Counter(juror for _, juror in said["kept"] + said["removed"])
    said["before"] = {juror: shown[juror] for juror in said["before"]}
    goal = dict(plan.goal)
    for part in ("pins", "forbids"):
        goal[part] = [one for one in goal.get(part, []) if one["entry_id"] not in walled]
    goal["lower_minimum"] = [
        one
        if one.get("entry_ids") is None
        else one | {"entry_ids": [key for key in one["entry_ids"] if key not in walled]}
        for one in goal.get("lower_minimum", [])
    ]
    goal["lower_k"] = _without(goal.get("lower_k", {}), walled)
    plan.pairs, plan.summary, plan.goal = seen(plan.pairs), said, goal


def _without(numbers: dict[str, Any], walled: frozenset[str]) -> dict[str, Any]:
    return {key: value for key, value in numbers.items() if key not in walled}


def list_plans(
    session: Session, actor: Actor, round_id: UUID, params: PageParams
) -> tuple[list[PlanCard], int]:
    """The plans of a round, the newest first."""
    staff_round(session, actor, round_id, *WATCHERS)
    rows, total = paginate(
        session,
        select(AssignmentPlan).where(AssignmentPlan.round_id == round_id),
        params,
        sorts={"made_at": AssignmentPlan.made_at, "applied_at": AssignmentPlan.applied_at},
        default_sort="-made_at",
        tiebreak=AssignmentPlan.id,
    )
    walled = _walled(session, actor, round_id)
    for row in rows:
        _leave_out(session, row, walled)
    return [card_of(row) for row in rows], total


def card_of(plan: AssignmentPlan) -> PlanCard:
    """A plan in a list."""
    return PlanCard(
        id=plan.id,
        round_id=plan.round_id,
        kind=PlanKind(plan.kind),
        goal=PlanGoal.model_validate(plan.goal),
        made_at=plan.made_at,
        made_by=plan.made_by,
        applied_at=plan.applied_at,
        applied_by=plan.applied_by,
        pairs_total=len(plan.pairs),
        removed_total=len(plan.summary.get("removed", [])),
    )


def show_plan(session: Session, actor: Actor, plan_id: UUID) -> Plan:
    """A plan with its loads, what is short, and its pairs."""
    plan, _, _ = staff_plan(session, actor, plan_id)
    return plan_view(session, plan)


def plan_view(session: Session, plan: AssignmentPlan) -> Plan:
    """A plan as it is shown, with names of now."""
    said = plan.summary
    removed, short, excluded = said.get("removed", []), said["short"], said["excluded"]
    entries = entries_by_id(
        session,
        (row[0] for part in (plan.pairs, removed, short, excluded) for row in part[:SHOWN]),
    )
    return Plan(
        **card_of(plan).model_dump(),
        loads=loads_of(session, plan),
        short=[
            PlanShort(
                entry_id=UUID(entry),
                number=entries[entry].number,
                title_ar=entries[entry].title_ar,
                title_en=entries[entry].title_en,
                wanted=wanted,
                gets=gets,
            )
            for entry, wanted, gets in short[:SHOWN]
        ],
        short_total=len(short),
        pairs=_pairs(plan.pairs, entries),
        removed=_pairs(removed, entries),
        excluded=[
            PlanExcluded(
                entry_id=UUID(entry),
                number=entries[entry].number,
                juror_id=UUID(juror),
                reason=reason,
            )
            for entry, juror, reason in excluded[:SHOWN]
        ],
        excluded_total=said.get("excluded_total", len(excluded)),
        connected=said["connected"],
        seconds=said["seconds"],
        quality=_quality(session, said.get("measured")),
        repair=PlanRepair(**said["repair"]) if said.get("repair") else None,
        gone_pins=_gone(session, plan, "pins"),
        gone_forbids=_gone(session, plan, "forbids"),
    )


def _gone(session: Session, plan: AssignmentPlan, part: str) -> list[PlanGone]:
    """What a plan's goal names and the plan did not know, by its names in this edition."""
    rows = plan.summary.get("gone", {}).get(part, [])[:SHOWN]
    edition = select(Round.edition_id).where(Round.id == plan.round_id).scalar_subquery()
    entries = {
        str(key): number
        for key, number in session.execute(
            select(Entry.id, Entry.number).where(
                Entry.id.in_({UUID(entry) for entry, _ in rows}), Entry.edition_id == edition
            )
        )
    }
    jurors = {
        str(one.id): one
        for one in session.scalars(
            select(Juror).where(
                Juror.id.in_({UUID(juror) for _, juror in rows}), Juror.edition_id == edition
            )
        )
    }
    return [
        PlanGone(
            entry_id=UUID(entry),
            number=entries.get(entry),
            juror_id=UUID(juror),
            name_ar=jurors[juror].name_ar if juror in jurors else "",
            name_en=jurors[juror].name_en if juror in jurors else "",
        )
        for entry, juror in rows
    ]


def _pairs(pairs: list[list[str]], entries: dict[str, Entry]) -> list[PlanPair]:
    return [
        PlanPair(entry_id=UUID(entry), number=entries[entry].number, juror_id=UUID(juror))
        for entry, juror in pairs[:SHOWN]
    ]


def _quality(session: Session, measured: dict[str, Any] | None) -> PlanQuality | None:
    if measured is None:
        return None
    ids = [UUID(one) for one, _ in measured["overlap"]]
    names = {
        one.id: one
        for one in session.scalars(
            select(Category).where(Category.id.in_(ids)).order_by(Category.position, Category.id)
        )
    }
    overlap = {UUID(key): value for key, value in measured["overlap"]}
    return PlanQuality(
        fits=bool(measured["means"]),
        total=measured["total"],
        total_bound=measured["total_bound"],
        worst=measured["worst"],
        worst_bound=measured["worst_bound"],
        overlap=[
            PlanOverlap(
                category_id=key,
                category_ar=one.name_ar,
                category_en=one.name_en,
                overlap=overlap[key],
            )
            for key, one in names.items()
        ],
        thin=[
            PlanThin(juror_id=UUID(juror), category_id=UUID(category), wanted=wanted, has=has)
            for juror, category, wanted, has in measured["thin"][:SHOWN]
        ],
    )


def loads_of(session: Session, plan: AssignmentPlan) -> list[PlanLoad]:
    """Every juror's load before and after a plan, by name."""
    before = {UUID(key): load for key, load in plan.summary["before"].items()}
    added = Counter(UUID(juror) for _, juror in plan.pairs)
    added.subtract(UUID(juror) for _, juror in plan.summary.get("removed", []))
    jurors = session.scalars(
        select(Juror).where(Juror.id.in_(before.keys())).order_by(Juror.folded_name, Juror.id)
    )
    return [
        PlanLoad(
            juror_id=one.id,
            name_ar=one.name_ar,
            name_en=one.name_en,
            origin=Origin(one.origin),
            accepted=one.load_accepted,
            before=before[one.id],
            added=added[one.id],
            after=before[one.id] + added[one.id],
        )
        for one in jurors
    ]


def entries_by_id(session: Session, ids: Iterable[str]) -> dict[str, Entry]:
    """Entries of these ids, a chunk at a time."""
    wanted = sorted({UUID(one) for one in ids})
    found = {}
    for start in range(0, len(wanted), SHOWN):
        for entry in session.scalars(
            select(Entry).where(Entry.id.in_(wanted[start : start + SHOWN]))
        ):
            found[str(entry.id)] = entry
    return found
