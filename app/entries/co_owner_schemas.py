"""Wire shapes of co-owning agencies: what is sent to name one, and what its manager reads and answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.editions.models import Category, Edition
from app.entries.eligibility_models import CoOwner
from app.entries.eligibility_rules import CoOwnerState
from app.entries.models import Entry
from app.entries.schemas import CLOSED, own_face
from app.kit.texts import Email, Name, OptionalName, OptionalReason, ShortText, Title
from app.organisations.models import Organisation


class CoOwnerIn(BaseModel):
    """Another agency that the entry belongs to, and its manager's address."""

    model_config = CLOSED

    name_ar: Title
    name_en: ShortText = ""
    email: Email
    language: Literal["ar", "en"] = "ar"


class RegisteredCoOwnerIn(BaseModel):
    """A registered agency that the entry belongs to; its managers are asked."""

    model_config = CLOSED

    organisation_id: UUID


class CoOwnerToken(BaseModel):
    """The secret of the mailed link."""

    model_config = CLOSED

    token: Annotated[str, Field(min_length=20, max_length=200)]


class CoOwnerAnswerIn(CoOwnerToken):
    """What the manager of a co-owning agency answers, and who they are."""

    agrees: bool
    manager_name: Name
    manager_title: OptionalName = ""
    note: OptionalReason = ""


class CoOwningIn(BaseModel):
    """What a manager answers for their agency; a refusal has its reason."""

    model_config = CLOSED

    agrees: bool
    note: OptionalReason = ""


class NamedAgency(BaseModel):
    """A registered agency that may be named as a co-owner: its name alone."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name_ar: str
    name_en: str


class NamedAgencies(BaseModel):
    """The agencies that a search found, the first of them."""

    items: list[NamedAgency]

    @classmethod
    def of(cls, rows: list[Organisation]) -> Self:
        """From rows."""
        return cls(items=[NamedAgency.model_validate(row) for row in rows])


@dataclass(frozen=True)
class AskedCoOwner:
    """A co-owner with the entry that it is asked about."""

    row: CoOwner
    entry: Entry
    category: Category
    edition: Edition
    entrant: tuple[str, str]
    may_answer: bool


class LookedAtCoOwning(BaseModel):
    """What a co-owning agency is asked: which entry, whose, in what. No answers of it."""

    co_owner_id: UUID
    name_ar: str
    name_en: str
    state: CoOwnerState
    manager_name: str
    manager_title: str
    note: str
    answered_at: datetime | None
    may_answer: bool
    number: int
    title_ar: str
    title_en: str
    summary_ar: str
    summary_en: str
    entrant_ar: str
    entrant_en: str
    category_ar: str
    category_en: str
    edition_ar: str
    edition_en: str
    programme_ar: str
    programme_en: str
    timezone: str

    @classmethod
    def of(cls, asked: AskedCoOwner) -> Self:
        """Build for the holder of the link."""
        row, edition = asked.row, asked.edition
        return cls(
            co_owner_id=row.id,
            name_ar=row.name_ar,
            name_en=row.name_en,
            state=CoOwnerState(row.state),
            manager_name=row.manager_name,
            manager_title=row.manager_title,
            note=row.note,
            answered_at=row.answered_at,
            may_answer=asked.may_answer,
            number=asked.entry.number,
            **own_face(asked.entry),
            entrant_ar=asked.entrant[0],
            entrant_en=asked.entrant[1],
            category_ar=asked.category.name_ar,
            category_en=asked.category.name_en,
            edition_ar=edition.name_ar,
            edition_en=edition.name_en,
            programme_ar=edition.programme.name_ar,
            programme_en=edition.programme.name_en,
            timezone=edition.timezone,
        )


class CoOwnings(BaseModel):
    """What the reader's agencies are asked to own as well."""

    items: list[LookedAtCoOwning]

    @classmethod
    def of(cls, asked: list[AskedCoOwner]) -> Self:
        """Build for a manager."""
        return cls(items=[LookedAtCoOwning.of(one) for one in asked])
