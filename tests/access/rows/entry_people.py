"""Who gets what from the routes of an entry's people."""

from __future__ import annotations

from datetime import timedelta

from app.entries.member_models import EntryInvitation
from app.kit.ids import digest, uuid7
from tests.access.rows.entries import MINE, OWN, mine
from tests.access.world import Row, World
from tests.factories import NOW, make_collaborator

TOKEN = "t" * 43
SOMEBODY = {"email": "somebody@example.org", "right": "edit"}


def _invitation(w: World) -> EntryInvitation:
    row = EntryInvitation(
        id=uuid7(),
        entry_id=w.entry.id,
        email="invited@example.org",
        right="edit",
        token_hash=digest(TOKEN),
        invited_by=w.people["entrant"].id,
        created_at=NOW,
        expires_at=NOW + timedelta(days=7),
    )
    w.session.add(row)
    w.session.commit()
    return row


def _link(w: World) -> dict[str, str]:
    _invitation(w)
    return {"token": TOKEN}


def _colleague(w: World) -> str:
    return mine(w, f"/people/{make_collaborator(w.session, w.entry, 'view').id}")


EVERYBODY = {"anonymous": 200, "others": 200}

ROWS: dict[str, Row] = {
    "list_entry_people": Row("GET", lambda w: mine(w, "/people"), **MINE),
    "set_entry_right": Row("PUT", _colleague, body=lambda _w: {"right": "edit"}, **OWN),
    "remove_collaborator": Row("DELETE", _colleague, **OWN),
    "invite_collaborator": Row(
        "PUT",
        lambda w: mine(w, f"/invitations/{uuid7()}"),
        body=lambda _w: SOMEBODY,
        **OWN | {"entrant": 201},
    ),
    "resend_collaboration": Row(
        "POST", lambda w: mine(w, f"/invitations/{_invitation(w).id}/resend"), **OWN
    ),
    "revoke_collaboration": Row(
        "DELETE", lambda w: mine(w, f"/invitations/{_invitation(w).id}"), **OWN
    ),
    "list_agency_people": Row(
        "GET",
        lambda w: f"/api/v1/entrant/organisations/{w.organisation.id}/people",
        others=404,
        entrant=200,
    ),
    "mark_presence": Row(
        "POST", lambda w: mine(w, "/presence"), body=lambda _w: {"place": "title_ar"}, **MINE
    ),
    "look_at_collaboration": Row(
        "POST", lambda _w: "/api/v1/collaborations/look", body=_link, **EVERYBODY
    ),
    # Signed in as somebody else than the invited; nobody signed in chooses a password.
    "accept_collaboration": Row(
        "POST",
        lambda _w: "/api/v1/collaborations/accept",
        body=lambda w: {**_link(w), "password": "a long enough passphrase"},
        others=403,
        anonymous=200,
    ),
}
