"""Translation of what the server writes: gettext catalogues, Arabic as the source, English complete.

The `.po` files are read at first use, so there is nothing to compile. `python -m app.kit.i18n` keeps them:
see `catalogues.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Any, Final, Literal, Self, cast

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app.kit import arabic
from app.kit.errors import N_

__all__ = [
    "LANGUAGES",
    "NN_",
    "N_",
    "Language",
    "Pair",
    "Plural",
    "language_of",
    "ngettext",
    "translate",
    "translations",
]

Language = Literal["ar", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("ar", "en")
LOCALES: Final[Path] = Path(__file__).resolve().parent.parent / "locales"
ZONE: Final = "Asia/Riyadh"
_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
_NOTHING: Final = "—"


class Plural(str):
    """A marked sentence with plural forms, chosen by the fact named `by`; fits wherever a sentence does."""

    __slots__ = ("by", "plural")
    plural: str
    by: str


def NN_(singular: str, plural: str, by: str = "n") -> Plural:  # noqa: N802 -- a marker, like N_
    """Mark a sentence and its plural for extraction: `NN_("{n} مشاركة", "{n} مشاركات")`."""
    sentence = Plural(singular)
    sentence.plural, sentence.by = plural, by
    return sentence


class Pair(str):
    """A name in Arabic that carries its English too: `translate` writes the reader's."""

    __slots__ = ("en",)
    en: str

    def __new__(cls, ar: str, en: str) -> Self:
        """The Arabic stands where the English is missing, and the other way round."""
        pair = super().__new__(cls, ar or en)
        pair.en = en or ar
        return pair


def catalogue_path(language: str) -> Path:
    """Return where a language's catalogue is kept."""
    return LOCALES / language / "LC_MESSAGES" / "messages.po"


@lru_cache(maxsize=len(LANGUAGES))
def translations(language: Language) -> GNUTranslations:
    """Return a language's catalogue, read from its `.po` file; fuzzy entries are left out."""
    compiled = BytesIO()
    with catalogue_path(language).open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def translate(
    language: Language,
    msgid: str,
    /,
    *,
    zone: str = ZONE,
    digits: arabic.Digits = "latn",
    **facts: Any,
) -> str:
    """Return the sentence in `language` with its `{name}` placeholders filled from `facts`.

    Texts are isolated (FSI…PDI), instants and dates written in both calendars, lists joined. A sentence
    without a translation stays Arabic; a placeholder without a fact stays as it is. A sentence marked by
    `NN_` takes the form for the number in the fact it names.
    """
    catalogue = translations(language)
    if isinstance(msgid, Plural):
        sentence = catalogue.ngettext(str(msgid), msgid.plural, int(facts.get(msgid.by, 0)))
    else:
        sentence = catalogue.gettext(msgid) if msgid else ""
    return _fill(sentence, facts, language, zone, digits)


def ngettext(language: Language, sentence: Plural, n: int, /, **facts: Any) -> str:
    """Return the form for `n` of a sentence marked by `NN_`, with `{n}` among the facts."""
    return translate(language, NN_(str(sentence), sentence.plural), n=n, **facts)


def _fill(
    sentence: str, facts: dict[str, Any], language: Language, zone: str, digits: arabic.Digits
) -> str:
    def value(match: re.Match[str]) -> str:
        name = match[1]
        return _written(facts[name], language, zone, digits) if name in facts else match[0]

    return _PLACEHOLDER.sub(value, sentence)


def _written(value: Any, language: Language, zone: str, digits: arabic.Digits) -> str:
    match value:
        case None:
            return _NOTHING
        case datetime():
            return arabic.isolate(arabic.format_instant(value, zone, language, digits))
        case date():
            return arabic.isolate(arabic.format_date(value, language, digits))
        case Pair():
            return arabic.isolate(value.en if language == "en" else str(value))
        case str():
            return arabic.isolate(value)
        case list() | tuple() | set() | frozenset():
            many = cast("Iterable[Any]", value)
            return ("، " if language == "ar" else ", ").join(
                _written(one, language, zone, digits) for one in many
            )
        case _:
            return arabic.with_digits(str(value), digits)


@lru_cache(maxsize=256)
def language_of(accept_language: str | None, default: Language = "ar") -> Language:
    """Return the language of `LANGUAGES` that an `Accept-Language` header likes best."""
    best: tuple[float, Language] = (0.0, default)
    for part in (accept_language or "")[:500].split(","):
        tag, _, parameters = part.strip().partition(";")
        base = tag.strip().lower().partition("-")[0]
        quality = _quality(parameters)
        for language in LANGUAGES:
            if base == language and quality > best[0]:
                best = (quality, language)
    return best[1]


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if not name.strip():
        return 1.0
    found = (
        re.fullmatch(r"\s*(0(\.\d{0,3})?|1(\.0{0,3})?)\s*", value) if name.strip() == "q" else None
    )
    return float(found[1]) if found else 0.0


if __name__ == "__main__":
    import sys

    from app.kit.catalogues import main

    sys.exit(main(sys.argv[1:]))
