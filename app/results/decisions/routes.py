"""Routes of decisions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, IfMatch, Now, policy
from app.kit.strict import StrictRoute
from app.results.decisions import service
from app.results.decisions.schemas import CategoryDecisions, Decisions, DecisionsIn
from app.results.rankings.queries import READERS

router = APIRouter(tags=["results"], route_class=StrictRoute)


@router.put(
    "/categories/{category_id}/decisions",
    response_model=CategoryDecisions,
    **policy(Role.organiser),
)
async def put_decisions(
    db: Db,
    token: CurrentToken,
    now: Now,
    category_id: UUID,
    wanted: DecisionsIn,
    condition: IfMatch,
) -> Any:
    """Replace a category's decisions as a whole; `If-Match` names the list that is changed."""
    return await db.work(service.put_decisions, token, category_id, wanted, condition, now)


@router.get(
    "/editions/{edition_id}/decisions",
    response_model=Decisions,
    **policy(*READERS, recorded_read=True),
)
async def list_decisions(db: Db, token: CurrentToken, now: Now, edition_id: UUID) -> Any:
    """The decisions of an edition, by category."""
    return await db.work(service.list_decisions, token, edition_id, now)
