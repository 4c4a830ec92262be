"""Routes of practice: its case for the staff, and practising for jurors."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, IfMatch, Now, policy
from app.judging.evaluations import practice_queries, practice_service
from app.judging.evaluations.practice_schemas import (
    JurorPractice,
    PracticeCards,
    PracticeIn,
    PracticeWorkIn,
    RoundPractice,
    StaffPractice,
)
from app.kit.answers import created, put_answer
from app.kit.strict import StrictRoute

router = APIRouter(tags=["practice"], route_class=StrictRoute)


@router.get(
    "/rounds/{round_id}/practice",
    response_model=RoundPractice,
    **policy(*practice_queries.READERS),
)
async def show_practice(db: Db, token: CurrentToken, round_id: UUID) -> Any:
    """The round's practice case, and how far each juror is from its reference."""
    return await db.read(practice_queries.show_practice, token, round_id)


@router.put(
    "/rounds/{round_id}/practice",
    response_model=StaffPractice,
    responses=created(StaffPractice),
    **policy(Role.organiser),
)
async def put_practice(
    db: Db,
    token: CurrentToken,
    now: Now,
    round_id: UUID,
    wanted: PracticeIn,
    condition: IfMatch,
) -> Any:
    """Write the practice case, or change it while no juror has begun it."""
    return await db.work(
        practice_service.put_practice,
        token,
        round_id,
        wanted,
        condition,
        now,
        answer=put_answer(StaffPractice.of),
    )


@router.delete("/rounds/{round_id}/practice", status_code=204, **policy(Role.organiser))
async def delete_practice(db: Db, token: CurrentToken, now: Now, round_id: UUID) -> None:
    """Take the practice case away while no juror has begun it."""
    await db.work(practice_service.delete_practice, token, round_id, now)


@router.get("/juror/practices", response_model=PracticeCards, **policy(Role.juror))
async def own_practices(db: Db, token: CurrentToken, now: Now) -> Any:
    """The practice cases of my open rounds."""
    return await db.read(practice_queries.own_practices, token, now)


@router.get("/juror/rounds/{round_id}/practice", response_model=JurorPractice, **policy(Role.juror))
async def show_own_practice(db: Db, token: CurrentToken, now: Now, round_id: UUID) -> Any:
    """The practice case of a round; compared once my marks are submitted."""
    return await db.read(practice_queries.show_own_practice, token, round_id, now)


@router.put("/juror/rounds/{round_id}/practice", response_model=JurorPractice, **policy(Role.juror))
async def save_practice(
    db: Db, token: CurrentToken, now: Now, round_id: UUID, wanted: PracticeWorkIn
) -> Any:
    """Keep my marks on the practice case, or submit them for the comparison."""
    return await db.work(practice_service.save_practice, token, round_id, wanted, now)
