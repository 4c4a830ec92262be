"""One real database per run, one outer transaction per test, a fresh session per request."""

from __future__ import annotations

import os
from asyncio import AbstractEventLoop
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.database import Database, sync_engine
from app.deps import AUDIENCE
from app.house import House
from app.kit.ids import uuid7
from app.kit.storage import Storage
from app.kit.tokens import KeyRing, sign_access
from app.main import create_app
from app.office.queries import load_actor
from app.results.publication.win_queries import past_wins
from app.settings import Mode, Settings
from tests.factories import make_session
from tests.harness.client import Client, own_loop
from tests.harness.migrated import migrate

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


class Clock:
    """The tests' clock: stands still until moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **delta: float) -> datetime:
        self.now += timedelta(**delta)
        return self.now


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """SQLite by default; PostgreSQL when TAHKEEM_TEST_DATABASE says so."""
    if os.environ.get("TAHKEEM_TEST_DATABASE", "sqlite") == "postgresql":
        from tests.harness.postgres import postgres

        with postgres() as url:
            yield url
    else:
        yield f"sqlite:///{tmp_path_factory.mktemp('database') / 'test.sqlite3'}"


@pytest.fixture(scope="session")
def engine(database_url: str) -> Iterator[Engine]:
    migrate(database_url)
    made = sync_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as made:
        outer = made.begin()
        yield made
        if outer.is_active:
            outer.rollback()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> KeyRing:
    return KeyRing.load(tmp_path_factory.mktemp("keys"))


def make_house(folder: Path, keys: KeyRing, clock: Clock, database_url: str) -> House:
    """The house of a demo on this machine, its files below `folder`."""
    settings = Settings(
        database_url=database_url,
        files_url=f"file://{folder / 'files'}",
        keys=folder / "keys",
        mode=Mode.demo,
        public_url="http://localhost:8000",
    )
    return House(
        settings=settings,
        keys=keys,
        storage=Storage(settings.files_url),
        clock=clock,
        past_wins=past_wins,
    )


@pytest.fixture
def house(tmp_path: Path, keys: KeyRing, clock: Clock, database_url: str) -> House:
    return make_house(tmp_path, keys, clock, database_url)


@pytest.fixture
def session(connection: Connection, house: House) -> Iterator[Session]:
    """A session of the test itself, for making rows and reading them back."""
    with Session(
        connection, join_transaction_mode="create_savepoint", expire_on_commit=True
    ) as made:
        made.info.update({"house": house, "load_actor": load_actor})
        yield made


@pytest.fixture
def database(connection: Connection, house: House) -> Database:
    return Database(house.settings.database_url, house, load_actor, bind=connection)


class Current:
    """Stands for the database of whichever test runs, in the application that all of them share."""

    database: Database

    def __getattr__(self, name: str) -> Any:
        return getattr(self.database, name)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> tuple[FastAPI, Current]:
    """The application, once a worker: FastAPI takes a second to put its routes together."""
    settings = Settings(
        database_url="sqlite://",
        files_url=f"file://{tmp_path_factory.mktemp('files')}",
        keys=tmp_path_factory.mktemp("no-keys"),
        mode=Mode.demo,
        public_url="http://localhost:8000",
    )
    current = Current()
    return create_app(settings, cast("Database", current)), current


@pytest.fixture
def app(shared: tuple[FastAPI, Current], database: Database) -> FastAPI:
    made, current = shared
    current.database = database
    made.state.pages.clear()  # what the public pages keep
    made.state.ready.clear()  # and what was found ready
    return made


@pytest.fixture(scope="session")
def loop() -> Iterator[AbstractEventLoop]:
    """Where the requests of the tests run."""
    with own_loop() as made:
        yield made


@pytest.fixture
def client(app: FastAPI, loop: AbstractEventLoop) -> TestClient:
    """An anonymous caller."""
    return Client(app, loop)


def signing_in(
    app: FastAPI, loop: AbstractEventLoop, session: Session, house: House
) -> Callable[[Any], TestClient]:
    """`signing_in(…)(user)` is a client that sends that user's access token."""

    def make(user: Any, language: str = "ar") -> TestClient:
        sid: UUID = make_session(session, user, house.clock()).id
        user_id: UUID = user.id

        def sign(request: Any) -> None:
            """A token lives ten minutes and tests move the clock: sign each request anew."""
            token = sign_access(
                house.keys,
                issuer=house.settings.base_url,
                audience=AUDIENCE,
                sub=user_id,
                sid=sid,
                now=house.clock(),
            )
            request.headers.setdefault("Authorization", f"Bearer {token}")

        made = Client(app, loop)
        made.headers.update({"Accept-Language": language})
        made.event_hooks = {"request": [sign]}
        return made

    return make


@pytest.fixture
def sign_in(
    app: FastAPI, loop: AbstractEventLoop, session: Session, house: House
) -> Callable[[Any], TestClient]:
    """`sign_in(user)` is a client that sends that user's access token."""
    return signing_in(app, loop, session, house)


@pytest.fixture
def statements(connection: Connection) -> Iterator[list[str]]:
    """Every SQL statement of the test, to count what a request costs."""
    seen: list[str] = []

    def note(_c: Any, _cur: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    yield seen
    event.remove(connection, "before_cursor_execute", note)


@pytest.fixture
def new_id() -> Callable[[], UUID]:
    return uuid7
