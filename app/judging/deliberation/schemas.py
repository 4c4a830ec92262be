"""Wire shapes of meetings: everything here was already limited to what its reader may know."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from app.editions.rubric_rules import decimals
from app.editions.score_rules import ScoreSpec, plain_points
from app.judging.deliberation.models import Attendance, Ballot, Consensus, Meeting, Vote
from app.judging.deliberation.rules import Choice, ConsensusKind, Stand
from app.judging.evaluations.desk_schemas import RubricLeaf
from app.judging.evaluations.schemas import CriterionKey, Mark
from app.judging.panels.models import Juror
from app.judging.rounds.rules import RoundMode
from app.kit.texts import LongText, Reason


class In(BaseModel):
    """A body."""

    model_config = ConfigDict(extra="forbid")


class MeetingIn(In):
    """The panel of a round meets on a category."""

    round_id: UUID
    category_id: UUID


class AttendanceIn(In):
    """Whether a member is there."""

    present: bool


class AgendaIn(In):
    """The whole agenda in its new order."""

    entries: Annotated[list[UUID], Field(max_length=20_000)]


class CurrentIn(In):
    """The entry to discuss; none: a pause."""

    entry_id: UUID | None


class NotesIn(In):
    """The panel's notes on an entry."""

    notes: LongText = ""


class ReasonIn(In):
    """Why."""

    reason: Reason


class MarkIn(In):
    """The panel's mark on a leaf."""

    points: Annotated[Mark | None, AfterValidator(plain_points)] = None
    level: Mark | None = None


class ConsensusIn(In):
    """What the panel agreed on, with its reason; `replaces` is the agreement that its page showed as standing."""

    kind: ConsensusKind
    replaces: UUID | None = None
    scores: Annotated[dict[CriterionKey, MarkIn], Field(max_length=500)] = {}
    place: Annotated[int, Field(ge=1)] | None = None
    reason: Reason

    def marks(self) -> dict[UUID, ScoreSpec]:
        """The marks as the rules read them."""
        return {UUID(key): ScoreSpec(one.points, one.level) for key, one in self.scores.items()}


class VoteIn(In):
    """What those in the room vote on."""

    question: Reason


class BallotIn(In):
    """A vote."""

    choice: Choice


# ------------------------------------------------------------------ out


class Made(BaseModel):
    """The id of what was made."""

    id: UUID


class Sitting(BaseModel):
    """A category of a closed round, and the meeting on it if there was one."""

    edition_id: UUID
    edition_ar: str
    edition_en: str
    round_id: UUID
    round_ar: str
    round_en: str
    category_id: UUID
    category_ar: str
    category_en: str
    meeting_id: UUID | None
    state: Literal["none", "open", "closed"]
    opened_at: datetime | None
    closed_at: datetime | None

    @classmethod
    def of(cls, row: Any) -> Self:
        """Build it from (round, category, meeting, edition)."""
        round_, category, meeting, edition = row
        return cls(
            edition_id=edition.id,
            edition_ar=edition.name_ar,
            edition_en=edition.name_en,
            round_id=round_.id,
            round_ar=round_.name_ar,
            round_en=round_.name_en,
            category_id=category.id,
            category_ar=category.name_ar,
            category_en=category.name_en,
            meeting_id=None if meeting is None else meeting.id,
            state="none" if meeting is None else meeting.state,
            opened_at=None if meeting is None else meeting.opened_at,
            closed_at=None if meeting is None else meeting.closed_at,
        )


class Sittings(BaseModel):
    """What may be met on. Whole: an edition has a few rounds and categories."""

    items: list[Sitting]


class AskedOfChair(BaseModel):
    """How many questions of jurors wait for their chair in a round."""

    edition_id: UUID
    round_id: UUID
    round_ar: str
    round_en: str
    count: int


class OwnWaiting(BaseModel):
    """What waits for a member of panels: meetings to open or going on; for a chair, questions too."""

    meetings: list[Sitting]
    questions: list[AskedOfChair]

    @classmethod
    def of(cls, found: tuple[list[Any], list[Any]]) -> Self:
        """Build it from what `own_waiting` found."""
        return cls(
            meetings=[Sitting.of(row) for row in found[0]],
            questions=[
                AskedOfChair(
                    edition_id=round_.edition_id,
                    round_id=round_.id,
                    round_ar=round_.name_ar,
                    round_en=round_.name_en,
                    count=count,
                )
                for round_, count in found[1]
            ],
        )


class MeetingMember(BaseModel):
    """A member of the panel at the meeting."""

    juror_id: UUID
    name_ar: str
    name_en: str
    chairs: bool
    is_me: bool
    present: bool
    joined_at: datetime | None
    left_at: datetime | None
    # between the two: when they left, and when they came back
    away: list[tuple[datetime, datetime]]

    @classmethod
    def of(
        cls, seat: Attendance, juror: Juror, *, chairs: bool, is_me: bool, present: bool
    ) -> Self:
        """Build it from rows."""
        return cls(
            juror_id=juror.id,
            name_ar=juror.name_ar,
            name_en=juror.name_en,
            chairs=chairs,
            is_me=is_me,
            present=present,
            joined_at=seat.joined_at,
            left_at=seat.left_at,
            away=[
                (datetime.fromisoformat(left), datetime.fromisoformat(back))
                for left, back in seat.away
            ],
        )


class MarkOut(BaseModel):
    """The panel's mark on a leaf."""

    points: str | None
    level: str | None


class Agreed(BaseModel):
    """What the panel agreed on for an entry."""

    id: UUID
    kind: ConsensusKind
    total_exact: str | None
    total: str | None
    scores: dict[str, MarkOut]
    place: int | None
    reason: str
    decided_at: datetime

    @classmethod
    def of(cls, row: Consensus) -> Self:
        """Build it from a row."""
        return cls(
            id=row.id,
            kind=ConsensusKind(row.kind),
            total_exact=row.total,
            total=None if row.total is None else decimals(Fraction(row.total), 2),
            scores={key: MarkOut.model_validate(one) for key, one in row.scores.items()},
            place=row.place,
            reason=row.reason,
            decided_at=row.decided_at,
        )


class BallotOut(BaseModel):
    """How a juror voted, where votes are open."""

    juror_id: UUID
    choice: Choice


class VoteOut(BaseModel):
    """A vote; its counts, and in an open one who voted how, from when it is closed."""

    id: UUID
    question: str
    secret: bool
    voters: int
    voted: int
    i_may: bool
    i_voted: bool
    called_at: datetime
    closed_at: datetime | None
    yes: int | None
    no: int | None
    abstain: int | None
    ballots: list[BallotOut]

    @classmethod
    def of(cls, row: Vote, ballots: list[Ballot], me: UUID | None, *, here: bool) -> Self:
        """Build it from rows, for the member `me`; `here`: who is in the room for the entry."""
        over = row.closed_at is not None
        return cls(
            id=row.id,
            question=row.question,
            secret=row.secret,
            voters=len(row.voters),
            voted=len(ballots),
            i_may=here and str(me) in row.voters,
            i_voted=any(one.juror_id == me for one in ballots),
            called_at=row.called_at,
            closed_at=row.closed_at,
            yes=row.yes if over else None,
            no=row.no if over else None,
            abstain=row.abstain if over else None,
            ballots=[
                BallotOut(juror_id=one.juror_id, choice=Choice(one.choice))
                for one in ballots
                if over and one.choice
            ],
        )


class MeetingItem(BaseModel):
    """An entry on the agenda. `rank`, `tied` and `near_line` are by the jurors' own scores.

    `out`: the members who leave the room for it; `quorum`: how many have to be in it.
    """

    entry_id: UUID
    number: int
    title_ar: str
    title_en: str
    out: list[UUID]
    in_room: int
    quorum: int
    rank: int | None
    tied: bool
    near_line: bool
    mean: str | None
    mean_exact: str | None
    evaluations: int
    notes: str
    version: int
    taken_at: datetime | None
    consensus: Agreed | None
    vote: VoteOut | None


class MeetingOut(BaseModel):
    """A meeting as its reader may know it; `hidden`: entries that a conflict keeps from them.

    `runs`: they run it; `minutes`: they read its minutes.
    """

    id: UUID
    edition_id: UUID
    round_id: UUID
    round_ar: str
    round_en: str
    # What the marks of the items are: of criteria, of the one question, or points of places.
    mode: RoundMode
    category_id: UUID
    category_ar: str
    category_en: str
    state: Literal["open", "closed"]
    quorum: int
    present: int
    votes: Literal["none", "open", "secret"]
    consensus_counts: bool
    opened_at: datetime
    closed_at: datetime | None
    runs: bool
    minutes: bool
    members: list[MeetingMember]
    items: list[MeetingItem]
    hidden: int
    current_id: UUID | None
    hidden_current: bool


class JurorMarks(BaseModel):
    """What one juror gave."""

    juror_id: UUID
    name_ar: str
    name_en: str
    total: str
    points: dict[str, str]
    comment: str


class MeetingEntry(BaseModel):
    """What the jurors gave an entry, and everything that the panel decided on it."""

    entry_id: UUID
    leaves: list[RubricLeaf]
    marks: list[JurorMarks]
    # Of each leaf the mean of the jurors' points, with two decimals.
    means: dict[str, str]
    history: list[Agreed]


def stand_facts(stand: Stand) -> dict[str, Any]:
    """A stand as fields of `MeetingItem`."""
    return {"rank": stand.rank, "tied": stand.tied, "near_line": stand.near_line}


def state_of(meeting: Meeting) -> Literal["open", "closed"]:
    """A meeting's state."""
    return "open" if meeting.state == "open" else "closed"
