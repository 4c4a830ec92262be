"""Possible conflicts, noticed from what is known of a juror and of those who enter. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID


class Signal(StrEnum):
    """What was noticed, the strongest first; the last two ask and prove nothing (`TELLING`)."""

    employer = "employer"
    member = "member"
    domain = "domain"
    former_employer = "former_employer"
    person = "person"
    website = "website"
    similar_name = "similar_name"


# Signs on which access is suspended without anybody's word. The others only ask at the invitation:
# anybody may write any website, and names hold one another by chance.
TELLING: Final = frozenset(Signal) - {Signal.website, Signal.similar_name}
# The kind of conflict that each suggests, in the words of `conflicts.rules.ConflictKind`.
KINDS: Final = {
    Signal.employer: "employer",
    Signal.member: "employer",
    Signal.domain: "employer",
    Signal.former_employer: "former_employer",
    Signal.person: "other",
    Signal.website: "employer",
    Signal.similar_name: "employer",
}


# Names of fewer words are only compared whole.
LEAST_WORDS: Final = 2
LEAST_LETTERS: Final = 3  # of a word before which a letter may be a preposition
_WORD: Final = re.compile(r"\w+")
# «عبد العزيز» is written «عبدالعزيز» as well.
_SERVANT: Final = re.compile(r"\bعبد (?=ال)")


@dataclass(frozen=True, slots=True)
class Who:
    """What is known of a juror; names are folded."""

    user_id: UUID | None
    domain: str
    names: frozenset[str]
    employer_id: UUID | None
    employers: frozenset[str]
    # (name, last day) of earlier employers; without a day it is not known when they left.
    former: tuple[tuple[str, date | None], ...]


@dataclass(frozen=True, slots=True)
class Entering:
    """An agency or a person that enters; names are folded."""

    id: UUID
    names: frozenset[str]
    domain: str  # of its mail
    site: str  # what it owns of its website's host
    member_ids: frozenset[UUID]
    people: frozenset[str]


def signals_of(who: Who, entering: Entering, since: date) -> list[Signal]:
    """What ties this juror to those who enter, the strongest first; `since`: older employment is past."""
    former = {name for name, until in who.former if until is None or until >= since}
    found = {
        Signal.employer: who.employer_id == entering.id
        or not who.employers.isdisjoint(entering.names),
        Signal.member: who.user_id is not None and who.user_id in entering.member_ids,
        Signal.domain: _within(who.domain, entering.domain),
        Signal.former_employer: any(name in entering.names for name in former),
        Signal.person: any(" " in name for name in _joined(who.names) & _joined(entering.people)),
        Signal.website: _within(who.domain, entering.site),
        Signal.similar_name: any(_similar(name, entering.names) for name in who.employers | former),
    }
    return [signal for signal in Signal if found[signal]]


def _within(domain: str, owned: str) -> bool:
    return bool(owned) and (domain == owned or domain.endswith(f".{owned}"))


def _similar(name: str, names: Collection[str]) -> bool:
    """Whether a name stands whole in one of these or one of them in it, word by word, and is none of them.

    A branch is often written with its agency and an agency with its ministry; one word says too little.
    """
    return any(name != one and (_holds(name, one) or _holds(one, name)) for one in names)


def _holds(long: str, short: str) -> bool:
    words, wanted = _words(long), _words(short)
    return len(wanted) >= LEAST_WORDS and any(
        all(map(_same, words[at:], wanted)) for at in range(len(words) - len(wanted) + 1)
    )


def _words(name: str) -> list[str]:
    return _WORD.findall(_SERVANT.sub("عبد", name))


def _joined(names: Collection[str]) -> set[str]:
    return {_SERVANT.sub("عبد", name) for name in names}


def _same(word: str, wanted: str) -> bool:
    """Whether it is that word, also with a preposition before it: «يعمل بوزارة …»."""
    return word == wanted or (len(wanted) > LEAST_LETTERS and word == f"ب{wanted}")


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; 29 February becomes the 28th where the year has none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def unanswered(found: Collection[UUID], answered: Collection[UUID]) -> list[UUID]:
    """What was noticed and not answered."""
    return sorted(set(found).difference(answered))
