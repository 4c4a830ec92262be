"""Wire shapes of starting an entry from an earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel

from app.editions.models import Edition, Field
from app.entries.carry_rules import Carried
from app.entries.models import Entry
from app.entries.rules import EntryState
from app.entries.schemas import CategoryRef, EditionRef, EntryIn


class CarryIn(EntryIn):
    """A new entry that begins with the answers of an earlier one."""

    source_id: UUID


class EarlierEntry(BaseModel):
    """An entry that a new one may begin from; `fits` of its answers have a place in the new form."""

    id: UUID
    number: int
    title_ar: str
    title_en: str
    state: EntryState
    organisation_id: UUID | None
    edition: EditionRef
    category: CategoryRef
    answers: int
    fits: int


class EarlierEntries(BaseModel):
    """The entries that a new one may begin from, newest edition first."""

    items: list[EarlierEntry]


@dataclass(frozen=True, slots=True)
class Beside:
    """One field of the new form beside where its answer came from."""

    field_id: UUID
    status: Carried
    code: str
    reworded: bool
    earlier: Any
    files: Sequence[str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """An entry beside the earlier one; `source` and the earlier values for who may see that one."""

    source: Entry | None
    edition: Edition | None
    fields: Sequence[Beside]
    dropped: Sequence[tuple[Field, Any]]


class CarriedField(BaseModel):
    """One field beside where its answer came from.

    `reworded`: the question itself reads differently now. `code`: of an `unfit` answer why.
    `earlier` is null for one who may not see the earlier entry, too.
    """

    field_id: UUID
    status: Carried
    code: str
    reworded: bool
    earlier: Any
    files: list[str]


class DroppedAnswer(BaseModel):
    """An answer of the earlier entry for which the new form has no question."""

    label_ar: str
    label_en: str
    value: Any


class EntryComparison(BaseModel):
    """What of an entry was carried over, what differs, what is new, what found no place."""

    source_id: UUID | None
    source_number: int | None
    source_title_ar: str
    source_title_en: str
    source_edition_ar: str
    source_edition_en: str
    items: list[CarriedField]
    dropped: list[DroppedAnswer]

    @classmethod
    def of(cls, found: Comparison) -> Self:
        """From the comparison."""
        source, edition = found.source, found.edition
        return cls(
            source_id=source.id if source else None,
            source_number=source.number if source else None,
            source_title_ar=source.title_ar if source else "",
            source_title_en=source.title_en if source else "",
            source_edition_ar=edition.name_ar if edition else "",
            source_edition_en=edition.name_en if edition else "",
            items=[
                CarriedField(
                    field_id=one.field_id,
                    status=one.status,
                    code=one.code,
                    reworded=one.reworded,
                    earlier=one.earlier if source else None,
                    files=list(one.files) if source else [],
                )
                for one in found.fields
            ],
            dropped=[
                DroppedAnswer(label_ar=field.label_ar, label_en=field.label_en, value=value)
                for field, value in found.dropped
            ]
            if source
            else [],
        )
