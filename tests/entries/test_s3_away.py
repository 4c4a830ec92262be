"""The routes of files while their bucket does not answer: a sentence each, and nothing is lost."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.database import Database
from app.house import House
from app.kit.ids import uuid7
from app.kit.storage import Storage
from tests.entries.test_files_on_s3 import PDF, TUS
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


@pytest.fixture
def port() -> int:
    """Where the bucket is, now and then."""
    with s3_server() as address:
        return int(address.rsplit(":", 1)[1])


@pytest.fixture
def house(house: House, port: int) -> House:
    """The tests' house, with its files in a bucket that may be away."""
    place = s3_settings(f"http://127.0.0.1:{port}")
    storage = Storage(
        place["files_url"],
        endpoint=place["s3_endpoint"],
        key=place["s3_key"],
        secret=place["s3_secret"],
    )
    return replace(house, settings=house.settings.model_copy(update=place), storage=storage)


def test_a_bucket_that_is_away_loses_nothing(
    session: Session, sign_in: Callable[..., TestClient], database: Database, port: int
) -> None:
    """Sending whole, sending in parts and reading say 503 with a sentence; the same store goes on where it stopped."""
    category = make_category(session, make_edition(session, phase="open"))
    agency = make_organisation(session)
    sara = sign_in(make_member(session, agency))
    entry = make_entry(session, category, agency, state="draft")
    field = make_field(session, category, kind="file", file_types=["application/pdf"], max_files=5)
    base = f"/api/v1/entrant/entries/{entry.id}"
    one = f"{base}/attachments/{uuid7()}"
    said = {"field_id": str(field.id), "filename": "b.pdf"}
    words = ",".join(f"{key} {b64encode(text.encode()).decode()}" for key, text in said.items())
    begin = {**TUS, "Upload-Length": str(len(PDF)), "Upload-Metadata": words}

    def part(place: str, start: int, end: int) -> Any:
        headers = {"Upload-Offset": str(start), "Content-Type": "application/offset+octet-stream"}
        return sara.patch(place, content=PDF[start:end], headers={**TUS, **headers})

    with s3_server(port):
        assert sara.put(f"{one}?field_id={field.id}&name=a.pdf", content=PDF).status_code == 201
        assert run_checks(database) == [{"state": "clean"}]
        content = sara.get(f"{one}/content").content
        place = sara.post(f"{base}/uploads", headers=begin).headers["location"]
        assert part(place, 0, 500).status_code == 204
    ready = sara.get("/readyz")
    assert (ready.status_code, ready.json()["storage"], ready.json()["database"]) == (
        503,
        "away",
        "ok",
    )
    before = sara.get(base).json()
    asked = {
        "sent whole": sara.put(
            f"{base}/attachments/{uuid7()}?field_id={field.id}&name=c.pdf", content=PDF
        ),
        "sent in parts": part(place, 500, len(PDF)),
        "read": sara.get(f"{one}/content"),
    }
    for what, answer in asked.items():
        assert (what, answer.status_code, answer.json()["code"]) == (what, 503, "storage_away")
        assert "أعد المحاولة" in answer.json()["title"]
    assert sara.get(base).json() == before  # nothing took a place or went away
    with s3_server(port):
        assert sara.get(f"{one}/content").content == content
        start = int(sara.head(place, headers=TUS).headers["upload-offset"])
        assert start == 500  # what was acknowledged is kept
        assert part(place, start, len(PDF)).status_code == 204
        files = sara.get(base).json()["attachments"]
        assert sorted(file["name"] for file in files) == ["a.pdf", "b.pdf"]
        assert run_checks(database) == [{"state": "clean"}]
