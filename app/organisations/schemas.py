"""Wire shapes of agencies, their members and domain rules; one Out schema per audience."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from app.accounts.models import Registration, User
from app.kit.errors import N_, Refusal
from app.kit.texts import (
    RAW_TEXT,
    Email,
    Name,
    OptionalName,
    Reason,
    ShortText,
    Title,
    Url,
    sized,
)
from app.organisations.models import DomainRule, Organisation
from app.organisations.rules import Kind, Status, check_country, check_domain

IN = ConfigDict(extra="forbid")
OUT = ConfigDict(json_schema_serialization_defaults_required=True)

Language = Literal["ar", "en"]
Label = Annotated[str, RAW_TEXT, sized(0, 100)]


def _by_rule(check: Callable[[str], str], *, empty: bool) -> Callable[[str], str]:
    """A rule as a validator: its code and sentence at the value's own place."""

    def validate(text: str) -> str:
        if empty and not text.strip():
            return ""
        try:
            return check(text)
        except Refusal as wrong:
            raise PydanticCustomError(wrong.code, wrong.sentence) from None

    return validate


Country = Annotated[str, RAW_TEXT, AfterValidator(_by_rule(check_country, empty=False))]
OptionalCountry = Annotated[str, RAW_TEXT, AfterValidator(_by_rule(check_country, empty=True))]
Domain = Annotated[str, RAW_TEXT, AfterValidator(_by_rule(check_domain, empty=False))]
OptionalDomain = Annotated[str, RAW_TEXT, AfterValidator(_by_rule(check_domain, empty=True))]


class OrganisationDraft(BaseModel):
    """An agency as its own people register it."""

    model_config = IN

    name_ar: Title
    name_en: ShortText = ""
    kind: Kind = Kind.government
    city: Label = ""
    country: Country = "SA"
    website: Url = ""


class OrganisationIn(OrganisationDraft):
    """An agency as staff write it."""

    peer_group: Label = ""
    email_domain: OptionalDomain = ""


class AgencyRegistration(BaseModel):
    """A person with the agency they register, or with the id of the one they join."""

    model_config = IN

    email: Email
    name_ar: Name
    name_en: OptionalName = ""
    language: Language = "ar"
    organisation: OrganisationDraft | None = None
    join: UUID | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.organisation is None) == (self.join is None):
            raise PydanticCustomError(
                "organisation_or_join", N_("سجّل جهة جديدة، أو اختر جهة مسجّلة تنضم إليها.")
            )
        return self


class LookedAtRegistration(BaseModel):
    """What the holder of the link confirms, as it was written: perhaps by somebody else."""

    model_config = OUT

    email: str
    name_ar: str
    name_en: str
    organisation_ar: str
    organisation_en: str
    joins: bool
    expires_at: datetime

    @classmethod
    def of(cls, found: tuple[Registration, OrganisationDraft | None, Organisation | None]) -> Self:
        """From a registration, the agency it makes, the agency it joins."""
        row, draft, joined = found
        agency = joined or draft
        return cls(
            email=row.email,
            name_ar=row.name_ar,
            name_en=row.name_en,
            organisation_ar=agency.name_ar if agency else "",
            organisation_en=agency.name_en if agency else "",
            joins=joined is not None,
            expires_at=row.expires_at,
        )


class RefusalIn(BaseModel):
    """Why something is refused; its asker reads it."""

    model_config = IN

    reason: Reason


class DomainRuleIn(BaseModel):
    """A domain whose confirmed addresses need no approval."""

    model_config = IN

    domain: Domain


class SimilarOrganisation(BaseModel):
    """An approved agency that a registrant may mean; anyone may read it."""

    model_config = OUT

    id: UUID
    name_ar: str
    name_en: str
    city: str

    @classmethod
    def of(cls, row: Organisation) -> Self:
        """From a row."""
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


@dataclass(frozen=True)
class StaffRow:
    """An agency with what a staff list shows beside it."""

    organisation: Organisation
    members: int
    registrant: User | None


class StaffOrganisation(BaseModel):
    """An agency as staff see it. `registrant_confirmed`: their e-mail is proven."""

    model_config = OUT

    id: UUID
    name_ar: str
    name_en: str
    kind: Kind
    peer_group: str
    city: str
    country: str
    website: str
    email_domain: str
    status: Status
    status_reason: str
    members: int
    registrant_name_ar: str
    registrant_name_en: str
    registrant_email: str
    registrant_confirmed: bool
    decided_at: datetime | None
    is_demo: bool
    created_at: datetime
    version: int

    @classmethod
    def of(cls, row: StaffRow) -> Self:
        """From a row with its number of members."""
        who = row.registrant
        names = {name for name in cls.model_fields if name in Organisation.__table__.columns}
        return cls(
            **{name: getattr(row.organisation, name) for name in names},
            members=row.members,
            registrant_name_ar=who.name_ar if who else "",
            registrant_name_en=who.name_en if who else "",
            registrant_email=who.email if who else "",
            registrant_confirmed=who is not None and who.email_confirmed_at is not None,
        )


class StaffOrganisationDetail(StaffOrganisation):
    """With the agencies that it may be the same as."""

    similar: list[SimilarOrganisation]

    @classmethod
    def with_similar(cls, found: tuple[StaffRow, list[Organisation]]) -> Self:
        """From a row and the rows that are like it."""
        row, similar = found
        return cls(
            **StaffOrganisation.of(row).model_dump(),
            similar=[SimilarOrganisation.of(one) for one in similar],
        )


class StaffDomainRule(BaseModel):
    """A domain whose confirmed addresses need no approval."""

    model_config = OUT

    id: UUID
    domain: str
    added_at: datetime

    @classmethod
    def of(cls, row: DomainRule) -> Self:
        """From a row."""
        return cls(id=row.id, domain=row.domain, added_at=row.added_at)


def columns(values: OrganisationDraft) -> dict[str, Any]:
    """The columns of the row that these values fill."""
    made: dict[str, Any] = values.model_dump()
    made["kind"] = values.kind.value
    return made
