"""Doing what the background would: looking into the files in quarantine."""

from __future__ import annotations

import asyncio
from typing import Any

from app.database import SYSTEM, Database
from app.entries.attachment_job_service import check_attachment
from app.entries.attachment_rules import CHECK
from app.jobs import service
from app.jobs.rules import JobState
from app.jobs.worker import Later, Running


def run_checks(database: Database) -> list[dict[str, Any] | None]:
    """Every check that is due, once; what each said. One that is put off says `None`."""

    async def run() -> list[dict[str, Any] | None]:
        said: list[dict[str, Any] | None] = []
        clock = database.house.clock
        while claimed := await database.work(service.claim, SYSTEM, clock(), [CHECK]):
            running = Running(claimed.id, claimed.payload, claimed.edition_id, SYSTEM)
            try:
                result = await check_attachment(database, running)
            except Later as later:
                until = clock() + later.after
                await database.work(service.postpone, SYSTEM, claimed, until, later.payload)
                said.append(None)
                continue
            await database.work(
                service.finish, SYSTEM, claimed, JobState.done, clock(), result=result
            )
            said.append(result)
        return said

    return asyncio.run(run())
