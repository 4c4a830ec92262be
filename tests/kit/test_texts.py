"""Texts as they arrive, versions, small pictures and bodies."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi import FastAPI, Request
from PIL import Image
from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.testclient import TestClient

from app.kit import texts
from app.kit.answers import put_answer
from app.kit.arabic import hijri
from app.kit.bodies import read_body
from app.kit.errors import Refusal
from app.kit.images import rewrite_image
from app.kit.problems import install
from app.kit.versions import Put, apply, check_version, same
from tests.harness.migrated import ROOT


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        (texts.ShortText, "  أ  ب\t\u202eج\u202c \n", "أ ب ج"),
        (texts.ShortText, "", ""),
        (texts.LongText, " سطر\r\nآخر\rثالث ", "سطر\nآخر\nثالث"),
        (texts.Name, "e\u0301", "é"),
        (texts.OptionalReason, " ", ""),
        (texts.OptionalReason, "\u200b\u2060\u3164", ""),
        (texts.Name, "👩\u200d💻", "👩\u200d💻"),
        (texts.Name, "می\u200cخواهم", "می\u200cخواهم"),
        (texts.Email, " Sara@Example.ORG ", "sara@example.org"),
        (texts.Email, "a@دومين.السعودية", "a@دومين.السعودية"),
        (texts.OptionalEmail, "  ", ""),
        (texts.Slug, "a-1", "a-1"),
        (texts.Code, " C.1_x-y ", "C.1_x-y"),
        (texts.Url, " https://example.sa/a?b ", "https://example.sa/a?b"),
        (texts.Url, "", ""),
        (texts.Name, "a\x07\x0bb\u202e", "a b"),
        (texts.Reason, "a\x0bb\x0c\x07\u2029c", "a\nb\n\nc"),
    ],
)
def test_texts_are_cleaned(kind: Any, written: str, kept: str) -> None:
    assert TypeAdapter(kind).validate_python(written) == kept


@pytest.mark.parametrize(
    ("kind", "written", "code"),
    [
        (texts.Name, " \u202e ", "text_missing"),
        (texts.Reason, "\n", "text_missing"),
        (texts.Reason, "\u200b\u2060", "text_missing"),
        (texts.ShortText, "x" * 301, "text_too_long"),
        (texts.LongText, "x" * 20_001, "text_too_long"),
        (texts.LongText, "x" * 100_001, "string_too_long"),
        (texts.Name, 5, "string_type"),
        (texts.Email, "a@b", "bad_email"),
        (texts.Email, "a b@example.org", "bad_email"),
        (texts.Email, "x" * 400 + "@example.org", "bad_email"),
        (texts.OptionalEmail, "nobody", "bad_email"),
        (texts.Slug, "-a", "bad_slug"),
        (texts.Slug, "a", "bad_slug"),
        (texts.Code, "", "bad_code"),
        (texts.Code, "x" * 41, "bad_code"),
        (texts.Url, "ftp://example.sa", "not_a_url"),
        (texts.Url, "https://user@example.sa", "not_a_url"),
        (texts.Url, "https://example.sa:99999", "not_a_url"),
        (texts.Url, "https://" + "x" * 300 + ".sa", "not_a_url"),
        (texts.Instant, "0001-01-01T00:00:00+03:00", "bad_instant"),
        (texts.Instant, "9999-12-31T23:59:59Z", "bad_instant"),
        (texts.Instant, "1924-12-31T23:59:59Z", "bad_instant"),
        (texts.Instant, "2077-01-01T01:00:00+00:30", "bad_instant"),
        (texts.Instant, "2026-01-01T00:00:00", "timezone_aware"),
        (texts.Day, "0001-01-01", "bad_day"),
        (texts.Day, "2077-01-01", "bad_day"),
    ],
)
def test_wrong_texts_say_what_is_wrong(kind: Any, written: Any, code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(written)
    assert [one["type"] for one in caught.value.errors()] == [code]


def test_an_instant_is_kept_in_utc() -> None:
    found = TypeAdapter(texts.Instant).validate_python("2026-01-01T03:00:00+03:00")
    assert (found, found.tzinfo) == (datetime(2026, 1, 1, tzinfo=UTC), UTC)


def test_every_day_and_moment_that_arrives_lies_in_years_that_both_calendars_know() -> None:
    for day in (texts.FIRST_DAY, texts.LAST_DAY):
        assert TypeAdapter(texts.Day).validate_python(day.isoformat()) == day
        assert hijri(day)
    described = json.loads((ROOT / "frontend/openapi.json").read_text())
    met: set[str] = set()

    def unbounded(node: Any) -> list[Any]:
        if isinstance(node, list):
            return [one for each in node for one in unbounded(each)]
        if not isinstance(node, dict):
            return []
        name = str(node.get("$ref", "")).rpartition("/")[2]
        if name and name not in met:
            met.add(name)
            return unbounded(described["components"]["schemas"][name])
        here = node.get("format") in ("date", "date-time") and "formatMaximum" not in node
        return [node] * here + unbounded(list(node.values()))

    arriving = {
        operation["operationId"]: [operation.get("parameters"), operation.get("requestBody")]
        for methods in described["paths"].values()
        for operation in methods.values()
    }
    assert {name: found for name, node in arriving.items() if (found := unbounded(node))} == {}
    assert len(met) > 50


class Shown(BaseModel):
    name: str
    version: int = 3


@dataclass
class Thing:
    name: str
    size: int


def test_a_change_says_which_version_it_changes() -> None:
    check_version(3, "3")
    with pytest.raises(Refusal) as bare:
        check_version(3, None)
    assert (bare.value.status, bare.value.code, bare.value.facts) == (
        428,
        "condition_required",
        {"version": 3},
    )
    for current, shown in (
        (lambda: Shown(name="a"), {"name": "a", "version": 3}),
        (lambda: {"name": "a"}, {"name": "a"}),
    ):
        with pytest.raises(Refusal) as stale:
            check_version(3, "2", current)
        assert (stale.value.status, stale.value.facts) == (412, {"version": 3, "current": shown})
    with pytest.raises(Refusal) as silent:
        check_version(3, "*")
    assert silent.value.facts == {"version": 3}


def test_what_is_the_same_is_not_changed() -> None:
    thing = Thing("a", 1)
    assert same(thing, {"name": "a", "size": 1})
    assert apply(thing, {"name": "a", "size": 2}) == ["size"]
    assert not same(thing, {"size": 1})


def test_a_put_answers_created_or_not_with_its_version() -> None:
    made = put_answer(lambda row: Shown(name=row))(Put("a", created=True))
    assert (made.status_code, made.headers["etag"], made.body) == (
        201,
        '"3"',
        b'{"name":"a","version":3}',
    )
    kept = put_answer(lambda row: Shown(name=row))(Put("a", created=False))
    assert kept.status_code == 200

    class Plain(BaseModel):
        name: str

    plain = put_answer(lambda row: Plain(name=row))(Put("a", created=False))
    assert "etag" not in plain.headers


def picture(kind: str, size: tuple[int, int], mode: str, **values: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **values)
    return out.getvalue()


def test_pictures_are_written_anew() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6  # a quarter turn
    data, media_type = rewrite_image(picture("JPEG", (30, 10), "RGB", exif=turned), max_side=20)
    shown = Image.open(io.BytesIO(data))
    assert (media_type, shown.size, dict(shown.getexif())) == ("image/jpeg", (7, 20), {})
    for mode, wanted in (("RGBA", "image/png"), ("P", "image/png"), ("L", "image/jpeg")):
        assert rewrite_image(picture("PNG", (3, 3), mode), max_side=20)[1] == wanted
    assert rewrite_image(picture("WEBP", (3, 3), "RGB"), max_side=20)[1] == "image/jpeg"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "image_unreadable"),
        (b"GIF89a", "image_unreadable"),
        (picture("PNG", (50, 50), "RGB")[:-30], "image_unreadable"),
        (picture("PNG", (2001, 2001), "1"), "image_too_large"),
        (picture("PNG", (20_000, 20_000), "1"), "image_too_large"),
    ],
)
def test_what_is_no_small_picture_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        rewrite_image(data, max_side=20)
    assert caught.value.code == code


def test_a_body_is_counted_and_not_believed() -> None:
    app = FastAPI()
    install(app)

    @app.put("/")
    async def put(request: Request) -> int:
        return len(await read_body(request, 10))

    client = TestClient(app)
    assert client.put("/", content=b"x" * 10).json() == 10
    large = client.put("/", content=iter([b"x" * 6, b"x" * 6]))
    assert (large.status_code, large.json()["code"], large.json()["limit"]) == (
        413,
        "too_large",
        10,
    )
