"""Wire shapes of the organiser's home of an edition: counts, never a score."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.editions.models import Category, Edition
from app.editions.rules import Phase
from app.editions.schemas import EditionCard
from app.judging.panels.models import Juror
from app.judging.rounds.models import Round
from app.kit.i18n import Language
from app.office.phase_rules import Check
from app.office.phase_schemas import Readiness

OUT = ConfigDict(json_schema_serialization_defaults_required=True)
STATES: Final = (
    "draft",
    "submitted",
    "returned",
    "eligible",
    "ineligible",
    "withdrawn",
    "disqualified",
)
SOON: Final = timedelta(days=3)


class RoundCount(NamedTuple):
    """A round and its live evaluations of entries in the race."""

    round: Round
    assigned: int
    begun: int
    done: int
    reopened: int


@dataclass(frozen=True)
class Home:
    """What the page shows, as rows."""

    edition: Edition
    roles: list[str]
    wanted: Phase | None
    checks: list[Check]
    categories: list[Category]
    entries: dict[UUID, dict[str, int]]
    jurors: dict[str, int]
    rounds: list[RoundCount]
    behind: list[tuple[Juror, Round, int, int]]  # assigned, done
    attention: list[tuple[str, int, datetime | None]]
    now: datetime


class CategoryCount(BaseModel):
    """A category's entries by state."""

    model_config = OUT

    category_id: UUID
    code: str
    name_ar: str
    name_en: str
    states: dict[str, int]
    total: int


class RoundProgress(BaseModel):
    """How far a round is; `done` counts what is submitted, also where it was `reopened` since."""

    model_config = OUT

    round_id: UUID
    number: int
    name_ar: str
    name_en: str
    state: str
    opens_at: datetime | None
    closes_at: datetime
    grace_minutes: int
    assigned: int
    begun: int
    done: int
    reopened: int


class BehindJuror(BaseModel):
    """A juror with evaluations left in an open round. `is_late`: under three days are left."""

    model_config = OUT

    juror_id: UUID
    round_id: UUID
    name_ar: str
    name_en: str
    assigned: int
    done: int
    closes_at: datetime
    is_late: bool


class Attention(BaseModel):
    """Something that waits for the organiser: a code, how many, and from when on if known."""

    model_config = OUT

    code: str
    count: int
    at: datetime | None


class OrganiserHome(BaseModel):
    """What an organiser sees first."""

    model_config = OUT

    edition: EditionCard
    next_step: Readiness
    categories: list[CategoryCount]
    states: dict[str, int]
    entries: int
    jurors: dict[str, int]
    rounds: list[RoundProgress]
    behind: list[BehindJuror]
    attention: list[Attention]

    @classmethod
    def of(cls, home: Home, language: Language) -> Self:
        """From what was read, sentences in the reader's language."""
        by_category = {
            one.id: {state: home.entries.get(one.id, {}).get(state, 0) for state in STATES}
            for one in home.categories
        }
        states = {state: sum(counts[state] for counts in by_category.values()) for state in STATES}
        return cls(
            edition=EditionCard.of((home.edition, home.roles)),
            next_step=Readiness.of(home.edition, home.wanted, home.checks, language),
            categories=[
                CategoryCount(
                    category_id=one.id,
                    code=one.code,
                    name_ar=one.name_ar,
                    name_en=one.name_en,
                    states=by_category[one.id],
                    total=sum(by_category[one.id].values()),
                )
                for one in home.categories
            ],
            states=states,
            entries=sum(states.values()),
            jurors=home.jurors,
            rounds=[
                RoundProgress(
                    round_id=one.id,
                    number=one.number,
                    name_ar=one.name_ar,
                    name_en=one.name_en,
                    state=one.state,
                    opens_at=one.opens_at,
                    closes_at=one.closes_at,
                    grace_minutes=one.grace_minutes,
                    assigned=assigned,
                    begun=begun,
                    done=done,
                    reopened=reopened,
                )
                for one, assigned, begun, done, reopened in home.rounds
            ],
            behind=[
                BehindJuror(
                    juror_id=juror.id,
                    round_id=one.id,
                    name_ar=juror.name_ar,
                    name_en=juror.name_en,
                    assigned=assigned,
                    done=done,
                    closes_at=one.closes_at,
                    is_late=one.closes_at - home.now <= SOON,
                )
                for juror, one, assigned, done in home.behind
            ],
            attention=[Attention(code=code, count=n, at=at) for code, n, at in home.attention],
        )


def home_in(language: Language) -> Callable[[Home], OrganiserHome]:
    """For `answer=`: the home in the reader's language."""
    return lambda home: OrganiserHome.of(home, language)
