"""What a juror does with their own work beside judging: put an evaluation off, sign that all are complete."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, Now, policy
from app.judging.evaluations import own_service
from app.judging.evaluations.own_round_schemas import OwnRounds
from app.judging.evaluations.schemas import LaterIn
from app.kit.strict import StrictRoute

router = APIRouter(tags=["evaluations"], route_class=StrictRoute)


@router.put("/juror/rounds/{round_id}/completion", response_model=OwnRounds, **policy(Role.juror))
async def complete_round(db: Db, token: CurrentToken, now: Now, round_id: UUID) -> Any:
    """Say that my evaluations of a round are complete."""
    return await db.work(
        own_service.complete_round,
        token,
        round_id,
        now,
        answer=lambda row: OwnRounds.of([row], now),
    )


@router.put("/juror/evaluations/{evaluation_id}/later", status_code=204, **policy())
async def put_off_evaluation(
    db: Db, token: CurrentToken, now: Now, evaluation_id: UUID, wanted: LaterIn
) -> None:
    """Put an evaluation off, or take it up again."""
    await db.work(own_service.put_off_evaluation, token, evaluation_id, wanted.later, now)
