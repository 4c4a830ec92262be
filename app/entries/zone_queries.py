"""What is asked of an entry's rows by the clock, told in the edition's own zone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from app.editions.models import Edition
from app.entries.models import Entry
from app.entries.moving_rules import check_may_move
from app.entries.rules import EntryState, check_decision, closing, deadline, still_taken
from app.kit.errors import Refusal


@contextmanager
def told_in_zone(edition: Edition) -> Iterator[None]:
    """Refusals inside tell their moments in the edition's time zone and digits."""
    try:
        yield
    except Refusal as refusal:
        refusal.facts |= {"zone": edition.timezone, "digits": edition.digits}
        raise


def may_decide(
    entry: Entry,
    edition: Edition,
    wanted: EntryState,
    now: datetime,
    until: datetime | None = None,
) -> None:
    """`check_decision` of these rows."""
    with told_in_zone(edition):
        check_decision(
            EntryState(entry.state),
            wanted,
            edition.phase_now,
            closes=closing(edition.closes_at, entry.extended_until),
            now=now,
            until=until,
            judged_by=edition.judging_closes_at,
        )


def may_move(entry: Entry, edition: Edition, now: datetime) -> None:
    """`check_may_move` of these rows."""
    with told_in_zone(edition):
        check_may_move(
            EntryState(entry.state),
            edition.phase_now,
            closes=closing(edition.closes_at, entry.extended_until),
            now=now,
        )


def entry_deadline(entry: Entry, edition: Edition) -> datetime | None:
    """Until when this entry changes: the one deadline that its pages, mails and files tell."""
    return deadline(
        EntryState(entry.state), edition.closes_at, entry.return_until, entry.extended_until
    )


def changes_until(entry: Entry, edition: Edition, now: datetime) -> datetime | None:
    """Until when nothing is decided, because what was submitted may still change; None: it is over."""
    closes = closing(edition.closes_at, entry.extended_until)
    return closes if still_taken(edition.phase_now, closes, now) else None
