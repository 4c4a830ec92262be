"""Reading the votes of a meeting."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.judging.deliberation.models import Ballot, Consensus, Vote


def last_vote(session: Session, meeting_id: UUID, entry_id: UUID) -> Vote | None:
    """The newest vote on an entry that is over, unless something was agreed on after it."""
    vote = session.scalars(
        select(Vote)
        .where(Vote.meeting_id == meeting_id, Vote.entry_id == entry_id)
        .order_by(Vote.called_at.desc(), Vote.id.desc())
        .limit(1)
    ).one_or_none()
    if vote is None or vote.closed_at is None:
        return None
    used = session.scalar(select(exists().where(Consensus.vote_id == vote.id)))
    return None if used else vote


def voters_of(session: Session, vote_id: UUID) -> set[UUID]:
    """The members who have voted."""
    return set(session.scalars(select(Ballot.juror_id).where(Ballot.vote_id == vote_id)))
