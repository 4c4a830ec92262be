"""Reading what happened to an entry: its state's history from the log, and its questions."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.audit.models import AuditEvent
from app.entries.models import Question
from app.entries.schemas import HistoryItem, PersonRef


def entry_questions(session: Session, entry_id: UUID) -> Sequence[Question]:
    """The questions of an entry, oldest first."""
    return session.scalars(
        select(Question)
        .where(Question.entry_id == entry_id)
        .order_by(Question.asked_at, Question.id)
    ).all()


STORY = (
    "start_entry",
    "submit_entry",
    "withdraw_entry",
    "mark_eligible",
    "mark_ineligible",
    "return_entry",
    "disqualify_entry",
    "reinstate_entry",
    "move_entry",
)
MOVED = ("from_ar", "from_en", "to_ar", "to_en")


def entry_history(session: Session, entry_id: UUID) -> list[HistoryItem]:
    """What happened to an entry's state, oldest first, from the log."""
    rows = session.execute(
        select(AuditEvent.at, AuditEvent.act, AuditEvent.facts, User.id, User.name_ar, User.name_en)
        .outerjoin(User, User.id == AuditEvent.actor_id)
        .where(
            AuditEvent.subject_kind == "entry",
            AuditEvent.subject_id == entry_id,
            AuditEvent.act.in_(STORY),
        )
        .order_by(AuditEvent.id)
    )
    return [
        HistoryItem(
            at=row.at,
            act=row.act,
            by=None if row.id is None else PersonRef.model_validate(row),
            reason=str(row.facts.get("reason", "")),
            **{name: str(row.facts.get(name, "")) for name in MOVED if row.act == "move_entry"},
        )
        for row in rows
    ]
