"""What must always hold of jobs; each query selects the ids of rows that break its promise."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, or_, select

from app.jobs.models import Job
from app.jobs.rules import FINISHED, JobState

INVARIANTS: Final[dict[str, Select[*tuple[Any, ...]]]] = {
    "running job in nobody's hands, or a lease on another": select(Job.id).where(
        or_(
            (Job.state == JobState.running.value) != Job.lease.is_not(None),
            Job.lease.is_not(None) != Job.claimed_until.is_not(None),
        )
    ),
    "finished job without its time, or a time on another": select(Job.id).where(
        Job.state.in_([state.value for state in FINISHED]) != Job.finished_at.is_not(None)
    ),
}
