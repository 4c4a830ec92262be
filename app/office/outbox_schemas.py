"""Wire shapes of the outbox: never a mail's text."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from app.notifications.models import Mail
from app.notifications.rules import MailState


class StaffMail(BaseModel):
    id: UUID
    to_email: str
    subject: str
    template: str
    language: str
    edition_id: UUID | None
    state: MailState
    attempts: int
    error: str
    created_at: datetime
    send_after: datetime
    sent_at: datetime | None
    failed_at: datetime | None

    @classmethod
    def of(cls, mail: Mail) -> StaffMail:
        state = "sent" if mail.sent_at else "failed" if mail.failed_at else "waiting"
        values = {name: getattr(mail, name) for name in cls.model_fields if name != "state"}
        return cls.model_validate({**values, "state": state})
