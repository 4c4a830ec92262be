"""Which entries won in earlier editions, as far as it is public."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.entries.models import Entry
from app.results.decision_rules import Outcome
from app.results.decisions.models import Decision
from app.results.publication.models import Publication


def past_wins(
    session: Session, editions: Collection[UUID], now: datetime
) -> Sequence[tuple[UUID, UUID]]:
    """(entry, edition) of what won in these editions and is public by now; for `House.past_wins`."""
    rows = session.execute(
        select(Entry.id, Entry.edition_id)
        .join(Decision, Decision.entry_id == Entry.id)
        .join(Publication, Publication.edition_id == Decision.edition_id)
        .where(
            Decision.edition_id.in_(editions),
            Decision.outcome == Outcome.winner.value,
            Publication.visible_from <= now,
        )
    )
    return [(row.id, row.edition_id) for row in rows]
