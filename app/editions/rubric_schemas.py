"""Wire shapes of rubrics: the whole tree, nested, its points as decimal texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, Field

from app.editions.field_schemas import DecimalOut, DecimalText
from app.editions.models import Criterion, Level, Rubric
from app.editions.rubric_rules import (
    CommentRule,
    CriterionSpec,
    LevelSpec,
    decimals,
    leaf_weights_or_none,
)
from app.editions.schemas import IN, OUT
from app.kit.texts import RAW_TEXT, LongText, Name, OptionalName, ShortText, Title, sized

# Only trimmed: the rules name a bad code together with everything else that is wrong.
RawCode = Annotated[str, RAW_TEXT, sized(0, 60)]


class LevelIn(BaseModel):
    """A named level of a leaf as it is written."""

    model_config = IN

    id: UUID
    code: RawCode
    name_ar: Name
    name_en: OptionalName = ""
    description_ar: LongText = ""
    description_en: LongText = ""
    points: DecimalText


class CriterionIn(BaseModel):
    """A node of the tree as it is written; only a leaf has a scale and levels."""

    model_config = IN

    id: UUID
    code: RawCode
    name_ar: Title
    name_en: ShortText = ""
    description_ar: LongText = ""
    description_en: LongText = ""
    weight: Annotated[int, Field(ge=-(2**31), lt=2**31)] = 1
    counted: bool = True
    minimum: DecimalText | None = None
    maximum: DecimalText | None = None
    step: DecimalText | None = None
    comment: CommentRule = CommentRule.optional
    levels: Annotated[list[LevelIn], Field(max_length=200)] = Field(default_factory=list)
    children: Annotated[list[CriterionIn], Field(max_length=1000)] = Field(default_factory=list)


class RubricIn(BaseModel):
    """A rubric as it is written: always the whole tree."""

    model_config = IN

    name_ar: Name
    name_en: OptionalName = ""
    note_ar: LongText = ""
    note_en: LongText = ""
    # Whether entrants may read it and score their own entry by it.
    public: bool = False
    criteria: Annotated[list[CriterionIn], Field(max_length=1000)]


@dataclass(frozen=True)
class Node:
    """A criterion of the written tree, in reading order, with where it stands."""

    path: tuple[str | int, ...]
    parent: UUID | None
    criterion: CriterionIn

    def spec(self) -> CriterionSpec:
        """What the rules read. An inner node has no scale."""
        one = self.criterion
        return CriterionSpec(
            id=one.id,
            code=one.code,
            parent=self.parent,
            weight=one.weight,
            counted=one.counted,
            minimum=_fraction(one.minimum),
            maximum=_fraction(one.maximum),
            step=_fraction(one.step),
            levels=tuple(LevelSpec(level.code, Fraction(level.points)) for level in one.levels),
            comment=one.comment,
        )

    def values(self) -> dict[str, Any]:
        """The columns of the row but for its rubric and place."""
        made = self.criterion.model_dump(exclude={"levels", "children"})
        for name in ("minimum", "maximum", "step"):
            made[name] = None if made[name] is None else Decimal(made[name])
        return {**made, "parent_id": self.parent}


def _fraction(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def nodes(
    criteria: list[CriterionIn],
    parent: UUID | None = None,
    path: tuple[str | int, ...] = ("criteria",),
) -> Iterator[Node]:
    """The tree in reading order: each node before its children."""
    for index, criterion in enumerate(criteria):
        at = (*path, index)
        yield Node(at, parent, criterion)
        yield from nodes(criterion.children, criterion.id, (*at, "children"))


def spec_of(row: Criterion) -> CriterionSpec:
    """A stored criterion as the rules read it."""
    return CriterionSpec(
        id=row.id,
        code=row.code,
        parent=row.parent_id,
        weight=row.weight,
        counted=row.counted,
        minimum=None if row.minimum is None else Fraction(row.minimum),
        maximum=None if row.maximum is None else Fraction(row.maximum),
        step=None if row.step is None else Fraction(row.step),
        levels=tuple(LevelSpec(level.code, Fraction(level.points)) for level in row.levels),
        comment=row.comment,
    )


class RubricLevel(BaseModel):
    """A named level of a leaf."""

    model_config = OUT

    id: UUID
    code: str
    name_ar: str
    name_en: str
    description_ar: str
    description_en: str
    points: DecimalOut

    @classmethod
    def of(cls, row: Level) -> Self:
        """From a row."""
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


class RubricCriterion(BaseModel):
    """A node of the tree. `share` is a counted leaf's exact weight, `share_percent` for people."""

    model_config = OUT

    id: UUID
    code: str
    name_ar: str
    name_en: str
    description_ar: str
    description_en: str
    weight: int
    counted: bool
    minimum: DecimalOut | None
    maximum: DecimalOut | None
    step: DecimalOut | None
    comment: CommentRule
    levels: list[RubricLevel]
    share: str | None
    share_percent: str | None
    children: list[RubricCriterion]


class StaffRubric(BaseModel):
    """A rubric with its whole tree."""

    model_config = OUT

    id: UUID
    edition_id: UUID
    name_ar: str
    name_en: str
    note_ar: str
    note_en: str
    public: bool
    criteria: list[RubricCriterion]
    version: int

    @classmethod
    def of(cls, row: Rubric) -> Self:
        """From a row with its criteria and levels loaded."""
        return cls(
            id=row.id,
            edition_id=row.edition_id,
            name_ar=row.name_ar,
            name_en=row.name_en,
            note_ar=row.note_ar,
            note_en=row.note_en,
            public=row.public,
            criteria=tree(list(row.criteria)),
            version=row.version,
        )


def tree(rows: list[Criterion]) -> list[RubricCriterion]:
    """The stored criteria as a nested tree with each leaf's weight in the whole."""
    rows = sorted(rows, key=lambda row: row.position)
    shares = leaf_weights_or_none([spec_of(row) for row in rows]) or {}

    def below(parent: UUID | None) -> list[RubricCriterion]:
        made = []
        for row in rows:
            if row.parent_id != parent:
                continue
            share = shares.get(row.id)
            names = set(RubricCriterion.model_fields) - {
                "levels",
                "share",
                "share_percent",
                "children",
            }
            made.append(
                RubricCriterion(
                    **{name: getattr(row, name) for name in names},
                    levels=[
                        RubricLevel.of(level)
                        for level in sorted(row.levels, key=lambda level: level.position)
                    ],
                    share=None if share is None else str(share),
                    share_percent=None if share is None else decimals(share * 100, 2),
                    children=below(row.id),
                )
            )
        return made

    return below(None)


class RubricCard(BaseModel):
    """A rubric in a list."""

    model_config = OUT

    id: UUID
    name_ar: str
    name_en: str
    criteria: int
    categories: list[UUID]
    version: int

    @classmethod
    def of(cls, row: tuple[Rubric, int, list[UUID]]) -> Self:
        """From a rubric, how many criteria it has and the categories that use it."""
        rubric, criteria, categories = row
        return cls(
            id=rubric.id,
            name_ar=rubric.name_ar,
            name_en=rubric.name_en,
            criteria=criteria,
            categories=categories,
            version=rubric.version,
        )
