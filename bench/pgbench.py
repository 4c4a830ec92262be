"""The yardstick: pgbench runs the statements that our code sends, from a script, on the same database.

The statements are taken down while the code itself runs, once for each of many evaluations or people.
A value that is the same each time is written out, one that differs is picked by `:n` from those seen,
and the id of a new revision is made anew in each transaction.
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import event

from app.actor import Policy
from app.database import Caller, Database
from app.house import AUDIENCE
from app.kit.tokens import read_access
from app.main import build_house
from app.office.queries import load_actor
from app.settings import Mode, Settings
from bench.figures import Turn
from bench.turns import CONNECTIONS
from tests.harness.server import Server

HOME = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/usr/bin"))
MOST_CALLS = 100
FRESH = "md5(:a::text)::uuid"  # a new id in each transaction, the same in all its statements
MARK = "@fresh@"

Statements = list[tuple[str, tuple[Any, ...]]]  # as the driver sends them, with their values


class _Undo(Exception):
    """Nothing that is taken down is kept."""


def settings_of(server: Server) -> Settings:
    """The server's own settings."""
    at = server.environ
    return Settings(
        mode=Mode.demo,
        database_url=at["TAHKEEM_DATABASE_URL"],
        files_url=at["TAHKEEM_FILES_URL"],
        keys=Path(at["TAHKEEM_KEYS"]),
        public_url=at["TAHKEEM_PUBLIC_URL"],
    )


def take_down(server: Server, calls: list[Call], *, writes: bool) -> list[Statements]:
    """Run each call once in this process and note its statements; nothing stays."""
    settings = settings_of(server)
    house = build_house(settings)
    noted: list[Statements] = []

    async def run() -> None:
        database = Database(settings.database_url, house, load_actor)
        assert database.engine is not None
        seen: Statements = []

        def note(_c: Any, _cur: Any, statement: str, parameters: Any, *_rest: Any) -> None:
            seen.append((" ".join(statement.split()), tuple(parameters or ())))

        event.listen(database.engine.sync_engine, "before_cursor_execute", note)
        for call in calls:
            claims = read_access(
                house.keys,
                call.token,
                issuer=settings.base_url,
                audience=AUDIENCE,
                now=house.clock(),
            )
            who = Caller(claims, Policy())
            for again in (False, True):  # the first time fills what is kept in memory
                seen.clear()
                try:
                    way = database.work if writes else database.read
                    await way(call.fn, who, *call.args, answer=_undo)
                except _Undo:
                    pass
                assert seen or not again
            noted.append(list(seen))
        await database.close()

    asyncio.run(run())
    return noted


def _undo(_: Any) -> Any:
    raise _Undo


class Call:
    """A service or a query with its arguments, as the route gives them."""

    def __init__(
        self, token: str, fn: Callable[..., Any], *args: Any, fresh: UUID | None = None
    ) -> None:
        self.token, self.fn, self.args, self.fresh = token, fn, args, fresh


def compose(taken: list[Statements], fresh: list[UUID | None]) -> tuple[list[str], int]:
    """One transaction out of many that differ in their values only, and how many those were.

    What is of another shape than the first is left out.
    """
    shape = [statement for statement, _ in taken[0]]
    alike = [
        (one, key)
        for one, key in zip(taken, fresh, strict=True)
        if [statement for statement, _ in one] == shape
    ]
    made = []
    for at, statement in enumerate(shape):
        columns = list(
            zip(*([literal(v, key) for v in one[at][1]] for one, key in alike), strict=True)
        )
        places = [_pick(values) for values in columns]
        made.append(re.sub(r"\$(\d+)", lambda found: places[int(found[1]) - 1], statement))  # noqa: B023 -- used at once
    return made, len(alike)


def _pick(values: tuple[str, ...]) -> str:
    """The one value there is, or the `:n`-th; a marked place gets the new id."""
    picked = values[0] if len(set(values)) == 1 else f"((ARRAY[{','.join(values)}])[:n])"
    if picked == f"E'{MARK}'":
        return FRESH
    return f"replace({picked}, '{MARK}', {FRESH}::text)" if MARK in picked else picked


def literal(value: Any, fresh: UUID | None = None) -> str:
    """A value as SQL in which pgbench finds no variable: no colon stands in it."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, datetime):
        value = value.isoformat()
    text = str(value) if fresh is None else str(value).replace(str(fresh), MARK)
    escaped = text.replace("\\", "\\\\").replace("'", "''").replace(":", "\\x3a")
    return f"E'{escaped}'"


def script(statements: list[str], calls: int, *, writes: bool) -> str:
    """One transaction as a pgbench script."""
    end = "COMMIT" if writes else "ROLLBACK"
    lines = [rf"\set n random(1, {calls})"]
    lines += [r"\set a random(1, 9000000000000000000)"] if writes else []
    return "\n".join([*lines, "BEGIN;", *(f"{one};" for one in statements), f"{end};"]) + "\n"


class Yardstick:
    """pgbench with this transaction."""

    def __init__(self, server: Server, calls: list[Call], *, writes: bool) -> None:
        self.url = server.environ["TAHKEEM_DATABASE_URL"]
        calls = calls[:MOST_CALLS]
        taken = take_down(server, calls, writes=writes)
        statements, count = compose(taken, [one.fresh for one in calls])
        self._folder = tempfile.TemporaryDirectory()
        self.file = Path(self._folder.name) / "transaction.sql"
        self.file.write_text(script(statements, count, writes=writes))
        self.each = len(statements)

    def __call__(self, seconds: int) -> Turn:
        """Transactions a second."""
        done = subprocess.run(
            [
                HOME / "pgbench", "-n", "-M", "prepared", "-c", str(CONNECTIONS), "-j", "2",
                "-T", str(seconds), "-f", self.file, self.url,
            ],
            capture_output=True,
            text=True,
        )  # fmt: skip
        found = re.search(r"tps = ([\d.]+)", done.stdout)
        failed = re.search(r"number of failed transactions: (\d+)", done.stdout)
        if found is None or done.returncode:
            message = f"pgbench said:\n{done.stdout[-1500:]}\n{done.stderr[-1500:]}"
            raise RuntimeError(message)
        wrong = int(failed[1]) if failed else 0
        return Turn(float(found[1]), f"{wrong} failed transactions" if wrong else "")
