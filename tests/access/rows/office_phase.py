"""The access matrix of phase changes and of the organiser's home."""

from __future__ import annotations

from app.kit.ids import uuid7
from app.office.reopening_models import Reopening
from tests.access.rows.editions import READERS, VERSION, edition
from tests.access.world import Row, World
from tests.factories import NOW, make_staff

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
    "move_deadline": Row(
        "POST",
        lambda w: edition(w, "/deadline"),
        body=lambda _w: {"closes_at": "2027-01-01T00:00:00Z", "reason_ar": "سبب"},
        headers=lambda _w: VERSION,
        organiser=409,  # the call is over
    ),
    "show_deadline_audience": Row("GET", lambda w: edition(w, "/deadline/audience"), organiser=200),
    "show_readiness": Row("GET", lambda w: edition(w, "/readiness"), **READERS),
    "show_approver_home": Row("GET", lambda w: f"{API}/home/approver", approver=200),
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


def proposal(world: World) -> str:
    """A place for a proposal, before any round was opened."""
    world.round.state = "planned"
    world.session.commit()
    return edition(world, f"/reopenings/{uuid7()}")


def waiting(world: World) -> str:
    """A proposal of another organiser, to go back from judging before a round was opened."""
    world.round.state = "planned"
    row = Reopening(
        id=uuid7(),
        edition_id=world.edition.id,
        from_phase="judging",
        to_phase="screening",
        reason_ar="سبب",
        state="proposed",
        proposed_by=make_staff(world.session, world.edition).id,
        proposed_at=NOW,
    )
    world.session.add(row)
    world.session.commit()
    return edition(world, f"/reopenings/{row.id}")


ROWS |= {
    "show_reopening": Row("GET", lambda w: edition(w, "/reopening"), **READERS),
    "propose_reopening": Row(
        "PUT",
        proposal,
        body=lambda _w: {"to": "screening", "reason_ar": "سبب"},
        organiser=201,
    ),
    "reopen_phase": Row("POST", lambda w: f"{waiting(w)}/confirm", organiser=200, approver=200),
    "decline_reopening": Row(
        "POST",
        lambda w: f"{waiting(w)}/decline",
        body=lambda _w: {"reason": "سبب"},
        organiser=200,
        approver=200,
    ),
    # Another's proposal is not taken back.
    "cancel_reopening": Row("POST", lambda w: f"{waiting(w)}/cancel"),
}
