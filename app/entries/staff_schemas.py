"""Wire shapes of entries for staff: what they send and what they read."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel
from pydantic import Field as Bound

from app.editions.field_schemas import FormSection
from app.entries.answer_schemas import AnsweredService, AnswerOut, FormField, MissingItem
from app.entries.attachment_schemas import AttachmentOut
from app.entries.question_schemas import QuestionOut
from app.entries.rules import EntryState
from app.entries.schemas import (
    CLOSED,
    CategoryRef,
    EditionRef,
    EntryView,
    HistoryItem,
    OrganisationRef,
    PersonRef,
    face,
    form_of,
    organisation_ref,
)
from app.kit.texts import Instant, OptionalReason, Reason

MOST_PARTS = 200


class PartIn(BaseModel):
    """A part to be corrected: a field's id, or title_ar, title_en, summary_ar, summary_en."""

    model_config = CLOSED

    part: Annotated[str, Bound(max_length=40)]
    note: OptionalReason = ""


class ReturnIn(BaseModel):
    """Why an entry goes back, and until when it can be corrected."""

    model_config = CLOSED

    reason: Reason
    until: Instant
    # What is to be corrected; null: the whole entry may change.
    parts: Annotated[list[PartIn], Bound(min_length=1, max_length=MOST_PARTS)] | None = None


class AnswerToQuestionIn(BaseModel):
    """The organiser's answer."""

    model_config = CLOSED

    answer: Reason


class MarkEligibleIn(BaseModel):
    """Entries to mark eligible; null: every submitted entry.

    `dry_run` shows what it would do, and `expected` is what that showed; `despite`: entries that
    are taken although they do not meet a rule.
    """

    model_config = CLOSED

    entry_ids: Annotated[list[UUID], Bound(max_length=20_000)] | None = None
    despite: Annotated[list[UUID], Bound(max_length=20_000)] = []
    dry_run: bool = False
    expected: Annotated[str, Bound(max_length=64)] = ""


class StaffEntryRow(BaseModel):
    """One entry in the organiser's list; without titles until it is submitted."""

    id: UUID
    number: int
    title_ar: str
    title_en: str
    state: EntryState
    category: CategoryRef
    organisation: OrganisationRef | None
    owner: PersonRef | None
    submitted_at: datetime | None
    open_questions: int

    @property
    def entrant_ar(self) -> str:
        """Who enters it, for tables."""
        who = self.organisation or self.owner
        return who.name_ar if who else ""

    @property
    def entrant_en(self) -> str:
        """The same in English."""
        who = self.organisation or self.owner
        return who.name_en if who else ""


class EntryTableRow(StaffEntryRow):
    """One entry in the organiser's table. Of a draft no file is counted: those are its people's own."""

    screener: PersonRef | None
    return_until: datetime | None
    files: int
    rejected_files: int


class Entrant(BaseModel):
    """An agency that has entries in an edition, and how many."""

    id: UUID
    name_ar: str
    name_en: str
    entries: int


class Entrants(BaseModel):
    """The agencies of an edition, by name."""

    items: list[Entrant]


class StaffQuestion(QuestionOut):
    """A question with the entry that it is about."""

    number: int
    title_ar: str
    title_en: str
    entrant_ar: str
    entrant_en: str


class StaffEntry(BaseModel):
    """An entry as the organiser, the screener, the auditor and the approver see it.

    Before it is submitted it has no title, summary, answer or file for them: only `missing` and
    `answered`, out of all its `fields`, say how far its people are.
    """

    id: UUID
    number: int
    title_ar: str
    title_en: str
    summary_ar: str
    summary_en: str
    state: EntryState
    state_reason: str
    return_until: datetime | None
    created_at: datetime
    submitted_at: datetime | None
    version: int
    edition: EditionRef
    category: CategoryRef
    organisation: OrganisationRef | None
    owner: PersonRef | None
    sections: list[FormSection]
    fields: list[FormField]
    retired: list[FormField]
    services: list[AnsweredService]
    answers: list[AnswerOut]
    attachments: list[AttachmentOut]
    missing: list[MissingItem]
    answered: int
    questions: list[QuestionOut]
    history: list[HistoryItem]
    # The acts that this reader may do now: mark_eligible, mark_ineligible, return_entry,
    # disqualify_entry, reinstate_entry, move_entry.
    may: list[str]
    # A stake in an entry of this category: another person decides here.
    barred: bool
    # Until when its people may change what they submitted, so that nothing is decided; null: over.
    changes_until: datetime | None

    @classmethod
    def of(cls, view: EntryView) -> Self:
        """Build for staff."""
        entry = view.entry
        shown = entry.state != EntryState.draft.value
        words = {} if shown else dict.fromkeys(OWN_WORDS, "")
        filled = {one.field_id for one in view.answers if one.value not in (None, "", [])}
        filled |= {one.field_id for one in view.attachments}
        return cls(
            **(face(entry) | words),
            version=entry.version,
            edition=EditionRef.of(view.edition),
            category=CategoryRef.model_validate(view.category, from_attributes=True),
            organisation=organisation_ref(view.organisation),
            owner=None if view.owner is None else PersonRef.model_validate(view.owner),
            **form_of(view, answered=shown),
            answers=[AnswerOut.model_validate(one) for one in view.answers if shown],
            attachments=[AttachmentOut.model_validate(one) for one in view.attachments if shown],
            missing=list(view.missing),
            answered=len(filled),
            questions=[QuestionOut.model_validate(one) for one in view.questions],
            history=list(view.history),
            may=[act for act in DECISIONS if act not in view.may_not],
            barred=any(one.code == "category_barred" for one in view.may_not.values()),
            changes_until=view.deadline,
        )


OWN_WORDS = ("title_ar", "title_en", "summary_ar", "summary_en")
DECISIONS = (
    "mark_eligible",
    "mark_ineligible",
    "return_entry",
    "disqualify_entry",
    "reinstate_entry",
    "move_entry",
)
