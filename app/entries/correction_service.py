"""What an entrant's act does to decisions: a return is answered, a proposal is overtaken."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.editions.models import Edition, Field
from app.entries.form_queries import open_field
from app.entries.models import Entry
from app.entries.queries import load_view
from app.entries.screening_models import ScreeningDecision
from app.entries.screening_queries import open_parts
from app.entries.screening_rules import Decided, Standing, check_part_open

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
    for part in parts:
        check_part_open(part, opens)


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
