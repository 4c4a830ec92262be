"""Routes of an agency's own word on an entry before it is submitted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.deps import CurrentToken, Db, Now, policy
from app.entries import sign_off_service
from app.entries.sign_off_schemas import ApprovalIn, EntrySignOff, NoteIn, SignOffIn
from app.kit.strict import StrictRoute

router = APIRouter(
    prefix="/entrant/entries/{entry_id}/sign-off", tags=["entries"], route_class=StrictRoute
)


@router.get("", response_model=EntrySignOff, **policy())
async def show_sign_off(db: Db, token: CurrentToken, now: Now, entry_id: UUID) -> Any:
    """Where the sign-off of one of my entries stands."""
    return await db.read(
        sign_off_service.show_sign_off, token, entry_id, now, answer=EntrySignOff.of
    )


@router.post("", response_model=EntrySignOff, **policy())
async def request_sign_off(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, wanted: SignOffIn
) -> Any:
    """Ask a second person of the agency to sign the entry off."""
    return await db.work(
        sign_off_service.request_sign_off, token, entry_id, wanted, now, answer=EntrySignOff.of
    )


@router.post("/approve", response_model=EntrySignOff, **policy())
async def approve_sign_off(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, wanted: ApprovalIn
) -> Any:
    """Sign the entry off as it was read."""
    return await db.work(
        sign_off_service.approve_sign_off,
        token,
        entry_id,
        wanted.content_hash,
        now,
        answer=EntrySignOff.of,
    )


@router.post("/return", response_model=EntrySignOff, **policy())
async def return_sign_off(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, wanted: NoteIn
) -> Any:
    """Give the entry back with a note."""
    return await db.work(
        sign_off_service.return_sign_off,
        token,
        entry_id,
        wanted.note,
        now,
        answer=EntrySignOff.of,
    )
