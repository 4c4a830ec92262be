"""Arabic text, digits, both calendars and bidi isolation, the same everywhere the server writes.

Everything takes plain values and never looks at a locale's defaults: language, digits and zone
are always named. `frontend/src/shared/i18n` has the browser's twin and passes the same vectors.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from hijridate import Gregorian

Language = Literal["ar", "en"]
Digits = Literal["latn", "arab"]

_ARABIC_INDIC = "٠١٢٣٤٥٦٧٨٩"
_PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
_TO_LATIN = {ord(d): str(n) for row in (_ARABIC_INDIC, _PERSIAN) for n, d in enumerate(row)}
_TO_ARABIC = {ord(str(n)): d for n, d in enumerate(_ARABIC_INDIC)}

_TATWEEL = "\u0640"
_FOLD_LETTERS = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ئ": "ء",
        "ؤ": "ء",
        "ة": "ه",
        "ھ": "ه",
        "ہ": "ه",
        "ک": "ك",
        _TATWEEL: None,
    }
)
_BIDI_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+")
_MAX_NUMBER = 40
_UNCOUNTED = frozenset({"Mn", "Me", "Cf"})
# Digits of the three sets: what stands between two of them joins them.
_DIGIT = f"[0-9{_ARABIC_INDIC}{_PERSIAN}]"
_ADDRESS = re.compile("https?://[^\\s،؛؟]+", re.IGNORECASE)
_SEPARATORS = re.compile(
    '[\\s\u0085\u001c-\u001f\u200b\ufeff،؛؟۔!?;"«»“”„()\\[\\]{}<>…—|]'
    f"|(?<!{_DIGIT})[,:–]|[,:–](?!{_DIGIT})"
)

_GREGORIAN_MONTHS: dict[Language, tuple[str, ...]] = {
    "ar": (
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
# As CLDR names them, so that the server and the browser write one name on one page.
_HIJRI_MONTHS: dict[Language, tuple[str, ...]] = {
    "ar": (
        "محرم",
        "صفر",
        "ربيع الأول",
        "ربيع الآخر",
        "جمادى الأولى",
        "جمادى الآخرة",
        "رجب",
        "شعبان",
        "رمضان",
        "شوال",
        "ذو القعدة",
        "ذو الحجة",
    ),
    "en": (
        "Muharram",
        "Safar",
        "Rabiʻ I",
        "Rabiʻ II",
        "Jumada I",
        "Jumada II",
        "Rajab",
        "Shaʻban",
        "Ramadan",
        "Shawwal",
        "Dhuʻl-Qiʻdah",
        "Dhuʻl-Hijjah",
    ),
}
_ZONE_NAMES: dict[str, dict[Language, str]] = {
    "Asia/Riyadh": {"ar": "بتوقيت الرياض", "en": "Riyadh time"},
    "Asia/Bahrain": {"ar": "بتوقيت المنامة", "en": "Manama time"},
    "Asia/Kuwait": {"ar": "بتوقيت الكويت", "en": "Kuwait time"},
    "Asia/Qatar": {"ar": "بتوقيت الدوحة", "en": "Doha time"},
    "Asia/Dubai": {"ar": "بتوقيت أبوظبي", "en": "Abu Dhabi time"},
    "Asia/Muscat": {"ar": "بتوقيت مسقط", "en": "Muscat time"},
    "Africa/Cairo": {"ar": "بتوقيت القاهرة", "en": "Cairo time"},
    "UTC": {"ar": "بالتوقيت العالمي", "en": "universal time"},
}


def fold(text: str, *, drop_article: bool = False) -> str:
    """The form in which texts are searched and compared; never shown.

    Strips tashkeel, tatweel and invisible characters, joins the hamza and letter variants, turns
    Arabic and Persian digits into ASCII, drops case and Latin accents and collapses spaces.
    `drop_article` also takes a leading ال off each word that keeps three letters without it, so
    fold both the stored text and the query the same way.
    """
    text = unicodedata.normalize("NFKC", text).translate(_FOLD_LETTERS)
    text = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in text if unicodedata.category(c) not in ("Mn", "Me", "Cf"))
    found = latin_digits(kept).split()
    if drop_article:
        found = [without_article(word) for word in found]
    return " ".join(found)


def search_words(query: str) -> list[str]:
    """The words of a search, to be looked for one by one inside texts that `fold` has folded.

    Without their ال, so that الخدمة finds خدمة as خدمة finds الخدمة. The browser's twin passes the same
    `tests/vectors/search.json`.
    """
    return fold(query, drop_article=True).replace("\0", "").split()


def without_article(word: str) -> str:
    """A folded word without its leading ال, where three letters are left."""
    return word[2:] if word.startswith("ال") and len(word) >= 5 else word


def latin_digits(text: str) -> str:
    """`text` with Arabic-Indic and Persian digits as ASCII digits; nothing else changes."""
    return text.translate(_TO_LATIN)


def with_digits(text: str, digits: Digits) -> str:
    """`text` with all its digits in the wanted set; for display only."""
    latin = latin_digits(text)
    return latin.translate(_TO_ARABIC) if digits == "arab" else latin


def parse_number(text: str) -> Decimal:
    """Read a number as a person types it: any of the three digit sets, ٫ or . and ٬ or , .

    A comma counts only as a thousands separator between groups of three, because 1,5 means two
    things to two readers. Raises ValueError for anything else, exponents and words included.
    """
    plain = latin_digits(strip_bidi(text))
    plain = re.sub("[\u200e\u200f\u061c\\s]", "", plain).replace("٫", ".").replace("٬", ",")
    sign = -1 if plain[:1] in ("-", "−") else 1
    body = plain[1:] if plain[:1] in ("-", "−", "+") else plain
    if len(body) > _MAX_NUMBER or not (_GROUPED.fullmatch(body) or _PLAIN.fullmatch(body)):
        raise ValueError(text)
    return sign * Decimal(body.replace(",", ""))


def words(text: str) -> int:
    """Count words as a person does: a run with a letter or a digit, between what separates runs.

    White space and most punctuation separate, Arabic punctuation too; so «نعم،شكرًا» are two words.
    Tashkeel and tatweel do not; nor does what joins digits (1,250 · 10:30 · 3–5), and an address
    is one word. `tests/vectors/counting.json` is the table that the browser's twin passes too.
    """
    plain = _ADDRESS.sub(" 1 ", text)
    return sum(
        any(c.isalnum() and c != _TATWEEL for c in run) for run in _SEPARATORS.split(plain) if run
    )


def characters(text: str) -> int:
    """Count characters as a person does: marks on letters, tatweel and invisible ones are none."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    return sum(c != _TATWEEL and unicodedata.category(c) not in _UNCOUNTED for c in plain)


def hijri(day: date) -> tuple[int, int, int]:
    """The Umm al-Qura (year, month, day) of a Gregorian date.

    Raises ValueError outside 1343–1500 AH (1 August 1924 to 16 November 2077), which no table
    covers.
    """
    try:
        year, month, number = Gregorian(day.year, day.month, day.day).to_hijri().datetuple()
    except OverflowError as outside:
        raise ValueError(day.isoformat()) from outside
    return year, month, number


def format_hijri(day: date, language: Language, digits: Digits = "latn") -> str:
    """«25 ذو الحجة 1430هـ» or “25 Dhuʻl-Hijjah 1430 AH”. Raises ValueError as `hijri` does."""
    year, month, number = hijri(day)
    era = "هـ" if language == "ar" else " AH"
    return with_digits(f"{number} {_HIJRI_MONTHS[language][month - 1]} {year}{era}", digits)


def format_gregorian(day: date, language: Language, digits: Digits = "latn") -> str:
    """«12 ديسمبر 2009م» or “12 December 2009”."""
    era = "م" if language == "ar" else ""
    month = _GREGORIAN_MONTHS[language][day.month - 1]
    return with_digits(f"{day.day} {month} {day.year}{era}", digits)


def format_date(day: date, language: Language, digits: Digits = "latn") -> str:
    """The Gregorian date with the Hijri date in brackets; Gregorian alone where no table reaches."""
    gregorian = format_gregorian(day, language, digits)
    try:
        return f"{gregorian} ({format_hijri(day, language, digits)})"
    except ValueError:
        return gregorian


def format_instant(
    instant: datetime, zone: str, language: Language, digits: Digits = "latn"
) -> str:
    """A moment in both calendars with its time and zone; seconds appear only when there are any.

    `instant` is aware (ValueError otherwise); `zone` is an IANA name (ZoneInfoNotFoundError).
    """
    if instant.tzinfo is None:
        raise ValueError("a naive datetime is no instant")
    local = instant.astimezone(ZoneInfo(zone))
    clock = with_digits(f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}", digits)
    day = format_date(local.date(), language, digits)
    where = _zone_name(local, zone, language)
    return f"{day}، الساعة {clock} {where}" if language == "ar" else f"{day}, {clock} {where}"


def _zone_name(local: datetime, zone: str, language: Language) -> str:
    offset = local.utcoffset() or timedelta()
    hours, minutes = divmod(abs(int(offset.total_seconds())) // 60, 60)
    sign = "-" if offset < timedelta() else "+"
    shift = f"UTC{sign}{hours}:{minutes:02}" if minutes else f"UTC{sign}{hours}" if hours else "UTC"
    named = _ZONE_NAMES.get(zone)
    if named is None:
        return isolate(shift)
    return named[language] if shift == "UTC" else f"{named[language]} ({isolate(shift)})"


def zone_label(zone: str, language: Language) -> str:
    """Whose time a column of times is: «بتوقيت الرياض»; a zone without a name here by its IANA name."""
    named = _ZONE_NAMES.get(zone)
    return zone if named is None else named[language]


def strip_bidi(text: str) -> str:
    """`text` without the embedding, override and isolate controls that can reorder its neighbours."""
    return _BIDI_OVERRIDES.sub("", text)


_LINE_ENDS = re.compile("\r\n?|[\v\f\u0085\u2028\u2029]")


def without_controls(text: str) -> str:
    """`text` without what shows nothing and comes along when people paste.

    The controls that reorder neighbours, bells and other control characters and halves of a pair of
    codes go; a vertical tab, a page break and every other end of a line become a line feed.
    """
    text = _LINE_ENDS.sub("\n", strip_bidi(text))
    return "".join(
        one for one in text if one in "\n\t" or unicodedata.category(one) not in {"Cc", "Cs"}
    )


# Letters and signs that draw nothing: Hangul fillers, the empty Braille cell.
_INKLESS = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def trimmed(text: str) -> str:
    """`text` in NFC without white space around it; empty where nothing of it can be seen."""
    text = unicodedata.normalize("NFC", text).strip()
    seen = (one for one in text if unicodedata.category(one)[0] in "LNPS" and one not in _INKLESS)
    return text if any(seen) else ""


def isolate(text: str) -> str:
    """`text` between FSI and PDI, so that a value inserted into a plain sentence stays whole."""
    return f"\u2068{strip_bidi(text)}\u2069"
