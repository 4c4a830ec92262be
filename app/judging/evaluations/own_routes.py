"""What a juror does with their own work beside judging: puts an evaluation off, signs that all are complete, reads what they left."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, Now, policy
from app.judging.evaluations import ended_queries, own_service
from app.judging.evaluations.ended_schemas import EndedJuries, EndedJury
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


@router.get("/juror/ended-juries", response_model=EndedJuries, **policy())
async def ended_juries(db: Db, token: CurrentToken) -> Any:
    """The juries that I left or was withdrawn from. Whole, not paged: a person has a few."""
    return await db.read(
        ended_queries.ended_juries,
        token,
        answer=lambda rows: EndedJuries(items=[EndedJury.of(*row) for row in rows]),
    )
