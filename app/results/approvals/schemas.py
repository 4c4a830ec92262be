"""Wire shapes of the approval: where it stands, who did what when."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Bound

from app.entries.schemas import CategoryRef, PersonRef
from app.kit.texts import Reason
from app.results.approvals.rules import Step


class SignatureIn(BaseModel):
    """The hash of the results that the approver has read and signs."""

    model_config = ConfigDict(extra="forbid")

    results_hash: Annotated[str, Bound(min_length=64, max_length=64)]


class ResultsReturn(BaseModel):
    """Why the results go back to the organiser."""

    model_config = ConfigDict(extra="forbid")

    reason: Reason


class ApprovalStep(BaseModel):
    """One person's act on the results."""

    id: UUID
    step: Step
    by: PersonRef | None
    at: datetime
    reason: str
    results_hash: str


class RenamedOut(BaseModel):
    """A frozen name beside what it is now; an entry's names come with its number."""

    model_config = ConfigDict(from_attributes=True)

    what: Literal["programme", "edition", "category", "title", "summary", "entrant"]
    number: int | None
    before_ar: str
    before_en: str
    now_ar: str
    now_en: str


class ApprovalState(BaseModel):
    """Where the approval stands. `may` are the acts open to this reader now: freeze, sign, return."""

    state: Step
    results_hash: str
    ranking_id: UUID | None
    # What signing would refuse: something counts differently from what was frozen.
    changed: bool
    # While frozen: what is called otherwise by now. The frozen names are signed and published.
    renamed: list[RenamedOut]
    undecided: list[CategoryRef]
    # Where this reader has a stake in an entry: with one they neither sign nor return.
    stakes: list[CategoryRef]
    may: list[str]
    steps: list[ApprovalStep]
