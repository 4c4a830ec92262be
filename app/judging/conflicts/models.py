"""Conflicts of interest, and what entrants report of them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Conflict(Base):
    """A juror's conflict with an entry or with a whole organisation.

    `recused`: barred (declared by the juror, or decided). `suspended`: barred until a person
    decides. `dismissed`: not barred.
    """

    __tablename__ = "conflicts"
    __table_args__ = (
        CheckConstraint("(entry_id IS NULL) <> (organisation_id IS NULL)", name="one_object"),
        CheckConstraint("source IN ('juror', 'entrant', 'organiser', 'detected')", name="source"),
        CheckConstraint("state IN ('recused', 'suspended', 'dismissed')", name="state"),
        Index(None, "edition_id", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("editions.id"))
    juror_id: Mapped[UUID] = mapped_column(ForeignKey("jurors.id", ondelete="CASCADE"), index=True)
    entry_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("entries.id", ondelete="CASCADE"), index=True
    )
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    source: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10))
    # What was noticed, of a detected one: words of `panels.detection_rules.Signal`.
    signals: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    declared_by: Mapped[UUID | None]
    declared_at: Mapped[datetime]
    # Until when a suspended one waits for a decision, and when the organisers were reminded of it.
    decide_by: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str] = mapped_column(Text, default="")


class StaffRecusal(Base):
    """One of an edition's staff steps back from an entry, or from all that an agency enters in it.

    The states of `Conflict`: their own word stands at once, another's until a person decides.
    """

    __tablename__ = "staff_recusals"
    __table_args__ = (
        CheckConstraint("(entry_id IS NULL) <> (organisation_id IS NULL)", name="one_object"),
        CheckConstraint("source IN ('own', 'organiser')", name="source"),
        CheckConstraint("state IN ('recused', 'suspended', 'dismissed')", name="state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("editions.id", ondelete="CASCADE"), index=True
    )
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    entry_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("entries.id", ondelete="CASCADE"), index=True
    )
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    source: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10))
    declared_by: Mapped[UUID | None]
    declared_at: Mapped[datetime]
    # Until when a reported one waits for a decision.
    decide_by: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str] = mapped_column(Text, default="")


class EntrantReport(Base):
    """What an agency, or one who enters alone, says of a person: should they judge, they are biased.

    It names one of a public jury, or a person by name; `juror_id` is set once that name is on the
    jury, which whoever reported is not told.
    """

    __tablename__ = "entrant_reports"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("editions.id"), index=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    juror_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("jurors.id", ondelete="CASCADE"), index=True
    )
    # As it was written; empty where one of a public jury was chosen.
    person: Mapped[str] = mapped_column(String(200), default="")
    kind: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    declared_by: Mapped[UUID | None]
    declared_at: Mapped[datetime]
