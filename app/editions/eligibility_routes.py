"""The rules of eligibility under `/api/v1`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, IfMatch, Now, policy
from app.editions import eligibility_queries, eligibility_service
from app.editions.eligibility_schemas import EligibilityRulesIn, StaffEligibilityRules
from app.editions.routes import READERS
from app.kit.strict import StrictRoute

router = APIRouter(tags=["editions"], route_class=StrictRoute)


@router.get(
    "/editions/{edition_id}/eligibility-rules",
    response_model=StaffEligibilityRules,
    **policy(*READERS),
)
async def list_eligibility_rules(db: Db, token: CurrentToken, edition_id: UUID) -> Any:
    """All rules of an edition: those of every category, then each category's own."""
    return await db.read(
        eligibility_queries.list_eligibility_rules,
        token,
        edition_id,
        answer=StaffEligibilityRules.of,
    )


@router.put(
    "/editions/{edition_id}/eligibility-rules",
    response_model=StaffEligibilityRules,
    **policy(Role.organiser),
)
async def put_eligibility_rules(
    db: Db,
    token: CurrentToken,
    now: Now,
    edition_id: UUID,
    wanted: EligibilityRulesIn,
    condition: IfMatch,
) -> Any:
    """Make these the rules of the edition."""
    return await db.work(
        eligibility_service.put_eligibility_rules,
        token,
        edition_id,
        wanted,
        condition,
        now,
        answer=StaffEligibilityRules.of,
    )
