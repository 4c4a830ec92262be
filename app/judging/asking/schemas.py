"""Wire shapes of what jurors ask from the desk."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.judging.asking.rules import AskedKind
from app.kit.texts import Reason

CLOSED = ConfigDict(extra="forbid")


class AskIn(BaseModel):
    """A question on the entry; with a file, the report that it cannot be read."""

    model_config = CLOSED

    body: Reason
    attachment_id: UUID | None = None


class JurorAnswerIn(BaseModel):
    """The answer; `shared`: to the other jurors too."""

    model_config = CLOSED

    answer: Reason
    shared: bool = False


class DeskQuestion(BaseModel):
    """What a juror asked, or an answer that all of them read: without a name, and without the
    entry where it is none of theirs.
    """

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    kind: AskedKind
    mine: bool
    evaluation_id: UUID | None
    number: int | None
    attachment_id: UUID | None
    body: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None


class DeskQuestions(BaseModel):
    """Own questions and shared answers, the newest first."""

    items: list[DeskQuestion]


class StaffJurorQuestion(BaseModel):
    """What a juror asked, for who answers it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    kind: AskedKind
    entry_id: UUID
    number: int
    title_ar: str
    title_en: str
    juror_ar: str
    juror_en: str
    # Of a file that cannot be read.
    attachment_id: UUID | None
    file: str | None
    body: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None
    shared: bool
