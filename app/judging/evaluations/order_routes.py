"""Routes of a juror's orders: the fixed revision API of evaluations, for a category that is ranked."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from app.actor import Role
from app.deps import CurrentToken, Db, Language, Now, policy
from app.judging.evaluations import order_queries, order_service
from app.judging.evaluations.order_schemas import (
    JurorRanking,
    JurorRankings,
    OrderIn,
    SavedOrder,
    SavedRanking,
    SentOrder,
    ShownOrder,
)
from app.judging.evaluations.routes import (
    Condition,
    answered,
    body_of,
    named_parent,
    with_body,
)
from app.kit.errors import N_, Refusal
from app.kit.strict import strict_json

router = APIRouter(tags=["evaluations"])


def _content(raw: bytes | None) -> OrderIn:
    if raw is None:
        raise Refusal("too_large", N_("الطلب أكبر من المسموح."), status=413)
    strict_json(raw)
    try:
        return OrderIn.model_validate_json(raw)
    except ValidationError as wrong:
        raise RequestValidationError(wrong.errors()) from None


def _saved(saved: SavedOrder) -> Response:
    status = 202 if saved.branch == "late" else 200 if saved.replay else 201
    return answered(SavedRanking.of(saved), saved.head, status)


@router.get("/juror/rankings", response_model=JurorRankings, **policy(Role.juror))
async def own_rankings(
    db: Db,
    token: CurrentToken,
    now: Now,
    language: Language,
    round: Annotated[UUID | None, Query()] = None,
) -> Any:
    """The juror's own orders, one of each category that a round ranks."""
    return await db.read(
        order_queries.own_rankings,
        token,
        round,
        answer=lambda rows: JurorRankings.of(rows, now, language),
    )


@router.get("/juror/rankings/{ranking_id}", response_model=JurorRanking, **policy())
async def show_own_ranking(
    db: Db, token: CurrentToken, now: Now, language: Language, ranking_id: UUID
) -> Any:
    """The juror's own order of a category; its head is the ETag."""

    def answer(shown: ShownOrder) -> Response:
        made = JurorRanking.of(shown, now, language)
        return answered(made, made.head)

    return await db.read(order_queries.show_own_ranking, token, ranking_id, answer=answer)


@router.put(
    "/juror/rankings/{ranking_id}/revisions/{revision_id}",
    status_code=201,
    response_model=SavedRanking,
    responses={
        200: {"model": SavedRanking, "description": "A replay: nothing doubled"},
        202: {"model": SavedRanking, "description": "Received in the grace window, not counted"},
    },
    **with_body(policy(), OrderIn),
)
async def save_ranking(
    db: Db,
    token: CurrentToken,
    now: Now,
    request: Request,
    ranking_id: UUID,
    revision_id: UUID,
    if_match: Condition = None,
    if_none_match: Condition = None,
) -> Any:
    """Save the whole order as a new revision of the head that `If-Match` names."""
    raw = await body_of(request)

    def read() -> SentOrder:
        return SentOrder(named_parent(if_match, if_none_match), _content(raw))

    return await db.work(
        order_service.save_ranking, token, ranking_id, revision_id, read, now, answer=_saved
    )


@router.post("/juror/rankings/{ranking_id}/reopen", response_model=SavedRanking, **policy())
async def reopen_ranking(
    db: Db,
    token: CurrentToken,
    now: Now,
    ranking_id: UUID,
    if_match: Condition = None,
) -> Any:
    """Allow drafts on a submitted order again; `If-Match` names its head."""

    def read() -> UUID | None:
        return named_parent(if_match, None)

    def answer(saved: SavedOrder) -> Response:
        return answered(SavedRanking.of(saved), saved.head)

    return await db.work(order_service.reopen_ranking, token, ranking_id, read, now, answer=answer)
