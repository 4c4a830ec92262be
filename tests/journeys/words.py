"""What the interface calls things: the journeys are written in its Arabic words, the source texts.

A word that the catalogues do not know fails before the browser looks for it, so that a renamed button
is found at once and in both languages.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import Final, Literal

from babel.messages.pofile import read_po

Language = Literal["ar", "en"]
# Beside the build that TAHKEEM_SPA_FOLDER names, when another than this tree's is looked at.
SOURCES: Final = Path(
    os.environ.get("TAHKEEM_SPA_SOURCES", Path(__file__).parents[2] / "frontend" / "src")
)
_HOLE = re.compile(r"\{(\w+)\}")


@cache
def catalogue(language: Language) -> dict[str, tuple[str, ...]]:
    """Every source text with its wordings in a language; features may differ."""
    found: dict[str, set[str]] = {}
    for path in sorted(SOURCES.glob(f"**/locales/{language}.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id and isinstance(message.string, str):
                    source = str(message.id)
                    found.setdefault(source, set()).add(message.string or source)
    return {source: tuple(sorted(words)) for source, words in found.items()}


def _fact(fact: object) -> str:
    return fact.pattern if isinstance(fact, re.Pattern) else re.escape(str(fact))


def wording(language: Language, source: str, **facts: object) -> re.Pattern[str]:
    """A pattern for all of a name: the wording of `source` in this language, `{holes}` filled.

    A fact may be a pattern; a hole without a fact matches anything. KeyError when no catalogue knows the text.
    """
    known = catalogue(language)
    if source not in known:
        message = f"the catalogues do not know «{source}»"
        raise KeyError(message)

    def fill(wording: str) -> str:
        parts = _HOLE.split(re.sub(r"<[/\d]+>", "", wording))
        return "".join(
            re.escape(part) if at % 2 == 0 else _fact(facts[part]) if part in facts else ".*"
            for at, part in enumerate(parts)
        )

    return re.compile(rf"^\s*(?:{'|'.join(fill(one) for one in known[source])})\s*$")
