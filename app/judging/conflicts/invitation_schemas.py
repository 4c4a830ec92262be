"""Wire shapes of an invitation to a jury: what is asked, what was noticed, the answer."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.judging.conflicts.rules import ConflictKind
from app.judging.panels.detection_rules import Signal
from app.judging.panels.schemas import OwnJury, Signed
from app.kit.texts import LongText, Name, OptionalReason


class Named(BaseModel):
    """A category, or an agency that entered."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name_ar: str
    name_en: str


class InvitationRound(Named):
    """A round that the juror would judge in."""

    opens_at: datetime | None
    closes_at: datetime


class InvitedSeat(Named):
    """A panel that they sit on, with what it judges in its round."""

    round_ar: str
    round_en: str
    chairs: bool
    categories: list[Named]


class PossibleConflict(BaseModel):
    """Something that ties the invited person to an agency or an entry, and the kind it suggests."""

    object_id: UUID
    name_ar: str
    name_en: str
    signals: list[Signal]
    kind: ConflictKind


class Invitation(OwnJury):
    """An invitation with everything that its answer rests on."""

    timezone: str
    answer_by: datetime | None
    load_asked: int | None
    load_accepted: int | None
    load_reason: str
    signed_name: str
    # Under earlier invitations to the same jury, the newest first.
    signed_before: list[Signed]
    rounds: list[InvitationRound]
    # Where they sit already.
    panels: list[InvitedSeat]
    categories: list[Named]
    # To be answered one by one before accepting; empty once answered.
    possible: list[PossibleConflict]
    # Who entered: to declare what nobody noticed, now or later.
    agencies: list[Named]


class ConflictAnswer(BaseModel):
    """A word on something that was noticed: a conflict of this kind, or none and why."""

    model_config = ConfigDict(extra="forbid")

    object_id: UUID
    confirmed: bool
    kind: ConflictKind
    note: OptionalReason = ""


class OwnDeclaration(BaseModel):
    """A conflict that nobody noticed, with an agency that entered."""

    model_config = ConfigDict(extra="forbid")

    organisation_id: UUID
    kind: ConflictKind
    note: OptionalReason = ""


class JuryAcceptance(BaseModel):
    """The statement was read and is signed with a name; the load; a word on every conflict."""

    model_config = ConfigDict(extra="forbid")

    accepted: Literal[True]
    name: Name
    # As they stood before the eyes of who signs; another page may have changed them since.
    statement: LongText
    load_asked: int | None = None
    load: int | None = Field(default=None, ge=1, le=1000)
    load_reason: OptionalReason = ""
    answers: list[ConflictAnswer] = Field(default=[], max_length=500)
    own: list[OwnDeclaration] = Field(default=[], max_length=100)
