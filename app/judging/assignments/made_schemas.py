"""The answer to making a plan; apart, because a job's own shape knows how problems are rendered."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel

from app.jobs.schemas import JobOut
from app.judging.assignments.schemas import Plan


class PlanMade(BaseModel):
    """A plan, or the job that makes it where it is too large for one request."""

    plan: Plan | None
    job: JobOut | None

    @classmethod
    def now(cls, plan: Plan) -> Self:
        """It is made."""
        return cls(plan=plan, job=None)

    @classmethod
    def later(cls, job: JobOut) -> Self:
        """It is being made."""
        return cls(plan=None, job=job)
