"""Wire shapes of closing a round and of reading what was submitted in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.judging.evaluations.models import Evaluation, Revision
from app.judging.evaluations.schemas import shown
from app.judging.panels.models import Juror
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundMode
from app.kit.texts import LongText


class RoundClosing(BaseModel):
    """Closing a round; what is missing is accepted only with a reason."""

    model_config = ConfigDict(extra="forbid")

    accept_missing: bool = False
    reason: LongText = ""


class EntryEvaluation(BaseModel):
    """A submitted evaluation of a closed round. The juror's private notes are not in it."""

    evaluation_id: UUID
    round_id: UUID
    round_number: int
    round_ar: str
    round_en: str
    # What the marks are: of the category's criteria, of the one question, or places.
    mode: RoundMode
    juror_id: UUID
    juror_ar: str
    juror_en: str
    # The exact total on 0…100, and as people read it.
    total_exact: str | None
    total: str | None
    scores: dict[str, dict[str, Any]]
    # Of a round of orders: on the juror's whole order of the category.
    comment: str
    submitted_at: datetime

    @classmethod
    def of(
        cls,
        round_: Round,
        juror: Juror,
        evaluation: Evaluation,
        revision: Revision,
        total: str | None,
        comment: str,
    ) -> Self:
        """Build it from rows; `total` is what counts of it now, `comment` what is said of it."""
        return cls(
            evaluation_id=evaluation.id,
            round_id=round_.id,
            round_number=round_.number,
            round_ar=round_.name_ar,
            round_en=round_.name_en,
            mode=RoundMode(round_.mode),
            juror_id=juror.id,
            juror_ar=juror.name_ar,
            juror_en=juror.name_en,
            total_exact=total,
            total=shown(total),
            scores=revision.scores,
            comment=comment,
            submitted_at=revision.received_at,
        )


class EntryEvaluations(BaseModel):
    """The evaluations of one entry."""

    items: list[EntryEvaluation]
