"""Reading the demo's local mailbox. (Who reads the outbox of an edition is decided in `office`.)"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.house import house_of
from app.kit.errors import not_found
from app.kit.paging import PageParams, paginate
from app.notifications.models import Mail


def _only_in_demo(session: Session) -> None:
    if not house_of(session).settings.is_demo:
        raise not_found()


def list_mailbox(
    session: Session, _actor: Actor, now: datetime, params: PageParams, to_email: str | None
) -> tuple[list[Mail], int]:
    """Mails that have left, newest first; 404 outside the demo."""
    _only_in_demo(session)
    wanted = select(Mail).where(Mail.send_after <= now)
    if to_email is not None:
        wanted = wanted.where(Mail.to_email == to_email)
    return paginate(
        session,
        wanted,
        params,
        search=(Mail.to_email, func.lower(Mail.subject)),
        sorts={"created_at": (Mail.created_at, Mail.id), "to_email": Mail.to_email},
        default_sort="-created_at",
        tiebreak=Mail.id,
    )


def show_mailbox_mail(session: Session, _actor: Actor, mail_id: UUID) -> Mail:
    """One mail as it was sent; 404 outside the demo."""
    _only_in_demo(session)
    mail = session.get(Mail, mail_id)
    if mail is None:
        raise not_found()
    return mail
