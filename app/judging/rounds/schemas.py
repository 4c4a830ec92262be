"""Wire shapes of rounds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.judging.rounds.models import Round
from app.judging.rounds.rules import (
    Consensus,
    Independence,
    RoundMode,
    RoundState,
    Window,
    window,
)
from app.kit.texts import Instant, LongText, Name, OptionalName, OptionalReason, Reason

# A face part or a field's id, written as the server writes it.
Part = Annotated[str, StringConstraints(max_length=40, pattern=r"^[a-z0-9_-]+$")]


class RoundIn(BaseModel):
    """A round as the organiser writes it, before the rulebook is frozen."""

    model_config = ConfigDict(extra="forbid")

    edition_id: UUID
    number: int = Field(ge=1, le=50)
    name_ar: Name
    name_en: OptionalName = ""
    instructions_ar: LongText = ""
    instructions_en: LongText = ""
    opens_at: Instant | None = None
    closes_at: Instant
    grace_minutes: int = Field(0, ge=0, le=7 * 24 * 60)
    jurors_per_entry: int = Field(3, ge=1, le=50)
    # A pass/fail round: what makes an entry pass, and of `at_least` how many passes.
    mode: RoundMode = RoundMode.score
    consensus: Consensus = Consensus.majority
    passes: int = Field(0, ge=0, le=50)
    # When a juror may read colleagues' scores; of a round of orders always after it is closed.
    independence: Independence = Independence.after_close
    # What it weighs in the score; 0 in every round: the last alone counts.
    weight: int = Field(0, ge=0, le=100)
    # Without names: what `hidden` lists jurors do not read (`title`, `summary`, ids of fields).
    blind: bool = False
    hidden: Annotated[list[Part], Field(max_length=500)] = []


class RoundMove(BaseModel):
    """New times of a round that is not closed; public, with their reason."""

    model_config = ConfigDict(extra="forbid")

    opens_at: Instant | None = None
    closes_at: Instant
    reason_ar: Reason
    reason_en: OptionalReason = ""


class StaffRound(BaseModel):
    """A round as the staff see it. `closing_hash` is empty until it is closed."""

    id: UUID
    edition_id: UUID
    number: int
    name_ar: str
    name_en: str
    instructions_ar: str
    instructions_en: str
    state: RoundState
    opens_at: datetime | None
    closes_at: datetime
    grace_minutes: int
    jurors_per_entry: int
    mode: RoundMode
    consensus: Consensus
    passes: int
    independence: Independence
    weight: int
    blind: bool
    hidden: list[str]
    bids_until: datetime | None
    opened_at: datetime | None
    closed_at: datetime | None
    closing_hash: str
    version: int

    @classmethod
    def of(cls, row: Round) -> Self:
        """Build it from a row."""
        return cls.model_validate(row, from_attributes=True)


def window_of(row: Round, now: datetime) -> Window:
    """What the clock says about a round."""
    return window(
        RoundState(row.state),
        row.opens_at,
        row.closes_at,
        now,
        timedelta(minutes=row.grace_minutes),
    )
