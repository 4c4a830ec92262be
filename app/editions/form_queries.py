"""A form's rows as the rules read them, and as a version keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from app.editions.field_rules import FieldSpec
from app.editions.field_schemas import FieldIn, FormIn, SectionIn
from app.editions.models import Field, Section
from app.editions.rules import FieldKind
from app.editions.text_rules import plain_decimal
from app.editions.value_rules import MAX_ITEMS, MAX_ROWS, PERSON_PARTS, Column, TableSpec
from app.editions.visibility_rules import VisibleIf

FIELD_KEYS: Final = tuple(FieldIn.model_fields)
SECTION_KEYS: Final = tuple(SectionIn.model_fields)
Snapshot = dict[str, Any]


def field_spec(field: Field) -> FieldSpec:
    """A form's field as the rules of answers see it."""
    options = field.options or {}
    return FieldSpec(
        kind=FieldKind(field.kind),
        required=field.required,
        word_limit=field.word_limit,
        choices=tuple(choice["code"] for choice in field.choices or ()),
        minimum=field.minimum,
        maximum=field.maximum,
        character_limit=field.character_limit,
        table=TableSpec(
            columns=tuple(
                Column(one["code"], number=one["kind"] == "number")
                for one in options.get("columns", ())
            ),
            rows=tuple(one["code"] for one in options.get("rows", ())),
            min_rows=options.get("min_rows", 0),
            max_rows=options.get("max_rows", MAX_ROWS),
        ),
        max_items=options.get("max_items", 1 if field.kind == FieldKind.service else MAX_ITEMS),
        person=_person(options.get("person", {})),
        visible_if=VisibleIf.read(field.visible_if),
    )


def _person(parts: Mapping[str, str]) -> tuple[tuple[str, bool], ...]:
    asked = {"name": "required"} | {
        part: parts.get(part, "optional") for part in PERSON_PARTS if part != "name"
    }
    return tuple(
        (part, asked[part] == "required") for part in PERSON_PARTS if asked[part] != "hidden"
    )


# ---------------------------------------------------------------- versions


def field_snapshot(row: Field | FieldIn) -> Snapshot:
    """A field as JSON keeps it."""
    if isinstance(row, FieldIn):
        row = Field(id=row.id, **row.values())
    return {name: _plain(getattr(row, name)) for name in FIELD_KEYS}


def section_snapshot(row: Section | SectionIn) -> Snapshot:
    """A section as JSON keeps it."""
    return {name: _plain(getattr(row, name)) for name in SECTION_KEYS}


def _plain(value: object) -> object:
    match value:
        case UUID():
            return str(value)
        case Decimal():
            return plain_decimal(value)
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case _:
            return value


def field_of(snapshot: Snapshot, position: int, category_id: UUID) -> Field:
    """A kept field as a row that belongs to no session."""
    values = {name: snapshot[name] for name in FIELD_KEYS if name in snapshot}
    return Field(
        **values
        | {
            "id": UUID(snapshot["id"]),
            "section_id": snapshot["section_id"] and UUID(snapshot["section_id"]),
            "category_id": category_id,
            "position": position,
            "minimum": _decimal(snapshot["minimum"]),
            "maximum": _decimal(snapshot["maximum"]),
            "freeze_at": snapshot["freeze_at"] and datetime.fromisoformat(snapshot["freeze_at"]),
        }
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def section_of(snapshot: Snapshot, position: int, category_id: UUID) -> Section:
    """A kept section as a row that belongs to no session."""
    return Section(
        **snapshot | {"id": UUID(snapshot["id"]), "category_id": category_id, "position": position}
    )


def fields_of(snapshots: Sequence[Snapshot], category_id: UUID) -> list[Field]:
    """The fields of a kept form, in order."""
    return [field_of(one, at, category_id) for at, one in enumerate(snapshots)]


def sections_of(snapshots: Sequence[Snapshot], category_id: UUID) -> list[Section]:
    """The sections of a kept form, in order."""
    return [section_of(one, at, category_id) for at, one in enumerate(snapshots)]


def form_in(sections: Sequence[Snapshot], fields: Sequence[Snapshot]) -> FormIn:
    """A kept form as it was written."""
    return FormIn.model_validate({"sections": list(sections), "fields": list(fields)})
