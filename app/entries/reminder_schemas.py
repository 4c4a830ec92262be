"""Wire shapes of the reminder plan and of extensions."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Bound

from app.entries.schemas import PersonRef
from app.kit.texts import Instant, Reason


class RemindersIn(BaseModel):
    """How many hours before the deadline; empty: no reminders."""

    model_config = ConfigDict(extra="forbid")

    hours: Annotated[list[int], Bound(max_length=20)]


class ReminderStep(BaseModel):
    """One step: its moment, and how many mails it has sent (also for an earlier deadline).

    Nothing is said of mails behind a wall.
    """

    hours: int
    at: datetime | None
    is_past: bool
    sent: int | None


class Reminders(BaseModel):
    """The plan; `drafts` and `people` are whom it would reach if it were sent now."""

    hours: list[int]
    closes_at: datetime | None
    drafts: int
    people: int
    items: list[ReminderStep]
    may_change: bool
    # Whether the reader may give one entrant more time now.
    may_extend: bool


class ExtensionIn(BaseModel):
    """More time, or less again, for one entry or for all that an agency has begun in this edition."""

    model_config = ConfigDict(extra="forbid")

    entry_id: UUID | None = None
    organisation_id: UUID | None = None
    until: Instant
    reason: Reason


class ExtensionOut(BaseModel):
    """An extension as it was given; with `before`, the extension that it shortened."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    entry_id: UUID | None
    number: int | None
    organisation_id: UUID | None
    # The agency, or the person who enters alone.
    entrant_ar: str
    entrant_en: str
    until: datetime
    before: datetime | None
    entries: int
    reason: str
    granted_at: datetime
    granted_by: PersonRef | None
    # Until when its entry or agency has time now, where the reader may shorten that; else None.
    shortened_from: datetime | None
