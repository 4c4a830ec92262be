"""JSON read strictly: no duplicate keys, no NaN, no bytes that are not text, no bottomless nesting.

And never more of it than a megabyte or two, nor for longer than a minute: who sends it may be nobody.
"""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import Callable, Coroutine
from typing import Any, Final, NoReturn

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.requests import ClientDisconnect

from app.kit.bodies import read_body
from app.kit.errors import N_, Refusal

MAX_DEPTH: Final = 32
MAX_BYTES: Final = 2 * 1024 * 1024  # 20 000 ids are 800 KB
READ_SECONDS: Final = 60


class _Malformed(ValueError):
    """What is wrong, as a marked Arabic sentence."""


def strict_json(raw: bytes) -> Any:
    """Return the value of a JSON text; `malformed` (422) for anything two readers could understand differently.

    Refuses duplicate keys, NaN and infinities (1e999 too), invalid UTF-8, lone surrogates, NUL characters,
    and nesting deeper than `MAX_DEPTH`.
    """
    try:
        value = json.loads(
            raw.decode(),
            object_pairs_hook=_no_twins,
            parse_constant=_no_constant,
            parse_float=_finite,
        )
        _check(value)
    except _Malformed as wrong:
        raise _malformed(str(wrong)) from None
    except RecursionError:
        raise _malformed(_TOO_DEEP) from None
    except ValueError:  # not UTF-8, not JSON, or a number of thousands of digits
        raise _malformed(N_("نص الطلب ليس JSON صحيحًا.")) from None
    return value


_TOO_DEEP: Final = N_("نص الطلب متداخل أعمق من المسموح.")


def _malformed(sentence: str) -> Refusal:
    return Refusal("malformed", sentence, status=422)


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _Malformed(N_("في نص الطلب مفتاح مكرّر."))
    return members


def _no_constant(_: str) -> NoReturn:
    raise _Malformed(N_("في نص الطلب رقم غير منتهٍ."))


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        _no_constant(text)
    return number


def _check(value: Any) -> None:
    """Walk the value without recursion: depth, and characters that no database stores."""
    waiting: list[tuple[Any, int]] = [(value, 1)]
    while waiting:
        one, depth = waiting.pop()
        if isinstance(one, str):
            _check_text(one)
        elif isinstance(one, dict):
            for key in one:
                _check_text(key)
            waiting += [(inner, depth + 1) for inner in one.values()]
        elif isinstance(one, list):
            waiting += [(inner, depth + 1) for inner in one]
        if depth > MAX_DEPTH:
            raise _Malformed(_TOO_DEEP)


def _check_text(text: str) -> None:
    if "\0" in text or (not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text)):
        raise _Malformed(N_("في نص الطلب رموز لا تُقبل."))


class _StrictRequest(Request):
    """A request whose JSON is read by `strict_json`."""

    _read: Any = None

    async def json(self) -> Any:
        """Return the value read before the route began."""
        return self._read

    async def read_strictly(self) -> None:
        """Read the body now, outside FastAPI's own try, which would turn a refusal into a bare 400."""
        raw = await _limited(self)
        if raw:
            self._read = strict_json(raw)


async def _limited(request: Request) -> bytes:
    """Read the whole body, which the request keeps. Refusals: `too_large` (413), `too_slow` (408)."""
    sentence = N_("الطلب أكبر من المسموح ({limit} بايت).")
    try:
        async with asyncio.timeout(READ_SECONDS):
            raw = await read_body(request, MAX_BYTES, sentence)
    except TimeoutError:
        raise Refusal(
            "too_slow", N_("لم يصل الطلب كاملًا في وقته. أعد المحاولة."), status=408
        ) from None
    except ClientDisconnect:  # nobody reads it, but it is no failure of ours
        raise Refusal("request_broken", N_("انقطع الطلب قبل أن يكتمل."), status=400) from None
    request._body = raw  # noqa: SLF001 -- where Starlette itself keeps what it has read
    return raw


class StrictRoute(APIRoute):
    """A route whose JSON bodies are strict: `APIRouter(route_class=StrictRoute)`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap FastAPI's handler; bodies that a route streams itself are left alone."""
        handler = super().get_route_handler()
        if self.body_field is None:
            return handler

        async def strict(request: Request) -> Response:
            kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind != "application/json" and not (
                kind.startswith("application/") and kind.endswith("+json")
            ):
                await _limited(request)
                return await handler(request)
            careful = _StrictRequest(request.scope, request.receive)
            await careful.read_strictly()
            return await handler(careful)

        return strict
