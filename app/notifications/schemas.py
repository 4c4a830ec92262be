"""Wire shapes of the demo's local mailbox."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from app.notifications.models import Mail


class LocalMailLine(BaseModel):
    id: UUID
    to_email: str
    subject: str
    template: str
    language: str
    created_at: datetime

    @classmethod
    def of(cls, mail: Mail) -> LocalMailLine:
        return cls.model_validate({name: getattr(mail, name) for name in cls.model_fields})


class LocalMail(LocalMailLine):
    text: str
    html: str

    @classmethod
    def of(cls, mail: Mail) -> LocalMail:
        return cls.model_validate({name: getattr(mail, name) for name in cls.model_fields})
