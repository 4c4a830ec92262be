"""Tables of jurors' orders in rounds that judge by ranking, and of their revisions."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class JurorOrder(Base):
    """A juror's order of their entries of a category in a round, from its first save on.

    It holds the chain of revisions; what each says of an entry is also a revision of that entry's
    evaluation, and those alone are counted.
    """

    __tablename__ = "juror_orders"
    __table_args__ = (
        UniqueConstraint("round_id", "category_id", "juror_id"),
        CheckConstraint("status IN ('none', 'draft', 'submitted')", name="status"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"))
    category_id: Mapped[UUID] = mapped_column(ForeignKey("categories.id"))
    juror_id: Mapped[UUID] = mapped_column(ForeignKey("jurors.id"), index=True)
    status: Mapped[str] = mapped_column(String(10), default="none")
    head_id: Mapped[UUID | None]
    # The last submitted revision on the head's branch.
    submitted_id: Mapped[UUID | None]
    # The last revision that arrived in the grace window and is not decided on.
    late_head_id: Mapped[UUID | None]
    reopened_at: Mapped[datetime | None]
    saved_at: Mapped[datetime | None]


class OrderRevision(Base):
    """One save of an order: `tiers` best first, each the entries that share a place."""

    __tablename__ = "juror_order_revisions"
    __table_args__ = (
        CheckConstraint("branch IN ('head', 'diverged', 'late', 'refused')", name="branch"),
        CheckConstraint("status IN ('draft', 'submitted')", name="status"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)  # made by the client
    order_id: Mapped[UUID] = mapped_column(
        ForeignKey("juror_orders.id", ondelete="CASCADE"), index=True
    )
    parent_id: Mapped[UUID | None]
    branch: Mapped[str] = mapped_column(String(8))
    status: Mapped[str] = mapped_column(String(10))
    tiers: Mapped[list[list[str]]] = mapped_column(JSON)
    comment: Mapped[str] = mapped_column(Text, default="")
    notes: Mapped[str] = mapped_column(Text, default="")  # private to the juror
    body_hash: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    received_at: Mapped[datetime]
    made_by: Mapped[UUID | None]
