"""What must always hold of the jury's meetings; each query selects the ids of rows that break its promise."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, and_, exists, func, or_, select

from app.editions.models import Edition
from app.editions.rules import Phase
from app.entries.models import Entry
from app.judging.deliberation.models import (
    AgendaItem,
    Attendance,
    Ballot,
    Consensus,
    Feedback,
    Meeting,
    Vote,
)
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundState

UNPUBLISHED: Final = (
    Phase.draft.value,
    Phase.open.value,
    Phase.screening.value,
    Phase.judging.value,
    Phase.deliberation.value,
)


def _on_the_agenda(meeting_id: Any, entry_id: Any) -> Any:
    return exists().where(AgendaItem.meeting_id == meeting_id, AgendaItem.entry_id == entry_id)


_ballots = select(func.count()).where(Ballot.vote_id == Vote.id).correlate(Vote).scalar_subquery()

INVARIANTS: Final[dict[str, Select[*tuple[Any, ...]]]] = {
    "meeting on a round that is not closed": select(Meeting.id)
    .join(Round, Round.id == Meeting.round_id)
    .where(Round.state != RoundState.closed),
    "closed meeting without its moment, or an open one with it": select(Meeting.id).where(
        (Meeting.state == "closed") != Meeting.closed_at.is_not(None)
    ),
    "entry under discussion that is not on the agenda": select(Meeting.id).where(
        Meeting.current_id.is_not(None), ~_on_the_agenda(Meeting.id, Meeting.current_id)
    ),
    "agreement on an entry that is not on the agenda": select(Consensus.id).where(
        ~_on_the_agenda(Consensus.meeting_id, Consensus.entry_id)
    ),
    "member there without the moment they came": select(
        Attendance.meeting_id, Attendance.juror_id
    ).where(Attendance.present, Attendance.joined_at.is_(None)),
    "vote that counts other than its ballots": select(Vote.id).where(
        Vote.yes + Vote.no + Vote.abstain != _ballots
    ),
    "ballot that tells too much or too little": select(Ballot.vote_id, Ballot.juror_id)
    .join(Vote, Vote.id == Ballot.vote_id)
    .where(or_(and_(Vote.secret, Ballot.choice != ""), and_(~Vote.secret, Ballot.choice == ""))),
    "feedback released before its results were public": select(Feedback.entry_id)
    .join(Entry, Entry.id == Feedback.entry_id)
    .join(Edition, Edition.id == Entry.edition_id)
    .where(Feedback.released_at.is_not(None), Edition.phase.in_(UNPUBLISHED)),
    "ballot of one who is no member": select(Ballot.vote_id, Ballot.juror_id)
    .join(Vote, Vote.id == Ballot.vote_id)
    .where(
        ~exists().where(
            Attendance.meeting_id == Vote.meeting_id, Attendance.juror_id == Ballot.juror_id
        )
    ),
}
