"""Routes of an agency's own score of its entry."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.deps import CurrentToken, Db, Now, policy
from app.entries import self_score_service
from app.entries.self_score_schemas import SelfScore, SelfScoreIn
from app.kit.strict import StrictRoute

router = APIRouter(tags=["entries"], route_class=StrictRoute)

ONE = "/entrant/entries/{entry_id}/self-score"


@router.get(ONE, response_model=SelfScore, **policy())
async def show_self_score(db: Db, token: CurrentToken, now: Now, entry_id: UUID) -> Any:
    """The agency's own marks on one of its entries, with the public rubric."""
    return await db.read(
        self_score_service.show_self_score, token, entry_id, now, answer=SelfScore.of
    )


@router.put(ONE, response_model=SelfScore, **policy())
async def save_self_score(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, wanted: SelfScoreIn
) -> Any:
    """Give, change or take away marks."""
    return await db.work(
        self_score_service.save_self_score,
        token,
        entry_id,
        wanted.marks,
        now,
        answer=SelfScore.of,
    )
