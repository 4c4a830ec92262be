"""Jurors of an edition from a sheet: its template, the dry run, the import."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.actor import Role
from app.deps import CurrentToken, Db, Language, Now, policy
from app.judging.panels import import_service
from app.judging.panels.import_schemas import JurorImport, read_jurors, template
from app.kit.bodies import read_body
from app.kit.imports import MAX_BYTES
from app.kit.strict import StrictRoute
from app.kit.tables import XLSX, attachment
from app.organisations.routes import SHEET_BODY, XLSX_ANSWER

router = APIRouter(
    prefix="/editions/{edition_id}/juror-import", tags=["panels"], route_class=StrictRoute
)


@router.get("/template", response_class=Response, responses=XLSX_ANSWER, **policy(Role.organiser))
async def show_juror_template(
    db: Db, token: CurrentToken, language: Language, edition_id: UUID
) -> Response:
    """An empty sheet in the reader's language, with what each column takes."""
    form = await db.read(import_service.import_form, token, edition_id)
    return Response(
        await asyncio.to_thread(template, form, language),
        media_type=XLSX,
        headers={"Content-Disposition": attachment("jurors-template.xlsx")},
    )


@router.post(
    "",
    response_model=JurorImport,
    openapi_extra=policy(Role.organiser)["openapi_extra"] | SHEET_BODY,
)
async def import_jurors(
    db: Db,
    token: CurrentToken,
    now: Now,
    language: Language,
    request: Request,
    edition_id: UUID,
    dry_run: bool = True,
    plan_hash: Annotated[str | None, Query(max_length=64)] = None,
    invite: bool = False,
) -> Any:
    """Show what a file would do; with `dry_run=false` do it, all or nothing."""
    form = await db.read(import_service.import_form, token, edition_id)
    data = await read_body(request, MAX_BYTES)
    sheet = await asyncio.to_thread(read_jurors, data, form)
    if dry_run:
        return await db.read_bulk(
            import_service.plan_jurors,
            token,
            edition_id,
            sheet,
            now,
            answer=lambda plan: JurorImport.of(plan, language, applied=False),
        )
    return await db.bulk(
        import_service.import_jurors,
        token,
        edition_id,
        sheet,
        plan_hash,
        invite,
        now,
        answer=lambda plan: JurorImport.of(plan, language, applied=True),
    )
