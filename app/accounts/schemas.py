"""Wire shapes of sign-in, accounts, invitations and users."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from app.accounts.models import Invitation, User, UserSession
from app.actor import Role, Scope
from app.kit.paging import Page, PageParams
from app.kit.texts import Email, Name, OptionalName

COOKIE: Final = "__Host-rt"

Language = Literal["ar", "en"]
Digits = Literal["latn", "arab"]
Password = Annotated[str, Field(min_length=1, max_length=1000)]
Token = Annotated[str, Field(min_length=1, max_length=200)]
Title = Annotated[OptionalName, Field(max_length=100)]


@dataclass(frozen=True, slots=True)
class Client:
    """What a request says of the device it came from."""

    address: str
    user_agent: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that goes on: the token for the page, the secret for the cookie."""

    access_token: str
    refresh_token: str
    lifetime: timedelta


@dataclass(frozen=True, slots=True)
class Accepted:
    """An accepted invitation; `opened` is the session of one who chose their password just now."""

    invitation: Invitation
    user: User
    opened: Opened | None


class In(BaseModel):
    """What arrives: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid")


# ---------------------------------------------------------------- sessions


class SignIn(In):
    email: Email
    password: Password


class AccessToken(BaseModel):
    """The token for the Authorization header; the cookie with the refresh token comes beside it."""

    access_token: str

    @classmethod
    def answer(cls, opened: Opened) -> Response:
        body = cls(access_token=opened.access_token).model_dump_json()
        return with_cookie(Response(body.encode(), media_type="application/json"), opened)


def with_cookie(response: Response, opened: Opened) -> Response:
    """Set the refresh cookie."""
    age = int(opened.lifetime.total_seconds())
    response.headers.append(
        "Set-Cookie",
        f"{COOKIE}={opened.refresh_token}; Path=/; Max-Age={age}; Secure; HttpOnly; SameSite=Strict",
    )
    return response


def without_cookie(_: object) -> Response:
    """204, and the refresh cookie is taken back."""
    value = f"{COOKIE}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict"
    return Response(status_code=204, headers={"Set-Cookie": value})


class OwnSession(BaseModel):
    id: UUID
    user_agent: str
    address: str
    created_at: datetime
    last_used_at: datetime
    is_current: bool


class OwnSessions(BaseModel):
    items: list[OwnSession]

    @classmethod
    def of(cls, rows: list[tuple[UserSession, bool]]) -> OwnSessions:
        return cls(
            items=[
                OwnSession(
                    id=row.id,
                    user_agent=row.user_agent,
                    address=row.address,
                    created_at=row.created_at,
                    last_used_at=row.last_used_at,
                    is_current=is_current,
                )
                for row, is_current in rows
            ]
        )


# ---------------------------------------------------------------- one's own account


class RegistrationIn(In):
    """A person as they register; the password is chosen behind the mailed link."""

    email: Email
    name_ar: Name
    name_en: OptionalName = ""
    language: Language = "ar"


class MailedTo(BaseModel):
    """A mail is on its way if the address is what it should be; the answer never says whether."""

    email: str


class TokenIn(In):
    token: Token


class EmailIn(In):
    email: Email


class NewPassword(In):
    token: Token
    password: Password


class AccountIn(In):
    """What is left out stays as it is; the defaults are never used."""

    name_ar: Name = ""
    name_en: OptionalName = ""
    title: Title = ""
    language: Language = "ar"
    digits: Digits = "latn"


class Account(BaseModel):
    """A person as they see themselves."""

    user_id: UUID
    email: str
    name_ar: str
    name_en: str
    title: str
    language: Language
    digits: Digits

    @classmethod
    def of(cls, user: User) -> Account:
        return cls.model_validate({"user_id": user.id, **_fields(user, cls)})


class PasswordIn(In):
    current: Password
    new: Password


# ---------------------------------------------------------------- invitations


class LookedAtInvitation(BaseModel):
    """What the holder of the link may know before accepting."""

    email: str
    name_ar: str
    name_en: str
    language: Language
    role: Role
    scope_kind: Scope
    scope_name_ar: str
    scope_name_en: str
    edition_id: UUID | None
    expires_at: datetime
    needs_password: bool

    @classmethod
    def of(cls, found: tuple[Invitation, bool]) -> LookedAtInvitation:
        row, needs_password = found
        values = _fields(row, cls, "needs_password")
        return cls.model_validate({**values, "needs_password": needs_password})


class Acceptance(In):
    token: Token
    name_ar: OptionalName = ""
    name_en: OptionalName = ""
    password: Password | None = None


class AcceptedInvitation(BaseModel):
    """`access_token` for one who chose a password just now; the others sign in."""

    email: str
    role: Role
    scope_kind: Scope
    edition_id: UUID | None
    access_token: str | None

    @classmethod
    def answer(cls, accepted: Accepted) -> Response:
        body = cls(
            email=accepted.user.email,
            role=Role(accepted.invitation.role),
            scope_kind=Scope(accepted.invitation.scope_kind),
            edition_id=accepted.invitation.edition_id,
            access_token=accepted.opened.access_token if accepted.opened else None,
        ).model_dump_json()
        response = Response(body.encode(), media_type="application/json")
        return with_cookie(response, accepted.opened) if accepted.opened else response


# ---------------------------------------------------------------- users, for the administrator


class AdminUser(BaseModel):
    id: UUID
    email: str
    name_ar: str
    name_en: str
    title: str
    language: Language
    email_confirmed_at: datetime | None
    disabled_at: datetime | None
    is_demo: bool
    created_at: datetime

    @classmethod
    def of(cls, user: User) -> AdminUser:
        return cls.model_validate(_fields(user, cls))

    @classmethod
    def page(cls, found: tuple[list[User], int, PageParams]) -> Page[AdminUser]:
        users, total, params = found
        return Page.of([cls.of(user) for user in users], total, params)


def _fields(row: object, schema: type[BaseModel], *but: str) -> dict[str, object]:
    """The row's attributes that a schema names."""
    return {
        name: getattr(row, name)
        for name in schema.model_fields
        if name not in but and hasattr(row, name)
    }
