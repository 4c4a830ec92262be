"""Wire shapes of receipts: whole for the entry's people and staff, bare for whoever holds a code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.accounts.models import User
from app.entries.schemas import PersonRef
from app.entries.submission_models import Submission


@dataclass(frozen=True)
class Receipt:
    """A submission with the person who made it; `counts` for the one that staff and jurors read."""

    submission: Submission
    by: User | None
    counts: bool


class ReceiptFile(BaseModel):
    """A file as it was sent."""

    model_config = ConfigDict(extra="ignore")

    id: UUID
    field_id: UUID
    name: str
    size: int
    sha256: str


class ReceiptOut(BaseModel):
    """What was received, when and from whom; `counts` for the one that staff and jurors read."""

    id: UUID
    number: int
    code: str
    submitted_at: datetime
    submitted_by: PersonRef | None
    form_version: int
    answers_sha256: str
    files: list[ReceiptFile]
    counts: bool

    @classmethod
    def of(cls, receipt: Receipt) -> Self:
        """Build for those who may see the entry."""
        row = receipt.submission
        return cls(
            id=row.id,
            number=row.number,
            code=row.code,
            submitted_at=row.submitted_at,
            submitted_by=receipt.by and PersonRef.model_validate(receipt.by),
            form_version=row.form_version,
            answers_sha256=row.answers_sha256,
            files=[ReceiptFile.model_validate(line) for line in row.files],
            counts=receipt.counts,
        )


class Receipts(BaseModel):
    """The receipts of one entry, the last first."""

    items: list[ReceiptOut]

    @classmethod
    def of(cls, receipts: list[Receipt]) -> Self:
        """Build from the rows."""
        return cls(items=[ReceiptOut.of(one) for one in receipts])
