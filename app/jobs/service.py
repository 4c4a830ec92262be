"""The queue of long work: enqueued in the verb's transaction, claimed, kept alive, finished.

A verb calls `enqueue`. A worker calls the rest; each is a short transaction of its own. What a worker
writes counts only while it holds the lease, so a job whose worker fell silent has one result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic_core import to_jsonable_python
from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.jobs.models import Job
from app.jobs.queries import visible_job
from app.jobs.rules import FINISHED, KEPT, LEASE, MOST_ATTEMPTS, JobState, job_crashed
from app.kit.errors import Refusal
from app.kit.ids import uuid7


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job in one worker's hands."""

    id: UUID
    lease: UUID
    kind: str
    payload: dict[str, Any]
    started_by: UUID | None
    edition_id: UUID | None


def enqueue(
    session: Session,
    actor: Actor,
    kind: str,
    payload: dict[str, Any],
    edition_id: UUID | None,
    now: datetime,
    *,
    job_id: UUID | None = None,
) -> Job:
    """Put work into the queue; it begins once this transaction is committed.

    `payload` is JSON-ready. It runs as the actor, with their rights of then.
    """
    job = Job(
        id=job_id or uuid7(),
        kind=kind,
        payload=payload,
        state=JobState.waiting.value,
        started_by=actor.user_id,
        edition_id=edition_id,
        created_at=now,
    )
    session.add(job)
    return job


def _due(now: datetime, kinds: Sequence[str]) -> Any:
    lost = and_(Job.state == JobState.running, Job.claimed_until < now)
    waits = and_(
        Job.state == JobState.waiting, or_(Job.not_before.is_(None), Job.not_before <= now)
    )
    return and_(Job.kind.in_(kinds), or_(waits, lost))


def is_due(session: Session, _actor: Actor, now: datetime, kinds: Sequence[str]) -> bool:
    """Whether there is work; asked often, so it takes no lock."""
    return session.scalar(select(Job.id).where(_due(now, kinds)).limit(1)) is not None


def claim(session: Session, _actor: Actor, now: datetime, kinds: Sequence[str]) -> Claimed | None:
    """Take the oldest job that waits, or whose worker fell silent; None when there is none."""
    job = session.scalars(
        select(Job)
        .where(_due(now, kinds))
        .order_by(Job.created_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if job is None:
        return None
    if job.cancel_asked:
        _close(job, JobState.cancelled, now)
        return None
    if job.attempts >= MOST_ATTEMPTS:
        job.error = as_error(job_crashed())
        _close(job, JobState.failed, now)
        return None
    job.state = JobState.running.value
    job.attempts += 1
    job.lease = uuid7()
    job.claimed_until = now + LEASE
    job.progress, job.stage = 0, ""
    return Claimed(job.id, job.lease, job.kind, job.payload, job.started_by, job.edition_id)


def _close(job: Job, state: JobState, now: datetime) -> None:
    job.state = state.value
    job.lease = job.claimed_until = None
    job.finished_at = now


def keep_alive(
    session: Session, _actor: Actor, claimed: Claimed, progress: int, stage: str, now: datetime
) -> bool:
    """Renew the lease and show how far the work is; False when it should stop."""
    asked = session.execute(
        update(Job)
        .where(Job.id == claimed.id, Job.lease == claimed.lease)
        .values(claimed_until=now + LEASE, progress=progress, stage=stage)
        .returning(Job.cancel_asked)
    ).scalar_one_or_none()
    return asked is False


def may_go_on(session: Session, _actor: Actor, claimed: Claimed) -> bool:
    """Whether nobody asked the work to stop and this worker still holds it."""
    asked = session.scalar(
        select(Job.cancel_asked).where(Job.id == claimed.id, Job.lease == claimed.lease)
    )
    return asked is False


def finish(
    session: Session,
    _actor: Actor,
    claimed: Claimed,
    state: JobState,
    now: datetime,
    *,
    result: dict[str, Any] | None = None,
    error: dict[str, Any] | None = None,
) -> bool:
    """Close a job with its result or error; False when another worker holds it by now."""
    job = session.scalars(
        select(Job).where(Job.id == claimed.id, Job.lease == claimed.lease).with_for_update()
    ).one_or_none()
    if job is None:
        return False
    job.result, job.error = result, error
    if state is JobState.done:
        job.progress = 100
    _close(job, state, now)
    return True


def release(session: Session, _actor: Actor, claimed: Claimed) -> None:
    """Put a job back: this worker stops, and it is not the job's fault."""
    session.execute(
        update(Job)
        .where(Job.id == claimed.id, Job.lease == claimed.lease)
        .values(
            state=JobState.waiting.value,
            lease=None,
            claimed_until=None,
            attempts=Job.attempts - 1,
        )
    )


def postpone(
    session: Session,
    _actor: Actor,
    claimed: Claimed,
    until: datetime,
    payload: dict[str, Any],
) -> None:
    """Put a job off: what it needs is away, and it is not the job's fault."""
    session.execute(
        update(Job)
        .where(Job.id == claimed.id, Job.lease == claimed.lease)
        .values(
            state=JobState.waiting.value,
            lease=None,
            claimed_until=None,
            attempts=Job.attempts - 1,
            not_before=until,
            payload=payload,
        )
    )


def as_error(refusal: Refusal) -> dict[str, Any]:
    """A refusal as it is stored; it is translated when it is shown."""
    facts = to_jsonable_python(refusal.facts)
    return {"code": refusal.code, "sentence": refusal.sentence, "facts": facts}


def cancel_job(session: Session, actor: Actor, job_id: UUID, now: datetime) -> Job:
    """Stop a job: at once while it waits, soon while it runs; nothing once it is finished."""
    job = visible_job(session, actor, job_id, lock=True)
    if JobState(job.state) in FINISHED or job.cancel_asked:
        return job
    job.cancel_asked = True
    if job.state == JobState.waiting:
        _close(job, JobState.cancelled, now)
    audit.record(
        session, actor, "cancel_job", now, subject=("job", job.id), edition_id=job.edition_id
    )
    return job


def sweep(session: Session, now: datetime) -> None:
    """Forget jobs that finished long ago."""
    session.execute(delete(Job).where(Job.finished_at < now - KEPT))
