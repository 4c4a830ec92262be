"""Plans of assignments: stored as shown, applied only to the world that they were made for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.audit.idempotency_service import is_replay
from app.editions.models import Edition
from app.jobs.models import Job
from app.jobs.service import enqueue
from app.judging.assignments.models import AssignmentPlan
from app.judging.assignments.plan_queries import SHOWN, goal_of, plan_view, staff_plan, wish_of
from app.judging.assignments.plan_rules import Drawn
from app.judging.assignments.problem_rules import not_there
from app.judging.assignments.rules import PlanKind, check_plan_open, world_changed
from app.judging.assignments.schemas import Plan, PlanGoal, PlanIn
from app.judging.assignments.world_queries import load_world
from app.judging.assignments.world_rules import Pair, Wish, World, digest, parts
from app.judging.evaluations.models import Evaluation
from app.judging.evaluations.rules import ClosedReason, EvaluationStatus
from app.judging.panels.queries import lock_jurors
from app.judging.rounds.models import Round
from app.judging.rounds.queries import staff_round
from app.judging.rounds.rules import RoundState, check_editable
from app.kit.ids import uuid7

_CHUNK = 500


def make_plan(
    session: Session, actor: Actor, round_id: UUID, wanted: PlanIn, drawn: Drawn, now: datetime
) -> Plan:
    """Store a plan that was drawn outside of any session, if the world is still the same.

    Refusals: `round_closed`, `world_changed` (409), `plan_walled` (403).
    """
    round_, edition = staff_round(session, actor, round_id, lock=True)
    check_editable(RoundState(round_.state))
    goal = goal_of(session, wanted, round_)
    world = load_world(session, actor, round_, edition, goal)
    wish = wish_of(wanted.kind, goal)
    world_hash = digest(world, wish)
    if world_hash != drawn.digest:
        raise world_changed()
    plan = AssignmentPlan(
        id=uuid7(),
        round_id=round_id,
        kind=wanted.kind.value,
        goal=goal.model_dump(mode="json"),
        problem_hash=world_hash,
        pairs=_ids(drawn.pairs),
        summary=_summary(world, wish, drawn),
        made_by=actor.user_id,
        made_at=now,
    )
    session.add(plan)
    audit.record(
        session,
        actor,
        "make_plan",
        now,
        subject=("plan", plan.id),
        edition_id=edition.id,
        round_id=str(round_id),
        kind=plan.kind,
        pairs=len(plan.pairs),
    )
    return plan_view(session, plan)


def _ids(pairs: Iterable[Pair]) -> list[list[str]]:
    return [[str(entry), str(juror)] for entry, juror in pairs]


def _summary(world: World, wish: Wish, drawn: Drawn) -> dict[str, Any]:
    """What is kept of a plan beside its pairs, as JSON."""
    before: dict[UUID, int] = {juror.id: juror.load for juror in world.jurors}
    for _, juror_id in world.live:
        before[juror_id] += 1
    measured = None if drawn.measured is None else asdict(drawn.measured)
    said = {
        "before": {str(key): load for key, load in before.items()},
        "parts": parts(world),
        "kept": _ids(sorted(world.live.difference(drawn.removed))),
        "removed": _ids(drawn.removed),
        "gone": {
            "pins": _ids(not_there(world, wish.pins)),
            "forbids": _ids(not_there(world, wish.forbids)),
        },
        "elsewhere": _ids(sorted(world.elsewhere)),
        "short": [[str(entry), k, gets] for entry, k, gets in drawn.short],
        "excluded": [
            [str(one.entry_id), str(one.juror_id), one.reason.value]
            for one in drawn.excluded[:SHOWN]
        ],
        "excluded_total": len(drawn.excluded),
        "connected": drawn.connected,
        "seconds": round(drawn.seconds, 3),
        "measured": measured,
        "repair": None if drawn.empty is None else {"empty": drawn.empty, "minimal": drawn.minimal},
    }
    plain: dict[str, Any] = json.loads(json.dumps(said, default=str))
    return plain


def apply_plan(
    session: Session, actor: Actor, plan_id: UUID, key: str | None, now: datetime
) -> Plan:
    """Make the plan's evaluations, all in one transaction; the round's bids end.

    Refusals: `round_closed`, `plan_applied`, `world_changed` (409), `plan_walled` (403); 422 of the idempotency key.
    """
    plan, round_, edition = staff_plan(session, actor, plan_id, lock=True)
    if is_replay(session, actor, key, "apply_plan", {"plan": str(plan_id)}, now):
        return plan_view(session, plan)
    check_plan_open(applied=plan.applied_at is not None)
    check_editable(RoundState(round_.state))
    lock_jurors(session, {UUID(one) for _, one in [*plan.pairs, *plan.summary.get("removed", [])]})
    _check_world(session, actor, plan, round_, edition)
    pairs = [(UUID(entry), UUID(juror)) for entry, juror in plan.pairs]
    removed = _take_away(session, round_.id, plan, now)
    revived = _revive(session, actor, round_.id, pairs, now)
    rows = [
        {
            "id": uuid7(),
            "round_id": round_.id,
            "entry_id": entry_id,
            "juror_id": juror_id,
            "status": "none",
            "assigned_by": actor.user_id,
            "assigned_at": now,
            "source": plan.kind,
            "closed_reason": "",
            "closed_note": "",
        }
        for entry_id, juror_id in pairs
        if (entry_id, juror_id) not in revived
    ]
    table: Any = Evaluation.__table__
    if rows:
        session.execute(insert(table), rows)
    plan.applied_at, plan.applied_by = now, actor.user_id
    if round_.bids_until is not None:
        round_.bids_until = min(round_.bids_until, now)
    audit.record(
        session,
        actor,
        "apply_plan",
        now,
        subject=("plan", plan.id),
        edition_id=edition.id,
        round_id=str(round_.id),
        added=len(rows),
        revived=len(revived),
        removed=removed,
    )
    return plan_view(session, plan)


def _take_away(session: Session, round_id: UUID, plan: AssignmentPlan, now: datetime) -> int:
    """End what a repair moves elsewhere: assigned, and begun by nobody, not even just now."""
    gone = {(UUID(entry), UUID(juror)) for entry, juror in plan.summary.get("removed", [])}
    rows = session.scalars(
        select(Evaluation)
        .where(
            Evaluation.round_id == round_id,
            Evaluation.closed_at.is_(None),
            Evaluation.entry_id.in_({entry for entry, _ in gone}),
        )
        .with_for_update()
    )
    mine = [
        row
        for row in rows
        if (row.entry_id, row.juror_id) in gone and row.status == EvaluationStatus.none
    ]
    if len(mine) < len(gone):
        raise world_changed(["assignments"])
    for row in mine:
        row.closed_at, row.closed_reason = now, ClosedReason.removed.value
    return len(mine)


def _check_world(
    session: Session, actor: Actor, plan: AssignmentPlan, round_: Round, edition: Edition
) -> None:
    goal = PlanGoal.model_validate(plan.goal)
    world = load_world(session, actor, round_, edition, goal, stored=True)
    if digest(world, wish_of(PlanKind(plan.kind), goal)) != plan.problem_hash:
        now, then = parts(world), plan.summary.get("parts", {})
        left = set(goal.juror_ids or ()).difference(one.id for one in world.jurors)
        raise world_changed(
            [name for name in now if name in then and now[name] != then[name]],
            left=sorted(str(one) for one in left),
        )


def _revive(
    session: Session,
    actor: Actor,
    round_id: UUID,
    pairs: list[tuple[UUID, UUID]],
    now: datetime,
) -> set[tuple[UUID, UUID]]:
    """Bring back pairs that once were taken away: one row per pair and round, for ever."""
    wanted = set(pairs)
    closed = {
        (row[1], row[2]): row[0]
        for row in session.execute(
            select(Evaluation.id, Evaluation.entry_id, Evaluation.juror_id).where(
                Evaluation.round_id == round_id, Evaluation.closed_at.is_not(None)
            )
        )
        if (row[1], row[2]) in wanted
    }
    ids = sorted(closed.values())
    for start in range(0, len(ids), _CHUNK):
        session.execute(
            update(Evaluation)
            .where(Evaluation.id.in_(ids[start : start + _CHUNK]))
            .values(
                closed_at=None,
                closed_reason="",
                closed_note="",
                assigned_by=actor.user_id,
                assigned_at=now,
            )
            .execution_options(synchronize_session=False)
        )
    return set(closed)


def queue_plan(
    session: Session, actor: Actor, round_id: UUID, wanted: PlanIn, now: datetime
) -> Job:
    """Put a plan that is too large for a request into the queue of jobs."""
    _, edition = staff_round(session, actor, round_id)
    payload = {"round_id": str(round_id), "wanted": wanted.model_dump(mode="json")}
    job = enqueue(session, actor, "make_plan", payload, edition.id, now)
    session.flush()  # the answer shows the row with its defaults
    return job
