"""Wire shapes of what an agency has entered over the years, for staff."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.entries.rules import EntryState


class AgencyEntry(BaseModel):
    """An entry of an agency, without titles until it is submitted, and what it won if that is public."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    number: int
    title_ar: str
    title_en: str
    state: EntryState
    submitted_at: datetime | None
    edition_id: UUID
    edition_ar: str
    edition_en: str
    timezone: str
    category_ar: str
    category_en: str
    outcome: Literal["winner", "honourable_mention"] | None
    place: int | None
    level_ar: str | None
    level_en: str | None
