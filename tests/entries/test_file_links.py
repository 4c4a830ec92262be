"""A file's address for a player: a token in it instead of a header, for one file, one session, ten minutes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import Grant
from app.database import Database
from app.kit.ids import uuid7
from tests.conftest import Clock
from tests.entries.test_attachments import PDF, Scene, SignIn
from tests.factories import make_member, make_organisation
from tests.harness.checks import run_checks

LINKS = "/api/v1/file-links"


class Linked:
    """A clean file of an entry, and its address with a token for its owner."""

    def __init__(self, scene: Scene, sign_in: SignIn, database: Database) -> None:
        self.mine = sign_in(scene.sara)
        self.base = f"/api/v1/entrant/entries/{scene.entry.id}/attachments"
        self.path = self.send(scene)
        run_checks(database)
        made = self.mine.post(LINKS, json={"path": self.path})
        assert made.status_code == 200, made.text
        self.url: str = made.json()["url"]
        self.expires_at: str = made.json()["expires_at"]

    def send(self, scene: Scene) -> str:
        key: UUID = uuid7()
        assert self.mine.put(scene.url(key), content=PDF).status_code == 201
        return f"{self.base}/{key}/content"


@pytest.fixture
def linked(session: Session, sign_in: SignIn, database: Database) -> Linked:
    return Linked(Scene(session), sign_in, database)


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_a_player_reads_by_the_address_alone_in_parts(
    linked: Linked, client: TestClient, clock: Clock
) -> None:
    assert linked.url.startswith(f"{linked.path}?file_token=")
    part = client.get(linked.url, headers={"Range": "bytes=0-4"})
    assert (part.status_code, part.content) == (206, b"%PDF-")
    assert part.headers["content-disposition"].startswith("attachment")
    assert part.headers["cache-control"] == "no-store"
    assert linked.expires_at == "2026-03-10T09:10:00Z"
    clock.now += timedelta(minutes=10, seconds=6)
    assert code(client.get(linked.url)) == (401, "token_invalid")


def test_the_token_is_good_for_its_file_alone(linked: Linked, client: TestClient) -> None:
    token = linked.url.partition("file_token=")[2]
    other = linked.path.replace("/content", "/previews/1")
    assert code(client.get(f"{other}?file_token={token}")) == (401, "signed_out")
    elsewhere = linked.path.replace(linked.path.split("/")[-2], str(uuid7()))
    assert code(client.get(f"{elsewhere}?file_token={token}")) == (401, "token_invalid")
    as_access = client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})
    assert code(as_access) == (401, "token_invalid")
    sent = linked.mine.get("/api/v1/me").request.headers["Authorization"]
    access = sent.removeprefix("Bearer ")
    assert code(client.get(f"{linked.path}?file_token={access}")) == (401, "token_invalid")


def test_who_may_not_see_the_file_gains_nothing_by_an_address(
    linked: Linked, session: Session, client: TestClient, sign_in: SignIn
) -> None:
    stranger = sign_in(make_member(session, make_organisation(session, name_ar="أخرى")))
    made = stranger.post(LINKS, json={"path": linked.path}).json()
    assert client.get(made["url"]).status_code == 404
    assert client.get(linked.url).status_code == 200
    session.execute(delete(Grant))  # the right is taken away while the address lives
    session.commit()
    assert client.get(linked.url).status_code == 404


def test_the_address_ends_with_the_session(linked: Linked, client: TestClient) -> None:
    assert linked.mine.post("/api/v1/sign-out").status_code in {200, 204}
    assert client.get(linked.url).status_code == 401


@pytest.mark.parametrize(
    "path", ["/api/v1/me", "/api/v1/attachments/x/content", "https://elsewhere.example/content"]
)
def test_only_files_have_such_addresses(linked: Linked, path: str) -> None:
    assert linked.mine.post(LINKS, json={"path": path}).status_code == 422
