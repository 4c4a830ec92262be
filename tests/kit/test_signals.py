"""Signals: told when something changed for this reader, silent otherwise, over when they may not know more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.kit.errors import Refusal, not_found
from app.kit.signals import ALIVE, CHANGED, Signals, announce, announced, stream

LONG = 3600.0
PATIENCE = 20  # seconds; an event that is due comes at once


class Eye:
    """What a reader sees, and how often they have looked."""

    def __init__(self) -> None:
        self.sees, self.looks, self.looked = "a", 0, asyncio.Event()
        self.refused: Refusal | None = None

    async def __call__(self) -> str:
        self.looks += 1
        self.looked.set()
        if self.refused is not None:
            raise self.refused
        return self.sees

    async def look_again(self, wake: Callable[[], None]) -> None:
        """Wake them, and wait until they have looked."""
        self.looked.clear()
        wake()
        await asyncio.wait_for(self.looked.wait(), PATIENCE)
        await asyncio.sleep(0)


def told(events: AsyncIterator[bytes]) -> asyncio.Task[bytes]:
    async def one() -> bytes:
        return await anext(events)

    return asyncio.create_task(one())


def run(what: Callable[[], Awaitable[None]]) -> None:
    async def whole() -> None:
        await asyncio.wait_for(what(), PATIENCE)

    asyncio.run(whole())


def test_only_what_changes_for_the_reader_is_told() -> None:
    async def inside() -> None:
        signals, eye = Signals(), Eye()
        events = stream(signals, "one", eye, LONG)
        assert await anext(events) == CHANGED
        waiting = told(events)
        await asyncio.sleep(0)
        await eye.look_again(lambda: signals.wake(["other", "one"]))
        assert not waiting.done()
        eye.sees = "b"
        signals.wake(["one"])
        assert await waiting == CHANGED
        looks = eye.looks
        signals.wake(["other"])
        await asyncio.sleep(0)
        assert eye.looks == looks
        await events.aclose()  # type: ignore[attr-defined]  -- it is a generator
        assert signals._waiting == {}

    run(inside)


@pytest.mark.parametrize("end", ["refused", "drained"])
def test_a_stream_ends_with_the_right_and_with_the_server(end: str) -> None:
    async def inside() -> None:
        signals, eye = Signals(), Eye()
        events = stream(signals, "one", eye, LONG)
        await anext(events)
        waiting = told(events)
        await asyncio.sleep(0)
        eye.sees = "b"  # nothing is told of it any more
        if end == "refused":
            eye.refused = not_found()
            signals.wake(["one"])
        else:
            signals.end()
        with pytest.raises(StopAsyncIteration):
            await waiting

    run(inside)


def test_the_beat_finds_what_nobody_announced_and_goes_on_by_its_own_clock() -> None:
    async def inside() -> None:
        signals, eye = Signals(), Eye()
        events = stream(signals, "one", eye, LONG, beat=0.01)
        assert await anext(events) == CHANGED
        assert await anext(events) == ALIVE
        eye.sees = "b"
        assert [await anext(events), await anext(events)] == [CHANGED, ALIVE]

    run(inside)


def test_a_stream_is_over_when_its_time_is() -> None:
    async def inside() -> None:
        assert [one async for one in stream(Signals(), "one", Eye(), 0)] == [CHANGED]

    run(inside)


def test_what_is_announced_is_taken_once() -> None:
    session: Any = Session()
    announce(session, "one")
    announce(session, "one")
    assert (announced(session), announced(session)) == ({"one"}, set())
