"""Reading a meeting: who may be told what of it, and what stands on its agenda."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session

from app.actor import Actor, Role
from app.editions.models import Category, Edition
from app.editions.queries import places, staff_edition
from app.entries.models import Entry
from app.entries.rules import EntryState
from app.entries.wall_queries import entrant_sees
from app.judging.asking.queries import asked_of_chair
from app.judging.blind.queries import hides_names, titles_shown
from app.judging.conflicts.queries import Walls, walls_of
from app.judging.deliberation.models import AgendaItem, Attendance, Consensus, Meeting, Vote
from app.judging.deliberation.rules import MeetingQuorum, Stand, quorum_for, stands
from app.judging.evaluations.queries import Counted, counted_totals
from app.judging.panels.models import Juror, Panel
from app.judging.panels.panel_queries import judging, panel_judging, unchaired
from app.judging.panels.rules import JurorState
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundState
from app.kit.errors import not_found
from app.kit.i18n import Pair

# Who reads a meeting without being one of its members.
READERS = (Role.organiser, Role.auditor, Role.approver)
STAFF = (*READERS, Role.chair)


@dataclass(frozen=True)
class Item:
    """An entry on the agenda that the reader may be told of; `out`: members who leave for it."""

    item: AgendaItem
    entry: Entry
    titles: tuple[str, str]
    out: frozenset[UUID]


@dataclass(frozen=True)
class Room:
    """A meeting as one reader may know it: their `items`, and of the others how many they are."""

    meeting: Meeting
    edition: Edition
    round: Round
    category: Category
    chair_id: UUID | None
    members: Sequence[tuple[Attendance, Juror]]
    me: UUID | None  # the reader as a member
    runs: bool
    minutes: bool  # whether they read the minutes, as the chair and the staff do
    items: Sequence[Item]
    hidden: int
    hidden_current: bool

    def item(self, entry_id: UUID) -> Item:
        """One of the items, or 404: what is walled off does not exist."""
        for one in self.items:
            if one.entry.id == entry_id:
                return one
        raise not_found()

    def present(self, item: Item) -> list[UUID]:
        """The members in the room for an entry."""
        return [
            juror.id
            for seat, juror in self.members
            if seat.present and serves(juror) and juror.id not in item.out
        ]

    def quorum_for(self, item: Item) -> int:
        """How many must be in the room for an entry."""
        serving = [juror.id for _, juror in self.members if serves(juror)]
        entitled = sum(one not in item.out for one in serving)
        rule = MeetingQuorum(self.edition.meeting_quorum)
        return quorum_for(rule, self.meeting.quorum, len(serving), entitled)

    def stepped_out(self, item: Item) -> list[UUID]:
        """The members who are there, and not in the room for this entry."""
        return [
            juror.id
            for seat, juror in self.members
            if seat.present and serves(juror) and juror.id in item.out
        ]


def serves(juror: Juror) -> bool:
    """Whether they are still on the jury: who resigned or was let go has no more part in a meeting."""
    return juror.state == JurorState.accepted


def topic_of(meeting_id: UUID) -> str:
    """What is announced when a meeting changes."""
    return f"meeting {meeting_id}"


def load_room(session: Session, actor: Actor, meeting_id: UUID, *, lock: bool = False) -> Room:
    """The meeting for one of its members, or for who organises or watches the edition; or 404."""
    meeting = session.get(Meeting, meeting_id)
    if meeting is None:
        raise not_found()
    if lock:
        session.refresh(meeting, with_for_update=True)
    edition = session.get_one(Edition, meeting.edition_id)
    members = members_of(session, meeting.id)
    me = next(
        (juror.id for _, juror in members if juror.user_id == actor.user_id and serves(juror)), None
    )
    watches = actor.holds(READERS, *places(edition))
    if me is None and not watches:
        raise not_found()
    round_ = session.get_one(Round, meeting.round_id)
    view = panel_judging(session, round_, meeting.category_id)
    chair_id = None if view is None else view.panel.chair_id
    chairs = me is not None and me == chair_id
    items, hidden = _items(session, actor, meeting, edition, round_, members, me)
    return Room(
        meeting=meeting,
        edition=edition,
        round=round_,
        category=session.get_one(Category, meeting.category_id),
        chair_id=chair_id,
        members=members,
        me=me,
        runs=chairs or actor.holds(Role.organiser, *places(edition)),
        minutes=chairs or watches,
        items=items,
        hidden=len(hidden),
        hidden_current=meeting.current_id in hidden,
    )


def members_of(session: Session, meeting_id: UUID) -> list[tuple[Attendance, Juror]]:
    """The members of a meeting, by name."""
    rows = session.execute(
        select(Attendance, Juror)
        .join(Juror, Juror.id == Attendance.juror_id)
        .where(Attendance.meeting_id == meeting_id)
        .order_by(Juror.folded_name, Juror.id)
    )
    return [(row[0], row[1]) for row in rows]


def _items(
    session: Session,
    actor: Actor,
    meeting: Meeting,
    edition: Edition,
    round_: Round,
    members: Sequence[tuple[Attendance, Juror]],
    me: UUID | None,
) -> tuple[list[Item], set[UUID]]:
    """What the reader may be told of the agenda, and which entries are kept from them.

    Who is kept from one reads the others by number: the agenda's order would tell its place.
    """
    rows = session.execute(
        select(AgendaItem, Entry)
        .join(Entry, Entry.id == AgendaItem.entry_id)
        .where(AgendaItem.meeting_id == meeting.id, Entry.state == EntryState.eligible.value)
        .order_by(AgendaItem.position, Entry.number)
    ).all()
    walls = walls_of(session, edition.id, [juror.id for _, juror in members])
    barred = barred_among(session, actor, walls, me, [entry for _, entry in rows])
    seen = [(item, entry) for item, entry in rows if entry.id not in barred]
    if barred:
        seen.sort(key=lambda row: row[1].number)
    named = {entry.id: (entry.title_ar, entry.title_en) for _, entry in seen}
    if hides_names(actor, edition, round_):
        named = titles_shown(
            session,
            {entry.id: (entry.number, entry.title_ar, entry.title_en) for _, entry in seen},
            set(named) if "title" in round_.hidden else (),
        )
    return [
        Item(item, entry, named[entry.id], out_of(walls, entry, [j.id for _, j in members]))
        for item, entry in seen
    ], barred


def barred_among(
    session: Session, actor: Actor, walls: Walls, me: UUID | None, entries: Sequence[Entry]
) -> set[UUID]:
    """Of these entries those of which the reader, as the member `me` or as staff, is told nothing."""
    own = set(
        session.scalars(
            select(Entry.id).where(Entry.id.in_([one.id for one in entries]), entrant_sees(actor))
        )
    )
    return own | {
        one.id
        for one in entries
        if actor.barred_from(one.id, one.organisation_id)
        or (me is not None and walls.bar(me, one.id, one.organisation_id))
    }


def out_of(walls: Walls, entry: Entry, jurors: Sequence[UUID]) -> frozenset[UUID]:
    """The jurors who may not be in the room for an entry."""
    return frozenset(one for one in jurors if walls.bar(one, entry.id, entry.organisation_id))


# ------------------------------------------------------------------ what is told of the items


@dataclass(frozen=True)
class Generations:
    """What the jurors gave each entry, where that puts it, and what the panel made of it since."""

    counted: dict[UUID, list[Counted]]
    means: dict[UUID, Fraction | None]
    stands: dict[UUID, Stand]
    agreed: dict[UUID, list[Consensus]]  # oldest first
    votes: dict[UUID, list[Vote]]  # oldest first


def told_totals(session: Session, room: Room) -> list[Counted]:
    """What the jurors gave the items that the reader is told of; of orders, among those alone."""
    shown = {one.entry.id for one in room.items}
    among = shown if room.hidden else None
    return [
        one
        for one in counted_totals(session, room.round.id, room.category.id, among)
        if one.entry_id in shown
    ]


def generations(session: Session, room: Room) -> Generations:
    """Of the items that the reader is told of; without places where one is kept from them."""
    shown = {one.entry.id for one in room.items}
    counted: defaultdict[UUID, list[Counted]] = defaultdict(list)
    for one in told_totals(session, room):
        counted[one.entry_id].append(one)
    means = {
        entry: mean_of([one.total for one in counted[entry]]) if counted[entry] else None
        for entry in shown
    }
    where = (
        dict.fromkeys(shown, Stand(None, tied=False, near_line=False))
        if room.hidden
        else stands(means, room.category.places)
    )
    agreed: defaultdict[UUID, list[Consensus]] = defaultdict(list)
    for row in session.scalars(
        select(Consensus)
        .where(Consensus.meeting_id == room.meeting.id, Consensus.entry_id.in_(shown))
        .order_by(Consensus.decided_at, Consensus.id)
    ):
        agreed[row.entry_id].append(row)
    votes: defaultdict[UUID, list[Vote]] = defaultdict(list)
    for vote in session.scalars(
        select(Vote)
        .where(Vote.meeting_id == room.meeting.id, Vote.entry_id.in_(shown))
        .order_by(Vote.called_at, Vote.id)
    ):
        votes[vote.entry_id].append(vote)
    return Generations(dict(counted), means, where, dict(agreed), dict(votes))


def agreed_scores(session: Session, round_id: UUID) -> dict[UUID, Fraction]:
    """Of each entry on which the panel of a round agreed on marks, the exact total that stands."""
    rows = session.execute(
        select(Consensus.entry_id, Consensus.total)
        .join(Meeting, Meeting.id == Consensus.meeting_id)
        .where(Meeting.round_id == round_id)
        .order_by(Consensus.decided_at, Consensus.id)
    )
    last = {row.entry_id: row.total for row in rows}
    return {entry: Fraction(total) for entry, total in last.items() if total is not None}


def agreed_places(session: Session, round_id: UUID) -> dict[UUID, tuple[int, str]]:
    """Of each entry on which the panel of a round agreed on a place that stands: the place and why."""
    rows = session.execute(
        select(Consensus.entry_id, Consensus.place, Consensus.reason)
        .join(Meeting, Meeting.id == Consensus.meeting_id)
        .where(Meeting.round_id == round_id)
        .order_by(Consensus.decided_at, Consensus.id)
    )
    last = {row.entry_id: (row.place, row.reason) for row in rows}
    return {entry: (place, why) for entry, (place, why) in last.items() if place is not None}


def last_agreement(session: Session, round_id: UUID, entry_id: UUID) -> Consensus | None:
    """What stands of what the panel of a round agreed on for an entry."""
    return session.scalars(
        select(Consensus)
        .join(Meeting, Meeting.id == Consensus.meeting_id)
        .where(Meeting.round_id == round_id, Consensus.entry_id == entry_id)
        .order_by(Consensus.decided_at.desc(), Consensus.id.desc())
        .limit(1)
    ).one_or_none()


def mean_of(values: Sequence[Fraction]) -> Fraction:
    """The exact mean of at least one value."""
    return sum(values, Fraction(0)) / len(values)


def open_meetings(session: Session, edition_id: UUID) -> list[Pair]:
    """The meetings of an edition that go on: their categories with their rounds."""
    rows = session.execute(
        select(Category.name_ar, Category.name_en, Round.name_ar, Round.name_en)
        .select_from(Meeting)
        .join(Category, Category.id == Meeting.category_id)
        .join(Round, Round.id == Meeting.round_id)
        .where(Meeting.edition_id == edition_id, Meeting.state == "open")
        .order_by(Round.number, Category.position, Category.id)
    ).all()
    return [Pair(f"{row[0]} ({row[2]})", f"{row[1]} ({row[3]})") for row in rows]


# ------------------------------------------------------------------ lists


def list_meetings(session: Session, actor: Actor, edition_id: UUID) -> list[Any]:
    """(round, category, meeting or None) of the edition's closed rounds, in their order.

    To who only chairs, of what their panels judge.
    """
    edition = staff_edition(session, actor, edition_id, *STAFF)
    mine = Category.id.not_in(unchaired(session, actor, edition))
    return list(session.execute(_sittings().where(Round.edition_id == edition.id, mine)))


def own_meetings(session: Session, actor: Actor) -> list[Any]:
    """The same of the meetings of which I am a member, and of what I chair where none was opened yet."""
    mine = (
        select(Attendance.meeting_id)
        .join(Juror)
        .where(Juror.user_id == actor.id, Juror.state == JurorState.accepted)
    )
    chaired = exists().where(
        Panel.round_id == Round.id,
        Juror.id == Panel.chair_id,
        Juror.user_id == actor.id,
        Juror.state == JurorState.accepted,
        judging(Category.id),
    )
    may_open = Meeting.id.is_(None) & chaired & (Edition.phase == "deliberation")
    return list(session.execute(_sittings().where(or_(Meeting.id.in_(mine), may_open))))


def own_waiting(session: Session, actor: Actor) -> tuple[list[Any], list[Any]]:
    """What waits for me on a panel: meetings to open or going on, and (round, count) of unanswered questions."""
    meetings = [
        row
        for row in own_meetings(session, actor)
        if row[3].phase == "deliberation" and (row[2] is None or row[2].state == "open")
    ]
    asked = asked_of_chair(session, actor)
    rounds = session.scalars(select(Round).where(Round.id.in_(asked)).order_by(Round.id))
    return meetings, [(one, asked[one.id]) for one in rounds]


def _sittings() -> Select[Round, Category, Meeting, Edition]:
    panels = exists().where(Panel.round_id == Round.id)
    return (
        select(Round, Category, Meeting, Edition)
        .join(Edition, Edition.id == Round.edition_id)
        .join(Category, Category.edition_id == Round.edition_id)
        .outerjoin(Meeting, (Meeting.round_id == Round.id) & (Meeting.category_id == Category.id))
        .where(
            Round.state == RoundState.closed.value,
            panels.where(judging(Category.id)) | ~panels,
        )
        .order_by(Edition.created_at, Round.number, Category.position, Category.id)
    )
