"""The yardstick: pgbench runs the statements that our code sends, from a script, on the same database.

The statements are taken down while the code itself runs once; values that differ with each run are
drawn anew, everything else is written out.
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
MOST_SCRIPTS = 100
FRESH = "md5(:a::text)::uuid"  # a new id in each transaction, the same in all its statements

Statements = list[str]


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
            seen.append(written(statement, parameters, calls[len(noted)].fresh))

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


def written(statement: str, parameters: Any, fresh: UUID | None) -> str:
    """A statement with its values in place; `fresh` becomes a new id each time."""
    values = list(parameters or ())

    def place(found: re.Match[str]) -> str:
        return literal(values[int(found[1]) - 1], fresh)

    return re.sub(r"\$(\d+)", place, " ".join(statement.split()))


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
    text = str(value)
    if fresh is not None and text == str(fresh):
        return FRESH
    if fresh is not None and str(fresh) in text:  # inside JSON
        head, tail = text.split(str(fresh), 1)
        return f"({literal(head)} || {FRESH}::text || {literal(tail)})"
    escaped = text.replace("\\", "\\\\").replace("'", "''").replace(":", "\\x3a")
    return f"E'{escaped}'"


def script(statements: Statements, *, writes: bool) -> str:
    """One transaction as a pgbench script."""
    end = "COMMIT" if writes else "ROLLBACK"
    lines = [r"\set a random(1, 9000000000000000000)"] if writes else []
    return "\n".join([*lines, "BEGIN;", *(f"{one};" for one in statements), f"{end};"]) + "\n"


class Yardstick:
    """pgbench with these transactions, chosen at random."""

    def __init__(self, server: Server, transactions: list[Statements], *, writes: bool) -> None:
        self.url = server.environ["TAHKEEM_DATABASE_URL"]
        self._folder = tempfile.TemporaryDirectory()
        self.files = []
        for number, statements in enumerate(transactions[:MOST_SCRIPTS]):
            file = Path(self._folder.name) / f"{number}.sql"
            file.write_text(script(statements, writes=writes))
            self.files.append(file)
        self.each = len(transactions[0])

    def __call__(self, seconds: int) -> Turn:
        """Transactions a second."""
        files = [word for file in self.files for word in ("-f", str(file))]
        done = subprocess.run(
            [
                HOME / "pgbench", "-n", "-M", "prepared", "-c", str(CONNECTIONS), "-j", "2",
                "-T", str(seconds), *files, self.url,
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
