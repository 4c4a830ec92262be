"""Wire shapes of the screening desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic import Field as Bound

from app.accounts.models import User
from app.entries.message_schemas import MessageOut, NoteOut, person
from app.entries.models import Entry
from app.entries.schemas import CLOSED, PersonRef
from app.entries.screening_models import (
    ChecklistItem,
    ChecklistTick,
    ScreeningDecision,
    ScreeningMessage,
    ScreeningNote,
)
from app.entries.screening_rules import MOST_ITEMS, Decided, Handing, Standing
from app.entries.staff_schemas import MOST_PARTS, PartIn, StaffEntryRow
from app.kit.texts import Instant, OptionalReason, Reason, ShortText, Title

MOST_ENTRIES = 2_000

# ------------------------------------------------------------------ what arrives


class ScreeningDecisionIn(BaseModel):
    """A word on an entry. `parts` of a return: what is to be corrected; null: the whole entry."""

    model_config = CLOSED

    decision: Decided
    reason: OptionalReason = ""
    until: Instant | None = None
    parts: Annotated[list[PartIn], Bound(min_length=1, max_length=MOST_PARTS)] | None = None


class ProposalIn(BaseModel):
    """The proposal that is meant."""

    model_config = CLOSED

    proposal_id: UUID


class DeclineProposalIn(ProposalIn):
    """Why a second person sees it otherwise."""

    reason: Reason


class HandingIn(BaseModel):
    """Who screens what. Without `entry_ids`, `spread` takes all that wait and have nobody."""

    model_config = CLOSED

    handing: Handing
    entry_ids: Annotated[list[UUID], Bound(min_length=1, max_length=MOST_ENTRIES)] | None = None
    screener_id: UUID | None = None
    dry_run: bool = False

    @model_validator(mode="after")
    def _named(self) -> Self:
        if self.entry_ids is None and self.handing is not Handing.spread:
            msg = "entry_ids is required"
            raise ValueError(msg)
        return self


class ItemIn(BaseModel):
    """An item of the checklist."""

    model_config = CLOSED

    id: UUID
    text_ar: Title
    text_en: ShortText = ""


class ScreeningSettingsIn(BaseModel):
    """How an edition is screened."""

    model_config = CLOSED

    two_persons: bool
    checklist: Annotated[list[ItemIn], Bound(max_length=MOST_ITEMS)]


class BodyIn(BaseModel):
    """The words of a message or a note."""

    model_config = CLOSED

    body: Reason


# ------------------------------------------------------------------ what is read


class PartOut(BaseModel):
    """A part to be corrected, in the screener's words; `before`: what was submitted then."""

    part: str
    note: str
    before: Any = None


class ScreeningDecisionOut(BaseModel):
    """A decision: who made or proposed it, and what became of it."""

    id: UUID
    decision: Decided
    reason: str
    until: datetime | None
    parts: list[PartOut] | None
    state: Standing
    proposed_by: PersonRef | None
    proposed_at: datetime
    decided_by: PersonRef | None
    decided_at: datetime | None
    answer: str
    answered_at: datetime | None

    @classmethod
    def of(
        cls,
        row: ScreeningDecision,
        people: Mapping[UUID, User],
        before: Mapping[str, Any] | None = None,
    ) -> Self:
        """Build with the names of its people."""
        earlier = before or {}
        return cls(
            id=row.id,
            decision=Decided(row.decision),
            reason=row.reason,
            until=row.until,
            parts=None
            if row.parts is None
            else [PartOut(**one, before=earlier.get(one["part"])) for one in row.parts],
            state=Standing(row.state),
            proposed_by=person(people, row.proposed_by),
            proposed_at=row.proposed_at,
            decided_by=person(people, row.decided_by),
            decided_at=row.decided_at,
            answer=row.answer,
            answered_at=row.answered_at,
        )


class ChecklistItemOut(BaseModel):
    """An item of the checklist."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    text_ar: str
    text_en: str


class TickedItem(ChecklistItemOut):
    """An item with who found it in order."""

    ticked_by: PersonRef | None
    ticked_at: datetime | None


class ScreeningSettingsOut(BaseModel):
    """How an edition is screened."""

    two_persons: bool
    version: int
    checklist: list[ChecklistItemOut]
    may_change: bool


class OtherEntry(BaseModel):
    """The other entry of a pair."""

    id: UUID
    number: int
    title_ar: str
    title_en: str
    entrant_ar: str
    entrant_en: str
    state: str


class DuplicateOut(BaseModel):
    """Another entry that may be this one."""

    id: UUID
    other: OtherEntry
    signs: list[str]
    likeness: int
    dismissed_by: PersonRef | None
    dismissed_at: datetime | None
    dismissed_why: str


@dataclass(frozen=True)
class DeskView:
    """All that stands beside an entry on the desk."""

    entry: Entry
    two_persons: bool
    screener: User | None
    items: Sequence[ChecklistItem]
    ticks: Mapping[UUID, ChecklistTick]
    decisions: Sequence[ScreeningDecision]
    messages: Sequence[ScreeningMessage]
    notes: Sequence[ScreeningNote]
    duplicates: Sequence[DuplicateOut]
    people: Mapping[UUID, User]
    frozen: Sequence[UUID] = ()
    before: Mapping[UUID, Mapping[str, Any]] = field(default_factory=dict)
    may: Sequence[str] = ()
    changes_until: datetime | None = None
    beside: Sequence[str] = ()


class DeskEntry(BaseModel):
    """What stands beside an entry on the desk; the entry itself is `show_entry`'s."""

    entry_id: UUID
    version: int
    two_persons: bool
    screener: PersonRef | None
    checklist: list[TickedItem]
    # The proposal that waits for a second person, and every decision, the newest first.
    proposal: ScreeningDecisionOut | None
    decisions: list[ScreeningDecisionOut]
    messages: list[MessageOut]
    notes: list[NoteOut]
    duplicates: list[DuplicateOut]
    # Fields that a return cannot open.
    frozen: list[UUID]
    # What a return may name beside the form: eligibility, co_owners.
    beside: list[str]
    # What this reader may do now: eligible, ineligible, returned, confirm, decline, withdraw,
    # tick, write, note, assign.
    may: list[str]
    # Until when its people may change what they submitted, so that nothing is decided; null: over.
    changes_until: datetime | None

    @classmethod
    def of(cls, view: DeskView) -> Self:
        """Build for staff."""
        decisions = [
            ScreeningDecisionOut.of(one, view.people, view.before.get(one.id))
            for one in view.decisions
        ]
        proposed = [one for one in decisions if one.state is Standing.proposed]
        return cls(
            entry_id=view.entry.id,
            version=view.entry.version,
            two_persons=view.two_persons,
            screener=view.screener and PersonRef.model_validate(view.screener),
            checklist=[
                TickedItem(
                    id=one.id,
                    text_ar=one.text_ar,
                    text_en=one.text_en,
                    ticked_by=person(view.people, tick.ticked_by) if tick else None,
                    ticked_at=tick.ticked_at if tick else None,
                )
                for one in view.items
                for tick in (view.ticks.get(one.id),)
            ],
            proposal=proposed[0] if proposed else None,
            decisions=decisions,
            messages=[MessageOut.of(one, view.people, staff=True) for one in view.messages],
            notes=[NoteOut.of(one, view.people) for one in view.notes],
            duplicates=list(view.duplicates),
            frozen=list(view.frozen),
            beside=list(view.beside),
            may=list(view.may),
            changes_until=view.changes_until,
        )


class DeskRow(StaffEntryRow):
    """One entry in the queue."""

    screener: PersonRef | None
    return_until: datetime | None
    overdue: bool
    # Returned, and submitted again since: when.
    answered_at: datetime | None
    # What waits for a second person.
    proposed: Decided | None
    message_waits: bool
    duplicates: int
    ticked: int


class DeskPlace(BaseModel):
    """Where an entry stands in the queue, with those beside it."""

    position: int | None
    total: int
    previous_id: UUID | None
    next_id: UUID | None


class Screener(BaseModel):
    """Who screens, and how much waits on them."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name_ar: str
    name_en: str
    waiting: int


class Screeners(BaseModel):
    """The people of the desk."""

    items: list[Screener]
    # Entries that wait for a decision and have nobody.
    unassigned: int


class Handed(BaseModel):
    """Who got how many entries, or would get them."""

    given: list[Screener]
    changed: int
    applied: bool
