"""Wire shapes of grants, invitations and of the signed-in person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from app.accounts.models import Grant, Invitation, User
from app.accounts.schemas import Digits, Language
from app.actor import Role, Scope
from app.editions.models import Edition
from app.judging.panels.models import Juror
from app.kit.errors import N_
from app.kit.texts import Email, OptionalName

InvitationState = Literal["open", "accepted", "revoked", "expired"]


@dataclass(frozen=True, slots=True)
class ScopeName:
    """A scope as people call it, and the edition that it lies in."""

    name_ar: str
    name_en: str
    edition_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A grant with the names that its reader needs."""

    grant: Grant
    user: User
    granter: User | None
    scope: ScopeName


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation, who sent it, and its state at the moment of asking."""

    invitation: Invitation
    inviter: User | None
    state: str


@dataclass(frozen=True, slots=True)
class Myself:
    """A person with their grants' names and the juries that wait for their answer."""

    user: User
    grants: list[tuple[Grant, ScopeName]]
    jury_invitations: list[tuple[Juror, Edition]]
    is_demo_mode: bool


class GrantIn(BaseModel):
    """A role for a user named by `user_id` or by `email`."""

    model_config = ConfigDict(extra="forbid")

    email: Email | None = None
    user_id: UUID | None = None
    role: Role
    scope_kind: Scope
    scope_id: UUID | None = None

    @model_validator(mode="after")
    def _one_name(self) -> Self:
        if (self.email is None) == (self.user_id is None):
            raise PydanticCustomError(
                "one_of", N_("سمِّ الشخص ببريده أو بمعرّفه، بأحدهما لا بكليهما.")
            )
        return self


class PersonName(BaseModel):
    """A person as named beside what they did."""

    id: UUID
    name_ar: str
    name_en: str

    @classmethod
    def of(cls, user: User | None) -> PersonName | None:
        if user is None:
            return None
        return cls(id=user.id, name_ar=user.name_ar, name_en=user.name_en)


class StaffGrant(BaseModel):
    id: UUID
    user_id: UUID
    email: str
    name_ar: str
    name_en: str
    is_disabled: bool
    role: Role
    scope_kind: Scope
    scope_id: UUID | None
    scope_name_ar: str
    scope_name_en: str
    granted_at: datetime
    granted_by: PersonName | None

    @classmethod
    def of(cls, row: GrantRow) -> StaffGrant:
        grant, user = row.grant, row.user
        return cls(
            id=grant.id,
            user_id=user.id,
            email=user.email,
            name_ar=user.name_ar,
            name_en=user.name_en,
            is_disabled=user.disabled_at is not None,
            role=Role(grant.role),
            scope_kind=Scope(grant.scope_kind),
            scope_id=grant.scope_id,
            scope_name_ar=row.scope.name_ar,
            scope_name_en=row.scope.name_en,
            granted_at=grant.granted_at,
            granted_by=PersonName.of(row.granter),
        )


class InvitationIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    email: Email
    name_ar: OptionalName = ""
    name_en: OptionalName = ""
    language: Language = "ar"
    role: Role
    scope_kind: Scope
    scope_id: UUID | None = None


class StaffInvitation(BaseModel):
    id: UUID
    email: str
    name_ar: str
    name_en: str
    language: Language
    role: Role
    scope_kind: Scope
    scope_id: UUID | None
    scope_name_ar: str
    scope_name_en: str
    state: InvitationState
    created_at: datetime
    expires_at: datetime
    accepted_at: datetime | None
    invited_by: PersonName | None

    @classmethod
    def of(cls, row: InvitationRow) -> StaffInvitation:
        kept = row.invitation
        values = {
            name: getattr(kept, name)
            for name in cls.model_fields
            if name not in {"state", "invited_by"}
        }
        return cls.model_validate(
            {**values, "state": row.state, "invited_by": PersonName.of(row.inviter)}
        )


class MyGrant(BaseModel):
    role: Role
    scope_kind: Scope
    scope_id: UUID | None
    scope_name_ar: str
    scope_name_en: str
    edition_id: UUID | None


class JuryInvitation(BaseModel):
    juror_id: UUID
    edition_id: UUID
    edition_name_ar: str
    edition_name_en: str


class MeOut(BaseModel):
    """The signed-in person, with what the shell shows of them."""

    user_id: UUID
    email: str
    name_ar: str
    name_en: str
    title: str
    language: Language
    digits: Digits
    is_demo_mode: bool
    grants: list[MyGrant]
    jury_invitations: list[JuryInvitation]

    @classmethod
    def of(cls, me: Myself) -> MeOut:
        user = me.user
        values = {
            "user_id": user.id,
            **{
                name: getattr(user, name)
                for name in ("email", "name_ar", "name_en", "title", "language", "digits")
            },
            "is_demo_mode": me.is_demo_mode,
            "grants": [
                MyGrant(
                    role=Role(grant.role),
                    scope_kind=Scope(grant.scope_kind),
                    scope_id=grant.scope_id,
                    scope_name_ar=name.name_ar,
                    scope_name_en=name.name_en,
                    edition_id=name.edition_id,
                )
                for grant, name in me.grants
            ],
            "jury_invitations": [
                JuryInvitation(
                    juror_id=juror.id,
                    edition_id=edition.id,
                    edition_name_ar=edition.name_ar,
                    edition_name_en=edition.name_en,
                )
                for juror, edition in me.jury_invitations
            ],
        }
        return cls.model_validate(values)
