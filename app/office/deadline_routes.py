"""Moving the deadline of an open call under `/api/v1`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, IfMatch, Now, policy
from app.editions.schemas import DeadlineIn, StaffEdition
from app.kit.strict import StrictRoute
from app.office import deadline_queries, deadline_service
from app.office.deadline_schemas import DeadlineAudience

router = APIRouter(tags=["editions"], route_class=StrictRoute)


@router.post(
    "/editions/{edition_id}/deadline", response_model=StaffEdition, **policy(Role.organiser)
)
async def move_deadline(
    db: Db,
    token: CurrentToken,
    now: Now,
    edition_id: UUID,
    wanted: DeadlineIn,
    condition: IfMatch,
) -> Any:
    return await db.work(
        deadline_service.move_deadline,
        token,
        edition_id,
        wanted,
        condition,
        now,
        answer=StaffEdition.of,
    )


@router.get(
    "/editions/{edition_id}/deadline/audience",
    response_model=DeadlineAudience,
    **policy(Role.organiser),
)
async def show_deadline_audience(db: Db, token: CurrentToken, now: Now, edition_id: UUID) -> Any:
    """Who would be mailed if the deadline moved now, in numbers."""
    return await db.read(deadline_queries.show_deadline_audience, token, edition_id, now)
