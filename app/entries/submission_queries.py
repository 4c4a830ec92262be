"""Reading what was submitted: the submission that counts, beside the working copy."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.editions.models import Field
from app.entries.answer_schemas import AnswerOut
from app.entries.attachment_schemas import AttachmentOut
from app.entries.eligibility_models import EligibilityAnswer
from app.entries.models import Answer, Attachment, Entry
from app.entries.receipt_rules import canonical
from app.entries.rules import AttachmentState
from app.entries.schemas import EntryView, own_face
from app.entries.submission_models import Submission
from app.entries.submission_schemas import SubmittedCopy

# What jurors never read: files on their way, refused, or taken off.
_NOT_READ: Final = ("arriving", "rejected", "removed")


def standing(session: Session, entry: Entry) -> Submission | None:
    """The submission that counts; None before the first."""
    return None if entry.submission_id is None else session.get(Submission, entry.submission_id)


def receipt_of(session: Session, entry: Entry) -> Submission | None:
    """What its people submitted last, and hold a receipt of; a move writes none."""
    return session.scalars(
        select(Submission)
        .where(Submission.entry_id == entry.id, ~Submission.moved)
        .order_by(Submission.number.desc())
        .limit(1)
    ).one_or_none()


def category_of(session: Session, submission: Submission) -> UUID | None:
    """The category that was entered by it, by the questions it answers; None where it answers none."""
    keys = [*json.loads(submission.content)["answers"]]
    keys += [line["field_id"] for line in submission.files]
    if not keys:
        return None
    return session.scalar(select(Field.category_id).where(Field.id == UUID(keys[0])))


def working_content(view: EntryView, form_version: int) -> str:
    """The canonical text of what the entry's people have now."""
    return canonical(
        str(view.entry.id),
        form_version,
        own_face(view.entry),
        {str(one.field_id): one.value for one in view.answers},
    )


def file_lines(attachments: Sequence[Attachment]) -> list[dict[str, Any]]:
    """Files as they stand in a submission: one that the checks have refused is no part of it."""
    return [
        {
            "id": str(one.id),
            "field_id": str(one.field_id),
            "name": one.name,
            "size": one.size,
            "sha256": one.sha256,
        }
        for one in attachments
        if one.state != AttachmentState.rejected.value
    ]


def said_of(session: Session, entry_id: UUID) -> dict[UUID, str]:
    """What an entry answers to the questions of eligibility: rule → code of the choice."""
    rows = session.execute(
        select(EligibilityAnswer.rule_id, EligibilityAnswer.code).where(
            EligibilityAnswer.entry_id == entry_id
        )
    )
    return {row.rule_id: row.code for row in rows}


def is_changed(session: Session, view: EntryView, submission: Submission) -> bool:
    """Whether the working copy is another than what was submitted."""
    kept = submission.eligibility
    if kept is not None:
        said = {str(key): code for key, code in said_of(session, submission.entry_id).items()}
        if said != kept["said"]:
            return True
    files = {line["id"] for line in submission.files}
    # One that was refused is shown, and counts only if it was submitted before it was looked into.
    now = {
        str(one.id)
        for one in view.attachments
        if one.state != AttachmentState.rejected.value or str(one.id) in files
    }
    return working_content(view, submission.form_version) != submission.content or now != files


def changed_parts(session: Session, view: EntryView, submission: Submission) -> set[str]:
    """What of the working copy is another than what was submitted: faces, fields, `eligibility`."""
    said = json.loads(submission.content)
    own = own_face(view.entry)
    changed = {name for name, value in said["face"].items() if own[name] != value}
    answers = {str(one.field_id): one.value for one in view.answers}
    for key in {*answers, *said["answers"]}:
        now, before = answers.get(key), said["answers"].get(key)
        if now != before and not (_is_none(now) and _is_none(before)):
            changed.add(key)
    files = {(line["field_id"], line["id"]) for line in submission.files}
    held = {
        (str(one.field_id), str(one.id))
        for one in view.attachments
        if one.state != AttachmentState.rejected.value or (str(one.field_id), str(one.id)) in files
    }
    changed |= {field for field, _ in files ^ held}
    kept = submission.eligibility
    if kept is not None:
        told = {str(key): code for key, code in said_of(session, submission.entry_id).items()}
        if told != kept["said"]:
            changed.add("eligibility")
    return changed


def _is_none(value: Any) -> bool:
    return value in (None, "", [])


def submitted_answers(submission: Submission) -> list[Answer]:
    """The answers of a submission, as rows that belong to no session."""
    answers: Mapping[str, Any] = json.loads(submission.content)["answers"]
    return [
        Answer(
            entry_id=submission.entry_id,
            field_id=UUID(field_id),
            value=value,
            revision=submission.number,
            saved_at=submission.submitted_at,
            saved_by=submission.submitted_by,
        )
        for field_id, value in answers.items()
    ]


def submitted_attachments(session: Session, submission: Submission) -> list[Attachment]:
    """The files of a submission in its order, with what became of them since."""
    ids = [UUID(line["id"]) for line in submission.files]
    rows = {
        one.id: one for one in session.scalars(select(Attachment).where(Attachment.id.in_(ids)))
    }
    return [rows[one] for one in ids if one in rows]


def as_submitted(session: Session, view: EntryView) -> EntryView:
    """The view for staff: what was submitted, never what its people have written since."""
    submission = standing(session, view.entry)
    if submission is None:
        return view
    return replace(
        view,
        answers=submitted_answers(submission),
        attachments=submitted_attachments(session, submission),
        missing=(),
    )


def words_and_files(
    session: Session, entry: Entry, fields: Collection[UUID]
) -> tuple[list[Answer], list[Attachment]]:
    """What counts of these fields: the submitted answers and files, in their order."""
    submission = standing(session, entry)
    if submission is None:
        answers = session.scalars(select(Answer).where(Answer.entry_id == entry.id)).all()
        files = session.scalars(
            select(Attachment)
            .where(Attachment.entry_id == entry.id)
            .order_by(Attachment.added_at, Attachment.id)
        ).all()
    else:
        answers = submitted_answers(submission)
        files = submitted_attachments(session, submission)
    return (
        [one for one in answers if one.field_id in fields],
        [one for one in files if one.field_id in fields and one.state not in _NOT_READ],
    )


def submitted_copy(session: Session, submission: Submission) -> SubmittedCopy:
    """What was submitted, for its own people."""
    face = json.loads(submission.content)["face"]
    return SubmittedCopy(
        **face,
        answers=[AnswerOut.model_validate(one) for one in submitted_answers(submission)],
        attachments=[
            AttachmentOut.model_validate(one) for one in submitted_attachments(session, submission)
        ],
    )


def is_submitted_file(session: Session, entry: Entry, attachment_id: UUID) -> bool:
    """Whether a file is part of what staff and jurors read of this entry."""
    submission = standing(session, entry)
    if submission is None:
        return True
    return any(line["id"] == str(attachment_id) for line in submission.files)


def rejected_files(session: Session, submission: Submission) -> list[Attachment]:
    """The files of a submission that the checks have refused since."""
    return [
        one
        for one in submitted_attachments(session, submission)
        if one.state == AttachmentState.rejected.value
    ]
