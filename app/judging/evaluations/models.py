"""Tables of evaluations and their revisions."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Evaluation(Base):
    """Juror × entry × round. A live row (not closed) is the right to score."""

    __tablename__ = "evaluations"
    __table_args__ = (
        UniqueConstraint("round_id", "entry_id", "juror_id"),
        CheckConstraint("status IN ('none', 'draft', 'submitted')", name="status"),
        CheckConstraint(
            "closed_reason IN ('', 'recused', 'suspended', 'given_back', 'removed', 'moved')",
            name="closed_reason",
        ),
        CheckConstraint("(closed_at IS NULL) = (closed_reason = '')", name="closed"),
        CheckConstraint(
            "late_state IN ('draft', 'waiting', 'admitted', 'refused')", name="late_state"
        ),
        Index(None, "juror_id", "round_id"),
        Index(None, "entry_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"))
    juror_id: Mapped[UUID] = mapped_column(ForeignKey("jurors.id"))
    # The status of the head: none while there is no revision.
    status: Mapped[str] = mapped_column(String(10), default="none")
    head_id: Mapped[UUID | None]
    # The last submitted revision on the head's branch: what counts.
    submitted_id: Mapped[UUID | None]
    # The last revision of the late branch: received in the grace window, and not decided on yet.
    late_head_id: Mapped[UUID | None]
    # What became of what arrived late; None while nothing did.
    late_state: Mapped[str | None] = mapped_column(String(8))
    # The decision on it: proposed or confirmed.
    late_decision_id: Mapped[UUID | None]
    # The juror asked to change a submitted evaluation; drafts are allowed again.
    reopened_at: Mapped[datetime | None]
    # Its juror opened colleagues' scores: it changes no more.
    locked_at: Mapped[datetime | None]
    # When the head, and when the counted revision, was received.
    saved_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    # Its juror put it off: what they have to do stands before it.
    later: Mapped[bool] = mapped_column(default=False, server_default=false())
    assigned_by: Mapped[UUID | None]
    assigned_at: Mapped[datetime]
    source: Mapped[str] = mapped_column(String(10), default="hand")  # hand | file | a kind of plan
    closed_at: Mapped[datetime | None]
    closed_reason: Mapped[str] = mapped_column(String(10), default="")
    closed_note: Mapped[str] = mapped_column(Text, default="")


class Completion(Base):
    """A juror's word that their evaluations of a round are complete; it stands while they are."""

    __tablename__ = "completions"

    round_id: Mapped[UUID] = mapped_column(
        ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True
    )
    juror_id: Mapped[UUID] = mapped_column(
        ForeignKey("jurors.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    signed_at: Mapped[datetime]


class Revision(Base):
    """One save. `branch` is `head`, `diverged` (its parent was no longer the head), `late`, or
    `refused`: late, and not admitted. What is admitted comes to be on the head's branch.
    """

    __tablename__ = "revisions"
    __table_args__ = (
        CheckConstraint("branch IN ('head', 'diverged', 'late', 'refused')", name="branch"),
        CheckConstraint("status IN ('draft', 'submitted')", name="status"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)  # made by the client
    evaluation_id: Mapped[UUID] = mapped_column(
        ForeignKey("evaluations.id", ondelete="CASCADE"), index=True
    )
    parent_id: Mapped[UUID | None]
    branch: Mapped[str] = mapped_column(String(8))
    status: Mapped[str] = mapped_column(String(10))
    # {criterion_id: {"points", "level", "na", "comment", "pins"}} as accepted.
    scores: Mapped[dict[str, Any]] = mapped_column(JSON)
    comment: Mapped[str] = mapped_column(Text, default="")
    notes: Mapped[str] = mapped_column(Text, default="")  # private to the juror
    # The exact total of a submitted revision, "numerator/denominator" on 0…100; what a chair accepts
    # as not applicable makes it anew (`claim_service.decide_na`).
    total: Mapped[str | None] = mapped_column(Text)
    body_hash: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    received_at: Mapped[datetime]
    made_by: Mapped[UUID | None]


class NaClaim(Base):
    """A submitted revision says of a leaf that it does not apply; why is in the revision's comment.

    It waits as long as the revision counts and nothing was decided (`claim_queries`).
    """

    __tablename__ = "na_claims"

    revision_id: Mapped[UUID] = mapped_column(
        ForeignKey("revisions.id", ondelete="CASCADE"), primary_key=True
    )
    criterion_id: Mapped[UUID] = mapped_column(
        ForeignKey("criteria.id", ondelete="CASCADE"), primary_key=True
    )


class NaDecision(Base):
    """Whether a leaf applies to an entry in a round: accepted, it counts for nobody there."""

    __tablename__ = "na_decisions"

    round_id: Mapped[UUID] = mapped_column(
        ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True
    )
    entry_id: Mapped[UUID] = mapped_column(
        ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True
    )
    criterion_id: Mapped[UUID] = mapped_column(
        ForeignKey("criteria.id", ondelete="CASCADE"), primary_key=True
    )
    accepted: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
