"""Following a meeting on real servers: heard across processes, and ended when the server drains."""

from __future__ import annotations

import http.client
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from app.actor import Role
from app.database import sync_engine
from app.judging.deliberation.models import AgendaItem, Attendance, Meeting
from app.kit.ids import uuid7
from tests.accounts.support import HASH, PASSWORD
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_juror,
    make_panel,
    make_round,
    make_staff,
    make_user,
)
from tests.harness.migrated import migrate
from tests.harness.postgres import postgres
from tests.harness.server import Server

pytestmark = pytest.mark.process
PATIENCE = 10  # seconds of silence; less than the beat, which would find a change by itself


@dataclass(frozen=True)
class Place:
    """A meeting on a database, and its servers: two where processes share one."""

    servers: list[Server]
    meeting: UUID
    entry: UUID
    member: str
    organiser: str


def lay(url: str) -> tuple[UUID, UUID, str, str]:
    engine, now = sync_engine(url), datetime.now(UTC)
    with Session(engine, expire_on_commit=False) as session:
        edition = make_edition(session, phase="deliberation")
        category = make_category(session, edition)
        round_ = make_round(session, edition, state="closed", closing_hash="ab" * 32)
        entry = make_entry(session, category, state="eligible")
        juror = make_juror(session, edition, make_user(session, password_hash=HASH))
        make_panel(session, round_, juror)
        organiser = make_staff(session, edition, Role.organiser)
        organiser.password_hash = HASH
        meeting = Meeting(
            id=uuid7(),
            edition_id=edition.id,
            round_id=round_.id,
            category_id=category.id,
            quorum=1,
            opened_at=now,
        )
        session.add(meeting)
        session.flush()
        session.add(
            Attendance(meeting_id=meeting.id, juror_id=juror.id, present=True, joined_at=now)
        )
        session.add(AgendaItem(meeting_id=meeting.id, entry_id=entry.id, position=0))
        session.commit()
        found = (meeting.id, entry.id, juror.email, organiser.email)
    engine.dispose()
    return found


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with ExitStack() as stack:
        count = 1
        if os.environ.get("TAHKEEM_TEST_DATABASE") == "postgresql":
            url, count = stack.enter_context(postgres()), 2
        else:
            url = f"sqlite:///{tmp_path / 'tahkeem.sqlite3'}"
        migrate(url)
        laid = lay(url)
        servers = [
            Server(tmp_path, url, {"TAHKEEM_PUBLIC_URL": "http://localhost:1"})
            for _ in range(count)
        ]
        for one in servers:
            stack.callback(one.kill)
            one.start()
        yield Place(servers, *laid)


def ask(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    token: str = "",
    body: Any = None,
) -> http.client.HTTPResponse:
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    sent = None if body is None else json.dumps(body)
    connection.request(method, f"/api/v1{path}", sent, headers)
    return connection.getresponse()


def connect(server: Server) -> closing[http.client.HTTPConnection]:
    return closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE))


def sign_in(server: Server, email: str) -> str:
    with connect(server) as connection:
        answer = ask(connection, "POST", "/sign-in", body={"email": email, "password": PASSWORD})
        assert answer.status == 200
        token: str = json.loads(answer.read())["access_token"]
    return token


def events(answer: Any) -> Iterator[str]:
    """The events' names; ends with the stream."""
    for line in iter(answer.readline, b""):
        if line.startswith(b"event: "):
            yield line[7:].decode().strip()


def test_an_act_on_one_server_is_heard_on_the_other_and_draining_ends_the_stream(
    place: Place,
) -> None:
    near, far = place.servers[0], place.servers[-1]
    path = f"/meetings/{place.meeting}"
    member, organiser = sign_in(near, place.member), sign_in(far, place.organiser)
    with connect(near) as following, ask(following, "GET", f"{path}/signals", member) as answer:
        assert answer.status == 200
        heard = events(answer)
        assert next(heard) == "changed"
        for entry in (str(place.entry), None):
            with connect(far) as acting:
                done = ask(acting, "PUT", f"{path}/current", organiser, {"entry_id": entry})
                assert done.status == 204, done.read()
            assert next(heard) == "changed"
        near.stop()
        assert list(heard) == []
    assert "exceeded" not in near.logs(), (
        "the server waited for the stream until its patience ended"
    )
