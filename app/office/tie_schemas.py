"""Wire shapes of what a person belonged to until they left."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.kit.texts import ShortText


class PastTieOut(BaseModel):
    """An agency that the person was of, or an entry that they worked on, until that day.

    It walls them off from the agency's entries of the editions that were running, or from the entry.
    """

    scope_kind: Literal["organisation", "entry"]
    scope_id: UUID
    name_ar: str
    name_en: str
    ended_at: datetime


class PastTies(BaseModel):
    """The last first."""

    items: list[PastTieOut]


class TieEnding(BaseModel):
    """Why the wall comes down."""

    model_config = ConfigDict(extra="forbid")

    reason: ShortText
