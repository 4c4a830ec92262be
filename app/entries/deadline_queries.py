"""Reading what became of an entry's deadline since the call opened."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.models import CallChange, Edition
from app.entries.deadline_schemas import MovedDeadline
from app.entries.extension_models import ExtendedEntry, Extension
from app.entries.models import Entry
from app.entries.queries import entrant_entry
from app.entries.zone_queries import entry_deadline


def list_my_deadlines(session: Session, actor: Actor, entry_id: UUID) -> list[MovedDeadline]:
    """Every move of the call's deadline and every extension of one of my entries, the last first."""
    entry = entrant_entry(session, actor, entry_id)
    moves = session.scalars(
        select(CallChange).where(
            CallChange.edition_id == entry.edition_id, CallChange.kind == "deadline"
        )
    )
    found = [
        MovedDeadline(
            is_own=False,
            before=datetime.fromisoformat(one.before) if one.before else None,
            until=datetime.fromisoformat(one.after),
            reason_ar=one.what_ar,
            reason_en=one.what_en,
            at=one.changed_at,
        )
        for one in moves
    ]
    extensions = session.execute(
        select(Extension, ExtendedEntry.before)
        .join(ExtendedEntry, ExtendedEntry.extension_id == Extension.id)
        .where(ExtendedEntry.entry_id == entry.id)
    )
    found += [
        MovedDeadline(
            is_own=True,
            before=None if one.before is None else before,
            until=one.until,
            reason_ar=one.reason,
            reason_en="",
            at=one.granted_at,
        )
        for one, before in extensions
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def my_deadline(
    session: Session, actor: Actor, entry_id: UUID
) -> tuple[Edition, Entry, datetime | None]:
    """One of my entries with its edition and until when it can change now."""
    entry = entrant_entry(session, actor, entry_id)
    edition = session.get_one(Edition, entry.edition_id)
    return edition, entry, entry_deadline(entry, edition)
