"""Possible conflicts, noticed from what is known of a juror and of those who enter. Pure."""

from __future__ import annotations

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
    domain: str
    member_ids: frozenset[UUID]
    people: frozenset[str]


def signals_of(who: Who, entering: Entering, since: date) -> list[Signal]:
    """What ties this juror to those who enter, the strongest first; `since`: older employment is past."""
    found = {
        Signal.employer: who.employer_id == entering.id or bool(who.employers & entering.names),
        Signal.member: who.user_id is not None and who.user_id in entering.member_ids,
        Signal.domain: _within(who.domain, entering.domain),
        Signal.former_employer: any(
            name in entering.names and (until is None or until >= since)
            for name, until in who.former
        ),
        Signal.person: any(" " in name and name in entering.people for name in who.names),
    }
    return [signal for signal in Signal if found[signal]]


def _within(domain: str, owned: str) -> bool:
    return bool(owned) and (domain == owned or domain.endswith(f".{owned}"))


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; 29 February becomes the 28th where the year has none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def unanswered(found: Collection[UUID], answered: Collection[UUID]) -> list[UUID]:
    """What was noticed and not answered."""
    return sorted(set(found).difference(answered))
