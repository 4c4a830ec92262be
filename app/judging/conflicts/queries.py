"""Reading conflicts: the walls of a person."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.judging.conflicts.models import Conflict
from app.judging.panels.models import Juror

BARRING = ("recused", "suspended")


def load_walls(session: Session, user_id: UUID) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """Ids of the entries and of the organisations from which a conflict bars this person."""
    rows = session.execute(
        select(Conflict.entry_id, Conflict.organisation_id)
        .join(Juror, Juror.id == Conflict.juror_id)
        .where(Juror.user_id == user_id, Conflict.state.in_(BARRING))
    ).all()
    return (
        frozenset(entry for entry, _ in rows if entry is not None),
        frozenset(organisation for _, organisation in rows if organisation is not None),
    )
