"""The routes of files over a bucket: sent, read whole and in parts, taken off."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.database import Database
from app.demo.evidence import evidence_pdf
from app.house import House
from app.kit.ids import uuid7
from app.kit.storage import Storage
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_field,
    make_member,
    make_organisation,
)
from tests.harness.checks import run_checks
from tests.harness.s3 import s3_server, s3_settings

PDF = evidence_pdf("Evidence", ["x" * 60] * 20, [("2026", 90)])
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with s3_server() as address:
        yield address


@pytest.fixture
def house(house: House, endpoint: str) -> House:
    """The tests' house, with its files in a bucket."""
    settings = house.settings.model_copy(update=s3_settings(endpoint))
    storage = Storage(
        settings.files_url,
        endpoint=settings.s3_endpoint,
        key=settings.s3_key,
        secret=settings.s3_secret,
        region=settings.s3_region,
    )
    return replace(house, settings=settings, storage=storage)


def test_a_file_goes_into_the_bucket_and_comes_back(
    session: Session, sign_in: Callable[..., TestClient], database: Database
) -> None:
    edition = make_edition(session, phase="open")
    category = make_category(session, edition)
    agency = make_organisation(session)
    sara = sign_in(make_member(session, agency))
    entry = make_entry(session, category, agency, state="draft")
    field = make_field(session, category, kind="file", file_types=["application/pdf"])
    url = f"/api/v1/entrant/entries/{entry.id}/attachments/{uuid7()}"
    sent = sara.put(f"{url}?field_id={field.id}&name=شاهد.pdf", content=PDF)
    assert (sent.status_code, sent.json()["size"]) == (201, len(PDF))
    assert run_checks(database) == [{"state": "clean"}]
    whole = sara.get(f"{url}/content")
    served = whole.content
    assert (whole.status_code, served[:5]) == (200, b"%PDF-")
    assert whole.headers["content-disposition"].endswith("%D8%B4%D8%A7%D9%87%D8%AF.pdf")
    part = sara.get(f"{url}/content", headers={"Range": "bytes=9-108"})
    assert (part.status_code, part.content) == (206, served[9:109])
    assert part.headers["content-range"] == f"bytes 9-108/{len(served)}"
    assert sara.get(f"{url}/previews/1").headers["content-type"] == "image/webp"
    beyond = sara.get(f"{url}/content", headers={"Range": "bytes=999999-"})
    assert beyond.status_code == 416
    assert sara.delete(url).status_code == 204
    assert sara.get(f"{url}/content").status_code == 404


def test_an_upload_in_parts_goes_into_the_bucket(
    session: Session, sign_in: Callable[..., TestClient], database: Database, house: House
) -> None:
    category = make_category(session, make_edition(session, phase="open"))
    agency = make_organisation(session)
    sara = sign_in(make_member(session, agency))
    entry = make_entry(session, category, agency, state="draft")
    field = make_field(session, category, kind="file")
    said = {"field_id": str(field.id), "filename": "شاهد.pdf"}
    words = ",".join(f"{key} {b64encode(text.encode()).decode()}" for key, text in said.items())
    headers = {**TUS, "Upload-Length": str(len(PDF)), "Upload-Metadata": words}
    begun = sara.post(f"/api/v1/entrant/entries/{entry.id}/uploads", headers=headers)
    place = begun.headers["location"]
    for start, end in ((0, 500), (500, len(PDF))):
        assert sara.head(place, headers=TUS).headers["upload-offset"] == str(start)
        part = {"Upload-Offset": str(start), "Content-Type": "application/offset+octet-stream"}
        sent = sara.patch(place, content=PDF[start:end], headers={**TUS, **part})
        assert (sent.status_code, sent.headers["upload-offset"]) == (204, str(end))
    file = sara.get(f"/api/v1/entrant/entries/{entry.id}").json()["attachments"][0]
    assert (file["state"], file["sha256"]) == ("quarantined", sha256(PDF).hexdigest())
    assert run_checks(database) == [{"state": "clean"}]

    async def left() -> list[str]:
        return [key async for key, _ in house.storage.list("incoming")]

    assert asyncio.run(left()) == []
