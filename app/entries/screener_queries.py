"""Who screens in an edition, and how much waits for each."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.queries import staff_edition
from app.entries.desk_schemas import Screener, Screeners
from app.entries.models import Entry
from app.entries.queries import READERS
from app.entries.rules import EntryState
from app.entries.screening_queries import screeners_of


def list_screeners(session: Session, actor: Actor, edition_id: UUID) -> Screeners:
    """Who screens an edition, and how many entries wait on each."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    load = waiting_load(session, edition.id)
    return Screeners(
        items=[
            Screener(
                id=user.id,
                name_ar=user.name_ar,
                name_en=user.name_en,
                waiting=load.get(user.id, 0),
            )
            for user in screeners_of(session, edition)
        ],
        unassigned=load.get(None, 0),
    )


def waiting_load(session: Session, edition_id: UUID) -> dict[UUID | None, int]:
    """How many entries wait for a decision, by whose they are; None: nobody's."""
    rows = session.execute(
        select(Entry.screener_id, func.count().label("waiting"))
        .where(Entry.edition_id == edition_id, Entry.state == EntryState.submitted.value)
        .group_by(Entry.screener_id)
    )
    return {row.screener_id: row.waiting for row in rows}
