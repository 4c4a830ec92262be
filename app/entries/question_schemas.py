"""Wire shapes of the questions that entrants ask."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.entries.schemas import CLOSED
from app.kit.texts import Reason


class QuestionIn(BaseModel):
    """A question to the organiser."""

    model_config = CLOSED

    body: Reason


class QuestionOut(BaseModel):
    """A question with its answer."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    entry_id: UUID
    body: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None


class Questions(BaseModel):
    """The questions of one entry, oldest first."""

    items: list[QuestionOut]
