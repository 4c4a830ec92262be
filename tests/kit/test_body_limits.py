"""A JSON body is read up to a limit and for a while, whoever sends it and whatever it calls itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic import BaseModel
from starlette.testclient import TestClient

from app.kit import problems, strict
from app.kit.strict import MAX_BYTES, StrictRoute
from app.main import create_app
from app.settings import Mode, Settings


class Text(BaseModel):
    text: str


def small_app() -> FastAPI:
    router = APIRouter(route_class=StrictRoute)

    @router.post("/api/v1/text")
    async def say(wanted: Text) -> int:
        return len(wanted.text)

    app = FastAPI()
    app.include_router(router)
    problems.install(app)
    return app


@pytest.mark.once
@pytest.mark.parametrize("kind", ["application/json", "text/plain", ""])
def test_a_huge_body_is_refused_while_it_arrives(kind: str) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(1000):
            sent += 65536
            yield b"x" * 65536

    headers = {"Content-Type": kind} if kind else {}
    answer = TestClient(small_app()).post("/api/v1/text", content=endless(), headers=headers)
    body = answer.json()
    assert (answer.status_code, body["code"], body["limit"]) == (413, "too_large", MAX_BYTES)


@pytest.mark.once
def test_what_fits_is_read() -> None:
    client = TestClient(small_app())
    text = "ن" * (MAX_BYTES // 2 - 100)
    assert client.post("/api/v1/text", json={"text": "نص"}).json() == 2
    raw = f'{{"text":"{text}"}}'.encode()
    answer = client.post("/api/v1/text", content=raw, headers={"Content-Type": "application/json"})
    assert answer.json() == len(text)


def asked(receive: Callable[[], Awaitable[dict[str, Any]]]) -> list[dict[str, Any]]:
    """What the small application answers to a request whose body comes from `receive`."""
    answers: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        answers.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/api/v1/text",
        "raw_path": b"/api/v1/text",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
        "http_version": "1.1",
        "scheme": "http",
        "server": ("localhost", 80),
        "client": ("127.0.0.1", 1),
    }
    asyncio.run(small_app()(scope, receive, send))
    return answers


@pytest.mark.once
def test_who_sends_slower_than_anybody_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict, "READ_SECONDS", 0.05)

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0.02)
        return {"type": "http.request", "body": b" ", "more_body": True}

    assert asked(receive)[0]["status"] == 408


@pytest.mark.once
def test_who_leaves_in_the_middle_is_no_failure_of_ours() -> None:
    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    assert [one["status"] for one in asked(receive) if "status" in one] in ([], [400])


@pytest.mark.once
def test_every_route_with_a_body_is_limited(tmp_path: Any) -> None:
    settings = Settings(
        mode=Mode.demo,
        database_url=f"sqlite:///{tmp_path / 'x.sqlite3'}",
        files_url=f"file://{tmp_path / 'files'}",
        keys=tmp_path / "keys",
    )
    routes = [
        context.original_route for context in iter_route_contexts(create_app(settings).routes)
    ]
    with_body = [r for r in routes if isinstance(r, APIRoute) and r.body_field is not None]
    assert len(with_body) > 50
    assert [r.path for r in with_body if not isinstance(r, StrictRoute)] == []
