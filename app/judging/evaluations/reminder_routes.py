"""Routes of the reminders of a round: the plan, the mail as it would read, and reminding now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, Now, policy
from app.entries.reminder_schemas import RemindersIn
from app.judging.evaluations import reminder_service
from app.judging.evaluations.reminder_schemas import Reminded, RemindJurors, RoundReminders
from app.kit.strict import StrictRoute

router = APIRouter(prefix="/rounds/{round_id}", tags=["evaluations"], route_class=StrictRoute)


@router.get("/reminders", response_model=RoundReminders, **policy(*reminder_service.WATCHERS))
async def show_round_reminders(db: Db, token: CurrentToken, now: Now, round_id: UUID) -> Any:
    """When jurors are reminded, and what they read."""
    return await db.read(reminder_service.show_round_reminders, token, round_id, now)


@router.put("/reminders", response_model=RoundReminders, **policy(Role.organiser))
async def put_round_reminders(
    db: Db, token: CurrentToken, now: Now, round_id: UUID, wanted: RemindersIn
) -> Any:
    """Say when jurors are reminded; empty: never."""
    return await db.work(reminder_service.put_round_reminders, token, round_id, wanted.hours, now)


@router.post("/remind-jurors", response_model=Reminded, **policy(Role.organiser))
async def remind_jurors(
    db: Db, token: CurrentToken, now: Now, round_id: UUID, wanted: RemindJurors
) -> Any:
    """Remind chosen jurors now; nobody twice within a day."""
    return await db.work(reminder_service.remind_jurors, token, round_id, wanted.juror_ids, now)
