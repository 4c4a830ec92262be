"""Reading files: one attachment for those who may see its entry."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor, signed_out
from app.entries.attachment_rules import check_readable
from app.entries.attachment_schemas import FileLink, FileToSend
from app.entries.draft_queries import is_draft
from app.entries.member_rules import EntryRight
from app.entries.models import Attachment, Entry
from app.entries.queries import entrant_entry, entry_for_staff
from app.entries.rules import SHOWN, AttachmentState
from app.entries.submission_queries import is_submitted_file
from app.house import file_audience, house_of
from app.kit.errors import N_, Refusal, not_found
from app.kit.files import check_upload
from app.kit.storage import content_key
from app.kit.tokens import sign_access


@dataclass(slots=True)
class Arrival:
    """A file about to arrive; `kept_sha256` when this id is already kept (the upload is a repeat)."""

    name: str
    limit: int
    allowed: frozenset[str]
    kept_sha256: str = ""
    media_type: str = ""
    is_new: bool = True
    length: int | None = None
    expires_at: datetime | None = None

    def gate(self, head: bytes) -> None:
        """See the first bytes: note the media type, or refuse the file."""
        self.media_type = check_upload(self.name, head, self.allowed)


def open_upload(session: Session, entry: Entry, attachment_id: UUID, now: datetime) -> Attachment:
    """A resumable upload that has not ended. Refusal: `upload_unknown` (404)."""
    attachment = session.get(Attachment, attachment_id)
    if (
        attachment is None
        or attachment.entry_id != entry.id
        or attachment.length is None
        or attachment.state != AttachmentState.arriving.value
        or attachment.expires_at is None
        or attachment.expires_at < now
    ):
        raise Refusal(
            "upload_unknown", N_("لا رفع بهذا المعرّف. ابدأ رفع الملف من جديد."), status=404
        )
    return attachment


def attachment_stream(session: Session, attachment_id: UUID) -> FileToSend:
    """The clean copy of a file, for a caller who has checked that its reader may see the entry.

    Refusals: 404, `file_being_checked`, `file_rejected` (409). What was sent is never served.
    """
    attachment = session.scalars(
        select(Attachment).where(Attachment.id == attachment_id, Attachment.state.in_(SHOWN))
    ).one_or_none()
    if attachment is None:
        raise not_found()
    clean = attachment.state == AttachmentState.clean.value
    return FileToSend(
        entry_id=attachment.entry_id,
        field_id=attachment.field_id,
        key=content_key(attachment.clean_sha256) if clean else "",
        name=attachment.name,
        media_type=attachment.media_type,
        size=attachment.clean_size,
        previews=tuple(attachment.previews) if clean else (),
        state=AttachmentState(attachment.state),
    )


def served(file: FileToSend, page: int | None = None) -> FileToSend:
    """A file found clean, or one of its small pictures (`page` from 1), or 404.

    Refusals (409): `file_being_checked`, `file_rejected`.
    """
    check_readable(file.state)
    if page is None:
        return file
    if not 1 <= page <= len(file.previews):
        raise not_found()
    return replace(
        file,
        key=content_key(file.previews[page - 1]),
        name=f"preview-{page}.webp",
        media_type="image/webp",
        size=None,
    )


def my_attachment(
    session: Session, actor: Actor, entry_id: UUID, attachment_id: UUID, page: int | None = None
) -> FileToSend:
    """A file of one of my entries."""
    entry = entrant_entry(session, actor, entry_id)
    file = attachment_stream(session, attachment_id)
    if file.entry_id != entry.id:
        raise not_found()
    return served(file, page)


def staff_attachment(
    session: Session, actor: Actor, attachment_id: UUID, page: int | None = None
) -> FileToSend:
    """A file of an entry that staff may see; before it is submitted its files are its people's own."""
    file = attachment_stream(session, attachment_id)
    entry = entry_for_staff(session, actor, file.entry_id)
    if is_draft(entry) or not is_submitted_file(session, entry, attachment_id):
        raise not_found()
    return served(file, page)


LINKED: Final = timedelta(minutes=10)


def link_file(session: Session, actor: Actor, path: str, now: datetime) -> FileLink:
    """The address of a file with a token of its own: for this person, their session and this file."""
    if actor.session_id is None:
        raise signed_out()
    house = house_of(session)
    token = sign_access(
        house.keys,
        issuer=house.settings.base_url,
        audience=file_audience(path),
        sub=actor.id,
        sid=actor.session_id,
        now=now,
        lifetime=int(LINKED.total_seconds()),
    )
    return FileLink(url=f"{path}?file_token={token}", expires_at=now + LINKED)


def my_upload(
    session: Session, actor: Actor, entry_id: UUID, attachment_id: UUID, now: datetime
) -> Arrival:
    """A resumable upload of one of my entries: on its way, or `kept_sha256` once it has ended.

    Refusal: `upload_unknown` (404).
    """
    entry = entrant_entry(session, actor, entry_id, needs=EntryRight.edit)
    attachment = session.get(Attachment, attachment_id)
    ended = attachment is not None and attachment.state in SHOWN
    if attachment is None or not ended or attachment.entry_id != entry.id:
        attachment = open_upload(session, entry, attachment_id, now)
    return Arrival(
        attachment.name,
        attachment.length or attachment.size,
        frozenset(),
        kept_sha256=attachment.sha256,
        length=attachment.length or attachment.size,
        expires_at=attachment.expires_at,
    )
