"""What a round receives day by day, and whether that is enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.models import Edition
from app.entries.models import Entry
from app.entries.wall_queries import not_barred
from app.judging.evaluations.models import Evaluation
from app.judging.evaluations.pace_rules import pace
from app.judging.evaluations.progress_schemas import DayProgress, RoundPace
from app.judging.evaluations.queries import submitted
from app.judging.panels.panel_queries import Part
from app.judging.rounds.models import Round
from app.judging.rounds.rules import Window
from app.judging.rounds.schemas import window_of

_live = Evaluation.closed_at.is_(None)


def by_day(
    session: Session, actor: Actor, round_: Round, edition: Edition, part: Part
) -> list[DayProgress]:
    """Counted in SQL by hour, laid on days of the edition's zone here."""
    hour: Any
    if session.get_bind().dialect.name == "sqlite":
        hour = func.strftime("%Y-%m-%dT%H", Evaluation.submitted_at)
    else:
        hour = func.to_char(func.timezone("UTC", Evaluation.submitted_at), 'YYYY-MM-DD"T"HH24')
    hours = (
        select(hour.label("hour"))
        .join(Entry, Entry.id == Evaluation.entry_id)
        .where(
            Evaluation.round_id == round_.id,
            _live,
            submitted(),
            part.entries,
            not_barred(actor),
        )
        .subquery()
    )
    rows = session.execute(select(hours.c.hour, func.count()).group_by(hours.c.hour))
    return list(_days(((row[0], row[1]) for row in rows), ZoneInfo(edition.timezone)))


def _days(rows: Iterable[tuple[str, int]], zone: ZoneInfo) -> Iterable[DayProgress]:
    days: Counter[date] = Counter()
    for hour, count in rows:
        at = datetime.fromisoformat(hour).replace(tzinfo=UTC)
        days[at.astimezone(zone).date()] += count
    return (DayProgress(day=day, submitted=days[day]) for day in sorted(days))


def pace_of(
    round_: Round, edition: Edition, days: list[DayProgress], left: int, now: datetime
) -> RoundPace | None:
    if window_of(round_, now) is not Window.open:
        return None
    zone = ZoneInfo(edition.timezone)
    opened = round_.opens_at or round_.opened_at or now
    found = pace(
        {one.day: one.submitted for one in days},
        left,
        opened.astimezone(zone).date(),
        now.astimezone(zone).date(),
        now,
        round_.closes_at,
    )
    return RoundPace(**asdict(found))
