"""Votes of a meeting: called by who runs it, cast by those in the room, counted when closed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.judging.deliberation.models import Ballot, Vote
from app.judging.deliberation.queries import Room, load_room
from app.judging.deliberation.rules import (
    Choice,
    Votes,
    check_deliberation,
    check_may_call,
    check_may_vote,
    check_open,
    check_room,
)
from app.judging.deliberation.service import note, running
from app.kit.errors import N_, Refusal, not_found
from app.kit.versions import Put


def call_vote(
    session: Session,
    actor: Actor,
    meeting_id: UUID,
    entry_id: UUID,
    vote_id: UUID,
    question: str,
    now: datetime,
) -> Put[UUID]:
    """Put a question to those in the room for the entry under discussion.

    Refusals: those of `running`, 404, of `check_room`, `check_may_call`.
    """
    room = running(session, actor, meeting_id, entry_id)
    item = room.item(entry_id)
    known = session.get(Vote, vote_id)
    if known is not None:
        if (known.meeting_id, known.entry_id, known.question) != (meeting_id, entry_id, question):
            raise Refusal("id_taken", N_("هذا المعرّف مستعمل. أعد المحاولة من صفحة جديدة."))
        return Put(meeting_id, created=False)
    present = room.present(item)
    check_room(entry_id, room.meeting.current_id, len(present), room.quorum_for(item))
    waiting = session.scalar(
        select(func.count()).where(
            Vote.meeting_id == meeting_id, Vote.entry_id == entry_id, Vote.closed_at.is_(None)
        )
    )
    votes = Votes(room.edition.meeting_votes)
    check_may_call(votes, waiting=bool(waiting))
    session.add(
        Vote(
            id=vote_id,
            meeting_id=meeting_id,
            entry_id=entry_id,
            question=question,
            secret=votes is Votes.secret,
            voters=sorted(str(one) for one in present),
            called_by=actor.user_id,
            called_at=now,
        )
    )
    session.flush()  # the answer reads it
    note(session, actor, "call_vote", room, now, entry_id=str(entry_id), voters=len(present))
    return Put(meeting_id, created=True)


def _vote(session: Session, room: Room, vote_id: UUID) -> Vote:
    """A vote of the meeting on an entry that the reader may be told of, locked; or 404."""
    vote = session.get(Vote, vote_id, with_for_update=True)
    if vote is None or vote.meeting_id != room.meeting.id:
        raise not_found()
    room.item(vote.entry_id)
    return vote


def cast_vote(
    session: Session, actor: Actor, meeting_id: UUID, vote_id: UUID, choice: Choice, now: datetime
) -> None:
    """A member's own vote; of a secret one only that they voted is kept.

    Refusals: 404, `not_in_deliberation`, `meeting_closed` (409), of `check_may_vote`.
    """
    room = load_room(session, actor, meeting_id, lock=True)
    check_deliberation(room.edition.phase_now)
    check_open(room.meeting.state)
    vote = _vote(session, room, vote_id)
    here = room.me in room.present(room.item(vote.entry_id))
    cast = None if room.me is None else session.get(Ballot, (vote_id, room.me))
    check_may_vote(
        voter=here and str(room.me) in vote.voters,
        voted=cast is not None,
        closed=vote.closed_at is not None,
    )
    session.add(
        Ballot(
            vote_id=vote_id,
            juror_id=room.me,
            choice="" if vote.secret else choice.value,
            cast_at=now,
        )
    )
    setattr(vote, choice.value, getattr(vote, choice.value) + 1)
    session.flush()  # the answer reads it
    note(session, actor, "cast_vote", room, now, vote_id=str(vote_id))


def close_vote(
    session: Session, actor: Actor, meeting_id: UUID, vote_id: UUID, now: datetime
) -> None:
    """Count it: who did not vote, did not vote. Refusals: those of `running`, 404."""
    asked = session.get(Vote, vote_id)
    if asked is None:
        raise not_found()
    room = running(session, actor, meeting_id, asked.entry_id)
    vote = _vote(session, room, vote_id)
    if vote.closed_at is None:
        vote.closed_at = now
        note(
            session,
            actor,
            "close_vote",
            room,
            now,
            entry_id=str(vote.entry_id),
            yes=vote.yes,
            no=vote.no,
            abstain=vote.abstain,
        )
