"""Who gets what from the routes of the jury's meetings."""

from __future__ import annotations

from typing import Any

from app.judging.deliberation.models import AgendaItem, Attendance, Feedback, Meeting, Vote
from app.kit.ids import uuid7
from tests.access.world import Row, World
from tests.factories import NOW

RUNS = {"organiser": 204, "chair": 204, "walled_organiser": 204}
ROOM = {
    "organiser": 200,
    "chair": 200,
    "walled_organiser": 200,
    "auditor": 200,
    "approver": 200,
    "juror": 200,
    "co_juror": 200,
    "recused": 200,
}


def _meeting(w: World, **values: Any) -> Meeting:
    """The panel meets on the world's category, and discusses its entry."""
    w.round.state, w.round.closing_hash, w.edition.phase = "closed", "ab" * 32, "deliberation"
    meeting = Meeting(
        id=uuid7(),
        edition_id=w.edition.id,
        round_id=w.round.id,
        category_id=w.category.id,
        quorum=1,
        opened_at=NOW,
        **values,
    )
    w.session.add(meeting)
    w.session.flush()
    for juror in w.jurors.values():
        w.session.add(
            Attendance(meeting_id=meeting.id, juror_id=juror.id, present=True, joined_at=NOW)
        )
    w.session.add(AgendaItem(meeting_id=meeting.id, entry_id=w.entry.id, position=0))
    meeting.current_id = w.entry.id if meeting.state != "closed" else None
    w.session.commit()
    return meeting


def at(w: World, rest: str = "", **values: Any) -> str:
    """The address of the meeting, or of something in it."""
    return f"/api/v1/meetings/{_meeting(w, **values).id}{rest}"


def _new(w: World) -> str:
    w.round.state, w.edition.phase = "closed", "deliberation"
    w.session.commit()
    return f"/api/v1/meetings/{uuid7()}"


def _vote(w: World, rest: str) -> str:
    w.edition.meeting_votes = "open"
    meeting = _meeting(w)
    vote = Vote(
        id=uuid7(),
        meeting_id=meeting.id,
        entry_id=w.entry.id,
        question="؟",
        secret=False,
        voters=[str(w.jurors["juror"].id), str(w.jurors["chair"].id)],
        called_at=NOW,
    )
    w.session.add(vote)
    w.session.commit()
    return f"/api/v1/meetings/{meeting.id}/votes/{vote.id}/{rest}"


def _entry(w: World, rest: str = "") -> str:
    return at(w, f"/entries/{w.entry.id}{rest}")


def _voting(w: World) -> str:
    w.edition.meeting_votes = "open"
    return _entry(w, f"/votes/{uuid7()}")


CLOSED = {"state": "closed", "closed_at": NOW}


def _feedback(w: World) -> str:
    w.round.state, w.edition.phase = "closed", "deliberation"
    w.session.commit()
    return f"/api/v1/entries/{w.entry.id}/feedback"


def _release(w: World) -> str:
    w.edition.phase = "published"
    w.session.add(Feedback(entry_id=w.entry.id, state="ready", written_at=NOW))
    w.session.commit()
    return f"/api/v1/editions/{w.edition.id}/feedback/release"


ROWS: dict[str, Row] = {
    "list_feedback": Row(
        "GET",
        lambda w: f"/api/v1/editions/{w.edition.id}/feedback",
        organiser=200,
        chair=200,
        walled_organiser=200,
        auditor=200,
    ),
    "release_feedback": Row(
        "POST", _release, body=lambda _w: {}, organiser=200, walled_organiser=409
    ),
    "read_feedback": Row("GET", _feedback, organiser=200, chair=200, auditor=200),
    "put_feedback": Row(
        "PUT", _feedback, body=lambda _w: {"strengths": "أثر"}, organiser=201, chair=201
    ),
    "own_feedback": Row(
        "GET",
        lambda w: f"/api/v1/entrant/entries/{w.entry.id}/feedback",
        others=404,
        entrant=200,
        viewer=200,
        editor=200,
        submitter=200,
    ),
    "list_meetings": Row(
        "GET",
        lambda w: f"/api/v1/editions/{w.edition.id}/meetings",
        **dict.fromkeys(("organiser", "chair", "walled_organiser", "auditor", "approver"), 200),
    ),
    "own_meetings": Row(
        "GET",
        lambda _w: "/api/v1/juror/meetings",
        juror=200,
        co_juror=200,
        recused=200,
        chair=200,
    ),
    "own_waiting": Row(
        "GET",
        lambda _w: "/api/v1/juror/waiting",
        juror=200,
        co_juror=200,
        recused=200,
        chair=200,
    ),
    "put_meeting": Row(
        "PUT",
        _new,
        body=lambda w: {"round_id": str(w.round.id), "category_id": str(w.category.id)},
        organiser=201,
        chair=201,
        walled_organiser=201,
    ),
    "show_meeting": Row("GET", at, other_organiser=404, **ROOM),
    # A stream that is over after its first event: without an end it would be read for ever.
    "follow_meeting": Row(
        "GET", lambda w: at(w, "/signals?seconds=0"), other_organiser=404, **ROOM
    ),
    "download_minutes": Row(
        "GET",
        lambda w: at(w, "/minutes"),
        other_organiser=404,
        **dict.fromkeys(("organiser", "chair", "walled_organiser", "auditor", "approver"), 200),
    ),
    "mark_attendance": Row(
        "PUT",
        lambda w: at(w, f"/attendance/{w.jurors['juror'].id}"),
        body=lambda _w: {"present": False},
        other_organiser=404,
        **RUNS,
    ),
    "order_agenda": Row(
        "PUT",
        lambda w: at(w, "/agenda"),
        body=lambda w: {"entries": [str(w.entry.id)]},
        other_organiser=404,
        **RUNS,
    ),
    "take_item": Row(
        "PUT",
        lambda w: at(w, "/current"),
        body=lambda w: {"entry_id": str(w.entry.id)},
        other_organiser=404,
        **RUNS,
    ),
    "show_meeting_entry": Row("GET", _entry, other_organiser=404, **ROOM | {"recused": 404}),
    "put_notes": Row(
        "PUT",
        lambda w: _entry(w, "/notes"),
        body=lambda _w: {"notes": "ملاحظة"},
        headers=lambda _w: {"If-Match": '"1"'},
        other_organiser=404,
        **RUNS,
    ),
    "put_consensus": Row(
        "PUT",
        lambda w: _entry(w, f"/consensus/{uuid7()}"),
        body=lambda _w: {"kind": "kept", "reason": "لا خلاف"},
        organiser=201,
        chair=201,
        other_organiser=404,
    ),
    "call_vote": Row(
        "PUT",
        _voting,
        body=lambda _w: {"question": "أتُعتمد؟"},
        organiser=201,
        chair=201,
        other_organiser=404,
    ),
    "cast_vote": Row(
        "PUT",
        lambda w: _vote(w, "ballot"),
        body=lambda _w: {"choice": "yes"},
        juror=204,
        chair=204,
        recused=404,
    ),
    "close_vote": Row("POST", lambda w: _vote(w, "close"), other_organiser=404, **RUNS),
    "close_meeting": Row("POST", lambda w: at(w, "/close"), other_organiser=404, **RUNS),
    "reopen_meeting": Row(
        "POST",
        lambda w: at(w, "/reopen", **CLOSED),
        body=lambda _w: {"reason": "سهو"},
        other_organiser=404,
        **RUNS,
    ),
}
