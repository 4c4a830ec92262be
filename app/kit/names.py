"""Whether a text names somebody: folded Arabic with what is written onto a word, both languages, acronyms.

A help for the eye, not a proof: a name in a picture, or one that is only hinted at, is not found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from app.kit.arabic import fold

# What Arabic writes onto the first word of a name: «وبوزارة», «للهيئة».
_ONTO: Final = "[وف]?(?:[بلك]?(?:ال)?|لل)"
_LEAST: Final = 4  # letters of a name of one word
_SMALL: Final = frozenset({"of", "and", "the", "for", "in", "on", "to", "a", "an", "at", "by"})
_ACRONYM: Final = re.compile(r"\b[A-Z]{3,12}\b")
_WORD: Final = re.compile(r"[A-Za-z]+")
# An address of the web or of a mailbox: it leads to its owner.
_ADDRESS: Final = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)


def acronyms(name: str) -> frozenset[str]:
    """The acronyms that stand for an English name: as written in it, and of its words' first letters."""
    found = set(_ACRONYM.findall(name))
    words = [one for one in _WORD.findall(name) if one not in found]
    great = [one for one in words if one.lower() not in _SMALL]
    for chosen in (words, great):
        letters = "".join(one[0] for one in chosen).upper()
        if len(letters) >= 3:
            found.add(letters)
    return frozenset(found)


def host_of(address: str) -> str:
    """The name of a web site without its `www.`; empty where there is none."""
    host = re.sub(r"^[a-z]+://", "", address.strip().lower()).partition("/")[0].partition(":")[0]
    return host.removeprefix("www.")


def _joined(words: list[str]) -> str:
    """The words of a name as people write them: «و السواحل» for «والسواحل», and & for and."""
    parts = [re.escape(words[0])]
    for word in words[1:]:
        if word == "and":
            parts.append(r"(?:\W+and)?")
        elif word.startswith("و") and len(word) >= _LEAST:
            rest = word[1:].removeprefix("ال")
            parts.append(rf"\W+و\W*(?:ال)?{re.escape(rest)}")
        else:
            parts.append(rf"\W+{re.escape(word)}")
    return "".join(parts)


class Names:
    """The names of somebody, ready to be looked for."""

    def __init__(self, names: Iterable[str], hosts: Iterable[str] = ()) -> None:
        self._wanted: list[tuple[str, re.Pattern[str]]] = []
        self._plain: list[tuple[str, re.Pattern[str]]] = []
        for name in dict.fromkeys(one.strip() for one in names):
            words = re.findall(r"\w+", fold(name, drop_article=True))
            if len(words) > 1 or len("".join(words)) >= _LEAST:
                self._wanted.append((name, re.compile(rf"(?<!\w){_ONTO}{_joined(words)}(?!\w)")))
            for short in sorted(acronyms(name)):
                dotted = r"\.?".join(short)
                self._plain.append((short, re.compile(rf"(?<![A-Za-z]){dotted}(?![A-Za-z])")))
        for host in dict.fromkeys(one for one in map(host_of, hosts) if "." in one):
            self._wanted.append(
                (host, re.compile(rf"(?<![\w-]){re.escape(fold(host))}(?![\w-]|\.\w)"))
            )

    def within(self, text: str) -> list[str]:
        """Which of them stand in a text, as they are written in the register."""
        folded = fold(text, drop_article=True)
        plain = unicodedata.normalize("NFKC", text)
        found = [name for name, pattern in self._wanted if pattern.search(folded)]
        found += [name for name, pattern in self._plain if pattern.search(plain)]
        return list(dict.fromkeys(found))


def has_address(text: str) -> bool:
    """Whether an address of the web or of a mailbox stands in a text."""
    return _ADDRESS.search(text) is not None
