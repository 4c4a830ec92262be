"""The table of who may enter: the rules of eligibility, of a whole edition or of one category."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class EligibilityRule(Base):
    """One rule as data; `options` is what its kind asks for. Without a category it holds for all."""

    __tablename__ = "eligibility_rules"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('question', 'months', 'previous_winner', 'attachments', 'co_owners')",
            name="kind",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("editions.id", ondelete="CASCADE"), index=True
    )
    category_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("categories.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    # Whether it keeps an entry from being submitted; otherwise the screener decides.
    blocks: Mapped[bool]
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # Of a question its words; of the others a heading of their own, or empty.
    label_ar: Mapped[str] = mapped_column(String(300), default="")
    label_en: Mapped[str] = mapped_column(String(300), default="")
    # What is told to an entrant who does not meet it.
    fail_ar: Mapped[str] = mapped_column(Text, default="")
    fail_en: Mapped[str] = mapped_column(Text, default="")
