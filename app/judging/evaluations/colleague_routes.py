"""Routes of colleagues' scores for a juror of the same entry."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header

from app.deps import CurrentToken, Db, Now, policy
from app.judging.evaluations import colleague_service
from app.judging.evaluations.colleague_schemas import Colleagues
from app.judging.evaluations.routes import named_parent

router = APIRouter(tags=["evaluations"])


@router.get("/juror/evaluations/{evaluation_id}/colleagues", response_model=Colleagues, **policy())
async def own_colleagues(db: Db, token: CurrentToken, evaluation_id: UUID) -> Any:
    """Colleagues' scores of the entry, once opened or once the round is closed."""
    return await db.read(
        colleague_service.own_colleagues, token, evaluation_id, answer=Colleagues.of
    )


@router.post("/juror/evaluations/{evaluation_id}/colleagues", response_model=Colleagues, **policy())
async def open_colleagues(
    db: Db,
    token: CurrentToken,
    now: Now,
    evaluation_id: UUID,
    if_match: Annotated[str | None, Header()] = None,
) -> Any:
    """Open colleagues' scores, which locks one's own; `If-Match` names its head."""

    def read() -> UUID | None:
        return named_parent(if_match, None)

    return await db.work(
        colleague_service.open_colleagues, token, evaluation_id, read, now, answer=Colleagues.of
    )
