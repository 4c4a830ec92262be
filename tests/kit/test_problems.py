"""Problems: every refusal and failure in one shape, in the reader's language, with nothing of the input."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

import pysqlite3
import pytest
import structlog
from fastapi import APIRouter, FastAPI, HTTPException, Query, Request, Response
from pydantic import BaseModel, ConfigDict, EmailStr, Field, field_validator
from sqlalchemy import create_engine, exc, text
from starlette.responses import StreamingResponse
from starlette.testclient import TestClient

from app.kit import problems
from app.kit.errors import N_, KeptRefusal, Refusal, forbidden, invalid, not_found
from app.kit.i18n import Pair
from app.kit.strict import StrictRoute

SECRET = "s3cr3t-input"


class Colour(StrEnum):
    red = "red"


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=3)
    count: int = Field(ge=2)
    email: EmailStr = "a@b.sa"
    colour: Colour = Colour.red
    kind: Literal["x"] = "x"
    share: Decimal = Field(Decimal(0), decimal_places=2)
    tags: list[str] = Field([], max_length=1)
    at: datetime | None = None
    day: date | None = None
    key: UUID | None = None
    word: str = "x"

    @field_validator("word")
    @classmethod
    def _no_secrets(cls, value: str) -> str:
        if value == "ours":
            raise ValueError(N_("القيمة غير صالحة."))
        if value != "x":
            raise ValueError(f"bad: {value} قيمة")
        return value


router = APIRouter(route_class=StrictRoute)


@router.put("/things/{number}")
async def put_thing(number: int, body: Body, page: Annotated[int, Query(ge=1)] = 1) -> int:
    return number + body.count + page


@router.put("/stream")
async def put_stream(request: Request) -> int:
    return sum([len(chunk) async for chunk in request.stream()])


RIYADH = timezone(timedelta(hours=3))
CLOSED = datetime(2026, 3, 10, 12, 0, tzinfo=RIYADH)
RAISED: dict[str, Exception] = {
    "refusal": Refusal(
        "closed", N_("أُغلق في {closes_at}."), closes_at=CLOSED, version=3, n=Decimal("1.5")
    ),
    "kept": KeptRefusal("reused", N_("نعم"), status=401, headers={"X-Kept": "1"}),
    "forbidden": forbidden("not_yours", N_("لا")),
    "missing": not_found(),
    "one": invalid("late", N_("القيمة غير صالحة."), "answers", 2, limit=5),
    "many": Refusal(
        "incomplete",
        N_("لا"),
        status=422,
        errors=[
            invalid("missing", N_("هذا الحقل مطلوب."), "a"),
            {"loc": ["b"], "code": "x", "message": N_("أدخل {limit} أو أكثر."), "limit": 4},
        ],
    ),
    "nested": Refusal("nested", N_("لا"), current={"at": CLOSED, "colour": Colour.red, "set": {1}}),
    "http400": HTTPException(400, SECRET),
    "http413": HTTPException(413),
    "http418": HTTPException(418, headers={"X-Tea": "pot"}),
    "boom": RuntimeError(SECRET),
    "chained": KeyError(SECRET),
    "no_table": exc.OperationalError("SELECT 1", {"p": SECRET}, Exception(SECRET)),
}


@router.get("/raise/{name}")
async def raise_it(name: str) -> None:
    raise RAISED[name]


@router.get("/sql")
async def sql(statement: str) -> None:
    with create_engine("sqlite://", module=pysqlite3).connect() as connection:
        connection.execute(text(statement))


@router.get("/broken-off")
async def broken_off() -> Response:
    async def chunks() -> Any:
        yield b"half"
        raise RuntimeError(SECRET)

    return StreamingResponse(chunks())


def make_app(**options: Any) -> FastAPI:
    app = FastAPI(responses=problems.RESPONSES)
    problems.install(app, **options)
    app.include_router(router, prefix="/api/v1")
    return app


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(make_app()) as made:
        yield made


def problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert (body["status"], body["code"], body["type"]) == (status, code, f"/problems/{code}")
    assert body["title"]
    assert SECRET not in answer.text
    return body


def raised(client: TestClient, name: str, status: int, code: str, **headers: str) -> dict[str, Any]:
    return problem(client.get(f"/api/v1/raise/{name}", headers=headers), status, code)


def test_a_refusal_has_its_facts_and_the_readers_language(client: TestClient) -> None:
    body = raised(client, "refusal", 409, "closed")
    assert body["closes_at"] == "2026-03-10T09:00:00Z"
    assert (body["version"], body["n"]) == (3, "1.5")
    assert "12:00 بتوقيت الرياض" in body["title"]
    answer = client.get("/api/v1/raise/missing", headers={"Accept-Language": "en"})
    assert answer.headers["content-language"] == "en"
    assert problem(answer, 404, "not_found")["title"] == "It does not exist, or you may not see it."


def test_kept_and_forbidden_are_refusals_too(client: TestClient) -> None:
    answer = client.get("/api/v1/raise/kept")
    problem(answer, 401, "reused")
    assert answer.headers["x-kept"] == "1"
    raised(client, "forbidden", 403, "not_yours")


def test_one_wrong_value_stands_among_the_errors(client: TestClient) -> None:
    body = raised(client, "one", 422, "late")
    message = body["title"]
    assert body["errors"] == [
        {"loc": ["answers", 2], "code": "late", "message": message, "limit": 5}
    ]
    assert "loc" not in body


def test_a_refusal_may_carry_many(client: TestClient) -> None:
    assert raised(client, "many", 422, "incomplete")["errors"] == [
        {"loc": ["a"], "code": "missing", "message": "هذا الحقل مطلوب."},
        {"loc": ["b"], "code": "x", "message": "أدخل 4 أو أكثر.", "limit": 4},
    ]


def test_facts_may_be_nested(client: TestClient) -> None:
    body = raised(client, "nested", 409, "nested")
    assert body["current"] == {"at": "2026-03-10T09:00:00Z", "colour": "red", "set": [1]}


GOOD = {"name": "abc", "count": 2}


@pytest.mark.parametrize(
    ("changes", "loc", "code", "message", "limit"),
    [
        ({"name": ...}, ["name"], "missing", "This field is required.", None),
        ({"name": SECRET}, ["name"], "string_too_long", "At most 3 characters.", 3),
        ({"name": 5}, ["name"], "string_type", "Enter a text.", None),
        ({"count": 1}, ["count"], "greater_than_equal", "Enter 2 or more.", 2),
        ({"count": SECRET}, ["count"], "int_parsing", "Enter a whole number.", None),
        ({"count": 2.5}, ["count"], "int_from_float", "Enter a whole number.", None),
        (
            {"email": f"{SECRET}م"},
            ["email"],
            "email_invalid",
            "Enter a valid e-mail address, such as ",
            None,
        ),
        ({"colour": SECRET}, ["colour"], "enum", "Choose one of the allowed values.", None),
        ({"kind": SECRET}, ["kind"], "literal_error", "Choose one of the allowed values.", None),
        ({"share": "1.234"}, ["share"], "decimal_max_places", "At most 2 decimal places.", 2),
        ({"share": SECRET}, ["share"], "decimal_parsing", "Enter a number.", None),
        ({"tags": ["a", "b"]}, ["tags"], "too_long", "At most one item.", 1),
        ({"tags": SECRET}, ["tags"], "list_type", "The value must be a list.", None),
        ({"at": SECRET}, ["at"], "datetime_from_date_parsing", "Enter a date and time with", None),
        ({"day": SECRET}, ["day"], "date_from_datetime_parsing", "Enter a valid date", None),
        ({"key": SECRET}, ["key"], "uuid_parsing", "The identifier is not valid.", None),
        ({SECRET[:6]: 1}, [SECRET[:6]], "extra_forbidden", "This field is unknown.", None),
        ({"word": "ours"}, ["word"], "value_error", "The value is not valid.", None),
        ({"word": SECRET}, ["word"], "value_error", "The value is not valid.", None),
    ],
)
def test_a_wrong_body_names_the_place_and_never_echoes(
    client: TestClient,
    changes: dict[str, Any],
    loc: list[str],
    code: str,
    message: str,
    limit: int | None,
) -> None:
    sent = {k: v for k, v in (GOOD | changes).items() if v is not ...}
    answer = client.put("/api/v1/things/1", json=sent, headers={"Accept-Language": "en"})
    (error,) = problem(answer, 422, "invalid")["errors"]
    assert (error["loc"], error["code"], error.get("limit")) == (loc, code, limit)
    assert error["message"].startswith(message)
    assert set(error) <= {"loc", "code", "message", "limit"}
    arabic = client.put("/api/v1/things/1", json=sent).json()["errors"][0]["message"]
    assert any("\u0620" <= c <= "\u064a" for c in arabic)


def test_path_and_query_keep_their_place(client: TestClient) -> None:
    body = problem(client.put("/api/v1/things/x?page=0", json=GOOD), 422, "invalid")
    assert [error["loc"] for error in body["errors"]] == [["path", "number"], ["query", "page"]]


def test_a_good_body_passes(client: TestClient) -> None:
    assert client.put("/api/v1/things/1", json=GOOD).json() == 4


@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b'{"name":"a","name":"b"}',
        b"NaN",
        b'{"n":1e999}',
        b"\xff",
        b'"\\ud800"',
        b"[" * 99 + b"]" * 99,
    ],
)
def test_a_malformed_body_is_refused_before_the_route(client: TestClient, raw: bytes) -> None:
    for kind in ("application/json", "application/merge-patch+json; charset=utf-8"):
        answer = client.put("/api/v1/things/1", content=raw, headers={"Content-Type": kind})
        problem(answer, 422, "malformed")


@pytest.mark.parametrize(
    "headers", [{}, {"Content-Type": "text/plain"}, {"Content-Type": "application/json"}]
)
def test_no_body_or_another_type_is_a_validation_error(
    client: TestClient, headers: dict[str, str]
) -> None:
    content = b"" if headers.get("Content-Type") == "application/json" else b"{}"
    problem(client.put("/api/v1/things/1", content=content, headers=headers), 422, "invalid")


def test_a_streamed_body_is_left_alone(client: TestClient) -> None:
    answer = client.put(
        "/api/v1/stream", content=b"{{{", headers={"Content-Type": "application/json"}
    )
    assert answer.json() == 3


def test_unknown_routes_and_methods(client: TestClient) -> None:
    problem(client.get("/api/v1/nothing"), 404, "not_found")
    answer = client.delete("/api/v1/stream")
    problem(answer, 405, "method_not_allowed")
    assert answer.headers["allow"] == "PUT"


def test_http_exceptions(client: TestClient) -> None:
    raised(client, "http400", 400, "malformed")
    raised(client, "http413", 413, "too_large")
    answer = client.get("/api/v1/raise/http418")
    problem(answer, 418, "http_418")
    assert answer.headers["x-tea"] == "pot"


def test_an_unexpected_exception_is_logged_without_its_message(client: TestClient) -> None:
    with structlog.testing.capture_logs() as logs:
        answer = client.get(f"/api/v1/raise/boom?token={SECRET}")
    body = problem(answer, 500, "internal")
    assert answer.headers["x-request-id"] == body["request_id"]
    (entry,) = logs
    assert (entry["event"], entry["request_id"], entry["errors"]) == (
        "internal",
        body["request_id"],
        ["RuntimeError"],
    )
    assert entry["method"] == "GET"
    assert entry["frames"][-1].endswith("raise_it")
    assert SECRET not in repr(logs)


def test_details_are_logged_where_they_are_asked_for() -> None:
    with TestClient(make_app(details=True)) as client, structlog.testing.capture_logs() as logs:
        raised(client, "boom", 500, "internal")
    assert logs[0]["exc_info"] is RAISED["boom"]


def test_an_answer_that_broke_off_is_cut_without_the_message(client: TestClient) -> None:
    with (
        structlog.testing.capture_logs() as logs,
        pytest.raises(RuntimeError, match="broke off") as broken,
    ):
        client.get("/api/v1/broken-off")
    assert SECRET not in str(broken.value)
    assert broken.value.__cause__ is None
    assert SECRET not in repr(logs)


def test_a_database_that_is_away_is_a_503(client: TestClient) -> None:
    answer = client.get("/api/v1/raise/no_table")
    problem(answer, 503, "database_away")
    assert answer.headers["retry-after"] == "5"


def test_a_wrong_statement_is_not_an_absent_database(client: TestClient) -> None:
    problem(client.get("/api/v1/sql?statement=SELECT * FROM nowhere"), 500, "internal")


def driver_error(**facts: Any) -> Exception:
    error = Exception(SECRET)
    for name, value in facts.items():
        setattr(error, name, value)
    return error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (exc.TimeoutError("pool"), "database_away"),
        (exc.InterfaceError("", {}, driver_error()), "database_away"),
        (exc.DBAPIError("", {}, driver_error(), connection_invalidated=True), "database_away"),
        (exc.DBAPIError("", {}, driver_error(sqlstate="57P01")), "database_away"),
        (exc.DBAPIError("", {}, driver_error(sqlstate="08006")), "database_away"),
        (exc.DBAPIError("", {}, driver_error(sqlstate="53300")), "database_away"),
        (driver_error(sqlstate="57P03"), "database_away"),
        (
            exc.OperationalError("", {}, driver_error(sqlite_errorcode=sqlite3.SQLITE_FULL)),
            "database_away",
        ),
        (
            exc.OperationalError("", {}, driver_error(sqlite_errorcode=sqlite3.SQLITE_IOERR_FSYNC)),
            "database_away",
        ),
        (exc.OperationalError("", {}, driver_error(sqlite_errorcode=sqlite3.SQLITE_BUSY)), "busy"),
        (exc.DBAPIError("", {}, driver_error(sqlstate="40P01")), "busy"),
        (exc.DBAPIError("", {}, driver_error(sqlstate="40001")), "busy"),
        (exc.OperationalError("", {}, driver_error(sqlstate="57014")), "busy"),
        (exc.DBAPIError("", {}, driver_error(sqlstate="22021")), "malformed"),
        (exc.DataError("", {}, Exception("text fields cannot contain NUL")), "malformed"),
        (exc.DataError("", {}, driver_error(sqlstate="22003")), None),
        (exc.IntegrityError("", {}, driver_error(sqlstate="23505")), None),
        (exc.OperationalError("", {}, driver_error(sqlstate="42P01")), None),
        (ConnectionRefusedError(SECRET), None),
        (ValueError(SECRET), None),
    ],
)
def test_what_a_database_error_means(error: Exception, code: str | None) -> None:
    refusal = problems.refusal_of(error)
    assert (refusal.code if refusal else None) == code
    if code in {"busy", "database_away"}:
        assert refusal is not None
        assert refusal.status == 503
        assert int(refusal.headers["Retry-After"]) > 0


def test_a_postgresql_that_does_not_answer(client: TestClient) -> None:
    import asyncpg

    async def connect() -> None:
        await asyncpg.connect(host="127.0.0.1", port=1, timeout=2)

    with pytest.raises(OSError, match=r"refused|Connect") as away:
        asyncio.run(connect())
    refusal = problems.refusal_of(away.value)
    assert refusal is not None
    assert refusal.code == "database_away"


def test_a_page_may_answer_outside_the_api() -> None:
    def page(request: Request, refusal: Refusal) -> Response | None:
        return (
            Response(f"page {refusal.status}", refusal.status)
            if "html" in request.url.path
            else None
        )

    with TestClient(make_app(page=page)) as client:
        assert client.get("/html").text == "page 404"
        problem(client.get("/other"), 404, "not_found")
        problem(client.get("/api/html"), 404, "not_found")


def test_the_schema_documents_problems() -> None:
    responses = make_app().openapi()["paths"]["/api/v1/things/{number}"]["put"]["responses"]
    assert set(responses) == {"200", "4XX", "5XX"}
    assert list(responses["4XX"]["content"]) == ["application/problem+json"]


def test_lifespan_and_other_scopes_pass_through() -> None:
    seen: list[str] = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    async def nothing(*_: Any) -> Any:
        return {}

    asyncio.run(
        problems._LastResort(inner, page=None, details=False)(
            {"type": "websocket"}, nothing, nothing
        )
    )
    assert seen == ["websocket"]


def test_instants_are_utc_with_z() -> None:
    assert (
        problems._plain(datetime(2026, 1, 1, 0, 0, 0, 123000, tzinfo=UTC), "ar")
        == "2026-01-01T00:00:00.123000Z"
    )


def test_names_are_facts_in_the_readers_language() -> None:
    refusal = Refusal("x", "هذه: {names}", names=[Pair("الأولى", "First"), Pair("وحدها", "")])
    assert problems.problem_body(refusal, "ar")["names"] == ["الأولى", "وحدها"]
    assert problems.problem_body(refusal, "en")["names"] == ["First", "وحدها"]
