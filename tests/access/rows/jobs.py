"""Who may see and stop a job of the edition."""

from __future__ import annotations

from app.actor import Actor
from app.jobs.service import enqueue
from tests.access.world import Row, World
from tests.factories import NOW


def _job(world: World) -> str:
    starter = Actor(user_id=world.people["screener"].id)
    job = enqueue(world.session, starter, "import", {}, world.edition.id, NOW)
    world.session.commit()
    return str(job.id)


SEEN = {"screener": 200, "organiser": 200, "admin": 200, "others": 404}

ROWS = {
    "show_job": Row("GET", lambda w: f"/api/v1/jobs/{_job(w)}", **SEEN),
    "cancel_job": Row("POST", lambda w: f"/api/v1/jobs/{_job(w)}/cancel", **SEEN),
}
