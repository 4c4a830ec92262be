"""Wire shape of what to look at in the demo."""

from __future__ import annotations

from uuid import UUID

from pydantic import BaseModel, ConfigDict

OUT = ConfigDict(json_schema_serialization_defaults_required=True)


class LookItem(BaseModel):
    """One thing that was planted: a sentence in both languages and the rows that it is about.

    `subject_kind` is edition, category, juror or organisation; `entry_ids` may be empty.
    """

    model_config = OUT

    code: str
    text_ar: str
    text_en: str
    subject_kind: str
    subject_id: UUID
    entry_ids: list[UUID]


class LookAt(BaseModel):
    """Everything worth a look at the demo's stage, in the order of the story; nothing elsewhere."""

    model_config = OUT

    stage: str | None
    seed: int | None
    items: list[LookItem]
