"""Which reminder of a deadline is due. Pure: the clock is an argument."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from app.kit.errors import N_, invalid

MOST_STEPS: Final = 6
LONGEST: Final = 90 * 24


def check_steps(hours: Iterable[int]) -> list[int]:
    """The plan with the longest first, each step once. Refusal: `reminders_invalid` (422)."""
    steps = sorted(set(hours), reverse=True)
    if len(steps) > MOST_STEPS or any(not 1 <= step <= LONGEST for step in steps):
        raise invalid(
            "reminders_invalid",
            N_("اختر حتى {limit} تذكيرات، كل منها قبل الموعد بساعة إلى تسعين يومًا."),
            "hours",
            limit=MOST_STEPS,
        )
    return steps


def due_step(
    hours: Iterable[int],
    deadline: datetime | None,
    now: datetime,
    since: Iterable[datetime | None] = (),
) -> int | None:
    """The nearest step whose moment has come, in hours before `deadline`; None when none has.

    A moment before one of `since` (when the entry was begun, when the deadline was set) is no
    step: who begins two days before is not told at once that seven days are left. After a pause
    only the nearest step is due, never those that were missed; and none from the deadline on.
    """
    if deadline is None or now >= deadline:
        return None
    passed = [step for step in hours if deadline - timedelta(hours=step) <= now]
    if not passed:
        return None
    nearest = min(passed)
    moment = deadline - timedelta(hours=nearest)
    known = [at for at in since if at is not None]
    return nearest if all(at <= moment for at in known) else None


def reminder_key(entry_id: object, user_id: object, step: int, deadline: datetime) -> str:
    """What makes one reminder of one person the same, whoever sends it."""
    return f"reminder:{entry_id}:{user_id}:{step}:{deadline:%Y%m%dT%H%M%SZ}"
