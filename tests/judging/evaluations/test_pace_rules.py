"""Whether a round comes to its end in time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.judging.evaluations.pace_rules import Pace, pace

TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def of(by_day: dict[int, int], left: int, opened: int, closes: float) -> Pace:
    """Days counted back from today; `closes` in days from now."""
    days = {TODAY - timedelta(days=ago): count for ago, count in by_day.items()}
    return pace(
        days, left, TODAY - timedelta(days=opened), TODAY, NOW, NOW + timedelta(days=closes)
    )


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        # A week is looked at, and what came before it is not.
        (of({0: 7, 6: 7, 7: 90}, 10, 20, 5), ("on_pace", 10, 7, 2.0, 2.0)),
        (of({1: 7}, 30, 20, 4), ("behind", 30, 7, 1.0, 7.5)),
        # Opened yesterday: two days; half a day left asks for everything.
        (of({0: 3, 1: 2}, 4, 1, 0.5), ("behind", 4, 2, 2.5, 4.0)),
        # Opens tomorrow by its calendar, or nothing came in.
        (of({}, 5, -1, 5), ("none", 5, 1, 0.0, 1.0)),
        (of({0: 5}, 0, 3, 5), ("done", 0, 4, 1.2, 0.0)),
    ],
)
def test_the_pace_of_a_round(found: Pace, expected: tuple[object, ...]) -> None:
    assert (found.standing, found.left, found.days, found.recent, found.needed) == expected
