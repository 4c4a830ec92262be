"""The table of decisions on what arrived late: one person proposes, another answers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base

_WAITS = text("state = 'proposed'")


class LateDecision(Base):
    """A word on an evaluation that arrived in the grace window, and what became of the word."""

    __tablename__ = "late_decisions"
    __table_args__ = (
        CheckConstraint("word IN ('admit', 'refuse')", name="word"),
        CheckConstraint(
            "state IN ('proposed', 'confirmed', 'declined', 'withdrawn', 'overtaken')",
            name="state",
        ),
        CheckConstraint("(state = 'proposed') = (answered_at IS NULL)", name="answered"),
        Index(
            "uq_late_decisions_proposed",
            "evaluation_id",
            unique=True,
            sqlite_where=_WAITS,
            postgresql_where=_WAITS,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    evaluation_id: Mapped[UUID] = mapped_column(
        ForeignKey("evaluations.id", ondelete="CASCADE"), index=True
    )
    # What it is about: the submitted revision that arrived late.
    revision_id: Mapped[UUID]
    word: Mapped[str] = mapped_column(String(6))
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="proposed")
    proposed_by: Mapped[UUID | None]
    proposed_at: Mapped[datetime]
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
    # Why it was declined; of one that was overtaken by the juror's newer work nothing.
    answer_reason: Mapped[str] = mapped_column(Text, default="")
