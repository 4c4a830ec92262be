"""Wire shapes of beginning an edition from an earlier one."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.kit.texts import Name, Slug

Years = Annotated[int, Field(ge=0, le=10)]
Days = Annotated[int, Field(ge=-366, le=366)]


class CloneIn(BaseModel):
    """The new edition's names, how its dates move, and whose names come along."""

    model_config = ConfigDict(extra="forbid")

    slug: Slug
    name_ar: Name
    name_en: Name
    years: Years = 1
    days: Days = 0
    # Jurors as proposals that nobody has invited yet, on their panels.
    jurors: bool = True
    # The staff of the old edition with their roles.
    team: bool = False


class MovedDate(BaseModel):
    """One date before and after; `what` is a column of the edition, `round` or `freeze`."""

    what: str
    name_ar: str
    name_en: str
    before: datetime
    after: datetime
    is_weekend: bool
    same_weekday: bool


class CloneCounts(BaseModel):
    """How much is, or was, taken over."""

    categories: int
    fields: int
    rubrics: int
    criteria: int
    rounds: int
    panels: int
    jurors: int
    team: int
    eligibility_rules: int
    checklist: int
    # Whether two people decide on eligibility.
    two_persons: bool


class ClonePreview(BaseModel):
    """What a new edition would take over, and its dates."""

    timezone: str
    counts: CloneCounts
    dates: list[MovedDate]


class ClonedEdition(BaseModel):
    """The new edition and what it took over."""

    id: UUID
    slug: str
    counts: CloneCounts
    dates: list[MovedDate]
