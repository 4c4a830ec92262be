"""Phase changes of an edition under `/api/v1`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, Language, Now, policy
from app.editions.routes import READERS
from app.editions.schemas import StaffEdition
from app.kit.strict import StrictRoute
from app.office import phase_queries, phase_service
from app.office.phase_schemas import CancelIn, PhaseIn, Readiness, readiness_in

router = APIRouter(tags=["editions"], route_class=StrictRoute)


@router.post("/editions/{edition_id}/phase", response_model=StaffEdition, **policy(Role.organiser))
async def step_phase(
    db: Db, token: CurrentToken, now: Now, edition_id: UUID, wanted: PhaseIn
) -> Any:
    return await db.work(
        phase_service.step_phase, token, edition_id, wanted, now, answer=StaffEdition.of
    )


@router.post("/editions/{edition_id}/cancel", response_model=StaffEdition, **policy(Role.organiser))
async def cancel_edition(
    db: Db, token: CurrentToken, now: Now, edition_id: UUID, wanted: CancelIn
) -> Any:
    return await db.work(
        phase_service.cancel_edition, token, edition_id, wanted, now, answer=StaffEdition.of
    )


@router.get("/editions/{edition_id}/readiness", response_model=Readiness, **policy(*READERS))
async def show_readiness(
    db: Db, token: CurrentToken, now: Now, language: Language, edition_id: UUID
) -> Any:
    return await db.read(
        phase_queries.show_readiness, token, edition_id, now, answer=readiness_in(language)
    )
