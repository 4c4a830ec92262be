"""Wire shapes of who works on an entry: people, invitations, presence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Bound
from starlette.responses import Response

from app.accounts.models import User
from app.accounts.schemas import Opened, with_cookie
from app.actor import Level
from app.entries.member_models import EntryInvitation
from app.entries.member_rules import EntryRight
from app.entries.models import Entry
from app.kit.texts import Email, OptionalName

IN = ConfigDict(extra="forbid")

# ------------------------------------------------------------------ what arrives


class CollaboratorIn(BaseModel):
    """Somebody to invite to an entry."""

    model_config = IN

    email: Email
    right: EntryRight
    name_ar: OptionalName = ""
    name_en: OptionalName = ""
    language: Literal["ar", "en"] = "ar"


class RightIn(BaseModel):
    """What a person may do with an entry; null: what their agency gives them by default."""

    model_config = IN

    right: EntryRight | None


class PlaceIn(BaseModel):
    """Where in the entry its reader is: a field's id, `title_ar` …, or nowhere in particular."""

    model_config = IN

    place: Annotated[str, Bound(max_length=40, pattern=r"^[a-z0-9_-]*$")] = ""
    leaves: bool = False


class CollaborationToken(BaseModel):
    """The secret of an invitation's link."""

    model_config = IN

    token: Annotated[str, Bound(min_length=20, max_length=200)]


class CollaborationIn(CollaborationToken):
    """An acceptance; a name and a password of one who has no account yet."""

    name_ar: OptionalName = ""
    name_en: OptionalName = ""
    password: Annotated[str, Bound(min_length=1, max_length=1000)] | None = None


# ------------------------------------------------------------------ people


@dataclass(frozen=True, slots=True)
class Person:
    """One who may see an entry; `own`: by a word of the entry itself, `level`: of its agency."""

    user: User
    right: EntryRight
    level: Level | None
    is_owner: bool
    own: bool
    since: datetime | None


class EntryPerson(BaseModel):
    """One of an entry's people, as the others of them see them."""

    user_id: UUID
    name_ar: str
    name_en: str
    title: str
    email: str
    right: EntryRight
    # Their default in the agency; null for a collaborator and for an individual.
    level: Level | None
    is_owner: bool
    # Whether the entry says something else than the agency's default.
    is_exception: bool
    outside: bool
    disabled: bool
    since: datetime | None

    @classmethod
    def of(cls, row: Person) -> Self:
        """From a person."""
        user = row.user
        return cls(
            user_id=user.id,
            name_ar=user.name_ar,
            name_en=user.name_en,
            title=user.title,
            email=user.email,
            right=row.right,
            level=row.level,
            is_owner=row.is_owner,
            is_exception=row.own and row.level is not None,
            outside=row.level is None and not row.is_owner,
            disabled=user.disabled_at is not None,
            since=row.since,
        )


class Invited(BaseModel):
    """Somebody who was invited and has not accepted."""

    id: UUID
    email: str
    name_ar: str
    name_en: str
    right: EntryRight
    created_at: datetime
    expires_at: datetime
    expired: bool

    @classmethod
    def of(cls, row: EntryInvitation, now: datetime) -> Self:
        """From a row, at a moment."""
        return cls(
            id=row.id,
            email=row.email,
            name_ar=row.name_ar,
            name_en=row.name_en,
            right=EntryRight(row.right),
            created_at=row.created_at,
            expires_at=row.expires_at,
            expired=row.expires_at <= now,
        )


@dataclass(frozen=True, slots=True)
class PeopleView:
    """The people of an entry and its open invitations, for one of them."""

    right: EntryRight
    manages: bool
    people: Sequence[Person]
    invited: Sequence[EntryInvitation]
    now: datetime


class EntryPeople(BaseModel):
    """Who works on an entry; `manages`: whether the reader may invite, change and remove."""

    right: EntryRight
    manages: bool
    items: list[EntryPerson]
    invited: list[Invited]

    @classmethod
    def of(cls, view: PeopleView) -> Self:
        """From the view."""
        return cls(
            right=view.right,
            manages=view.manages,
            items=[EntryPerson.of(row) for row in view.people],
            invited=[Invited.of(row, view.now) for row in view.invited],
        )


# ------------------------------------------------------------------ presence


@dataclass(frozen=True, slots=True)
class Here:
    """The others at an entry: user, place, when last seen; and a mark of its contents."""

    people: Sequence[tuple[User, str, datetime]]
    version: int
    answered_at: datetime | None
    files: int


class HerePerson(BaseModel):
    """Somebody at the same entry."""

    user_id: UUID
    name_ar: str
    name_en: str
    place: str
    seen_at: datetime


class EntryPresence(BaseModel):
    """The others who are at the entry now; `stamp` changes when anything in it was saved."""

    items: list[HerePerson]
    stamp: str

    @classmethod
    def of(cls, here: Here) -> Self:
        """From the view."""
        answered = here.answered_at.isoformat() if here.answered_at else ""
        return cls(
            items=[
                HerePerson(
                    user_id=user.id,
                    name_ar=user.name_ar,
                    name_en=user.name_en,
                    place=place,
                    seen_at=seen_at,
                )
                for user, place, seen_at in here.people
            ],
            stamp=f"{here.version}.{answered}.{here.files}",
        )


# ------------------------------------------------------------------ accepting


@dataclass(frozen=True, slots=True)
class Looked:
    """An invitation as its holder reads it."""

    invitation: EntryInvitation
    entry: Entry
    names: Sequence[tuple[str, str]]
    by: User | None
    needs_password: bool


class LookedAtCollaboration(BaseModel):
    """What the holder of the link may know before accepting: no more than the mail said."""

    email: str
    name_ar: str
    name_en: str
    language: Literal["ar", "en"]
    right: EntryRight
    number: int
    title_ar: str
    title_en: str
    entrant_ar: str
    entrant_en: str
    edition_ar: str
    edition_en: str
    by_ar: str
    by_en: str
    expires_at: datetime
    needs_password: bool

    @classmethod
    def of(cls, found: Looked) -> Self:
        """From what was found."""
        row, entry = found.invitation, found.entry
        (entrant_ar, entrant_en), (edition_ar, edition_en) = found.names
        return cls.model_validate(
            {
                "email": row.email,
                "name_ar": row.name_ar,
                "name_en": row.name_en,
                "language": row.language,
                "right": row.right,
                "number": entry.number,
                "title_ar": entry.title_ar,
                "title_en": entry.title_en,
                "entrant_ar": entrant_ar,
                "entrant_en": entrant_en,
                "edition_ar": edition_ar,
                "edition_en": edition_en,
                "by_ar": found.by.name_ar if found.by else "",
                "by_en": found.by.name_en if found.by else "",
                "expires_at": row.expires_at,
                "needs_password": found.needs_password,
            }
        )


@dataclass(frozen=True, slots=True)
class Joined:
    """An accepted invitation; `opened` is the session of one who chose their password just now."""

    entry_id: UUID
    email: str
    opened: Opened | None


class AcceptedCollaboration(BaseModel):
    """`access_token` for one who chose a password just now; the others sign in."""

    entry_id: UUID
    email: str
    access_token: str | None

    @classmethod
    def answer(cls, joined: Joined) -> Response:
        """The answer, with the cookie of a session that began."""
        body = cls(
            entry_id=joined.entry_id,
            email=joined.email,
            access_token=joined.opened.access_token if joined.opened else None,
        ).model_dump_json()
        response = Response(body.encode(), media_type="application/json")
        return with_cookie(response, joined.opened) if joined.opened else response


# ------------------------------------------------------------------ an agency's people


class PersonEntry(BaseModel):
    """An entry on which somebody works by its own word."""

    id: UUID
    number: int
    title_ar: str
    title_en: str
    edition_ar: str
    edition_en: str
    right: EntryRight


class AgencyPerson(BaseModel):
    """A collaborator on an agency's entries, or a member for whom an entry says something else."""

    user_id: UUID
    name_ar: str
    name_en: str
    email: str
    outside: bool
    entries: list[PersonEntry]


class AgencyPeople(BaseModel):
    """Who works on which of an agency's entries beside what its members do by default."""

    items: list[AgencyPerson]
