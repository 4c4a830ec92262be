"""Wire shapes of a form: its sections, its fields, its versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from app.editions.form_rules import (
    MAX_CHARACTERS,
    MAX_CHOICES,
    MAX_CONDITIONS,
    MAX_FIELDS,
    MAX_SECTIONS,
    MAX_WORDS,
    FieldDraft,
)
from app.editions.models import Category
from app.editions.models import Field as FieldRow
from app.editions.models import Section as SectionRow
from app.editions.rules import FieldKind
from app.editions.schemas import IN, OUT
from app.editions.text_rules import plain_decimal
from app.editions.value_rules import MAX_COLUMNS, MAX_ITEMS, MAX_ROWS
from app.editions.visibility_rules import Match, Op, VisibleIf
from app.kit.arabic import parse_number
from app.kit.errors import N_
from app.kit.texts import (
    RAW_TEXT,
    Code,
    Instant,
    LongText,
    OptionalReason,
    Reason,
    ShortText,
    Title,
    sized,
)

LARGEST = Decimal(999_999_999)
ChoiceName = Annotated[str, RAW_TEXT, sized(1, 200)]
OptionalChoiceName = Annotated[str, RAW_TEXT, sized(0, 200)]
Unit = Annotated[str, RAW_TEXT, sized(0, 40)]
MediaType = Annotated[str, RAW_TEXT, sized(3, 120)]
ConditionValue = Annotated[str, RAW_TEXT, sized(0, 200)]


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


# A decimal as text on the wire: "2.5"; Arabic digits are read, Latin ones written.
DecimalText = Annotated[str, Field(max_length=40), AfterValidator(_decimal_text)]
DecimalOut = Annotated[Decimal, PlainSerializer(plain_decimal, return_type=str)]


# ---------------------------------------------------------------- what arrives


class Choice(BaseModel):
    """One option of a choice, or one fixed row of a table."""

    model_config = IN

    code: Code
    name_ar: ChoiceName
    name_en: OptionalChoiceName = ""


class TableColumn(Choice):
    """One column of a table: numbers with a unit, or short texts."""

    kind: Literal["number", "text"] = "number"
    unit_ar: Unit = ""
    unit_en: Unit = ""


Part = Literal["hidden", "optional", "required"]


class PersonParts(BaseModel):
    """What is asked of a person beside the name."""

    model_config = IN

    title: Part = "optional"
    email: Part = "optional"
    phone: Part = "optional"


class FieldOptions(BaseModel):
    """What one kind alone asks for; a key that its kind does not know is refused."""

    model_config = IN

    # table
    columns: Annotated[list[TableColumn], Field(max_length=MAX_COLUMNS * 2)] | None = None
    rows: Annotated[list[Choice], Field(max_length=MAX_ROWS * 2)] | None = None
    min_rows: Annotated[int, Field(ge=0, le=MAX_ROWS)] | None = None
    max_rows: Annotated[int, Field(ge=1, le=MAX_ROWS)] | None = None
    total: bool | None = None
    # links, service
    max_items: Annotated[int, Field(ge=1, le=MAX_ITEMS)] | None = None
    # person
    person: PersonParts | None = None
    # file: of a PDF; of a film or a sound
    max_pages: Annotated[int, Field(ge=1, le=1000)] | None = None
    max_minutes: Annotated[int, Field(ge=1, le=600)] | None = None


class ConditionIn(BaseModel):
    """One question about an earlier answer."""

    model_config = IN

    field_id: UUID
    op: Op
    value: ConditionValue = ""


class VisibleIfIn(BaseModel):
    """When a field is shown."""

    model_config = IN

    match: Match = Match.all
    conditions: Annotated[list[ConditionIn], Field(min_length=1, max_length=MAX_CONDITIONS)]


class SectionIn(BaseModel):
    """A section as it is written; its id is made by the client and stays."""

    model_config = IN

    id: UUID
    title_ar: Title
    title_en: ShortText = ""
    intro_ar: LongText = ""
    intro_en: LongText = ""


class FieldIn(BaseModel):
    """A field as it is written; its id is made by the client and stays."""

    model_config = IN

    id: UUID
    section_id: UUID | None = None
    code: Code
    kind: FieldKind
    label_ar: Title
    label_en: ShortText = ""
    help_ar: LongText = ""
    help_en: LongText = ""
    required: bool = False
    visible_to_jurors: bool = True
    word_limit: Annotated[int, Field(ge=1, le=MAX_WORDS)] | None = None
    character_limit: Annotated[int, Field(ge=1, le=MAX_CHARACTERS)] | None = None
    minimum: DecimalText | None = None
    maximum: DecimalText | None = None
    choices: Annotated[list[Choice], Field(max_length=MAX_CHOICES)] = Field(default_factory=list)
    file_types: Annotated[list[MediaType], Field(max_length=30)] = Field(default_factory=list)
    max_files: Annotated[int, Field(ge=1, le=20)] = 1
    max_bytes: Annotated[int, Field(ge=1, le=2**40)] | None = None
    options: FieldOptions = Field(default_factory=FieldOptions)
    visible_if: VisibleIfIn | None = None
    freeze_at: Instant | None = None
    freeze_phase: Literal["", "open", "screening"] = ""

    def values(self) -> dict[str, Any]:
        """The columns of the row but for its id and place."""
        made = self.model_dump(exclude={"id", "options", "visible_if"})
        made["kind"] = self.kind.value
        for name in ("minimum", "maximum"):
            made[name] = None if made[name] is None else Decimal(made[name])
        made["options"] = self.options.model_dump(mode="json", exclude_none=True)
        made["visible_if"] = self.visible_if and self.visible_if.model_dump(mode="json")
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
            section_id=self.section_id,
            character_limit=self.character_limit,
            options=values["options"],
            visible_if=VisibleIf.read(values["visible_if"]),
        )


class FormIn(BaseModel):
    """The whole form: its sections in order, its fields in order within each."""

    model_config = IN

    sections: Annotated[list[SectionIn], Field(max_length=MAX_SECTIONS)] = Field(
        default_factory=list
    )
    fields: Annotated[list[FieldIn], Field(max_length=MAX_FIELDS)]


class PublishIn(BaseModel):
    """What the public reads about a new version of a form."""

    model_config = IN

    note_ar: Reason
    note_en: OptionalReason = ""


# ---------------------------------------------------------------- what is read


class FormSection(BaseModel):
    """A section of a form; everybody reads the same."""

    model_config = OUT

    id: UUID
    title_ar: str
    title_en: str
    intro_ar: str
    intro_en: str

    @classmethod
    def of(cls, row: SectionRow) -> Self:
        """From a row."""
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


class ConditionOut(BaseModel):
    """One question about an earlier answer."""

    model_config = OUT

    field_id: UUID
    op: Op
    value: str


class VisibleIfOut(BaseModel):
    """When a field is shown."""

    model_config = OUT

    match: Match
    conditions: list[ConditionOut]


class StaffField(BaseModel):
    """A field of a form; staff and entrants read the same."""

    model_config = OUT

    id: UUID
    section_id: UUID | None
    code: str
    kind: FieldKind
    label_ar: str
    label_en: str
    help_ar: str
    help_en: str
    required: bool
    visible_to_jurors: bool
    word_limit: int | None
    character_limit: int | None
    minimum: DecimalOut | None
    maximum: DecimalOut | None
    choices: list[Choice]
    file_types: list[str]
    max_files: int
    max_bytes: int | None
    options: FieldOptions
    visible_if: VisibleIfOut | None
    freeze_at: datetime | None
    freeze_phase: str

    @classmethod
    def of(cls, row: FieldRow) -> Self:
        """From a row."""
        return cls.model_validate({name: getattr(row, name) for name in cls.model_fields})


class StaffForm(BaseModel):
    """A category's form as it is asked now; `version` is the category's."""

    model_config = OUT

    category_id: UUID
    sections: list[FormSection]
    fields: list[StaffField]
    form_version: int
    version: int

    @classmethod
    def of(cls, row: Category) -> Self:
        """From a category with its sections and fields loaded."""
        return cls(
            category_id=row.id,
            sections=form_sections(row.sections),
            fields=form_fields(row.fields),
            form_version=row.form_version,
            version=row.version,
        )


def form_fields(rows: Sequence[FieldRow]) -> list[StaffField]:
    """The fields in the form's order."""
    return [StaffField.of(row) for row in sorted(rows, key=lambda field: field.position)]


def form_sections(rows: Sequence[SectionRow]) -> list[FormSection]:
    """The sections in the form's order."""
    return [FormSection.of(row) for row in sorted(rows, key=lambda section: section.position)]
