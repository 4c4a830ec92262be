"""Wire shapes of categories and their forms."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from app.editions.form_rules import MAX_CHOICES, MAX_FIELDS, MAX_WORDS, FieldDraft
from app.editions.models import Category
from app.editions.models import Field as FieldRow
from app.editions.rules import EntrantKind, FieldKind
from app.editions.schemas import IN, OUT, Limit
from app.kit.arabic import parse_number
from app.kit.errors import N_
from app.kit.texts import RAW_TEXT, Code, LongText, OptionalReason, ShortText, Title, sized

LARGEST = Decimal(999_999_999)
LevelName = Annotated[str, RAW_TEXT, sized(1, 100)]
OptionalLevelName = Annotated[str, RAW_TEXT, sized(0, 100)]
ChoiceName = Annotated[str, RAW_TEXT, sized(1, 200)]
OptionalChoiceName = Annotated[str, RAW_TEXT, sized(0, 200)]
MediaType = Annotated[str, RAW_TEXT, sized(3, 120)]
Rank = Annotated[int, Field(ge=1, le=1000)]


def _decimal_text(text: str) -> str:
    try:
        value = parse_number(text)
    except ValueError:
        raise PydanticCustomError("not_a_number", N_("اكتب رقمًا، مثل 1250 أو 12.5.")) from None
    if abs(value) > LARGEST or value != round(value, 3):
        raise PydanticCustomError(
            "number_too_fine", N_("الرقم حتى 999999999 وبثلاث منازل عشرية على الأكثر.")
        )
    return plain_decimal(value)


def plain_decimal(value: Decimal) -> str:
    """A number without exponent and trailing zeros."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


# A decimal as text on the wire: "2.5"; Arabic digits are read, Latin ones written.
DecimalText = Annotated[str, Field(max_length=40), AfterValidator(_decimal_text)]
DecimalOut = Annotated[Decimal, PlainSerializer(plain_decimal, return_type=str)]


class AwardLevel(BaseModel):
    """A level of the award by rank, e.g. gold for ranks 1 to 1."""

    model_config = IN

    name_ar: LevelName
    name_en: OptionalLevelName = ""
    from_rank: Rank
    to_rank: Rank


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


class Choice(BaseModel):
    """One option of a choice."""

    model_config = IN

    code: Code
    name_ar: ChoiceName
    name_en: OptionalChoiceName = ""


class FieldIn(BaseModel):
    """A field as it is written; its id is made by the client and stays."""

    model_config = IN

    id: UUID
    code: Code
    kind: FieldKind
    label_ar: Title
    label_en: ShortText = ""
    help_ar: LongText = ""
    help_en: LongText = ""
    required: bool = False
    visible_to_jurors: bool = True
    word_limit: Annotated[int, Field(ge=1, le=MAX_WORDS)] | None = None
    minimum: DecimalText | None = None
    maximum: DecimalText | None = None
    choices: Annotated[list[Choice], Field(max_length=MAX_CHOICES)] = Field(default_factory=list)
    file_types: Annotated[list[MediaType], Field(max_length=30)] = Field(default_factory=list)
    max_files: Annotated[int, Field(ge=1, le=20)] = 1
    max_bytes: Annotated[int, Field(ge=1, le=2**40)] | None = None

    def values(self) -> dict[str, Any]:
        """The columns of the row but for its id and place."""
        made = self.model_dump(exclude={"id"})
        made["kind"] = self.kind.value
        for name in ("minimum", "maximum"):
            made[name] = None if made[name] is None else Decimal(made[name])
        return made

    def draft(self) -> FieldDraft:
        """What the rules read."""
        values = self.values()
        return FieldDraft(
            id=self.id,
            code=self.code,
            kind=self.kind,
            word_limit=self.word_limit,
            minimum=values["minimum"],
            maximum=values["maximum"],
            choices=tuple(choice.code for choice in self.choices),
            file_types=tuple(self.file_types),
            max_files=self.max_files,
            max_bytes=self.max_bytes,
        )


class FormIn(BaseModel):
    """The whole ordered form; `change_*` is the public note of a change after `open`."""

    model_config = IN

    fields: Annotated[list[FieldIn], Field(max_length=MAX_FIELDS)]
    change_ar: OptionalReason = ""
    change_en: OptionalReason = ""


class StaffField(BaseModel):
    """A field of a form; staff and entrants read the same."""

    model_config = OUT

    id: UUID
    code: str
    kind: FieldKind
    label_ar: str
    label_en: str
    help_ar: str
    help_en: str
    required: bool
    visible_to_jurors: bool
    word_limit: int | None
    minimum: DecimalOut | None
    maximum: DecimalOut | None
    choices: list[Choice]
    file_types: list[str]
    max_files: int
    max_bytes: int | None

    @classmethod
    def of(cls, row: FieldRow) -> Self:
        """From a row."""
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


class StaffForm(BaseModel):
    """A category's form; `version` is the category's."""

    model_config = OUT

    category_id: UUID
    fields: list[StaffField]
    version: int

    @classmethod
    def of(cls, row: Category) -> Self:
        """From a category with its fields loaded."""
        return cls(category_id=row.id, fields=form_fields(row.fields), version=row.version)


def form_fields(rows: Sequence[FieldRow]) -> list[StaffField]:
    """The fields in the form's order."""
    return [StaffField.of(row) for row in sorted(rows, key=lambda field: field.position)]
