"""The table of returns to an earlier phase: one person proposes, another answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base

_WAITS = text("state = 'proposed'")


class Reopening(Base):
    """A proposal to go back one phase, and what became of it.

    `rulebook*` keep what had been frozen when a return opened the rulebook again.
    """

    __tablename__ = "reopenings"
    __table_args__ = (
        CheckConstraint(
            "state IN ('proposed', 'confirmed', 'declined', 'cancelled', 'lapsed')", name="state"
        ),
        CheckConstraint("(state = 'proposed') = (answered_at IS NULL)", name="answered"),
        Index(
            "uq_reopenings_waiting",
            "edition_id",
            unique=True,
            sqlite_where=_WAITS,
            postgresql_where=_WAITS,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("editions.id", ondelete="CASCADE"), index=True
    )
    from_phase: Mapped[str] = mapped_column(String(12))
    to_phase: Mapped[str] = mapped_column(String(12))
    reason_ar: Mapped[str] = mapped_column(Text)
    reason_en: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10), default="proposed")
    proposed_by: Mapped[UUID | None]
    proposed_at: Mapped[datetime]
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
    answer_reason: Mapped[str] = mapped_column(Text, default="")
    rulebook: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    rulebook_hash: Mapped[str] = mapped_column(String(64), default="")
    rulebook_frozen_at: Mapped[datetime | None]
