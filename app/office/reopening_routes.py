"""Going back one phase under `/api/v1`: proposed by one person, answered by another."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, Language, Now, policy
from app.editions.routes import READERS
from app.kit.answers import created, put_answer
from app.kit.strict import StrictRoute
from app.office import reopening_queries, reopening_service
from app.office.reopening_schemas import DeclineIn, ReopeningIn, ReopeningView, view_in

router = APIRouter(tags=["editions"], route_class=StrictRoute)
ONE = "/editions/{edition_id}/reopenings/{reopening_id}"
ANSWERERS = policy(Role.organiser, Role.approver)


@router.get("/editions/{edition_id}/reopening", response_model=ReopeningView, **policy(*READERS))
async def show_reopening(
    db: Db, token: CurrentToken, now: Now, language: Language, edition_id: UUID
) -> Any:
    """Whether the edition may go back one phase, who would be asked, and what waits."""
    return await db.read(
        reopening_queries.show_reopening, token, edition_id, now, answer=view_in(language)
    )


@router.put(
    ONE,
    response_model=ReopeningView,
    responses=created(ReopeningView),
    **policy(Role.organiser),
)
async def propose_reopening(
    db: Db,
    token: CurrentToken,
    now: Now,
    language: Language,
    edition_id: UUID,
    reopening_id: UUID,
    wanted: ReopeningIn,
) -> Any:
    """Propose to go back one phase, with the reason."""
    return await db.work(
        reopening_service.propose_reopening,
        token,
        edition_id,
        reopening_id,
        wanted,
        now,
        answer=put_answer(view_in(language)),
    )


@router.post(f"{ONE}/confirm", response_model=ReopeningView, **ANSWERERS)
async def reopen_phase(
    db: Db, token: CurrentToken, now: Now, language: Language, edition_id: UUID, reopening_id: UUID
) -> Any:
    """Confirm what another person proposed: the edition goes back."""
    return await db.work(
        reopening_service.reopen_phase,
        token,
        edition_id,
        reopening_id,
        now,
        answer=view_in(language),
    )


@router.post(f"{ONE}/decline", response_model=ReopeningView, **ANSWERERS)
async def decline_reopening(
    db: Db,
    token: CurrentToken,
    now: Now,
    language: Language,
    edition_id: UUID,
    reopening_id: UUID,
    wanted: DeclineIn,
) -> Any:
    """Decline what another person proposed, with a reason."""
    return await db.work(
        reopening_service.decline_reopening,
        token,
        edition_id,
        reopening_id,
        wanted.reason,
        now,
        answer=view_in(language),
    )


@router.post(f"{ONE}/cancel", response_model=ReopeningView, **policy(Role.organiser))
async def cancel_reopening(
    db: Db, token: CurrentToken, now: Now, language: Language, edition_id: UUID, reopening_id: UUID
) -> Any:
    """Take one's own proposal back."""
    return await db.work(
        reopening_service.cancel_reopening,
        token,
        edition_id,
        reopening_id,
        now,
        answer=view_in(language),
    )
