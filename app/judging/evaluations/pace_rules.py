"""Whether a round comes to its end in time: what is done in a day against what has to be. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

LOOKED_AT: Final = 7  # days, today with them


class PaceStanding(StrEnum):
    """`none`: nothing was submitted in the days that are looked at."""

    done = "done"
    on_pace = "on_pace"
    behind = "behind"
    none = "none"


@dataclass(frozen=True)
class Pace:
    """Submissions a day: of the last `days` days, and needed from now to the closing."""

    standing: PaceStanding
    left: int
    days: int
    recent: float
    needed: float


def pace(
    by_day: Mapping[date, int],
    left: int,
    opened: date,
    today: date,
    now: datetime,
    closes_at: datetime,
) -> Pace:
    """The pace of a round that is open; `by_day` are submissions by day of the edition's zone.

    Less than a day before the closing, all that is left is needed in it.
    """
    days = max(1, min(LOOKED_AT, (today - opened).days + 1))
    since = today - timedelta(days=days - 1)
    recent = sum(count for day, count in by_day.items() if since <= day <= today) / days
    needed = left / max(1.0, (closes_at - now) / timedelta(days=1))
    if left == 0:
        standing = PaceStanding.done
    elif recent == 0:
        standing = PaceStanding.none
    else:
        standing = PaceStanding.on_pace if recent >= needed else PaceStanding.behind
    return Pace(standing, left, days, round(recent, 1), round(needed, 1))
