"""Tables of advancement: who goes on to a round, proposed by rules on a ranking and applied by an act."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Advancement(Base):
    """What is proposed for a planned round; applied, the round judges `AdvancedEntry` alone."""

    __tablename__ = "advancements"
    __table_args__ = (CheckConstraint("(applied_at IS NULL) = (entries = 0)", name="applied"),)

    # The round to which entries go on.
    round_id: Mapped[UUID] = mapped_column(
        ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True
    )
    # The snapshot of the round before it on which the rules were counted.
    ranking_id: Mapped[UUID] = mapped_column(ForeignKey("rankings.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    applied_at: Mapped[datetime | None]
    applied_by: Mapped[UUID | None]
    # How many the applied list holds.
    entries: Mapped[int] = mapped_column(default=0)


class AdvancementRule(Base):
    """Where the line of a category falls: who ranks at `cut` or before it goes on (`advancement.rules`)."""

    __tablename__ = "advancement_rules"

    round_id: Mapped[UUID] = mapped_column(
        ForeignKey("advancements.round_id", ondelete="CASCADE"), primary_key=True
    )
    category_id: Mapped[UUID] = mapped_column(ForeignKey("categories.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    amount: Mapped[str] = mapped_column(String(20), default="")
    ties: Mapped[str] = mapped_column(String(4), default="all")
    cut: Mapped[int] = mapped_column(default=0)
    # The rank shared by more entries than had room.
    tied: Mapped[int | None]
    # The score of the last that goes on, as people read it.
    line: Mapped[str] = mapped_column(String(40), default="")
    # How many scores fall into each twentieth of 0…100.
    spread: Mapped[list[int]] = mapped_column(JSON, default=list)


class AdvancementHand(Base):
    """An entry that goes on, or does not, by a person's word, with the reason."""

    __tablename__ = "advancement_hands"

    round_id: Mapped[UUID] = mapped_column(
        ForeignKey("advancements.round_id", ondelete="CASCADE"), primary_key=True
    )
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    goes_on: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime]


class AdvancedEntry(Base):
    """An entry on a round's applied list."""

    __tablename__ = "advanced_entries"

    round_id: Mapped[UUID] = mapped_column(
        ForeignKey("advancements.round_id", ondelete="CASCADE"), primary_key=True
    )
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True, index=True)


class PassDecision(Base):
    """The chair's word on an entry on which the votes of a pass/fail round are even."""

    __tablename__ = "pass_decisions"

    round_id: Mapped[UUID] = mapped_column(
        ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True
    )
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    passed: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime]
