"""What a reminder is about: drafts, and since when their deadline is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.editions.models import CallChange, Edition
from app.entries.models import Entry
from app.entries.rules import EntryState

TEMPLATE = "deadline_reminder"


def drafts_of(session: Session, edition_id: UUID) -> Sequence[Entry]:
    """What was begun and never submitted."""
    return session.scalars(
        select(Entry)
        .where(Entry.edition_id == edition_id, Entry.state == EntryState.draft.value)
        .order_by(Entry.number)
    ).all()


def deadline_set_at(session: Session, edition: Edition) -> datetime | None:
    """When the deadline that counts now was announced."""
    moved = session.scalar(
        select(func.max(CallChange.changed_at)).where(
            CallChange.edition_id == edition.id, CallChange.kind == "deadline"
        )
    )
    return moved or edition.call_opened_at
