"""How the demo's jurors mark: the entry's quality, the juror's severity, and noise. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Final

from app.demo.content import CRITERIA, MATURITY
from app.demo.rules import ERRATIC, JURORS, SEVERE, TIED_BRANCH, WITHHELD_BRANCH

TOP: Final = 5  # of the point scales
CODES: Final = tuple(code for code, *_ in CRITERIA)
LEVELS: Final = tuple(code for code, *_ in MATURITY)

# What the three jurors of either tied entry give, juror by juror: criterion → points or level.
TIED: Final[tuple[tuple[int, ...], ...]] = (
    (5, 4, 5, 3, 5, 4),
    (5, 5, 4, 3, 4, 5),
    (4, 5, 5, 3, 5, 5),
)


@dataclass(frozen=True, slots=True)
class Habit:
    """How a juror marks: `severity` is added to every judgement, `noise` is its spread."""

    severity: float
    noise: float


@dataclass(frozen=True, slots=True)
class Merit:
    """What an entry deserves per criterion, on 0…1, and the highest marks that its branch sees."""

    worth: Mapping[str, float]
    most: int = TOP
    most_level: int = len(LEVELS) - 1
    tied: bool = False


def habits(random: Random) -> list[Habit]:
    """One habit a juror; the severe and the erratic are planted."""
    made = []
    for number in range(JURORS):
        severity = max(-0.08, min(0.08, random.gauss(0, 0.04)))
        noise = 0.05
        if number == SEVERE:
            severity, noise = -0.26, 0.04
        elif number == ERRATIC:
            severity, noise = 0.0, 0.46
        made.append(Habit(severity, noise))
    return made


def merit(random: Random, branch: str, place: int) -> Merit:
    """An entry's merit; the first two of the tied branch are equal and above its others.

    In the withheld branch nothing reaches the threshold; in the tied branch the others stay below
    the pair, whatever the noise.
    """
    quality = 0.36 + 0.56 * random.betavariate(3.2, 2.6)
    if branch == WITHHELD_BRANCH:
        quality = random.uniform(0.22, 0.5)
    elif branch == TIED_BRANCH:
        quality = random.uniform(0.3, 0.68)
    worth = {code: quality + random.gauss(0, 0.07) for code in CODES}
    if branch == WITHHELD_BRANCH:
        return Merit(worth, most=3, most_level=1)
    if branch == TIED_BRANCH:
        return Merit(worth, most=4, most_level=2, tied=place < 2)
    return Merit(worth)


def marks(random: Random, deserved: Merit, habit: Habit, seat: int) -> dict[str, str]:
    """One juror's marks of an entry: criterion code → points as text, or the level's code.

    `seat` is the juror's place (0…) among the entry's jurors; it decides the marks of a tied entry.
    """
    made = {}
    for at, code in enumerate(CODES):
        seen = deserved.worth[code] + habit.severity + random.gauss(0, habit.noise)
        if code == "maturity":
            level = _near(seen * (len(LEVELS) - 1), deserved.most_level)
            made[code] = LEVELS[TIED[seat % 3][at] if deserved.tied else level]
        else:
            points = _near(seen * TOP, deserved.most)
            made[code] = str(TIED[seat % 3][at] if deserved.tied else points)
    return made


def _near(value: float, most: int) -> int:
    return max(0, min(most, round(value)))
