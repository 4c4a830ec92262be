"""Live events: who waits for a topic is woken once a transaction that announced it is committed.

A signal says that something may have changed, never what. SQLite has one process; on PostgreSQL
LISTEN and NOTIFY carry the topic to every worker. What is missed is found at the next beat.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, Final

from asyncpg import InterfaceError, PostgresError
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from app.kit.errors import Refusal

CHANNEL: Final = "tahkeem_signals"
BEAT: Final = 15.0  # seconds between two looks that nothing called for, and between signs of life
AGAIN: Final = 5.0  # seconds until a lost connection is tried again
CHANGED: Final = b"event: changed\ndata: {}\n\n"
ALIVE: Final = b": alive\n\n"
_ANNOUNCED: Final = "announced"


def announce(session: Session, topic: str) -> None:
    """Wake who waits for `topic` when this transaction is committed, and only then."""
    session.info.setdefault(_ANNOUNCED, set()).add(topic)


def announced(session: Session) -> set[str]:
    """What the session announced, taken from it."""
    found: set[str] = session.info.pop(_ANNOUNCED, set())
    return found


def notify(session: Session) -> None:
    """Hand what the session announced to PostgreSQL, which tells it at the commit."""
    for topic in sorted(announced(session)):
        session.execute(select(func.pg_notify(CHANNEL, topic)))


class Signals:
    """Who waits for what in this process."""

    def __init__(self, url: str | None = None) -> None:
        """`url`: of the PostgreSQL (asyncpg) whose other processes are heard too."""
        self._url = url
        self._waiting: defaultdict[str, set[Callable[[], None]]] = defaultdict(set)
        self._hearing: asyncio.Task[None] | None = None
        self.closing = False

    def wake(self, topics: Iterable[str]) -> None:
        """Wake who waits for these; from any thread."""
        for topic in topics:
            for wake in tuple(self._waiting.get(topic, ())):
                with suppress(RuntimeError):  # its loop has ended
                    wake()

    @contextmanager
    def waiting(self, topic: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever `topic` is announced."""
        loop, woken = asyncio.get_running_loop(), asyncio.Event()

        def wake() -> None:
            loop.call_soon_threadsafe(woken.set)

        if self._url is not None and self._hearing is None and not self.closing:
            self._hearing = loop.create_task(self._hear(self._url))
        self._waiting[topic].add(wake)
        try:
            yield woken
        finally:
            self._waiting[topic].discard(wake)
            if not self._waiting[topic]:
                del self._waiting[topic]

    def end(self) -> None:
        """The server drains: every stream ends now."""
        self.closing = True
        self.wake(tuple(self._waiting))

    async def close(self) -> None:
        """Let go of the connection."""
        self.end()
        if self._hearing is not None:
            self._hearing.cancel()
            with suppress(asyncio.CancelledError):
                await self._hearing

    async def _hear(self, url: str) -> None:
        """Listen on a connection of its own; after a loss wake everybody, for what was missed."""
        engine = create_async_engine(url, poolclass=NullPool)
        while True:
            with suppress(OSError, DBAPIError, PostgresError, InterfaceError):
                async with engine.connect() as connection:
                    raw: Any = (await connection.get_raw_connection()).driver_connection
                    lost = asyncio.Event()
                    raw.add_termination_listener(lambda *_, lost=lost: lost.set())
                    await raw.add_listener(CHANNEL, lambda *said: self.wake({said[-1]}))
                    self.wake(tuple(self._waiting))
                    await lost.wait()
            await asyncio.sleep(AGAIN)


async def stream(
    signals: Signals,
    topic: str,
    look: Callable[[], Awaitable[str]],
    seconds: float,
    beat: float = BEAT,
) -> AsyncIterator[bytes]:
    """Server-sent events: `changed` at the start, and whenever `look` finds other than it last found.

    What does not change what `look` finds is not told, nor does it move the beat: who may not know
    of an act learns nothing of it. Ends after `seconds`, when `look` refuses, and when the server drains.
    """
    clock = asyncio.get_running_loop().time
    end, due = clock() + seconds, clock() + beat
    with signals.waiting(topic) as woken:
        try:
            seen = await look()
            yield CHANGED
            while clock() < end:
                with suppress(TimeoutError):
                    async with asyncio.timeout_at(min(due, end)):
                        await woken.wait()
                if signals.closing:
                    return
                woken.clear()
                found = await look()
                if found != seen:
                    seen = found
                    yield CHANGED
                if clock() >= due:
                    due += beat
                    yield ALIVE
        except Refusal:
            return


def when_told_to_end(act: Callable[[], None]) -> None:
    """Call `act` as soon as this process is told to end, before it waits for the requests in hand."""
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(number)

        def told(sent: int, frame: FrameType | None, before: Any = before, act: Any = act) -> None:
            loop.call_soon_threadsafe(act)
            if callable(before):
                before(sent, frame)

        if callable(before):
            signal.signal(number, told)
