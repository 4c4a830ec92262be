"""What an entrant's act does to decisions: a return is answered, a proposal is overtaken."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.editions.models import Edition, Field
from app.entries.form_queries import open_field
from app.entries.models import Entry
from app.entries.queries import load_view
from app.entries.rules import EntryState
from app.entries.schemas import EntryView
from app.entries.screening_models import ScreeningDecision, ScreeningMessage
from app.entries.screening_queries import BESIDE, held_parts, open_parts
from app.entries.screening_rules import (
    CO_OWNERS,
    Decided,
    Standing,
    check_corrected,
    check_part_open,
)
from app.entries.submission_models import Submission
from app.entries.submission_queries import changed_parts

CO_OWNER_ACTS: Final = (
    "name_co_owner",
    "name_registered_co_owner",
    "remove_co_owner",
    "answer_co_ownership",
    "answer_co_owning",
)
EFFECTIVE: Final = (Standing.made.value, Standing.confirmed.value)


def returned_field(
    session: Session, entry: Entry, edition: Edition, field_id: UUID, now: datetime
) -> Field:
    """`open_field`, and of a returned entry only what was named. Refusal: `part_not_returned` (403)."""
    field = open_field(session, entry, edition, field_id, now)
    check_open(session, entry, str(field_id))
    return field


def check_open(session: Session, entry: Entry, *parts: str) -> None:
    """Of a returned entry only what was named changes. Refusal: `part_not_returned` (403)."""
    if entry.return_parts is None:
        return
    if open_parts(entry, ()) is None or all(
        part in {one["part"] for one in entry.return_parts} for part in parts
    ):
        return
    view = load_view(session, entry)
    opens = open_parts(entry, view.fields, [one.field_id for one in view.missing])
    if opens is not None and set(parts) & set(BESIDE.values()):
        opens |= held_parts(session, entry)
    for part in parts:
        check_part_open(part, opens)


def check_answered(session: Session, entry: Entry, view: EntryView, before: Submission) -> None:
    """A returned entry comes back changed where it was asked, or with a word why not.

    Refusal: `nothing_changed` (409).
    """
    if entry.state != EntryState.returned.value or entry.decided_at is None:
        return
    named = None if entry.return_parts is None else {one["part"] for one in entry.return_parts}
    changed = changed_parts(session, view, before)
    if session.scalar(
        select(AuditEvent.id)
        .where(
            AuditEvent.subject_kind == "entry",
            AuditEvent.subject_id == entry.id,
            AuditEvent.act.in_(CO_OWNER_ACTS),
            AuditEvent.at >= entry.decided_at,
        )
        .limit(1)
    ):
        changed.add(CO_OWNERS)
    replied = session.scalar(
        select(ScreeningMessage.id)
        .where(
            ScreeningMessage.entry_id == entry.id,
            ~ScreeningMessage.from_staff,
            ScreeningMessage.sent_at >= entry.decided_at,
        )
        .limit(1)
    )
    check_corrected(
        sorted(named or ()),
        changed=bool(changed if named is None else changed & named),
        replied=replied is not None,
    )


def close_decisions(
    session: Session, entry: Entry, by: UUID | None, now: datetime, *, answered: bool
) -> None:
    """The entry's people submitted again (`answered`) or withdrew: what was proposed no longer fits."""
    entry.return_until = entry.return_parts = None
    overtake(session, entry, by, now)
    last = session.scalars(
        select(ScreeningDecision)
        .where(ScreeningDecision.entry_id == entry.id, ScreeningDecision.state.in_(EFFECTIVE))
        .order_by(ScreeningDecision.proposed_at.desc(), ScreeningDecision.id.desc())
        .limit(1)
    ).one_or_none()
    if answered and last is not None and last.decision == Decided.returned.value:
        last.answered_at = last.answered_at or now


def overtake(session: Session, entry: Entry, by: UUID | None, now: datetime) -> None:
    """A proposal for what the entry is no longer waits for nobody."""
    session.execute(
        update(ScreeningDecision)
        .where(
            ScreeningDecision.entry_id == entry.id,
            ScreeningDecision.state == Standing.proposed.value,
        )
        .values(state=Standing.overtaken.value, decided_by=by, decided_at=now)
    )
