"""Tables of people, sessions, invitations, grants and throttling."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class User(Base):
    """A person who can sign in. Names are one text per language, never split."""

    __tablename__ = "users"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_lower"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(320), unique=True)
    name_ar: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    title: Mapped[str] = mapped_column(String(100), default="")
    folded_name: Mapped[str] = mapped_column(String(420), default="")
    language: Mapped[str] = mapped_column(String(2), default="ar")
    digits: Mapped[str] = mapped_column(String(4), default="latn")
    password_hash: Mapped[str | None] = mapped_column(String(255))
    email_confirmed_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class UserSession(Base):
    """One sign-in on one device; refresh tokens rotate inside it."""

    __tablename__ = "sessions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    user_agent: Mapped[str] = mapped_column(String(300), default="")
    address: Mapped[str] = mapped_column(String(64), default="")
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class RefreshToken(Base):
    """A refresh token by its hash; reuse after the grace revokes the session."""

    __tablename__ = "refresh_tokens"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    session_id: Mapped[UUID] = mapped_column(
        ForeignKey("sessions.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Grant(Base):
    """A right: this user holds this role over this scope. The only table of rights."""

    __tablename__ = "grants"
    __table_args__ = (
        # NULL scope ids (the instance) are distinct in a plain unique key, hence two.
        Index(
            "uq_grants_scope",
            "user_id",
            "role",
            "scope_kind",
            "scope_id",
            unique=True,
            sqlite_where=text("scope_id IS NOT NULL"),
            postgresql_where=text("scope_id IS NOT NULL"),
        ),
        Index(
            "uq_grants_instance",
            "user_id",
            "role",
            unique=True,
            sqlite_where=text("scope_id IS NULL"),
            postgresql_where=text("scope_id IS NULL"),
        ),
        Index(None, "scope_kind", "scope_id"),
        CheckConstraint("(scope_kind = 'instance') = (scope_id IS NULL)", name="scope"),
        CheckConstraint("level IN ('', 'view', 'edit', 'submit', 'manage')", name="level"),
        CheckConstraint(
            "(role = 'entrant' AND scope_kind = 'organisation') = (level <> '')",
            name="level_of_members",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(16))
    scope_kind: Mapped[str] = mapped_column(String(16))
    scope_id: Mapped[UUID | None]
    # What a member of an agency does with its entries; empty for every other grant.
    level: Mapped[str] = mapped_column(String(8), default="")
    granted_by: Mapped[UUID | None]
    granted_at: Mapped[datetime]


class PastTie(Base):
    """A person was a member of an agency, or worked on an entry, until `ended_at`.

    Leaving does not undo it: whoever belonged to an agency during an edition stays walled off from
    what it entered there (`judging.conflicts`).
    """

    __tablename__ = "past_ties"
    __table_args__ = (
        CheckConstraint("scope_kind IN ('organisation', 'entry')", name="scope_kind"),
    )

    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    scope_kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    scope_id: Mapped[UUID] = mapped_column(primary_key=True)
    ended_at: Mapped[datetime]


class Ticket(Base):
    """A single-use secret by its hash: reset a password, first run."""

    __tablename__ = "tickets"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    user_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Registration(Base):
    """What somebody wrote about an address that is not theirs until its mailed link is opened.

    No user exists before that, and no password: whoever opens the link chooses it.
    """

    __tablename__ = "registrations"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    email: Mapped[str] = mapped_column(String(320), index=True)
    name_ar: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(2), default="ar")
    # For a higher domain, which alone reads it: the agency they register or join.
    wish: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Invitation(Base):
    """An invitation by e-mail to hold a role over a scope; single use, 72 hours."""

    __tablename__ = "invitations"
    __table_args__ = (Index(None, "scope_kind", "scope_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(320), index=True)
    name_ar: Mapped[str] = mapped_column(String(200), default="")
    name_en: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(2), default="ar")
    role: Mapped[str] = mapped_column(String(16))
    scope_kind: Mapped[str] = mapped_column(String(16))
    scope_id: Mapped[UUID | None]
    # The `level` of the grant that it becomes; empty leaves it to `add_grant`.
    level: Mapped[str] = mapped_column(String(8), default="")
    # What the invitation is to, as it stood in the mail.
    scope_name_ar: Mapped[str] = mapped_column(String(300), default="")
    scope_name_en: Mapped[str] = mapped_column(String(300), default="")
    edition_id: Mapped[UUID | None]
    reply_to: Mapped[str] = mapped_column(String(320), default="")
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by: Mapped[UUID | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[UUID | None]
    revoked_at: Mapped[datetime | None]


class Throttle(Base):
    """Failures of one key (a folded e-mail or an address), for a growing delay."""

    __tablename__ = "throttles"

    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    failures: Mapped[int] = mapped_column(Integer, default=0)
    last_failed_at: Mapped[datetime]
    wait_until: Mapped[datetime | None]
