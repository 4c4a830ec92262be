"""Bringing a file back that was taken off an entry: its bytes were kept."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.models import Edition
from app.entries.attachment_rules import check_may_restore
from app.entries.attachment_service import (
    arrival_of,
    field_of,
    make_room,
    may_attach,
    queue_check,
    record_file,
)
from app.entries.models import Attachment
from app.entries.queries import entrant_entry, may_edit
from app.entries.rules import AttachmentState
from app.kit.errors import not_found
from app.kit.files import check_upload


def restore_attachment(
    session: Session, actor: Actor, entry_id: UUID, attachment_id: UUID, now: datetime
) -> Attachment:
    """Put a file back that was taken off; once it is back, doing it again is harmless.

    Refusals: not editable (409, 423), `rejected_stays_off` (409), and where the question takes no such file any
    more `too_many_files` (409), `too_large` (413), `file_type_refused` (415).
    """
    entry = entrant_entry(session, actor, entry_id, lock=True)
    attachment = session.get(Attachment, attachment_id, with_for_update=True)
    if (
        attachment is None
        or attachment.entry_id != entry.id
        or attachment.state == AttachmentState.arriving.value
    ):
        raise not_found()
    if may_attach(session, entry, attachment.field_id, now) is not None:
        # The window of a rejection is for what takes the rejected file's place.
        may_edit(entry, session.get_one(Edition, entry.edition_id), now)
    removed = attachment.state == AttachmentState.removed.value
    if not removed and attachment.dropped_at is None:
        return attachment
    check_may_restore(AttachmentState(attachment.state), attachment.reason)
    field = field_of(session, entry, attachment.field_id)
    arrival = arrival_of(session, field, attachment.name)
    make_room(session, entry, field, attachment.size, arrival.limit)
    check_upload(attachment.name, None, arrival.allowed)
    attachment.dropped_at = None
    if removed and attachment.clean_sha256:
        attachment.state = AttachmentState.clean.value
    elif removed:
        attachment.state = AttachmentState.quarantined.value
        queue_check(session, attachment, entry, now)
    session.flush()  # what is back is read again by what the change voids
    record_file(
        session, actor, "restore_attachment", entry, attachment, now, sha256=attachment.sha256
    )
    return attachment
