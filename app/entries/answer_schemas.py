"""Wire shapes of what an entry answers: its questions, its answers, what is missing of them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.editions.answer_schemas import AnswerJson
from app.editions.field_schemas import StaffField


class FormField(StaffField):
    """One question of the form."""

    model_config = ConfigDict(from_attributes=True)


class AnsweredService(BaseModel):
    """A service that an answer names."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name_ar: str
    name_en: str
    url: str
    launched_on: date | None


class AnswerOut(BaseModel):
    """An answer with the revision that the next change of it must name."""

    model_config = ConfigDict(from_attributes=True)

    field_id: UUID
    value: AnswerJson
    revision: int
    saved_at: datetime
    saved_by: UUID | None


class MissingItem(BaseModel):
    """What must be done before submitting: `code` is `answer_missing`, `file_missing` or a check's."""

    field_id: UUID
    field_code: str
    code: str
    label_ar: str
    label_en: str
