"""Every route has one policy and a row of the access matrix; every persona gets what it says."""

from __future__ import annotations

import importlib
import pkgutil
from asyncio import AbstractEventLoop
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.database import Database
from app.house import House
from app.kit.tokens import KeyRing
from app.main import create_app
from app.office.queries import load_actor
from app.settings import Mode, Settings
from tests.access import rows
from tests.access.walls import WALLED
from tests.access.world import PERSONAS, Row, World, build_world
from tests.conftest import Clock, Current, make_house, signing_in
from tests.harness.client import Client


def _rows() -> dict[str, Row]:
    found: dict[str, Row] = {}
    for module in pkgutil.iter_modules(rows.__path__):
        for name, row in importlib.import_module(f"{rows.__name__}.{module.name}").ROWS.items():
            assert name not in found, f"two rows for {name}"
            found[name] = row
    return found


ROWS = _rows()


def api_routes(app: FastAPI) -> list[APIRoute]:
    found = [context.original_route for context in iter_route_contexts(app.routes)]
    return [route for route in found if isinstance(route, APIRoute)]


def test_each_route_has_one_policy_and_one_row(app: FastAPI) -> None:
    routes = api_routes(app)
    assert [r.name for r in routes if "x-policy" not in (r.openapi_extra or {})] == []
    assert sorted(r.operation_id or r.name for r in routes) == sorted(ROWS)


def test_each_get_reads_or_says_that_it_records(app: FastAPI) -> None:
    """A GET whose code calls `work` or `bulk` says so in its policy."""
    wrong = []
    for route in api_routes(app):
        if route.methods == {"GET"}:
            works = not {"work", "bulk"}.isdisjoint(route.endpoint.__code__.co_names)
            recorded = (route.openapi_extra or {})["x-policy"]["recorded_read"]
            if works != recorded:
                wrong.append(route.name)
    assert wrong == []


@dataclass(frozen=True)
class Stage:
    """The world of the matrix, made once a worker; what a persona does to it is rolled back."""

    connection: Connection
    session: Session
    app: FastAPI
    current: Current
    database: Database
    world: World
    clients: dict[str, TestClient]


@pytest.fixture(scope="module")
def stage(
    engine: Engine,
    keys: KeyRing,
    database_url: str,
    shared: tuple[FastAPI, Current],
    loop: AbstractEventLoop,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Stage]:
    app, current = shared
    house = make_house(tmp_path_factory.mktemp("matrix"), keys, Clock(), database_url)
    with engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            session.info["house"] = house
            world = build_world(session)
            sign_in = signing_in(app, loop, session, house)
            yield Stage(
                connection,
                session,
                app,
                current,
                Database(database_url, house, load_actor, bind=connection),
                world,
                {
                    one: sign_in(world.people[one]) if one in world.people else Client(app, loop)
                    for one in PERSONAS
                },
            )
        outer.rollback()


# Every route fourteen times tells nothing of coverage that the domains' own tests do not, at twice the cost.
@pytest.mark.no_cover
@pytest.mark.parametrize("name", sorted(ROWS))
def test_every_persona_gets_its_status(name: str, stage: Stage) -> None:
    row, world = ROWS[name], stage.world
    behind = {
        "entry": str(world.entry.id),
        "draft": str(world.draft.id),
        "evaluation": str(world.evaluation.id),
        "co-evaluation": str(world.co_evaluation.id),
    }
    stage.current.database = stage.database  # other tests of this worker use the same application
    got: dict[str, int] = {}
    for persona in PERSONAS:
        stage.session.commit()
        with stage.connection.begin_nested() as savepoint:
            client = stage.clients[persona]
            client.cookies.clear()
            body = row.body(world)
            content = {"content": body} if isinstance(body, bytes) else {"json": body}
            if body is None:
                content = {}
            stage.app.state.pages.clear()  # what the public pages keep
            answer = client.request(
                row.method, row.url(world), headers=row.headers(world), **content
            )
            got[persona] = answer.status_code
            if persona == "walled_organiser":
                told = [what for what, key in behind.items() if key.encode() in answer.content]
                assert told == [], f"{name} tells a walled organiser of the {told}"
            stage.session.rollback()  # the stage's own savepoint lies inside this one
            savepoint.rollback()
    assert got == row.expected | ({"walled_organiser": WALLED[name]} if name in WALLED else {})


def test_production_hides_the_demo_mailbox(house: House) -> None:
    """`create_app` works from production settings; they must name the public address."""
    with pytest.raises(ValueError, match="TAHKEEM_PUBLIC_URL"):
        Settings(mode=Mode.production, public_url=None)
    settings = house.settings.model_copy(update={"mode": Mode.production})
    assert create_app(settings) is not None
