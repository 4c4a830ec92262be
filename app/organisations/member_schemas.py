"""Wire shapes of who enters for an agency: members, invitations and requests to join."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Self
from uuid import UUID

from pydantic import BaseModel

from app.accounts.models import Invitation, User
from app.actor import Level
from app.kit.paging import Page
from app.kit.texts import Email, OptionalName
from app.organisations.models import MembershipRequest, Organisation
from app.organisations.rules import Kind, RequestState, Status
from app.organisations.schemas import IN, OUT, Language, SimilarOrganisation


class MemberRow(NamedTuple):
    """A member, since when, and what they do with the agency's entries by default."""

    user: User
    since: datetime
    level: Level


class LevelIn(BaseModel):
    """What a member does with the agency's entries by default."""

    model_config = IN

    level: Level


class MemberIn(BaseModel):
    """A colleague to invite."""

    model_config = IN

    email: Email
    name_ar: OptionalName = ""
    name_en: OptionalName = ""
    language: Language = "ar"
    level: Level = Level.edit


class Member(BaseModel):
    """A person who enters for an agency; colleagues and staff read the same."""

    model_config = OUT

    user_id: UUID
    name_ar: str
    name_en: str
    title: str
    email: str
    confirmed: bool
    since: datetime
    level: Level
    disabled: bool

    @classmethod
    def of(cls, row: MemberRow) -> Self:
        """From a row."""
        user, since, level = row
        return cls(
            user_id=user.id,
            name_ar=user.name_ar,
            name_en=user.name_en,
            title=user.title,
            email=user.email,
            confirmed=user.email_confirmed_at is not None,
            since=since,
            level=level,
            disabled=user.disabled_at is not None,
        )


class InvitedMember(BaseModel):
    """A colleague who was invited and has not answered."""

    model_config = OUT

    invitation_id: UUID
    email: str
    name_ar: str
    name_en: str
    expires_at: datetime
    # Null: whatever joining gives.
    level: Level | None

    @classmethod
    def of(cls, row: Invitation) -> Self:
        """From a row."""
        return cls(
            invitation_id=row.id,
            email=row.email,
            name_ar=row.name_ar,
            name_en=row.name_en,
            expires_at=row.expires_at,
            level=Level(row.level) if row.level else None,
        )


class Members(BaseModel):
    """Who enters for an agency, and who was invited to."""

    model_config = OUT

    items: list[Member]
    invited: list[InvitedMember]

    @classmethod
    def of(cls, found: tuple[list[MemberRow], list[Invitation]]) -> Self:
        """From members and open invitations."""
        members, invited = found
        return cls(
            items=[Member.of(row) for row in members],
            invited=[InvitedMember.of(row) for row in invited],
        )


class MemberPage(Page[Member]):
    """A page of an agency's members, with all that were invited and have not answered."""

    model_config = OUT

    invited: list[InvitedMember]


class Membership(BaseModel):
    """A request to join an agency, for those who decide it."""

    model_config = OUT

    id: UUID
    organisation_id: UUID
    organisation_name_ar: str
    organisation_name_en: str
    user_id: UUID
    name_ar: str
    name_en: str
    email: str
    state: RequestState
    reason: str
    requested_at: datetime
    decided_at: datetime | None

    @classmethod
    def of(cls, row: tuple[MembershipRequest, Organisation, User]) -> Self:
        """From a request, its agency and its asker."""
        request, organisation, user = row
        return cls(
            id=request.id,
            organisation_id=organisation.id,
            organisation_name_ar=organisation.name_ar,
            organisation_name_en=organisation.name_en,
            user_id=user.id,
            name_ar=user.name_ar,
            name_en=user.name_en,
            email=user.email,
            state=RequestState(request.state),
            reason=request.reason,
            requested_at=request.requested_at,
            decided_at=request.decided_at,
        )


@dataclass(frozen=True)
class OwnRow:
    """An agency of the reader with its people."""

    organisation: Organisation
    members: list[MemberRow]
    invited: list[Invitation]
    requests: list[tuple[MembershipRequest, Organisation, User]]


class EntrantOrganisation(BaseModel):
    """An agency as its own people see it."""

    model_config = OUT

    id: UUID
    name_ar: str
    name_en: str
    kind: Kind
    city: str
    country: str
    website: str
    status: Status
    status_reason: str
    members: list[Member]
    invited: list[InvitedMember]
    requests: list[Membership]
    version: int

    @classmethod
    def of(cls, row: OwnRow) -> Self:
        """From a row with its people."""
        one = row.organisation
        names = set(cls.model_fields) - {"members", "invited", "requests"}
        return cls(
            **{name: getattr(one, name) for name in names},
            members=[Member.of(member) for member in row.members],
            invited=[InvitedMember.of(invitation) for invitation in row.invited],
            requests=[Membership.of(request) for request in row.requests],
        )


class OwnRequest(BaseModel):
    """A request of the reader's own to join an agency."""

    model_config = OUT

    id: UUID
    organisation: SimilarOrganisation
    state: RequestState
    reason: str
    requested_at: datetime

    @classmethod
    def of(cls, row: tuple[MembershipRequest, Organisation]) -> Self:
        """From a request and its agency."""
        request, organisation = row
        return cls(
            id=request.id,
            organisation=SimilarOrganisation.of(organisation),
            state=RequestState(request.state),
            reason=request.reason,
            requested_at=request.requested_at,
        )


class EntrantOrganisations(BaseModel):
    """The agencies that the reader enters for, and those they asked to join."""

    model_config = OUT

    items: list[EntrantOrganisation]
    requests: list[OwnRequest]

    @classmethod
    def of(cls, found: tuple[list[OwnRow], list[tuple[MembershipRequest, Organisation]]]) -> Self:
        """From the reader's agencies and requests."""
        own, requests = found
        return cls(
            items=[EntrantOrganisation.of(row) for row in own],
            requests=[OwnRequest.of(row) for row in requests],
        )
