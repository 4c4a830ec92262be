"""The `tahkeem` command: `python -m app.cli`.

On the embedded database one process serves at a time and holds a lock beside the file; commands that
write refuse while it is held.
"""

from __future__ import annotations

import asyncio
import fcntl
import json
import logging
import os
import signal
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import structlog
import typer
from pydantic import ValidationError

from app.kit.keys import KeyRing, KeyRingBroken
from app.settings import Mode, Settings

if TYPE_CHECKING:
    from app.database import Database
    from app.demo.rules import DemoAccount

T = TypeVar("T")

cli = typer.Typer(
    help="Tahkeem: awards competitions, from the call for entries to the published winners.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
ROOT = Path(__file__).resolve().parents[1]
DRAIN = 10  # seconds for the requests in hand after SIGTERM


def stop(message: str) -> typer.Exit:
    """Say on standard error why not, and exit 1."""
    typer.echo(message, err=True)
    return typer.Exit(1)


def read_settings() -> Settings:
    """The settings from the environment, or a sentence per wrong variable."""
    try:
        return Settings()
    except ValidationError as wrong:
        said = [
            f"TAHKEEM_{'_'.join(map(str, one['loc'])).upper()}: {one['msg']}"
            if one["loc"]
            else str(one["msg"]).removeprefix("Value error, ")
            for one in wrong.errors()
        ]
        raise stop("\n".join(said)) from None


def set_up_logs(settings: Settings) -> None:
    """JSON lines on standard error; for people in the demo."""
    last: Any = (
        structlog.dev.ConsoleRenderer(colors=False)
        if settings.is_demo
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            last,
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(name)s %(message)s")


@contextmanager
def alone(settings: Settings, what: str) -> Iterator[None]:
    """Hold the embedded database's lock, or say who does. PostgreSQL needs none."""
    file = settings.database_url.removeprefix("sqlite:///")
    if not settings.is_sqlite or file in {"", ":memory:"}:
        yield
        return
    path = Path(f"{file}.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip() or "another process"
            raise stop(f"{file} is in use by {holder}. Stop it first.") from None
        lock.truncate(0)
        lock.write(f"`tahkeem {what}` (process {os.getpid()})")
        lock.flush()
        try:
            yield
        finally:
            lock.truncate(0)


def with_database(settings: Settings, act: Callable[[Database], Awaitable[T]]) -> T:
    """Run `act` on a database of its own, closed afterwards."""
    from app.database import Database
    from app.main import build_house
    from app.office.queries import load_actor

    async def run() -> T:
        try:
            house = build_house(settings)
        except KeyRingBroken as broken:
            raise stop(str(broken)) from None
        database = Database(settings.database_url, house, load_actor)
        try:
            return await act(database)
        finally:
            await database.close()

    return asyncio.run(run())


def check_migrated(settings: Settings, *, fill_empty: bool = False) -> None:
    """Refuse to work on a database of another version; `fill_empty`: make the tables of a new one."""
    from sqlalchemy.exc import SQLAlchemyError

    from app.office.health import migration_head, migration_of

    async def ask(database: Database) -> str | None:
        return await database.read(migration_of, None)  # type: ignore[no-any-return]

    try:
        found = with_database(settings, ask)
    except (SQLAlchemyError, OSError) as error:
        place = settings.database_url.rpartition("@")[2]  # never the password
        raise stop(f"The database at {place} cannot be reached: {type(error).__name__}") from None
    if fill_empty and found == "":
        typer.echo("The database is empty: making its tables.")
        upgrade(settings)
    elif found != migration_head():
        raise stop("The database is not at this version. Run: tahkeem migrate")


def upgrade(settings: Settings) -> None:
    """Bring the database to this version."""
    from alembic import command
    from alembic.config import Config

    config = Config(str(ROOT / "alembic.ini"))
    config.attributes["url"] = settings.database_url
    command.upgrade(config, "head")


@cli.command()
def migrate() -> None:
    """Bring the database to this version."""
    settings = read_settings()
    with alone(settings, "migrate"):
        upgrade(settings)


@cli.command()
def demo(
    stage: Annotated[
        str, typer.Option(help="open, judging, deliberation or published")
    ] = "judging",
    seed: Annotated[int, typer.Option(help="the same seed makes the same demo")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="print the accounts as JSON")] = False,
    force: Annotated[bool, typer.Option(help="beside other data")] = False,
) -> None:
    """Build the demo edition anew; says who can sign in."""
    from app.demo.rules import Stage

    if stage not in list(Stage):
        raise stop(f"--stage is one of {', '.join(Stage)}")
    settings = read_settings()
    set_up_logs(settings)
    with alone(settings, "demo"):
        check_migrated(settings)
        from app.demo.service import build
        from app.kit.errors import Refusal
        from app.kit.i18n import translate

        async def make(database: Database) -> list[DemoAccount]:
            return await build(database, stage, seed, force=force)

        try:
            accounts = with_database(settings, make)
        except Refusal as refusal:
            raise stop(translate("en", refusal.sentence, **refusal.facts)) from None
    if as_json:
        typer.echo(json.dumps(accounts, ensure_ascii=False, indent=2))
        return
    for account in accounts:
        typer.echo(f"{account['role']:12} {account['email']:32} {account['password']}")


@cli.command()
def serve(
    port: Annotated[int, typer.Option(help="where to listen")] = 8000,
    host: Annotated[str, typer.Option(help="127.0.0.1 for this machine only")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(help="processes (PostgreSQL only)")] = 1,
) -> None:
    """Serve the pages, the application and the API. On SQLite also jobs and mail."""
    import uvicorn

    settings = read_settings()
    if not settings.public_url:  # links follow the port
        settings = settings.model_copy(update={"public_url": _here(host, port)})
    set_up_logs(settings)
    if settings.is_sqlite and workers != 1:
        raise stop("The embedded database is served by one process: leave --workers out.")
    with alone(settings, "serve"):
        check_migrated(settings, fill_empty=True)
        _say_where(settings, host, port)
        options: dict[str, Any] = {
            "host": host,
            "port": port,
            "loop": "uvloop",
            "http": "httptools",
            "log_level": "warning",
            "access_log": False,
            "server_header": False,
            "proxy_headers": False,  # `deps` believes configured proxies only
            "timeout_graceful_shutdown": DRAIN,
        }
        # uvicorn drains, then raises the signal again for whoever ran it: that is a good end.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        if workers > 1:
            os.environ["TAHKEEM_PUBLIC_URL"] = (
                settings.base_url
            )  # each worker reads its own settings
            uvicorn.run(
                "app.main:create_app",
                factory=True,
                workers=workers,
                # A worker that still imports on a busy machine is not dead.
                timeout_worker_healthcheck=60,
                **options,
            )
            return
        from app.main import create_app

        uvicorn.run(create_app(settings, background=settings.is_sqlite), **options)


def _here(host: str, port: int) -> str:
    """The address of this server as one opens it on this machine."""
    if host in {"127.0.0.1", "0.0.0.0", "::1", "::"}:  # noqa: S104 -- compared, not bound
        host = "localhost"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _say_where(settings: Settings, host: str, port: int) -> None:
    """The address, and the code of the first run while there is nobody."""
    from app.database import SYSTEM
    from app.office.first_run_service import make_first_run_code

    async def make(database: Database) -> str | None:
        now = database.house.clock()
        return await database.work(make_first_run_code, SYSTEM, now)  # type: ignore[no-any-return]

    code = with_database(settings, make)
    here = _here(host, port)
    typer.echo(f"Tahkeem listens at {here}/ (sign in: {here}/app/)")
    if settings.base_url != here:
        typer.echo(f"People open it at {settings.base_url}/")
    if code is not None:
        typer.echo(f"Nobody has set it up yet. Open {settings.base_url}/app/first-run")
        typer.echo(f"and type this code:  {code}")
    if not settings.is_demo and with_database(settings, _holds_demo):
        typer.echo(
            "This database holds the demo, whose accounts cannot sign in outside of it."
            " Name an empty one: TAHKEEM_DATABASE_URL.",
            err=True,
        )
    if settings.smtp_url is None and not settings.is_demo:
        typer.echo("No mail leaves: TAHKEEM_SMTP_URL is not set.", err=True)
    if not settings.is_sqlite:
        typer.echo("Jobs and mail need a second process: tahkeem worker")
    sys.stdout.flush()


async def _holds_demo(database: Database) -> bool:
    from app.accounts.queries import has_demo
    from app.database import SYSTEM

    return await database.read(has_demo, SYSTEM)  # type: ignore[no-any-return]


@cli.command()
def worker() -> None:
    """Do jobs, send mail and keep house (PostgreSQL; on SQLite `serve` does it)."""
    settings = read_settings()
    set_up_logs(settings)
    if settings.is_sqlite:
        typer.echo("On SQLite `tahkeem serve` does this itself.")
        return
    from app.main import build_background

    check_migrated(settings)

    async def work(database: Database) -> None:
        background = build_background(database)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, background.stop.set)
        typer.echo("Tahkeem works: jobs, mail, housekeeping.")
        sys.stdout.flush()
        async with background.beside():
            await background.stop.wait()

    with_database(settings, work)


@cli.command()
def editions() -> None:
    """Print the slug of each edition, one a line."""
    from app.office.queries import all_slugs

    settings = read_settings()
    check_migrated(settings)
    for slug in with_database(settings, lambda db: db.read(all_slugs, None)):
        typer.echo(slug)


@cli.command()
def openapi() -> None:
    """Print the API's description, the same bytes each time."""
    from app.main import create_app

    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            mode=Mode.demo,
            public_url="http://localhost:8000",
            database_url="sqlite://",
            files_url=f"file://{folder}/files",
            keys=Path(folder) / "keys",
        )
        described = create_app(settings).openapi()
    typer.echo(json.dumps(described, ensure_ascii=False, indent=2, sort_keys=True))


@cli.command()
def invariants() -> None:
    """Check in the database what must always hold; exit 1 and name what does not."""
    from app.office.invariants import all_invariants, broken_invariants

    settings = read_settings()
    check_migrated(settings)
    broken = with_database(settings, lambda db: db.read(broken_invariants, None))
    for promise, rows in broken.items():
        typer.echo(f"BROKEN {promise}: {'; '.join(rows)}")
    typer.echo(f"{len(all_invariants()) - len(broken)} of {len(all_invariants())} invariants hold.")
    raise typer.Exit(int(bool(broken)))


@cli.command("verify-ranking")
def verify_ranking(edition: Annotated[str, typer.Argument(help="its slug")]) -> None:
    """Compute all rankings again, bit for bit, and compare what was signed; exit 1 where one differs."""
    from app.results.approvals.verify_queries import verify_edition

    settings = read_settings()
    check_migrated(settings)
    found = with_database(settings, lambda db: db.read_bulk(verify_edition, None, edition))
    if found is None:
        raise stop(f"There is no edition {edition}.")
    typer.echo("\n".join(found[0]))
    raise typer.Exit(int(found[1]))


@cli.command("rotate-keys")
def rotate_keys(
    purpose: Annotated[str, typer.Argument(help="access, file or checkpoint")] = "access",
) -> None:
    """Sign with the next key from the next start on; tokens of the last one stay good."""
    settings = read_settings()
    if purpose not in {"access", "file", "checkpoint"}:
        raise stop("The purpose is access, file or checkpoint.")
    try:
        ring = KeyRing.load(settings.keys)
    except KeyRingBroken as broken:
        raise stop(str(broken)) from None
    active = ring.rotate(purpose)  # type: ignore[arg-type]
    typer.echo(f"{purpose}: {active.kid} signs now. Restart every process.")


def main() -> None:
    """Run the command; a reader who closed the pipe is no error."""
    with suppress(BrokenPipeError):
        cli()


if __name__ == "__main__":
    main()
