"""States of long work, and how long a worker may be silent. Pure."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Final

from app.kit.errors import N_, Refusal


class JobState(StrEnum):
    """waiting → running → done, failed or cancelled."""

    waiting = "waiting"
    running = "running"
    done = "done"
    failed = "failed"
    cancelled = "cancelled"


LEASE: Final = timedelta(seconds=60)
MOST_ATTEMPTS: Final = 3  # a job that takes three workers down with it is given up
KEPT: Final = timedelta(days=30)
FINISHED: Final = frozenset({JobState.done, JobState.failed, JobState.cancelled})


def job_internal() -> Refusal:
    """What a job says that failed for a reason nobody expected."""
    return Refusal(
        "job_internal",
        N_("تعذّر إتمام العمل لخطأ لم نتوقعه، ولم يتغيّر شيء. أعد المحاولة."),
        status=500,
    )


def job_crashed() -> Refusal:
    """What a job says whose workers all died."""
    return Refusal("job_crashed", N_("توقّف هذا العمل قبل أن يتم أكثر من مرة فأُلغي."), status=500)
