"""Moving an entry to another category of its edition, for its organisers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, IfMatch, Now, policy
from app.entries.staff_schemas import StaffEntry
from app.kit.strict import StrictRoute
from app.office import moving_service
from app.office.moving_schemas import MoveIn, MovePreview

router = APIRouter(tags=["entries"], route_class=StrictRoute)


@router.get(
    "/entries/{entry_id}/move/{category_id}",
    response_model=MovePreview,
    **policy(Role.organiser),
)
async def show_move(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, category_id: UUID
) -> Any:
    """What goes along to another category, what stays behind, what keeps the entry out."""
    return await db.read(moving_service.show_move, token, entry_id, category_id, now)


@router.post("/entries/{entry_id}/move", response_model=StaffEntry, **policy(Role.organiser))
async def move_entry(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, wanted: MoveIn, condition: IfMatch
) -> Any:
    """Move an entry to another category, with the reason that its people are told."""
    return await db.work(
        moving_service.move_entry, token, entry_id, wanted, condition, now, answer=StaffEntry.of
    )
