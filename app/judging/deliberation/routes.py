"""Routes of the jury's meetings. Whoever acts, and everybody in the room, reads the meeting again."""

from __future__ import annotations

from typing import Annotated, Any, cast
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from app.actor import Role
from app.deps import CurrentToken, Db, IfMatch, Now, lifetime, policy
from app.judging.deliberation import queries, reading_service, service, vote_service
from app.judging.deliberation.queries import STAFF
from app.judging.deliberation.schemas import (
    AgendaIn,
    AttendanceIn,
    BallotIn,
    ConsensusIn,
    CurrentIn,
    Made,
    MeetingEntry,
    MeetingIn,
    MeetingOut,
    NotesIn,
    OwnWaiting,
    ReasonIn,
    Sitting,
    Sittings,
    VoteIn,
)
from app.kit.answers import created, put_answer
from app.kit.signals import stream
from app.kit.strict import StrictRoute

router = APIRouter(tags=["deliberation"], route_class=StrictRoute)

RUNNERS = (Role.organiser, Role.chair)
ROOM = (*STAFF, Role.juror)


def _sittings(rows: list[Any]) -> Sittings:
    return Sittings(items=[Sitting.of(row) for row in rows])


_made = put_answer(lambda key: Made(id=key))


@router.get("/editions/{edition_id}/meetings", response_model=Sittings, **policy(*STAFF))
async def list_meetings(db: Db, token: CurrentToken, edition_id: UUID) -> Any:
    """What the panels of closed rounds may meet on, and the meetings that there were."""
    return await db.read(queries.list_meetings, token, edition_id, answer=_sittings)


@router.get("/juror/meetings", response_model=Sittings, **policy(Role.juror))
async def own_meetings(db: Db, token: CurrentToken) -> Any:
    """The meetings of which I am a member, and those that I may open."""
    return await db.read(queries.own_meetings, token, answer=_sittings)


@router.get("/juror/waiting", response_model=OwnWaiting, **policy(Role.juror))
async def own_waiting(db: Db, token: CurrentToken) -> Any:
    """What waits for me on my panels: meetings, and as a chair the questions of jurors."""
    return await db.read(queries.own_waiting, token, answer=OwnWaiting.of)


@router.put(
    "/meetings/{meeting_id}", response_model=Made, responses=created(Made), **policy(*RUNNERS)
)
async def put_meeting(
    db: Db, token: CurrentToken, now: Now, meeting_id: UUID, wanted: MeetingIn
) -> Any:
    """Open the meeting of a round's panel on a category."""
    return await db.work(service.put_meeting, token, meeting_id, wanted, now, answer=_made)


@router.get(
    "/meetings/{meeting_id}", response_model=MeetingOut, **policy(*ROOM, recorded_read=True)
)
async def show_meeting(db: Db, token: CurrentToken, now: Now, meeting_id: UUID) -> Any:
    """A meeting as far as I may know it; the reading is recorded."""
    return await db.work(reading_service.show_meeting, token, meeting_id, now)


@router.get(
    "/meetings/{meeting_id}/signals",
    response_class=StreamingResponse,
    responses={200: {"description": "Signals", "content": {"text/event-stream": {}}}},
    **policy(*ROOM),
)
async def follow_meeting(
    db: Db,
    token: CurrentToken,
    now: Now,
    meeting_id: UUID,
    seconds: Annotated[float, Query(ge=0, le=3600)] = 3600,
) -> StreamingResponse:
    """Server-sent events: `changed` whenever what I may know of the meeting changes, and nothing else.

    Ends with the access token, with my right to the meeting, and when the server drains.
    """

    async def look() -> str:
        return cast("str", await db.read(reading_service.glimpse, token, meeting_id))

    await look()
    left = min(seconds, lifetime(token, now))
    return StreamingResponse(
        stream(db.signals, queries.topic_of(meeting_id), look, left),
        media_type="text/event-stream",
        headers={"x-accel-buffering": "no"},
    )


@router.put("/meetings/{meeting_id}/attendance/{juror_id}", status_code=204, **policy(*RUNNERS))
async def mark_attendance(
    db: Db, token: CurrentToken, now: Now, meeting_id: UUID, juror_id: UUID, wanted: AttendanceIn
) -> None:
    """Say whether a member is there."""
    await db.work(service.mark_attendance, token, meeting_id, juror_id, wanted.present, now)


@router.put("/meetings/{meeting_id}/agenda", status_code=204, **policy(*RUNNERS))
async def order_agenda(
    db: Db, token: CurrentToken, now: Now, meeting_id: UUID, wanted: AgendaIn
) -> None:
    """Put the agenda in another order."""
    await db.work(service.order_agenda, token, meeting_id, wanted.entries, now)


@router.put("/meetings/{meeting_id}/current", status_code=204, **policy(*RUNNERS))
async def take_item(
    db: Db, token: CurrentToken, now: Now, meeting_id: UUID, wanted: CurrentIn
) -> None:
    """Discuss an entry, or pause."""
    await db.work(service.take_item, token, meeting_id, wanted.entry_id, now)


@router.get(
    "/meetings/{meeting_id}/entries/{entry_id}",
    response_model=MeetingEntry,
    **policy(*ROOM, recorded_read=True),
)
async def show_meeting_entry(
    db: Db, token: CurrentToken, now: Now, meeting_id: UUID, entry_id: UUID
) -> Any:
    """What the jurors gave an entry of the agenda; the reading is recorded."""
    return await db.work(reading_service.show_meeting_entry, token, meeting_id, entry_id, now)


@router.put("/meetings/{meeting_id}/entries/{entry_id}/notes", status_code=204, **policy(*RUNNERS))
async def put_notes(
    db: Db,
    token: CurrentToken,
    now: Now,
    meeting_id: UUID,
    entry_id: UUID,
    wanted: NotesIn,
    condition: IfMatch,
) -> None:
    """Write the panel's notes on an entry."""
    await db.work(service.put_notes, token, meeting_id, entry_id, wanted.notes, condition, now)


@router.put(
    "/meetings/{meeting_id}/entries/{entry_id}/consensus/{consensus_id}",
    response_model=Made,
    responses=created(Made),
    **policy(*RUNNERS),
)
async def put_consensus(
    db: Db,
    token: CurrentToken,
    now: Now,
    meeting_id: UUID,
    entry_id: UUID,
    consensus_id: UUID,
    wanted: ConsensusIn,
) -> Any:
    """Record what the panel agreed on for the entry under discussion."""
    return await db.work(
        service.put_consensus, token, meeting_id, entry_id, consensus_id, wanted, now, answer=_made
    )


@router.put(
    "/meetings/{meeting_id}/entries/{entry_id}/votes/{vote_id}",
    response_model=Made,
    responses=created(Made),
    **policy(*RUNNERS),
)
async def call_vote(
    db: Db,
    token: CurrentToken,
    now: Now,
    meeting_id: UUID,
    entry_id: UUID,
    vote_id: UUID,
    wanted: VoteIn,
) -> Any:
    """Put a question to those in the room."""
    return await db.work(
        vote_service.call_vote,
        token,
        meeting_id,
        entry_id,
        vote_id,
        wanted.question,
        now,
        answer=_made,
    )


@router.put("/meetings/{meeting_id}/votes/{vote_id}/ballot", status_code=204, **policy(Role.juror))
async def cast_vote(
    db: Db, token: CurrentToken, now: Now, meeting_id: UUID, vote_id: UUID, wanted: BallotIn
) -> None:
    """Vote."""
    await db.work(vote_service.cast_vote, token, meeting_id, vote_id, wanted.choice, now)


@router.post("/meetings/{meeting_id}/votes/{vote_id}/close", status_code=204, **policy(*RUNNERS))
async def close_vote(
    db: Db, token: CurrentToken, now: Now, meeting_id: UUID, vote_id: UUID
) -> None:
    """Count a vote."""
    await db.work(vote_service.close_vote, token, meeting_id, vote_id, now)


@router.post("/meetings/{meeting_id}/close", status_code=204, **policy(*RUNNERS))
async def close_meeting(db: Db, token: CurrentToken, now: Now, meeting_id: UUID) -> None:
    """End a meeting."""
    await db.work(service.close_meeting, token, meeting_id, now)


@router.post("/meetings/{meeting_id}/reopen", status_code=204, **policy(*RUNNERS))
async def reopen_meeting(
    db: Db, token: CurrentToken, now: Now, meeting_id: UUID, wanted: ReasonIn
) -> None:
    """Go on with a meeting that was closed, with a reason."""
    await db.work(service.reopen_meeting, token, meeting_id, wanted.reason, now)
