"""Wire shapes of what was submitted, for its own people."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.entries.answer_schemas import AnswerOut
from app.entries.attachment_schemas import AttachmentOut


class ReceiptMark(BaseModel):
    """The receipt of the submission that counts."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    number: int
    code: str
    submitted_at: datetime


class SubmittedCopy(BaseModel):
    """What was submitted, where its people have changed something since."""

    title_ar: str
    title_en: str
    summary_ar: str
    summary_en: str
    answers: list[AnswerOut]
    attachments: list[AttachmentOut]
