"""Wire shapes of the approver's home."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from pydantic import BaseModel

from app.accounts.models import User
from app.editions.models import Edition
from app.editions.rules import Phase
from app.results.approvals.rules import Step


class Waits(StrEnum):
    """For what an approver's name is waited."""

    signature = "signature"
    # The results were signed, and the organiser asks to go back.
    reopening = "reopening"


class LateWords(BaseModel):
    """Words on late evaluations of a round that wait for a second person, since when."""

    round_id: UUID
    name_ar: str
    name_en: str
    count: int
    since: datetime


class ApproverEdition(BaseModel):
    """An edition whose results the reader approves.

    `waits`, `since` and who asked stand where a name is waited for. It is not the reader's to give
    where they asked themselves (`own`) or organise the edition.
    """

    id: UUID
    name_ar: str
    name_en: str
    programme_ar: str
    programme_en: str
    timezone: str
    phase: Phase
    step: Step
    waits: Waits | None
    since: datetime | None
    by_ar: str
    by_en: str
    own: bool
    organises: bool
    late: list[LateWords]

    @classmethod
    def of(
        cls,
        edition: Edition,
        step: Step,
        asked: tuple[Waits, UUID | None, datetime] | None,
        by: User | None,
        late: list[LateWords],
        *,
        own: bool,
        organises: bool,
    ) -> Self:
        """From an edition, where its approval stands, and what is asked of an approver, since when."""
        return cls(
            id=edition.id,
            name_ar=edition.name_ar,
            name_en=edition.name_en,
            programme_ar=edition.programme.name_ar,
            programme_en=edition.programme.name_en,
            timezone=edition.timezone,
            phase=edition.phase_now,
            step=step,
            waits=None if asked is None else asked[0],
            since=None if asked is None else asked[2],
            by_ar="" if by is None else by.name_ar,
            by_en="" if by is None else by.name_en,
            own=own,
            organises=organises,
            late=late,
        )


class ApproverHome(BaseModel):
    """What waits for an approver first, then the rest."""

    editions: list[ApproverEdition]

    @classmethod
    def of(cls, editions: list[ApproverEdition]) -> Self:
        """Build it from its rows."""
        return cls(editions=editions)
