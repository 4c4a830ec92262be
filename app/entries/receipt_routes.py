"""Routes of receipts, and of going back to what was submitted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from app.deps import CurrentToken, Db, Now, policy
from app.entries import receipt_queries, submission_service
from app.entries.queries import READERS
from app.entries.receipt_schemas import Receipts
from app.entries.schemas import EntrantEntry
from app.kit.strict import StrictRoute
from app.kit.tables import attachment as saved_as

router = APIRouter(tags=["entries"], route_class=StrictRoute)


@router.get("/entrant/entries/{entry_id}/receipts", response_model=Receipts, **policy())
async def list_my_receipts(db: Db, token: CurrentToken, entry_id: UUID) -> Any:
    """The receipts of one of my entries, the last first."""
    return await db.read(receipt_queries.list_my_receipts, token, entry_id, answer=Receipts.of)


@router.get(
    "/entrant/entries/{entry_id}/receipts/{receipt_id}/answers",
    response_class=Response,
    responses={
        200: {"description": "The bytes that were hashed", "content": {"application/json": {}}}
    },
    **policy(),
)
async def download_submitted_answers(
    db: Db, token: CurrentToken, entry_id: UUID, receipt_id: UUID
) -> Response:
    """The submitted words and answers, byte for byte as the receipt's hash was taken of them."""
    row = await db.read(receipt_queries.my_submission, token, entry_id, receipt_id)
    return Response(
        row.content.encode(),
        media_type="application/json",
        headers={"content-disposition": saved_as(f"{row.code}.json")},
    )


@router.post("/entrant/entries/{entry_id}/discard-changes", response_model=EntrantEntry, **policy())
async def discard_changes(db: Db, token: CurrentToken, now: Now, entry_id: UUID) -> Any:
    """Go back to what was submitted."""
    return await db.work(
        submission_service.discard_changes, token, entry_id, now, answer=EntrantEntry.of
    )


@router.get("/entries/{entry_id}/receipts", response_model=Receipts, **policy(*READERS))
async def list_receipts(db: Db, token: CurrentToken, entry_id: UUID) -> Any:
    """The receipts of an entry, for staff."""
    return await db.read(receipt_queries.list_receipts, token, entry_id, answer=Receipts.of)
