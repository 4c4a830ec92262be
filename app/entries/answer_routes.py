"""Route of an edition's answers as a workbook, for staff."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from fastapi import APIRouter, Response

from app.deps import CurrentToken, Db, Language, Now, policy
from app.entries import answer_export_queries, answer_export_service
from app.entries.queries import READERS
from app.kit.strict import StrictRoute
from app.kit.tables import XLSX, attachment, workbook_bytes

router = APIRouter(tags=["entries"], route_class=StrictRoute)


@router.get(
    "/editions/{edition_id}/answers.xlsx",
    response_class=Response,
    responses={200: {"description": "A sheet a category", "content": {XLSX: {}}}},
    **policy(*READERS, recorded_read=True),
)
async def export_answers(
    db: Db,
    token: CurrentToken,
    now: Now,
    language: Language,
    edition_id: UUID,
    category_id: UUID | None = None,
) -> Response:
    """What was submitted, with every answer in words; the reading is recorded."""
    await db.work(answer_export_service.export_answers, token, edition_id, category_id, now)
    book = await db.read_bulk(
        answer_export_queries.answer_sheets,
        token,
        edition_id,
        category_id,
        language,
        answer=partial(workbook_bytes, language=language),
    )
    return Response(
        book, media_type=XLSX, headers={"Content-Disposition": attachment("answers.xlsx")}
    )
