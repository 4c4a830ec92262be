"""The languages that an entry is written in: what its people said, or what its answers show. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

Language = Literal["ar", "en"]  # those that forms are answered in
_LEAST: Final = 0.25  # of the letters: a name or a term in another script is no language
_ARABIC: Final = ("\u0600", "\u06ff")


def written_in(texts: Iterable[str]) -> list[Language]:
    """The languages that texts are written in, by their letters; nothing where there are none."""
    arabic = latin = 0
    for text in texts:
        for letter in text:
            if _ARABIC[0] <= letter <= _ARABIC[1]:
                arabic += letter.isalpha()
            elif letter.isascii():
                latin += letter.isalpha()
    least = _LEAST * (arabic + latin)
    found: list[tuple[Language, int]] = [("ar", arabic), ("en", latin)]
    return [name for name, many in found if many and many >= least]
