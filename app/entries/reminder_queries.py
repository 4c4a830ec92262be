"""What a reminder is about: entries that still have to be submitted, and since when their deadline is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session

from app.editions.models import CallChange, Edition
from app.entries.eligibility_models import EligibilityAnswer
from app.entries.history_models import SavedVersion
from app.entries.models import Attachment, Entry
from app.entries.rules import EntryState
from app.entries.screening_models import ScreeningDecision
from app.entries.screening_rules import Decided

TEMPLATE = "deadline_reminder"


def drafts_of(session: Session, edition_id: UUID) -> Sequence[Entry]:
    """What was begun and never submitted."""
    return session.scalars(
        select(Entry)
        .where(Entry.edition_id == edition_id, Entry.state == EntryState.draft.value)
        .order_by(Entry.number)
    ).all()


def unsent_of(session: Session, edition_id: UUID) -> Sequence[Entry]:
    """Drafts, what was returned, and what was written in since it was submitted (perhaps undone again)."""
    since = Entry.submitted_at
    written = or_(
        exists().where(SavedVersion.entry_id == Entry.id, SavedVersion.saved_at > since),
        exists().where(EligibilityAnswer.entry_id == Entry.id, EligibilityAnswer.saved_at > since),
        exists().where(
            Attachment.entry_id == Entry.id,
            or_(Attachment.added_at > since, Attachment.dropped_at > since),
        ),
    )
    return session.scalars(
        select(Entry)
        .where(
            Entry.edition_id == edition_id,
            or_(
                Entry.state.in_([EntryState.draft.value, EntryState.returned.value]),
                and_(Entry.state == EntryState.submitted.value, written),
            ),
        )
        .order_by(Entry.number)
    ).all()


def returned_at(session: Session, edition_id: UUID) -> dict[UUID, datetime]:
    """When each entry was last returned for correction."""
    at = func.coalesce(ScreeningDecision.decided_at, ScreeningDecision.proposed_at)
    rows = session.execute(
        select(ScreeningDecision.entry_id, func.max(at).label("at"))
        .join(Entry, Entry.id == ScreeningDecision.entry_id)
        .where(Entry.edition_id == edition_id, ScreeningDecision.decision == Decided.returned.value)
        .group_by(ScreeningDecision.entry_id)
    )
    return {row.entry_id: row.at for row in rows}


def deadline_set_at(session: Session, edition: Edition) -> datetime | None:
    """When the deadline that counts now was announced."""
    moved = session.scalar(
        select(func.max(CallChange.changed_at)).where(
            CallChange.edition_id == edition.id, CallChange.kind == "deadline"
        )
    )
    return moved or edition.call_opened_at
