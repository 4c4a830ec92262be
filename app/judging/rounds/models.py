"""The table of rounds."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base
from app.judging.rounds.rules import quorum_of


class Round(Base):
    """A judging step: accepts evaluations until `closes_at` by the clock, closed by an act."""

    __tablename__ = "rounds"
    __table_args__ = (
        UniqueConstraint("edition_id", "number"),
        CheckConstraint("state IN ('planned', 'open', 'closed')", name="state"),
        CheckConstraint("mode IN ('score', 'pass_fail', 'ranking')", name="mode"),
        CheckConstraint("consensus IN ('majority', 'all', 'at_least')", name="consensus"),
        CheckConstraint("independence IN ('after_close', 'after_own')", name="independence"),
        CheckConstraint(
            "weight BETWEEN 0 AND 100 AND (weight = 0 OR mode <> 'pass_fail')", name="weight"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("editions.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    name_ar: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    instructions_ar: Mapped[str] = mapped_column(default="")
    instructions_en: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(String(8), default="planned")
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime]
    grace_minutes: Mapped[int] = mapped_column(default=0)
    jurors_per_entry: Mapped[int] = mapped_column(default=3)
    # `score` by the rubric; `ranking` by an order of each category; or `pass_fail` by one question:
    # then `consensus` decides, with `passes` needed where it is `at_least`.
    mode: Mapped[str] = mapped_column(String(9), default="score", server_default="score")
    consensus: Mapped[str] = mapped_column(String(8), default="majority", server_default="majority")
    passes: Mapped[int] = mapped_column(default=0, server_default="0")
    # When a juror may read colleagues' scores of an entry: after the round is closed, or after their
    # own, which opening them locks.
    independence: Mapped[str] = mapped_column(
        String(11), default="after_close", server_default="after_close"
    )
    # What it weighs in the score; where none of an edition's rounds weighs, the last alone counts.
    weight: Mapped[int] = mapped_column(default=0, server_default="0")
    # Judged without names: jurors read numbers, and nothing of the parts hidden here
    # (`title`, `summary`, ids of fields).
    blind: Mapped[bool] = mapped_column(default=False, server_default=false())
    hidden: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    # Until when the panel says which entries it would judge; None: it is not asked.
    bids_until: Mapped[datetime | None]
    # How many hours before the closing jurors are reminded of what they have not submitted; empty: never.
    reminder_hours: Mapped[list[int]] = mapped_column(
        JSON, default=lambda: [168, 48, 24], server_default="[168, 48, 24]"
    )
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    # SHA-256 of the JCS of the submitted evaluations at the close: the seed of `lot`.
    closing_hash: Mapped[str] = mapped_column(String(64), default="")
    version: Mapped[int] = mapped_column(default=1)

    def needed(self, quorum: int) -> int:
        """How many submitted evaluations judge an entry here, of an edition with that quorum."""
        return quorum_of(self.mode, self.consensus, self.passes, quorum)
