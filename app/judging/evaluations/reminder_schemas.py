"""Wire shapes of the reminders of a round."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.entries.reminder_schemas import ReminderStep
from app.kit.i18n import Language


class ReminderMail(BaseModel):
    """The mail as it would read; without anybody's name."""

    language: Language
    subject: str
    text: str


class RoundReminders(BaseModel):
    """The plan of a round; `jurors` are those whom it would reach if it were sent now."""

    round_id: UUID
    hours: list[int]
    closes_at: datetime
    jurors: int
    items: list[ReminderStep]
    mails: list[ReminderMail]
    may_change: bool


class RemindJurors(BaseModel):
    """Whom to remind now."""

    model_config = ConfigDict(extra="forbid")

    juror_ids: Annotated[list[UUID], Field(min_length=1, max_length=1000)]


class Reminded(BaseModel):
    """How many were written to; how many had a reminder within a day; who has nothing left to do."""

    mailed: int
    recently: int
    nothing_left: int
