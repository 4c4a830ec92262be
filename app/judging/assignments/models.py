"""The tables of assignment plans (planned, shown, applied) and of jurors' bids."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class AssignmentPlan(Base):
    """A stored plan: pairs to add, and the hash of the world that it was made for."""

    __tablename__ = "assignment_plans"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(10))  # spread | category | hand
    goal: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    problem_hash: Mapped[str] = mapped_column(String(64))
    # [[entry_id, juror_id], …] to add.
    pairs: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    summary: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    made_by: Mapped[UUID | None]
    made_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
    applied_by: Mapped[UUID | None]


class Bid(Base):
    """Whether a juror would judge an entry; no row: they did not say, which is no low bid."""

    __tablename__ = "bids"
    __table_args__ = (CheckConstraint("bid IN ('want', 'can', 'rather_not')", name="bid"),)

    juror_id: Mapped[UUID] = mapped_column(
        ForeignKey("jurors.id", ondelete="CASCADE"), primary_key=True
    )
    entry_id: Mapped[UUID] = mapped_column(
        ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    bid: Mapped[str] = mapped_column(String(10))
    made_at: Mapped[datetime]
