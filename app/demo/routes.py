"""What to look at in the demo edition."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.demo import queries
from app.demo.schemas import LookAt
from app.deps import CurrentToken, Db, policy
from app.office.home_queries import READERS

router = APIRouter(tags=["demo"])


@router.get("/editions/{edition_id}/look-at", response_model=LookAt, **policy(*READERS))
async def what_to_look_at(db: Db, token: CurrentToken, edition_id: UUID) -> Any:
    """The planted facts of the demo edition; none in every other."""
    return await db.read(queries.what_to_look_at, token, edition_id)
