"""Trying a mail again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.kit.errors import not_found
from app.notifications.models import Mail
from app.notifications.service import try_again
from app.office.outbox_queries import visible_mails


def retry_mail(session: Session, actor: Actor, mail_id: UUID, now: datetime) -> Mail:
    """Try an unsent mail again at once. Refusal: `mail_sent` (409)."""
    mail = session.scalars(
        select(Mail).where(visible_mails(actor), Mail.id == mail_id).with_for_update()
    ).one_or_none()
    if mail is None:
        raise not_found()
    try_again(mail, now)
    audit.record(
        session, actor, "retry_mail", now, subject=("mail", mail.id), edition_id=mail.edition_id
    )
    return mail
