"""Resumable uploads: the tus protocol under our own policy, nothing lost and nothing mixed."""

from __future__ import annotations

import asyncio
import hashlib
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.audit.models import AuditEvent
from app.database import SYSTEM, Database
from app.demo.evidence import evidence_pdf
from app.entries.attachment_job_service import keep_uploads
from app.entries.models import Attachment
from app.house import House
from app.kit.ids import uuid7
from app.kit.incoming import FolderIncoming
from app.office.housekeeping import keep_house
from tests.conftest import Clock
from tests.entries.test_attachments import Scene, kept
from tests.factories import make_entry
from tests.harness.checks import run_checks

SignIn = Callable[..., TestClient]
PDF = evidence_pdf("Evidence", ["x" * 60] * 20, [("2026", 90)])
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture
def scene(session: Session) -> Scene:
    return Scene(session)


class Tus:
    """What a tus client says, by hand."""

    def __init__(self, client: TestClient, scene: Scene) -> None:
        self.client = client
        self.scene = scene
        self.place = f"/api/v1/entrant/entries/{scene.entry.id}/uploads"

    def begin(
        self, length: int = len(PDF), name: str = "تقرير.pdf", **said: str
    ) -> httpx2.Response:
        said = {"field_id": str(self.scene.field.id), "filename": name, **said}
        pairs = (f"{key} {b64encode(value.encode()).decode()}" for key, value in said.items())
        headers = {**TUS, "Upload-Length": str(length), "Upload-Metadata": ",".join(pairs)}
        return self.client.post(self.place, headers=headers)

    def head(self, place: str) -> httpx2.Response:
        return self.client.head(place, headers=TUS)

    def patch(self, place: str, offset: int, content: Any, **more: str) -> httpx2.Response:
        headers = {
            **TUS,
            "Upload-Offset": str(offset),
            "Content-Type": "application/offset+octet-stream",
            **more,
        }
        return self.client.patch(place, headers=headers, content=content)


@pytest.fixture
def tus(scene: Scene, sign_in: SignIn) -> Tus:
    return Tus(sign_in(scene.sara), scene)


def row(session: Session) -> Attachment:
    session.expire_all()
    return session.scalars(select(Attachment)).one()


def test_a_file_in_parts_is_the_same_file(
    tus: Tus, scene: Scene, session: Session, house: House, database: Database
) -> None:
    key = str(uuid7())
    begun = tus.begin(id=key)
    place = begun.headers["location"]
    assert begun.status_code == 201
    assert place == f"{tus.place}/{key}"
    assert begun.headers["tus-resumable"] == "1.0.0"
    assert begun.headers["upload-expires"] == "Thu, 12 Mar 2026 09:00:00 GMT"
    shown = tus.client.get(f"/api/v1/entrant/entries/{scene.entry.id}").json()
    assert [one["id"] for one in shown["uploads"]] == [key]
    assert shown["attachments"] == []
    at = 0
    for size in (100, 300, len(PDF)):
        answer = tus.patch(place, at, PDF[at : at + size])
        at = min(at + size, len(PDF))
        assert (answer.status_code, answer.headers["upload-offset"]) == (204, str(at))
        head = tus.head(place)
        assert (head.headers["upload-offset"], head.headers["upload-length"]) == (
            str(at),
            str(len(PDF)),
        )
        assert head.headers["cache-control"] == "no-store"
    file = row(session)
    assert (file.state, file.sha256) == ("quarantined", hashlib.sha256(PDF).hexdigest())
    assert (file.size, file.media_type) == (len(PDF), "application/pdf")
    assert [path.read_bytes() for path in kept(house)] == [PDF]
    assert run_checks(database) == [{"state": "clean"}]
    acts = session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)).all()
    assert acts == ["attach_file", "accept_attachment"]
    assert tus.client.get(f"/api/v1/entrant/entries/{scene.entry.id}").json()["uploads"] == []


def test_what_the_server_can_do(tus: Tus, client: TestClient) -> None:
    answer = client.options(tus.place)
    said = {name: value for name, value in answer.headers.items() if name.startswith("tus-")}
    assert said == {
        "tus-resumable": "1.0.0",
        "tus-version": "1.0.0",
        "tus-extension": "creation,expiration,termination",
        "tus-max-size": str(4 * 1024**3),
    }


def test_a_broken_line_keeps_what_it_brought(tus: Tus, session: Session, app: FastAPI) -> None:
    place = tus.begin().headers["location"]
    token = tus.head(place).request.headers["authorization"]
    coming: list[dict[str, Any]] = [
        {"type": "http.request", "body": PDF[:150], "more_body": True},
        {"type": "http.request", "body": PDF[150:500], "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> dict[str, Any]:
        return coming.pop(0)

    async def send(_message: dict[str, Any]) -> None:
        return

    headers = {
        **TUS,
        "Authorization": token,
        "Upload-Offset": "0",
        "Content-Type": "application/offset+octet-stream",
    }
    request = {
        "type": "http",
        "method": "PATCH",
        "path": place,
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "root_path": "",
    }
    asyncio.run(app(request, receive, send))
    at = int(tus.head(place).headers["upload-offset"])
    # The gate wants a file's first 8 KiB, or its end: until then nothing is kept.
    assert at == 0
    assert tus.patch(place, 0, PDF[:400]).status_code == 204
    coming[:] = [
        {"type": "http.request", "body": PDF[400:500], "more_body": True},
        {"type": "http.disconnect"},
    ]
    request["headers"] = [
        (name, b"400" if name == b"upload-offset" else value) for name, value in request["headers"]
    ]
    asyncio.run(app(request, receive, send))
    assert tus.head(place).headers["upload-offset"] == "500"
    assert tus.patch(place, 500, PDF[500:]).status_code == 204
    assert row(session).sha256 == hashlib.sha256(PDF).hexdigest()


def test_a_repeat_goes_on_and_a_wrong_place_is_told(tus: Tus) -> None:
    key = str(uuid7())
    place = tus.begin(id=key).headers["location"]
    tus.patch(place, 0, PDF[:200])
    again = tus.begin(id=key)
    assert (again.status_code, again.headers["location"]) == (201, place)
    assert tus.head(place).headers["upload-offset"] == "200"
    wrong = tus.patch(place, 100, PDF[100:])
    assert (wrong.status_code, wrong.json()["code"], wrong.json()["offset"]) == (
        409,
        "offset_conflict",
        200,
    )
    other = tus.begin(id=key, length=7)
    assert (other.status_code, other.json()["code"]) == (409, "id_taken")


def test_two_at_once_are_locked(tus: Tus, house: House, session: Session) -> None:
    place = tus.begin().headers["location"]

    async def both() -> None:
        """Somebody else is sending, through the same store."""
        started, release = asyncio.Event(), asyncio.Event()

        async def slow() -> Any:
            yield b"%"
            started.set()
            await release.wait()

        key = UUID(place.rpartition("/")[2])
        first = asyncio.create_task(house.storage.incoming.append(key, 0, slow(), limit=9))
        await started.wait()
        answer = await asyncio.to_thread(tus.patch, place, 0, PDF)
        assert (answer.status_code, answer.json()["code"]) == (423, "upload_busy")
        release.set()
        await first

    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("a connection of one thread")
    asyncio.run(both())


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"Tus-Resumable": "0.2.2"}, 412, "tus_version"),
        ({"Content-Type": "application/octet-stream"}, 415, "tus_content_type"),
        ({"Upload-Offset": "-1"}, 400, "tus_header"),
        ({"Upload-Offset": "٠"}, 400, "tus_header"),
        ({"Upload-Offset": "1e3"}, 400, "tus_header"),
    ],
)
def test_malformed_parts(tus: Tus, headers: dict[str, str], status: int, code: str) -> None:
    place = tus.begin().headers["location"]
    sent = {name: value.encode() for name, value in headers.items()}
    answer = tus.patch(place, 0, PDF, **sent)  # type: ignore[arg-type]
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert tus.head(place).headers["upload-offset"] == "0"


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"length": 0}, 422, "file_empty"),
        ({"length": 10**9}, 413, "too_large"),
        ({"name": "a.exe"}, 415, "file_type_refused"),
        ({"name": "pdf"}, 422, "file_name_invalid"),
        ({"id": "x"}, 400, "tus_header"),
        ({"field_id": str(uuid7())}, 404, "not_found"),
    ],
)
def test_what_can_be_refused_is_refused_before_a_byte_comes(
    tus: Tus, session: Session, house: House, change: dict[str, Any], status: int, code: str
) -> None:
    answer = tus.begin(**change)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert session.scalars(select(Attachment)).all() == []
    assert kept(house) == []


def test_more_than_was_announced_is_refused(tus: Tus) -> None:
    place = tus.begin(length=100).headers["location"]
    answer = tus.patch(place, 0, PDF)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_another_kind_than_the_name_says_leaves_nothing(
    tus: Tus, session: Session, house: House
) -> None:
    place = tus.begin().headers["location"]
    answer = tus.patch(place, 0, b"MZ" + bytes(len(PDF) - 2))
    assert (answer.status_code, answer.json()["code"]) == (415, "file_mismatch")
    assert (session.scalars(select(Attachment)).all(), kept(house)) == ([], [])
    assert tus.head(place).status_code == 404


def test_giving_up(tus: Tus, session: Session, house: House) -> None:
    place = tus.begin().headers["location"]
    tus.patch(place, 0, PDF[:100])
    gone = [tus.client.delete(place, headers=TUS).status_code for _ in range(2)]
    assert gone == [204, 404]
    assert (session.scalars(select(Attachment)).all(), kept(house)) == ([], [])


def test_nobody_touches_the_upload_of_another(
    tus: Tus, scene: Scene, session: Session, sign_in: SignIn, house: House
) -> None:
    place = tus.begin().headers["location"]
    tus.patch(place, 0, PDF[:100])
    other = make_entry(session, scene.category, scene.agency)
    elsewhere = place.replace(str(scene.entry.id), str(other.id))
    assert tus.head(elsewhere).status_code == 404
    assert tus.patch(elsewhere, 100, PDF[100:]).status_code == 404
    assert tus.client.delete(elsewhere, headers=TUS).status_code == 404
    assert tus.head(place).headers["upload-offset"] == "100"


def test_an_upload_takes_a_place_until_it_is_forgotten(
    tus: Tus, session: Session, clock: Clock, house: House, database: Database
) -> None:
    first, second = (tus.begin().headers["location"] for _ in range(2))
    assert tus.begin().json()["code"] == "too_many_files"
    clock.forward(hours=30)
    tus.patch(first, 0, PDF[:100])  # goes on: its time begins anew
    clock.forward(hours=30)
    assert [tus.head(place).status_code for place in (first, second)] == [200, 404]
    asyncio.run(keep_house(database, SYSTEM))
    assert len(session.scalars(select(Attachment)).all()) == 1
    clock.forward(hours=60)
    asyncio.run(keep_house(database, SYSTEM))
    clock.now += timedelta(days=3650)  # the files' own times are the machine's
    asyncio.run(keep_uploads(database, SYSTEM))
    assert (session.scalars(select(Attachment)).all(), kept(house)) == ([], [])


@pytest.mark.parametrize(("seconds", "status"), [(0, 204), (1, 423)])
def test_the_last_part_arrives_in_time(
    tus: Tus, scene: Scene, clock: Clock, seconds: int, status: int
) -> None:
    clock.now = scene.edition.closes_at - timedelta(hours=1)
    place = tus.begin().headers["location"]
    tus.patch(place, 0, PDF[:100])
    clock.now = scene.edition.closes_at + timedelta(seconds=seconds)
    assert tus.patch(place, 100, PDF[100:]).status_code == status


def test_a_crash_before_the_row_is_mended_by_the_next_look(
    tus: Tus, house: House, session: Session
) -> None:
    """Every byte had come, and the server died before it said so."""
    place = tus.begin().headers["location"]

    async def arrive() -> None:
        async def whole() -> Any:
            yield PDF

        key = UUID(place.rpartition("/")[2])
        await house.storage.incoming.append(key, 0, whole(), limit=len(PDF))

    asyncio.run(arrive())
    assert row(session).state == "arriving"
    assert tus.head(place).headers["upload-offset"] == str(len(PDF))
    assert row(session).state == "quarantined"
    assert tus.head(place).status_code == 200


def test_a_place_that_a_crash_lost_is_made_again(tus: Tus, house: House) -> None:
    key = str(uuid7())
    place = tus.begin(id=key).headers["location"]
    for path in kept(house):
        path.unlink()
    assert tus.begin(id=key).status_code == 201
    assert tus.head(place).headers["upload-offset"] == "0"
    assert tus.patch(place, 0, PDF).status_code == 204


def test_a_full_disk_says_so_and_goes_on_later(
    tus: Tus, monkeypatch: pytest.MonkeyPatch, session: Session
) -> None:
    from app.kit import incoming

    place = tus.begin().headers["location"]

    def full(*_: Any) -> None:
        raise OSError(28, "no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(incoming, "_add", full)
        answer = tus.patch(place, 0, PDF)
    assert (answer.status_code, answer.json()["code"]) == (507, "storage_full")
    assert tus.head(place).headers["upload-offset"] == "0"
    assert tus.patch(place, 0, PDF).status_code == 204


def test_a_store_that_is_away_or_full_is_told_everywhere(
    tus: Tus,
    scene: Scene,
    session: Session,
    house: House,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known, files = uuid7(), Path(house.settings.files_url.removeprefix("file://"))
    assert tus.client.put(scene.url(known), content=PDF).status_code == 201
    run_checks(database)
    content = scene.url(known).partition("?")[0] + "/content"
    files.rename(files.with_name("elsewhere"))
    for _ in range(3):  # no try takes one of the field's places
        asked = [
            tus.client.put(scene.url(uuid7()), content=PDF),
            tus.client.get(content),
            tus.begin(),
        ]
        assert [(one.status_code, one.json()["code"]) for one in asked] == [
            (503, "storage_away")
        ] * 3
    assert row(session).id == known
    files.with_name("elsewhere").rename(files)
    assert tus.client.get(content).status_code == 200

    def full(*_: Any) -> None:
        raise OSError(28, "no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(FolderIncoming, "start", full)
        asked = [tus.client.put(scene.url(uuid7()), content=PDF), tus.begin()]
    assert [(one.status_code, one.json()["code"]) for one in asked] == [(507, "storage_full")] * 2
    assert row(session).id == known
    assert tus.begin().status_code == 201
