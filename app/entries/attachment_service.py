"""Files of entries: begun before their bytes arrive, kept when they have, removed again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Edition, Field
from app.editions.rules import FieldKind
from app.entries.models import Attachment, Entry
from app.entries.queries import entrant_entry, may_edit
from app.entries.rules import AttachmentState, check_may_attach
from app.entries.sign_off_service import content_changed
from app.entries.submission_service import take_off
from app.house import house_of
from app.kit.errors import N_, Refusal, not_found
from app.kit.files import ALLOWED, check_upload, clean_name
from app.kit.storage import Stored
from app.kit.versions import Put

# An upload that a crash left behind gives its place back after this time.
FORGOTTEN: Final = timedelta(hours=1)


@dataclass(slots=True)
class Arrival:
    """A file about to arrive; `kept_sha256` when this id is already kept (the upload is a repeat)."""

    name: str
    limit: int
    allowed: frozenset[str]
    kept_sha256: str = ""
    media_type: str = ""

    def gate(self, head: bytes) -> None:
        """See the first bytes: note the media type, or refuse the file."""
        self.media_type = check_upload(self.name, head, self.allowed)


def begin_file(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    attachment_id: UUID,
    field_id: UUID,
    name: str,
    length: int | None,
    now: datetime,
) -> Arrival:
    """Make room for a file before its bytes arrive, refusing what can be refused by then.

    Refusals: not editable (409, 423), `file_name_invalid`, `not_a_file_field` (422),
    `too_many_files`, `id_taken` (409), `too_large` (413).
    """
    entry = entrant_entry(session, actor, entry_id, lock=True)
    field = session.get(Field, field_id)
    if field is None or field.category_id != entry.category_id:
        raise not_found()
    limit = min(field.max_bytes or 2**62, house_of(session).settings.max_upload_bytes)
    arrival = Arrival(clean_name(name), limit, frozenset(field.file_types) or ALLOWED)
    known = session.get(Attachment, attachment_id)
    if known is not None and known.state != AttachmentState.arriving.value:
        _check_repeat(known, entry, field, arrival.name)
        arrival.kept_sha256 = known.sha256
        return arrival
    may_edit(entry, session.get_one(Edition, entry.edition_id), now)
    if known is not None and known.entry_id != entry.id:
        raise _taken()
    session.execute(
        delete(Attachment).where(
            Attachment.entry_id == entry.id,
            Attachment.state == AttachmentState.arriving.value,
            or_(Attachment.added_at < now - FORGOTTEN, Attachment.id == attachment_id),
        )
    )
    check_may_attach(FieldKind(field.kind), _count(session, entry.id, field.id), field.max_files)
    if length is not None and length > limit:
        raise _too_large(limit)
    session.add(
        Attachment(
            id=attachment_id,
            entry_id=entry.id,
            field_id=field.id,
            name=arrival.name,
            state=AttachmentState.arriving.value,
            added_by=actor.user_id,
            added_at=now,
        )
    )
    return arrival


def _check_repeat(known: Attachment, entry: Entry, field: Field, name: str) -> None:
    same = (known.entry_id, known.field_id, known.name) == (entry.id, field.id, name)
    if not same or known.state != AttachmentState.kept.value:
        raise _taken()


def _taken() -> Refusal:
    return Refusal("id_taken", N_("هذا المعرّف مستعمل. أعد المحاولة من صفحة جديدة."))


def _too_large(limit: int) -> Refusal:
    return Refusal(
        "too_large",
        N_("الملف أكبر من الحد المسموح ({limit_mb} م.ب)."),
        status=413,
        limit=limit,
        limit_mb=round(limit / 1024 / 1024, 1) if limit % (1024 * 1024) else limit // (1024 * 1024),
    )


def _count(session: Session, entry_id: UUID, field_id: UUID) -> int:
    present = (AttachmentState.kept.value, AttachmentState.arriving.value)
    return (
        session.scalar(
            select(func.count()).where(
                Attachment.entry_id == entry_id,
                Attachment.field_id == field_id,
                Attachment.state.in_(present),
                Attachment.dropped_at.is_(None),
            )
        )
        or 0
    )


def attach_file(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    attachment_id: UUID,
    stored: Stored,
    media_type: str,
    now: datetime,
) -> Put[Attachment]:
    """Keep a file whose bytes have arrived. `now` is when the request came: it decides the deadline."""
    entry = entrant_entry(session, actor, entry_id, lock=True)
    may_edit(entry, session.get_one(Edition, entry.edition_id), now)
    attachment = session.get(Attachment, attachment_id, with_for_update=True)
    if attachment is None or attachment.entry_id != entry.id:
        raise not_found()
    if attachment.state != AttachmentState.arriving.value:
        raise _taken()
    attachment.state = AttachmentState.kept.value
    attachment.sha256, attachment.size = stored.sha256, stored.size
    attachment.media_type = media_type
    _record(
        session,
        actor,
        "attach_file",
        entry,
        attachment,
        now,
        sha256=stored.sha256,
        size=stored.size,
    )
    return Put(attachment, created=True)


def repeat_file(
    session: Session, actor: Actor, entry_id: UUID, attachment_id: UUID, sha256: str
) -> Put[Attachment]:
    """The answer to a repeated upload. Refusal: `id_taken` (409) when the bytes are others."""
    entry = entrant_entry(session, actor, entry_id)
    attachment = session.get(Attachment, attachment_id)
    if attachment is None or attachment.entry_id != entry.id or attachment.sha256 != sha256:
        raise _taken()
    return Put(attachment, created=False)


def abandon_file(session: Session, actor: Actor, entry_id: UUID, attachment_id: UUID) -> None:
    """Forget a file whose bytes did not arrive."""
    entry = entrant_entry(session, actor, entry_id)
    session.execute(
        delete(Attachment).where(
            Attachment.id == attachment_id,
            Attachment.entry_id == entry.id,
            Attachment.state == AttachmentState.arriving.value,
        )
    )


def remove_attachment(
    session: Session, actor: Actor, entry_id: UUID, attachment_id: UUID, now: datetime
) -> None:
    """Take a file off the entry; removing it again is harmless. What was sent stays in the store."""
    entry = entrant_entry(session, actor, entry_id, lock=True)
    attachment = session.get(Attachment, attachment_id)
    if (
        attachment is None
        or attachment.entry_id != entry.id
        or attachment.state == AttachmentState.arriving.value
    ):
        raise not_found()
    if attachment.state == AttachmentState.removed.value or attachment.dropped_at is not None:
        return
    may_edit(entry, session.get_one(Edition, entry.edition_id), now)
    take_off(session, entry, attachment, now)
    _record(session, actor, "remove_attachment", entry, attachment, now, sha256=attachment.sha256)


def _record(
    session: Session,
    actor: Actor,
    act: str,
    entry: Entry,
    attachment: Attachment,
    now: datetime,
    **facts: Any,
) -> None:
    audit.record(
        session,
        actor,
        act,
        now,
        subject=("entry", entry.id),
        edition_id=entry.edition_id,
        attachment_id=str(attachment.id),
        **facts,
    )
    content_changed(session, actor, entry, now)
