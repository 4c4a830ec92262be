"""Wire shapes of programmes and editions, one Out schema per audience."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.editions.models import CallChange, Edition, Programme
from app.editions.rules import Phase, ProgrammeKind
from app.kit.texts import (
    RAW_TEXT,
    Instant,
    LongText,
    Name,
    OptionalEmail,
    OptionalReason,
    Reason,
    ShortText,
    Slug,
    sized,
)

IN = ConfigDict(extra="forbid")
OUT = ConfigDict(json_schema_serialization_defaults_required=True)

Noun = Annotated[str, RAW_TEXT, sized(1, 60)]
Colour = Annotated[str, RAW_TEXT, sized(1, 40)]
Zone = Annotated[str, RAW_TEXT, sized(1, 60)]
Digits = Literal["latn", "arab"]
Method = Literal["raw", "trimmed", "zscore", "calibrated"]
NaPolicy = Literal["claims", "refused"]
Limit = Annotated[int, Field(ge=1, le=10_000)]


class ProgrammeIn(BaseModel):
    """A programme as it is written."""

    model_config = IN

    slug: Slug
    kind: ProgrammeKind = ProgrammeKind.award
    name_ar: Name
    name_en: Name
    noun_ar: Noun = "جائزة"
    noun_en: Noun = "award"
    category_noun_ar: Noun = "فئة"
    category_noun_en: Noun = "category"
    category_plural_ar: Noun = "الفئات"
    category_plural_en: Noun = "categories"
    description_ar: LongText = ""
    description_en: LongText = ""
    reply_to: OptionalEmail = ""
    colour: Colour = "#1b8354"


class ProgrammeCard(BaseModel):
    """What an edition's reader needs of its programme."""

    model_config = OUT

    id: UUID
    slug: str
    kind: ProgrammeKind
    name_ar: str
    name_en: str
    noun_ar: str
    noun_en: str
    category_noun_ar: str
    category_noun_en: str
    category_plural_ar: str
    category_plural_en: str
    colour: str
    has_logo: bool
    is_demo: bool

    @classmethod
    def of(cls, row: Programme) -> Self:
        """From a row."""
        return cls(**_programme(row, cls))


class StaffProgramme(ProgrammeCard):
    """A programme with all that is edited."""

    description_ar: str
    description_en: str
    reply_to: str
    created_at: datetime
    version: int


def _programme(row: Programme, schema: type[BaseModel]) -> dict[str, Any]:
    names = set(schema.model_fields) - {"has_logo"}
    return {name: getattr(row, name) for name in names} | {"has_logo": bool(row.logo_type)}


class EditionIn(BaseModel):
    """An edition as it is written; `change_*` is the public note of a change after `open`."""

    model_config = IN

    programme_id: UUID
    slug: Slug
    name_ar: Name
    name_en: Name
    theme_ar: ShortText = ""
    theme_en: ShortText = ""
    rules_ar: LongText = ""
    rules_en: LongText = ""
    timezone: Zone = "Asia/Riyadh"
    digits: Digits = "latn"
    opens_at: Instant | None = None
    closes_at: Instant | None = None
    judging_closes_at: Instant | None = None
    results_at: Instant | None = None
    max_entries_per_entrant: Limit | None = None
    internal_sign_off: bool = False
    tiebreaks: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=20)] = Field(
        default_factory=lambda: ["shared"]
    )
    quorum: Annotated[int, Field(ge=1, le=100)] = 1
    method: Method = "raw"
    live_agreement: bool = False
    meeting_quorum: Literal["majority", "two_thirds", "all"] = "majority"
    meeting_votes: Literal["none", "open", "secret"] = "none"
    consensus_counts: bool = False
    na_policy: NaPolicy = "claims"
    jury_is_public: bool = True
    change_ar: OptionalReason = ""
    change_en: OptionalReason = ""


class EditionCard(BaseModel):
    """An edition in a list; `roles` are those of the reader over it."""

    model_config = OUT

    id: UUID
    slug: str
    name_ar: str
    name_en: str
    theme_ar: str
    theme_en: str
    phase: Phase
    timezone: str
    digits: Digits
    opens_at: datetime | None
    closes_at: datetime | None
    judging_closes_at: datetime | None
    results_at: datetime | None
    is_demo: bool
    programme: ProgrammeCard
    roles: list[str]

    @classmethod
    def of(cls, row: tuple[Edition, list[str]]) -> Self:
        """From an edition and the reader's roles over it."""
        edition, roles = row
        return cls(**_edition(edition, cls), roles=roles)


class StaffEdition(BaseModel):
    """An edition with all that is edited and what the freezes left."""

    model_config = OUT

    id: UUID
    programme_id: UUID
    slug: str
    name_ar: str
    name_en: str
    theme_ar: str
    theme_en: str
    rules_ar: str
    rules_en: str
    phase: Phase
    timezone: str
    digits: Digits
    opens_at: datetime | None
    closes_at: datetime | None
    judging_closes_at: datetime | None
    results_at: datetime | None
    max_entries_per_entrant: int | None
    internal_sign_off: bool
    tiebreaks: list[str]
    quorum: int
    method: Method
    live_agreement: bool
    meeting_quorum: Literal["majority", "two_thirds", "all"]
    meeting_votes: Literal["none", "open", "secret"]
    consensus_counts: bool
    na_policy: NaPolicy
    jury_is_public: bool
    call_opened_at: datetime | None
    rulebook_hash: str
    rulebook_frozen_at: datetime | None
    is_demo: bool
    created_at: datetime
    programme: ProgrammeCard
    version: int

    @classmethod
    def of(cls, row: Edition) -> Self:
        """From a row."""
        return cls(**_edition(row, cls))


def _edition(row: Edition, schema: type[BaseModel]) -> dict[str, Any]:
    names = set(schema.model_fields) - {"programme", "roles", "phase"}
    return {name: getattr(row, name) for name in names} | {
        "phase": row.phase_now,
        "programme": ProgrammeCard.of(row.programme),
    }


class DeadlineIn(BaseModel):
    """A new deadline of the call with the reason that the public reads."""

    model_config = IN

    closes_at: Instant
    reason_ar: Reason
    reason_en: OptionalReason = ""


class PublicCallChange(BaseModel):
    """A change of the public call; the same for every reader."""

    model_config = OUT

    id: UUID
    kind: str
    about_ar: str
    about_en: str
    what_ar: str
    what_en: str
    before: str
    after: str
    changed_at: datetime

    @classmethod
    def of(cls, row: CallChange) -> Self:
        """From a row."""
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


class Rulebook(BaseModel):
    """The frozen rulebook and its hash; both empty before `judging`."""

    model_config = OUT

    rulebook: dict[str, Any] | None
    rulebook_hash: str
    rulebook_frozen_at: datetime | None

    @classmethod
    def of(cls, row: Edition) -> Self:
        """From a row."""
        return cls(
            rulebook=row.rulebook,
            rulebook_hash=row.rulebook_hash,
            rulebook_frozen_at=row.rulebook_frozen_at,
        )
