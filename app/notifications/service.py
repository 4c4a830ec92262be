"""Posting a mail in the act's own transaction, and what becomes of it in the outbox.

Every domain calls `post`. The delivery calls `claim`, `mark_sent` and `mark_failed`, each a short
transaction of its own: at least once, under a Message-ID that a second try repeats.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.actor import Actor
from app.house import house_of
from app.kit.ids import uuid7
from app.notifications.models import Mail
from app.notifications.rules import BATCH, LEASE, MOST_ATTEMPTS, mail_sent, pause_after
from app.notifications.texts import write_mail


def post(  # noqa: D417 -- the rest says itself
    session: Session,
    template: str,
    *,
    to_email: str,
    language: str,
    facts: dict[str, Any],
    now: datetime,
    user_id: UUID | None = None,
    edition_id: UUID | None = None,
    reply_to: str = "",
    dedupe_key: str | None = None,
    send_after: datetime | None = None,
    is_secret: bool = False,
) -> Mail:
    """Write a mail into the outbox; it leaves only if this transaction is committed.

    Args:
        facts: what the template names; `base_url` is added. Instants stay aware datetimes.
        dedupe_key: a second mail with the same key is not written; the first is returned.
        is_secret: the text holds a link that opens something; it is wiped once sent.
    """
    base_url = house_of(session).settings.base_url
    text = write_mail(template, language, {"base_url": base_url, **facts})
    values = {
        "id": uuid7(),
        "dedupe_key": dedupe_key,
        "to_email": to_email.strip().lower(),
        "user_id": user_id,
        "edition_id": edition_id,
        "template": template,
        "language": language,
        "reply_to": reply_to,
        "subject": text.subject,
        "text": text.text,
        "html": text.html,
        "is_secret": is_secret,
        "created_at": now,
        "send_after": send_after or now,
        "attempts": 0,
        "error": "",
    }
    # One statement, so that two acts at once with one key cost neither of them an error.
    lite = session.get_bind().dialect.name == "sqlite"
    insert = (sqlite.insert if lite else postgresql.insert)(Mail).values(values)
    session.execute(insert.on_conflict_do_nothing(index_elements=["dedupe_key"]))
    key = Mail.id == values["id"] if dedupe_key is None else Mail.dedupe_key == dedupe_key
    return session.scalars(select(Mail).where(key)).one()


@dataclass(frozen=True, slots=True)
class Claimed:
    """A mail in one worker's hands, as the server gets it."""

    id: UUID
    to_email: str
    reply_to: str
    language: str
    subject: str
    text: str
    html: str
    created_at: datetime


def _due(now: datetime) -> Any:
    return and_(
        Mail.sent_at.is_(None),
        Mail.failed_at.is_(None),
        Mail.send_after <= now,
        or_(Mail.claimed_until.is_(None), Mail.claimed_until < now),
    )


def is_due(session: Session, _actor: Actor, now: datetime) -> bool:
    """Whether a mail waits; asked often, so it takes no lock."""
    return session.scalar(select(Mail.id).where(_due(now)).limit(1)) is not None


def claim(session: Session, _actor: Actor, now: datetime) -> Sequence[Claimed]:
    """Take the oldest mails that wait, for five minutes."""
    rows = session.scalars(
        select(Mail)
        .where(_due(now))
        .order_by(Mail.send_after, Mail.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        row.claimed_until = now + LEASE
        row.attempts += 1
    return [
        Claimed(
            row.id,
            row.to_email,
            row.reply_to,
            row.language,
            row.subject,
            row.text,
            row.html,
            row.created_at,
        )
        for row in rows
    ]


def mark_sent(
    session: Session, _actor: Actor, mail_id: UUID, now: datetime, *, keep_text: bool
) -> None:
    """The server took it. A text that opens something is wiped, unless the local mailbox shows it."""
    mail = session.get_one(Mail, mail_id, with_for_update=True)
    mail.sent_at, mail.claimed_until, mail.error = now, None, ""
    if mail.is_secret and not keep_text:
        mail.text = mail.html = ""


def mark_failed(
    session: Session,
    _actor: Actor,
    mail_id: UUID,
    reason: str,
    now: datetime,
    *,
    permanent: bool,
) -> None:
    """The server did not take it: try again later, or give up until a person looks."""
    mail = session.get_one(Mail, mail_id, with_for_update=True)
    mail.claimed_until, mail.error = None, reason[:500]
    if permanent or mail.attempts >= MOST_ATTEMPTS:
        mail.failed_at = now
    else:
        mail.send_after = now + pause_after(mail.attempts)


def try_again(mail: Mail, now: datetime) -> None:
    """Send an unsent mail as soon as possible, with all its attempts anew. Refusal: `mail_sent`."""
    if mail.sent_at is not None:
        raise mail_sent()
    mail.failed_at, mail.attempts, mail.send_after = None, 0, now
