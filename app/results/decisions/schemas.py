"""Wire shapes of decisions: the whole list of a category, sent and read as one."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Bound

from app.entries.schemas import CategoryRef
from app.kit.texts import LongText, ShortText
from app.results.decision_rules import Outcome
from app.results.decisions.models import Decision
from app.results.rankings.schemas import RankedEntry


class DecisionIn(BaseModel):
    """One decision; `level_ar` is the Arabic name of one of the category's levels."""

    model_config = ConfigDict(extra="forbid")

    entry_id: UUID | None = None
    outcome: Outcome
    place: Annotated[int, Bound(ge=1, le=1000)] | None = None
    level_ar: ShortText = ""
    # Filled from the category's own level; sent back by clients that send what they read.
    level_en: ShortText = ""
    citation_ar: LongText = ""
    citation_en: LongText = ""
    # Of a withheld category the public reads it.
    reason_ar: LongText = ""
    reason_en: LongText = ""


class DecisionsIn(BaseModel):
    """Every decision of a category, on the newest ranking."""

    model_config = ConfigDict(extra="forbid")

    ranking_id: UUID
    decisions: Annotated[list[DecisionIn], Bound(max_length=500)]


class DecisionOut(BaseModel):
    """A decision with the entry it is on."""

    id: UUID
    entry: RankedEntry | None
    outcome: Outcome
    place: int | None
    level_ar: str
    level_en: str
    citation_ar: str
    citation_en: str
    reason_ar: str
    reason_en: str
    decided_by: UUID | None
    decided_at: datetime

    @classmethod
    def of(cls, row: Decision, entry: RankedEntry | None) -> Self:
        """Build from the row and the entry that it names."""
        return cls(
            id=row.id,
            entry=entry,
            outcome=Outcome(row.outcome),
            place=row.place,
            level_ar=row.level_ar,
            level_en=row.level_en,
            citation_ar=row.citation_ar,
            citation_en=row.citation_en,
            reason_ar=row.reason_ar,
            reason_en=row.reason_en,
            decided_by=row.decided_by,
            decided_at=row.decided_at,
        )


class CategoryDecisions(BaseModel):
    """A category's decisions. `version` goes into If-Match when they are changed.

    `barred`: the reader has a conflict in the category and sees nothing of it.
    """

    category: CategoryRef
    places: int
    levels: list[dict[str, Any]]
    barred: bool
    decided: bool
    ranking_id: UUID | None
    version: str
    decisions: list[DecisionOut]


class Decisions(BaseModel):
    """The decisions of an edition, by category."""

    categories: list[CategoryDecisions]
