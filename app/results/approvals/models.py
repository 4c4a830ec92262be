"""The table of approvals: the organiser's freeze, the approver's signature or return."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Approval(Base):
    """One step: `frozen` by the organiser, then `signed` or `returned` by another person."""

    __tablename__ = "approvals"
    __table_args__ = (CheckConstraint("step IN ('frozen', 'signed', 'returned')", name="step"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("editions.id"), index=True)
    ranking_id: Mapped[UUID] = mapped_column(ForeignKey("rankings.id"))
    step: Mapped[str] = mapped_column(String(10))
    # SHA-256 of the JCS of the ranking and the decisions that were frozen.
    results_hash: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[UUID | None]
    at: Mapped[datetime]
