"""Tables of ranking snapshots."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Ranking(Base):
    """A frozen snapshot of the ranking of a closed round."""

    __tablename__ = "rankings"
    __table_args__ = (UniqueConstraint("round_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("editions.id"), index=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    number: Mapped[int]
    method: Mapped[str] = mapped_column(String(20), default="raw")
    tiebreaks: Mapped[list[str]] = mapped_column(JSON)
    seed: Mapped[str] = mapped_column(String(64))
    inputs_hash: Mapped[str] = mapped_column(String(64))
    made_by: Mapped[UUID | None]
    made_at: Mapped[datetime]
    # Set while the results that stand on it are frozen: nothing of them changes then.
    frozen_at: Mapped[datetime | None]
    # Set and taken away with it: the names that are hashed, signed and published (`names_now`).
    names: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class RankingRow(Base):
    """One entry in a snapshot; `score` is the exact fraction as text.

    `left_out` says why an entry has no rank (then `rank` is None and `score` empty).
    """

    __tablename__ = "ranking_rows"
    __table_args__ = (CheckConstraint("(rank IS NULL) = (left_out <> '')", name="left_out"),)

    ranking_id: Mapped[UUID] = mapped_column(
        ForeignKey("rankings.id", ondelete="CASCADE"), primary_key=True
    )
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    category_id: Mapped[UUID] = mapped_column(ForeignKey("categories.id"), index=True)
    rank: Mapped[int | None]
    left_out: Mapped[str] = mapped_column(String(14), default="")
    score: Mapped[str] = mapped_column(String(400), default="")
    shown: Mapped[str] = mapped_column(String(40), default="")
    evaluations: Mapped[int]
    # Which tie-breaks placed it, with the values compared: [{"rule", "value"}].
    trace: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)


class ChairOrder(Base):
    """A reasoned decision of the chair on a tied group (the `chair` tie-break)."""

    __tablename__ = "chair_orders"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"), index=True)
    category_id: Mapped[UUID] = mapped_column(ForeignKey("categories.id"))
    # Entry ids in the chair's order.
    entries: Mapped[list[str]] = mapped_column(JSON)
    reason: Mapped[str]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime]
