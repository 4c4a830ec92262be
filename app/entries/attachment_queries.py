"""Reading files: one attachment for those who may see its entry."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.entries.draft_queries import is_draft
from app.entries.models import Attachment
from app.entries.queries import entrant_entry, entry_for_staff
from app.entries.rules import AttachmentState
from app.entries.schemas import FileToSend
from app.entries.submission_queries import is_submitted_file
from app.kit.errors import not_found
from app.kit.storage import content_key


def attachment_stream(session: Session, attachment_id: UUID) -> FileToSend:
    """A kept file, for a caller who has checked that its reader may see the entry; or 404."""
    attachment = session.scalars(
        select(Attachment).where(
            Attachment.id == attachment_id, Attachment.state == AttachmentState.kept.value
        )
    ).one_or_none()
    if attachment is None:
        raise not_found()
    return FileToSend(
        entry_id=attachment.entry_id,
        field_id=attachment.field_id,
        key=content_key(attachment.sha256),
        name=attachment.name,
        media_type=attachment.media_type,
        size=attachment.size,
        sha256=attachment.sha256,
    )


def my_attachment(
    session: Session, actor: Actor, entry_id: UUID, attachment_id: UUID
) -> FileToSend:
    """A file of one of my entries."""
    entry = entrant_entry(session, actor, entry_id)
    file = attachment_stream(session, attachment_id)
    if file.entry_id != entry.id:
        raise not_found()
    return file


def staff_attachment(session: Session, actor: Actor, attachment_id: UUID) -> FileToSend:
    """A file of an entry that staff may see; before it is submitted its files are its people's own."""
    file = attachment_stream(session, attachment_id)
    entry = entry_for_staff(session, actor, file.entry_id)
    if is_draft(entry) or not is_submitted_file(session, entry, attachment_id):
        raise not_found()
    return file
