"""Reminding the organisers of conflicts whose time to be decided runs out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.queries import users_over
from app.actor import Actor, Role
from app.database import Database, Who, actor_of
from app.editions.models import Edition
from app.editions.queries import places
from app.entries.models import Entry
from app.judging.conflicts.deciding_queries import to_remind
from app.judging.conflicts.invitation_service import CONFLICTS_PAGE
from app.judging.conflicts.models import Conflict
from app.judging.conflicts.queries import not_walled
from app.judging.panels.notice_service import tell_user


def remind_to_decide(session: Session, _actor: Actor, now: datetime) -> None:
    """Write to the organisers, once for each conflict; nobody reads of what they are walled off from."""
    for edition_id, conflicts in to_remind(session, now).items():
        edition = session.get_one(Edition, edition_id)
        for user in users_over(session, Role.organiser, *places(edition)):
            _remind(session, edition, user, conflicts, now)
        for one in conflicts:
            one.reminded_at = now


def _remind(
    session: Session, edition: Edition, user: User, conflicts: Sequence[Conflict], now: datetime
) -> None:
    count, decide_by = _seen_by(session, user, [one.id for one in conflicts])
    if not count:
        return
    page = CONFLICTS_PAGE.format(edition=edition.id) + "?state=suspended"
    tell_user(
        session,
        "conflicts_due",
        edition,
        user,
        page,
        now,
        dedupe_key=f"decide:{conflicts[0].id}:{user.id}",
        count=count,
        decide_by=decide_by,
    )


def _seen_by(session: Session, user: User, ids: Sequence[UUID]) -> tuple[int, datetime | None]:
    """How many of these conflicts a person may read of, and the first moment."""
    row = session.execute(
        select(func.count(), func.min(Conflict.decide_by))
        .select_from(Conflict)
        .outerjoin(Entry, Entry.id == Conflict.entry_id)
        .where(Conflict.id.in_(ids), not_walled(actor_of(session, user.id)))
    ).one()
    return row[0], row[1]


async def keep_reminding(database: Database, who: Who) -> bool:
    """The chore of the background."""
    await database.work(remind_to_decide, who, database.house.clock())
    return False
