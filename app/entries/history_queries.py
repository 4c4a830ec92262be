"""Reading what was ever saved in an entry: texts, the face, files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor
from app.audit.models import AuditEvent
from app.editions.models import Edition
from app.entries.history_models import SavedVersion
from app.entries.history_rules import MOST, Change
from app.entries.history_schemas import Step, Story
from app.entries.member_queries import own_right
from app.entries.member_rules import EntryRight, includes
from app.entries.models import Answer, Attachment, Entry
from app.entries.queries import entrant_entry, may_edit, refused_now
from app.entries.rules import AttachmentState

# Acts of the log by which a file comes or goes; each names its `attachment_id`.
_FILES = {
    "attach_file": Change.file_added,
    "carry_file": Change.file_added,
    "remove_attachment": Change.file_removed,
    "restore_attachment": Change.file_restored,
}


def list_history(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    field_id: UUID | None,
    face: str | None,
    now: datetime,
) -> Story:
    """What was saved in one of my entries, or in one field of it, newest first, at most 200."""
    entry = entrant_entry(session, actor, entry_id)
    steps = [*_texts(session, entry, field_id, face)]
    if face is None:
        steps += _files(session, entry, field_id)
    steps.sort(key=lambda step: (step.at, step.revision or 0), reverse=True)
    steps = steps[:MOST]
    ids = {step.by for step in steps if step.by}
    people = {user.id: user for user in session.scalars(select(User).where(User.id.in_(ids)))}
    edition = session.get_one(Edition, entry.edition_id)
    closed = refused_now({"edit": lambda: may_edit(entry, edition, now)})
    writes = includes(own_right(session, actor, entry), EntryRight.edit)
    return Story(steps, people, writes and not closed)


def _texts(
    session: Session, entry: Entry, field_id: UUID | None, face: str | None
) -> Iterator[Step]:
    wanted = select(SavedVersion).where(SavedVersion.entry_id == entry.id)
    if field_id is not None:
        wanted = wanted.where(SavedVersion.field_id == field_id)
    if face is not None:
        wanted = wanted.where(SavedVersion.face == face)
    rows: Sequence[SavedVersion] = session.scalars(
        wanted.order_by(SavedVersion.saved_at.desc(), SavedVersion.revision.desc()).limit(MOST)
    ).all()
    current: dict[Any, int] = {
        row[0]: row[1]
        for row in session.execute(
            select(Answer.field_id, Answer.revision).where(Answer.entry_id == entry.id)
        )
    }
    seen: set[str] = set()
    for row in rows:
        is_current = (
            current.get(row.field_id) == row.revision
            if row.field_id is not None
            else row.face not in seen
        )
        seen.add(row.face)
        yield Step(
            id=row.id,
            change=Change.face if row.face else Change.answer,
            at=row.saved_at,
            began_at=row.began_at,
            by=row.saved_by,
            field_id=row.field_id,
            face=row.face,
            value=row.value,
            revision=row.revision,
            is_current=is_current,
            restored_at=row.restored_at,
            carried=row.carried,
        )


def _files(session: Session, entry: Entry, field_id: UUID | None) -> Iterator[Step]:
    wanted = select(
        Attachment.id,
        Attachment.field_id,
        Attachment.name,
        Attachment.reason,
        or_(
            Attachment.state == AttachmentState.removed.value, Attachment.dropped_at.is_not(None)
        ).label("taken_off"),
    ).where(Attachment.entry_id == entry.id)
    if field_id is not None:
        wanted = wanted.where(Attachment.field_id == field_id)
    files = {str(row.id): row for row in session.execute(wanted)}
    if not files:
        return
    rows = session.execute(
        select(AuditEvent.at, AuditEvent.act, AuditEvent.actor_id, AuditEvent.facts)
        .where(
            AuditEvent.subject_kind == "entry",
            AuditEvent.subject_id == entry.id,
            AuditEvent.act.in_(_FILES),
        )
        .order_by(AuditEvent.id.desc())
        .limit(MOST)
    )
    told: set[UUID] = set()
    for row in rows:
        file = files.get(str(row.facts.get("attachment_id")))
        if file is not None:
            change = _FILES[row.act]
            # The newest word on it, and it passed its check or waits for it: it may come back.
            returns = (
                file.id not in told
                and change is Change.file_removed
                and file.taken_off
                and not file.reason
            )
            told.add(file.id)
            yield Step(
                id=None,
                file_id=file.id if returns else None,
                change=change,
                at=row.at,
                began_at=row.at,
                by=row.actor_id,
                field_id=file.field_id,
                name=file.name,
            )
