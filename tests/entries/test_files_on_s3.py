"""The routes of files over a bucket: sent, read whole and in parts, taken off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

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
from tests.harness.s3 import s3_server, s3_settings

PDF = b"%PDF-1.7\n" + b"x" * 5000 + b"\n%%EOF\n"


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
    session: Session, sign_in: Callable[..., TestClient]
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
    whole = sara.get(f"{url}/content")
    assert (whole.status_code, whole.content) == (200, PDF)
    assert whole.headers["content-disposition"].endswith("%D8%B4%D8%A7%D9%87%D8%AF.pdf")
    part = sara.get(f"{url}/content", headers={"Range": "bytes=9-108"})
    assert (part.status_code, part.content) == (206, PDF[9:109])
    assert part.headers["content-range"] == f"bytes 9-108/{len(PDF)}"
    beyond = sara.get(f"{url}/content", headers={"Range": "bytes=999999-"})
    assert beyond.status_code == 416
    assert sara.delete(url).status_code == 204
    assert sara.get(f"{url}/content").status_code == 404
