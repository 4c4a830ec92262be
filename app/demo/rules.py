"""The demo's fixed points: its stages, its calendar, its ids and who is who on the jury. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final, TypedDict
from uuid import UUID
from zoneinfo import ZoneInfo

DOMAIN: Final = "demo.tahkeem.example"
PASSWORD: Final = "tahkeem-demo"  # noqa: S105 -- printed for everybody; demo accounts only
ZONE: Final = "Asia/Riyadh"
PROGRAMME_SLUG: Final = "injaz-demo"
EDITION_SLUG: Final = "injaz-2-demo"

AGENCIES: Final = 60
JURORS: Final = 21
PER_ENTRY: Final = 3
QUORUM: Final = 2
THRESHOLD: Final = 60  # the lowest score, of 100, that may win

# The jury is 7 international, 7 regional and 7 local jurors in this order; these are planted.
LATE: Final = 3
ERRATIC: Final = 5
CHAIR: Final = 7
SEVERE: Final = 9
ACCOUNT: Final = 14  # juror@…, whose queue is half done in `judging`
CONFLICTED: Final = range(15, 21)  # local jurors: one of them works for an entrant
TIED_BRANCH: Final = "participation"
WITHHELD_BRANCH: Final = "leadership"


class Stage(StrEnum):
    """How far the demo edition's story is told."""

    open = "open"
    judging = "judging"
    deliberation = "deliberation"
    published = "published"


class Day:
    """Days of the story, from the making of the edition. What lies after 'today' has not happened."""

    created: Final = 0
    opened: Final = 6
    jury_invited: Final = 21
    moved: Final = 43
    first_deadline: Final = 46
    deadline: Final = 51
    screening: Final = 52
    eligible: Final = 57
    judging: Final = 58
    round_closes: Final = 79
    round_closed: Final = 80
    ranked: Final = 81
    decided: Final = 82
    frozen: Final = 84
    signed: Final = 85
    published: Final = 87


# In operation when the call closes, as the rules of eligibility ask.
MONTHS: Final = 6

TODAY: Final = {Stage.open: 45, Stage.judging: 70, Stage.deliberation: 83, Stage.published: 97}


@dataclass(frozen=True, slots=True)
class Calendar:
    """The story's days laid over the real calendar: `stage`'s today is the date of `now`."""

    stage: Stage
    now: datetime

    def at(self, day: float, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
        """The instant of this clock time, in the edition's zone, on a day of the story."""
        zone = ZoneInfo(ZONE)
        date = self.now.astimezone(zone).date() + timedelta(days=int(day) - TODAY[self.stage])
        return datetime.combine(date, time(hour, minute, second), zone).astimezone(UTC)

    def within(self, day: float) -> datetime:
        """The instant of a day with its fraction, between 8 in the morning and 10 at night."""
        minutes = int((day % 1) * 14 * 60 * 60)
        return self.at(day, 8) + timedelta(seconds=minutes)


_EPOCH: Final = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp() * 1000)


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids in the shape of UUIDv7 that follow from the seed alone."""

    seed: int

    def of(self, kind: str, number: int) -> UUID:
        """The id of the `number`-th thing of a kind."""
        noise = int.from_bytes(sha256(f"{self.seed}/{kind}/{number}".encode()).digest()[:16])
        value = ((_EPOCH + number) & 0xFFFF_FFFF_FFFF) << 80
        value |= 7 << 76
        value |= (noise >> 112 & 0xFFF) << 64
        value |= 0b10 << 62
        value |= noise & ((1 << 62) - 1)
        return UUID(int=value)


class DemoAccount(TypedDict):
    """Somebody who can sign in."""

    role: str
    email: str
    password: str


def email(name: str) -> str:
    """A demo address; `.example` belongs to nobody (RFC 2606)."""
    return f"{name}@{DOMAIN}"


def juror_name(number: int) -> str:
    """The local part of a juror's address."""
    return {CHAIR: "chair", ACCOUNT: "juror"}.get(number, f"juror{number + 1:02d}")


def members(agency: int) -> int:
    """How many people enter for an agency."""
    return 2 if agency % 3 == 0 else 1


def member_name(agency: int, member: int) -> str:
    """The local part of an agency member's address; the first of agency 01 is the demo's entrant."""
    if (agency, member) == (0, 0):
        return "entrant"
    return f"agency{agency + 1:02d}" + ("" if member == 0 else "b")


# One of each role first, then a juror whose queue is untouched and a person who enters alone.
ACCOUNTS: Final = tuple(
    DemoAccount(role=role, email=email(name), password=PASSWORD)
    for role, name in (
        ("admin", "admin"),
        ("organiser", "organiser"),
        ("screener", "screener"),
        ("chair", "chair"),
        ("juror", "juror"),
        ("auditor", "auditor"),
        ("approver", "approver"),
        ("entrant", "entrant"),
        ("juror", juror_name(LATE)),
        ("entrant", "individual01"),
    )
)
