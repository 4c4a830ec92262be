"""Counting failures in the database, so that every worker makes a guesser wait."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import case, delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.accounts.models import Throttle
from app.accounts.rules import FORGOTTEN_AFTER, wait_after


def count_failure(session: Session, now: datetime, *keys: str) -> None:
    """Count one failure of each key and set how long it waits now."""
    lite = session.get_bind().dialect.name == "sqlite"
    for key in sorted(keys):  # always in one order: two requests never wait for each other
        insert = (sqlite.insert if lite else postgresql.insert)(Throttle)
        counted = insert.values(key=key, failures=1, last_failed_at=now).on_conflict_do_update(
            index_elements=["key"],
            set_={
                "failures": case(
                    (Throttle.last_failed_at < now - FORGOTTEN_AFTER, 1),
                    else_=Throttle.failures + 1,
                ),
                "last_failed_at": now,
            },
        )
        failures = session.execute(counted.returning(Throttle.failures)).scalar_one()
        wait = wait_after(key.partition(":")[0], failures)
        session.execute(
            update(Throttle)
            .where(Throttle.key == key)
            .values(wait_until=now + wait if wait else None)
        )


def forget_failures(session: Session, key: str) -> None:
    """The person proved who they are: their count starts anew."""
    session.execute(delete(Throttle).where(Throttle.key == key))
