"""Wire shapes of late evaluations: who, when, and what became of them; never a mark."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.accounts.models import User
from app.entries.schemas import PersonRef, WhyNot
from app.entries.screening_rules import Standing
from app.judging.evaluations.late_models import LateDecision
from app.judging.evaluations.late_rules import LateAct, LateState, LateWord
from app.judging.evaluations.rules import ClosedReason
from app.kit.texts import Reason

Many = Annotated[list[UUID], Field(min_length=1, max_length=200)]


class LateProposalIn(BaseModel):
    """One word on late evaluations, for a second person to confirm."""

    model_config = ConfigDict(extra="forbid")

    evaluation_ids: Many
    word: LateWord
    reason: Reason


class LateAnswerIn(BaseModel):
    """The proposals that a person confirms, or takes back."""

    model_config = ConfigDict(extra="forbid")

    decision_ids: Many


class LateDeclineIn(LateAnswerIn):
    """The proposals that a second person does not share, and why."""

    reason: Reason


class LateWordOut(BaseModel):
    """A word on a late evaluation, with its two people."""

    id: UUID
    word: LateWord
    reason: str
    state: Standing
    proposed_by: PersonRef | None
    proposed_at: datetime
    answered_by: PersonRef | None
    answered_at: datetime | None
    answer_reason: str

    @classmethod
    def of(cls, row: LateDecision, people: Mapping[UUID, User]) -> Self:
        """Build it from a row and the people that rows name."""

        def person(user_id: UUID | None) -> PersonRef | None:
            user = people.get(user_id) if user_id else None
            return PersonRef.model_validate(user) if user else None

        return cls(
            id=row.id,
            word=LateWord(row.word),
            reason=row.reason,
            state=Standing(row.state),
            proposed_by=person(row.proposed_by),
            proposed_at=row.proposed_at,
            answered_by=person(row.answered_by),
            answered_at=row.answered_at,
            answer_reason=row.answer_reason,
        )


class LateEvaluation(BaseModel):
    """An evaluation that arrived in the grace window."""

    evaluation_id: UUID
    entry_id: UUID
    number: int
    title_ar: str
    title_en: str
    category_ar: str
    category_en: str
    juror_id: UUID
    juror_ar: str
    juror_en: str
    # By the juror's own device, and by the server's clock.
    made_at: datetime
    received_at: datetime
    minutes_late: int
    state: LateState
    # No longer the juror's: nothing to decide.
    closed_reason: ClosedReason | None
    # Its juror saved something newer in time, the round's time having moved: it cannot be admitted.
    superseded: bool
    # The words on it, the newest first; `decision_id` is the one that stands.
    decision_id: UUID | None
    words: list[LateWordOut]
    may: list[LateAct]

    @property
    def stands(self) -> LateWordOut | None:
        """The word that stands."""
        return next((one for one in self.words if one.id == self.decision_id), None)


class LateLeft(BaseModel):
    """An evaluation that an act did not fit, and why."""

    evaluation_id: UUID
    number: int
    why: WhyNot


class LateDone(BaseModel):
    """How many an act changed, and which it left."""

    changed: int
    left: list[LateLeft]
