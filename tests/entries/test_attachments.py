"""Files: streamed in, refused clearly, nothing left behind, sent out as downloads."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Role
from app.audit.models import AuditEvent
from app.database import Database
from app.demo.evidence import evidence_pdf
from app.editions.models import Field
from app.entries.models import Attachment, Entry
from app.house import House
from app.kit.ids import uuid7
from app.organisations.models import Organisation
from tests.conftest import Clock
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_field,
    make_member,
    make_organisation,
    make_staff,
)
from tests.harness.checks import run_checks

SignIn = Callable[..., TestClient]
PDF = evidence_pdf("Evidence", ["People served: 120000"], [("2025", 40), ("2026", 90)])
SMALL = b"%PDF-1.7\n%%EOF\n"


class Scene:
    def __init__(self, session: Session) -> None:
        self.edition = make_edition(session)
        self.category = make_category(session, self.edition)
        self.field: Field = make_field(session, self.category, kind="file", max_files=2)
        self.agency: Organisation = make_organisation(session)
        self.sara: User = make_member(session, self.agency)
        self.entry: Entry = make_entry(session, self.category, self.agency)

    def url(self, key: UUID, name: str = "تقرير.pdf", field: Field | None = None) -> str:
        query = f"field_id={(field or self.field).id}&name={quote(name)}"
        return f"/api/v1/entrant/entries/{self.entry.id}/attachments/{key}?{query}"


@pytest.fixture
def scene(session: Session) -> Scene:
    return Scene(session)


def kept(house: House) -> list[Path]:
    """Every file that the store holds, the spool included."""
    folder = Path(house.settings.files_url.removeprefix("file://"))
    return sorted(path for path in folder.rglob("*") if path.is_file())


def rows(session: Session) -> list[tuple[str, str]]:
    session.expire_all()
    return [(row.name, row.state) for row in session.scalars(select(Attachment))]


def test_a_file_is_kept_with_its_hash_and_comes_back_whole_or_in_part(
    scene: Scene, session: Session, sign_in: SignIn, house: House, database: Database
) -> None:
    client, key = sign_in(scene.sara), uuid7()
    first = client.put(scene.url(key), content=PDF)
    again = client.put(scene.url(key), content=PDF)
    assert [first.status_code, again.status_code] == [201, 200]
    assert first.json() == again.json()
    assert first.json() == {
        "id": str(key),
        "field_id": str(scene.field.id),
        "name": "تقرير.pdf",
        "media_type": "application/pdf",
        "size": len(PDF),
        "sha256": hashlib.sha256(PDF).hexdigest(),
        "added_at": "2026-03-10T09:00:00Z",
        "state": "quarantined",
        "reason": "",
        "facts": {},
        "correct_until": None,
        "clean_size": 0,
        "clean_sha256": "",
        "pages": None,
        "seconds": None,
        "previews": 0,
    }
    assert [path.read_bytes() for path in kept(house)] == [PDF]
    other = client.put(scene.url(key), content=PDF + b"x")
    assert (other.status_code, other.json()["code"]) == (409, "id_taken")
    shown = client.get(f"/api/v1/entrant/entries/{scene.entry.id}").json()
    assert [file["id"] for file in shown["attachments"]] == [str(key)]

    url = f"/api/v1/entrant/entries/{scene.entry.id}/attachments/{key}/content"
    early = client.get(url)
    assert (early.status_code, early.json()["code"]) == (409, "file_being_checked")
    assert run_checks(database) == [{"state": "clean"}]
    file = client.get(f"/api/v1/entrant/entries/{scene.entry.id}").json()["attachments"][0]
    assert (file["state"], file["pages"], file["previews"]) == ("clean", 1, 1)
    assert file["sha256"] == hashlib.sha256(PDF).hexdigest()

    whole = client.get(url)
    served = whole.content
    assert (whole.status_code, len(served)) == (200, file["clean_size"])
    assert served.startswith(b"%PDF-")
    assert served != PDF
    part = client.get(url, headers={"Range": "bytes=0-7"})
    tail = client.get(url, headers={"Range": "bytes=-6"})
    wrong = client.get(url, headers={"Range": f"bytes={len(served)}-"})
    assert (part.status_code, part.content) == (206, served[:8])
    assert part.headers["content-range"] == f"bytes 0-7/{len(served)}"
    assert tail.content == served[-6:]
    assert (wrong.status_code, wrong.json()["code"]) == (416, "range_unsatisfiable")
    assert secured(whole) == {
        "content-type": "application/pdf",
        "content-disposition": "attachment; filename=\"_.pdf\"; filename*=UTF-8''"
        + quote("تقرير.pdf"),
        "content-security-policy": "sandbox; default-src 'none'",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
        "accept-ranges": "bytes",
    }
    small = client.get(f"{url.removesuffix('content')}previews/1")
    assert small.content[:4] + small.content[8:12] == b"RIFFWEBP"
    assert secured(small) == {
        "content-type": "image/webp",
        "content-disposition": "inline",
        "content-security-policy": "sandbox; default-src 'none'",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
        "accept-ranges": "bytes",
    }
    for number in (0, 2):
        assert client.get(f"{url.removesuffix('content')}previews/{number}").status_code == 404


def secured(answer: Any) -> dict[str, str]:
    """The headers that keep a file from doing anything."""
    return {
        name: answer.headers[name]
        for name in (
            "content-type",
            "content-disposition",
            "content-security-policy",
            "x-content-type-options",
            "cache-control",
            "accept-ranges",
        )
    }


@pytest.mark.parametrize(
    ("name", "content", "status", "code"),
    [
        ("a.pdf", b"", 422, "file_empty"),
        ("a.exe", b"MZ", 415, "file_type_refused"),
        ("a.svg", b"<svg/>", 415, "file_type_refused"),
        ("a.pdf", b"MZ" + b"\0" * 100, 415, "file_mismatch"),
        ("pdf", SMALL, 422, "file_name_invalid"),
        ("a.pdf", SMALL + b" " * 2000, 413, "too_large"),
    ],
)
def test_bad_files_are_refused_and_leave_nothing(
    scene: Scene,
    session: Session,
    sign_in: SignIn,
    house: House,
    name: str,
    content: bytes,
    status: int,
    code: str,
) -> None:
    scene.field.max_bytes = 1000
    session.commit()
    answer = sign_in(scene.sara).put(scene.url(uuid7(), name), content=content)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert (rows(session), kept(house)) == ([], [])
    assert session.scalars(select(AuditEvent)).all() == []


def test_a_stream_without_a_length_is_cut_at_the_limit(
    scene: Scene, session: Session, sign_in: SignIn, house: House
) -> None:
    scene.field.max_bytes = 1000
    session.commit()

    def endless() -> Any:
        yield SMALL
        for _ in range(100):
            yield b" " * 100

    answer = sign_in(scene.sara).put(scene.url(uuid7()), content=endless())
    assert (answer.status_code, answer.json()["limit"]) == (413, 1000)
    assert (rows(session), kept(house)) == ([], [])


def test_a_connection_that_breaks_leaves_nothing(
    scene: Scene, session: Session, sign_in: SignIn, house: House, app: FastAPI
) -> None:
    path, _, query = scene.url(uuid7()).partition("?")
    token = sign_in(scene.sara).get("/api/v1/entrant/entries").request.headers["authorization"]
    coming: list[dict[str, Any]] = [
        {"type": "http.request", "body": PDF, "more_body": True},
        {"type": "http.disconnect"},
    ]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return coming.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    request = {
        "type": "http",
        "method": "PUT",
        "path": path,
        "query_string": query.encode(),
        "headers": [(b"authorization", token.encode()), (b"content-length", b"1000")],
        "root_path": "",
    }
    asyncio.run(app(request, receive, send))
    assert sent[0]["status"] == 400
    assert (rows(session), kept(house)) == ([], [])


def test_a_field_takes_so_many_files(scene: Scene, session: Session, sign_in: SignIn) -> None:
    client = sign_in(scene.sara)
    text = make_field(session, scene.category, position=1)
    foreign = make_field(session, make_category(session, scene.edition), kind="file")
    keys = [uuid7(), uuid7()]
    for number, key in enumerate(keys):
        assert client.put(scene.url(key, f"{number}.pdf"), content=PDF).status_code == 201
    full = client.put(scene.url(uuid7()), content=PDF)
    assert (full.status_code, full.json()["code"], full.json()["limit"]) == (
        409,
        "too_many_files",
        2,
    )
    wrong = client.put(scene.url(uuid7(), field=text), content=PDF)
    assert wrong.json()["errors"][0]["code"] == "not_a_file_field"
    assert client.put(scene.url(uuid7(), field=foreign), content=PDF).status_code == 404
    plain = scene.url(keys[0]).partition("?")[0]
    gone = [client.delete(plain).status_code for _ in range(2)]
    assert gone == [204, 204]
    assert client.get(f"{plain}/content").status_code == 404
    assert client.put(scene.url(uuid7()), content=PDF).status_code == 201
    assert client.put(scene.url(keys[0], "0.pdf"), content=PDF).json()["code"] == "id_taken"
    acts = session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)).all()
    assert acts == ["attach_file", "attach_file", "remove_attachment", "attach_file"]


def test_an_upload_that_a_crash_left_can_be_sent_again(
    scene: Scene, session: Session, sign_in: SignIn, clock: Clock
) -> None:
    key = uuid7()
    for number in range(2):
        session.add(
            Attachment(
                id=key if number else uuid7(),
                entry_id=scene.entry.id,
                field_id=scene.field.id,
                name="تقرير.pdf",
                state="arriving",
                added_at=clock.now,
            )
        )
    session.commit()
    client = sign_in(scene.sara)
    busy = client.put(scene.url(uuid7()), content=PDF)
    assert busy.json()["code"] == "too_many_files"
    assert client.put(scene.url(key), content=PDF).status_code == 201
    clock.forward(hours=2)
    assert client.put(scene.url(uuid7(), "b.pdf"), content=PDF).status_code == 201
    assert sorted(rows(session)) == [("b.pdf", "quarantined"), ("تقرير.pdf", "quarantined")]


@pytest.mark.parametrize(("seconds", "status"), [(0, 201), (1, 423)])
def test_the_deadline_is_the_arrival_of_the_request(
    scene: Scene, session: Session, sign_in: SignIn, clock: Clock, seconds: int, status: int
) -> None:
    clock.now = scene.edition.closes_at + timedelta(seconds=seconds)
    client = sign_in(scene.sara)
    assert client.put(scene.url(uuid7()), content=PDF).status_code == status


def test_a_submission_in_between_refuses_the_file(
    scene: Scene, session: Session, sign_in: SignIn, house: House
) -> None:
    """The entry was submitted, and found eligible, while the bytes were on their way."""

    def slow() -> Any:
        yield PDF
        scene.entry.state = "eligible"
        session.commit()

    answer = sign_in(scene.sara).put(scene.url(uuid7()), content=slow())
    assert (answer.status_code, answer.json()["code"]) == (409, "entry_not_editable")
    assert rows(session) == []


def test_staff_download_and_others_do_not(
    scene: Scene, session: Session, sign_in: SignIn, database: Database
) -> None:
    key = uuid7()
    sign_in(scene.sara).put(scene.url(key), content=PDF)
    run_checks(database)
    url = f"/api/v1/attachments/{key}/content"
    stranger = make_staff(session, make_edition(session))
    scene.entry.state = "submitted"
    session.commit()
    assert sign_in(make_staff(session, scene.edition, Role.screener)).get(url).status_code == 200
    assert sign_in(stranger).get(url).status_code == 404
    assert sign_in(scene.sara).get(url).status_code == 403
    other = make_entry(session, scene.category, scene.agency)
    elsewhere = f"/api/v1/entrant/entries/{other.id}/attachments/{key}"
    assert sign_in(scene.sara).get(f"{elsewhere}/content").status_code == 404
    assert sign_in(scene.sara).delete(elsewhere).status_code == 404


def test_a_file_that_the_store_lost_says_so(
    scene: Scene, session: Session, sign_in: SignIn, house: House, database: Database
) -> None:
    key = uuid7()
    client = sign_in(scene.sara)
    client.put(scene.url(key), content=PDF)
    run_checks(database)
    for path in kept(house):
        path.unlink()
    answer = client.get(f"{scene.url(key).partition('?')[0]}/content")
    assert (answer.status_code, answer.json()["code"]) == (404, "file_lost")


def test_the_list_misses_what_the_entry_misses(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    client, key = sign_in(scene.sara), uuid7()
    scene.field.required = True
    scene.entry.state, scene.entry.return_until = "returned", scene.edition.closes_at
    session.commit()
    assert client.put(scene.url(key), content=PDF).status_code == 201
    url = f"/api/v1/entrant/entries/{scene.entry.id}"
    assert client.post(f"{url}/submit").status_code == 200
    session.expire_all()
    scene.entry.state = "returned"
    session.commit()
    assert client.delete(f"{url}/attachments/{key}").status_code == 204
    (row,) = client.get("/api/v1/entrant/entries").json()["items"]
    assert row["missing"] == client.get(url).json()["missing"]
    assert [one["code"] for one in row["missing"]] == ["file_missing"]
