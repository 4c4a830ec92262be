"""Tables of ranking snapshots."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Dialect,
    ForeignKey,
    String,
    TypeDecorator,
    UniqueConstraint,
)
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
    # How it was computed: versions of methods and libraries, parameters, warnings, what was refused
    # (`figures_rules.Computed.told`); of snapshots older than fair ranking, nothing.
    computation: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    # Set while the results that stand on it are frozen: nothing of them changes then.
    frozen_at: Mapped[datetime | None]
    # Set and taken away with it: the names that are hashed, signed and published (`names_now`).
    names: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class RankingRow(Base):
    """One entry in a snapshot. `score` decided its rank; `raw` is the exact mean, whatever the method.

    `score` is the exact fraction as text, or of another method than raw the float as Python writes
    it, from which the same bits are read back.
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
    raw: Mapped[str] = mapped_column(String(400), default="")
    shown: Mapped[str] = mapped_column(String(40), default="")
    evaluations: Mapped[int]
    # Which tie-breaks placed it, with the values compared: [{"rule", "value"}].
    trace: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    # Where rounds are weighed together, what each made of it, oldest first:
    # [{"number", "weight", "score", "raw", "evaluations"}].
    rounds: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, server_default="[]")


class ExactFloat(TypeDecorator[float]):
    """A float as the shortest text from which Python reads the same bits; NaN as nothing.

    A column of floats would lose the sign of 0 on SQLite, and NaN is no JSON.
    """

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: float | None, _dialect: Dialect) -> str | None:
        """To the column."""
        return None if value is None or value != value else repr(float(value))  # noqa: PLR0124 -- NaN

    def process_result_value(self, value: str | None, _dialect: Dialect) -> float | None:
        """From the column."""
        return None if value is None else float(value)


class RankingFigure(Base):
    """What a method makes of an entry in a snapshot's round, with how sure it is; in points of 0…100.

    Of raw, of the method that counts and of `calibrated` where it could be computed.
    """

    __tablename__ = "ranking_figures"

    ranking_id: Mapped[UUID] = mapped_column(
        ForeignKey("rankings.id", ondelete="CASCADE"), primary_key=True
    )
    method: Mapped[str] = mapped_column(String(12), primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    score: Mapped[float | None] = mapped_column(ExactFloat)
    sd: Mapped[float | None] = mapped_column(ExactFloat)
    low: Mapped[float | None] = mapped_column(ExactFloat)
    high: Mapped[float | None] = mapped_column(ExactFloat)
    rank: Mapped[int]
    # 0 where unknown.
    rank_low: Mapped[int]
    rank_high: Mapped[int]
    p_win: Mapped[float | None] = mapped_column(ExactFloat)
    p_place: Mapped[float | None] = mapped_column(ExactFloat)


class RankingJuror(Base):
    """What an adjusting method found of a juror; `severity` in points less than colleagues give."""

    __tablename__ = "ranking_jurors"

    ranking_id: Mapped[UUID] = mapped_column(
        ForeignKey("rankings.id", ondelete="CASCADE"), primary_key=True
    )
    method: Mapped[str] = mapped_column(String(12), primary_key=True)
    juror_id: Mapped[UUID] = mapped_column(ForeignKey("jurors.id"), primary_key=True)
    severity: Mapped[float | None] = mapped_column(ExactFloat)
    severity_sd: Mapped[float | None] = mapped_column(ExactFloat)
    scale_use: Mapped[float | None] = mapped_column(ExactFloat)
    noise_sd: Mapped[float | None] = mapped_column(ExactFloat)
    reliability: Mapped[float | None] = mapped_column(ExactFloat)
    n: Mapped[int]


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


class FairnessReport(Base):
    """The fairness report of a snapshot, computed when it is first read (`fairness_rules.report`)."""

    __tablename__ = "fairness_reports"

    ranking_id: Mapped[UUID] = mapped_column(
        ForeignKey("rankings.id", ondelete="CASCADE"), primary_key=True
    )
    report: Mapped[dict[str, Any]] = mapped_column(JSON)
