"""Wire shapes of assignments and their plans."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.judging.assignments.rules import Bar, PlanKind
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
    live: int
    submitted: int
    conflicts: int


class PlanIn(BaseModel):
    """What a plan should do. `families` (rules on composition) are refused until their issue."""

    model_config = IN

    kind: PlanKind
    jurors_per_entry: Annotated[int, Field(ge=1, le=50)] | None = None
    category_id: UUID | None = None
    juror_ids: Annotated[list[UUID], Field(max_length=2000)] | None = None
    max_load: Annotated[int, Field(ge=1, le=100_000)] | None = None
    # Entries content with fewer jurors, as a diagnosis offers it.
    lower_k: Annotated[
        dict[UUID, Annotated[int, Field(ge=0, le=50)]], Field(max_length=20_000)
    ] = {}
    families: Annotated[list[Any], Field(max_length=100)] = []


class PlanGoal(BaseModel):
    """What a stored plan was asked to do."""

    jurors_per_entry: int
    category_id: UUID | None
    juror_ids: list[UUID] | None
    max_load: int | None
    lower_k: dict[UUID, int]


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


class PlanLoad(BaseModel):
    """A juror's load before and after a plan."""

    juror_id: UUID
    name_ar: str
    name_en: str
    origin: Origin
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


class Plan(PlanCard):
    """A plan as it is shown before it is applied. Lists are cut at 5 000 rows, totals are whole."""

    loads: list[PlanLoad]
    short: list[PlanShort]
    short_total: int
    pairs: list[PlanPair]
    excluded: list[PlanExcluded]
    excluded_total: int
    # Whether any two entries of a category are joined through their jurors.
    connected: bool
    seconds: float


class Notified(BaseModel):
    """How many jurors were written to, and how many knew already."""

    mailed: int
    already: int
