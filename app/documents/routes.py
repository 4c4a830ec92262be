"""Routes of documents: what they say is read first, then the PDF is made without a session."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.deps import CurrentToken, Db, Language, policy
from app.documents import receipt_queries
from app.documents.render import write_pdf
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
