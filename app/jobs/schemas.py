"""Wire shapes of jobs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from app.jobs.models import Job
from app.jobs.rules import JobState
from app.kit.errors import Refusal
from app.kit.i18n import Language
from app.kit.problems import problem_body


class JobOut(BaseModel):
    """A job with its bar: `progress` in per cent; `result` by kind when done, `error` a problem."""

    id: UUID
    kind: str
    state: JobState
    progress: int
    stage: str
    result: dict[str, Any] | None
    error: dict[str, Any] | None
    cancel_asked: bool
    edition_id: UUID | None
    created_at: datetime
    finished_at: datetime | None

    @classmethod
    def of(cls, job: Job, language: Language) -> JobOut:
        error = None
        if job.error is not None:
            error = problem_body(
                Refusal(job.error["code"], job.error["sentence"], **job.error["facts"]), language
            )
        return cls(
            id=job.id,
            kind=job.kind,
            state=JobState(job.state),
            progress=job.progress,
            stage=job.stage,
            result=job.result,
            error=error,
            cancel_asked=job.cancel_asked,
            edition_id=job.edition_id,
            created_at=job.created_at,
            finished_at=job.finished_at,
        )

    @classmethod
    def in_language(cls, language: Language) -> Callable[[Job], JobOut]:
        """`of` for a reader's language, as an `answer=`."""
        return lambda job: cls.of(job, language)
