"""Routes of co-owning agencies: the entrant's, those of the agency that is asked, and the mailed link's."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query

from app.deps import CurrentToken, Db, Now, policy
from app.entries import co_owner_queries, co_owner_service, co_owning_service
from app.entries.co_owner_schemas import (
    CoOwnerAnswerIn,
    CoOwnerIn,
    CoOwnerToken,
    CoOwningIn,
    CoOwnings,
    LookedAtCoOwning,
    NamedAgencies,
    RegisteredCoOwnerIn,
)
from app.entries.eligibility_schemas import OwnEligibility
from app.kit.answers import put_answer
from app.kit.strict import StrictRoute

router = APIRouter(tags=["entries"], route_class=StrictRoute)

ALL = "/entrant/entries/{entry_id}/co-owners"
ONE = f"{ALL}/{{co_owner_id}}"


@router.get(f"{ALL}/agencies", response_model=NamedAgencies, **policy())
async def find_co_owners(
    db: Db, token: CurrentToken, entry_id: UUID, q: Annotated[str, Query(max_length=200)] = ""
) -> Any:
    """Registered agencies that may be named, by their names."""
    return await db.read(
        co_owner_queries.find_co_owners, token, entry_id, q, answer=NamedAgencies.of
    )


@router.put(
    f"{ONE}/agency",
    response_model=OwnEligibility,
    responses={201: {"model": OwnEligibility}},
    **policy(),
)
async def name_registered_co_owner(
    db: Db,
    token: CurrentToken,
    now: Now,
    entry_id: UUID,
    co_owner_id: UUID,
    wanted: RegisteredCoOwnerIn,
) -> Any:
    """Name a registered agency that the entry belongs to as well, and ask its managers."""
    return await db.work(
        co_owner_service.name_registered_co_owner,
        token,
        entry_id,
        co_owner_id,
        wanted,
        now,
        answer=put_answer(OwnEligibility.of),
    )


@router.put(
    ONE,
    response_model=OwnEligibility,
    responses={201: {"model": OwnEligibility}},
    **policy(),
)
async def name_co_owner(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, co_owner_id: UUID, wanted: CoOwnerIn
) -> Any:
    """Name another agency that the entry belongs to and is not registered, and mail its manager."""
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
    """Ask again; a link that was mailed dies."""
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


@router.get("/entrant/co-ownings", response_model=CoOwnings, **policy())
async def list_co_ownings(db: Db, token: CurrentToken) -> Any:
    """What the agencies that I manage are asked to own as well."""
    return await db.read(co_owner_queries.list_co_ownings, token, answer=CoOwnings.of)


@router.post(
    "/entrant/co-ownings/{co_owner_id}/answer", response_model=LookedAtCoOwning, **policy()
)
async def answer_co_owning(
    db: Db, token: CurrentToken, now: Now, co_owner_id: UUID, wanted: CoOwningIn
) -> Any:
    """Agree for my agency that the entry is its own as well, or not."""
    return await db.work(
        co_owning_service.answer_co_owning,
        token,
        co_owner_id,
        wanted,
        now,
        answer=LookedAtCoOwning.of,
    )


@router.post("/co-owners/look", response_model=LookedAtCoOwning, **policy(public=True))
async def look_at_co_owning(db: Db, wanted: CoOwnerToken) -> Any:
    """What the link of a mail asks."""
    return await db.read(
        co_owning_service.look_at_co_owning, None, wanted.token, answer=LookedAtCoOwning.of
    )


@router.post("/co-owners/answer", response_model=LookedAtCoOwning, **policy(public=True))
async def answer_co_ownership(
    db: Db, token: CurrentToken, now: Now, wanted: CoOwnerAnswerIn
) -> Any:
    """Agree that the entry is the agency's as well, or not."""
    return await db.work(
        co_owning_service.answer_co_ownership, token, wanted, now, answer=LookedAtCoOwning.of
    )
