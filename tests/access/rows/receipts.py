"""Who gets what from the routes of receipts."""

from __future__ import annotations

from datetime import timedelta

from app.entries.receipt_rules import answers_hash, canonical, new_code
from app.entries.submission_models import Submission
from app.kit.ids import uuid7
from tests.access.rows.entries import MINE, STAFF, WRITING, entry, mine
from tests.access.world import PERSONAS, Row, World
from tests.factories import NOW


def receipt(w: World) -> Submission:
    """The receipt of the world's entry."""
    face = dict.fromkeys(("title_en", "summary_ar", "summary_en"), "") | {"title_ar": "خدمة"}
    content = canonical(str(w.entry.id), 1, face, {})
    row = Submission(
        id=uuid7(),
        entry_id=w.entry.id,
        number=1,
        code=new_code(),
        form_version=1,
        content=content,
        answers_sha256=answers_hash(content),
        files=[],
        submitted_at=NOW,
    )
    w.session.add(row)
    w.entry.submission_id = row.id
    w.session.commit()
    return row


def _open(w: World) -> World:
    """Submitted, while the call is open."""
    receipt(w)
    w.entry.state, w.edition.phase = "submitted", "open"
    w.session.commit()
    return w


def edition(w: World, rest: str) -> str:
    return f"/api/v1/editions/{w.edition.id}{rest}"


def _draft(w: World) -> dict[str, str]:
    """More time for the world's draft."""
    w.edition.phase = "open"
    w.session.commit()
    until = (w.edition.closes_at + timedelta(days=2)).isoformat()
    return {"entry_id": str(w.draft.id), "until": until, "reason": "سبب"}


def _shorter(w: World) -> dict[str, str]:
    """Less of the time that the world's draft alone was given."""
    wanted = _draft(w)
    w.draft.extended_until = w.edition.closes_at + timedelta(days=9)
    w.session.commit()
    return wanted


ROWS: dict[str, Row] = {
    "extend_deadline": Row(
        "PUT", lambda w: edition(w, f"/extensions/{uuid7()}"), body=_draft, organiser=201
    ),
    "shorten_extension": Row(
        "PUT",
        lambda w: edition(w, f"/shortenings/{uuid7()}"),
        body=_shorter,
        organiser=201,
        walled_organiser=404,
    ),
    "list_extensions": Row("GET", lambda w: edition(w, "/extensions"), **STAFF),
    "show_reminders": Row(
        "GET", lambda w: edition(w, "/reminders"), organiser=200, screener=200, auditor=200
    ),
    "put_reminders": Row(
        "PUT", lambda w: edition(w, "/reminders"), body=lambda _w: {"hours": [24]}, organiser=200
    ),
    "list_my_receipts": Row("GET", lambda w: mine(w, "/receipts"), **MINE),
    "download_submitted_answers": Row(
        "GET", lambda w: mine(w, f"/receipts/{receipt(w).id}/answers"), **MINE
    ),
    "list_my_deadlines": Row("GET", lambda w: mine(w, "/deadlines"), **MINE),
    "download_my_calendar": Row("GET", lambda w: mine(w, "/calendar.ics"), **MINE),
    "download_receipt": Row("GET", lambda w: mine(w, f"/receipts/{receipt(w).id}/pdf"), **MINE),
    "discard_changes": Row("POST", lambda w: mine(_open(w), "/discard-changes"), **WRITING),
    "list_receipts": Row("GET", lambda w: entry(w, "/receipts"), other_organiser=404, **STAFF),
}
for _language, _prefix in (("ar", ""), ("en", "/en")):
    ROWS[f"page_calendar_{_language}"] = Row(
        "GET",
        lambda w, p=_prefix: f"{p}/editions/{w.edition.slug}/calendar.ics",
        others=200,
        **dict.fromkeys(PERSONAS, 200),
    )
    ROWS[f"page_receipt_form_{_language}"] = Row(
        "GET", lambda _w, p=_prefix: f"{p}/receipt", others=200, **dict.fromkeys(PERSONAS, 200)
    )
    ROWS[f"page_receipt_{_language}"] = Row(
        "GET",
        lambda w, p=_prefix: f"{p}/receipt/{receipt(w).code}",
        others=200,
        **dict.fromkeys(PERSONAS, 200),
    )
