"""What was found in a file: recorded, told where it matters, and asked again where nobody answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from pydantic_core import to_jsonable_python
from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Category, Edition, Field
from app.entries.attachment_rules import FORGOTTEN, correction_until, option
from app.entries.attachment_service import queue_check
from app.entries.mail_service import mail_entry, people_of
from app.entries.models import Attachment, Entry
from app.entries.queries import may_edit
from app.entries.rules import AttachmentState, EntryState, closing
from app.entries.sign_off_service import content_changed
from app.entries.submission_queries import is_submitted_file
from app.entries.zone_queries import entry_deadline
from app.house import house_of
from app.jobs.models import Job
from app.jobs.rules import JobState
from app.kit.checks.verdict import Limits, Verdict
from app.kit.errors import Refusal
from app.kit.incoming import Stored
from app.kit.storage import content_key


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A file that waits for its check."""

    id: UUID
    key: str
    name: str
    media_type: str
    sha256: str
    size: int
    limits: Limits


@dataclass(frozen=True, slots=True)
class Found:
    """A verdict with where the files that it made are kept now."""

    verdict: Verdict
    clean: Stored | None
    previews: tuple[Stored, ...] = ()


def to_check(session: Session, _actor: Actor, attachment_id: UUID) -> Quarantined | None:
    """A file in quarantine; None when it is gone or somebody has looked already."""
    row = session.execute(
        select(Attachment, Field)
        .join(Field, Field.id == Attachment.field_id)
        .where(
            Attachment.id == attachment_id,
            Attachment.state == AttachmentState.quarantined.value,
        )
    ).one_or_none()
    if row is None:
        return None
    attachment, field = row
    minutes = option(field.options, "max_minutes")
    return Quarantined(
        id=attachment.id,
        key=content_key(attachment.sha256),
        name=attachment.name,
        media_type=attachment.media_type,
        sha256=attachment.sha256,
        size=attachment.size,
        limits=Limits(
            pages=option(field.options, "max_pages"),
            seconds=None if minutes is None else minutes * 60,
        ),
    )


def accept_attachment(
    session: Session, actor: Actor, attachment_id: UUID, found: Found, now: datetime
) -> None:
    """Let a file out of quarantine: from now on its clean copy is served."""
    attachment = _waiting(session, attachment_id)
    if attachment is None:
        return
    verdict = found.verdict
    attachment.state, attachment.checked_at = AttachmentState.clean.value, now
    # Films and sounds are not written anew: what is served is what was sent.
    attachment.clean_sha256 = found.clean.sha256 if found.clean else attachment.sha256
    attachment.clean_size = found.clean.size if found.clean else attachment.size
    attachment.pages, attachment.seconds = verdict.pages, verdict.seconds
    attachment.previews = [stored.sha256 for stored in found.previews]
    _record(session, actor, "accept_attachment", attachment, now)


def reject_attachment(
    session: Session, actor: Actor, attachment_id: UUID, reason: Refusal, now: datetime
) -> None:
    """Keep a file out, with the reason; of what was submitted its people are told, and its field takes another."""
    attachment = _waiting(session, attachment_id)
    if attachment is None:
        return
    entry = session.get_one(Entry, attachment.entry_id, with_for_update=True)
    edition = session.get_one(Edition, entry.edition_id)
    attachment.state, attachment.checked_at = AttachmentState.rejected.value, now
    attachment.reason = reason.code
    attachment.facts = {
        **to_jsonable_python(reason.facts),
        "sentence": reason.sentence,
    }
    if is_submitted_file(session, entry, attachment.id) and entry.submitted_at is not None:
        _open_correction(session, entry, edition, attachment, reason, now)
    content_changed(session, actor, entry, now)
    _record(session, actor, "reject_attachment", attachment, now, reason=reason.code)


def _open_correction(
    session: Session,
    entry: Entry,
    edition: Edition,
    attachment: Attachment,
    reason: Refusal,
    now: datetime,
) -> None:
    """A file of what was submitted was refused: tell its people, and let its field take another."""
    former = session.scalar(
        select(func.max(Attachment.correct_until)).where(
            Attachment.entry_id == entry.id,
            Attachment.field_id == attachment.field_id,
            Attachment.state == AttachmentState.rejected.value,
            Attachment.id != attachment.id,
        )
    )
    attachment.correct_until = correction_until(
        EntryState(entry.state),
        edition.phase_now,
        former,
        attachment.added_at,
        closing(edition.closes_at, entry.extended_until),
        now,
        house_of(session).settings.correction_hours,
    )
    try:
        may_edit(entry, edition, now)
    except Refusal:
        if attachment.correct_until is not None and attachment.correct_until > now:
            _tell(session, "file_rejected", entry, edition, attachment, reason, now)
        return
    closes = entry_deadline(entry, edition)
    # Where the deadline comes first, the field alone stays open a little longer.
    until = attachment.correct_until
    longer = until if closes and until and until > closes else None
    _tell(
        session,
        "file_rejected_open",
        entry,
        edition,
        attachment,
        reason,
        now,
        closes_at=closes,
        longer=longer,
    )


def _tell(
    session: Session,
    template: str,
    entry: Entry,
    edition: Edition,
    attachment: Attachment,
    reason: Refusal,
    now: datetime,
    **facts: Any,
) -> None:
    from app.kit.i18n import translate

    field = session.get_one(Field, attachment.field_id)
    category = session.get_one(Category, entry.category_id)
    for user in people_of(session, [entry])[entry.id]:
        english = user.language == "en"
        mail_entry(
            session,
            template,
            [user],
            entry,
            category,
            edition,
            now,
            file=attachment.name,
            field=(field.label_en if english else field.label_ar) or field.label_ar,
            reason=translate("en" if english else "ar", reason.sentence, **reason.facts),
            until=attachment.correct_until,
            **facts,
        )


def _waiting(session: Session, attachment_id: UUID) -> Attachment | None:
    attachment = session.get(Attachment, attachment_id, with_for_update=True)
    if attachment is None or attachment.state != AttachmentState.quarantined.value:
        return None
    return attachment


def _record(
    session: Session, actor: Actor, act: str, attachment: Attachment, now: datetime, **facts: Any
) -> None:
    entry = session.get_one(Entry, attachment.entry_id)
    audit.record(
        session,
        actor,
        act,
        now,
        subject=("entry", entry.id),
        edition_id=entry.edition_id,
        attachment_id=str(attachment.id),
        sha256=attachment.sha256,
        **facts,
    )


def queue_forgotten(session: Session, _actor: Actor, now: datetime) -> int:
    """Queue the files in quarantine that no job looks at: of an older version, or whose job broke."""
    at_work = and_(
        Job.id == Attachment.check_id,
        or_(
            Job.state.in_((JobState.waiting.value, JobState.running.value)),
            Job.finished_at > now - timedelta(hours=1),
        ),
    )
    waiting = session.execute(
        select(Attachment, Entry)
        .join(Entry, Entry.id == Attachment.entry_id)
        .where(
            Attachment.state == AttachmentState.quarantined.value,
            ~select(Job.id).where(at_work).exists(),
        )
        .order_by(Attachment.added_at)
        .limit(1000)
    ).all()
    for attachment, entry in waiting:
        queue_check(session, attachment, entry, now)
    return len(waiting)


def forget_uploads(session: Session, now: datetime) -> None:
    """Forget uploads that nobody goes on with; they give their place back."""
    session.execute(
        delete(Attachment).where(
            Attachment.state == AttachmentState.arriving.value,
            or_(
                Attachment.expires_at < now,
                and_(Attachment.length.is_(None), Attachment.added_at < now - FORGOTTEN),
            ),
        )
    )
