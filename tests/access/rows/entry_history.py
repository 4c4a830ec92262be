"""Who gets what from the routes of an entry's history, sign-off and beginnings."""

from __future__ import annotations

from typing import Any

from app.entries.history_models import SavedVersion
from app.entries.models import Entry
from app.entries.sign_off_models import SignOff
from app.entries.sign_off_queries import entry_hash
from app.kit.ids import uuid7
from tests.access.rows.entries import MINE, SUBMITTING, WRITING, _return, mine
from tests.access.world import Row, World
from tests.factories import NOW, make_category, make_edition, make_entry, make_member


def _version(w: World) -> str:
    _return(w)
    row = SavedVersion(
        id=uuid7(),
        entry_id=w.entry.id,
        field_id=w.field.id,
        value="نص قديم",
        revision=1,
        began_at=NOW,
        saved_at=NOW,
    )
    w.session.add(row)
    w.session.commit()
    return mine(w, f"/history/{row.id}/restore")


def _sign_off(w: World) -> World:
    w.edition.internal_sign_off = True
    w.session.commit()
    return _return(w)


def _ask(w: World) -> dict[str, str]:
    return {"signer_id": str(make_member(w.session, w.organisation).id)}


def _asked(w: World, rest: str) -> str:
    """A collaborator has asked; the agency's manager answers."""
    _sign_off(w)
    w.session.add(
        SignOff(
            id=uuid7(),
            entry_id=w.entry.id,
            signer_id=w.people["entrant"].id,
            asked_by=w.people["submitter"].id,
            asked_at=NOW,
        )
    )
    w.session.commit()
    return mine(w, f"/sign-off/{rest}")


def _earlier(w: World) -> Entry:
    category = make_category(w.session, make_edition(w.session))
    return make_entry(w.session, category, w.organisation)


def _carry(w: World) -> dict[str, Any]:
    w.edition.phase = "open"
    w.session.commit()
    return {
        "category_id": str(w.category.id),
        "organisation_id": str(w.organisation.id),
        "title_ar": "خدمة",
        "source_id": str(_earlier(w).id),
    }


def _carried(w: World) -> str:
    w.entry.carried_from = _earlier(w).id
    w.session.commit()
    return mine(w, "/carried")


# A reader and a writer may not sign; neither may a collaborator, nor who asked.
SIGNING = {**MINE, "viewer": 403, "editor": 403, "submitter": 403}

ROWS: dict[str, Row] = {
    "list_history": Row("GET", lambda w: mine(w, "/history"), **MINE),
    "restore_version": Row("POST", _version, headers=lambda _w: {"If-Match": '"1"'}, **WRITING),
    "show_sign_off": Row("GET", lambda w: mine(w, "/sign-off"), **MINE),
    "request_sign_off": Row(
        "POST", lambda w: mine(_sign_off(w), "/sign-off"), body=_ask, **SUBMITTING
    ),
    "approve_sign_off": Row(
        "POST",
        lambda w: _asked(w, "approve"),
        body=lambda w: {"content_hash": entry_hash(w.session, w.entry)},
        **SIGNING,
    ),
    "return_sign_off": Row(
        "POST", lambda w: _asked(w, "return"), body=lambda _w: {"note": "راجع"}, **SIGNING
    ),
    "list_earlier_entries": Row(
        "GET",
        lambda w: f"/api/v1/entrant/earlier-entries?category_id={w.category.id}",
        others=200,
    ),
    "carry_entry": Row(
        "PUT",
        lambda _w: f"/api/v1/entrant/entries/{uuid7()}/carried",
        body=_carry,
        others=404,
        entrant=201,
    ),
    "compare_entry": Row("GET", _carried, **MINE),
}
