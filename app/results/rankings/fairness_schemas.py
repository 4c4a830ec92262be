"""Wire shapes of the fairness report: facts and names; their words are the reader's."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.editions.schemas import Method
from app.entries.schemas import EditionRef
from app.results.rankings.rules import Why
from app.results.rankings.schemas import Part, RankingOut, RoundRef, WeighedRound

ROW = ConfigDict(from_attributes=True)


class Name(BaseModel):
    """A juror or an agency."""

    model_config = ROW

    id: UUID
    name_ar: str
    name_en: str


class CategoryName(Name):
    """A category that the reader may see."""

    places: int


class LeafName(Name):
    """A criterion that is scored, in the order of `correlations`."""

    code: str


class EntryName(BaseModel):
    """An entry that the reader may see."""

    model_config = ROW

    id: UUID
    number: int
    title_ar: str
    title_en: str
    category_id: UUID


class JurorFound(BaseModel):
    """`severity` in points less than colleagues give; `weight` over an equal share."""

    juror_id: UUID
    n: int
    severity: float | None
    severity_sd: float | None
    scale_use: float | None
    noise_sd: float | None
    reliability: float | None
    weight: float | None


class EntryFound(BaseModel):
    """Raw beside adjusted; `why` of those that moved. Ranks of 0 are not known."""

    entry_id: UUID
    category_id: UUID
    raw: float | None
    score: float | None
    raw_rank: int
    rank: int
    # In the ranking itself: by the method that counts, agreed scores, weighed rounds and tie-breaks.
    standing: int | None
    low: float | None
    high: float | None
    rank_low: int
    rank_high: int
    p_win: float | None
    p_place: float | None
    why: list[Part]


class Line(BaseModel):
    """A category's prize line; `tied` go to deliberation. `p` is null where the scores cannot tell.

    `equal`: the very same score on both sides.
    """

    category_id: UUID
    places: int
    last_inside: UUID
    first_outside: UUID
    p: float | None
    equal: bool
    tied: list[UUID]


class MeanRanked(BaseModel):
    """A category that the mean ranks in the place of the method, because its jurors cannot be compared."""

    category_id: UUID
    why: Why


class AgreedIn(BaseModel):
    """Entries of a category that are ranked by what the panel agreed on, not by their jurors."""

    category_id: UUID
    entries: list[UUID]


class Flip(BaseModel):
    """Without this juror others are placed."""

    juror_id: UUID
    category_id: UUID


class Redrawn(BaseModel):
    """How often the same come first when each entry's scorecards are drawn anew."""

    category_id: UUID
    share: float


class StabilityFound(BaseModel):
    """Categories whose placed entries no single juror changes, and who changes others.

    `redrawn` is empty of calibration, whose chances say it.
    """

    stable: list[UUID]
    flips: list[Flip]
    redrawn: list[Redrawn]


class Kendall(BaseModel):
    """Concordance in a category that all its jurors read whole."""

    category_id: UUID
    w: float | None
    p: float | None
    jurors: int


class Agreement(BaseModel):
    """ICC of one juror and of an entry's mean, alpha, and how many jurors .8 would take."""

    single: float | None
    mean: float | None
    per_entry: float
    alpha: float | None
    kendall: list[Kendall]
    needed: int | None


class FlagFound(BaseModel):
    """Worth a look; never an accusation."""

    kind: Literal["halo", "drift", "favour"]
    juror_id: UUID
    organisation_id: UUID | None
    effect: float | None
    low: float | None
    high: float | None
    p: float | None


class CardRef(BaseModel):
    """One juror's evaluation of one entry."""

    entry_id: UUID
    juror_id: UUID


class Guard(BaseModel):
    """What weakens the report, which jurors or categories it is about, and which evaluations make it so."""

    code: str
    ids: list[UUID]
    cards: list[CardRef]


class Weighed(BaseModel):
    """One evaluation: `seat` in `seats`, its total, and points over the entry's mean."""

    entry_id: UUID
    seat: int
    total: float
    over: float


class Fairness(BaseModel):
    """The fairness report of a snapshot, without what the reader is walled off from."""

    edition: EditionRef
    ranking: RankingOut
    round: RoundRef
    # The rounds that the ranking weighs together; the report is of `round` alone. Empty: it counts alone.
    # Of such, and of the categories of `agreed`, nothing is said of who is placed: no lines, no stability.
    rounds: list[WeighedRound]
    agreed: list[AgreedIn]
    # Whether categories are left out of it that the reader does not read; `agreement` is of the whole jury.
    partial: bool
    categories: list[CategoryName]
    named_entries: list[EntryName]
    named_jurors: list[Name]
    named_organisations: list[Name]
    leaves: list[LeafName]
    # Of a round that asked for pass or fail: what is weighed are votes, 0 or 100.
    votes: bool
    method: Method
    # Of `entries` and `jurors`; null where no adjustment is possible.
    adjusted: Method | None
    # The categories that have the mean in its place: raw and adjusted are the same in them.
    by_mean: list[MeanRanked]
    jurors: list[JurorFound]
    entries: list[EntryFound]
    lines: list[Line]
    # Null where there are too many scorecards to rank without each juror.
    stability: StabilityFound | None
    agreement: Agreement
    correlations: list[list[float | None]]
    flags: list[FlagFound]
    guards: list[Guard]
    cells: list[Weighed]
    seats: list[UUID]


class MeetingTies(BaseModel):
    """Entries of a meeting that the newest report cannot tell apart at the prize line.

    `ranking_number`: of the snapshot that it is about; null where there is none to be told of.
    """

    ranking_number: int | None
    entries: list[UUID]


class WhatIfIn(BaseModel):
    """What is tried: another method, a juror left out, a criterion's weight as a share of 1."""

    model_config = ConfigDict(extra="forbid")

    method: Method
    without_juror: UUID | None = None
    criterion_id: UUID | None = None
    share: Annotated[float, Field(ge=0, le=1)] = 0.0


class WhatIfRow(BaseModel):
    """An entry before and after; `after` is 0 where it has no evaluation left.

    `placed`: whether its rank is one of the places that the category gives.
    """

    entry_id: UUID
    category_id: UUID
    before: int
    before_score: float
    after: int
    after_score: float | None
    placed_before: bool
    placed_after: bool


class WhatIf(BaseModel):
    """What would come of it, without the categories in which the reader is barred. Nothing is kept."""

    method: Method
    rows: list[WhatIfRow]
    by_mean: list[MeanRanked]
