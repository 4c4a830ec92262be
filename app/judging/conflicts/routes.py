"""Lists of conflicts, and invitations to a jury with their possible conflicts; declaring and deciding them live in `assignments`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, Language, Now, Paging, policy
from app.judging.conflicts import invitation_service, own_queries, queries
from app.judging.conflicts.invitation_schemas import Invitation, JuryAcceptance
from app.judging.conflicts.rules import CONFLICT_NAMES, KIND_NAMES, SOURCE_NAMES, ConflictState
from app.judging.conflicts.schemas import OwnConflict, StaffConflict
from app.kit.answers import list_of
from app.kit.errors import N_
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute
from app.kit.tables import Word

router = APIRouter(tags=["conflicts"], route_class=StrictRoute)

COLUMNS = [
    (N_("المحكّم"), lambda c: c.juror_ar),
    (N_("المحكّم بالإنجليزية"), lambda c: c.juror_en),
    (N_("رقم المشاركة"), lambda c: c.entry_number),
    (N_("المشاركة"), lambda c: c.title_ar),
    (N_("الجهة"), lambda c: c.organisation_ar),
    (N_("النوع"), lambda c: Word(KIND_NAMES[c.kind])),
    (N_("المصدر"), lambda c: Word(SOURCE_NAMES[c.source])),
    (N_("الحالة"), lambda c: Word(CONFLICT_NAMES[c.state])),
    (N_("السبب"), lambda c: c.reason),
    (N_("أُفصح عنه في"), lambda c: c.declared_at),
    (N_("يُبتّ فيه قبل"), lambda c: c.decide_by),
    (N_("القرار"), lambda c: c.decision_reason),
]
OWN_COLUMNS = [
    (N_("رقم المشاركة"), lambda c: c.entry_number),
    (N_("المشاركة"), lambda c: c.title_ar),
    (N_("الجهة"), lambda c: c.organisation_ar),
    (N_("النوع"), lambda c: Word(KIND_NAMES[c.kind])),
    (N_("الحالة"), lambda c: Word(CONFLICT_NAMES[c.state])),
    (N_("السبب"), lambda c: c.reason),
    (N_("أُفصح عنه في"), lambda c: c.declared_at),
]


@router.get(
    "/editions/{edition_id}/conflicts",
    response_model=Page[StaffConflict],
    **policy(*queries.READERS),
)
async def list_conflicts(
    db: Db,
    token: CurrentToken,
    language: Language,
    now: Now,
    edition_id: UUID,
    params: Paging,
    state: ConflictState | None = None,
    juror_id: UUID | None = None,
    overdue: bool = False,
) -> Any:
    """The conflicts of an edition."""
    return await db.read(
        queries.list_conflicts,
        token,
        edition_id,
        params,
        state,
        juror_id,
        now if overdue else None,
        answer=lambda found: list_answer(
            Page.of([StaffConflict.of(row) for row in found[0]], found[1], params),
            COLUMNS,
            params,
            language,
            name="conflicts",
        ),
    )


@router.get("/juror/conflicts", response_model=Page[OwnConflict], **policy(Role.juror))
async def own_conflicts(db: Db, token: CurrentToken, language: Language, params: Paging) -> Any:
    """The juror's own conflicts."""
    return await db.read(
        own_queries.own_conflicts,
        token,
        params,
        answer=list_of(OwnConflict.of, OWN_COLUMNS, params, language, name="conflicts"),
    )


@router.get("/jury/{juror_id}", response_model=Invitation, **policy())
async def show_own_jury(
    db: Db, token: CurrentToken, language: Language, now: Now, juror_id: UUID
) -> Any:
    """One invitation: what is asked, what was noticed, the statement to sign."""
    # Matching names against everybody who enters is no work for the serving loop.
    return await db.read_bulk(invitation_service.show_own_jury, token, juror_id, language, now)


@router.post("/jury/{juror_id}/open", response_model=Invitation, **policy())
async def open_invitation(
    db: Db, token: CurrentToken, language: Language, now: Now, juror_id: UUID
) -> Any:
    """Say that the invitation was opened; the organiser sees when."""
    return await db.bulk(invitation_service.open_invitation, token, juror_id, language, now)


@router.post("/jury/{juror_id}/accept", response_model=Invitation, **policy())
async def accept_jury(
    db: Db,
    token: CurrentToken,
    now: Now,
    language: Language,
    juror_id: UUID,
    wanted: JuryAcceptance,
) -> Any:
    """Sign the statement as shown in this language and join, with a word on each conflict."""
    return await db.bulk(invitation_service.accept_jury, token, juror_id, wanted, language, now)
