"""Wire shapes of the log page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from app.accounts.models import User
from app.audit.models import AuditEvent
from app.audit.schemas import Happened


class SubjectName(BaseModel):
    """What was acted on, as people call it today."""

    name_ar: str
    name_en: str


@dataclass(frozen=True, slots=True)
class LogRow:
    """An act with the names of now; `actor` and `subject` are None when there is none or it is gone.

    `is_sealed`: its facts say what this reader may not know yet.
    """

    event: AuditEvent
    actor: User | None
    subject: SubjectName | None
    is_sealed: bool = False


class LogActor(BaseModel):
    """Who acted. The id stays when the person's names are erased."""

    id: UUID
    name_ar: str
    name_en: str
    email: str


class LogEvent(Happened):
    """One act. `actor` is None for strangers (a failed sign-in) and for the machine."""

    actor: LogActor | None
    subject: SubjectName | None
    facts: dict[str, Any]

    @classmethod
    def of(cls, row: LogRow) -> LogEvent:
        event, user = row.event, row.actor
        actor = None
        if event.actor_id is not None:
            actor = LogActor(
                id=event.actor_id,
                name_ar=user.name_ar if user else "",
                name_en=user.name_en if user else "",
                email=user.email if user else "",
            )
        return cls(
            id=event.id,
            at=event.at,
            act=event.act,
            edition_id=event.edition_id,
            subject_kind=event.subject_kind,
            subject_id=event.subject_id,
            actor=actor,
            subject=row.subject,
            facts={} if row.is_sealed else event.facts,
        )
