"""The conflicts that wait for a decision: how many, until when, and whom it is time to remind of them."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.models import Edition
from app.editions.rules import Phase
from app.entries.models import Entry
from app.judging.conflicts.models import Conflict
from app.judging.conflicts.queries import not_walled
from app.judging.conflicts.rules import DAY_BEFORE, ConflictState, remind_from

_waits: ColumnElement[bool] = Conflict.state == ConflictState.suspended.value
OVER = (Phase.published.value, Phase.archived.value, Phase.cancelled.value)


class Undecided(NamedTuple):
    """Conflicts that wait for a decision, those whose time has passed apart."""

    in_time: int
    decide_by: datetime | None
    overdue: int
    overdue_since: datetime | None


def undecided(session: Session, actor: Actor, edition_id: UUID, now: datetime) -> Undecided:
    """What of an edition waits for a decision, of what the actor may see."""
    late = func.coalesce(Conflict.decide_by < now, False)
    row = session.execute(
        select(
            func.coalesce(func.sum(case((late, 0), else_=1)), 0),
            func.min(case((late, None), else_=Conflict.decide_by)),
            func.coalesce(func.sum(case((late, 1), else_=0)), 0),
            func.min(case((late, Conflict.decide_by))),
        )
        .select_from(Conflict)
        .outerjoin(Entry, Entry.id == Conflict.entry_id)
        .where(Conflict.edition_id == edition_id, _waits, not_walled(actor))
    ).one()
    return Undecided(*row)


def count_undecided(session: Session, actor: Actor, edition_id: UUID, now: datetime) -> int:
    """How many conflicts of an edition wait for a decision, of those that the actor may see."""
    found = undecided(session, actor, edition_id, now)
    return found.in_time + found.overdue


def to_remind(session: Session, now: datetime) -> dict[UUID, list[Conflict]]:
    """By edition at work: the conflicts, locked, whose time is near and of which nobody was reminded."""
    found: dict[UUID, list[Conflict]] = {}
    for one in session.scalars(
        select(Conflict)
        .join(Edition, Edition.id == Conflict.edition_id)
        .where(
            _waits,
            Conflict.reminded_at.is_(None),
            Conflict.decide_by <= now + DAY_BEFORE,
            Edition.phase.not_in(OVER),
        )
        .order_by(Conflict.id)
        .with_for_update(of=Conflict, skip_locked=True)
    ):
        if one.decide_by is not None and remind_from(one.declared_at, one.decide_by) <= now:
            found.setdefault(one.edition_id, []).append(one)
    return found
