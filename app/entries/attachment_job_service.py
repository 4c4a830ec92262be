"""The job that looks into a file, and the chore that cleans up after uploads. Fails closed."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import structlog

from app.database import Database, Who
from app.entries import attachment_check_service
from app.entries.attachment_check_service import Found, Quarantined
from app.entries.attachment_rules import MOST_CRASHES, RESUMABLE, pause_after
from app.jobs.subprocess import ChildFailed, run_in_subprocess
from app.jobs.worker import Later, Running
from app.kit.checks.verdict import Verdict, failed, virus
from app.kit.clam import ClamAway, scan
from app.kit.errors import Refusal
from app.kit.incoming import told
from app.kit.storage import Storage

_log = structlog.get_logger("tahkeem")
LONGEST: Final = 300.0  # seconds that one look may take


async def check_attachment(database: Database, running: Running) -> dict[str, Any] | None:
    """Look into one file: `clean`, `rejected` with a reason, or later when it could not be looked at."""
    attachment_id = UUID(running.payload["attachment_id"])
    file: Quarantined | None = await database.read(
        attachment_check_service.to_check, running.who, attachment_id
    )
    if file is None:
        return None
    house = database.house
    try:
        found = await look(house.storage, file, house.settings.clamav, house.settings.temporary)
    except Refusal as reason:
        if reason.status in {503, 507}:
            raise _later(running, "away", reason.code) from None
        await database.work(
            attachment_check_service.reject_attachment,
            running.who,
            file.id,
            reason,
            house.clock(),
        )
        return {"state": "rejected", "reason": reason.code}
    except (ChildFailed, TimeoutError, MemoryError) as broken:
        crashes = running.payload.get("crashes", 0) + 1
        _log.warning("check_broke", error=type(broken).__qualname__, crashes=crashes)
        if crashes < MOST_CRASHES:
            raise _later(running, "crashes", "check_failed") from None
        await database.work(
            attachment_check_service.reject_attachment,
            running.who,
            file.id,
            failed(),
            house.clock(),
        )
        return {"state": "rejected", "reason": "check_failed"}
    except (ClamAway, FileNotFoundError) as away:
        raise _later(running, "away", f"{type(away).__name__}: {away}") from None
    await database.work(
        attachment_check_service.accept_attachment, running.who, file.id, found, house.clock()
    )
    return {"state": "clean"}


def _later(running: Running, what: str, why: str) -> Later:
    """Again after a while: never clean because nobody could look."""
    tries = int(running.payload.get(what, 0)) + 1
    _log.warning("check_put_off", reason=why, tries=tries)
    return Later(pause_after(tries), {**running.payload, what: tries})


async def look(
    storage: Storage, file: Quarantined, clamav: str | None, temporary: Path | None
) -> Found:
    """Scan a file if there is a scanner, then read it in a confined process; keep what that wrote.

    Raises the `Refusal` that rejects it, `ClamAway`, `ChildFailed`, `TimeoutError`, FileNotFoundError.
    """
    async with told():
        if clamav is not None:
            name = await scan(clamav, storage.stream(file.key))
            if name is not None:
                raise virus(name)
        with tempfile.TemporaryDirectory(dir=temporary) as out:
            async with storage.as_file(file.key) as path:
                verdict: Verdict = await run_in_subprocess(
                    "app.kit.checks.run:check",
                    {
                        "path": str(path),
                        "name": file.name,
                        "media_type": file.media_type,
                        "out": out,
                        "limits": file.limits,
                    },
                    limit=LONGEST,
                )
            return await kept(storage, verdict, Path(out))


async def kept(storage: Storage, verdict: Verdict, out: Path) -> Found:
    """Put what a check wrote into the store."""
    clean = await storage.keep(out / verdict.clean) if verdict.clean else None
    previews = [await storage.keep(out / name) for name in verdict.previews]
    return Found(verdict, clean, tuple(previews))


async def keep_uploads(database: Database, who: Who) -> bool:
    """A chore: queue the files that no job looks at, and clear what abandoned uploads left."""
    now = database.house.clock()
    await database.work(attachment_check_service.queue_forgotten, who, now)
    async with told():
        await database.house.storage.incoming.sweep(now - RESUMABLE - timedelta(hours=1))
    return False
