"""Routes of eligibility: the entrant's questions and states, and the staff's view of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.deps import CurrentToken, Db, Now, policy
from app.entries import eligibility_service
from app.entries.eligibility_schemas import EligibilityIn, OwnEligibility, StaffEligibility
from app.entries.queries import READERS
from app.kit.strict import StrictRoute

router = APIRouter(tags=["entries"], route_class=StrictRoute)

ENTRY = "/entrant/entries/{entry_id}"


@router.get(f"{ENTRY}/eligibility", response_model=OwnEligibility, **policy())
async def show_my_eligibility(db: Db, token: CurrentToken, now: Now, entry_id: UUID) -> Any:
    """How one of my entries stands to each rule of its category."""
    return await db.read(
        eligibility_service.show_my_eligibility, token, entry_id, now, answer=OwnEligibility.of
    )


@router.put(f"{ENTRY}/eligibility", response_model=OwnEligibility, **policy())
async def save_eligibility(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, wanted: EligibilityIn
) -> Any:
    """Answer the questions that come before the form."""
    return await db.work(
        eligibility_service.save_eligibility,
        token,
        entry_id,
        wanted.answers,
        now,
        answer=OwnEligibility.of,
    )


@router.get("/entries/{entry_id}/eligibility", response_model=StaffEligibility, **policy(*READERS))
async def show_eligibility(db: Db, token: CurrentToken, entry_id: UUID) -> Any:
    """How an entry stands to each rule: as it was submitted, and by what is known now."""
    return await db.read(
        eligibility_service.show_eligibility, token, entry_id, answer=StaffEligibility.of
    )
