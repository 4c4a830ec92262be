"""Posting a mail in the act's own transaction, and what becomes of it in the outbox."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.house import house_of
from app.kit.ids import uuid7
from app.notifications.models import Mail
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
