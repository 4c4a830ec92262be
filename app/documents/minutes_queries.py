"""What a meeting's minutes say: who came, who left for what, and of each entry how its score became a decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor, Role
from app.audit import service as audit
from app.audit.models import AuditEvent
from app.documents.minutes_words import ALL, AWAY, CHOICES, OUTCOMES, PLACE, WORDS
from app.editions.rubric_rules import decimals
from app.judging.deliberation.models import Ballot, Consensus, Vote
from app.judging.deliberation.queries import (
    Generations,
    Item,
    Room,
    generations,
    load_room,
)
from app.judging.deliberation.rules import KIND_NAMES, Choice, ConsensusKind, MeetingQuorum
from app.judging.deliberation.schemas import Agreed
from app.kit.arabic import Digits, format_date, format_instant, with_digits
from app.kit.errors import N_, forbidden
from app.kit.i18n import Language, Pair, translate
from app.results.decision_rules import Outcome
from app.results.decisions.models import Decision
from app.results.decisions.queries import category_decisions, is_decided

MINUTES_READERS = (Role.organiser, Role.chair, Role.auditor, Role.approver)


@dataclass(frozen=True)
class Minutes:
    """A meeting as its minutes tell it to one reader.

    `decisions` are of the entries told of; `taken`: when each entry was taken up and until when.
    """

    room: Room
    found: Generations
    ballots: dict[UUID, list[Ballot]]
    decisions: dict[UUID, Decision]
    withheld: Decision | None
    decided: bool  # the category has a winner, or is withheld
    taken: dict[UUID, list[tuple[datetime, datetime | None]]]
    reopened: list[tuple[datetime, datetime]]


def check_reads_minutes(room: Room) -> None:
    """Its chair, and who organises or watches the edition. Refusal: `not_minutes_reader` (403)."""
    if not room.minutes:
        raise forbidden("not_minutes_reader", N_("المحضر لرئيس اللجنة ومن ينظّم الدورة أو يراجعها."))


def download_minutes(session: Session, actor: Actor, meeting_id: UUID, now: datetime) -> Minutes:
    """The minutes as far as the reader may know them; the reading is recorded.

    Refusals: 404, of `check_reads_minutes`.
    """
    room = load_room(session, actor, meeting_id)
    check_reads_minutes(room)
    audit.record_reading(
        session,
        actor,
        "read_standings",
        now,
        subject=("meeting", room.meeting.id),
        edition_id=room.edition.id,
        what="minutes",
    )
    found = generations(session, room)
    ballots: defaultdict[UUID, list[Ballot]] = defaultdict(list)
    cast = [one.id for votes in found.votes.values() for one in votes]
    for ballot in session.scalars(select(Ballot).where(Ballot.vote_id.in_(cast))):
        ballots[ballot.vote_id].append(ballot)
    # Who is kept from an entry reads no decision of its category, as everywhere else.
    decided = [] if room.hidden else category_decisions(session, room.category.id)
    shown = {one.entry.id for one in room.items}
    taken, reopened = _course(session, meeting_id)
    return Minutes(
        room=room,
        found=found,
        ballots=dict(ballots),
        decisions={one.entry_id: one for one in decided if one.entry_id in shown},
        withheld=next((one for one in decided if one.entry_id is None), None),
        decided=is_decided(decided),
        taken=taken,
        reopened=reopened,
    )


def _course(
    session: Session, meeting_id: UUID
) -> tuple[dict[UUID, list[tuple[datetime, datetime | None]]], list[tuple[datetime, datetime]]]:
    """From the log: from when until when each entry was under discussion, and each closing with its reopening."""
    taken: defaultdict[UUID, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    reopened: list[tuple[datetime, datetime]] = []
    closed: datetime | None = None
    current: tuple[UUID, datetime] | None = None
    for at, act, facts in session.execute(
        select(AuditEvent.at, AuditEvent.act, AuditEvent.facts)
        .where(
            AuditEvent.subject_kind == "meeting",
            AuditEvent.subject_id == meeting_id,
            AuditEvent.act.in_(("take_item", "close_meeting", "reopen_meeting")),
        )
        .order_by(AuditEvent.id)
    ):
        if current is not None:
            taken[current[0]].append((current[1], at))
        entry = facts.get("entry_id")
        current = None if entry is None else (UUID(entry), at)
        if act == "close_meeting":
            closed = at
        if act == "reopen_meeting" and closed is not None:
            reopened.append((closed, at))
    if current is not None:
        taken[current[0]].append((current[1], None))
    return dict(taken), reopened


# ------------------------------------------------------------------ the document


class _Writer:
    """Names, numbers and times as one document writes them."""

    def __init__(self, minutes: Minutes, language: Language) -> None:
        edition = minutes.room.edition
        self.language = language
        self.set: Digits = "arab" if edition.digits == "arab" else "latn"
        self.zone = ZoneInfo(edition.timezone)
        self.zone_name = edition.timezone
        self.first = minutes.room.meeting.opened_at.astimezone(self.zone).date()
        self.jurors = {juror.id: juror for _, juror in minutes.room.members}

    def say(self, sentence: str, **facts: Any) -> str:
        return translate(self.language, sentence, digits=self.set, **facts)

    def pick(self, ar: str, en: str) -> str:
        pair = Pair(ar, en)
        return pair.en if self.language == "en" else str(pair)

    def name(self, one: Any) -> str:
        return self.pick(one.name_ar, one.name_en)

    def digits(self, value: object) -> str:
        return with_digits(str(value), self.set)

    def instant(self, at: datetime) -> str:
        plain = at.replace(second=0, microsecond=0)
        return format_instant(plain, self.zone_name, self.language, self.set)

    def time(self, at: datetime | None) -> str:
        """The time of day; with its date where the meeting began on another."""
        if at is None:
            return ""
        local = at.astimezone(self.zone)
        clock = self.digits(f"{local:%H:%M}")
        if local.date() == self.first:
            return clock
        return f"{clock} – {format_date(local.date(), self.language, self.set)}"

    def names(self, jurors: Sequence[str | UUID]) -> list[str]:
        found = [self.jurors.get(UUID(str(one))) for one in jurors]
        return sorted(self.name(one) for one in found if one is not None)


def minutes_document(minutes: Minutes, language: Language, now: datetime) -> dict[str, Any]:
    """The data of `templates/minutes.typ`."""
    room, write = minutes.room, _Writer(minutes, language)
    edition, programme = room.edition, room.edition.programme
    words = {name: write.say(sentence) for name, sentence in WORDS.items()}
    category = write.name(room.category)
    closed = room.meeting.closed_at
    left_for: defaultdict[UUID, list[Item]] = defaultdict(list)
    for item in sorted(room.items, key=lambda one: one.entry.number):
        for juror in item.item.stepped_out if item.item.taken_at else ():
            left_for[UUID(juror)].append(item)
    local = now.astimezone(write.zone)
    withheld = minutes.withheld
    return {
        "language": language,
        "title": words["heading"],
        "author": write.name(programme),
        "made": [local.year, local.month, local.day],
        "footer": f"{words['heading']} – {category} – {write.name(edition)}",
        "is_demo": edition.is_demo,
        "words": words,
        "programme": write.name(programme),
        "edition": write.name(edition),
        "round": write.name(room.round),
        "category": category,
        "opened": write.instant(room.meeting.opened_at),
        "reopened": [[write.instant(one) for one in pair] for pair in minutes.reopened],
        "closed": "" if closed is None else write.instant(closed),
        "quorum": write.say(ALL, members=room.meeting.quorum)
        if edition.meeting_quorum == MeetingQuorum.all
        else write.digits(room.meeting.quorum),
        "made_at": write.instant(now),
        "draft": closed is None,
        "partial": room.hidden > 0,
        "members": [
            {
                "name": write.name(juror),
                "chairs": juror.id == room.chair_id,
                "came": write.time(seat.joined_at),
                "left": write.time(seat.left_at),
                "away": [
                    write.say(
                        AWAY,
                        since=write.time(datetime.fromisoformat(left)),
                        until=write.time(datetime.fromisoformat(back)),
                    )
                    for left, back in seat.away
                ],
            }
            for seat, juror in room.members
        ],
        "recusals": [
            {
                "name": write.name(juror),
                "entries": [write.digits(one.entry.number) for one in left_for[juror.id]],
            }
            for _, juror in room.members
            if juror.id in left_for
        ],
        "withheld": None
        if withheld is None
        else {
            "said": write.say(OUTCOMES[Outcome.withheld]),
            "reason": write.pick(withheld.reason_ar, withheld.reason_en),
        },
        "entries": [_entry(minutes, one, write) for one in room.items],
        "signers": [
            {"name": write.name(juror), "chairs": juror.id == room.chair_id}
            for seat, juror in sorted(room.members, key=lambda one: one[1].id != room.chair_id)
            if seat.joined_at is not None
        ],
    }


def _entry(minutes: Minutes, one: Item, write: _Writer) -> dict[str, Any]:
    key, found = one.entry.id, minutes.found
    mean = found.means[key]
    agreed = found.agreed.get(key, [])
    decision = minutes.decisions.get(key)
    taken = minutes.taken.get(key, [])
    final = None if decision is None else _decided(decision, write)
    if final is None and minutes.decided:
        final = {"said": write.say(OUTCOMES[Outcome.none]), "reason": ""}
    return {
        "number": write.digits(one.entry.number),
        "title": write.pick(*one.titles),
        "taken": [[write.time(since), write.time(until)] for since, until in taken],
        "out": write.names(one.item.stepped_out),
        "mean": "" if mean is None else write.digits(decimals(mean, 2)),
        "given": [
            [write.name(write.jurors[row.juror_id]), write.digits(decimals(row.total, 2))]
            for row in found.counted.get(key, ())
            if row.juror_id in write.jurors
        ],
        "votes": [
            _vote(row, minutes.ballots.get(row.id, []), write) for row in found.votes.get(key, ())
        ],
        "agreed": [
            _agreed(row, write, stands=place == len(agreed)) for place, row in enumerate(agreed, 1)
        ],
        "notes": one.item.notes,
        "final": final,
    }


def _agreed(row: Consensus, write: _Writer, *, stands: bool) -> dict[str, Any]:
    said = Agreed.of(row)
    value = write.say(KIND_NAMES[said.kind])
    if said.kind is ConsensusKind.score:
        value = f"{value}: {write.digits(said.total)}"
    if said.kind is ConsensusKind.rank:
        value = f"{value}: {write.digits(said.place)}"
    return {
        "said": value,
        "at": write.time(row.decided_at),
        "reason": row.reason,
        "in_room": write.digits(len(row.present)),
        "out": write.names(row.stepped_out),
        "stands": stands,
    }


def _vote(row: Vote, ballots: list[Ballot], write: _Writer) -> dict[str, Any]:
    counts = ((Choice.yes, row.yes), (Choice.no, row.no), (Choice.abstain, row.abstain))
    over = row.closed_at is not None

    def who(choice: Choice) -> list[str]:
        return write.names([one.juror_id for one in ballots if one.choice == choice.value])

    return {
        "question": row.question,
        "at": write.time(row.called_at),
        "secret": row.secret,
        "counts": [
            [write.say(CHOICES[choice]), write.digits(count), [] if row.secret else who(choice)]
            for choice, count in counts
        ]
        if over
        else [],
    }


def _decided(row: Decision, write: _Writer) -> dict[str, Any]:
    said = [write.say(OUTCOMES[Outcome(row.outcome)])]
    if row.place is not None:
        said.append(write.say(PLACE, place=row.place))
    level = write.pick(row.level_ar, row.level_en)
    return {
        "said": " – ".join([*said, *([level] if level else [])]),
        "reason": write.pick(row.reason_ar, row.reason_en),
    }
