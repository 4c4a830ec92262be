"""What its people say of the languages that an entry is written in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Edition
from app.entries.language_rules import Language
from app.entries.queries import entrant_entry, entrant_view, may_edit
from app.entries.schemas import EntryView


def put_entry_languages(
    session: Session, actor: Actor, entry_id: UUID, languages: Sequence[Language], now: datetime
) -> EntryView:
    """Say which languages the entry is written in: its jurors are chosen by it. Refusals: those of `may_edit`."""
    entry = entrant_entry(session, actor, entry_id, lock=True)
    wanted: list[str] = sorted(set(languages))
    if wanted != entry.languages:
        may_edit(entry, session.get_one(Edition, entry.edition_id), now)
        before, entry.languages = entry.languages, wanted
        audit.record(
            session,
            actor,
            "put_entry_languages",
            now,
            subject=("entry", entry.id),
            edition_id=entry.edition_id,
            before=before,
            after=wanted,
        )
    return entrant_view(session, actor, entry, now)
