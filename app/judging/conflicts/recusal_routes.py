"""Staff who step back from an entry or an agency of an edition."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, Language, Now, Paging, policy
from app.judging.conflicts import recusal_queries, recusal_service
from app.judging.conflicts.recusal_schemas import RecusalIn, StaffRecusalOut
from app.judging.conflicts.rules import CONFLICT_NAMES, KIND_NAMES, ConflictState
from app.judging.conflicts.schemas import ConflictDecision, ConflictLift
from app.kit.answers import list_of, put_answer
from app.kit.errors import N_
from app.kit.paging import Page
from app.kit.strict import StrictRoute
from app.kit.tables import Word

router = APIRouter(tags=["conflicts"], route_class=StrictRoute)

COLUMNS = [
    (N_("الاسم"), lambda r: r.name_ar),
    (N_("رقم المشاركة"), lambda r: r.entry_number),
    (N_("المشاركة"), lambda r: r.title_ar),
    (N_("الجهة"), lambda r: r.organisation_ar),
    (N_("النوع"), lambda r: Word(KIND_NAMES[r.kind])),
    (N_("الحالة"), lambda r: Word(CONFLICT_NAMES[r.state])),
    (N_("السبب"), lambda r: r.reason),
    (N_("أُفصح عنه في"), lambda r: r.declared_at),
    (N_("يُبتّ فيه قبل"), lambda r: r.decide_by),
    (N_("القرار"), lambda r: r.decision_reason),
]


@router.get(
    "/editions/{edition_id}/recusals",
    response_model=Page[StaffRecusalOut],
    **policy(*recusal_queries.OFFICERS),
)
async def list_recusals(
    db: Db,
    token: CurrentToken,
    language: Language,
    edition_id: UUID,
    params: Paging,
    state: ConflictState | None = None,
) -> Any:
    """Who of the staff stepped back from what."""
    return await db.read(
        recusal_queries.list_recusals,
        token,
        edition_id,
        params,
        state,
        answer=list_of(StaffRecusalOut.of, COLUMNS, params, language, name="recusals"),
    )


@router.put(
    "/editions/{edition_id}/recusals/{recusal_id}",
    response_model=StaffRecusalOut,
    responses={201: {"model": StaffRecusalOut}},
    **policy(*recusal_queries.OFFICERS),
)
async def put_recusal(
    db: Db, token: CurrentToken, now: Now, edition_id: UUID, recusal_id: UUID, wanted: RecusalIn
) -> Any:
    """Step back, or say as an organiser that another has to."""
    return await db.work(
        recusal_service.put_recusal,
        token,
        edition_id,
        recusal_id,
        wanted,
        now,
        answer=put_answer(StaffRecusalOut.of),
    )


@router.post(
    "/recusals/{recusal_id}/decide", response_model=StaffRecusalOut, **policy(Role.organiser)
)
async def decide_recusal(
    db: Db, token: CurrentToken, now: Now, recusal_id: UUID, wanted: ConflictDecision
) -> Any:
    """Decide what was reported of another."""
    return await db.work(
        recusal_service.decide_recusal,
        token,
        recusal_id,
        wanted.state,
        wanted.reason,
        now,
        answer=StaffRecusalOut.of,
    )


@router.post(
    "/recusals/{recusal_id}/lift", response_model=StaffRecusalOut, **policy(Role.organiser)
)
async def lift_recusal(
    db: Db, token: CurrentToken, now: Now, recusal_id: UUID, wanted: ConflictLift
) -> Any:
    """Take another's recusal back."""
    return await db.work(
        recusal_service.lift_recusal,
        token,
        recusal_id,
        wanted.reason,
        now,
        answer=StaffRecusalOut.of,
    )
