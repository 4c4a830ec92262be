"""What a person belonged to until they left, for the administrator."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, Now, policy
from app.kit.strict import StrictRoute
from app.office import tie_service
from app.office.tie_schemas import PastTies, TieEnding

router = APIRouter(tags=["people"], route_class=StrictRoute)


@router.get(
    "/users/{user_id}/past-ties",
    response_model=PastTies,
    **policy(Role.admin),
)
async def list_past_ties(db: Db, token: CurrentToken, user_id: UUID) -> Any:
    """The agencies and entries that a person left, each of which still walls them off."""
    return await db.read(tie_service.list_past_ties, token, user_id)


@router.post(
    "/users/{user_id}/past-ties/{scope_id}/end",
    response_model=PastTies,
    **policy(Role.admin),
)
async def end_past_tie(
    db: Db, token: CurrentToken, now: Now, user_id: UUID, scope_id: UUID, wanted: TieEnding
) -> Any:
    """Take the wall down, with a reason."""
    return await db.work(tie_service.end_past_tie, token, user_id, scope_id, wanted.reason, now)
