"""Whether a text names somebody: folded Arabic with what is written onto a word, both languages, acronyms.

A help for the eye, not a proof: a name in a picture, or one that is only hinted at, is not found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote

from app.kit.arabic import fold, without_article

# What Arabic writes onto the first word of a name: «وبوزارة», «للهيئة».
_ONTO: Final = "[وف]?(?:[بلك]?(?:ال)?|لل)"
_LEAST: Final = 4  # letters of a name of one word
_SMALL: Final = frozenset({"of", "and", "the", "for", "in", "on", "to", "a", "an", "at", "by"})
_ACRONYM: Final = re.compile(r"\b[A-Z]{3,12}\b")
_WORD: Final = re.compile(r"[A-Za-z]+")
# An address of the web or of a mailbox: it leads to its owner.
# A word as it is compared: «#وزارة_الأمثلة» is two, and so is what stands in brackets.
_TOKEN: Final = re.compile(r"[^\W_]+")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BROKEN: Final = re.compile(r"(?<=\w)[-\u2010\u00ad]\s*\n\s*(?=\w)")  # a word over two lines
_ARABIC: Final = re.compile(r"[\u0621-\u064a]+")
_JUMBLED: Final = 6  # letters of a name of one word that is looked for in no order
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
            parts.append(r"(?: and)?")
        elif word.startswith("و") and len(word) >= _LEAST:
            rest = word[1:].removeprefix("ال")
            parts.append(rf" و ?(?:ال)?{re.escape(rest)}")
        else:
            parts.append(rf" {re.escape(word)}")
    return "".join(parts)


def _words(text: str) -> str:
    """The folded words of a text, one space between them, each without its ال."""
    return " ".join(without_article(one) for one in _TOKEN.findall(fold(text)))


def _letters(words: Iterable[str]) -> str:
    """Words as their letters in no order, each between spaces."""
    return f" {' '.join(''.join(sorted(one)) for one in words)} "


def _jumbles(name: str) -> list[str]:
    """An Arabic name as a PDF may give it: the letters of a word, and the words of a line, in either order."""
    words = _ARABIC.findall(fold(name))
    if len(words) < 2 and len("".join(words)) < _JUMBLED:
        return []
    found = []
    for onto in ("", "و", "ب", "ل", "ف", "ك", "وب", "ول"):
        written = [onto + words[0], *words[1:]]
        found += [_letters(written), _letters(reversed(written))]
    return found


class Names:
    """The names of somebody, ready to be looked for."""

    def __init__(self, names: Iterable[str], hosts: Iterable[str] = ()) -> None:
        self._wanted: list[tuple[str, re.Pattern[str]]] = []
        self._plain: list[tuple[str, re.Pattern[str]]] = []
        self._hosts: list[tuple[str, re.Pattern[str]]] = []
        self._jumbled: list[tuple[str, list[str]]] = []
        for name in dict.fromkeys(one.strip() for one in names):
            self._jumbled.append((name, _jumbles(name)))
            words = _words(name).split()
            if len(words) > 1 or len("".join(words)) >= _LEAST:
                self._wanted.append((name, re.compile(rf"(?<!\w){_ONTO}{_joined(words)}(?!\w)")))
            for short in sorted(acronyms(name)):
                dotted = r"\.?".join(short)
                self._plain.append((short, re.compile(rf"(?<![A-Za-z]){dotted}(?![A-Za-z])")))
        for host in dict.fromkeys(one for one in map(host_of, hosts) if "." in one):
            self._hosts.append(
                (host, re.compile(rf"(?<![\w-]){re.escape(fold(host))}(?![\w-]|\.\w)"))
            )

    def within(self, text: str) -> list[str]:
        """Which of them stand in a text, as they are written in the register."""
        if "%" in text:
            text = f"{text}\n{unquote(text)}"
        whole = _BROKEN.sub("", text)
        if whole != text:
            text = f"{text}\n{whole}"
        words = _words(text)
        if _CAMEL.search(text):
            words += f"\n{_words(_CAMEL.sub(' ', text))}"
        folded, plain = fold(text), unicodedata.normalize("NFKC", text)
        found = [name for name, pattern in self._wanted if pattern.search(words)]
        found += [name for name, pattern in self._hosts if pattern.search(folded)]
        found += [name for name, pattern in self._plain if pattern.search(plain)]
        return list(dict.fromkeys(found))

    def drawn(self, text: str) -> list[str]:
        """Which of the Arabic ones stand in a text whose letters are in the order of their drawing."""
        letters = _letters(_ARABIC.findall(fold(text)))
        return [name for name, jumbles in self._jumbled if any(one in letters for one in jumbles)]


def has_address(text: str) -> bool:
    """Whether an address of the web or of a mailbox stands in a text."""
    return _ADDRESS.search(text) is not None
