"""The access matrix of phase changes and of the organiser's home."""

from __future__ import annotations

from tests.access.rows.editions import READERS, edition
from tests.access.world import Row

API = "/api/v1"

ROWS = {
    "step_phase": Row(
        "POST",
        lambda w: edition(w, "/phase"),
        body=lambda _w: {"to": "deliberation"},
        organiser=409,  # the round is open
    ),
    "cancel_edition": Row(
        "POST",
        lambda w: edition(w, "/cancel"),
        body=lambda _w: {"reason_ar": "سبب"},
        organiser=200,
    ),
    "show_readiness": Row("GET", lambda w: edition(w, "/readiness"), **READERS),
    "show_organiser_home": Row(
        "GET",
        lambda w: f"{API}/home/organiser/{w.edition.id}",
        organiser=200,
        screener=200,
        auditor=200,
        approver=200,
        admin=200,
    ),
}
