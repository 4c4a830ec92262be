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
    """What was noticed, the strongest first."""

    employer = "employer"
    member = "member"
    domain = "domain"
    former_employer = "former_employer"
    person = "person"


# The kind of conflict that each suggests, in the words of `conflicts.rules.ConflictKind`.
KINDS: Final = {
    Signal.employer: "employer",
    Signal.member: "employer",
    Signal.domain: "employer",
    Signal.former_employer: "former_employer",
    Signal.person: "other",
}


# Names of fewer words are only compared whole.
LEAST_WORDS: Final = 2
_WORD: Final = re.compile(r"\w+")


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
    # Of its mail, and the host of its website: most agencies write only one of them.
    domains: frozenset[str]
    member_ids: frozenset[UUID]
    people: frozenset[str]


def signals_of(who: Who, entering: Entering, since: date) -> list[Signal]:
    """What ties this juror to those who enter, the strongest first; `since`: older employment is past."""
    found = {
        Signal.employer: who.employer_id == entering.id
        or any(_named(name, entering.names) for name in who.employers),
        Signal.member: who.user_id is not None and who.user_id in entering.member_ids,
        Signal.domain: any(_within(who.domain, one) for one in entering.domains),
        Signal.former_employer: any(
            _named(name, entering.names) and (until is None or until >= since)
            for name, until in who.former
        ),
        Signal.person: any(" " in name and name in entering.people for name in who.names),
    }
    return [signal for signal in Signal if found[signal]]


def _within(domain: str, owned: str) -> bool:
    return domain == owned or domain.endswith(f".{owned}")


def _named(name: str, names: Collection[str]) -> bool:
    """Whether a name is one of these, or one of the two stands whole in the other, word by word.

    A branch is often written with its agency and an agency with its ministry; one word says too little.
    """
    return any(name == one or _holds(name, one) or _holds(one, name) for one in names)


def _holds(long: str, short: str) -> bool:
    words, wanted = _WORD.findall(long), _WORD.findall(short)
    return len(wanted) >= LEAST_WORDS and any(
        words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1)
    )


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; 29 February becomes the 28th where the year has none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def unanswered(found: Collection[UUID], answered: Collection[UUID]) -> list[UUID]:
    """What was noticed and not answered."""
    return sorted(set(found).difference(answered))
