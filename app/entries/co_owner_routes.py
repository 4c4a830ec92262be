"""Routes of co-owning agencies: the entrant's, and the two of the mailed link."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.deps import CurrentToken, Db, Now, policy
from app.entries import co_owner_service
from app.entries.co_owner_schemas import (
    CoOwnerAnswerIn,
    CoOwnerIn,
    CoOwnerToken,
    LookedAtCoOwning,
)
from app.entries.eligibility_schemas import OwnEligibility
from app.kit.answers import put_answer
from app.kit.strict import StrictRoute

router = APIRouter(tags=["entries"], route_class=StrictRoute)

ONE = "/entrant/entries/{entry_id}/co-owners/{co_owner_id}"


@router.put(
    ONE,
    response_model=OwnEligibility,
    responses={201: {"model": OwnEligibility}},
    **policy(),
)
async def name_co_owner(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, co_owner_id: UUID, wanted: CoOwnerIn
) -> Any:
    """Name another agency that the entry belongs to, and mail its manager."""
    return await db.work(
        co_owner_service.name_co_owner,
        token,
        entry_id,
        co_owner_id,
        wanted,
        now,
        answer=put_answer(OwnEligibility.of),
    )


@router.post(f"{ONE}/mail", response_model=OwnEligibility, **policy())
async def mail_co_owner(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, co_owner_id: UUID
) -> Any:
    """Mail a new link; the old one dies."""
    return await db.work(
        co_owner_service.mail_co_owner,
        token,
        entry_id,
        co_owner_id,
        now,
        answer=OwnEligibility.of,
    )


@router.delete(ONE, response_model=OwnEligibility, **policy())
async def remove_co_owner(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, co_owner_id: UUID
) -> Any:
    """Take a co-owner off an entry."""
    return await db.work(
        co_owner_service.remove_co_owner,
        token,
        entry_id,
        co_owner_id,
        now,
        answer=OwnEligibility.of,
    )


@router.post("/co-owners/look", response_model=LookedAtCoOwning, **policy(public=True))
async def look_at_co_owning(db: Db, wanted: CoOwnerToken) -> Any:
    """What the link of a mail asks."""
    return await db.read(
        co_owner_service.look_at_co_owning, None, wanted.token, answer=LookedAtCoOwning.of
    )


@router.post("/co-owners/answer", response_model=LookedAtCoOwning, **policy(public=True))
async def answer_co_ownership(
    db: Db, token: CurrentToken, now: Now, wanted: CoOwnerAnswerIn
) -> Any:
    """Agree that the entry is the agency's as well, or not."""
    return await db.work(
        co_owner_service.answer_co_ownership, token, wanted, now, answer=LookedAtCoOwning.of
    )
