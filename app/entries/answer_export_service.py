"""Taking all that was submitted in an edition out as a workbook: reading it is an act."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.queries import staff_edition
from app.entries.queries import READERS


def export_answers(
    session: Session, actor: Actor, edition_id: UUID, category_id: UUID | None, now: datetime
) -> None:
    """Record that this reader takes the answers out; they are read after that is kept."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    audit.record(
        session,
        actor,
        "export_answers",
        now,
        subject=("edition", edition.id),
        edition_id=edition.id,
        category_id=category_id and str(category_id),
    )
