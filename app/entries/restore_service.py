"""Going back to an earlier version of a field: a save like any other, so nothing is lost by it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.actor import Actor
from app.entries.history_models import SavedVersion
from app.entries.queries import entrant_entry
from app.entries.schemas import EntryChange
from app.entries.service import change_entry, save_answer
from app.kit.errors import not_found


def restore_version(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    version_id: UUID,
    condition: str | None,
    now: datetime,
) -> Any:
    """Save an earlier version's value again, as a new revision.

    `condition` is the revision of the answer, or the version of the entry, that stands now.
    Refusals: those of saving: `condition_required` (428), `answer_changed` and `stale` (412) with
    what stands, not editable (409, 423), a value that the form of today does not take (422).
    """
    entry = entrant_entry(session, actor, entry_id)
    version = session.get(SavedVersion, version_id)
    if version is None or version.entry_id != entry.id:
        raise not_found()
    if version.field_id is not None:
        return save_answer(
            session,
            actor,
            entry.id,
            version.field_id,
            version.value,
            condition,
            now,
            act="restore_version",
            restored_at=version.saved_at,
        )
    return change_entry(
        session,
        actor,
        entry.id,
        EntryChange.model_validate({version.face: version.value}),
        condition,
        now,
        act="restore_version",
        restored_at=version.saved_at,
    )
