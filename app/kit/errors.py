"""Refusals: objects with a stable code, a sentence to translate and the facts a reader needs."""

from __future__ import annotations

from typing import Any


def N_(sentence: str) -> str:  # noqa: N802 -- the gettext marker's usual name
    """Mark an Arabic sentence for extraction; it is translated when the refusal is rendered."""
    return sentence


class Refusal(Exception):
    """Something the rules do not allow. Nothing of the request is kept.

    `code` is stable and machine-readable; `sentence` is Arabic with `{name}` placeholders filled
    from `facts` and tells the reader what to do; `status` is the HTTP status; `facts` are
    JSON-ready values (instants as aware datetimes) sent beside the sentence.
    """

    def __init__(
        self,
        code: str,
        sentence: str,
        *,
        status: int = 409,
        headers: dict[str, str] | None = None,
        **facts: Any,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.status = status
        self.headers = headers or {}
        self.facts = facts

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.code!r}, {self.status}, {self.facts!r})"


class KeptRefusal(Refusal):
    """A refusal that leaves what it recorded: `work` commits first and raises after."""


def not_found() -> Refusal:
    """What may not be seen does not exist."""
    return Refusal("not_found", N_("غير موجود، أو لا يحق لك الاطّلاع عليه."), status=404)


def forbidden(code: str, sentence: str, **facts: Any) -> Refusal:
    """May be seen, may not be done: 403 with the reason."""
    return Refusal(code, sentence, status=403, **facts)


def invalid(code: str, sentence: str, *loc: str | int, **facts: Any) -> Refusal:
    """One wrong value at `loc`, in the shape of a validation problem (422)."""
    return Refusal(code, sentence, status=422, loc=list(loc), **facts)
