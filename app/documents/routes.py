"""Routes of documents: what they say is read first, then the PDF is made without a session."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.deps import CurrentToken, Db, Language, Now, policy
from app.documents import conflict_queries, minutes_queries, receipt_queries
from app.documents.calendar import entry_calendar
from app.documents.fairness_document import fairness_document
from app.documents.render import write_pdf
from app.editions.models import Edition
from app.entries.deadline_queries import my_deadline
from app.entries.models import Entry
from app.jobs.subprocess import run_in_subprocess
from app.judging.conflicts.queries import READERS
from app.kit.errors import N_, Refusal
from app.kit.i18n import Language as Tongue
from app.kit.strict import StrictRoute
from app.kit.tables import XLSX, csv_bytes, xlsx_bytes
from app.kit.tables import attachment as saved_as
from app.results.rankings import fairness_service
from app.results.rankings.fairness_queries import FAIRNESS_READERS, question_to_answer
from app.results.rankings.fairness_schemas import Fairness

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


@router.get(
    "/rounds/{round_id}/conflict-report",
    response_class=Response,
    responses={
        200: {
            "description": "The report",
            "content": {"application/pdf": {}, XLSX: {}, "text/csv": {}},
        }
    },
    **policy(*READERS),
)
async def download_conflict_report(
    db: Db,
    token: CurrentToken,
    now: Now,
    accepted: Language,
    round_id: UUID,
    language: Annotated[Tongue | None, Query()] = None,
    format: Literal["pdf", "xlsx", "csv"] = "pdf",
) -> Response:
    """The conflicts of a round for its minutes: a document, or a sheet of the same lines."""
    tongue = language or accepted

    def answer(report: conflict_queries.ConflictReport) -> dict[str, Any] | bytes:
        if format == "pdf":
            return conflict_queries.conflict_document(report, tongue, now)
        headers = [header for header, _ in conflict_queries.COLUMNS]
        rows = [[cell(row) for _, cell in conflict_queries.COLUMNS] for row in report.rows]
        if format == "csv":
            return csv_bytes(headers, rows, tongue, report.edition.timezone)
        return xlsx_bytes(headers, rows, tongue, zone=report.edition.timezone)

    made = await db.read_bulk(conflict_queries.conflict_report, token, round_id, answer=answer)
    kinds = {"pdf": "application/pdf", "xlsx": XLSX, "csv": "text/csv; charset=utf-8"}
    return Response(
        await write_pdf("conflicts", made) if format == "pdf" else made,
        media_type=kinds[format],
        headers={"content-disposition": saved_as(f"conflicts.{format}")},
    )


@router.get(
    "/rankings/{ranking_id}/fairness-report",
    response_class=Response,
    responses={200: {"description": "The report", "content": {"application/pdf": {}}}},
    **policy(*FAIRNESS_READERS, recorded_read=True),
)
async def download_fairness(
    db: Db,
    token: CurrentToken,
    now: Now,
    accepted: Language,
    ranking_id: UUID,
    language: Annotated[Tongue | None, Query()] = None,
) -> Response:
    """The fairness report of a snapshot as PDF, in the reader's language or the one named."""
    tongue = language or accepted
    asked = await db.read_bulk(question_to_answer, token, ranking_id)
    drawn = asked and await run_in_subprocess(fairness_service.REPORT, {"asked": asked})

    def answer(read: tuple[Fairness, bool]) -> dict[str, Any]:
        return fairness_document(read[0], tongue, now, partial=read[1])

    made = await db.bulk(
        fairness_service.download_fairness, token, ranking_id, drawn, now, answer=answer
    )
    return Response(
        await write_pdf("fairness", made),
        media_type="application/pdf",
        headers={"content-disposition": saved_as("fairness.pdf")},
    )


@router.get(
    "/meetings/{meeting_id}/minutes",
    response_class=Response,
    responses={200: {"description": "The minutes", "content": {"application/pdf": {}}}},
    **policy(*minutes_queries.MINUTES_READERS, recorded_read=True),
)
async def download_minutes(
    db: Db,
    token: CurrentToken,
    now: Now,
    accepted: Language,
    meeting_id: UUID,
    language: Annotated[Tongue | None, Query()] = None,
) -> Response:
    """A meeting's minutes as PDF, in the reader's language or the one named; the reading is recorded."""

    def answer(minutes: minutes_queries.Minutes) -> dict[str, Any]:
        return minutes_queries.minutes_document(minutes, language or accepted, now)

    data = await db.work(minutes_queries.download_minutes, token, meeting_id, now, answer=answer)
    return Response(
        await write_pdf("minutes", data),
        media_type="application/pdf",
        headers={"content-disposition": saved_as("minutes.pdf")},
    )
