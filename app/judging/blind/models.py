"""The tables of judging without names: what was decided on an entry's words, and its files' bare copies."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Redaction(Base):
    """What jurors of blind rounds read in place of one text or answer of an entry."""

    __tablename__ = "redactions"
    __table_args__ = (CheckConstraint("mode IN ('kept', 'redacted', 'withheld')", name="mode"),)

    entry_id: Mapped[UUID] = mapped_column(
        ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True
    )
    # A title or summary (`rules.FACES`), or a field's id.
    part: Mapped[str] = mapped_column(String(40), primary_key=True)
    mode: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text, default="")
    folded: Mapped[str] = mapped_column(Text, default="")  # what search compares
    # SHA-256 of the original that was looked at: another one is looked at anew.
    source_hash: Mapped[str] = mapped_column(String(64))
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class BareFile(Base):
    """A file's copy for the jurors of blind rounds: without what it says of its makers, under no name."""

    __tablename__ = "bare_files"
    __table_args__ = (
        CheckConstraint("mode IN ('', 'kept', 'replaced', 'withheld')", name="mode"),
        CheckConstraint("state IN ('waiting', 'ready', 'failed')", name="state"),
    )

    attachment_id: Mapped[UUID] = mapped_column(
        ForeignKey("attachments.id", ondelete="CASCADE"), primary_key=True
    )
    # What a person decided; empty: nobody has looked yet.
    mode: Mapped[str] = mapped_column(String(10), default="")
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    # The version of the owner under whose names it was read through.
    owner_version: Mapped[int] = mapped_column(default=0)
    media_type: Mapped[str] = mapped_column(String(120), default="")
    sha256: Mapped[str] = mapped_column(String(64), default="")
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    pages: Mapped[int | None]
    previews: Mapped[list[str]] = mapped_column(JSON, default=list)
    # The names that its text holds; whether there was no text to read.
    found: Mapped[list[str]] = mapped_column(JSON, default=list)
    unread: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
