"""Wire shapes of a form's versions: those published, and the one in preparation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, Self
from uuid import UUID

from pydantic import BaseModel

from app.editions.field_schemas import FormSection, StaffField
from app.editions.models import FormVersion
from app.editions.schemas import OUT


class FormChange(BaseModel):
    """One difference between two versions of a form; `details` name what changed of it."""

    model_config = OUT

    kind: Literal["added", "removed", "changed", "moved"]
    what: Literal["field", "section", "form"]
    label_ar: str
    label_en: str
    details: list[str]


class FormVersionOut(BaseModel):
    """A version of a form that was published, with what it changed."""

    model_config = OUT

    number: int
    published_at: datetime
    note_ar: str
    note_en: str
    changes: list[FormChange]

    @classmethod
    def of(cls, row: FormVersion) -> Self:
        """From a row."""
        return cls.model_validate({name: getattr(row, name) for name in cls.model_fields})


class FormVersions(BaseModel):
    """The published versions of a form, the last first."""

    items: list[FormVersionOut]

    @classmethod
    def of(cls, rows: Sequence[FormVersion]) -> Self:
        """From the rows."""
        return cls(items=[FormVersionOut.of(row) for row in rows])


class FormDraftOut(BaseModel):
    """The next version of a public form while it is prepared.

    `version` is 0 while nothing was prepared: then it equals the form that is asked now. `changes`
    are against that form; `drafts` entries were begun and not yet submitted, `submitted` ones stay
    with their version.
    """

    model_config = OUT

    category_id: UUID
    form_version: int
    sections: list[FormSection]
    fields: list[StaffField]
    changes: list[FormChange]
    drafts: int
    submitted: int
    edited_at: datetime | None
    version: int
