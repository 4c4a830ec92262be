"""The table of decisions: who wins what, or why nobody does."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Decision(Base):
    """A winner (place, level), a mention, `none` with a reason, or a category withheld (no entry)."""

    __tablename__ = "decisions"
    __table_args__ = (
        CheckConstraint(
            "outcome IN ('winner', 'honourable_mention', 'none', 'withheld')", name="outcome"
        ),
        CheckConstraint("(outcome = 'withheld') = (entry_id IS NULL)", name="entry"),
        UniqueConstraint("category_id", "entry_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("editions.id"), index=True)
    ranking_id: Mapped[UUID] = mapped_column(ForeignKey("rankings.id"))
    category_id: Mapped[UUID] = mapped_column(ForeignKey("categories.id"))
    entry_id: Mapped[UUID | None] = mapped_column(ForeignKey("entries.id"))
    outcome: Mapped[str] = mapped_column(String(20))
    place: Mapped[int | None]
    level_ar: Mapped[str] = mapped_column(String(100), default="")
    level_en: Mapped[str] = mapped_column(String(100), default="")
    citation_ar: Mapped[str] = mapped_column(Text, default="")
    citation_en: Mapped[str] = mapped_column(Text, default="")
    reason_ar: Mapped[str] = mapped_column(Text, default="")
    reason_en: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime]
