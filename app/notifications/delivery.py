"""The delivery: hands the outbox's mails to the SMTP server, or to the demo's local mailbox."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast
from urllib.parse import urlsplit

import structlog

from app.database import Database, Who
from app.kit.i18n import Language
from app.kit.mail import MailFailed, MailInvalid, compose, send
from app.notifications import service
from app.notifications.service import Claimed
from app.settings import Settings

_log = structlog.get_logger("tahkeem")
_SENDER: Final = {"ar": "تحكيم", "en": "Tahkeem"}


async def deliver(database: Database, who: Who) -> bool:
    """Send what is due; True when there may be more. Without a server only the demo delivers."""
    settings, clock = database.house.settings, database.house.clock
    if settings.smtp_url is None and not settings.is_demo:
        return False
    if not await database.read(service.is_due, who, clock()):
        return False
    claimed: Sequence[Claimed] = await database.work(service.claim, who, clock())
    for mail in claimed:
        try:
            if settings.smtp_url is not None:
                await _send(settings, settings.smtp_url, mail)
        except (MailFailed, MailInvalid) as failure:
            permanent = isinstance(failure, MailInvalid) or failure.permanent
            _log.warning("mail_failed", mail_id=str(mail.id), permanent=permanent)
            await database.work(
                service.mark_failed, who, mail.id, str(failure), clock(), permanent=permanent
            )
        else:
            await database.work(
                service.mark_sent, who, mail.id, clock(), keep_text=settings.is_demo
            )
    return bool(claimed)


async def _send(settings: Settings, url: str, mail: Claimed) -> None:
    language = cast("Language", mail.language)
    host = urlsplit(settings.base_url).hostname or "localhost"
    message = compose(
        sender=settings.mail_from,
        sender_name=_SENDER[language],
        to=mail.to_email,
        reply_to=mail.reply_to or None,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        language=language,
        message_id=f"{mail.id}@{host}",
        date=mail.created_at,
    )
    await send(url, message)
