"""Texts as they arrive: NFC, without controls that show nothing, trimmed, limited.

Annotated types for In schemas. A single-line text has its inner white space collapsed; a long one
keeps its line breaks. All are `str`; empty is allowed unless the name says otherwise below.

`ShortText` 0–300, one line · `LongText` 0–20 000, many lines · `Name` 1–200, one line ·
`Title` 1–300, one line · `OptionalName` 0–200, one line · `Reason` 1–2 000, many lines · `OptionalReason` 0–2 000 ·
`Email` lower case, 3–320 · `OptionalEmail` the same or empty · `Slug` 2–60 of a–z 0–9 and hyphens ·
`Code` 1–40 of letters, digits and `. _ -` · `Url` empty, or http(s), at most 300 ·
`Instant` an aware moment, in UTC, and `Day` a day: both in the years that both calendars know.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Annotated, Final

from pydantic import AfterValidator, AwareDatetime, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from app.kit.addresses import is_email, is_url
from app.kit.arabic import trimmed, without_controls
from app.kit.errors import N_

SHORT: Final = 300
LONG: Final = 20_000
NAME: Final = 200
REASON: Final = 2_000
RAW: Final = 100_000  # before cleaning: nobody's text, refused without a look


def clean(text: str) -> str:
    """Many lines: NFC, line ends of one kind, no controls, trimmed.

    What shows nothing, zero-width characters alone, is empty.
    """
    return trimmed(without_controls(text))


def clean_line(text: str) -> str:
    """One line: as `clean`, with every run of white space as one space."""
    return " ".join(clean(text).split())


def sized(low: int, high: int, *, lines: bool = False) -> AfterValidator:
    """A text between `low` and `high` characters, of one line unless `lines`; put `RAW_TEXT` before it."""

    def check(text: str) -> str:
        text = clean(text) if lines else clean_line(text)
        if len(text) < low:
            raise PydanticCustomError("text_missing", N_("هذا النص مطلوب."))
        if len(text) > high:
            raise PydanticCustomError(
                "text_too_long",
                N_("النص أطول من الحد المسموح ({limit} حرف)."),
                {"max_length": high},  # shown as `limit` by `validation_errors`
            )
        return text

    return AfterValidator(check)


def fold_email(text: str) -> str:
    """The one form in which an e-mail address is stored and compared."""
    return clean_line(text).lower()


def _email(text: str) -> str:
    text = fold_email(text)
    if not is_email(text):
        raise PydanticCustomError("bad_email", N_("اكتب بريدًا صحيحًا، مثل name@example.org."))
    return text


def _optional_email(text: str) -> str:
    return _email(text) if text.strip() else ""


def _slug(text: str) -> str:
    if not 2 <= len(text) <= 60 or not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text):
        raise PydanticCustomError(
            "bad_slug",
            N_("المعرّف في الرابط حروف لاتينية صغيرة وأرقام وشُرَط، من حرفين إلى 60."),
        )
    return text


def _code(text: str) -> str:
    text = clean_line(text)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", text):
        raise PydanticCustomError(
            "bad_code", N_("الرمز حروف لاتينية وأرقام ونقاط وشُرَط، وأقصاه 40 حرفًا.")
        )
    return text


def _url(text: str) -> str:
    text = clean_line(text)
    if text and (not is_url(text) or len(text) > SHORT):
        raise PydanticCustomError("not_a_url", N_("اكتب رابطًا كاملًا يبدأ بـ https:// أو http://."))
    return text


# The whole years of the Hijri calendar's table: far from where a zone or a day more overflows.
FIRST_DAY: Final = date(1925, 1, 1)
LAST_DAY: Final = date(2076, 12, 31)
_FIRST: Final = datetime.combine(FIRST_DAY, time.min, UTC)
_LAST: Final = datetime.combine(LAST_DAY, time.max.replace(microsecond=0), UTC)
_BOUNDS: Final = N_("اختر تاريخًا من عام 1925 إلى عام 2076م.")


def _utc(instant: datetime) -> datetime:
    if not _FIRST <= instant <= _LAST:
        raise PydanticCustomError("bad_instant", _BOUNDS)
    return instant.astimezone(UTC)


def _day(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise PydanticCustomError("bad_day", _BOUNDS)
    return day


def _bounded(kind: str, first: date, last: date) -> WithJsonSchema:
    """The bounds as they stand in the API's description."""
    ends = {"formatMinimum": first.isoformat(), "formatMaximum": last.isoformat()}
    return WithJsonSchema({"type": "string", "format": kind, **ends})


RAW_TEXT: Final = StringConstraints(max_length=RAW)

ShortText = Annotated[str, RAW_TEXT, sized(0, SHORT)]
LongText = Annotated[str, RAW_TEXT, sized(0, LONG, lines=True)]
Name = Annotated[str, RAW_TEXT, sized(1, NAME)]
OptionalName = Annotated[str, RAW_TEXT, sized(0, NAME)]
Title = Annotated[str, RAW_TEXT, sized(1, SHORT)]
Reason = Annotated[str, RAW_TEXT, sized(1, REASON, lines=True)]
OptionalReason = Annotated[str, RAW_TEXT, sized(0, REASON, lines=True)]
Email = Annotated[str, RAW_TEXT, AfterValidator(_email)]
OptionalEmail = Annotated[str, RAW_TEXT, AfterValidator(_optional_email)]
Slug = Annotated[str, RAW_TEXT, AfterValidator(_slug)]
Code = Annotated[str, RAW_TEXT, AfterValidator(_code)]
Url = Annotated[str, RAW_TEXT, AfterValidator(_url)]
Instant = Annotated[AwareDatetime, AfterValidator(_utc), _bounded("date-time", _FIRST, _LAST)]
Day = Annotated[date, AfterValidator(_day), _bounded("date", FIRST_DAY, LAST_DAY)]
