"""Keeping what was saved in a field; every save of an answer or of the face comes through here."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.models import Edition
from app.editions.rules import Phase
from app.entries.history_models import SavedVersion
from app.entries.history_rules import continues
from app.entries.models import Entry
from app.kit.ids import uuid7


def keep_version(
    session: Session,
    actor: Actor,
    entry: Entry,
    value: Any,
    revision: int,
    now: datetime,
    *,
    field_id: UUID | None = None,
    face: str = "",
    restored_at: datetime | None = None,
    carried: bool = False,
) -> None:
    """Keep what was just saved in a question (`field_id`) or a part of the face.

    Saves of one person that follow closely become one version; a restoration and an answer that
    was carried over are versions of their own. The caller holds the entry's lock.
    """
    last = session.scalars(
        select(SavedVersion)
        .where(
            SavedVersion.entry_id == entry.id,
            SavedVersion.field_id == field_id,
            SavedVersion.face == face,
        )
        .order_by(SavedVersion.saved_at.desc(), SavedVersion.revision.desc())
        .limit(1)
    ).one_or_none()
    alone = restored_at is not None or carried
    if last is not None and not alone and last.restored_at is None and not last.carried:
        together = continues(
            last_by=last.saved_by,
            by=actor.user_id,
            began_at=last.began_at,
            saved_at=last.saved_at,
            submitted_at=entry.submitted_at,
            now=now,
        )
        if together:
            last.value, last.revision, last.saved_at = value, revision, now
            return
    session.add(
        SavedVersion(
            id=uuid7(),
            entry_id=entry.id,
            field_id=field_id,
            face=face,
            value=value,
            revision=revision,
            saved_by=actor.user_id,
            began_at=now,
            saved_at=now,
            restored_at=restored_at,
            carried=carried,
        )
    )


def sweep(session: Session) -> None:
    """Forget the earlier versions of archived editions; what stands in their entries stays."""
    archived = select(Edition.id).where(Edition.phase == Phase.archived.value)
    session.execute(
        delete(SavedVersion).where(
            SavedVersion.entry_id.in_(select(Entry.id).where(Entry.edition_id.in_(archived)))
        )
    )
