"""Which entries may be one and the same: like titles, one service, one file. Pure, never quadratic.

Only entries that share something rare are compared: of each title the few words that stand in the
fewest other titles. A word, a service or a file that more than `CROWD` entries share says nothing of
any two of them and is passed over; titles that are word for word the same are chained instead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final
from uuid import UUID

from app.entries.rules import EntryState
from app.kit.arabic import fold
from app.kit.errors import N_, Refusal

IN_THE_RACE: Final = (
    EntryState.submitted.value,
    EntryState.returned.value,
    EntryState.eligible.value,
)
CROWD: Final = 40  # more entries with one word, service or file are a crowd
RAREST: Final = 3  # words of a title by which others are found
ALIKE: Final = 80  # per cent: titles of two entrants
ALIKE_OF_ONE: Final = 60  # per cent: titles of the same entrant
_JOINING: Final = frozenset(
    "في من علي الي عن مع او and of the for to in on with by a an".split()  # noqa: SIM905 -- words
)


@dataclass(frozen=True)
class Candidate:
    """What of an entry is compared."""

    id: UUID
    number: int
    owner: str
    titles: tuple[str, ...]
    services: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Pair:
    """Two entries that may be one, the smaller number first."""

    first: UUID
    second: UUID
    signs: tuple[str, ...]
    likeness: int


@dataclass(frozen=True, slots=True)
class _Known:
    words: list[frozenset[str]]
    letters: list[frozenset[str]]


def title_words(title: str) -> frozenset[str]:
    """The words of a title that tell something, folded, without the article."""
    words = fold(title, drop_article=True).split()
    return frozenset(word for word in words if len(word) > 1 and word not in _JOINING)


def _trigrams(words: Iterable[str]) -> frozenset[str]:
    text = f"  {' '.join(sorted(words))}  "
    return frozenset(text[at : at + 3] for at in range(len(text) - 2))


def likeness(left: Sequence[str], right: Sequence[str]) -> int:
    """How alike two entries' titles are, in per cent: of their languages the one that is most.

    The mean of the words they share and of the triples of letters they share.
    """
    return _likeness(_known(left), _known(right))


def _known(titles: Sequence[str]) -> _Known:
    words = [title_words(one) for one in titles]
    return _Known(words, [_trigrams(one) for one in words])


def _likeness(left: _Known, right: _Known) -> int:
    found = 0.0
    for at, (mine, yours) in enumerate(zip(left.words, right.words, strict=False)):
        if not mine or not yours:
            continue
        common = len(mine & yours) / len(mine | yours)
        if common < 0.3:
            continue
        a, b = left.letters[at], right.letters[at]
        letters = 2 * len(a & b) / (len(a) + len(b))
        found = max(found, (common + letters) / 2)
    return round(100 * found)


def candidate_pairs(entries: Sequence[Candidate]) -> set[tuple[int, int]]:
    """Which entries are worth comparing, by their places in `entries`."""
    return _worth_comparing(entries, [_known(one.titles) for one in entries])


def _worth_comparing(entries: Sequence[Candidate], known: Sequence[_Known]) -> set[tuple[int, int]]:
    words = [frozenset[str]().union(*one.words) for one in known]
    spread: dict[str, int] = defaultdict(int)
    for mine in words:
        for word in mine:
            spread[word] += 1
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for at, entry in enumerate(entries):
        rare = sorted(words[at], key=lambda word: (spread[word], word))
        for word in rare[:RAREST]:
            blocks["word", word].append(at)
        for word in rare:
            blocks["own", entry.owner, word].append(at)
        for one in entry.services:
            blocks["service", one].append(at)
        for one in entry.files:
            blocks["file", one].append(at)
        blocks["same", words[at]].append(at)
    return set(_within(blocks))


def _within(blocks: dict[Hashable, list[int]]) -> Iterator[tuple[int, int]]:
    for key, block in blocks.items():
        if len(block) <= CROWD:
            yield from combinations(block, 2)
        elif isinstance(key, tuple) and key[0] == "same" and key[1]:
            yield from pairwise(block)


def find_pairs(entries: Sequence[Candidate]) -> list[Pair]:
    """Every two entries that may be one, by number."""
    ordered = sorted(entries, key=lambda one: one.number)
    known = [_known(one.titles) for one in ordered]
    common = _crowded(ordered)
    telling = [(one.services - common, one.files - common) for one in ordered]
    found = []
    for left, right in sorted(_worth_comparing(ordered, known)):
        mine, yours = ordered[left], ordered[right]
        alike = _likeness(known[left], known[right])
        signs = []
        if alike >= (ALIKE_OF_ONE if mine.owner == yours.owner else ALIKE):
            signs.append("title")
        if not telling[left][0].isdisjoint(telling[right][0]):
            signs.append("service")
        if not telling[left][1].isdisjoint(telling[right][1]):
            signs.append("file")
        if signs:
            found.append(Pair(mine.id, yours.id, tuple(signs), alike))
    return found


def _crowded(entries: Sequence[Candidate]) -> frozenset[str]:
    """Services and files that too many share to mean anything."""
    held: dict[str, int] = defaultdict(int)
    for entry in entries:
        for one in entry.services | entry.files:
            held[one] += 1
    return frozenset(one for one, count in held.items() if count > CROWD)


def check_dismissable(*, dismissed: bool) -> None:
    """A pair is found to be none once. Refusal: `already_dismissed` (409)."""
    if dismissed:
        raise Refusal("already_dismissed", N_("سبق أن قُرّر أن هاتين المشاركتين ليستا مكررتين."))
