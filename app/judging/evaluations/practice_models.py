"""Tables of practice: a made case of a round, and what each juror made of it. Nothing else counts them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Practice(Base):
    """The case that the jurors of a round practise on, with the marks that it should get."""

    __tablename__ = "practices"
    __table_args__ = (CheckConstraint("demand IN ('offered', 'required')", name="demand"),)

    round_id: Mapped[UUID] = mapped_column(
        ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True
    )
    # By whose rubric it is marked.
    category_id: Mapped[UUID] = mapped_column(ForeignKey("categories.id"))
    title_ar: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str] = mapped_column(String(300), default="")
    body_ar: Mapped[str] = mapped_column(Text)
    body_en: Mapped[str] = mapped_column(Text, default="")
    demand: Mapped[str] = mapped_column(String(8))
    # The reference: marks with words on each, as a juror would submit them.
    scores: Mapped[dict[str, Any]] = mapped_column(JSON)
    comment: Mapped[str] = mapped_column(Text, default="")
    total: Mapped[str] = mapped_column(Text)  # "numerator/denominator" on 0…100
    put_by: Mapped[UUID | None]
    put_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class PracticeWork(Base):
    """A juror's marks on the case: a draft, and once submitted final."""

    __tablename__ = "practice_works"
    __table_args__ = (
        CheckConstraint("(submitted_at IS NULL) = (total IS NULL)", name="submitted"),
    )

    round_id: Mapped[UUID] = mapped_column(
        ForeignKey("practices.round_id", ondelete="CASCADE"), primary_key=True
    )
    juror_id: Mapped[UUID] = mapped_column(
        ForeignKey("jurors.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    scores: Mapped[dict[str, Any]] = mapped_column(JSON)
    comment: Mapped[str] = mapped_column(Text, default="")
    total: Mapped[str | None] = mapped_column(Text)
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
