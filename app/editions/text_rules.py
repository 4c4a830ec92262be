"""One piece of an answer, cleaned: a text, a number, a date, an address. Pure.

Texts keep their author's words: only controls that show nothing are taken out. Every check
takes the place `loc` of the piece in the answer, for its refusal (422).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from app.kit.addresses import is_email, is_url
from app.kit.arabic import latin_digits, parse_number, trimmed, without_controls
from app.kit.errors import N_, invalid

MAX_ANSWER: Final = 64_000
MAX_URL: Final = 2_000
MAX_LINE: Final = 500
MAX_PHONE: Final = 30
MIN_DIGITS: Final = 7
# The days that the browsers' Umm al-Qura calendar knows, as in `shared/i18n/dates.ts`.
FIRST_DAY: Final = date(1882, 11, 12)
LAST_DAY: Final = date(2174, 11, 25)


def clean_text(value: object, *loc: str | int, limit: int = MAX_ANSWER) -> str:
    """NFC, one kind of line end, trimmed, empty if nothing shows. Refusals: `not_text`, `too_long`."""
    if not isinstance(value, str):
        raise invalid("not_text", N_("القيمة المطلوبة نص."), *loc)
    if len(value) > limit:
        raise invalid(
            "too_long",
            N_("النص أطول من الحد المسموح ({limit} حرف)."),
            *loc,
            limit=limit,
            length=len(value),
        )
    return trimmed(without_controls(value))


def clean_line(value: object, *loc: str | int, limit: int = MAX_LINE) -> str:
    """One line: every run of white space is one space."""
    return " ".join(clean_text(value, *loc, limit=limit).split())


def plain_number(text: str, *loc: str | int) -> str:
    """A number without grouping, exponent or idle zeros. Refusal: `not_a_number`."""
    try:
        number = parse_number(text)
    except ValueError:
        raise invalid("not_a_number", N_("اكتب رقمًا، مثل 1250 أو 12.5."), *loc) from None
    return plain_decimal(number)


def plain_decimal(number: Decimal) -> str:
    """A number as people write it: without exponent and idle zeros."""
    plain = f"{number:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain == "-0" else plain


def plain_date(text: str, *loc: str | int) -> str:
    """A Gregorian day as ISO 8601. Refusal: `not_a_date`."""
    latin = latin_digits(text)
    try:
        day = date.fromisoformat(latin)
    except ValueError:
        day = None
    if day is None or day.isoformat() != latin:
        raise invalid("not_a_date", N_("اكتب التاريخ بهيئة سنة-شهر-يوم، مثل 2026-01-31."), *loc)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise invalid(
            "not_a_date",
            N_("اكتب تاريخًا ميلاديًا قريبًا، مثل 2026-01-31. إن كان هجريًا فحوّله أولًا."),
            *loc,
        )
    return latin


def plain_url(text: str, *loc: str | int) -> str:
    """A whole http(s) address without credentials. Refusal: `not_a_url`."""
    if len(text) > MAX_URL or not is_url(text):
        raise invalid("not_a_url", N_("اكتب رابطًا كاملًا يبدأ بـ https:// أو http://."), *loc)
    return text


def plain_email(text: str, *loc: str | int) -> str:
    """An address in lower case, or empty. Refusal: `bad_email`."""
    folded = text.lower()
    if folded and not is_email(folded):
        raise invalid("bad_email", N_("اكتب بريدًا صحيحًا، مثل name@example.org."), *loc)
    return folded


def plain_phone(text: str, *loc: str | int) -> str:
    """A number that can be dialled, in Latin digits, or empty. Refusal: `bad_phone`."""
    phone = latin_digits(text)
    digits = sum(c.isdigit() for c in phone)
    spoken = all(c in "0123456789+-(). " for c in phone) and "+" not in phone[1:]
    if phone and (len(phone) > MAX_PHONE or digits < MIN_DIGITS or not spoken):
        raise invalid("bad_phone", N_("اكتب رقم هاتف برمز الدولة، مثل \u200e+966500000000."), *loc)
    return phone
