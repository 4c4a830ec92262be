"""Reading what became of an entry's deadline since the call opened."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.models import CallChange, Edition
from app.entries.deadline_schemas import MovedDeadline
from app.entries.extension_models import Extension
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
    agency = (
        Extension.organisation_id == entry.organisation_id
        if entry.organisation_id is not None
        else None
    )
    extensions = session.scalars(
        select(Extension)
        .where(
            Extension.edition_id == entry.edition_id,
            Extension.granted_at >= entry.created_at,
            or_(Extension.entry_id == entry.id, *([] if agency is None else [agency])),
        )
        .order_by(Extension.granted_at, Extension.id)
    )
    own: datetime | None = None
    for one in extensions:
        shortens = one.before is not None
        later = own is None or one.until > own
        earlier = own is not None and one.until < own
        if not (earlier if shortens else later):
            continue  # an agency's, which left what this entry alone was given as it was
        found.append(
            MovedDeadline(
                is_own=True,
                before=own if shortens else None,
                until=one.until,
                reason_ar=one.reason,
                reason_en="",
                at=one.granted_at,
            )
        )
        own = one.until
    return sorted(found, key=lambda one: one.at, reverse=True)


def my_deadline(
    session: Session, actor: Actor, entry_id: UUID
) -> tuple[Edition, Entry, datetime | None]:
    """One of my entries with its edition and until when it can change now."""
    entry = entrant_entry(session, actor, entry_id)
    edition = session.get_one(Edition, entry.edition_id)
    return edition, entry, entry_deadline(entry, edition)
