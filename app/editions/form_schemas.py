"""Wire shapes of categories."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from app.editions.models import Category
from app.editions.rules import EntrantKind
from app.editions.schemas import IN, OUT, Limit
from app.kit.texts import RAW_TEXT, Code, LongText, OptionalReason, ShortText, Title, sized

LevelName = Annotated[str, RAW_TEXT, sized(1, 100)]
OptionalLevelName = Annotated[str, RAW_TEXT, sized(0, 100)]
Rank = Annotated[int, Field(ge=1, le=1000)]
Least = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,3}(\.[0-9]{1,2})?$")]
LevelsBy = Literal["rank", "score", "percentile"]


class AwardLevel(BaseModel):
    """A level of the award: by rank, e.g. gold for ranks 1 to 1, or by `least`.

    `least` is a score on 0…100, or how many percent of the ranked entries are the best.
    """

    model_config = IN

    name_ar: LevelName
    name_en: OptionalLevelName = ""
    from_rank: Rank | None = None
    to_rank: Rank | None = None
    least: Least | None = None

    def stored(self) -> dict[str, Any]:
        """What is kept of it, without what it is not by."""
        return self.model_dump(exclude_none=True)


class CategoryIn(BaseModel):
    """A category as it is written; `change_*` is the public note of a change after `open`."""

    model_config = IN

    rubric_id: UUID | None = None
    code: Code
    name_ar: Title
    name_en: ShortText = ""
    description_ar: LongText = ""
    description_en: LongText = ""
    eligibility_ar: LongText = ""
    eligibility_en: LongText = ""
    entrant_kind: EntrantKind = EntrantKind.agency
    max_entries_per_entrant: Limit | None = None
    places: Annotated[int, Field(ge=1, le=100)] = 1
    levels_by: LevelsBy = "rank"
    levels: Annotated[list[AwardLevel], Field(max_length=20)] = Field(default_factory=list)
    change_ar: OptionalReason = ""
    change_en: OptionalReason = ""


class StaffCategory(BaseModel):
    """A category with all that is edited."""

    model_config = OUT

    id: UUID
    edition_id: UUID
    rubric_id: UUID | None
    code: str
    position: int
    name_ar: str
    name_en: str
    description_ar: str
    description_en: str
    eligibility_ar: str
    eligibility_en: str
    entrant_kind: EntrantKind
    max_entries_per_entrant: int | None
    places: int
    levels_by: LevelsBy
    levels: list[AwardLevel]
    fields: int
    version: int

    @classmethod
    def of(cls, row: Category) -> Self:
        """From a row with its fields loaded."""
        names = set(cls.model_fields) - {"fields"}
        return cls(**{name: getattr(row, name) for name in names}, fields=len(row.fields))


class CategoryOrderIn(BaseModel):
    """Every category of the edition, in the order in which it is shown."""

    model_config = IN

    ids: Annotated[list[UUID], Field(max_length=500)]
