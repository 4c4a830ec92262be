"""Who gets what from the screening desk. Entrants and jurors never read it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from app.entries.screening_models import (
    ChecklistItem,
    DuplicatePair,
    ScreeningDecision,
    ScreeningSettings,
)
from app.kit.ids import uuid7
from tests.access.rows.entries import DECIDING, REASON, STAFF, edition, entry, mine
from tests.access.world import Row, World
from tests.factories import NOW, make_entry

# Who decides may read; auditor and approver only read; another edition's organiser sees nothing.
READING = STAFF | {"other_organiser": 404}
SCREENING = DECIDING | {"screener": 200, "organiser": 200}
WRITING = DECIDING | {"screener": 201, "organiser": 201}
OF_EDITION = {"screener": 200, "organiser": 200}
BODY = {"body": "نص"}
# Messages of an entry: its people, by what each may do.
MINE = {"others": 404, "entrant": 200, "viewer": 200, "editor": 200, "submitter": 200}
REPLYING = {"others": 404, "entrant": 201, "viewer": 403, "editor": 201, "submitter": 201}


def seen(w: World) -> dict[str, str]:
    """The version of the world's entry: what is decided is what was read."""
    return {"If-Match": f'"{w.entry.version}"'}


def item(w: World) -> str:
    """An item of the edition's checklist."""
    row = ChecklistItem(id=uuid7(), edition_id=w.edition.id, position=0, text_ar="بند")
    w.session.add(row)
    w.session.commit()
    return str(row.id)


def proposed(w: World, by: str = "admin") -> dict[str, Any]:
    """A proposal on the world's entry, sent back to the desk."""
    w.session.add(ScreeningSettings(edition_id=w.edition.id, two_persons=True))
    w.entry.state = "submitted"
    row = ScreeningDecision(
        id=uuid7(),
        entry_id=w.entry.id,
        decision="eligible",
        state="proposed",
        proposed_by=w.people[by].id,
        proposed_at=NOW,
    )
    w.session.add(row)
    w.session.commit()
    return {"proposal_id": str(row.id)}


def two_persons(w: World) -> dict[str, str]:
    """Two persons decide on an entry that waits."""
    w.session.add(ScreeningSettings(edition_id=w.edition.id, two_persons=True))
    w.entry.state = "submitted"
    w.session.commit()
    return {"decision": "eligible"}


def pair(w: World, *, dismissed: bool = False) -> str:
    """A pair of the world's entry and another."""
    other = make_entry(w.session, w.category, w.organisation, state="eligible", submitted_at=NOW)
    row = DuplicatePair(
        id=uuid7(),
        edition_id=w.edition.id,
        first_id=w.entry.id,
        second_id=other.id,
        signs=["title"],
        likeness=90,
        found_at=NOW,
        dismissed_at=datetime(2026, 3, 9, tzinfo=UTC) if dismissed else None,
        dismissed_why="سبب" if dismissed else "",
    )
    w.session.add(row)
    w.session.commit()
    return f"/duplicates/{row.id}/dismissal"


def returned(w: World, rest: str) -> str:
    """The world's entry, returned: its people may write."""
    w.entry.state, w.entry.return_until, w.entry.state_reason = "returned", NOW, "سبب"
    w.session.commit()
    return mine(w, rest)


ROWS: dict[str, Row] = {
    "list_screening": Row("GET", lambda w: edition(w, "/screening"), **STAFF),
    "export_screening": Row("GET", lambda w: edition(w, "/screening.xlsx"), **STAFF),
    "show_screening_place": Row(
        "GET", lambda w: edition(w, f"/screening/place/{w.entry.id}"), **STAFF
    ),
    "show_screening_settings": Row("GET", lambda w: edition(w, "/screening/settings"), **STAFF),
    "put_screening_settings": Row(
        "PUT",
        lambda w: edition(w, "/screening/settings"),
        body=lambda _w: {"two_persons": True, "checklist": []},
        headers=lambda _w: {"If-Match": '"0"'},
        organiser=200,
    ),
    "list_screeners": Row("GET", lambda w: edition(w, "/screening/people"), **STAFF),
    "assign_screeners": Row(
        "POST",
        lambda w: edition(w, "/screening/assign"),
        body=lambda w: {"handing": "take", "entry_ids": [str(w.entry.id)]},
        **OF_EDITION,
    ),
    "list_common_parts": Row(
        "POST",
        lambda w: edition(w, "/screening/parts"),
        body=lambda w: {"entry_ids": [str(w.entry.id)]},
        **OF_EDITION | {"walled_organiser": 404},
    ),
    "decide_entries": Row(
        "POST",
        lambda w: edition(w, "/screening/decide"),
        body=lambda w: {"decision": "eligible", "entry_ids": [str(w.entry.id)], "dry_run": True},
        **OF_EDITION,
    ),
    "show_screening": Row("GET", lambda w: entry(w, "/screening"), **READING),
    "propose_decision": Row(
        "POST",
        lambda w: entry(w, "/screening/proposal"),
        body=two_persons,
        headers=seen,
        **SCREENING,
    ),
    "confirm_decision": Row(
        "POST", lambda w: entry(w, "/screening/confirm"), body=proposed, headers=seen, **SCREENING
    ),
    "decline_decision": Row(
        "POST",
        lambda w: entry(w, "/screening/decline"),
        body=lambda w: proposed(w) | REASON,
        headers=seen,
        **SCREENING,
    ),
    "withdraw_proposal": Row(
        "POST",
        lambda w: entry(w, "/screening/withdraw"),
        body=lambda w: proposed(w, "organiser"),
        headers=seen,
        **(SCREENING | {"screener": 403}),
    ),
    "tick_item": Row("PUT", lambda w: entry(w, f"/checklist/{item(w)}"), **SCREENING),
    "untick_item": Row("DELETE", lambda w: entry(w, f"/checklist/{item(w)}"), **SCREENING),
    "send_message": Row(
        "PUT", lambda w: entry(w, f"/messages/{uuid7()}"), body=lambda _w: BODY, **WRITING
    ),
    "add_note": Row(
        "PUT", lambda w: entry(w, f"/notes/{uuid7()}"), body=lambda _w: BODY, **WRITING
    ),
    "list_my_messages": Row("GET", lambda w: mine(w, "/messages"), **MINE),
    "reply_to_screening": Row(
        "PUT",
        lambda w: returned(w, f"/messages/{uuid7()}"),
        body=lambda _w: BODY,
        **REPLYING,
    ),
    "list_duplicates": Row("GET", lambda w: edition(w, "/duplicates"), **STAFF),
    "dismiss_duplicate": Row(
        "PUT",
        lambda w: edition(w, pair(w)),
        body=lambda _w: REASON,
        screener=204,
        organiser=204,
    ),
    "restore_duplicate": Row(
        "DELETE", lambda w: edition(w, pair(w, dismissed=True)), screener=204, organiser=204
    ),
}
