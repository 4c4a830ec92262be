"""Renders refusals, validation errors and failures as RFC 9457 `application/problem+json`.

A problem is `{type, title, status, code, …facts}`: `code` is stable, `title` is a sentence in the reader's
language, instants end in `Z`. A wrong value stands in `errors: [{loc, code, message, …}]`; `loc` is its
path in the body, or starts with `query`, `path` or `header`. What the reader sent is never echoed.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import orjson
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic_core import to_jsonable_python
from sqlalchemy import exc as sa
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kit.errors import N_, Refusal, not_found
from app.kit.i18n import Language, Pair, language_of, translate
from app.kit.ids import uuid7
from app.kit.validation import validation_errors

MEDIA_TYPE: Final = "application/problem+json"
RETRY_AFTER: Final = "5"
API: Final = "/api/"

# A page instead of a problem, for readers of HTML: (request, refusal) → answer, or nothing.
Page = Callable[[Request, Refusal], Response | None]

_SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["type", "title", "status", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string", "description": "A sentence in the language of Accept-Language"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable and machine-readable"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["loc", "code", "message"],
                "properties": {
                    "loc": {
                        "type": "array",
                        "items": {"anyOf": [{"type": "string"}, {"type": "integer"}]},
                    },
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                },
            },
        },
    },
}
# For `FastAPI(responses=RESPONSES)`: every route may answer a problem.
RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    status: {"description": "Problem", "content": {MEDIA_TYPE: {"schema": _SCHEMA}}}
    for status in ("4XX", "5XX")
}


def problem_body(refusal: Refusal, language: Language) -> dict[str, Any]:
    """Return a refusal as the JSON-ready members of a problem."""
    facts = dict(refusal.facts)
    loc = facts.pop("loc", None)
    inner = facts.pop("errors", None)
    message = translate(language, refusal.sentence, **facts)
    body = {name: _plain(value, language) for name, value in facts.items()}
    body |= {
        "type": f"/problems/{refusal.code}",
        "title": message,
        "status": refusal.status,
        "code": refusal.code,
    }
    if loc is not None:
        body["errors"] = [_error(refusal, language)]
    elif inner is not None:
        body["errors"] = [
            _error(one, language) if isinstance(one, Refusal) else _wrong(one, language)
            for one in inner
        ]
    return body


def _wrong(one: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """Return an error that the rules wrote as `{loc, code, message, …facts}`, its message translated."""
    facts = {name: value for name, value in one.items() if name not in ("loc", "code", "message")}
    plain: dict[str, Any] = _plain(one, language)
    return {**plain, "message": translate(language, str(one.get("message", "")), **facts)}


def _error(refusal: Refusal, language: Language) -> dict[str, Any]:
    facts = dict(refusal.facts)
    loc = facts.pop("loc", [])
    return {
        **{name: _plain(value, language) for name, value in facts.items()},
        "loc": list(loc),
        "code": refusal.code,
        "message": translate(language, refusal.sentence, **facts),
    }


def _plain(value: Any, language: Language) -> Any:
    """Return a fact as JSON: aware instants in UTC with `Z`, names as the reader writes them."""
    match value:
        case Pair():
            return value.en if language == "en" else str(value)
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case Mapping():
            return {str(name): _plain(one, language) for name, one in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_plain(one, language) for one in value]
        case _:
            return to_jsonable_python(value)


def problem_response(refusal: Refusal, accept_language: str | None) -> Response:
    """Return a refusal as an answer in the reader's language."""
    language = language_of(accept_language)
    return Response(
        orjson.dumps(problem_body(refusal, language)),
        refusal.status,
        {"Content-Language": language, **refusal.headers},
        media_type=MEDIA_TYPE,
    )


def refusal_of(error: Exception) -> Refusal | None:
    """Return the refusal that an exception of the framework or of a database driver means, if any."""
    match error:
        case Refusal():
            return error
        case RequestValidationError():
            return Refusal(
                "invalid",
                N_("بعض القيم غير صالحة. صحّحها ثم أعد الإرسال."),
                status=422,
                errors=validation_errors(error),
            )
        case HTTPException():
            return _http_refusal(error)
        case _:
            return _database_refusal(error)


def _http_refusal(error: HTTPException) -> Refusal:
    headers = dict(error.headers or {})
    match error.status_code:
        case 404:
            refusal = not_found()
        case 405:
            sentence = N_("هذا العنوان لا يقبل هذه العملية.")
            refusal = Refusal("method_not_allowed", sentence, status=405, headers=headers)
        case 400:
            refusal = Refusal("malformed", N_("تعذّرت قراءة الطلب."), status=400, headers=headers)
        case 413:
            refusal = Refusal(
                "too_large", N_("الطلب أكبر من المسموح."), status=413, headers=headers
            )
        case status:
            refusal = Refusal(f"http_{status}", N_("رُفض الطلب."), status=status, headers=headers)
    return refusal


# SQLite's result codes: busy and locked; then I/O error, full, cannot open.
_SQLITE_BUSY: Final = frozenset({5, 6})
_SQLITE_AWAY: Final = frozenset({10, 13, 14})
# PostgreSQL's SQLSTATE: deadlock, serialization, lock and statement timeouts; connection, resources, shutdown.
_STATES_BUSY: Final = ("40", "55P03", "57014")
_STATES_AWAY: Final = ("08", "53", "57P", "58")
# A character that the database cannot store, and the same found by psycopg before sending.
_STATES_TEXT: Final = ("22021", "22P05")


def _database_refusal(error: Exception) -> Refusal | None:
    cause = error.orig if isinstance(error, sa.DBAPIError) and error.orig is not None else error
    state = str(getattr(cause, "sqlstate", None) or "")
    code = int(getattr(cause, "sqlite_errorcode", None) or 0) & 0xFF
    if state.startswith(_STATES_BUSY) or code in _SQLITE_BUSY:
        sentence = N_("الخادم مشغول الآن. أعد المحاولة بعد لحظات.")
        return Refusal("busy", sentence, status=503, headers={"Retry-After": "1"})
    if state.startswith(_STATES_TEXT) or (isinstance(error, sa.DataError) and "NUL" in str(cause)):
        return Refusal("malformed", N_("في نص الطلب رموز لا تُقبل."), status=422)
    lost = isinstance(error, sa.DBAPIError) and error.connection_invalidated
    # Without a SQLSTATE the driver never reached the server; SQLite always gives its code.
    unreached = (
        isinstance(error, (sa.OperationalError, sa.InterfaceError)) and not state and not code
    )
    # asyncpg's own connecting is not wrapped: refused, unreachable, unknown host, too slow.
    away = isinstance(error, (sa.TimeoutError, sa.DisconnectionError)) or (
        isinstance(error, OSError)
        and any(
            "/asyncpg/" in frame.filename for frame in traceback.extract_tb(error.__traceback__)
        )
    )
    if lost or unreached or away or state.startswith(_STATES_AWAY) or code in _SQLITE_AWAY:
        sentence = N_("قاعدة البيانات غير متاحة الآن. لم يُحفظ شيء؛ أعد المحاولة بعد لحظات.")
        return Refusal("database_away", sentence, status=503, headers={"Retry-After": RETRY_AFTER})
    return None


def _internal(request_id: str) -> Refusal:
    return Refusal(
        "internal",
        N_(
            "حدث خطأ لم نتوقعه ولم يُحفظ شيء. أعد المحاولة، فإن تكرر فأرسل هذا الرمز إلى الدعم: {request_id}"
        ),
        status=500,
        headers={"X-Request-Id": request_id},
        request_id=request_id,
    )


def install(app: FastAPI, *, page: Page | None = None, details: bool = False) -> None:
    """Answer every refusal and failure of `app` with a problem.

    `page` may answer instead for paths outside the API; `details` logs the message and values of an
    unexpected exception (demo and development: they can hold what people wrote).
    """

    async def answer(request: Request, error: Exception) -> Response:
        refusal = refusal_of(error)
        if refusal is None:
            raise error
        return _answered(request, refusal, page)

    for kind in (Refusal, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, answer)
    app.add_middleware(_LastResort, page=page, details=details)


def _answered(request: Request, refusal: Refusal, page: Page | None) -> Response:
    if page is not None and not request.url.path.startswith(API):
        answer = page(request, refusal)
        if answer is not None:
            return answer
    return problem_response(refusal, request.headers.get("accept-language"))


class _LastResort:
    """Pure ASGI: an exception nobody expected becomes a logged 500.

    It is not raised again, because a server's own log would print its message and with it the
    statement's parameters.
    """

    def __init__(self, app: ASGIApp, *, page: Page | None, details: bool) -> None:
        self.app = app
        self.page = page
        self.details = details

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through; answer when the application raises before it answered."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def watching(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watching)
        except Exception as error:  # noqa: BLE001 -- the last resort
            request_id = uuid7().hex
            refusal = refusal_of(error)
            name = "internal" if refusal is None else refusal.code
            _log(name, error, scope, request_id, details=self.details)
            if begun:
                # The answer cannot be taken back: break the connection off, without the message.
                broken = "the answer broke off; see the log for " + request_id
                raise RuntimeError(broken) from None
            refusal = refusal or _internal(request_id)
            await _answered(Request(scope), refusal, self.page)(scope, receive, send)


def _log(name: str, error: Exception, scope: Scope, request_id: str, *, details: bool) -> None:
    """Log what broke and where: no message, no path, no values, for they may hold secrets or scores."""
    chain: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(chain) < 5:
        chain.append(type(cause).__qualname__)
        cause = cause.__cause__ or cause.__context__
    structlog.get_logger("tahkeem").error(
        name,
        request_id=request_id,
        method=scope["method"],
        route=getattr(scope.get("route"), "path", None),
        errors=chain,
        frames=[
            f"{frame.filename.rpartition('/app/')[2]}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)[-12:]
        ],
        **({"exc_info": error} if details else {}),
    )
