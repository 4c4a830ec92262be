"""Tables of who works on an entry: its people, those invited by mail, and who is at it now."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base

_RIGHTS = "IN ('view', 'edit', 'submit')"


class EntryMember(Base):
    """What one person does with one entry.

    A collaborator (`outside`) has this right alone. A member of the agency that owns the entry has
    it instead of their default, and only as long as they are a member.
    """

    __tablename__ = "entry_members"
    __table_args__ = (
        CheckConstraint(f'"right" {_RIGHTS}', name="right"),
        Index(None, "user_id", "outside"),
    )

    entry_id: Mapped[UUID] = mapped_column(
        ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    right: Mapped[str] = mapped_column(String(6))
    outside: Mapped[bool] = mapped_column(Boolean)
    added_by: Mapped[UUID | None]
    added_at: Mapped[datetime]


class EntryInvitation(Base):
    """An invitation by e-mail to work on one entry; single use, bound to its address."""

    __tablename__ = "entry_invitations"
    __table_args__ = (CheckConstraint(f'"right" {_RIGHTS}', name="right"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(String(320), index=True)
    name_ar: Mapped[str] = mapped_column(String(200), default="")
    name_en: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(2), default="ar")
    right: Mapped[str] = mapped_column(String(6))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by: Mapped[UUID | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[UUID | None]
    revoked_at: Mapped[datetime | None]


class Presence(Base):
    """Where in an entry a person is at this moment; one row each, worthless after 45 seconds."""

    __tablename__ = "presences"

    entry_id: Mapped[UUID] = mapped_column(
        ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    # A field's id, or `title_ar` and so on; empty: somewhere on the page.
    place: Mapped[str] = mapped_column(String(40), default="")
    seen_at: Mapped[datetime] = mapped_column(index=True)
