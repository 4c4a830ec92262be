"""Beginning an edition from an earlier one under `/api/v1`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, Now, policy
from app.kit.answers import put_answer
from app.kit.strict import StrictRoute
from app.office import cloning_service
from app.office.cloning_schemas import ClonedEdition, CloneIn, ClonePreview, Days, Years

router = APIRouter(tags=["editions"], route_class=StrictRoute)


@router.get(
    "/editions/{edition_id}/clone-preview",
    response_model=ClonePreview,
    **policy(Role.organiser),
)
async def preview_clone(
    db: Db, token: CurrentToken, edition_id: UUID, years: Years = 1, days: Days = 0
) -> Any:
    """What a new edition would take over, and its dates."""
    return await db.read(cloning_service.preview_clone, token, edition_id, years, days)


@router.put(
    "/editions/{edition_id}/clones/{clone_id}",
    response_model=ClonedEdition,
    responses={201: {"model": ClonedEdition}},
    **policy(Role.organiser),
)
async def clone_edition(
    db: Db, token: CurrentToken, now: Now, edition_id: UUID, clone_id: UUID, wanted: CloneIn
) -> Any:
    """Begin a draft edition with all that this one set up."""
    return await db.work(
        cloning_service.clone_edition,
        token,
        edition_id,
        clone_id,
        wanted,
        now,
        answer=put_answer(lambda row: row),
    )
