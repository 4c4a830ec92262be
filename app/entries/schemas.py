"""Wire shapes of entries: the parts, and what entrants send and read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.accounts.models import User
from app.editions.answer_schemas import AnswerJson
from app.editions.field_schemas import FormSection
from app.editions.models import Category, Edition, Field, FormVersion, Section
from app.editions.rules import EntrantKind, Phase
from app.editions.version_schemas import FormVersionOut
from app.entries.answer_schemas import AnsweredService, AnswerOut, FormField, MissingItem
from app.entries.attachment_schemas import AttachmentOut, UploadOut
from app.entries.language_schemas import seen_languages
from app.entries.member_rules import EntryRight
from app.entries.models import Answer, Attachment, Entry, Question
from app.entries.receipt_rules import FACE
from app.entries.rules import EntryState
from app.entries.sign_off_rules import SignOffState
from app.entries.submission_models import Submission
from app.entries.submission_schemas import ReceiptMark, SubmittedCopy
from app.kit.errors import Refusal
from app.kit.texts import LongText, Reason, ShortText, Title
from app.organisations.models import Organisation, Service

CLOSED = ConfigDict(extra="forbid")


# ------------------------------------------------------------------ what arrives


class EntryIn(BaseModel):
    """A new entry: for an organisation of mine, or my own (`organisation_id` null)."""

    model_config = CLOSED

    category_id: UUID
    organisation_id: UUID | None = None
    title_ar: Title
    title_en: ShortText = ""


class EntryChange(BaseModel):
    """What changes of an entry's face; what is left out stays."""

    model_config = CLOSED

    title_ar: Title | None = None
    title_en: ShortText | None = None
    summary_ar: LongText | None = None
    summary_en: LongText | None = None


class AnswerIn(BaseModel):
    """The answer to one field, in the shape of its kind, or null to clear it."""

    model_config = CLOSED

    value: AnswerJson


class ReasonIn(BaseModel):
    """Why."""

    model_config = CLOSED

    reason: Reason


# ------------------------------------------------------------------ parts


class EditionRef(BaseModel):
    """The edition, as far as an entry's reader needs it."""

    id: UUID
    slug: str
    name_ar: str
    name_en: str
    phase: Phase
    timezone: str
    digits: str
    opens_at: datetime | None
    closes_at: datetime | None
    programme_ar: str
    programme_en: str
    category_noun_ar: str
    category_noun_en: str
    category_plural_ar: str
    category_plural_en: str
    is_demo: bool

    @classmethod
    def of(cls, row: Edition) -> Self:
        """Build from the edition with its programme."""
        return cls(
            id=row.id,
            slug=row.slug,
            name_ar=row.name_ar,
            name_en=row.name_en,
            phase=row.phase_now,
            timezone=row.timezone,
            digits=row.digits,
            opens_at=row.opens_at,
            closes_at=row.closes_at,
            programme_ar=row.programme.name_ar,
            programme_en=row.programme.name_en,
            category_noun_ar=row.programme.category_noun_ar,
            category_noun_en=row.programme.category_noun_en,
            category_plural_ar=row.programme.category_plural_ar,
            category_plural_en=row.programme.category_plural_en,
            is_demo=row.is_demo,
        )


class CategoryRef(BaseModel):
    """The category's name."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    code: str
    name_ar: str
    name_en: str


class CategoryText(CategoryRef):
    """The category with what an entrant reads before entering it."""

    description_ar: str
    description_en: str
    eligibility_ar: str
    eligibility_en: str
    entrant_kind: EntrantKind
    max_entries_per_entrant: int | None


class OrganisationRef(BaseModel):
    """The agency that enters."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name_ar: str
    name_en: str
    status: str


class PersonRef(BaseModel):
    """A person's name."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name_ar: str
    name_en: str


class WhyNot(BaseModel):
    """Why an act is refused now: a stable code and its facts."""

    code: str
    facts: dict[str, Any]

    @classmethod
    def of(cls, refusal: Refusal) -> Self:
        """Build from the refusal that the act would meet."""
        return cls(code=refusal.code, facts=refusal.facts)


class HistoryItem(BaseModel):
    """One act on the entry, from the audit log."""

    at: datetime
    act: str
    by: PersonRef | None
    reason: str
    # Of a move, from which category to which.
    from_ar: str = ""
    from_en: str = ""
    to_ar: str = ""
    to_en: str = ""


# ------------------------------------------------------------------ what entrants read


@dataclass(frozen=True)
class EntryView:
    """An entry with all that its page shows; `missing` in the form's order."""

    entry: Entry
    edition: Edition
    category: Category
    organisation: Organisation | None
    owner: User | None
    sections: Sequence[Section]
    fields: Sequence[Field]
    answers: Sequence[Answer]
    attachments: Sequence[Attachment]
    uploads: Sequence[Attachment] = ()
    # Questions with an answer or a file that are no longer asked.
    retired: Sequence[Field] = ()
    past_answers: Sequence[Answer] = ()
    past_files: Sequence[Attachment] = ()
    services: Sequence[Service] = ()
    # Versions of the form since a draft was begun, and fields that can no longer change.
    changes: Sequence[FormVersion] = ()
    frozen: Sequence[UUID] = ()
    missing: Sequence[MissingItem] = ()
    submission: Submission | None = None
    submitted: SubmittedCopy | None = None
    rejected: Sequence[Attachment] = ()
    deadline: datetime | None = None
    resubmits_until: datetime | None = None
    may_not: Mapping[str, Refusal] = field(default_factory=dict)
    # Of a returned entry the parts that may change; None: all.
    opens: frozenset[str] | None = None
    right: EntryRight = EntryRight.view
    needs_sign_off: bool = False
    sign_off: SignOffState | None = None
    history: Sequence[HistoryItem] = ()
    questions: Sequence[Question] = ()
    people: Mapping[UUID, User] = field(default_factory=dict)


class Correction(BaseModel):
    """A part of a returned entry that is to be corrected, in the screener's words."""

    part: str
    note: str


class EntrantEntryRow(BaseModel):
    """One of my entries, in the list; `missing` and `unmet_rules` while it can still change."""

    id: UUID
    number: int
    title_ar: str
    title_en: str
    state: EntryState
    state_reason: str
    return_until: datetime | None
    submitted_at: datetime | None
    created_at: datetime
    edition: EditionRef
    category: CategoryRef
    organisation: OrganisationRef | None
    deadline: datetime | None
    # Whether it may be changed at this moment, by whoever has the right.
    is_open: bool
    missing: list[MissingItem]
    # How many rules of eligibility keep it from being submitted as it is written now.
    unmet_rules: int
    # What the reader may do with it.
    right: EntryRight
    needs_sign_off: bool
    sign_off: SignOffState | None


class EntrantEntry(BaseModel):
    """An entry as its own people see it."""

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
    # What it is written in: as its people said, or as its words show.
    languages: list[str]
    edition: EditionRef
    category: CategoryText
    organisation: OrganisationRef | None
    sections: list[FormSection]
    fields: list[FormField]
    retired: list[FormField]
    services: list[AnsweredService]
    form_changes: list[FormVersionOut]
    # Fields whose answers no longer change, though the entry may.
    frozen: list[UUID]
    # Of an entry returned for some parts alone: these, and all that may change with them.
    corrections: list[Correction]
    open_parts: list[str] | None
    answers: list[AnswerOut]
    attachments: list[AttachmentOut]
    uploads: list[UploadOut]
    missing: list[MissingItem]
    deadline: datetime | None
    # Until when what is submitted now may be changed and submitted again; null: it may not.
    resubmits_until: datetime | None
    # What the reader may do with it.
    right: EntryRight
    # Whether its agency's own word comes before submitting, and how the newest request stands.
    needs_sign_off: bool
    sign_off: SignOffState | None
    # The earlier entry that it began from.
    carried_from: UUID | None
    extended_until: datetime | None
    # The receipt of what counts, and what that is where it is no longer what stands above.
    receipt: ReceiptMark | None
    submitted: SubmittedCopy | None
    # Files of what was submitted that the checks have refused since.
    rejected_files: list[AttachmentOut]
    may_edit: bool
    may_submit: bool
    may_withdraw: bool
    may_delete: bool
    # Per act (edit, submit, withdraw, delete) the reason why it is refused now.
    may_not: dict[str, WhyNot]

    @classmethod
    def of(cls, view: EntryView) -> Self:
        """Build for the entry's own people."""
        entry = view.entry
        return cls(
            **(face(entry) | own_face(entry)),
            version=entry.version,
            languages=entry.languages or seen_languages(own_face(entry), view.fields, view.answers),
            edition=EditionRef.of(view.edition),
            category=CategoryText.model_validate(view.category, from_attributes=True),
            organisation=organisation_ref(view.organisation),
            **form_of(view),
            form_changes=[FormVersionOut.of(one) for one in view.changes],
            frozen=list(view.frozen),
            corrections=[Correction(**one) for one in entry.return_parts or ()],
            open_parts=None if view.opens is None else sorted(view.opens),
            answers=[AnswerOut.model_validate(one) for one in (*view.answers, *view.past_answers)],
            attachments=[
                AttachmentOut.model_validate(one) for one in (*view.attachments, *view.past_files)
            ],
            uploads=[UploadOut.model_validate(one) for one in view.uploads],
            missing=list(view.missing),
            deadline=view.deadline,
            resubmits_until=view.resubmits_until,
            right=view.right,
            needs_sign_off=view.needs_sign_off,
            sign_off=view.sign_off,
            carried_from=entry.carried_from,
            extended_until=entry.extended_until,
            receipt=view.submission and ReceiptMark.model_validate(view.submission),
            submitted=view.submitted,
            rejected_files=[AttachmentOut.model_validate(one) for one in view.rejected],
            may_edit="edit" not in view.may_not,
            may_submit="submit" not in view.may_not,
            may_withdraw="withdraw" not in view.may_not,
            may_delete="delete" not in view.may_not,
            may_not={act: WhyNot.of(refusal) for act, refusal in view.may_not.items()},
        )


def own_face(entry: Entry) -> dict[str, str]:
    """Titles and summary as the entry's own people last wrote them."""
    submitted = {name: getattr(entry, name) for name in FACE}
    return submitted | (entry.working_face or {})


def form_of(view: EntryView, *, answered: bool = True) -> dict[str, Any]:
    """The form of an entry as its own people and staff read it; `answered`: with what it names."""
    return {
        "sections": [FormSection.of(one) for one in view.sections],
        "fields": [FormField.of(one) for one in view.fields],
        "retired": [FormField.of(one) for one in view.retired],
        "services": [AnsweredService.model_validate(one) for one in view.services if answered],
    }


def face(entry: Entry) -> dict[str, Any]:
    """What every view of an entry begins with."""
    return {
        "id": entry.id,
        "number": entry.number,
        "title_ar": entry.title_ar,
        "title_en": entry.title_en,
        "summary_ar": entry.summary_ar,
        "summary_en": entry.summary_en,
        "state": EntryState(entry.state),
        "state_reason": entry.state_reason,
        "return_until": entry.return_until,
        "created_at": entry.created_at,
        "submitted_at": entry.submitted_at,
    }


def organisation_ref(row: Organisation | None) -> OrganisationRef | None:
    """The organisation, if one owns the entry."""
    return None if row is None else OrganisationRef.model_validate(row)
