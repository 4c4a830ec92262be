"""When a juror may ask, and when they are answered. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from app.kit.errors import N_, Refusal

MOST_OPEN: Final = 20


class AskedKind(StrEnum):
    """What is asked: about the entry, or for a file that can be read."""

    question = "question"
    file = "file"


def check_may_ask(unanswered: int) -> None:
    """Nobody asks without end before they are answered. Refusal: `too_many_asked` (409) with `limit`."""
    if unanswered >= MOST_OPEN:
        raise Refusal(
            "too_many_asked",
            N_("لك في هذه الجولة {limit} سؤالًا وبلاغًا بلا جواب. انتظر الجواب عنها."),
            limit=MOST_OPEN,
        )


def check_may_answer(*, answered: bool) -> None:
    """A juror is answered once. Refusal: `already_answered` (409)."""
    if answered:
        raise Refusal("already_answered", N_("أُجيب عن هذا من قبل."))
