"""Wire shapes of conflicts, one per audience."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.entries.draft_queries import shown_titles
from app.entries.models import Entry
from app.judging.conflicts.models import Conflict
from app.judging.conflicts.rules import ConflictKind, ConflictSource, ConflictState
from app.judging.panels.detection_rules import Signal
from app.judging.panels.models import Juror
from app.kit.texts import LongText, Reason
from app.organisations.models import Organisation

ConflictRow = tuple[Conflict, Juror, Entry | None, Organisation | None]


class OwnRow(NamedTuple):
    """A conflict for its juror: whether they may read the entry's title, and its number."""

    row: ConflictRow
    titled: bool
    numbered: bool


class OwnConflictIn(BaseModel):
    """A juror's own word about something assigned to them; it recuses at once."""

    model_config = ConfigDict(extra="forbid")

    evaluation_id: UUID
    kind: ConflictKind
    reason: LongText = ""


class AgencyConflictIn(BaseModel):
    """A juror's own word about an agency that entered, at any time; it recuses at once."""

    model_config = ConfigDict(extra="forbid")

    organisation_id: UUID
    kind: ConflictKind
    reason: LongText = ""


class ConflictReport(BaseModel):
    """What the organiser knows of a juror and an entry, or a whole organisation: one of the two."""

    model_config = ConfigDict(extra="forbid")

    juror_id: UUID
    entry_id: UUID | None = None
    organisation_id: UUID | None = None
    kind: ConflictKind
    reason: Reason


class ConflictDecision(BaseModel):
    """A person's decision on a suspended conflict."""

    model_config = ConfigDict(extra="forbid")

    state: Literal[ConflictState.recused, ConflictState.dismissed]
    reason: Reason


class ConflictLift(BaseModel):
    """Why a recusal is lifted."""

    model_config = ConfigDict(extra="forbid")

    reason: Reason


class ConflictFace(BaseModel):
    """What every view of a conflict begins with."""

    id: UUID
    entry_id: UUID | None
    entry_number: int | None
    title_ar: str
    title_en: str
    organisation_id: UUID | None
    organisation_ar: str
    organisation_en: str
    source: ConflictSource
    kind: ConflictKind
    reason: str
    state: ConflictState
    declared_at: datetime
    decided_at: datetime | None
    decision_reason: str


def _face(
    conflict: Conflict, entry: Entry | None, organisation: Organisation | None
) -> ConflictFace:
    title_ar, title_en = shown_titles(entry)
    return ConflictFace(
        id=conflict.id,
        entry_id=conflict.entry_id,
        entry_number=None if entry is None else entry.number,
        title_ar=title_ar,
        title_en=title_en,
        organisation_id=conflict.organisation_id,
        organisation_ar="" if organisation is None else organisation.name_ar,
        organisation_en="" if organisation is None else organisation.name_en,
        source=ConflictSource(conflict.source),
        kind=ConflictKind(conflict.kind),
        reason=conflict.reason,
        state=ConflictState(conflict.state),
        declared_at=conflict.declared_at,
        decided_at=conflict.decided_at,
        decision_reason=conflict.decision_reason,
    )


class StaffConflict(ConflictFace):
    """A conflict as the staff see it."""

    juror_id: UUID
    juror_ar: str
    juror_en: str
    # What was noticed, of a detected one; until when a suspended one waits for a decision.
    signals: list[Signal]
    decide_by: datetime | None
    declared_by: UUID | None
    decided_by: UUID | None

    @classmethod
    def of(cls, row: ConflictRow) -> Self:
        """Build it from a conflict with its juror and its object."""
        conflict, juror, entry, organisation = row
        return cls(
            **_face(conflict, entry, organisation).model_dump(),
            juror_id=juror.id,
            juror_ar=juror.name_ar,
            juror_en=juror.name_en,
            signals=[Signal(one) for one in conflict.signals],
            decide_by=conflict.decide_by,
            declared_by=conflict.declared_by,
            decided_by=conflict.decided_by,
        )


class OwnConflict(BaseModel):
    """A conflict as the juror sees it: their own words, or that somebody suspended them."""

    id: UUID
    entry_id: UUID | None
    entry_number: int | None
    title_ar: str
    title_en: str
    organisation_ar: str
    organisation_en: str
    source: ConflictSource
    kind: ConflictKind
    reason: str
    state: ConflictState
    declared_at: datetime
    decided_at: datetime | None

    @classmethod
    def of(cls, own: OwnRow) -> Self:
        """Build it; what others wrote about the juror stays with the staff."""
        conflict, _, entry, organisation = own.row
        face = _face(conflict, entry, organisation).model_dump(
            exclude={"organisation_id", "decision_reason"}
        )
        if conflict.source != ConflictSource.juror:
            face["reason"] = ""
        if not own.titled:
            face |= {"title_ar": "", "title_en": ""}
        if not own.numbered:
            face |= {"entry_id": None, "entry_number": None}
        return cls(**face)
