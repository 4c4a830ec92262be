"""Headers on every answer, as pure ASGI middleware: security, and the mark of a demonstration."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ALWAYS: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
# Neither the SPA nor the pages run an inline script; Trusted Types guard the rest.
CSP: Final = (
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self' 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='; "  # react-aria's one style
    "img-src 'self' data: blob:; "
    "font-src 'self'; "
    "media-src 'self' blob:; "  # blob: a film kept on a juror's device
    "connect-src 'self'; "
    "manifest-src 'self'; "
    "worker-src 'self'; "
    "base-uri 'none'; "
    "form-action 'self'; "
    "frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; "
    "trusted-types tahkeem"
)


class SecurityHeaders:
    """Add the headers of `ALWAYS`, a CSP, HSTS over https; under `/api/` `no-store` and the time.

    `Server-Time` is the clock by which deadlines act, so that the SPA can count down to them.
    """

    def __init__(
        self, app: ASGIApp, *, https: bool, clock: Callable[[], datetime], csp: str = CSP
    ) -> None:
        self.app = app
        self.https = https
        self.clock = clock
        self.csp = csp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wrap `send`; an answer that set a header itself keeps it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in ALWAYS.items():
                    headers.setdefault(name, value)
                headers.setdefault("content-security-policy", self.csp)
                if self.https:
                    headers.setdefault("strict-transport-security", "max-age=31536000")
                if scope["path"].startswith("/api/"):
                    headers.setdefault("cache-control", "no-store")
                    now = self.clock().astimezone(UTC).isoformat(timespec="milliseconds")
                    headers["server-time"] = now.replace("+00:00", "Z")
            await send(message)

        await self.app(scope, receive, with_headers)


# Tables that people take out of the system.
_TABLES: Final = ("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


class DemoNames:
    """In a demonstration, say so in the name of every exported table: `demo-entries.xlsx`.

    The mark is in the name alone: cells stay what the same export of a real system holds.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wrap `send`."""

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                saved = headers.get("content-disposition", "")
                exported = not scope["path"].endswith("/content")  # a person's own file
                if saved and exported and headers.get("content-type", "").startswith(_TABLES):
                    for start in ('filename="', "filename*=UTF-8''"):
                        saved = saved.replace(start, f"{start}demo-")
                    headers["content-disposition"] = saved
            await send(message)

        await self.app(scope, receive, marked)
