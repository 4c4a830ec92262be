"""The promises of `work`, `bulk` and `read`, on a database that really commits."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, delete, func, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.accounts.models import Throttle
from app.actor import ANONYMOUS, SYSTEM_ACTOR, Actor, Policy, Role
from app.database import SYSTEM, Caller, Database
from app.house import House
from app.kit.errors import KeptRefusal, Refusal
from app.kit.paging import PageParams
from app.office.queries import load_actor
from tests.conftest import NOW

Run = Callable[[Callable[[Database], Any]], Any]


@pytest.fixture
def run(engine: Engine, database_url: str, house: House) -> Iterator[Run]:
    """Run a coroutine function on a Database of its own that commits; empty the table after."""

    def go(fn: Callable[[Database], Any]) -> Any:
        async def inside() -> Any:
            database = Database(database_url, house, load_actor)
            try:
                return await fn(database)
            finally:
                await database.close()

        return asyncio.run(inside())

    yield go
    with engine.begin() as connection:
        connection.execute(delete(Throttle))


def note(session: Session, _actor: Actor, key: str) -> str:
    session.execute(insert(Throttle).values(key=key, failures=1, last_failed_at=NOW))
    return key


def count(session: Session, _actor: Actor) -> int:
    return session.scalar(select(func.count()).select_from(Throttle)) or 0


@pytest.mark.parametrize("way", ["work", "bulk"])
def test_a_write_is_committed_before_it_returns(run: Run, engine: Engine, way: str) -> None:
    async def inside(database: Database) -> tuple[str, int]:
        answer = await getattr(database, way)(note, SYSTEM, "a", answer=lambda key: key * 2)
        with engine.connect() as other:
            return answer, other.scalar(select(func.count()).select_from(Throttle)) or 0

    assert run(inside) == ("aa", 1)


@pytest.mark.parametrize("way", ["read_bulk", "read"])
def test_a_long_read_leaves_the_loop_free(run: Run, way: str) -> None:
    """Others are answered, and write, while an export or a whole list is made."""
    begun, enough = threading.Event(), threading.Event()

    def export(session: Session, actor: Actor, _params: PageParams) -> int:
        found = count(session, actor)
        begun.set()
        assert enough.wait(20)
        return found + count(session, actor)

    async def inside(database: Database) -> tuple[list[Any], int]:
        long = asyncio.create_task(
            getattr(database, way)(export, SYSTEM, PageParams(format="csv"), answer=lambda n: [n])
        )
        assert await asyncio.to_thread(begun.wait, 20)
        assert await database.read(count, SYSTEM) == 0
        await database.work(note, SYSTEM, "meanwhile")
        assert not long.done()
        enough.set()
        return await long, await database.read(count, SYSTEM)

    found, after = run(inside)
    assert found[0] in (0, 1)  # PostgreSQL shows each statement what was committed before it
    assert after == 1


def test_a_bulk_read_does_not_write(run: Run) -> None:
    async def inside(database: Database) -> int:
        with pytest.raises(DBAPIError):
            await database.read_bulk(note, SYSTEM, "a")
        return await database.read(count, SYSTEM)

    assert run(inside) == 0


def test_a_refusal_leaves_nothing(run: Run) -> None:
    def refuse(session: Session, actor: Actor) -> None:
        note(session, actor, "a")
        raise Refusal("no", "لا")

    async def inside(database: Database) -> int:
        with pytest.raises(Refusal, match="no"):
            await database.work(refuse, SYSTEM)
        return await database.read(count, SYSTEM)

    assert run(inside) == 0


def test_a_kept_refusal_leaves_what_it_recorded(run: Run) -> None:
    def refuse(session: Session, actor: Actor) -> None:
        note(session, actor, "a")
        raise KeptRefusal("kept", "لا")

    async def inside(database: Database) -> int:
        with pytest.raises(KeptRefusal, match="kept"):
            await database.work(refuse, SYSTEM)
        return await database.read(count, SYSTEM)

    assert run(inside) == 1


def test_an_answer_that_cannot_be_built_leaves_nothing(run: Run) -> None:
    async def inside(database: Database) -> int:
        with pytest.raises(ZeroDivisionError):
            await database.work(note, SYSTEM, "a", answer=lambda _key: 1 / 0)
        return await database.read(count, SYSTEM)

    assert run(inside) == 0


def test_a_commit_that_fails_is_no_answer(run: Run) -> None:
    def break_promise(session: Session, actor: Actor) -> str:
        note(session, actor, "a")
        session.add(Throttle(key="b", failures=1, last_failed_at=NOW))
        session.add(Throttle(key="b", failures=1, last_failed_at=NOW))  # found at the commit
        return "fine"

    async def inside(database: Database) -> int:
        with pytest.raises(DBAPIError):
            await database.work(break_promise, SYSTEM)
        return await database.read(count, SYSTEM)

    assert run(inside) == 0


def test_a_read_cannot_write(run: Run) -> None:
    async def inside(database: Database) -> tuple[int, int]:
        with pytest.raises(DBAPIError):
            await database.read(note, SYSTEM, "a")
        before = await database.read(count, SYSTEM)
        await database.work(note, SYSTEM, "b")  # the connection is not left read-only
        return before, await database.read(count, SYSTEM)

    assert run(inside) == (0, 1)


def test_a_read_inside_a_test_cannot_write_either(database: Database) -> None:
    async def inside() -> int:
        with pytest.raises(DBAPIError):
            await database.read(note, SYSTEM, "a")
        await database.work(note, SYSTEM, "b")
        return await database.read(count, SYSTEM)

    assert asyncio.run(inside()) == 1


def test_writers_wait_for_each_other(run: Run) -> None:
    async def inside(database: Database) -> int:
        await asyncio.gather(*(database.work(note, SYSTEM, f"k{n}") for n in range(40)))
        return await database.read(count, SYSTEM)

    assert run(inside) == 40


def test_who_decides_the_actor(database: Database) -> None:
    def me(_session: Session, actor: Actor) -> Actor:
        return actor

    async def inside() -> None:
        assert await database.read(me, None) == ANONYMOUS
        assert await database.read(me, SYSTEM) == SYSTEM_ACTOR
        assert await database.read(me, Caller(None, Policy(public=True))) == ANONYMOUS
        with pytest.raises(Refusal, match="signed_out"):
            await database.read(me, Caller(None, Policy(frozenset({Role.organiser}))))

    asyncio.run(inside())
