"""Wire shapes of what jurors claim does not apply."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.judging.evaluations.claim_rules import ClaimState
from app.judging.evaluations.models import NaDecision
from app.kit.texts import OptionalReason


class NaDecisionIn(BaseModel):
    """The chair's word on an entry's criterion; a refusal has a reason."""

    model_config = ConfigDict(extra="forbid")

    accepted: bool
    reason: OptionalReason = ""


class NaDecisionOut(BaseModel):
    """What was decided. `version` goes into If-Match when it is changed."""

    model_config = ConfigDict(from_attributes=True)

    round_id: UUID
    entry_id: UUID
    criterion_id: UUID
    accepted: bool
    reason: str
    decided_at: datetime
    version: int

    @classmethod
    def of(cls, row: NaDecision) -> Self:
        """Build it from a row."""
        return cls.model_validate(row)


class ClaimRow(BaseModel):
    """An entry's criterion that jurors claim does not apply. `claimed`: how many of those that count.

    `comments` say why, without names. `version` of the decision, if any; `may_decide` now.
    """

    entry_id: UUID
    number: int
    title_ar: str
    title_en: str
    category_ar: str
    category_en: str
    criterion_id: UUID
    criterion_ar: str
    criterion_en: str
    claimed: int
    comments: list[str]
    state: ClaimState
    reason: str
    decided_at: datetime | None
    version: int | None
    may_decide: bool
