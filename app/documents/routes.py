"""Routes of documents: what they say is read first, then the PDF is made without a session."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.deps import CurrentToken, Db, Language, policy
from app.documents import receipt_queries
from app.documents.calendar import entry_calendar
from app.documents.render import write_pdf
from app.editions.models import Edition
from app.entries.deadline_queries import my_deadline
from app.entries.models import Entry
from app.kit.errors import N_, Refusal
from app.kit.i18n import Language as Tongue
from app.kit.strict import StrictRoute
from app.kit.tables import attachment as saved_as

router = APIRouter(tags=["documents"], route_class=StrictRoute)


@router.get(
    "/entrant/entries/{entry_id}/receipts/{receipt_id}/pdf",
    response_class=Response,
    responses={200: {"description": "The receipt", "content": {"application/pdf": {}}}},
    **policy(),
)
async def download_receipt(
    db: Db,
    token: CurrentToken,
    accepted: Language,
    entry_id: UUID,
    receipt_id: UUID,
    language: Annotated[Tongue | None, Query()] = None,
) -> Response:
    """A receipt of one of my entries as PDF, in the reader's language or the one named."""
    data = await db.read(
        receipt_queries.receipt_document, token, entry_id, receipt_id, language or accepted
    )
    return Response(
        await write_pdf("receipt", data),
        media_type="application/pdf",
        headers={"content-disposition": saved_as(f"{data['code']}.pdf")},
    )


@router.get(
    "/entrant/entries/{entry_id}/calendar.ics",
    response_class=Response,
    responses={200: {"description": "The deadline", "content": {"text/calendar": {}}}},
    **policy(),
)
async def download_my_calendar(
    db: Db, token: CurrentToken, language: Language, entry_id: UUID
) -> Response:
    """The deadline of one of my entries as a calendar file. Refusal: `no_deadline` (409)."""

    def answer(found: tuple[Edition, Entry, datetime | None]) -> tuple[int, bytes]:
        edition, entry, until = found
        if until is None:
            raise Refusal("no_deadline", N_("لم يُحدَّد لهذه المشاركة موعد بعد."))
        base_url = db.house.settings.base_url
        return entry.number, entry_calendar(edition, entry, until, language, base_url)

    number, body = await db.read(my_deadline, token, entry_id, answer=answer)
    return Response(
        body,
        media_type="text/calendar; charset=utf-8",
        headers={"content-disposition": saved_as(f"deadline-{number}.ics")},
    )
