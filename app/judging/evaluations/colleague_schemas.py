"""Wire shapes of colleagues' scores as a juror of the same entry reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from pydantic import BaseModel

from app.judging.evaluations.models import Revision
from app.judging.evaluations.schemas import shown
from app.judging.panels.models import Juror


class ColleagueScore(BaseModel):
    """A colleague's mark on a criterion, with the words beside it."""

    points: str | None
    level: str | None
    na: bool
    comment: str | None


class ColleagueEvaluation(BaseModel):
    """What a colleague submitted. Their private notes are not in it."""

    juror_ar: str
    juror_en: str
    total: str | None
    scores: dict[str, ColleagueScore]
    comment: str
    submitted_at: datetime

    @classmethod
    def of(cls, juror: Juror, revision: Revision) -> Self:
        """Build it from rows."""
        return cls(
            juror_ar=juror.name_ar,
            juror_en=juror.name_en,
            total=shown(revision.total),
            scores={
                key: ColleagueScore.model_validate(one) for key, one in revision.scores.items()
            },
            comment=revision.comment,
            submitted_at=revision.received_at,
        )


class Colleagues(BaseModel):
    """Every colleague of whom something submitted counts, by name. Whole: an entry has a few jurors."""

    items: list[ColleagueEvaluation]

    @classmethod
    def of(cls, rows: Iterable[Any]) -> Self:
        """Build it from (juror, revision) pairs."""
        return cls(items=[ColleagueEvaluation.of(juror, revision) for juror, revision in rows])
