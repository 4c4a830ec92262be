"""Route of an entry's deadline, for its people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.deps import CurrentToken, Db, policy
from app.entries import deadline_queries
from app.entries.deadline_schemas import MovedDeadline
from app.kit.strict import StrictRoute

router = APIRouter(prefix="/entrant", tags=["entries"], route_class=StrictRoute)


@router.get("/entries/{entry_id}/deadlines", response_model=list[MovedDeadline], **policy())
async def list_my_deadlines(db: Db, token: CurrentToken, entry_id: UUID) -> Any:
    """What moved the deadline of one of my entries, and why."""
    return await db.read(deadline_queries.list_my_deadlines, token, entry_id)
