"""Wire shapes of what entrants are told of their entries. No juror is named in any of them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.judging.deliberation.feedback_rules import FeedbackState
from app.kit.texts import LongText


class FeedbackIn(BaseModel):
    """What the chair writes; `ready`: it may be released."""

    model_config = ConfigDict(extra="forbid")

    strengths: LongText = ""
    improvements: LongText = ""
    ready: bool = False


class FeedbackRelease(BaseModel):
    """Which to release; none named: all that are ready."""

    model_config = ConfigDict(extra="forbid")

    entry_ids: Annotated[list[UUID], Field(max_length=20_000)] | None = None


class FeedbackReleased(BaseModel):
    """How many were released."""

    released: int


class FeedbackRow(BaseModel):
    """An entry in the list, and how far its feedback is."""

    entry_id: UUID
    number: int
    title_ar: str
    title_en: str
    category_ar: str
    category_en: str
    state: FeedbackState
    comments: int
    written_at: datetime | None
    released_at: datetime | None


class JurorComment(BaseModel):
    """What a juror wrote, of the whole (no criterion) or of one criterion."""

    criterion_ar: str
    criterion_en: str
    text: str


class StaffFeedback(BaseModel):
    """An entry's feedback for its writer, with what the jurors wrote, in no order of theirs."""

    entry_id: UUID
    number: int
    title_ar: str
    title_en: str
    state: FeedbackState
    strengths: str
    improvements: str
    comments: list[JurorComment]
    released_at: datetime | None
    version: int


class FeedbackText(BaseModel):
    """What the entrant reads."""

    strengths: str
    improvements: str
    released_at: datetime


class EntrantFeedback(BaseModel):
    """Nothing until it is released."""

    feedback: FeedbackText | None
