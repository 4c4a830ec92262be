"""Who enters what in the demo, with which figures, and when. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from app.demo.content import BRANCHES, titles
from app.demo.rules import AGENCIES, Day, member_name, members
from app.demo.texts import Figures, figures

LIMIT_IN_BRANCH: Final = 3
LIMIT: Final = 8
EARLY: Final = 44.9  # sent before the rush of the last days
# The demo's entrant (agency 01) enters these, in this order; the last waits as a draft in `open`.
OWN_BRANCHES: Final = ("people", "mobile", "economy", "agencies")


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry of the story before it is entered. `agency` is None for an individual."""

    number: int
    branch: str
    place: int  # in its branch
    title: tuple[str, str]
    agency: int | None
    who: str
    numbers: Figures
    begun: float  # days of the story
    sent: float


def plan_entries(random: Random) -> list[Entered]:
    """Draw the story's entries: branch, title, entrant, figures, and when they come."""
    owners = _owners(random)
    own = iter(((12.0, 30.2), (19.0, 41.5), (22.0, 44.3), (39.0, 50.4)))
    made: list[Entered] = []
    for branch, _, _, size, kind in BRANCHES:
        names = titles(random, branch, size)
        for place in range(size):
            agency = owners[branch].pop() if kind == "agency" else None
            who = (
                f"individual{place + 1:02d}"
                if agency is None
                else member_name(agency, random.randint(0, members(agency) - 1))
            )
            span = next(own) if agency == 0 else _span(random)
            made.append(
                Entered(len(made), branch, place, names[place], agency, who, figures(random), *span)
            )
    return _with_a_twin(made)


def _with_a_twin(made: list[Entered]) -> list[Entered]:
    """One agency enters one project twice: in another branch, under nearly the same title."""
    first, second = next(
        (one, other)
        for one in made
        for other in made[one.number + 1 :]
        if one.agency
        and one.agency == other.agency
        and one.branch != other.branch
        and max(one.sent, other.sent) < EARLY
    )
    title = (f"{first.title[0]} – الإصدار الثاني", f"{first.title[1]} – second release")
    return [replace(one, title=title) if one is second else one for one in made]


def _span(random: Random) -> tuple[float, float]:
    """When an entry is begun and submitted; four in ten wait for the last days."""
    begun = random.uniform(Day.opened + 3, Day.moved)
    early = random.random() < 0.6
    sent = random.uniform(begun + 1, EARLY) if early else random.uniform(46, Day.deadline + 0.99)
    return begun, sent


def _owners(random: Random) -> dict[str, list[int]]:
    """Agencies per branch, one of them per entry: each agency enters, within the limits."""
    slots = [
        branch for branch, _, _, size, kind in BRANCHES if kind == "agency" for _ in range(size)
    ]
    random.shuffle(slots)
    held: Counter[tuple[int, str]] = Counter()
    total: Counter[int] = Counter()
    owners: dict[str, list[int]] = {branch: [] for branch, *_ in BRANCHES}

    def give(agency: int, branch: str) -> None:
        owners[branch].append(agency)
        held[agency, branch] += 1
        total[agency] += 1

    for branch in OWN_BRANCHES:
        slots.remove(branch)
        give(0, branch)
    for agency in range(1, AGENCIES):
        give(agency, slots.pop())
    eager = [random.choice((1, 1, 2, 3)) for _ in range(AGENCIES)]
    for branch in slots:
        able = [
            agency
            for agency in range(1, AGENCIES)
            if held[agency, branch] < LIMIT_IN_BRANCH and total[agency] < LIMIT
        ]
        give(random.choices(able, [eager[agency] for agency in able])[0], branch)
    for each in owners.values():
        random.shuffle(each)
    return owners
