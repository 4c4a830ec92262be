"""What must always hold of entries; each query selects the ids of rows that break its promise."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, String, and_, cast, exists, func, null, or_, select
from sqlalchemy.orm import aliased

from app.editions.models import CallChange, Category, Edition, Field, FormVersion
from app.editions.rules import EntrantKind, FieldKind
from app.entries.models import Answer, Attachment, Entry, Question
from app.entries.rules import SHOWN, AttachmentState, EntryState
from app.entries.submission_models import Submission
from app.organisations.models import Organisation

_IN_THE_RACE: Final = (EntryState.submitted.value, EntryState.eligible.value)

# Fields that are asked of everybody who answers the current form.
_asked_of_all = and_(
    Field.retired_at.is_(None),
    Field.visible_if.is_(null()),
    Field.kind != FieldKind.service.value,
    or_(Entry.form_version.is_(None), Entry.form_version == Category.form_version),
)
# The form may change while the call is open; then an entry answers the form it was sent with.
_form_changed_since = exists().where(
    CallChange.edition_id == Entry.edition_id, CallChange.changed_at >= Entry.submitted_at
)

_later = aliased(Submission)
# What has no place in the form that it was moved to stays with its own question.
_moved = exists().where(Submission.entry_id == Entry.id, Submission.moved)

INVARIANTS: Final[dict[str, Select[*tuple[Any, ...]]]] = {
    "entry of another edition's category": select(Entry.id)
    .join(Category, Category.id == Entry.category_id)
    .where(Category.edition_id != Entry.edition_id),
    "entry numbered beyond the edition's counter": select(Entry.id)
    .join(Edition, Edition.id == Entry.edition_id)
    .where(Entry.number >= Edition.next_entry_number),
    "entry by the wrong kind of entrant": select(Entry.id)
    .join(Category, Category.id == Entry.category_id)
    .where(
        Entry.state != EntryState.draft.value,
        or_(
            and_(
                Category.entrant_kind == EntrantKind.agency.value,
                Entry.organisation_id.is_(None),
            ),
            and_(
                Category.entrant_kind == EntrantKind.individual.value,
                Entry.organisation_id.is_not(None),
            ),
        ),
    ),
    "entry in the race that was never submitted": select(Entry.id).where(
        Entry.state != EntryState.draft.value, Entry.submitted_at.is_(None)
    ),
    "entry out of the race without a reason": select(Entry.id).where(
        Entry.state.in_(
            [
                EntryState.ineligible.value,
                EntryState.returned.value,
                EntryState.withdrawn.value,
                EntryState.disqualified.value,
            ]
        ),
        Entry.state_reason == "",
    ),
    "returned entry without a date, or a date on another": select(Entry.id).where(
        (Entry.state == EntryState.returned.value) != Entry.return_until.is_not(None)
    ),
    "submitted entry of an agency that is not approved": select(Entry.id)
    .join(Organisation, Organisation.id == Entry.organisation_id)
    .where(Entry.state.in_(_IN_THE_RACE), Organisation.status == "pending"),
    "submitted entry with a missing required answer": select(Entry.id)
    .join(Category, Category.id == Entry.category_id)
    .join(Field, Field.category_id == Entry.category_id)
    .where(
        Entry.state.in_(_IN_THE_RACE),
        Field.required,
        _asked_of_all,
        Field.kind != FieldKind.file.value,
        ~_form_changed_since,
        ~exists().where(
            Answer.entry_id == Entry.id,
            Answer.field_id == Field.id,
            # Or it was emptied since: what was submitted stands in the submission.
            or_(cast(Answer.value, String) != "null", Answer.saved_at > Entry.submitted_at),
        ),
    ),
    "submitted entry with a missing required file": select(Entry.id)
    .join(Category, Category.id == Entry.category_id)
    .join(Field, Field.category_id == Entry.category_id)
    .where(
        Entry.state.in_(_IN_THE_RACE),
        Field.required,
        _asked_of_all,
        Field.kind == FieldKind.file.value,
        ~_form_changed_since,
        ~exists().where(
            Attachment.entry_id == Entry.id,
            Attachment.field_id == Field.id,
            # Rejected after it was sent: its field may take another until `correct_until`.
            Attachment.state.in_(SHOWN),
        ),
    ),
    "answer to another category's field": select(Answer.entry_id)
    .join(Entry, Entry.id == Answer.entry_id)
    .join(Field, Field.id == Answer.field_id)
    .where(Field.category_id != Entry.category_id, ~_moved),
    "entry of a version of the form that nobody kept": select(Entry.id)
    .join(Category, Category.id == Entry.category_id)
    .where(
        Entry.form_version != Category.form_version,
        ~exists().where(
            FormVersion.category_id == Entry.category_id,
            FormVersion.number == Entry.form_version,
        ),
    ),
    "answer without a revision": select(Answer.entry_id).where(Answer.revision < 1),
    "file kept without its hash": select(Attachment.id).where(
        Attachment.state.in_(SHOWN),
        or_(func.length(Attachment.sha256) != 64, Attachment.size < 1),
    ),
    "clean file without a copy to serve, or a copy of another": select(Attachment.id).where(
        Attachment.state != AttachmentState.removed.value,
        (Attachment.state == AttachmentState.clean.value)
        != and_(func.length(Attachment.clean_sha256) == 64, Attachment.clean_size > 0),
    ),
    "rejected file without a reason, or a reason on another": select(Attachment.id).where(
        Attachment.state != AttachmentState.removed.value,
        (Attachment.state == AttachmentState.rejected.value) != (Attachment.reason != ""),
    ),
    "file of a field that takes none, or of another category": select(Attachment.id)
    .join(Entry, Entry.id == Attachment.entry_id)
    .join(Field, Field.id == Attachment.field_id)
    .where(
        or_(
            Field.kind != FieldKind.file.value,
            and_(Field.category_id != Entry.category_id, ~_moved),
        )
    ),
    "question of another edition, or answered by nobody": select(Question.id)
    .join(Entry, Entry.id == Question.entry_id)
    .where(
        or_(
            Question.edition_id != Entry.edition_id,
            Question.answered_at.is_not(None) != (Question.answer != ""),
        )
    ),
    "entry that counts by another's submission, or not by its last": select(Entry.id)
    .outerjoin(Submission, Submission.id == Entry.submission_id)
    .where(
        Entry.submission_id.is_not(None),
        or_(
            Submission.id.is_(None),
            Submission.entry_id != Entry.id,
            exists().where(
                _later.entry_id == Submission.entry_id, _later.number > Submission.number
            ),
        ),
    ),
    "submission without its hash or its code": select(Submission.id).where(
        or_(func.length(Submission.answers_sha256) != 64, func.length(Submission.code) != 19)
    ),
    "draft with a submission, or changes waiting without one": select(Entry.id).where(
        or_(
            and_(Entry.state == EntryState.draft.value, Entry.submission_id.is_not(None)),
            and_(Entry.working_face.is_not(null()), Entry.submission_id.is_(None)),
        )
    ),
}
