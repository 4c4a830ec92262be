"""Wire shapes of an agency's own score of its entry. No answer for staff or jurors has any of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from app.editions.models import Rubric
from app.editions.rubric_rules import decimals, plain
from app.editions.rubric_schemas import RubricCriterion, tree
from app.entries.schemas import CLOSED
from app.entries.self_score_rules import SelfTotal
from app.kit.texts import Code

Points = Annotated[str, Field(max_length=20)]


class SelfMarkIn(BaseModel):
    """A mark: points or a level's code; neither takes it away."""

    model_config = CLOSED

    points: Points | None = None
    level: Code | None = None


class SelfScoreIn(BaseModel):
    """Marks by criterion; what is left out stays."""

    model_config = CLOSED

    marks: Annotated[dict[UUID, SelfMarkIn], Field(max_length=500)]


@dataclass(frozen=True)
class OwnScore:
    """The agency's marks on an entry with the rubric they follow; `rubric` is None unless public."""

    rubric: Rubric | None
    points: Mapping[UUID, Fraction]
    total: SelfTotal | None
    saved_at: datetime | None
    may_edit: bool


class SelfScore(BaseModel):
    """An entry's score by its own agency, for its own agency.

    `total` is of 0…100 over what has a mark; `covered` the per cent of the whole weight that has.
    `lowest` names the criteria that lose the most, `highest` the strong ones.
    """

    available: bool
    name_ar: str
    name_en: str
    note_ar: str
    note_en: str
    criteria: list[RubricCriterion]
    marks: dict[UUID, str]
    total: str
    covered: str
    complete: bool
    lowest: list[UUID]
    highest: list[UUID]
    saved_at: datetime | None
    may_edit: bool

    @classmethod
    def of(cls, own: OwnScore) -> Self:
        """Build for the agency."""
        rubric, total = own.rubric, own.total
        return cls(
            available=rubric is not None,
            name_ar=rubric.name_ar if rubric else "",
            name_en=rubric.name_en if rubric else "",
            note_ar=rubric.note_ar if rubric else "",
            note_en=rubric.note_en if rubric else "",
            criteria=tree(list(rubric.criteria)) if rubric else [],
            marks={key: plain(value) for key, value in own.points.items()},
            total=decimals(total.total, 2) if total else "0",
            covered=decimals(total.covered * 100, 0) if total else "0",
            complete=total is not None and total.covered == 1,
            lowest=list(total.lowest) if total else [],
            highest=list(total.highest) if total else [],
            saved_at=own.saved_at,
            may_edit=own.may_edit and rubric is not None,
        )
