"""Tables of the jury's meetings: who was there, the agenda, what was voted and agreed on."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Meeting(Base):
    """The panel of a closed round deliberates on one category."""

    __tablename__ = "meetings"
    __table_args__ = (
        UniqueConstraint("round_id", "category_id"),
        CheckConstraint("state IN ('open', 'closed')", name="state"),
        CheckConstraint("quorum >= 1", name="quorum"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("editions.id", ondelete="CASCADE"), index=True
    )
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"))
    category_id: Mapped[UUID] = mapped_column(
        ForeignKey("categories.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[str] = mapped_column(String(6), default="open")
    # How many must be in the room for anything to be recorded.
    quorum: Mapped[int]
    # The entry under discussion.
    current_id: Mapped[UUID | None] = mapped_column(ForeignKey("entries.id", ondelete="SET NULL"))
    opened_by: Mapped[UUID | None]
    opened_at: Mapped[datetime]
    closed_by: Mapped[UUID | None]
    closed_at: Mapped[datetime | None]


class Attendance(Base):
    """A member of the panel as it was when the meeting opened, and whether they are there."""

    __tablename__ = "meeting_attendance"

    meeting_id: Mapped[UUID] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True
    )
    juror_id: Mapped[UUID] = mapped_column(
        ForeignKey("jurors.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    present: Mapped[bool] = mapped_column(default=False, server_default=false())
    # When they first came, and when they left for good.
    joined_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    # Between the two: [left, came back], as ISO instants.
    away: Mapped[list[tuple[str, str]]] = mapped_column(JSON, default=list, server_default="[]")


class AgendaItem(Base):
    """An entry's place on the agenda, and the panel's notes on it."""

    __tablename__ = "agenda_items"

    meeting_id: Mapped[UUID] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True
    )
    entry_id: Mapped[UUID] = mapped_column(
        ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int]
    notes: Mapped[str] = mapped_column(Text, default="")
    # When it was first taken up, and the members who were out of the room then.
    taken_at: Mapped[datetime | None]
    stepped_out: Mapped[list[str]] = mapped_column(JSON, default=list)
    version: Mapped[int] = mapped_column(default=1)


class Consensus(Base):
    """What the panel agreed on for an entry, with its reason; the newest one stands.

    `score`: a mark on each leaf. `rank`: a place, no marks. `kept`: the individual score stands.
    """

    __tablename__ = "consensuses"
    __table_args__ = (
        CheckConstraint("kind IN ('score', 'rank', 'kept')", name="kind"),
        CheckConstraint("(kind = 'score') = (total IS NOT NULL)", name="total"),
        CheckConstraint("(kind = 'rank') = (place IS NOT NULL)", name="place"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)  # made by the client
    meeting_id: Mapped[UUID] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"), index=True
    )
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(5))
    # {criterion_id: {"points", "level"}} as accepted.
    scores: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # The exact total of the marks, "numerator/denominator" on 0…100.
    total: Mapped[str | None] = mapped_column(Text)
    place: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text)
    # The vote that came before it; a vote lets one agreement through.
    vote_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("meeting_votes.id", ondelete="SET NULL"), unique=True
    )
    # The jurors in the room, and those present who were out of it for this entry.
    present: Mapped[list[str]] = mapped_column(JSON)
    stepped_out: Mapped[list[str]] = mapped_column(JSON)
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime]


class Vote(Base):
    """A question put to those in the room; its counts are told when it is closed."""

    __tablename__ = "meeting_votes"

    id: Mapped[UUID] = mapped_column(primary_key=True)  # made by the client
    meeting_id: Mapped[UUID] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"), index=True
    )
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"), index=True)
    question: Mapped[str] = mapped_column(Text)
    secret: Mapped[bool]
    # Who may vote: the jurors in the room when it was called.
    voters: Mapped[list[str]] = mapped_column(JSON)
    yes: Mapped[int] = mapped_column(default=0)
    no: Mapped[int] = mapped_column(default=0)
    abstain: Mapped[int] = mapped_column(default=0)
    called_by: Mapped[UUID | None]
    called_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class Ballot(Base):
    """That a juror voted, and in an open vote how."""

    __tablename__ = "ballots"
    __table_args__ = (CheckConstraint("choice IN ('', 'yes', 'no', 'abstain')", name="choice"),)

    vote_id: Mapped[UUID] = mapped_column(
        ForeignKey("meeting_votes.id", ondelete="CASCADE"), primary_key=True
    )
    juror_id: Mapped[UUID] = mapped_column(
        ForeignKey("jurors.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    choice: Mapped[str] = mapped_column(String(7), default="")
    cast_at: Mapped[datetime]


class Feedback(Base):
    """What an entrant is told of their entry: its strengths, and what would improve it."""

    __tablename__ = "feedbacks"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'ready', 'released')", name="state"),
        CheckConstraint("(state = 'released') = (released_at IS NOT NULL)", name="released"),
    )

    entry_id: Mapped[UUID] = mapped_column(
        ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True
    )
    strengths: Mapped[str] = mapped_column(Text, default="")
    improvements: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(8), default="draft")
    written_by: Mapped[UUID | None]
    written_at: Mapped[datetime]
    released_by: Mapped[UUID | None]
    released_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
