"""Wire shapes of a person's ended memberships of juries."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel

from app.editions.models import Edition
from app.judging.panels.models import Juror
from app.judging.panels.rules import JurorState
from app.judging.panels.schemas import Signed


class EndedJury(BaseModel):
    """A place on a jury, or an invitation to it, that was withdrawn or resigned from."""

    id: UUID
    edition_ar: str
    edition_en: str
    programme_ar: str
    programme_en: str
    timezone: str
    state: JurorState
    left_at: datetime | None
    # Their own, or the one that the organiser had them told; empty where nobody was.
    reason: str
    # When the invitation was answered, and what was signed then or before, the newest first.
    answered_at: datetime | None
    signed: list[Signed]
    # Evaluations that they submitted and that stand.
    submitted: int

    @classmethod
    def of(cls, row: Juror, edition: Edition, submitted: int) -> Self:
        """Build it from a juror's row and the edition."""
        own = row.state == JurorState.resigned.value
        return cls(
            id=row.id,
            edition_ar=edition.name_ar,
            edition_en=edition.name_en,
            programme_ar=edition.programme.name_ar,
            programme_en=edition.programme.name_en,
            timezone=edition.timezone,
            state=JurorState(row.state),
            left_at=row.left_at,
            reason=row.state_reason if row.reason_told or own else "",
            answered_at=row.answered_at,
            signed=[Signed.model_validate(one) for one in row.signed],
            submitted=submitted,
        )


class EndedJuries(BaseModel):
    """Every jury that the person is no more on, the last first."""

    items: list[EndedJury]
