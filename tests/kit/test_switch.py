"""The switch finds what asking every route in turn finds."""

from __future__ import annotations

import random
from itertools import product

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import iter_route_contexts
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Match, Mount, Route
from starlette.testclient import TestClient

from app.kit.switch import Switch

pytestmark = pytest.mark.once
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


def first(routes: list[BaseRoute], method: str, path: str) -> BaseRoute | None:
    """The slow way."""
    scope = {"type": "http", "method": method, "path": path, "root_path": "", "headers": []}
    return next((one for one in routes if one.matches(scope)[0] is Match.FULL), None)


def chosen(switch: Switch, method: str, path: str) -> BaseRoute | None:
    scope = {"type": "http", "method": method, "path": path, "root_path": "", "headers": []}
    match, child = switch.matches(scope)
    return child["tahkeem.route"] if match is Match.FULL else None


def test_every_route_of_the_application(app: FastAPI) -> None:
    switch, *behind = app.router.routes
    assert isinstance(switch, Switch)
    paths = {str(one.path) for one in iter_route_contexts(behind)}
    assert len(paths) > 300
    dice = random.Random(1)
    asked = found = 0
    words = sorted({part for path in paths for part in path.split("/") if "{" not in part})
    for path in sorted(paths):
        filled = path.replace(":path", "")
        for hole in {part for part in filled.split("/") if "{" in part}:
            filled = filled.replace(hole, dice.choice((*words, "019b76da", "أ")))
        for method in METHODS:
            slow = first(behind, method, filled)
            assert chosen(switch, method, filled) is slow, (method, filled)
            asked += len(switch.candidates(method, filled))
            found += slow is not None
    assert len(paths) < found < asked < 1.5 * found, "hardly any is asked in vain"


async def say(_request: object) -> PlainTextResponse:
    return PlainTextResponse("said")


def test_paths_made_of_few_words_in_any_order() -> None:
    """Words, holes, parts of words, rests and mounts, put before and behind each other."""
    dice = random.Random(2)
    pieces = ("a", "b", "{x}", "{x:int}", "{x}.csv", "a{x}", "{x:path}")
    asked = ["/" + "/".join(some) for size in range(4) for some in product("ab1", repeat=size)]
    asked += ["/a/b.csv", "/a/", "//a", "/b.csv", "/ab"]
    found = 0
    for _ in range(100):
        routes: list[BaseRoute] = []
        for number in range(dice.randint(1, 8)):
            parts = dice.choices(pieces, k=dice.randint(0, 3))
            path = "/" + "/".join(part.replace("x", f"x{at}") for at, part in enumerate(parts))
            if dice.random() < 0.1:
                routes.append(Mount(f"/{dice.choice('ab')}", say))
            else:
                routes.append(Route(path, say, methods=[dice.choice(METHODS)], name=str(number)))
        switch = Switch(routes)
        for path, method in product(asked, ("GET", "HEAD", "POST")):
            quick = chosen(switch, method, path)
            assert quick is first(routes, method, path), (method, path)
            found += quick is not None
    assert found > 1000


def test_what_it_does_not_find_is_answered_as_ever() -> None:
    router = APIRouter()

    @router.get("/things/{key}")
    async def show_thing(key: int) -> int:
        return key

    app = FastAPI()
    app.include_router(router, prefix="/api")
    app.router.routes.insert(0, Switch(app.router.routes))
    client = TestClient(app)
    assert client.get("/api/things/5").json() == 5
    assert client.get("/api/things/5/").url.path == "/api/things/5"
    assert client.get("/api/things/x").status_code == 422
    assert client.post("/api/things/5").status_code == 405
    assert client.get("/api/others").status_code == 404
    assert "/api/things/{key}" in app.openapi()["paths"]
