"""Entries of a category from a sheet: what it asks, its template, the dry run, the import."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.actor import Role
from app.deps import CurrentToken, Db, Language, Now, policy
from app.entries import import_queries, import_service
from app.entries.import_schemas import EntryImportForm, EntryImportReport, read_entries
from app.entries.import_sheet_schemas import problems_sheet, template
from app.kit.bodies import read_body
from app.kit.imports import MAX_BYTES
from app.kit.strict import StrictRoute
from app.kit.tables import XLSX, attachment
from app.organisations.routes import SHEET_BODY, XLSX_ANSWER

router = APIRouter(
    prefix="/categories/{category_id}/entry-import", tags=["entries"], route_class=StrictRoute
)
ORGANISER = policy(Role.organiser)
SENT: dict[str, Any] = {"openapi_extra": ORGANISER["openapi_extra"] | SHEET_BODY}


def _xlsx(data: bytes, name: str) -> Response:
    return Response(data, media_type=XLSX, headers={"Content-Disposition": attachment(name)})


@router.get("", response_model=EntryImportForm, **ORGANISER)
async def show_entry_import(db: Db, token: CurrentToken, now: Now, category_id: UUID) -> Any:
    """What the sheet of a category asks, and what it cannot."""
    return await db.read(
        import_queries.import_form, token, category_id, now, answer=EntryImportForm.of
    )


@router.get("/template", response_class=Response, responses=XLSX_ANSWER, **ORGANISER)
async def show_entry_template(
    db: Db, token: CurrentToken, now: Now, language: Language, category_id: UUID
) -> Response:
    """An empty sheet in the reader's language, with what each column takes and the agencies' names."""
    form = await db.read(import_queries.import_form, token, category_id, now, agencies=True)
    data = await asyncio.to_thread(template, form, language)
    return _xlsx(data, "entries-template.xlsx")


@router.post("", response_model=EntryImportReport, **SENT)
async def import_entries(
    db: Db,
    token: CurrentToken,
    now: Now,
    language: Language,
    request: Request,
    category_id: UUID,
    dry_run: bool = True,
    plan_hash: Annotated[str | None, Query(max_length=64)] = None,
    import_id: UUID | None = None,
) -> Any:
    """Show what a file would make; with `dry_run=false` make it, all or nothing."""
    form = await db.read(import_queries.import_form, token, category_id, now)
    data = await read_body(request, MAX_BYTES)
    sheet = await asyncio.to_thread(read_entries, data, form)
    if dry_run:
        plan = await db.read(import_service.plan_entries, token, category_id, sheet, now)
        return await asyncio.to_thread(EntryImportReport.of, plan, language, applied=False)
    return await db.bulk(
        import_service.import_entries,
        token,
        category_id,
        sheet,
        plan_hash,
        import_id,
        now,
        answer=lambda plan: EntryImportReport.of(plan, language, applied=True),
    )


@router.post("/problems", response_class=Response, responses=XLSX_ANSWER, **SENT)
async def show_import_problems(
    db: Db, token: CurrentToken, now: Now, language: Language, request: Request, category_id: UUID
) -> Response:
    """The same sheet with a column of what is to be corrected in each row."""
    form = await db.read(import_queries.import_form, token, category_id, now)
    data = await read_body(request, MAX_BYTES)
    sheet = await asyncio.to_thread(read_entries, data, form)
    plan = await db.read(import_service.plan_entries, token, category_id, sheet, now)
    return _xlsx(await asyncio.to_thread(problems_sheet, plan, language), "entries-problems.xlsx")
