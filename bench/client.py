"""A plain HTTP caller for signing in and for the conformance checks; the load comes from wrk."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import Any

from app.demo.rules import PASSWORD
from tests.harness.server import Server


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: Any
    raw: bytes
    headers: dict[str, str]


def ask(
    server: Server,
    method: str,
    path: str,
    body: Any = None,
    *,
    token: str = "",
    headers: dict[str, str] | None = None,
) -> Answer:
    """One request; a body of bytes is sent as it is."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    sent = {"Host": f"localhost:{server.port}", **(headers or {})}
    if body is not None:
        sent["Content-Type"] = "application/json"
    if token:
        sent["Authorization"] = f"Bearer {token}"
    data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
    try:
        connection.request(method, path, data, sent)
        answer = connection.getresponse()
        raw = answer.read()
        kind = answer.headers.get("Content-Type", "")
        shown = json.loads(raw) if "json" in kind and raw else None
        return Answer(answer.status, shown, raw, {k.lower(): v for k, v in answer.getheaders()})
    finally:
        connection.close()


def sign_in(server: Server, email: str) -> str:
    """An access token of a demo account."""
    answer = ask(server, "POST", "/api/v1/sign-in", {"email": email, "password": PASSWORD})
    assert answer.status == 200, answer.body
    token: str = answer.body["access_token"]
    return token


@dataclass(frozen=True)
class Desk:
    """A juror's token, round and the evaluations that can still be saved (id → head or None)."""

    email: str
    token: str
    round_id: str
    evaluations: dict[str, str | None]


def open_desk(server: Server, email: str) -> Desk:
    """Sign a juror in and read the queue."""
    token = sign_in(server, email)
    queue = ask(server, "GET", "/api/v1/juror/evaluations", token=token).body["items"]
    free = {one["evaluation_id"]: one["head"] for one in queue if one["state"] != "submitted"}
    return Desk(email, token, queue[0]["round_id"] if queue else "", free)


def juror_addresses() -> list[str]:
    """The demo's jurors."""
    from app.demo.rules import JURORS, email, juror_name

    return [email(juror_name(number)) for number in range(JURORS)]
