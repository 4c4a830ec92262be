"""The tables of extensions for one entry or one agency, each with its reason, and of the entries they moved."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Extension(Base):
    """More time for one entry, or for all that an agency has begun; or less again, said in advance."""

    __tablename__ = "extensions"
    __table_args__ = (
        CheckConstraint("(entry_id IS NULL) <> (organisation_id IS NULL)", name="one_target"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("editions.id", ondelete="CASCADE"), index=True
    )
    entry_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("entries.id", ondelete="CASCADE"), index=True
    )
    organisation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("organisations.id", ondelete="CASCADE"), index=True
    )
    until: Mapped[datetime]
    # The extension that this one shortened; None: it gave more time.
    before: Mapped[datetime | None]
    # How many entries it concerned when it was given.
    entries: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    granted_by: Mapped[UUID | None]
    granted_at: Mapped[datetime]


class ExtendedEntry(Base):
    """One entry whose moment an extension moved, and what it had of its own before."""

    __tablename__ = "extended_entries"

    extension_id: Mapped[UUID] = mapped_column(
        ForeignKey("extensions.id", ondelete="CASCADE"), primary_key=True
    )
    entry_id: Mapped[UUID] = mapped_column(
        ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    before: Mapped[datetime | None]
