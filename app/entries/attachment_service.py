"""Files of entries: begun before their bytes arrive, kept in quarantine when they have, removed again."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.orm import Session

from app.actor import SYSTEM_ACTOR, Actor
from app.audit import service as audit
from app.editions.models import Category, Edition, Field
from app.editions.rules import FieldKind
from app.entries.attachment_queries import Arrival, open_upload
from app.entries.attachment_rules import (
    CHECK,
    FORGOTTEN,
    RESUMABLE,
    check_length,
    check_may_attach,
)
from app.entries.correction_service import returned_field
from app.entries.form_queries import entry_form
from app.entries.member_rules import EntryRight
from app.entries.models import Attachment, Entry
from app.entries.queries import entrant_entry, may_edit
from app.entries.rules import PRESENT, SHOWN, AttachmentState
from app.entries.sign_off_service import content_changed
from app.entries.submission_service import correct_file, take_off
from app.house import house_of
from app.jobs.service import enqueue
from app.kit.errors import N_, Refusal, not_found
from app.kit.files import ALLOWED, check_upload, clean_name, type_of
from app.kit.ids import uuid7
from app.kit.incoming import Stored, too_large
from app.kit.versions import Put

_TAKING_PLACE = (*PRESENT, AttachmentState.arriving.value)


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
    field = field_of(session, entry, field_id)
    arrival = arrival_of(session, field, name)
    known = session.get(Attachment, attachment_id)
    if known is not None and known.state != AttachmentState.arriving.value:
        _check_repeat(known, entry, field, arrival.name)
        arrival.kept_sha256 = known.sha256
        return arrival
    may_attach(session, entry, field.id, now)
    if known is not None and (known.entry_id != entry.id or known.length is not None):
        raise taken()
    _forget(session, entry, attachment_id, now)
    make_room(session, entry, field, length, arrival.limit)
    session.add(_row(attachment_id, entry, field, arrival.name, actor, now))
    return arrival


def begin_upload(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    attachment_id: UUID,
    field_id: UUID,
    name: str,
    length: int,
    now: datetime,
) -> Arrival:
    """Make room for a resumable upload of `length` bytes; the same again goes on with it.

    Refusals: those of `begin_file`, `file_empty` (422), the name's type `file_type_refused` (415).
    """
    entry = entrant_entry(session, actor, entry_id, lock=True)
    field = field_of(session, entry, field_id)
    arrival = arrival_of(session, field, name)
    may_attach(session, entry, field.id, now)
    check_length(length)
    arrival.length, arrival.expires_at = length, now + RESUMABLE
    known = session.get(Attachment, attachment_id)
    if known is not None:
        same = (known.entry_id, known.field_id, known.name, known.length)
        if same != (entry.id, field.id, arrival.name, length):
            raise taken()
        if known.state != AttachmentState.arriving.value:
            raise taken()
        known.expires_at, arrival.is_new = arrival.expires_at, False
        return arrival
    check_upload(arrival.name, None, arrival.allowed)
    _forget(session, entry, attachment_id, now)
    make_room(session, entry, field, length, arrival.limit)
    made = _row(attachment_id, entry, field, arrival.name, actor, now)
    made.length, made.expires_at = length, arrival.expires_at
    session.add(made)
    return arrival


def receive_part(
    session: Session, actor: Actor, entry_id: UUID, attachment_id: UUID, now: datetime
) -> Arrival:
    """Let a part of a resumable upload come: it arrives now, and now decides the deadline.

    Refusals: 404, `upload_unknown` (404) when it is over or forgotten, not editable (409, 423).
    """
    entry = entrant_entry(session, actor, entry_id, needs=EntryRight.edit)
    attachment = open_upload(session, entry, attachment_id, now)
    may_attach(session, entry, attachment.field_id, now)
    attachment.expires_at = now + RESUMABLE
    arrival = arrival_of(session, session.get_one(Field, attachment.field_id), attachment.name)
    arrival.length = arrival.limit = attachment.length or 0
    arrival.expires_at = attachment.expires_at
    return arrival


def field_of(session: Session, entry: Entry, field_id: UUID) -> Field:
    """The field as the entry's own form has it; a retired one is refused where it is used."""
    form = entry_form(session, entry, session.get_one(Category, entry.category_id))
    field = next((one for one in form.fields if one.id == field_id), None)
    field = field or session.get(Field, field_id)
    if field is None or field.category_id != entry.category_id:
        raise not_found()
    return field


def arrival_of(session: Session, field: Field, name: str) -> Arrival:
    """What a field takes: the name as it is kept, the limit, the types."""
    settings = house_of(session).settings
    limit = min(field.max_bytes or settings.default_upload_bytes, settings.max_upload_bytes)
    return Arrival(clean_name(name), limit, frozenset(field.file_types) or ALLOWED)


def _row(
    attachment_id: UUID, entry: Entry, field: Field, name: str, actor: Actor, now: datetime
) -> Attachment:
    return Attachment(
        id=attachment_id,
        entry_id=entry.id,
        field_id=field.id,
        name=name,
        state=AttachmentState.arriving.value,
        added_by=actor.user_id,
        added_at=now,
    )


def _forget(session: Session, entry: Entry, attachment_id: UUID, now: datetime) -> None:
    """Uploads of this entry that a crash or their person left behind."""
    session.execute(
        delete(Attachment).where(
            Attachment.entry_id == entry.id,
            Attachment.state == AttachmentState.arriving.value,
            or_(
                Attachment.id == attachment_id,
                Attachment.expires_at < now,
                and_(Attachment.length.is_(None), Attachment.added_at < now - FORGOTTEN),
            ),
        )
    )


def make_room(session: Session, entry: Entry, field: Field, length: int | None, limit: int) -> None:
    """Refusals: `not_a_file_field` (422), `too_many_files` (409), `too_large` (413)."""
    check_may_attach(FieldKind(field.kind), _count(session, entry.id, field.id), field.max_files)
    if length is not None and length > limit:
        raise too_large(limit)


def may_attach(session: Session, entry: Entry, field_id: UUID, now: datetime) -> datetime | None:
    """`may_edit`, or the window that a rejection opened for this field alone: then its end."""
    edition = session.get_one(Edition, entry.edition_id)
    try:
        may_edit(entry, edition, now)
        returned_field(session, entry, edition, field_id, now)
    except Refusal:
        until = session.scalar(
            select(func.max(Attachment.correct_until)).where(
                Attachment.entry_id == entry.id,
                Attachment.field_id == field_id,
                Attachment.state == AttachmentState.rejected.value,
            )
        )
        if until is None or until < now:
            raise
        return until
    return None


def _check_repeat(known: Attachment, entry: Entry, field: Field, name: str) -> None:
    same = (known.entry_id, known.field_id, known.name) == (entry.id, field.id, name)
    if not same or known.state not in SHOWN:
        raise taken()


def taken() -> Refusal:
    """Somebody uses this id, or this upload is over."""
    return Refusal("id_taken", N_("هذا المعرّف مستعمل. أعد المحاولة من صفحة جديدة."))


def _count(session: Session, entry_id: UUID, field_id: UUID) -> int:
    return (
        session.scalar(
            select(func.count()).where(
                Attachment.entry_id == entry_id,
                Attachment.field_id == field_id,
                Attachment.state.in_(_TAKING_PLACE),
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
    """Keep a file whose bytes have arrived, in quarantine, and have it looked into.

    `now` is when the request came: it decides the deadline.
    """
    entry = entrant_entry(session, actor, entry_id, lock=True)
    attachment = session.get(Attachment, attachment_id, with_for_update=True)
    if attachment is None or attachment.entry_id != entry.id:
        raise not_found()
    if attachment.length is not None and attachment.sha256 == stored.sha256:
        return Put(attachment, created=False)  # another request ended the same upload
    window = may_attach(session, entry, attachment.field_id, now)
    if attachment.state != AttachmentState.arriving.value:
        raise taken()
    attachment.state = AttachmentState.quarantined.value
    attachment.sha256, attachment.size = stored.sha256, stored.size
    attachment.media_type = media_type or type_of(attachment.name)
    attachment.expires_at = None
    if window is not None:
        _replace_rejected(session, actor, entry, attachment, now)
    queue_check(session, attachment, entry, now)
    record_file(
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


def _replace_rejected(
    session: Session, actor: Actor, entry: Entry, attachment: Attachment, now: datetime
) -> None:
    """In the window of a correction the file takes the place of one that was rejected."""
    rejected = session.scalars(
        select(Attachment)
        .where(
            Attachment.entry_id == entry.id,
            Attachment.field_id == attachment.field_id,
            Attachment.state == AttachmentState.rejected.value,
            Attachment.correct_until >= now,
            Attachment.dropped_at.is_(None),
        )
        .order_by(Attachment.checked_at)
        .limit(1)
    ).one_or_none()
    if rejected is not None:
        rejected.dropped_at = now
    session.flush()  # what was dropped and what came is read back
    correct_file(session, entry, attachment, actor.user_id, now)


def queue_check(session: Session, attachment: Attachment, entry: Entry, now: datetime) -> None:
    """Have a file looked into by the machine, whoever sent it."""
    attachment.check_id = uuid7()
    payload = {"attachment_id": str(attachment.id)}
    enqueue(
        session, SYSTEM_ACTOR, CHECK, payload, entry.edition_id, now, job_id=attachment.check_id
    )


def repeat_file(
    session: Session, actor: Actor, entry_id: UUID, attachment_id: UUID, sha256: str
) -> Put[Attachment]:
    """The answer to a repeated upload. Refusal: `id_taken` (409) when the bytes are others."""
    entry = entrant_entry(session, actor, entry_id)
    attachment = session.get(Attachment, attachment_id)
    if attachment is None or attachment.entry_id != entry.id or attachment.sha256 != sha256:
        raise taken()
    return Put(attachment, created=False)


def abandon_file(session: Session, actor: Actor, entry_id: UUID, attachment_id: UUID) -> None:
    """Forget a file whose bytes did not arrive."""
    entry = entrant_entry(session, actor, entry_id, needs=EntryRight.edit)
    session.execute(
        delete(Attachment).where(
            Attachment.id == attachment_id,
            Attachment.entry_id == entry.id,
            Attachment.state == AttachmentState.arriving.value,
        )
    )


def abandon_upload(
    session: Session, actor: Actor, entry_id: UUID, attachment_id: UUID, now: datetime
) -> None:
    """Give a resumable upload up. Refusal: `upload_unknown` (404)."""
    entry = entrant_entry(session, actor, entry_id, lock=True)
    session.delete(open_upload(session, entry, attachment_id, now))


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
    _may_remove(session, entry, attachment, now)
    take_off(session, entry, attachment, now)
    record_file(
        session, actor, "remove_attachment", entry, attachment, now, sha256=attachment.sha256
    )


def _may_remove(session: Session, entry: Entry, attachment: Attachment, now: datetime) -> None:
    """In the window of a correction: what was rejected, and what was sent since."""
    if may_attach(session, entry, attachment.field_id, now) is None:
        return
    since = session.scalar(
        select(func.min(Attachment.checked_at)).where(
            Attachment.entry_id == entry.id,
            Attachment.field_id == attachment.field_id,
            Attachment.state == AttachmentState.rejected.value,
            Attachment.correct_until >= now,
        )
    )
    rejected = attachment.state == AttachmentState.rejected.value
    if not rejected and (since is None or attachment.added_at < since):
        may_edit(entry, session.get_one(Edition, entry.edition_id), now)


def record_file(
    session: Session,
    actor: Actor,
    act: str,
    entry: Entry,
    attachment: Attachment,
    now: datetime,
    **facts: Any,
) -> None:
    """An act on a file of the entry, which changes what it holds."""
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
