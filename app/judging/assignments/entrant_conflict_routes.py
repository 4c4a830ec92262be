"""Routes of conflicts that entrants report, and of the people whom they named."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.deps import CurrentToken, Db, Language, Now, Paging, policy
from app.judging.assignments import entrant_conflict_service
from app.judging.conflicts import report_queries
from app.judging.conflicts.queries import READERS
from app.judging.conflicts.report_schemas import (
    EntrantReportIn,
    NamedPerson,
    OwnReport,
    OwnReports,
)
from app.judging.conflicts.rules import KIND_NAMES
from app.kit.answers import put_answer
from app.kit.errors import N_
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute
from app.kit.tables import Word

router = APIRouter(tags=["conflicts"], route_class=StrictRoute)

COLUMNS = [
    (N_("الشخص"), lambda one: one.person),
    (N_("النوع"), lambda one: Word(KIND_NAMES[one.kind])),
    (N_("السبب"), lambda one: one.reason),
    (N_("رقم المشاركة"), lambda one: one.entry_number),
    (N_("الجهة"), lambda one: one.organisation_ar),
    (N_("أُفصح عنه في"), lambda one: one.declared_at),
]


@router.get("/entrant/entries/{entry_id}/reports", response_model=OwnReports, **policy())
async def list_own_reports(db: Db, token: CurrentToken, entry_id: UUID) -> Any:
    """What my agency reported of the jury of this edition."""
    return await db.read(report_queries.list_own_reports, token, entry_id)


@router.put(
    "/entrant/entries/{entry_id}/reports/{report_id}",
    response_model=OwnReport,
    responses={201: {"model": OwnReport}},
    **policy(),
)
async def report_juror(
    db: Db,
    token: CurrentToken,
    now: Now,
    entry_id: UUID,
    report_id: UUID,
    wanted: EntrantReportIn,
) -> Any:
    """Report a conflict with one of the jury: they are kept from our entries until it is decided."""
    return await db.work(
        entrant_conflict_service.report_juror,
        token,
        entry_id,
        report_id,
        wanted,
        now,
        answer=put_answer(OwnReport.of),
    )


@router.get(
    "/editions/{edition_id}/named-persons", response_model=Page[NamedPerson], **policy(*READERS)
)
async def list_named_persons(
    db: Db, token: CurrentToken, language: Language, edition_id: UUID, params: Paging
) -> Any:
    """The people whom entrants named and whose names nobody on the jury bears."""
    return await db.read(
        report_queries.list_named_persons,
        token,
        edition_id,
        params,
        answer=lambda found: list_answer(
            Page.of(found[0], found[1], params), COLUMNS, params, language, name="named"
        ),
    )
