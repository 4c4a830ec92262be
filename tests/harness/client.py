"""Starlette's test client without its threads: the application runs on one loop, in the thread of the test.

A request by `TestClient` starts a thread and a loop and speaks with them ten times, which costs more than most answers.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote

import httpx2 as httpx
from starlette.testclient import TestClient


class Direct(httpx.BaseTransport):
    """Hands each request to the application at once; the answer is there whole when it returns."""

    def __init__(self, app: Any, loop: asyncio.AbstractEventLoop) -> None:
        self.app = app
        self.loop = loop

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if asyncio._get_running_loop() is None:
            return self.loop.run_until_complete(self.answer(request))
        with ThreadPoolExecutor(1) as beside:  # the test itself runs on a loop and waits for this
            return beside.submit(lambda: asyncio.run(self.answer(request))).result()

    async def answer(self, request: httpx.Request) -> httpx.Response:
        """What a server would send; an exception of the application is the test's."""
        url = request.url
        path = url.raw_path.partition(b"?")[0]
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": request.method,
            "path": unquote(url.path),
            "raw_path": path,
            "root_path": "",
            "scheme": url.scheme,
            "query_string": url.query,
            "headers": [(name.lower(), value) for name, value in request.headers.raw],
            "client": ("testclient", 50000),
            "server": (url.host, url.port or (443 if url.scheme == "https" else 80)),
            "extensions": {},
            "state": {},
        }
        blocks = iter(request.stream)  # type: ignore[call-overload]
        begun: dict[str, Any] = {}
        body = bytearray()
        over = asyncio.Event()
        sent = False

        async def receive() -> dict[str, Any]:
            nonlocal sent
            if sent:
                await over.wait()
                return {"type": "http.disconnect"}
            block = next(blocks, None)
            sent = block is None
            return {"type": "http.request", "body": block or b"", "more_body": not sent}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                assert not begun, "one answer a request"
                begun.update(message)
            elif message["type"] == "http.response.body":
                assert begun, "the status comes first"
                assert not over.is_set(), "nothing after the end"
                if request.method != "HEAD":
                    body.extend(message.get("body", b""))
                if not message.get("more_body", False):
                    over.set()

        await self.app(scope, receive, send)
        assert over.is_set(), "an answer to its end"
        return httpx.Response(
            begun["status"],
            headers=begun.get("headers", []),
            stream=httpx.ByteStream(bytes(body)),
            request=request,
        )


class Client(TestClient):
    """A caller whose requests run on `loop`."""

    def __init__(self, app: Any, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(app, base_url="http://localhost:8000")
        self._transport = Direct(app, loop)


@contextmanager
def own_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """A loop for the requests of a worker's tests; nothing may be left on it."""
    loop = asyncio.new_event_loop()
    yield loop
    left = asyncio.all_tasks(loop)
    loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()
    assert not left, f"left on the loop: {left}"
