"""Routes of publishing."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header

from app.actor import Role
from app.deps import CurrentToken, Db, Now, policy
from app.kit.strict import StrictRoute
from app.results.publication import queries, service
from app.results.publication.schemas import (
    CancelPublicationIn,
    Honours,
    PublicationState,
    PublishedResult,
    PublishIn,
)
from app.results.rankings.queries import READERS

router = APIRouter(tags=["results"], route_class=StrictRoute)


@router.get(
    "/editions/{edition_id}/publication", response_model=PublicationState, **policy(*READERS)
)
async def show_publication(db: Db, token: CurrentToken, now: Now, edition_id: UUID) -> Any:
    """Whether and when the results are published."""
    return await db.read(queries.show_publication, token, edition_id, now)


@router.get("/entrant/entries/{entry_id}/result", response_model=PublishedResult, **policy())
async def show_my_result(db: Db, token: CurrentToken, now: Now, entry_id: UUID) -> Any:
    """How one of my entries came out, once the results are public."""
    return await db.read(queries.show_my_result, token, entry_id, now)


@router.get("/entrant/honours", response_model=Honours, **policy())
async def list_honours(db: Db, token: CurrentToken, now: Now) -> Any:
    """What my entries won, in every edition."""
    return await db.read(queries.list_honours, token, now)


@router.post(
    "/editions/{edition_id}/publication",
    response_model=PublicationState,
    **policy(Role.organiser),
)
async def publish(
    db: Db,
    token: CurrentToken,
    now: Now,
    edition_id: UUID,
    wanted: PublishIn,
    idempotency_key: Annotated[str | None, Header()] = None,
) -> Any:
    """Publish signed results, at once or at a set minute."""
    return await db.bulk(
        service.publish, token, edition_id, wanted.visible_from, idempotency_key, now
    )


@router.post(
    "/editions/{edition_id}/publication/cancel",
    response_model=PublicationState,
    **policy(Role.organiser),
)
async def cancel_publication(
    db: Db, token: CurrentToken, now: Now, edition_id: UUID, wanted: CancelPublicationIn
) -> Any:
    """Call a publication off before its minute."""
    return await db.work(service.cancel_publication, token, edition_id, wanted.reason, now)
