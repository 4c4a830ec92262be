"""A submission as bytes, as a code that people can read aloud, and until when another may follow. Pure.

What is hashed is the canonical JSON (RFC 8785) of the entry's words and answers, so that whoever holds
them can compute the same SHA-256 with any tool.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

import rfc8785

from app.editions.rules import Phase
from app.entries.rules import EntryState, check_may_edit, closing
from app.kit.errors import Refusal
from app.kit.ids import code, read_code

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE: Final = {letter: at for at, letter in enumerate(_ALPHABET)}
_FIELD: Final = 0b100101  # x^5 + x^2 + 1: the field of 32 elements
_GROUPS: Final = 4

FACE: Final = ("title_ar", "title_en", "summary_ar", "summary_en")


def canonical(
    entry_id: str, form_version: int, face: Mapping[str, str], answers: Mapping[str, Any]
) -> str:
    """What was submitted, as the one text that its hash is taken of; empty answers are left out.

    `answers` by field id. The same words give the same text, whatever the order they came in.
    """
    content: dict[str, Any] = {
        "answers": {key: value for key, value in answers.items() if value not in (None, "", [])},
        "entry": entry_id,
        "face": dict(face),
        "form_version": form_version,
        "v": 1,
    }
    return rfc8785.dumps(content).decode()


def answers_hash(content: str) -> str:
    """The SHA-256 of a canonical text, in lower hex."""
    return sha256(content.encode()).hexdigest()


def _weighted(letters: str) -> int:
    """Σ letter · αⁱ over the field of 32: a wrong letter or two exchanged neighbours change it."""
    total = 0
    for letter in letters:
        total <<= 1
        if total & 32:
            total ^= _FIELD
        total ^= _VALUE[letter]
    return total


def new_code() -> str:
    """75 random bits and a check character, in four groups of four: `7K2M-Q9XD-01AB-C4TZ`."""
    letters = code(_GROUPS).replace("-", "")[:-1]
    return read_code(letters + check_character(letters))


def check_character(letters: str) -> str:
    """The last character, which makes the whole weigh nothing."""
    total = _weighted(letters) << 1
    return _ALPHABET[total ^ _FIELD if total & 32 else total]


def code_typed(typed: str) -> str | None:
    """The code that a person typed, in the form it was written; None when it cannot be one."""
    read = read_code(typed[:60])
    letters = read.replace("-", "")
    if len(letters) != 4 * _GROUPS or not set(letters) <= _VALUE.keys() or _weighted(letters):
        return None
    return read


def submitted_changes_until(
    phase: Phase,
    opens_at: datetime | None,
    closes_at: datetime | None,
    now: datetime,
    extended_until: datetime | None = None,
) -> datetime | None:
    """Until when what is submitted now may be changed and submitted again; None: it may not."""
    try:
        check_may_edit(EntryState.submitted, phase, opens_at, closes_at, None, now, extended_until)
    except Refusal:
        return None
    return closing(closes_at, extended_until)
