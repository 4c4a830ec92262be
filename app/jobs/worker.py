"""The background: a few loops that look for work, and the runner of jobs.

`serve` runs it on the embedded database, `tahkeem worker` on PostgreSQL. Handlers and chores come from
`create_app`; this module knows none.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

import structlog

from app.database import SYSTEM, Acting, Database, Who
from app.jobs import service
from app.jobs.rules import JobState, job_internal
from app.jobs.service import Claimed
from app.kit.errors import Refusal

_log = structlog.get_logger("tahkeem")
BEAT: Final = 1.0  # seconds between looks at a running job
RENEW: Final = 15  # beats after which the lease is renewed though nothing moved
DRAIN: Final = 10.0  # seconds to put a job back and let a mail end
LONGEST_PAUSE: Final = 60.0  # seconds between attempts while the database is away


@dataclass(slots=True)
class Running:
    """What a handler knows of the job it does. `who` acts with the starter's rights of now."""

    id: UUID
    payload: dict[str, Any]
    edition_id: UUID | None
    who: Who
    progress: int = 0
    stage: str = ""

    def report(self, progress: int, stage: str = "") -> None:
        """Show how far the work is: per cent, and a stable word for the stage."""
        self.progress, self.stage = min(max(progress, 0), 100), stage[:60]


class Later(Exception):
    """What a handler raises to be asked again after a while, with this payload."""

    def __init__(self, after: timedelta, payload: dict[str, Any]) -> None:
        super().__init__(after)
        self.after = after
        self.payload = payload


Handler = Callable[[Database, Running], Awaitable[dict[str, Any] | None]]
# One look for work: True when it did something and there may be more.
Look = Callable[[Database, Who], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Chore:
    """Something to look for again and again, every so many seconds."""

    name: str
    look: Look
    every: float


@dataclass(slots=True)
class Background:
    """All that runs beside the requests; `run` until `stop` is set.

    Jobs run one after another; the kinds in `apart` have a line of their own and wait for no other.
    """

    database: Database
    handlers: Mapping[str, Handler]
    chores: Sequence[Chore] = ()
    apart: frozenset[str] = frozenset()
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Do every chore and job until told to stop; a job in hand is put back."""
        lines = (sorted(self.handlers.keys() - self.apart), sorted(self.apart))
        jobs = [Chore("jobs", partial(self._next_job, kinds), BEAT) for kinds in lines if kinds]
        async with asyncio.TaskGroup() as group:
            for chore in (*jobs, *self.chores):
                group.create_task(self._repeat(chore))

    @asynccontextmanager
    async def beside(self) -> AsyncIterator[None]:
        """Run beside something else, and stop in good order when that ends."""
        running = asyncio.create_task(self.run())
        try:
            yield
        finally:
            self.stop.set()
            with suppress(TimeoutError):
                await asyncio.wait_for(running, DRAIN)

    async def _repeat(self, chore: Chore) -> None:
        failures = 0
        while not self.stop.is_set():
            pause = chore.every
            try:
                if await chore.look(self.database, SYSTEM):
                    pause = 0.0
                failures = 0
            except Exception as error:  # noqa: BLE001 -- the loop outlives what nobody expected
                failures += 1
                pause = min(chore.every * 2**failures, LONGEST_PAUSE)
                _log.error("chore_failed", chore=chore.name, error=type(error).__qualname__)
            with suppress(TimeoutError):
                await asyncio.wait_for(self.stop.wait(), pause or 0.001)

    async def _next_job(self, kinds: Sequence[str], database: Database, who: Who) -> bool:
        """Do one job of these kinds if there is one."""
        clock = database.house.clock
        if not await database.read(service.is_due, who, clock(), kinds):
            return False
        claimed: Claimed | None = await database.work(service.claim, who, clock(), kinds)
        if claimed is not None:
            await self._do(database, who, claimed)
        return True

    async def _do(self, database: Database, who: Who, claimed: Claimed) -> None:
        running = Running(
            claimed.id,
            claimed.payload,
            claimed.edition_id,
            SYSTEM if claimed.started_by is None else Acting(claimed.started_by),
        )
        work = asyncio.ensure_future(self.handlers[claimed.kind](database, running))
        wanted = await self._watch(database, who, claimed, running, work)
        clock = database.house.clock
        if not work.done():
            work.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await work
            if wanted:
                await database.work(service.release, who, claimed)
            else:
                await database.work(service.finish, who, claimed, JobState.cancelled, clock())
            return
        state, result, error = JobState.done, None, None
        try:
            result = work.result()
        except Later as later:
            until = clock() + later.after
            await database.work(service.postpone, who, claimed, until, later.payload)
            return
        except Refusal as refusal:
            state, error = JobState.failed, service.as_error(refusal)
        except Exception as broken:  # noqa: BLE001 -- whatever it is, the job must end
            _log.error("job_failed", job_kind=claimed.kind, error=type(broken).__qualname__)
            state, error = JobState.failed, service.as_error(job_internal())
        await database.work(
            service.finish, who, claimed, state, clock(), result=result, error=error
        )

    async def _watch(
        self,
        database: Database,
        who: Who,
        claimed: Claimed,
        running: Running,
        work: asyncio.Future[Any],
    ) -> bool:
        """Keep the lease and the bar while the work goes on; False when it was cancelled or lost."""
        shown, beats = (0, ""), 0
        stopping = asyncio.ensure_future(self.stop.wait())
        try:
            while True:
                await asyncio.wait(
                    {work, stopping}, timeout=BEAT, return_when=asyncio.FIRST_COMPLETED
                )
                if work.done() or self.stop.is_set():
                    return True
                beats += 1
                now = (running.progress, running.stage)
                try:
                    # While nothing moves it is enough to ask whether to go on.
                    if now == shown and beats % RENEW:
                        goes_on = await database.read(service.may_go_on, who, claimed)
                    else:
                        goes_on = await database.work(
                            service.keep_alive, who, claimed, *now, database.house.clock()
                        )
                        shown = now
                except Exception as error:  # noqa: BLE001 -- the work goes on while the database is away
                    _log.error("job_beat_failed", error=type(error).__qualname__)
                    continue
                if not goes_on:
                    return False
        finally:
            stopping.cancel()
