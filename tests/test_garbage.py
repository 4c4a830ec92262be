"""Garbage is collected between transactions: within one, Python 3.11 can die of it (docs/decisions/0020)."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.actor import Actor
from app.database import SYSTEM, Database
from app.house import House
from app.office.queries import load_actor

# A process of its own, for it shall die without the mend. Rows that are reachable from their own list only are left
# behind by each read, and the collector comes at each of the allocations with which the session lets go of them.
READS = """
import asyncio, gc, sys
from sqlalchemy import insert, select
from sqlalchemy.orm import Session
from app.accounts.models import Throttle
from app.database import SYSTEM, Base, Database, sqlite_engine
from tests.conftest import NOW

url = sys.argv[1]
engine = sqlite_engine(url)
Base.metadata.create_all(engine)
with engine.begin() as connection:
    rows = [{"key": str(n), "failures": 1, "last_failed_at": NOW} for n in range(60)]
    connection.execute(insert(Throttle), rows)


async def main():
    database = Database(url, None, None)
    by_itself = gc.isenabled()
    kept = []

    def first(session, actor):
        kept.extend(session.scalars(select(Throttle)))
        kept[0]._sa_instance_state.one_more = 1  # the last name that the class has room for

    def litter(session, actor, at):
        gc.disable()
        del kept[60:]
        knot = [session.scalars(select(Throttle)).all()]
        knot.append(knot)
        kept.extend({} for _ in range(300))  # none is left for use again: the next one is allocated
        gc.set_threshold(gc.get_count()[0] + at)
        if by_itself:
            gc.enable()

    first(Session(engine), None)
    for at in range(400):
        await database.read(litter, SYSTEM, at)
    print("alive")


asyncio.run(main())
"""


def test_a_process_that_reads_lives(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", READS, f"sqlite:///{tmp_path / 'reads.sqlite3'}"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr[-2000:]


@pytest.mark.parametrize("way", ["work", "bulk", "read", "read_bulk"])
def test_nothing_is_collected_within_a_transaction(
    engine: Engine, database_url: str, house: House, way: str
) -> None:
    collected: list[str] = []

    def watch(phase: str, _facts: dict[str, int]) -> None:
        collected.append(phase)

    def litter(_session: Session, _actor: Actor) -> list[str]:
        before = len(collected)
        for _ in range(1_000):
            knot: list[Any] = []
            knot.append(knot)
        return collected[before:]

    async def inside() -> list[list[str]]:
        database = Database(database_url, house, load_actor)
        try:
            return [await getattr(database, way)(litter, SYSTEM) for _ in range(2)]
        finally:
            await database.close()

    gc.callbacks.append(watch)
    try:
        within = asyncio.run(inside())
    finally:
        gc.callbacks.remove(watch)
    assert within == [[], []]
    assert "stop" in collected
    assert gc.isenabled()
