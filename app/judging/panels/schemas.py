"""Wire shapes of jurors and panels, one per audience."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.editions.models import Edition
from app.judging.panels.models import Juror, Panel
from app.judging.panels.rules import JurorState, Origin
from app.kit.texts import Day, Email, LongText, Name, OptionalName, Reason, ShortText, Title
from app.organisations.schemas import OptionalCountry

SpokenLanguage = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]


class FormerEmployer(BaseModel):
    """Where a juror worked before; without a day, it is not known when they left."""

    model_config = ConfigDict(extra="forbid")

    name: Title
    until: Day | None = None


class Expertise(BaseModel):
    """How well a juror knows a category: 0 not at all, 1 some, 2 good, 3 expert."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    category_id: UUID
    level: int = Field(ge=0, le=3)


class JurorProfile(BaseModel):
    """What the organiser and the juror themselves may write of a juror."""

    model_config = ConfigDict(extra="forbid")

    name_ar: Name
    name_en: OptionalName = ""
    title_ar: OptionalName = ""
    title_en: OptionalName = ""
    country: OptionalCountry = ""
    languages: list[SpokenLanguage] = Field(default=["ar"], min_length=1, max_length=10)
    employer_ar: ShortText = ""
    employer_en: ShortText = ""
    former_employers: list[FormerEmployer] = Field(default=[], max_length=20)
    expertise: list[Expertise] = Field(default=[], max_length=500)
    biography_ar: LongText = ""
    biography_en: LongText = ""


class JurorIn(JurorProfile):
    """A juror's profile as the organiser writes it."""

    edition_id: UUID
    email: Email
    origin: Origin
    employer_id: UUID | None = None


class StaffJuror(BaseModel):
    """A juror as the staff see them."""

    id: UUID
    edition_id: UUID
    user_id: UUID | None
    email: str
    name_ar: str
    name_en: str
    title_ar: str
    title_en: str
    origin: Origin
    country: str
    languages: list[str]
    employer_ar: str
    employer_en: str
    employer_id: UUID | None
    former_employers: list[FormerEmployer]
    expertise: list[Expertise]
    biography_ar: str
    biography_en: str
    has_photo: bool
    photo_is_public: bool
    state: JurorState
    state_reason: str
    left_at: datetime | None
    invited_at: datetime | None
    opened_at: datetime | None
    answer_by: datetime | None
    answered_at: datetime | None
    load_asked: int | None
    load_accepted: int | None
    load_reason: str
    statement: str
    statement_hash: str
    signed_name: str
    version: int

    @classmethod
    def of(cls, row: Juror) -> Self:
        """Build it from a row."""
        return cls.model_validate(row, from_attributes=True)


class Signed(BaseModel):
    """A statement of independence as its juror signed it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    statement: str
    statement_hash: str
    signed_name: str
    signed_at: datetime


class SignedStatements(BaseModel):
    """All that a juror of an edition signed, the newest first."""

    items: list[Signed]


class OwnJury(BaseModel):
    """An invitation to a jury, or a place on it, as the person themselves sees it."""

    id: UUID
    edition_id: UUID
    edition_ar: str
    edition_en: str
    programme_ar: str
    programme_en: str
    name_ar: str
    name_en: str
    origin: Origin
    employer_ar: str
    employer_en: str
    state: JurorState
    invited_at: datetime | None
    answered_at: datetime | None
    left_at: datetime | None
    # What is to be accepted, or what was accepted.
    statement: str

    @classmethod
    def of(cls, row: Juror, edition: Edition, statement: str) -> Self:
        """Build it from a juror's row, the edition and the statement that is asked of all."""
        return cls(
            id=row.id,
            edition_id=edition.id,
            edition_ar=edition.name_ar,
            edition_en=edition.name_en,
            programme_ar=edition.programme.name_ar,
            programme_en=edition.programme.name_en,
            name_ar=row.name_ar,
            name_en=row.name_en,
            origin=Origin(row.origin),
            employer_ar=row.employer_ar,
            employer_en=row.employer_en,
            state=JurorState(row.state),
            invited_at=row.invited_at,
            answered_at=row.answered_at,
            left_at=row.left_at,
            statement=row.statement or statement,
        )


class OwnJuries(BaseModel):
    """Every jury that the person is invited to, newest first."""

    items: list[OwnJury]


class JuryDecline(BaseModel):
    """Why the person does not join."""

    model_config = ConfigDict(extra="forbid")

    reason: Reason


class JurorLeaving(BaseModel):
    """Why a juror is let go, or leaves."""

    model_config = ConfigDict(extra="forbid")

    reason: Reason


AtLeast = Annotated[int, Field(ge=0, le=50)]


class PanelComposition(BaseModel):
    """Rules on the jurors of every entry of a panel; 0 and null ask for nothing."""

    model_config = ConfigDict(extra="forbid")

    international: AtLeast = 0
    regional: AtLeast = 0
    local: AtLeast = 0
    language: SpokenLanguage = "ar"
    readers: AtLeast = 0
    only_readers: bool = False
    per_employer: Annotated[int, Field(ge=1, le=50)] | None = None


class PanelIn(BaseModel):
    """A panel of a round; without categories it judges all that no other panel names."""

    model_config = ConfigDict(extra="forbid")

    name_ar: Name
    name_en: OptionalName = ""
    chair_id: UUID | None = None
    juror_ids: list[UUID] = Field(max_length=2000)
    category_ids: list[UUID] = Field(default=[], max_length=500)
    composition: PanelComposition = PanelComposition()


class PanelJuror(BaseModel):
    """A member of a panel."""

    juror_id: UUID
    name_ar: str
    name_en: str
    origin: Origin
    state: JurorState


class StaffPanel(BaseModel):
    """A panel of a round as the staff see it."""

    id: UUID
    round_id: UUID
    name_ar: str
    name_en: str
    chair_id: UUID | None
    members: list[PanelJuror]
    category_ids: list[UUID]
    composition: PanelComposition
    version: int

    @classmethod
    def of(cls, panel: Panel, members: list[Juror], category_ids: list[UUID]) -> Self:
        """Build it from a panel's row, its jurors and its categories."""
        return cls(
            id=panel.id,
            round_id=panel.round_id,
            name_ar=panel.name_ar,
            name_en=panel.name_en,
            chair_id=panel.chair_id,
            members=[
                PanelJuror(
                    juror_id=juror.id,
                    name_ar=juror.name_ar,
                    name_en=juror.name_en,
                    origin=Origin(juror.origin),
                    state=JurorState(juror.state),
                )
                for juror in members
            ],
            category_ids=category_ids,
            composition=PanelComposition.model_validate(panel.composition),
            version=panel.version,
        )


class StaffPanels(BaseModel):
    """Every panel of a round, and the categories that none of them judges."""

    items: list[StaffPanel]
    uncovered: list[UUID]
