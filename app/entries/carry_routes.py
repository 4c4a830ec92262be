"""Routes of starting an entry from an earlier one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.deps import CurrentToken, Db, Now, policy
from app.entries import carry_queries, carry_service
from app.entries.carry_schemas import CarryIn, EarlierEntries, EntryComparison
from app.entries.schemas import EntrantEntry
from app.kit.answers import put_answer
from app.kit.strict import StrictRoute

router = APIRouter(prefix="/entrant", tags=["entries"], route_class=StrictRoute)


@router.get("/earlier-entries", response_model=EarlierEntries, **policy())
async def list_earlier_entries(db: Db, token: CurrentToken, category_id: UUID) -> Any:
    """My entries in other editions from which one in this category may begin."""
    return await db.read(carry_queries.list_earlier_entries, token, category_id)


@router.put(
    "/entries/{entry_id}/carried",
    response_model=EntrantEntry,
    responses={201: {"model": EntrantEntry}},
    **policy(),
)
async def carry_entry(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, wanted: CarryIn
) -> Any:
    """Start a draft with the answers and files of an earlier entry."""
    return await db.work(
        carry_service.carry_entry, token, entry_id, wanted, now, answer=put_answer(EntrantEntry.of)
    )


@router.get("/entries/{entry_id}/carried", response_model=EntryComparison, **policy())
async def compare_entry(db: Db, token: CurrentToken, entry_id: UUID) -> Any:
    """How one of my entries stands beside the earlier one it began from."""
    return await db.read(carry_queries.compare_entry, token, entry_id, answer=EntryComparison.of)
