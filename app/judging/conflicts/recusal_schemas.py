"""Wire shapes of staff who step back from an entry or an agency."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.accounts.models import User
from app.entries.draft_queries import shown_titles
from app.entries.models import Entry
from app.judging.conflicts.models import StaffRecusal
from app.judging.conflicts.rules import ConflictKind, ConflictState
from app.kit.texts import LongText
from app.organisations.models import Organisation


class RecusalIn(BaseModel):
    """Who steps back (empty: I do), from an entry or from all of an agency: one of the two."""

    model_config = ConfigDict(extra="forbid")

    user_id: UUID | None = None
    entry_id: UUID | None = None
    organisation_id: UUID | None = None
    kind: ConflictKind
    reason: LongText = ""


class RecusalRow(NamedTuple):
    """A recusal with whose it is and its object; `own`: of who asks, who may do nothing about it."""

    recusal: StaffRecusal
    user: User
    entry: Entry | None
    organisation: Organisation | None
    own: bool


class StaffRecusalOut(BaseModel):
    """A recusal as the staff read it."""

    id: UUID
    user_id: UUID
    name_ar: str
    name_en: str
    own: bool
    entry_id: UUID | None
    entry_number: int | None
    title_ar: str
    title_en: str
    organisation_id: UUID | None
    organisation_ar: str
    organisation_en: str
    source: Literal["own", "organiser"]
    kind: ConflictKind
    reason: str
    state: ConflictState
    declared_at: datetime
    decide_by: datetime | None
    decided_at: datetime | None
    decision_reason: str

    @classmethod
    def of(cls, row: RecusalRow) -> Self:
        """Build it; whoever stepped back reads of the entry no more than that it is there."""
        recusal, user, entry, organisation, own = row
        title_ar, title_en = ("", "") if own else shown_titles(entry)
        return cls(
            id=recusal.id,
            user_id=user.id,
            name_ar=user.name_ar,
            name_en=user.name_en,
            own=own,
            entry_id=None if own else recusal.entry_id,
            entry_number=None if entry is None else entry.number,
            title_ar=title_ar,
            title_en=title_en,
            organisation_id=recusal.organisation_id,
            organisation_ar="" if organisation is None else organisation.name_ar,
            organisation_en="" if organisation is None else organisation.name_en,
            source="own" if recusal.source == "own" else "organiser",
            kind=ConflictKind(recusal.kind),
            reason=recusal.reason if recusal.source == "own" or not own else "",
            state=ConflictState(recusal.state),
            declared_at=recusal.declared_at,
            decide_by=recusal.decide_by,
            decided_at=recusal.decided_at,
            decision_reason="" if own else recusal.decision_reason,
        )
