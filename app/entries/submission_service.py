"""Writing down what is submitted, and going back to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor
from app.audit import service as audit
from app.editions.eligibility_models import EligibilityRule
from app.editions.models import Category, Edition, Field
from app.entries.eligibility_models import EligibilityAnswer
from app.entries.eligibility_rules import RuleState, failing
from app.entries.history_service import keep_version
from app.entries.language_schemas import seen_languages
from app.entries.mail_service import mail_entry
from app.entries.models import Answer, Attachment, Entry
from app.entries.queries import entrant_entry, entrant_view, may_edit, resubmits_until
from app.entries.receipt_rules import FACE, answers_hash, new_code
from app.entries.rules import AttachmentState
from app.entries.schemas import EntryView, own_face
from app.entries.sign_off_service import content_changed
from app.entries.submission_models import Submission
from app.entries.submission_queries import (
    file_lines,
    said_of,
    standing,
    submitted_answers,
    working_content,
)
from app.house import house_of
from app.kit.arabic import fold
from app.kit.ids import uuid7


def folded(title_ar: str, title_en: str) -> str:
    """What search compares of an entry's titles."""
    return fold(f"{title_ar} {title_en}")


@dataclass(slots=True)
class WorkingFace:
    """Titles and summary as the entry's people write them.

    Before the first submission they are the entry's own; afterwards they wait for the next one.
    """

    entry: Entry

    def __getattr__(self, name: str) -> str:
        return own_face(self.entry)[name]

    def write(self, name: str, value: str) -> None:
        """Set one of them."""
        if self.entry.submission_id is None:
            setattr(self.entry, name, value)
        else:
            self.entry.working_face = (self.entry.working_face or {}) | {name: value}

    def change(self, values: dict[str, str]) -> list[str]:
        """Set those that differ; their names."""
        changed = [name for name, value in values.items() if getattr(self, name) != value]
        for name in changed:
            self.write(name, values[name])
        if changed and self.entry.submission_id is None:
            self.entry.folded = folded(self.entry.title_ar, self.entry.title_en)
        return changed


def take_submission(
    session: Session,
    entry: Entry,
    view: EntryView,
    by: UUID | None,
    now: datetime,
    states: Sequence[RuleState] = (),
) -> Submission:
    """Write down what the entry's people have now: from here on it is what staff and jurors read."""
    for name, value in own_face(entry).items():
        setattr(entry, name, value)
    entry.folded, entry.working_face = folded(entry.title_ar, entry.title_en), None
    entry.languages = entry.languages or seen_languages(own_face(entry), view.fields, view.answers)
    form_version = entry.form_version or view.category.form_version
    content = working_content(view, form_version)
    submission = write_submission(
        session, entry, form_version, content, file_lines(view.attachments), by, now
    )
    if states:
        said = {str(rule_id): code for rule_id, code in said_of(session, entry.id).items()}
        submission.eligibility = {"said": said, "states": [one.kept() for one in states]}
        submission.failing = failing(states)
    _forget_dropped(session, entry)
    # What was refused before is no part of this submission: nothing of it is left to correct.
    session.execute(
        update(Attachment)
        .where(
            Attachment.entry_id == entry.id,
            Attachment.state == AttachmentState.rejected.value,
            Attachment.correct_until.is_not(None),
        )
        .values(correct_until=None)
    )
    return submission


def correct_file(
    session: Session, entry: Entry, attachment: Attachment, by: UUID | None, now: datetime
) -> None:
    """A file that came in place of a rejected one, after the deadline, joins what was submitted.

    Only this: the words and the other files stay those of the submission, with a new receipt.
    """
    before = standing(session, entry)
    if before is None:
        return
    dropped = {
        str(one)
        for one in session.scalars(
            select(Attachment.id).where(
                Attachment.entry_id == entry.id,
                Attachment.field_id == attachment.field_id,
                Attachment.dropped_at.is_not(None),
            )
        )
    }
    files = [line for line in before.files if line["id"] not in dropped]
    files += file_lines([attachment])
    after = write_submission(session, entry, before.form_version, before.content, files, by, now)
    after.eligibility, after.failing = before.eligibility, before.failing
    entry.version += 1  # whoever decides on it reads the new file first
    _forget_dropped(session, entry, attachment.field_id)
    if by is not None:
        mail_receipt(session, session.get_one(User, by), entry, after, now)


def write_submission(
    session: Session,
    entry: Entry,
    form_version: int,
    content: str,
    files: list[dict[str, Any]],
    by: UUID | None,
    now: datetime,
    *,
    moved: bool = False,
) -> Submission:
    """The row from which staff and jurors read from now on."""
    number = session.scalar(
        select(func.coalesce(func.max(Submission.number), 0)).where(Submission.entry_id == entry.id)
    )
    submission = Submission(
        id=uuid7(),
        entry_id=entry.id,
        number=(number or 0) + 1,
        code=new_code(),
        form_version=form_version,
        content=content,
        answers_sha256=answers_hash(content),
        files=files,
        moved=moved,
        submitted_by=by,
        submitted_at=now,
    )
    session.add(submission)
    entry.submission_id = submission.id
    return submission


def _forget_dropped(session: Session, entry: Entry, field_id: UUID | None = None) -> None:
    """What was taken off since the last submission is no part of the new one."""
    gone = [Attachment.entry_id == entry.id, Attachment.dropped_at.is_not(None)]
    if field_id is not None:
        gone.append(Attachment.field_id == field_id)
    session.execute(
        update(Attachment).where(*gone).values(state=AttachmentState.removed.value, dropped_at=None)
    )


def take_off(session: Session, entry: Entry, attachment: Attachment, now: datetime) -> None:
    """Take a file off the working copy; of what was submitted it stays a part."""
    submission = standing(session, entry)
    kept = submission and any(line["id"] == str(attachment.id) for line in submission.files)
    if kept:
        attachment.dropped_at = now
    else:
        attachment.state = AttachmentState.removed.value


def back_to_submitted(session: Session, actor: Actor, entry: Entry, now: datetime) -> list[str]:
    """Make the working copy what was submitted; which parts changed, by field id or face.

    What was written in between stays in the history of its field.
    """
    submission = standing(session, entry)
    if submission is None:
        return []
    changed: list[str] = [name for name in FACE if name in (entry.working_face or {})]
    before = own_face(entry)
    entry.working_face = None
    for name in changed:
        if getattr(entry, name) != before[name]:
            _keep(
                session,
                actor,
                entry,
                submission,
                getattr(entry, name),
                entry.version,
                now,
                face=name,
            )
    wanted = {one.field_id: one.value for one in submitted_answers(submission)}
    # What a move left behind in another category's form is nobody's working copy.
    asked = select(Field.id).where(Field.category_id == entry.category_id)
    for answer in session.scalars(
        select(Answer).where(Answer.entry_id == entry.id, Answer.field_id.in_(asked))
    ):
        if answer.value != wanted.get(answer.field_id) and (
            answer.value not in (None, "", []) or answer.field_id in wanted
        ):
            answer.value = wanted.get(answer.field_id)
            answer.revision += 1
            answer.saved_by, answer.saved_at = actor.user_id, now
            _keep(
                session,
                actor,
                entry,
                submission,
                answer.value,
                answer.revision,
                now,
                field_id=answer.field_id,
            )
            changed.append(str(answer.field_id))
    _say_again(session, actor, entry, submission, now)
    files = {line["id"] for line in submission.files}
    for one in session.scalars(
        select(Attachment).where(Attachment.entry_id == entry.id, Attachment.field_id.in_(asked))
    ):
        if str(one.id) in files:
            one.dropped_at = None
        else:
            one.state = AttachmentState.removed.value
    return changed


def _say_again(
    session: Session, actor: Actor, entry: Entry, submission: Submission, now: datetime
) -> None:
    """What was answered to the questions of eligibility, but for those that are gone."""
    said = dict((submission.eligibility or {}).get("said", {}))
    if {str(key): code for key, code in said_of(session, entry.id).items()} == said:
        return
    session.execute(delete(EligibilityAnswer).where(EligibilityAnswer.entry_id == entry.id))
    for rule_id in session.scalars(
        select(EligibilityRule.id).where(EligibilityRule.id.in_([UUID(key) for key in said]))
    ):
        session.add(
            EligibilityAnswer(
                entry_id=entry.id,
                rule_id=rule_id,
                code=said[str(rule_id)],
                saved_by=actor.user_id,
                saved_at=now,
            )
        )


def _keep(
    session: Session,
    actor: Actor,
    entry: Entry,
    submission: Submission,
    value: Any,
    revision: int,
    now: datetime,
    *,
    field_id: UUID | None = None,
    face: str = "",
) -> None:
    keep_version(
        session,
        actor,
        entry,
        value,
        revision,
        now,
        field_id=field_id,
        face=face,
        restored_at=submission.submitted_at,
    )


def discard_changes(session: Session, actor: Actor, entry_id: UUID, now: datetime) -> EntryView:
    """Give up what was changed since the last submission. Refusals: not editable (409, 423)."""
    entry = entrant_entry(session, actor, entry_id, lock=True)
    may_edit(entry, session.get_one(Edition, entry.edition_id), now)
    changed = back_to_submitted(session, actor, entry, now)
    content_changed(session, actor, entry, now)
    entry.version += 1
    audit.record(
        session,
        actor,
        "discard_changes",
        now,
        subject=("entry", entry.id),
        edition_id=entry.edition_id,
        changed=changed,
    )
    session.flush()  # the answer reads the rows
    return entrant_view(session, actor, entry, now)


def mail_receipt(
    session: Session, to: User, entry: Entry, receipt: Submission, now: datetime
) -> None:
    """Send whoever submitted, or corrected a file, the receipt."""
    edition = session.get_one(Edition, entry.edition_id)
    base_url = house_of(session).settings.base_url
    mail_entry(
        session,
        "entry_submitted",
        [to],
        entry,
        session.get_one(Category, entry.category_id),
        edition,
        now,
        page=f"/app/entrant/entries/{entry.id}/submitted",
        at=now,
        code=receipt.code,
        submission=receipt.number,
        answers_sha256=receipt.answers_sha256,
        files=receipt.files,
        changes_until=resubmits_until(entry, edition, now),
        check_link=f"{base_url}/receipt/{receipt.code}",
    )
