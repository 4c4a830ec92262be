"""What a check finds, what it may spend, and the reasons for which a file is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from app.kit.errors import N_, Refusal

MAX_PAGES: Final = 1000
MAX_PIXELS: Final = 40_000_000
PREVIEW_SIDE: Final = 480
MAX_PREVIEWS: Final = 8


@dataclass(frozen=True, slots=True)
class Limits:
    """What a form's field allows: pages of a PDF, seconds of a film or sound."""

    pages: int | None = None
    seconds: int | None = None


@dataclass(slots=True)
class Verdict:
    """A file found clean. `clean` and `previews` are names of new files in the check's folder.

    Without `clean` the bytes that were sent are what is served.
    """

    media_type: str
    clean: str | None = None
    pages: int | None = None
    seconds: int | None = None
    width: int | None = None
    height: int | None = None
    previews: list[str] = field(default_factory=list)


def refused(code: str, sentence: str, **facts: Any) -> Refusal:
    """A file that is not taken, with what its sender can do about it."""
    return Refusal(code, sentence, status=422, **facts)


def damaged() -> Refusal:
    """It breaks off, or is not what it says."""
    return refused(
        "file_damaged",
        N_("الملف تالف أو ناقص. افتحه على جهازك للتأكد، ثم احفظه من جديد وارفعه."),
    )


def too_long(seconds: int, limit: int) -> Refusal:
    """A film or sound of more time than the field takes."""
    return refused(
        "media_too_long",
        N_("مدة التسجيل بالدقائق {minutes}، والحد {limit}. اختصره ثم ارفعه."),
        minutes=-(-seconds // 60),
        limit=limit // 60,
    )


# What the rest of the system says of a file: here, so that all reasons stand in one place.
def virus(name: str) -> Refusal:
    """The scanner knows it."""
    return refused(
        "virus_found",
        N_("وجد فاحص الفيروسات في الملف برمجية ضارة ({name}). نظّف جهازك، ثم ارفع نسخة سليمة."),
        name=name,
    )


def failed() -> Refusal:
    """The check broke on it more than once."""
    return refused(
        "check_failed",
        N_("تعذّر فحص هذا الملف. احفظه من برنامجه بصيغة أخرى مقبولة، ثم ارفعه."),
    )
