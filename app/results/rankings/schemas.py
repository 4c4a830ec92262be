"""Wire shapes of standings: the snapshot by category, one entry's result, the chair's order."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Bound

from app.editions.schemas import Method
from app.entries.rules import EntryState
from app.entries.schemas import CategoryRef, EditionRef
from app.judging.deliberation.schemas import Agreed
from app.judging.rounds.rules import RoundMode
from app.kit.texts import Reason
from app.results.rankings.rules import Why


class ChairOrderIn(BaseModel):
    """The chair's order of a tied group, best first, with the reason."""

    model_config = ConfigDict(extra="forbid")

    category_id: UUID
    entries: Annotated[list[UUID], Bound(min_length=2, max_length=1000)]
    reason: Reason


class ChairOrderOut(BaseModel):
    """An order that the chair gave."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    round_id: UUID
    category_id: UUID
    entries: list[UUID]
    reason: str
    decided_at: datetime


class RankingOut(BaseModel):
    """A snapshot: what it was taken from, and when."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    edition_id: UUID
    round_id: UUID
    number: int
    method: Method
    tiebreaks: list[str]
    seed: str
    inputs_hash: str
    made_at: datetime
    frozen_at: datetime | None


class RoundRef(BaseModel):
    """The round that a ranking stands on."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    number: int
    name_ar: str
    name_en: str
    state: str
    mode: RoundMode
    closed_at: datetime | None


class WeighedRound(BaseModel):
    """A round that is weighed with others in one score."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    number: int
    name_ar: str
    name_en: str
    weight: int


class RoundScore(BaseModel):
    """What one round said of an entry: `shown` and `raw` as people read them, `score` as it was weighed.

    `agreed`: it is what the panel agreed on, not what its evaluations make.
    """

    number: int
    weight: int
    score: str
    shown: str
    raw: str
    evaluations: int
    agreed: bool


class TraceStep(BaseModel):
    """A tie-break that placed the entry, with the value compared; a criterion's with its name."""

    rule: str
    value: str
    name_ar: str = ""
    name_en: str = ""


class RankedEntry(BaseModel):
    """An entry as standings name it."""

    id: UUID
    number: int
    title_ar: str
    title_en: str
    entrant_ar: str
    entrant_en: str
    state: EntryState
    state_reason: str


class AgreedPlace(BaseModel):
    """The place, without marks, on which the panel agreed in its meeting, and why."""

    place: int
    reason: str


class StandingRow(BaseModel):
    """One entry's place: `rank` is null where `left_out` says why it has none.

    `shown` is the score as people read it, `score` the exact fraction or the float that ranks;
    `raw` is the mean beside it, as people read it, whatever the method.
    """

    entry: RankedEntry
    category_id: UUID
    rank: int | None
    left_out: str
    shown: str
    score: str
    raw: str
    # What ranked it; why the mean, where the rulebook's method cannot compare the category's jurors.
    method: Method
    by_mean: Why | None
    evaluations: int
    trace: list[TraceStep]
    # Where rounds are weighed together, those in which the entry has a score, oldest first.
    rounds: list[RoundScore]
    # The tie waits for the chair.
    pending: bool
    # In standings by category: the Arabic name of the level that the rulebook gives the entry.
    level_ar: str
    # In standings by category: the panel's own word, beside the rank and never instead of it.
    agreed: AgreedPlace | None = None


class CategoryStanding(BaseModel):
    """One category's ranking. `barred`: the reader has a conflict in it, and sees nothing of it."""

    category: CategoryRef
    places: int
    levels_by: str
    levels: list[dict[str, Any]]
    barred: bool
    rows: list[StandingRow]
    left_out: list[StandingRow]
    # Tied groups that wait for the chair.
    pending: list[list[UUID]]


class Standings(BaseModel):
    """The newest ranking of an edition. `ranking` is null where none was taken yet.

    `outdated`: something that counts has changed since it was taken. `can_rank`: a round is
    closed, and the results are not frozen.
    """

    edition: EditionRef
    round: RoundRef | None
    # The rounds that are weighed together, oldest first; empty where one alone counts.
    rounds: list[WeighedRound]
    ranking: RankingOut | None
    outdated: bool
    quorum: int
    categories: list[CategoryStanding]
    chair_orders: list[ChairOrderOut]


class CriterionMark(BaseModel):
    """One leaf of one evaluation: points on its own scale, on 0…100, and what they weigh.

    `applies`: not what the chair accepted as not applicable to the entry; that weighs nothing.
    """

    criterion_id: UUID
    code: str
    name_ar: str
    name_en: str
    weight: str
    applies: bool
    points: str | None
    mapped: str | None


class JurorResult(BaseModel):
    """One juror's evaluation of the entry, as it counts."""

    juror_id: UUID
    juror_ar: str
    juror_en: str
    origin: str
    total: str
    shown: str
    # Of a round of orders: the entry's place in this juror's order, and how many it orders.
    place: int | None
    of: int | None
    marks: list[CriterionMark]


class Part(BaseModel):
    """A juror's part of a score; without a juror the pull to the mean.

    `corrected`: what is weighed, after severity and use of the scale. `shown`: the contribution to two
    digits; all of them sum to the score to two digits.
    """

    juror_id: UUID | None
    given: float | None
    severity: float | None
    scale_use: float | None
    corrected: float | None
    weight: float | None
    contribution: float | None
    shown: str


class EntryResult(BaseModel):
    """How an entry's score came about, juror by juror."""

    entry: RankedEntry
    category: CategoryRef
    # The round of the evaluations below, and those that are weighed together in the row's score.
    round: RoundRef | None
    rounds: list[WeighedRound]
    ranking: RankingOut | None
    row: StandingRow | None
    # The exact mean of the totals below and how it is shown.
    score: str
    shown: str
    evaluations: list[JurorResult]
    # Of a row of another method than raw: what each juror's total made of the score that counts.
    parts: list[Part]
    # What the panel agreed on, whether it counts or stands beside.
    consensus: Agreed | None
