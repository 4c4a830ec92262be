"""Routes of what jurors claim does not apply: the list, and the chair's word."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, IfMatch, Language, Now, Paging, policy
from app.judging.evaluations import claim_queries, claim_service
from app.judging.evaluations.claim_rules import CLAIM_NAMES, ClaimState
from app.judging.evaluations.claim_schemas import ClaimRow, NaDecisionIn, NaDecisionOut
from app.kit.answers import put_answer
from app.kit.errors import N_
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute
from app.kit.tables import Word

router = APIRouter(tags=["evaluations"], route_class=StrictRoute)

COLUMNS = [
    (N_("الرقم"), lambda row: row.number),
    (N_("العنوان"), lambda row: row.title_ar),
    (N_("العنوان بالإنجليزية"), lambda row: row.title_en),
    (N_("الفئة"), lambda row: row.category_ar),
    (N_("الفئة بالإنجليزية"), lambda row: row.category_en),
    (N_("المعيار"), lambda row: row.criterion_ar),
    (N_("المعيار بالإنجليزية"), lambda row: row.criterion_en),
    (N_("عدد المطالبين"), lambda row: row.claimed),
    (N_("الأسباب"), lambda row: " | ".join(row.comments)),
    (N_("الحالة"), lambda row: Word(CLAIM_NAMES[row.state])),
    (N_("سبب القرار"), lambda row: row.reason),
    (N_("تاريخ القرار"), lambda row: row.decided_at),
]


@router.get(
    "/rounds/{round_id}/na-claims",
    response_model=Page[ClaimRow],
    **policy(*claim_queries.READERS, Role.chair),
)
async def list_claims(
    db: Db,
    token: CurrentToken,
    language: Language,
    round_id: UUID,
    params: Paging,
    state: ClaimState | None = None,
) -> Any:
    """What jurors claim does not apply in a round, and what was decided."""
    return await db.read(
        claim_queries.list_claims,
        token,
        round_id,
        params,
        state,
        answer=lambda found: list_answer(
            Page.of(found[0], found[1], params), COLUMNS, params, language, name="na-claims"
        ),
    )


@router.put(
    "/rounds/{round_id}/entries/{entry_id}/na-claims/{criterion_id}",
    response_model=NaDecisionOut,
    responses={201: {"model": NaDecisionOut}},
    **policy(Role.chair, Role.organiser),
)
async def decide_na(
    db: Db,
    token: CurrentToken,
    now: Now,
    round_id: UUID,
    entry_id: UUID,
    criterion_id: UUID,
    wanted: NaDecisionIn,
    condition: IfMatch,
) -> Any:
    """Accept or refuse that a criterion does not apply to an entry."""
    return await db.work(
        claim_service.decide_na,
        token,
        round_id,
        entry_id,
        criterion_id,
        wanted,
        condition,
        now,
        answer=put_answer(NaDecisionOut.of),
    )
