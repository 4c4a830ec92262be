"""Wire shapes of assignments and their plans."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.judging.assignments.rules import Bar, PlanKind
from app.judging.assignments.world_rules import Group
from app.judging.evaluations.rules import ClosedReason, EvaluationStatus
from app.judging.panels.rules import JurorState, Origin
from app.kit.texts import Reason

IN = ConfigDict(extra="forbid")


class AssignmentIn(BaseModel):
    """An entry given to a juror by hand."""

    model_config = IN

    entry_id: UUID
    juror_id: UUID


class AssignmentReason(BaseModel):
    """Why an assignment is taken back, or given back."""

    model_config = IN

    reason: Reason


class Assignment(BaseModel):
    """One evaluation as those who assign see it: no score, no head."""

    evaluation_id: UUID
    round_id: UUID
    entry_id: UUID
    number: int
    juror_id: UUID
    juror_ar: str
    juror_en: str
    source: str
    status: EvaluationStatus
    assigned_at: datetime
    closed_reason: ClosedReason | None
    closed_note: str


class AssignedJuror(BaseModel):
    """A juror of an entry."""

    evaluation_id: UUID
    juror_id: UUID
    juror_ar: str
    juror_en: str
    origin: Origin
    source: str
    status: EvaluationStatus
    closed_reason: ClosedReason | None
    closed_note: str
    # A wall keeps them from the entry by now, and nobody has taken it back.
    walled: bool


class AssignedEntry(BaseModel):
    """An entry of a round with its jurors; `live` counts those whose right to score stands."""

    entry_id: UUID
    number: int
    title_ar: str
    title_en: str
    category_id: UUID
    category_ar: str
    category_en: str
    agency_ar: str
    agency_en: str
    wanted: int
    live: int
    submitted: int
    # False: it left the race or the panel's categories; what was assigned stays on the record.
    judged: bool
    jurors: list[AssignedJuror]


class JurorLoad(BaseModel):
    """A juror of a round with what is on their desk."""

    juror_id: UUID
    name_ar: str
    name_en: str
    origin: Origin
    state: JurorState
    languages: list[str]
    employer_ar: str
    employer_en: str
    on_panel: bool
    # The most that they agreed to judge in a round.
    accepted: int | None
    live: int
    submitted: int
    conflicts: int
    # Of how many entries they said whether they would judge them.
    bids: int


class PlanPairIn(BaseModel):
    """An entry and a juror."""

    model_config = IN

    entry_id: UUID
    juror_id: UUID


class LoweredMinimum(BaseModel):
    """A least number of the panel's rules, lowered for these entries, or for all."""

    model_config = IN

    group: Group
    to: Annotated[int, Field(ge=0, le=50)]
    entry_ids: Annotated[list[UUID], Field(max_length=20_000)] | None = None


Few = Annotated[int, Field(ge=0, le=50)]
Load = Annotated[int, Field(ge=0, le=100_000)]
Pairs = Annotated[list[PlanPairIn], Field(max_length=5_000)]


Weight = Annotated[int, Field(ge=0, le=10)]


class PlanWeights(BaseModel):
    """How much each part of a juror's fit for an entry counts; 0: not at all."""

    model_config = IN

    expertise: Weight = 3
    language: Weight = 2
    bid: Weight = 2


class PlanGoal(BaseModel):
    """What a stored plan was asked to do."""

    jurors_per_entry: int
    # The panel that it is made for; null: the round had one alone.
    panel_id: UUID | None = None
    category_id: UUID | None = None
    juror_ids: list[UUID] | None = None
    max_load: int | None = None
    min_load: Load = 0
    # Entries content with fewer jurors, and jurors with less to read, as a diagnosis offers it.
    lower_k: Annotated[dict[UUID, Few], Field(max_length=20_000)] = {}
    lower_min_load: Annotated[dict[UUID, Load], Field(max_length=2_000)] = {}
    lower_minimum: Annotated[list[LoweredMinimum], Field(max_length=100)] = []
    # Pairs that must be, and pairs that must not.
    pins: Pairs = []
    forbids: Pairs = []
    weights: PlanWeights = PlanWeights()
    # Of a whole category's jurors: the most for one entry; null: all of them.
    most_per_entry: Annotated[int, Field(ge=1, le=2_000)] | None = None


class PlanIn(PlanGoal):
    """What a plan should do."""

    model_config = IN

    kind: PlanKind
    jurors_per_entry: Annotated[int, Field(ge=1, le=50)] | None = None  # type: ignore[assignment]
    juror_ids: Annotated[list[UUID], Field(max_length=2000)] | None = None
    max_load: Annotated[int, Field(ge=1, le=100_000)] | None = None


class PlanCard(BaseModel):
    """A plan in the list."""

    id: UUID
    round_id: UUID
    kind: PlanKind
    goal: PlanGoal
    made_at: datetime
    made_by: UUID | None
    applied_at: datetime | None
    applied_by: UUID | None
    pairs_total: int
    removed_total: int


class PlanLoad(BaseModel):
    """A juror's load before and after a plan."""

    juror_id: UUID
    name_ar: str
    name_en: str
    origin: Origin
    accepted: int | None
    before: int
    added: int
    after: int


class PlanShort(BaseModel):
    """An entry that has fewer jurors than wanted after a plan."""

    entry_id: UUID
    number: int
    title_ar: str
    title_en: str
    wanted: int
    gets: int


class PlanPair(BaseModel):
    """One pair that a plan adds."""

    entry_id: UUID
    number: int
    juror_id: UUID


class PlanExcluded(BaseModel):
    """A pair that a plan leaves out, and why."""

    entry_id: UUID
    number: int
    juror_id: UUID
    reason: Bar


class PlanOverlap(BaseModel):
    """How well the scores of a category can be compared: `overlap` is 0 to 1."""

    category_id: UUID
    category_ar: str
    category_en: str
    overlap: float


class PlanThin(BaseModel):
    """A juror who reads too few entries of a category for their severity to be estimated well."""

    juror_id: UUID
    category_id: UUID
    wanted: int
    has: int


class PlanQuality(BaseModel):
    """How good a plan is; a bound says what any plan could reach at most.

    `fits`: something tells the jurors apart. `worst` is the lowest mean fit of an entry's jurors.
    """

    fits: bool
    total: float
    total_bound: float
    worst: float
    worst_bound: float
    overlap: list[PlanOverlap]
    thin: list[PlanThin]


class PlanGone(BaseModel):
    """A pair that the goal names and that the plan does not know: what is left of its names."""

    entry_id: UUID
    number: int | None
    juror_id: UUID
    name_ar: str
    name_en: str


class PlanRepair(BaseModel):
    """The seats that were empty, and whether filling them is all that a repair changes."""

    empty: int
    minimal: bool


class Plan(PlanCard):
    """A plan as it is shown before it is applied. Lists are cut at 5 000 rows, totals are whole."""

    loads: list[PlanLoad]
    short: list[PlanShort]
    short_total: int
    pairs: list[PlanPair]
    removed: list[PlanPair]
    excluded: list[PlanExcluded]
    excluded_total: int
    # Whether any two entries of a category are joined through their jurors.
    connected: bool
    seconds: float
    quality: PlanQuality | None
    repair: PlanRepair | None
    # Pins and forbids without effect: their entry or their juror was not there when it was made.
    gone_pins: list[PlanGone]
    gone_forbids: list[PlanGone]


class PlanSeat(BaseModel):
    """A juror of an entry in a plan; `kept`: assigned before it."""

    juror_id: UUID
    name_ar: str
    name_en: str
    origin: Origin
    reads: bool
    kept: bool
    pinned: bool


class PlanEntry(BaseModel):
    """An entry in a plan with its jurors, those who stay and those who are added.

    `mean` is how well they fit, 0 to 1. `lacks`: what the panel's rules ask and it does not have.
    """

    entry_id: UUID
    number: int
    title_ar: str
    title_en: str
    category_id: UUID
    mean: float | None
    seats: list[PlanSeat]
    lacks: list[Group]


class PlanWhy(BaseModel):
    """Why a juror reads an entry in a plan, or why not.

    `fit` holds the parts from 0 to 1, `weights` how much each counts. `loss`: what the plan's total
    fit would lose without the pair; null where nobody else could, or where it is not in the plan.
    """

    assigned: bool
    pinned: bool
    kept: bool
    bar: Bar | None
    fit: dict[str, float]
    weights: dict[str, int]
    affinity: float | None
    rank: int
    of: int
    load: int
    load_max: int | None
    panel_mean: float
    loss: float | None
    blocking: str | None
    family: str


class PlanChange(BaseModel):
    """An entry whose jurors differ between two plans."""

    number: int
    here: list[UUID]
    there: list[UUID]


class PlanDifference(BaseModel):
    """One plan beside another: what differs by entry and by juror, and both totals."""

    other: PlanCard
    total: float | None
    other_total: float | None
    worst: float | None
    other_worst: float | None
    same: int
    changes: list[PlanChange]
    changes_total: int
    loads: list[PlanLoad]


class Notified(BaseModel):
    """How many jurors were written to, and how many knew already; not told behind a wall."""

    mailed: int | None
    already: int | None
