"""`/livez` (the process answers) and `/readyz` (it can do its work), for the operator's machinery."""

from __future__ import annotations

import asyncio
import shutil
import time
from functools import cache
from pathlib import Path
from typing import Any, Final

from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from app.actor import Actor
from app.database import Database
from app.house import house_of
from app.kit.errors import Refusal
from app.kit.storage import Storage

MIGRATIONS: Final = Path(__file__).resolve().parents[2] / "migrations"
LEAST_FREE: Final = 200 * 1024 * 1024  # bytes
_HELD: Final = 2.0  # seconds for which an answer holds: a probe writes
_STORAGE_WAIT: Final = 3.0  # seconds


@cache
def migration_head() -> str | None:
    """The newest migration of this code."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def migration_of(session: Session, _actor: Actor) -> str | None:
    """The newest migration of the database; none if its tables are not ours, "" if it has none."""
    tables = inspect(session.connection()).get_table_names()
    if "alembic_version" not in tables:
        return None if tables else ""
    return session.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def check_ready(session: Session, _actor: Actor) -> dict[str, Any]:
    """What `/readyz` shows; `ok` tells whether this process can do its work. It writes, to prove it."""
    session.execute(text("UPDATE alembic_version SET version_num = version_num"))
    version = migration_of(session, _actor)
    shown: dict[str, Any] = {"database": "ok", "migration": version or ""}
    if session.get_bind().dialect.name == "sqlite":
        shown["sqlite"] = session.scalar(select(text("sqlite_version()")))
    free = _free_bytes(house_of(session).settings.files_url)
    if free is not None:
        shown["disk"] = "ok" if free >= LEAST_FREE else "full"
    shown["ok"] = version == migration_head() and shown.get("disk") != "full"
    return shown


async def storage_answers(storage: Storage) -> bool:
    """Whether the place of files, a folder or a bucket, answers in time."""
    try:
        async with asyncio.timeout(_STORAGE_WAIT):
            await storage.check_here()
    except (Refusal, TimeoutError):
        return False
    return True


def _free_bytes(files_url: str) -> int | None:
    """Free bytes where files are kept; None when that is not a local folder."""
    scheme, _, place = files_url.partition("://")
    return shutil.disk_usage(place).free if scheme == "file" else None


def health_routes(database: Database) -> list[BaseRoute]:
    """Two plain routes; `readyz` answers 503 when something is missing."""

    async def livez(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(request: Request) -> Response:
        held: list[tuple[float, dict[str, Any]]] = request.app.state.ready
        if not held or time.monotonic() >= held[0][0]:
            try:
                shown = await database.work(check_ready, None)
            except Exception as error:  # noqa: BLE001 -- whatever it is, the database is not usable
                shown = {"database": type(error).__name__, "ok": False}
            if not await storage_answers(database.house.storage):
                shown |= {"storage": "away", "ok": False}
            else:
                shown["storage"] = "ok"
            held[:] = [(time.monotonic() + _HELD, shown)]
        shown = held[0][1]
        return JSONResponse(shown, status_code=200 if shown["ok"] else 503)

    return [Route("/livez", livez), Route("/readyz", readyz)]
