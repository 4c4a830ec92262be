"""What a reader is told of a meeting; it shows scores before publication, so reading it is an act."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Rubric
from app.editions.rubric_rules import decimals, plain
from app.judging.deliberation.models import Ballot, Consensus
from app.judging.deliberation.order_words_queries import told_order_comments
from app.judging.deliberation.queries import (
    Generations,
    Item,
    Room,
    generations,
    load_room,
    mean_of,
    serves,
    told_totals,
)
from app.judging.deliberation.schemas import (
    Agreed,
    JurorMarks,
    MeetingEntry,
    MeetingItem,
    MeetingMember,
    MeetingOut,
    VoteOut,
    stand_facts,
    state_of,
)
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.evaluations.queries import not_applicable
from app.judging.evaluations.rubric_queries import compiled
from app.judging.rounds.rules import RoundMode


def show_meeting(session: Session, actor: Actor, meeting_id: UUID, now: datetime) -> MeetingOut:
    """The whole meeting as the reader may know it; the reading is recorded. Refusal: 404."""
    room = load_room(session, actor, meeting_id)
    _record(session, actor, room, now)
    return told(session, room)


def glimpse(session: Session, actor: Actor, meeting_id: UUID) -> str:
    """A print of all that the reader may know of the meeting; it stays on the server. Refusal: 404."""
    known = told(session, load_room(session, actor, meeting_id))
    return hashlib.sha256(known.model_dump_json().encode()).hexdigest()


def _record(session: Session, actor: Actor, room: Room, now: datetime) -> None:
    audit.record_reading(
        session,
        actor,
        "read_standings",
        now,
        subject=("meeting", room.meeting.id),
        edition_id=room.edition.id,
        what="meeting",
    )


def told(session: Session, room: Room) -> MeetingOut:
    """Build the answer."""
    found = generations(session, room)
    ballots: defaultdict[UUID, list[Ballot]] = defaultdict(list)
    newest = [votes[-1].id for votes in found.votes.values()]
    for one in session.scalars(
        select(Ballot).where(Ballot.vote_id.in_(newest)).order_by(Ballot.juror_id)
    ):
        ballots[one.vote_id].append(one)
    shown = {one.entry.id for one in room.items}
    return MeetingOut(
        id=room.meeting.id,
        edition_id=room.edition.id,
        round_id=room.round.id,
        round_ar=room.round.name_ar,
        round_en=room.round.name_en,
        mode=RoundMode(room.round.mode),
        category_id=room.category.id,
        category_ar=room.category.name_ar,
        category_en=room.category.name_en,
        state=state_of(room.meeting),
        quorum=room.meeting.quorum,
        present=sum(seat.present and serves(juror) for seat, juror in room.members),
        votes=room.edition.meeting_votes,
        consensus_counts=room.edition.consensus_counts,
        opened_at=room.meeting.opened_at,
        closed_at=room.meeting.closed_at,
        runs=room.runs,
        minutes=room.minutes,
        members=[
            MeetingMember.of(
                seat,
                juror,
                chairs=juror.id == room.chair_id,
                is_me=juror.id == room.me,
                present=seat.present and serves(juror),
            )
            for seat, juror in room.members
        ],
        items=[_item(room, one, found, ballots) for one in room.items],
        hidden=room.hidden,
        current_id=room.meeting.current_id if room.meeting.current_id in shown else None,
        hidden_current=room.hidden_current,
    )


def _item(
    room: Room, one: Item, found: Generations, ballots: defaultdict[UUID, list[Ballot]]
) -> MeetingItem:
    key = one.entry.id
    mean = found.means[key]
    agreed = found.agreed.get(key)
    votes = found.votes.get(key)
    return MeetingItem(
        entry_id=key,
        number=one.entry.number,
        title_ar=one.titles[0],
        title_en=one.titles[1],
        out=sorted(one.out),
        in_room=len(room.present(one)),
        quorum=room.quorum_for(one),
        **stand_facts(found.stands[key]),
        mean=None if mean is None else decimals(mean, 2),
        mean_exact=None if mean is None else str(mean),
        evaluations=len(found.counted.get(key, ())),
        notes=one.item.notes,
        version=one.item.version,
        taken_at=one.item.taken_at,
        consensus=Agreed.of(agreed[-1]) if agreed else None,
        vote=VoteOut.of(
            votes[-1], ballots[votes[-1].id], room.me, here=room.me in room.present(one)
        )
        if votes
        else None,
    )


def show_meeting_entry(
    session: Session, actor: Actor, meeting_id: UUID, entry_id: UUID, now: datetime
) -> MeetingEntry:
    """What each juror gave an entry of the agenda; the reading is recorded. Refusal: 404."""
    room = load_room(session, actor, meeting_id)
    room.item(entry_id)
    _record(session, actor, room, now)
    rubric = room.category.rubric_id and session.get(Rubric, room.category.rubric_id)
    leaves = compiled(
        session,
        room.category.rubric_id,
        rubric.version if rubric else None,
        frozen=room.edition.rulebook_frozen_at is not None,
        mode=room.round.mode,
    ).leaves
    counted = [one for one in told_totals(session, room) if one.entry_id == entry_id]
    comments = (
        told_order_comments(session, actor, room)
        if room.round.mode == RoundMode.ranking
        else _comments(session, room, entry_id)
    )
    out = not_applicable(session, room.round.id).get(entry_id, frozenset())
    names = {juror.id: juror for _, juror in room.members}
    given: defaultdict[UUID, list[Fraction]] = defaultdict(list)
    for one in counted:
        for leaf, points in one.points.items():
            given[leaf].append(points)
    return MeetingEntry(
        entry_id=entry_id,
        leaves=[leaf for leaf in leaves if leaf.criterion_id not in out],
        marks=[
            JurorMarks(
                juror_id=one.juror_id,
                name_ar=names[one.juror_id].name_ar if one.juror_id in names else "",
                name_en=names[one.juror_id].name_en if one.juror_id in names else "",
                total=decimals(one.total, 2),
                points={str(leaf): plain(points) for leaf, points in one.points.items()},
                comment=comments.get(one.juror_id, ""),
            )
            for one in counted
        ],
        means={str(leaf): decimals(mean_of(values), 2) for leaf, values in given.items()},
        history=[
            Agreed.of(row)
            for row in session.scalars(
                select(Consensus)
                .where(Consensus.meeting_id == meeting_id, Consensus.entry_id == entry_id)
                .order_by(Consensus.decided_at, Consensus.id)
            )
        ],
    )


def _comments(session: Session, room: Room, entry_id: UUID) -> dict[UUID, str]:
    """By juror: what they said of an entry as they last submitted it."""
    rows = session.execute(
        select(Evaluation.juror_id, Revision.comment)
        .join(Revision, Revision.id == Evaluation.submitted_id)
        .where(Evaluation.round_id == room.round.id, Evaluation.entry_id == entry_id)
    )
    return {row.juror_id: row.comment for row in rows}
