"""Who gets what from the routes of entries. Jurors and chairs read evaluations instead."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from app.entries.models import Attachment, Question
from app.house import house_of
from app.kit.ids import uuid7
from tests.access.world import Row, World
from tests.factories import NOW, make_field

PDF = b"%PDF-1.7\n%%EOF\n"
REASON = {"reason": "سبب"}
UNTIL = {"reason": "سبب", "until": "2026-03-20T09:00:00Z"}
# Signed-in people who enter nothing see no entry of the entrant's routes.
MINE = {"others": 404, "entrant": 200, "viewer": 200, "editor": 200, "submitter": 200}
WRITING = MINE | {"viewer": 403}
SUBMITTING = WRITING | {"editor": 403}
# What ends an entry, or says who works on it: not for guests, the submitter among them.
OWN = SUBMITTING | {"submitter": 403}
MADE = WRITING | {"entrant": 201, "editor": 201, "submitter": 201}
STAFF = {"screener": 200, "organiser": 200, "auditor": 200, "approver": 200}
DECIDING = {"auditor": 403, "approver": 403, "other_organiser": 404}


def entry(w: World, rest: str = "") -> str:
    return f"/api/v1/entries/{w.entry.id}{rest}"


def mine(w: World, rest: str = "") -> str:
    return f"/api/v1/entrant/entries/{w.entry.id}{rest}"


def edition(w: World, rest: str) -> str:
    return f"/api/v1/editions/{w.edition.id}{rest}"


async def _pdf() -> AsyncIterator[bytes]:
    yield PDF


def _attachment(w: World) -> Attachment:
    """A kept file of the world's entry."""
    field = make_field(w.session, w.category, kind="file", position=9)
    stored = asyncio.run(house_of(w.session).storage.write(_pdf(), limit=1000))
    row = Attachment(
        id=uuid7(),
        entry_id=w.entry.id,
        field_id=field.id,
        name="a.pdf",
        media_type="application/pdf",
        size=stored.size,
        sha256=stored.sha256,
        state="clean",
        clean_sha256=stored.sha256,
        clean_size=stored.size,
        previews=[stored.sha256],
        added_at=NOW,
    )
    w.session.add(row)
    w.session.commit()
    return row


def _upload(w: World) -> str:
    field = make_field(w.session, w.category, kind="file", position=9)
    _return(w)
    return mine(w, f"/attachments/{uuid7()}?field_id={field.id}&name=a.pdf")


def _return(w: World) -> World:
    """The entry may be corrected by its people."""
    w.entry.state, w.entry.return_until = "returned", w.edition.closes_at
    w.session.commit()
    return w


def _submitted(w: World) -> World:
    w.entry.state = "submitted"
    w.session.commit()
    return w


def _disqualified(w: World) -> World:
    w.entry.state, w.entry.state_before = "disqualified", "eligible"
    w.session.commit()
    return w


def _question(w: World) -> Question:
    row = Question(id=uuid7(), edition_id=w.edition.id, entry_id=w.entry.id, body="؟", asked_at=NOW)
    w.session.add(row)
    w.session.commit()
    return row


def _new_entry(w: World) -> dict[str, Any]:
    w.edition.phase = "open"
    w.session.commit()
    return {
        "category_id": str(w.category.id),
        "organisation_id": str(w.organisation.id),
        "title_ar": "خدمة",
    }


ROWS: dict[str, Row] = {
    "list_enterable_categories": Row(
        "GET", lambda w: f"/api/v1/entrant/categories?edition_id={w.edition.id}", others=200
    ),
    "list_my_entries": Row("GET", lambda _w: "/api/v1/entrant/entries", others=200),
    "show_my_entry": Row("GET", mine, **MINE),
    "start_entry": Row(
        "PUT",
        lambda _w: f"/api/v1/entrant/entries/{uuid7()}",
        body=_new_entry,
        others=403,
        entrant=201,
    ),
    "change_entry": Row(
        "PATCH",
        lambda w: mine(_return(w)),
        body=lambda _w: {"title_ar": "عنوان"},
        headers=lambda _w: {"If-Match": '"1"'},
        **WRITING,
    ),
    "put_entry_languages": Row(
        "PUT",
        lambda w: f"{mine(_return(w))}/languages",
        body=lambda _w: {"languages": ["ar"]},
        **WRITING,
    ),
    "delete_entry": Row(
        "DELETE",
        lambda w: f"/api/v1/entrant/entries/{w.draft.id}",
        others=404,
        entrant=204,
    ),
    "save_answer": Row(
        "PUT",
        lambda w: mine(_return(w), f"/answers/{w.field.id}"),
        body=lambda _w: {"value": "جواب"},
        headers=lambda _w: {"If-Match": '"1"'},
        **WRITING,
    ),
    "submit_entry": Row("POST", lambda w: mine(_return(w), "/submit"), **SUBMITTING),
    "withdraw_entry": Row("POST", lambda w: mine(w, "/withdraw"), body=lambda _w: REASON, **OWN),
    "list_my_questions": Row("GET", lambda w: mine(w, "/questions"), **MINE),
    "ask_question": Row(
        "PUT",
        lambda w: mine(w, f"/questions/{uuid7()}"),
        body=lambda _w: {"body": "؟"},
        **MADE,
    ),
    "attach_file": Row("PUT", _upload, body=lambda _w: PDF, **MADE),
    "remove_attachment": Row(
        "DELETE",
        lambda w: mine(_return(w), f"/attachments/{_attachment(w).id}"),
        **{**WRITING, "entrant": 204, "editor": 204, "submitter": 204},
    ),
    "restore_attachment": Row(
        "POST",
        lambda w: mine(_return(w), f"/attachments/{_attachment(w).id}/restore"),
        **WRITING,
    ),
    "download_my_attachment": Row(
        "GET", lambda w: mine(w, f"/attachments/{_attachment(w).id}/content"), **MINE
    ),
    "link_file": Row(
        "POST",
        lambda w: "/api/v1/file-links",
        body=lambda w: {"path": f"/api/v1/attachments/{_attachment(w).id}/content"},
        anonymous=401,
        others=200,
    ),
    "download_attachment": Row(
        "GET",
        lambda w: f"/api/v1/attachments/{_attachment(w).id}/content",
        other_organiser=404,
        **STAFF,
    ),
    "list_entries": Row("GET", lambda w: edition(w, "/entries"), **STAFF),
    "list_entrants": Row("GET", lambda w: edition(w, "/entrants"), **STAFF),
    "export_answers": Row("GET", lambda w: edition(w, "/answers.xlsx"), **STAFF),
    "export_entries": Row("GET", lambda w: edition(w, "/entries.xlsx"), **STAFF),
    "show_entry": Row("GET", entry, other_organiser=404, **STAFF),
    "mark_eligible": Row(
        "POST",
        lambda w: entry(_submitted(w), "/mark-eligible"),
        headers=lambda w: {"If-Match": f'"{w.entry.version}"'},
        screener=200,
        organiser=200,
        **DECIDING,
    ),
    "mark_ineligible": Row(
        "POST",
        lambda w: entry(_submitted(w), "/mark-ineligible"),
        headers=lambda w: {"If-Match": f'"{w.entry.version}"'},
        body=lambda _w: REASON,
        screener=200,
        organiser=200,
        **DECIDING,
    ),
    "return_entry": Row(
        "POST",
        lambda w: entry(_submitted(w), "/return"),
        headers=lambda w: {"If-Match": f'"{w.entry.version}"'},
        body=lambda _w: UNTIL,
        screener=200,
        organiser=200,
        **DECIDING,
    ),
    "disqualify_entry": Row(
        "POST",
        lambda w: entry(w, "/disqualify"),
        headers=lambda w: {"If-Match": f'"{w.entry.version}"'},
        body=lambda _w: REASON,
        organiser=200,
        **DECIDING,
    ),
    "reinstate_entry": Row(
        "POST",
        lambda w: entry(_disqualified(w), "/reinstate"),
        headers=lambda w: {"If-Match": f'"{w.entry.version}"'},
        body=lambda _w: REASON,
        organiser=200,
        **DECIDING,
    ),
    "mark_entries_eligible": Row(
        "POST",
        lambda w: edition(w, "/entries/mark-eligible"),
        body=lambda _w: {"dry_run": True},
        screener=200,
        organiser=200,
    ),
    "list_questions": Row("GET", lambda w: edition(w, "/questions"), **STAFF),
    "answer_question": Row(
        "POST",
        lambda w: f"/api/v1/questions/{_question(w).id}/answer",
        body=lambda _w: {"answer": "نعم"},
        screener=200,
        organiser=200,
        **DECIDING,
    ),
}
