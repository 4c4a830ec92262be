"""Assignments of a round as a sheet: downloaded, and read back after a look at what would change."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.actor import Role
from app.deps import CurrentToken, Db, Language, Now, policy
from app.judging.assignments import sheet_service
from app.judging.assignments.queries import WATCHERS
from app.judging.assignments.sheet_schemas import (
    EXPORT_HEADERS,
    SHEET,
    AssignedPair,
    AssignmentImport,
    export_rows,
    read_pairs,
)
from app.kit.bodies import read_body
from app.kit.i18n import translate
from app.kit.imports import MAX_BYTES
from app.kit.strict import StrictRoute
from app.kit.tables import XLSX, attachment, csv_bytes, xlsx_bytes
from app.organisations.routes import SHEET_BODY

router = APIRouter(
    prefix="/rounds/{round_id}/assignment-sheet", tags=["assignments"], route_class=StrictRoute
)
CSV = "text/csv; charset=utf-8"


@router.get(
    "",
    response_class=Response,
    responses={200: {"description": "The sheet", "content": {XLSX: {}, "text/csv": {}}}},
    **policy(*WATCHERS),
)
async def export_assignments(
    db: Db,
    token: CurrentToken,
    language: Language,
    round_id: UUID,
    format: Literal["xlsx", "csv"] = "xlsx",
) -> Response:
    """Who judges what, an entry and a juror a row; also the template of the import."""

    def answer(pairs: list[AssignedPair]) -> bytes:
        rows = export_rows(pairs)
        if format == "csv":
            return csv_bytes(EXPORT_HEADERS, rows, language)
        return xlsx_bytes(EXPORT_HEADERS, rows, language, sheet=translate(language, SHEET))

    data = await db.read_bulk(sheet_service.list_pairs, token, round_id, answer=answer)
    return Response(
        data,
        media_type=XLSX if format == "xlsx" else CSV,
        headers={"Content-Disposition": attachment(f"assignments.{format}")},
    )


@router.post(
    "",
    response_model=AssignmentImport,
    openapi_extra=policy(Role.organiser)["openapi_extra"] | SHEET_BODY,
)
async def import_assignments(
    db: Db,
    token: CurrentToken,
    now: Now,
    language: Language,
    request: Request,
    round_id: UUID,
    dry_run: bool = True,
    plan_hash: Annotated[str | None, Query(max_length=64)] = None,
) -> Any:
    """Show what a file would change; with `dry_run=false` change it, all or nothing."""
    await db.read(sheet_service.check_may_import, token, round_id)  # before the body is read
    data = await read_body(request, MAX_BYTES)
    sheet = await asyncio.to_thread(read_pairs, data)
    if dry_run:
        return await db.read_bulk(
            sheet_service.plan_assignments,
            token,
            round_id,
            sheet,
            answer=lambda plan: AssignmentImport.of(plan, language, applied=False),
        )
    return await db.bulk(
        sheet_service.import_assignments,
        token,
        round_id,
        sheet,
        plan_hash,
        now,
        answer=lambda plan: AssignmentImport.of(plan, language, applied=True),
    )
