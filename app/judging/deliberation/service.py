"""The verbs of a meeting: opening it, who is there, the agenda, and what is recorded."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor, Role
from app.audit import service as audit
from app.editions.models import Category, Edition, Rubric
from app.editions.queries import places, staff_edition
from app.editions.rubric_rules import NOTHING, total
from app.editions.score_rules import Claims, check_scores
from app.entries.models import Entry
from app.judging.conflicts.queries import walls_of
from app.judging.deliberation.models import AgendaItem, Attendance, Consensus, Meeting
from app.judging.deliberation.queries import (
    Room,
    last_agreement,
    load_room,
    mean_of,
    out_of,
    serves,
    topic_of,
)
from app.judging.deliberation.rules import (
    Candidate,
    ConsensusKind,
    MeetingQuorum,
    Votes,
    agenda,
    check_closed,
    check_consensus,
    check_deliberation,
    check_inside,
    check_may_open,
    check_open,
    check_order,
    check_replaces,
    check_room,
    check_runs,
    check_voted,
    grouped,
    passes,
    quorum_of,
)
from app.judging.deliberation.schemas import ConsensusIn, MeetingIn
from app.judging.deliberation.vote_queries import last_vote, voters_of
from app.judging.evaluations.queries import counted_totals, not_applicable
from app.judging.evaluations.rubric_queries import compiled
from app.judging.panels.panel_queries import panel_judging
from app.judging.panels.queries import judged_in, serving
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundState
from app.kit.errors import N_, Refusal, not_found
from app.kit.signals import announce
from app.kit.versions import Put, check_version


def put_meeting(
    session: Session, actor: Actor, meeting_id: UUID, wanted: MeetingIn, now: datetime
) -> Put[UUID]:
    """Open the meeting of a round's panel on a category; its agenda and members as of now.

    Refusals: 404, `not_running_meeting` (403), those of `check_may_open`, `meeting_exists` (409).
    """
    round_ = session.get(Round, wanted.round_id)
    category = session.get(Category, wanted.category_id)
    if round_ is None or category is None or category.edition_id != round_.edition_id:
        raise not_found()
    edition = staff_edition(
        session, actor, round_.edition_id, Role.organiser, Role.chair, lock=True
    )
    view = panel_judging(session, round_, category.id)
    members = [] if view is None else serving(session, round_.id, view.panel.id)
    chair = next((one for one in members if view and one.id == view.panel.chair_id), None)
    check_runs(
        runs=actor.holds(Role.organiser, *places(edition))
        or (chair is not None and chair.user_id == actor.user_id)
    )
    known = session.scalars(
        select(Meeting).where(Meeting.round_id == round_.id, Meeting.category_id == category.id)
    ).one_or_none()
    if known is not None or session.get(Meeting, meeting_id) is not None:
        if known is not None and known.id == meeting_id:
            return Put(meeting_id, created=False)
        raise Refusal("meeting_exists", N_("فُتح اجتماع هذه الجولة على هذه الفئة من قبل."))
    check_may_open(edition.phase_now, RoundState(round_.state), len(members))
    session.add(
        Meeting(
            id=meeting_id,
            edition_id=edition.id,
            round_id=round_.id,
            category_id=category.id,
            quorum=quorum_of(MeetingQuorum(edition.meeting_quorum), len(members)),
            opened_by=actor.user_id,
            opened_at=now,
        )
    )
    session.flush()  # what follows refers to it
    session.add_all(Attendance(meeting_id=meeting_id, juror_id=one.id) for one in members)
    order = _proposed(session, edition, round_, category, [one.id for one in members])
    session.add_all(
        AgendaItem(meeting_id=meeting_id, entry_id=entry, position=place)
        for place, entry in enumerate(order)
    )
    session.flush()
    audit.record(
        session,
        actor,
        "open_meeting",
        now,
        subject=("meeting", meeting_id),
        edition_id=edition.id,
        round_id=str(round_.id),
        category_id=str(category.id),
        members=len(members),
        entries=len(order),
    )
    return Put(meeting_id, created=True)


def _proposed(
    session: Session, edition: Edition, round_: Round, category: Category, members: list[UUID]
) -> list[UUID]:
    """The agenda as the system proposes it."""
    walls = walls_of(session, edition.id, members)
    given: dict[UUID, list[Any]] = {}
    for one in counted_totals(session, round_.id, category.id):
        given.setdefault(one.entry_id, []).append(one.total)
    entries = session.scalars(
        select(Entry)
        .where(judged_in(round_), Entry.category_id == category.id)
        .order_by(Entry.number)
    )
    return agenda(
        [
            Candidate(
                one.id,
                one.number,
                mean_of(given[one.id]) if one.id in given else None,
                out_of(walls, one, members),
            )
            for one in entries
        ],
        category.places,
    )


def running(session: Session, actor: Actor, meeting_id: UUID, entry_id: UUID | None = None) -> Room:
    """The meeting, locked, for one who runs it while it goes on, and for an act on this entry of it.

    Refusals: 404, of `check_runs`, `check_deliberation`, `check_open`, `check_inside`.
    """
    room = load_room(session, actor, meeting_id, lock=True)
    check_runs(runs=room.runs)
    check_deliberation(room.edition.phase_now)
    check_open(room.meeting.state)
    if entry_id is not None:
        room.item(entry_id)  # what is walled off does not exist, whatever is discussed
    check_inside(outside=room.hidden_current)
    return room


def note(session: Session, actor: Actor, act: str, room: Room, now: datetime, **facts: Any) -> None:
    """An act of the meeting, on the record and to be heard by who follows it."""
    announce(session, topic_of(room.meeting.id))
    audit.record(
        session,
        actor,
        act,
        now,
        subject=("meeting", room.meeting.id),
        edition_id=room.edition.id,
        **facts,
    )


def mark_attendance(
    session: Session,
    actor: Actor,
    meeting_id: UUID,
    juror_id: UUID,
    present: bool,
    now: datetime,
) -> None:
    """A member came, or left. Refusals: 404, those of `running`."""
    room = running(session, actor, meeting_id)
    seat = next(
        (seat for seat, one in room.members if one.id == juror_id and (serves(one) or not present)),
        None,
    )
    if seat is None:
        raise not_found()
    if seat.present != present:
        seat.present = present
        seat.joined_at = seat.joined_at or now
        if present and seat.left_at is not None:
            seat.away = [*seat.away, (seat.left_at.isoformat(), now.isoformat())]
        seat.left_at = None if present else now
        note(session, actor, "mark_attendance", room, now, juror_id=str(juror_id), present=present)


def order_agenda(
    session: Session, actor: Actor, meeting_id: UUID, order: list[UUID], now: datetime
) -> None:
    """Another order; entries with the same members out are kept together.

    Refusals: those of `running`, `check_order`.
    """
    room = running(session, actor, meeting_id)
    items = {one.entry.id: one for one in room.items}
    check_order(items.keys(), order, walled=room.hidden > 0)
    for place, entry in enumerate(grouped([(entry, items[entry].out) for entry in order])):
        items[entry].item.position = place
    note(session, actor, "order_agenda", room, now)


def take_item(
    session: Session, actor: Actor, meeting_id: UUID, entry_id: UUID | None, now: datetime
) -> None:
    """Discuss an entry: the members with a conflict leave. None: a pause.

    Refusals: those of `running`, 404, `below_meeting_quorum` (409).
    """
    room = running(session, actor, meeting_id, entry_id)
    out: list[str] = []
    if entry_id is not None:
        item = room.item(entry_id)
        check_room(entry_id, entry_id, len(room.present(item)), room.quorum_for(item))
        out = sorted(str(one) for one in room.stepped_out(item))
        item.item.taken_at, item.item.stepped_out = item.item.taken_at or now, out
    if room.meeting.current_id != entry_id:
        room.meeting.current_id = entry_id
        entry = None if entry_id is None else str(entry_id)
        note(session, actor, "take_item", room, now, entry_id=entry, stepped_out=len(out))


def put_notes(
    session: Session,
    actor: Actor,
    meeting_id: UUID,
    entry_id: UUID,
    notes: str,
    condition: str | None,
    now: datetime,
) -> None:
    """The panel's notes on an entry. Refusals: those of `running`, 404, 428, `stale` (412)."""
    room = running(session, actor, meeting_id, entry_id)
    row = room.item(entry_id).item
    if row.notes != notes:
        check_version(row.version, condition, lambda: {"notes": row.notes, "version": row.version})
        row.notes = notes
        row.version += 1
        note(session, actor, "note_item", room, now, entry_id=str(entry_id))


def put_consensus(
    session: Session,
    actor: Actor,
    meeting_id: UUID,
    entry_id: UUID,
    consensus_id: UUID,
    wanted: ConsensusIn,
    now: datetime,
) -> Put[UUID]:
    """What the panel agreed on for the entry under discussion, with its reason; the last one stands.

    Refusals: those of `running`, 404, `id_taken` (409), of `check_replaces`, `check_room`,
    `check_consensus`, `check_scores`, `check_voted`.
    """
    room = running(session, actor, meeting_id, entry_id)
    item = room.item(entry_id)
    known = session.get(Consensus, consensus_id)
    if known is not None:
        if not _is_same(known, entry_id, wanted):
            raise Refusal("id_taken", N_("هذا المعرّف مستعمل. أعد المحاولة من صفحة جديدة."))
        return Put(meeting_id, created=False)
    standing = last_agreement(session, room.round.id, entry_id)
    check_replaces(wanted.replaces, None if standing is None else standing.id)
    present = room.present(item)
    check_room(entry_id, room.meeting.current_id, len(present), room.quorum_for(item))
    check_consensus(
        wanted.kind, wanted.place, len(room.items) + room.hidden, scored=bool(wanted.scores)
    )
    exact = _total(session, room, entry_id, wanted) if wanted.kind is ConsensusKind.score else None
    vote = last_vote(session, meeting_id, entry_id)
    check_voted(
        Votes(room.edition.meeting_votes),
        wanted.kind,
        passed=vote is not None and passes(vote.yes, vote.no),
        undoes=standing is not None and standing.kind != ConsensusKind.kept,
        walled=vote is not None and bool(voters_of(session, vote.id) & item.out),
    )
    row = Consensus(
        id=consensus_id,
        meeting_id=meeting_id,
        entry_id=entry_id,
        kind=wanted.kind.value,
        scores=_marks(wanted),
        total=exact,
        place=_place(wanted),
        reason=wanted.reason,
        vote_id=None if vote is None else vote.id,
        present=sorted(str(one) for one in present),
        stepped_out=sorted(str(one) for one in room.stepped_out(item)),
        decided_by=actor.user_id,
        decided_at=now,
    )
    session.add(row)
    session.flush()  # the answer reads it
    note(
        session,
        actor,
        "record_consensus",
        room,
        now,
        entry_id=str(entry_id),
        kind=row.kind,
        total=row.total,
        place=row.place,
        in_room=len(present),
        reason=row.reason,
    )
    return Put(meeting_id, created=True)


def _marks(wanted: ConsensusIn) -> dict[str, Any]:
    return {key: one.model_dump() for key, one in wanted.scores.items()}


def _place(wanted: ConsensusIn) -> int | None:
    return wanted.place if wanted.kind is ConsensusKind.rank else None


def _is_same(known: Consensus, entry_id: UUID, wanted: ConsensusIn) -> bool:
    """Whether the same arrived again, its answer having been lost."""
    return (known.entry_id, known.kind, known.reason, known.scores, known.place) == (
        entry_id,
        wanted.kind,
        wanted.reason,
        _marks(wanted),
        _place(wanted),
    )


def _total(session: Session, room: Room, entry_id: UUID, wanted: ConsensusIn) -> str:
    """The exact total of the panel's marks. Refusals (422): of `check_scores`."""
    rubric = (
        None if room.category.rubric_id is None else session.get(Rubric, room.category.rubric_id)
    )
    specs = compiled(
        session,
        room.category.rubric_id,
        None if rubric is None else rubric.version,
        frozen=room.edition.rulebook_frozen_at is not None,
        mode=room.round.mode,
    ).specs
    out = not_applicable(session, room.round.id).get(entry_id, NOTHING)
    claims = Claims(allowed=False, accepted=out)
    points = check_scores(specs, wanted.marks(), submitting=True, claims=claims)
    return str(total(specs, points, out))


def close_meeting(session: Session, actor: Actor, meeting_id: UUID, now: datetime) -> None:
    """The meeting is over. Refusals: those of `running`."""
    room = running(session, actor, meeting_id)
    room.meeting.state = "closed"
    room.meeting.current_id = None
    room.meeting.closed_at, room.meeting.closed_by = now, actor.user_id
    for seat, juror in room.members:
        if seat.present:
            seat.left_at = now if serves(juror) else juror.left_at or now
    note(session, actor, "close_meeting", room, now)


def reopen_meeting(
    session: Session, actor: Actor, meeting_id: UUID, reason: str, now: datetime
) -> None:
    """The meeting goes on, with a reason. Refusals: of `check_runs`, `check_deliberation`, `check_closed`."""
    room = load_room(session, actor, meeting_id, lock=True)
    check_runs(runs=room.runs)
    check_deliberation(room.edition.phase_now)
    check_closed(room.meeting.state, reason)
    for seat, _ in room.members:
        seat.present = False
        if seat.left_at == room.meeting.closed_at:
            seat.left_at = None  # they left with everybody: nobody was away while nothing sat
    room.meeting.state = "open"
    room.meeting.closed_at = room.meeting.closed_by = None
    note(session, actor, "reopen_meeting", room, now, reason=reason)
