"""One Tahkeem in the test's own process: a real server on a real port, with a clock that can be moved."""

from __future__ import annotations

import io
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import uvicorn
from sqlalchemy.orm import Session

from app.actor import ANONYMOUS
from app.cli import _say_where
from app.database import Database, sync_engine
from app.house import House
from app.kit.storage import Storage
from app.kit.tokens import KeyRing
from app.main import create_app
from app.office.invariants import broken_invariants
from app.office.queries import load_actor
from app.results.publication.win_queries import past_wins
from app.settings import Mode, Settings
from tests.harness.migrated import migrate
from tests.harness.postgres import free_port
from tests.harness.smtp import Mailbox

ROOT: Final = Path(__file__).parents[2]
START_SECONDS: Final = 20
SQLITE: Final = "tahkeem.sqlite3"


class Clock:
    """The machine's clock and what it was moved forward by: it runs, so that timers make sense."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def pass_over(self, moment: datetime) -> None:
        """Move to a second after this moment."""
        self.ahead = max(self.ahead, moment - datetime.now(UTC) + timedelta(seconds=1))


@dataclass(frozen=True, slots=True)
class Place:
    """A served Tahkeem."""

    url: str
    clock: Clock
    settings: Settings
    mails: Mailbox | None

    def first_run_code(self) -> str:
        """What `tahkeem serve` prints on an empty database."""
        said = io.StringIO()

        def start() -> None:
            with redirect_stdout(said):
                _say_where(self.settings, "127.0.0.1", int(self.url.rpartition(":")[2]))

        with ThreadPoolExecutor(1) as aside:  # Playwright's loop runs in this thread
            aside.submit(start).result()
        return said.getvalue().partition("type this code:")[2].split()[0]

    def broken(self) -> dict[str, list[str]]:
        """The named invariants that do not hold in this database now."""
        engine = sync_engine(self.settings.database_url)
        try:
            with Session(engine) as session:
                return broken_invariants(session, ANONYMOUS)
        finally:
            engine.dispose()


def settings_for(
    folder: Path, database_url: str, mails: Mailbox | None, mode: Mode
) -> tuple[Settings, int]:
    """Settings of a server on a free port, with the SPA of the last build."""
    port = free_port()
    spa = Path(os.environ.get("TAHKEEM_SPA_FOLDER", ROOT / "frontend" / "dist"))
    assert (spa / "index.html").is_file(), "the application is not built: run `make build`"
    settings = Settings(
        database_url=database_url,
        files_url=f"file://{folder / 'files'}",
        keys=folder / "keys",
        mode=mode,
        public_url=f"http://localhost:{port}",
        smtp_url=mails.url if mails else None,
        spa_folder=spa,
    )
    return settings, port


@contextmanager
def serving(
    folder: Path, database_url: str, *, mails: Mailbox | None = None, mode: Mode = Mode.production
) -> Iterator[Place]:
    """Migrate the database and serve it, with jobs and mail, until the block ends."""
    migrate(database_url)
    settings, port = settings_for(folder, database_url, mails, mode)
    clock = Clock()
    with running(settings, port, clock):
        yield Place(settings.base_url, clock, settings, mails)


@contextmanager
def running(settings: Settings, port: int, clock: Clock) -> Iterator[None]:
    """Serve in a thread of its own, with its own loop."""
    keys, storage = KeyRing.load(settings.keys), Storage(settings.files_url)
    house = House(settings, keys, storage, clock, past_wins)
    database = Database(settings.database_url, house, load_actor)
    app = create_app(settings, database, background=True)
    server = uvicorn.Server(
        uvicorn.Config(
            app, host="127.0.0.1", port=port, log_level="warning", access_log=False,
            server_header=False, proxy_headers=False, timeout_graceful_shutdown=2,
        )
    )  # fmt: skip
    thread = threading.Thread(target=server.run, name="tahkeem", daemon=True)
    thread.start()
    until = time.monotonic() + START_SECONDS
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        assert time.monotonic() < until, "the server did not start in time"
        time.sleep(0.02)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(START_SECONDS)


def sqlite_url(folder: Path) -> str:
    """An embedded database in a folder."""
    return f"sqlite:///{folder / SQLITE}"


def link_in(message: Any) -> str:
    """The first address in a mail's text that opens a page of this application."""
    body = message.get_body(("plain",)).get_content()
    return next(word for word in body.split() if word.startswith("http") and "/app/" in word)
