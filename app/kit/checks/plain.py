"""Plain text: read whole, without hidden characters or markup, and written as UTF-8."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Final

from app.kit.checks.verdict import Verdict, refused
from app.kit.errors import N_
from app.kit.files import is_markup

MOST_BYTES: Final = 32 * 1024 * 1024
_TURNING: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


def check_text(source: Path, media_type: str, out: Path) -> Verdict:
    """Write a text anew in UTF-8. Refusals: `text_unreadable`, `text_too_long`."""
    if source.stat().st_size > MOST_BYTES:
        raise refused("text_too_long", N_("الملف النصي أطول من المسموح. قسّمه ثم ارفعه."))
    data = source.read_bytes()
    text = _decoded(data)
    bad = any(
        unicodedata.category(letter) in {"Cc", "Cs", "Cn"} and letter not in "\t\r\n\f"
        for letter in set(text)
    )
    if bad or is_markup(data[:8192]):
        raise refused(
            "text_unreadable",
            N_("الملف ليس نصًّا خالصًا بترميز UTF-8. احفظه من محرر نصوص بهذا الترميز ثم ارفعه."),
        )
    clean = text.translate(dict.fromkeys(map(ord, _TURNING)))
    (out / "clean").write_bytes(clean.encode())
    return Verdict(media_type, "clean")


def _decoded(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1256", "replace")
