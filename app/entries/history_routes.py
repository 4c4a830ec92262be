"""Routes of what was ever saved in an entry, and of going back to it."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query

from app.deps import CurrentToken, Db, IfMatch, Now, policy
from app.entries import history_queries, restore_service
from app.entries.history_schemas import EntryStory, Restored
from app.kit.strict import StrictRoute

router = APIRouter(prefix="/entrant/entries", tags=["entries"], route_class=StrictRoute)

Face = Literal["title_ar", "title_en", "summary_ar", "summary_en"]


@router.get("/{entry_id}/history", response_model=EntryStory, **policy())
async def list_history(
    db: Db,
    token: CurrentToken,
    now: Now,
    entry_id: UUID,
    field_id: Annotated[UUID | None, Query()] = None,
    face: Annotated[Face | None, Query()] = None,
) -> Any:
    """What was saved in one of my entries, or in one field of it, newest first."""
    return await db.read(
        history_queries.list_history, token, entry_id, field_id, face, now, answer=EntryStory.of
    )


@router.post("/{entry_id}/history/{version_id}/restore", response_model=Restored, **policy())
async def restore_version(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, version_id: UUID, condition: IfMatch
) -> Any:
    """Save an earlier version again: `If-Match` names the revision that stands now."""
    return await db.work(
        restore_service.restore_version,
        token,
        entry_id,
        version_id,
        condition,
        now,
        answer=Restored.of,
    )
