"""Forgetting what nobody needs any more: old links, ended sessions, finished jobs, counts of failures."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.session_service import sweep as sweep_sessions
from app.actor import Actor
from app.audit.idempotency_service import sweep as sweep_keys
from app.database import Database, Who
from app.entries.attachment_check_service import forget_uploads
from app.entries.history_service import sweep as sweep_history
from app.entries.member_service import sweep as sweep_presences
from app.jobs.service import sweep as sweep_jobs


def sweep(session: Session, _actor: Actor, now: datetime) -> None:
    """Delete rows whose time has passed; nothing of the record."""
    sweep_sessions(session, now)
    sweep_keys(session, now)
    sweep_jobs(session, now)
    sweep_presences(session, now)
    sweep_history(session)
    forget_uploads(session, now)


async def keep_house(database: Database, who: Who) -> bool:
    """The chore of the background."""
    await database.work(sweep, who, database.house.clock())
    return False
