"""The table of an agency's own word on an entry before it is submitted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class SignOff(Base):
    """A request to sign an entry off, and what was said to it. At most one stands per entry."""

    __tablename__ = "sign_offs"
    __table_args__ = (
        CheckConstraint(
            "state IN ('asked', 'approved', 'returned', 'voided', 'replaced')", name="state"
        ),
        Index(
            "uq_sign_offs_standing",
            "entry_id",
            unique=True,
            sqlite_where=text("state IN ('asked', 'approved')"),
            postgresql_where=text("state IN ('asked', 'approved')"),
        ),
        Index(None, "entry_id", "asked_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(8), default="asked")
    # Who is asked; whoever else may sign answers as well.
    signer_id: Mapped[UUID | None]
    asked_by: Mapped[UUID | None]
    asked_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    decision_note: Mapped[str] = mapped_column(Text, default="")
    # SHA-256 of what was approved.
    content_hash: Mapped[str] = mapped_column(String(64), default="")
    # Who changed the entry after the approval, and when.
    voided_by: Mapped[UUID | None]
    voided_at: Mapped[datetime | None]
