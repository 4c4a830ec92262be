"""Routes of assignments, of conflicts with what follows from them, and of a juror's leaving."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, Language, Now, Paging, policy
from app.editions.models import Edition
from app.editions.queries import category_label
from app.judging.assignments import (
    conflict_service,
    juror_service,
    panel_service,
    queries,
    service,
)
from app.judging.assignments.queries import WATCHERS
from app.judging.assignments.schemas import (
    AssignedEntry,
    Assignment,
    AssignmentIn,
    AssignmentReason,
    JurorLoad,
    Notified,
)
from app.judging.conflicts.schemas import (
    AgencyConflictIn,
    ConflictDecision,
    ConflictLift,
    ConflictReport,
    OwnConflict,
    OwnConflictIn,
    StaffConflict,
)
from app.judging.panels.rules import JUROR_NAMES, ORIGIN_NAMES
from app.judging.panels.schemas import JurorLeaving, OwnJury, StaffJuror
from app.kit.answers import put_answer
from app.kit.errors import N_
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute
from app.kit.tables import Word

router = APIRouter(tags=["assignments"], route_class=StrictRoute)


def _entry_columns(edition: Edition) -> list[tuple[str, Callable[[AssignedEntry], Any]]]:
    return [
        (N_("رقم المشاركة"), lambda e: e.number),
        (N_("المشاركة"), lambda e: e.title_ar),
        (N_("المشاركة بالإنجليزية"), lambda e: e.title_en),
        (category_label(edition.programme), lambda e: e.category_ar),
        (N_("الجهة"), lambda e: e.agency_ar),
        (N_("المطلوب"), lambda e: e.wanted),
        (N_("المسند"), lambda e: e.live),
        (N_("المسلَّم"), lambda e: e.submitted),
        (N_("المحكّمون"), lambda e: [j.juror_ar for j in e.jurors if j.closed_reason is None]),
    ]


LOAD_COLUMNS = [
    (N_("المحكّم"), lambda j: j.name_ar),
    (N_("المحكّم بالإنجليزية"), lambda j: j.name_en),
    (N_("المنشأ"), lambda j: Word(ORIGIN_NAMES[j.origin])),
    (N_("الحالة"), lambda j: Word(JUROR_NAMES[j.state])),
    (N_("جهة العمل"), lambda j: j.employer_ar),
    (N_("المسند"), lambda j: j.live),
    (N_("المسلَّم"), lambda j: j.submitted),
    (N_("التعارضات"), lambda j: j.conflicts),
]


@router.get(
    "/rounds/{round_id}/assignments", response_model=Page[AssignedEntry], **policy(*WATCHERS)
)
async def list_assignments(
    db: Db,
    token: CurrentToken,
    language: Language,
    round_id: UUID,
    params: Paging,
    category_id: UUID | None = None,
    juror_id: UUID | None = None,
    short: bool | None = None,
    walled: bool | None = None,
) -> Any:
    """The entries of a round with their jurors."""
    return await db.read(
        queries.list_assignments,
        token,
        round_id,
        params,
        category_id,
        juror_id,
        short,
        walled,
        answer=lambda found: list_answer(
            Page.of(found[0], found[1], params),
            _entry_columns(found[2]),
            params,
            language,
            name="assignments",
        ),
    )


@router.get("/rounds/{round_id}/loads", response_model=Page[JurorLoad], **policy(*WATCHERS))
async def list_loads(
    db: Db, token: CurrentToken, language: Language, round_id: UUID, params: Paging
) -> Any:
    """The jurors of a round with their loads."""
    return await db.read(
        queries.list_loads,
        token,
        round_id,
        params,
        answer=lambda found: list_answer(
            Page.of(found[0], found[1], params), LOAD_COLUMNS, params, language, name="loads"
        ),
    )


@router.put(
    "/rounds/{round_id}/assignments/{evaluation_id}",
    response_model=Assignment,
    responses={201: {"model": Assignment}},
    **policy(Role.organiser),
)
async def assign(
    db: Db,
    token: CurrentToken,
    now: Now,
    round_id: UUID,
    evaluation_id: UUID,
    wanted: AssignmentIn,
) -> Any:
    """Give an entry to a juror by hand."""
    return await db.work(
        service.assign,
        token,
        round_id,
        evaluation_id,
        wanted,
        now,
        answer=put_answer(lambda row: row),
    )


@router.delete("/assignments/{evaluation_id}", response_model=Assignment, **policy(Role.organiser))
async def unassign(
    db: Db, token: CurrentToken, now: Now, evaluation_id: UUID, wanted: AssignmentReason
) -> Any:
    """Take an assignment back before it is submitted; what was written is kept."""
    return await db.work(service.unassign, token, evaluation_id, wanted.reason, now)


@router.post("/rounds/{round_id}/notify-jurors", response_model=Notified, **policy(Role.organiser))
async def notify_jurors(db: Db, token: CurrentToken, now: Now, round_id: UUID) -> Any:
    """Write to every juror who has entries to judge, once for the same entries."""
    return await db.work(service.notify_jurors, token, round_id, now)


@router.post("/juror/evaluations/{evaluation_id}/give-back", response_model=Assignment, **policy())
async def give_back(
    db: Db, token: CurrentToken, now: Now, evaluation_id: UUID, wanted: AssignmentReason
) -> Any:
    """Give an assignment back before submitting it."""
    return await db.work(service.give_back, token, evaluation_id, wanted.reason, now)


@router.post("/jurors/{juror_id}/remove", response_model=StaffJuror, **policy(Role.organiser))
async def remove_juror(
    db: Db, token: CurrentToken, now: Now, juror_id: UUID, wanted: JurorLeaving
) -> Any:
    """Withdraw a juror from the edition."""
    return await db.work(
        juror_service.remove_juror, token, juror_id, wanted.reason, now, answer=StaffJuror.of
    )


@router.post("/jury/{juror_id}/resign", response_model=OwnJury, **policy())
async def resign_jury(
    db: Db, token: CurrentToken, now: Now, juror_id: UUID, wanted: JurorLeaving
) -> Any:
    """Leave the jury after accepting."""
    return await db.work(
        juror_service.resign_jury,
        token,
        juror_id,
        wanted.reason,
        now,
        answer=lambda row: OwnJury.of(row[0], row[1], ""),
    )


@router.delete("/rounds/{round_id}/panels/{panel_id}", status_code=204, **policy(Role.organiser))
async def delete_panel(
    db: Db, token: CurrentToken, now: Now, round_id: UUID, panel_id: UUID
) -> None:
    """Dissolve a panel whose entries nobody judges."""
    await db.work(panel_service.delete_panel, token, round_id, panel_id, now)


# ------------------------------------------------------------------ conflicts


@router.put(
    "/juror/conflicts/{conflict_id}",
    response_model=OwnConflict,
    responses={201: {"model": OwnConflict}},
    **policy(),
)
async def declare_conflict(
    db: Db, token: CurrentToken, now: Now, conflict_id: UUID, wanted: OwnConflictIn
) -> Any:
    """Declare a conflict with something assigned to me: I am recused at once."""
    return await db.work(
        conflict_service.declare_conflict,
        token,
        conflict_id,
        wanted,
        now,
        answer=put_answer(OwnConflict.of),
    )


@router.put(
    "/jury/{juror_id}/conflicts/{conflict_id}",
    response_model=OwnConflict,
    responses={201: {"model": OwnConflict}},
    **policy(),
)
async def declare_agency_conflict(
    db: Db,
    token: CurrentToken,
    now: Now,
    juror_id: UUID,
    conflict_id: UUID,
    wanted: AgencyConflictIn,
) -> Any:
    """Declare a conflict with an agency that entered, at any time: I am recused at once."""
    return await db.work(
        conflict_service.declare_agency_conflict,
        token,
        juror_id,
        conflict_id,
        wanted,
        now,
        answer=put_answer(OwnConflict.of),
    )


@router.put(
    "/editions/{edition_id}/conflicts/{conflict_id}",
    response_model=StaffConflict,
    responses={201: {"model": StaffConflict}},
    **policy(Role.organiser),
)
async def report_conflict(
    db: Db,
    token: CurrentToken,
    now: Now,
    edition_id: UUID,
    conflict_id: UUID,
    wanted: ConflictReport,
) -> Any:
    """Report a juror's conflict: they are suspended from its object until it is decided."""
    return await db.work(
        conflict_service.report_conflict,
        token,
        edition_id,
        conflict_id,
        wanted,
        now,
        answer=put_answer(StaffConflict.of),
    )


@router.post(
    "/conflicts/{conflict_id}/decide", response_model=StaffConflict, **policy(Role.organiser)
)
async def decide_conflict(
    db: Db, token: CurrentToken, now: Now, conflict_id: UUID, wanted: ConflictDecision
) -> Any:
    """Decide a suspended conflict."""
    return await db.work(
        conflict_service.decide_conflict,
        token,
        conflict_id,
        wanted.state,
        wanted.reason,
        now,
        answer=StaffConflict.of,
    )


@router.post(
    "/conflicts/{conflict_id}/lift", response_model=StaffConflict, **policy(Role.organiser)
)
async def lift_conflict(
    db: Db, token: CurrentToken, now: Now, conflict_id: UUID, wanted: ConflictLift
) -> Any:
    """Lift a recusal."""
    return await db.work(
        conflict_service.lift_conflict,
        token,
        conflict_id,
        wanted.reason,
        now,
        answer=StaffConflict.of,
    )
