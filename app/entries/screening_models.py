"""Tables of screening: decisions with their second person, checklist, messages, notes, settings."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class ScreeningSettings(Base):
    """How an edition is screened; an edition without a row is screened by one person."""

    __tablename__ = "screening_settings"

    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("editions.id", ondelete="CASCADE"), primary_key=True
    )
    # Whether a second person confirms what the first proposes.
    two_persons: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)


class ChecklistItem(Base):
    """One thing that screeners look at in every entry of an edition."""

    __tablename__ = "checklist_items"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("editions.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    text_ar: Mapped[str] = mapped_column(String(300))
    text_en: Mapped[str] = mapped_column(String(300), default="")
    # No longer asked; who had ticked it stays.
    removed_at: Mapped[datetime | None]


class ChecklistTick(Base):
    """An item of the checklist found in order in one entry: by whom, when."""

    __tablename__ = "checklist_ticks"

    entry_id: Mapped[UUID] = mapped_column(
        ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True
    )
    item_id: Mapped[UUID] = mapped_column(
        ForeignKey("checklist_items.id", ondelete="CASCADE"), primary_key=True
    )
    ticked_by: Mapped[UUID | None]
    ticked_at: Mapped[datetime]


class ScreeningDecision(Base):
    """A word on an entry: made by one person, or proposed by one and confirmed by another."""

    __tablename__ = "screening_decisions"
    __table_args__ = (
        CheckConstraint("decision IN ('eligible', 'ineligible', 'returned')", name="decision"),
        CheckConstraint(
            "state IN ('proposed', 'made', 'confirmed', 'declined', 'withdrawn', 'overtaken')",
            name="state",
        ),
        Index(
            "uq_screening_decisions_proposed",
            "entry_id",
            unique=True,
            sqlite_where=text("state = 'proposed'"),
            postgresql_where=text("state = 'proposed'"),
        ),
        Index(None, "entry_id", "proposed_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"))
    decision: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text, default="")
    until: Mapped[datetime | None]
    # Of a return: what is to be corrected, `[{part, note}]`; None: the whole entry.
    parts: Mapped[list[dict[str, str]] | None] = mapped_column(JSON(none_as_null=True))
    state: Mapped[str] = mapped_column(String(9))
    proposed_by: Mapped[UUID | None]
    proposed_at: Mapped[datetime]
    # Who confirmed or declined it, or whose act overtook it.
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    # Of a return: what was submitted then, and when its people answered it.
    submission_id: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]


class ScreeningMessage(Base):
    """A message between the screening team and the people of an entry; both sides read it."""

    __tablename__ = "screening_messages"
    __table_args__ = (Index(None, "entry_id", "sent_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"))
    body: Mapped[str] = mapped_column(Text)
    from_staff: Mapped[bool]
    sent_by: Mapped[UUID | None]
    sent_at: Mapped[datetime]


class ScreeningNote(Base):
    """A note that staff keep for themselves: never shown to entrants or jurors."""

    __tablename__ = "screening_notes"
    __table_args__ = (Index(None, "entry_id", "written_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"))
    body: Mapped[str] = mapped_column(Text)
    written_by: Mapped[UUID | None]
    written_at: Mapped[datetime]


class DuplicateScan(Base):
    """When an edition was last looked through for duplicates."""

    __tablename__ = "duplicate_scans"

    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("editions.id", ondelete="CASCADE"), primary_key=True
    )
    scanned_at: Mapped[datetime]
    entries: Mapped[int]


class DuplicatePair(Base):
    """Two entries that may be one. `first_id` has the smaller number."""

    __tablename__ = "duplicate_pairs"
    __table_args__ = (Index("uq_duplicate_pairs_pair", "first_id", "second_id", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("editions.id", ondelete="CASCADE"), index=True
    )
    first_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"))
    second_id: Mapped[UUID] = mapped_column(
        ForeignKey("entries.id", ondelete="CASCADE"), index=True
    )
    # Why: title, service, file, as far as each holds; how alike the titles are, in percent.
    signs: Mapped[list[Any]] = mapped_column(JSON)
    likeness: Mapped[int]
    found_at: Mapped[datetime]
    # Somebody looked: it is none, because.
    dismissed_by: Mapped[UUID | None]
    dismissed_at: Mapped[datetime | None]
    dismissed_why: Mapped[str] = mapped_column(Text, default="")
