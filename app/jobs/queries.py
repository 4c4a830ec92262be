"""Reading jobs."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from app.actor import Actor, Role, Scope
from app.jobs.models import Job
from app.kit.errors import not_found


def visible_job(session: Session, actor: Actor, job_id: UUID, *, lock: bool = False) -> Job:
    """A job of one's own, of an edition that one organises, or any for the administrator; or 404."""
    job = session.get(Job, job_id, with_for_update=lock or None)
    if job is None or not (
        job.started_by == actor.id
        or actor.is_admin
        or (
            job.edition_id is not None
            and actor.holds(Role.organiser, (Scope.edition, job.edition_id), (Scope.instance, None))
        )
    ):
        raise not_found()
    return job


def show_job(session: Session, actor: Actor, job_id: UUID) -> Job:
    """How far a job is."""
    return visible_job(session, actor, job_id)
