"""Reading the log of acts; who may read which is decided in `office`."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.audit.schemas import LogParams


def events(params: LogParams) -> Select[AuditEvent]:
    """The acts that `params` asks for, without order or page."""
    wanted = select(AuditEvent)
    for column, value in (
        (AuditEvent.edition_id, params.edition_id),
        (AuditEvent.act, params.act),
        (AuditEvent.actor_id, params.actor_id),
        (AuditEvent.subject_kind, params.subject_kind),
        (AuditEvent.subject_id, params.subject_id),
    ):
        if value is not None:
            wanted = wanted.where(column == value)
    if params.since is not None:
        wanted = wanted.where(AuditEvent.at >= params.since)
    if params.until is not None:
        wanted = wanted.where(AuditEvent.at < params.until)
    return wanted


def has_happened(session: Session, act: str, subject_kind: str, subject_id: UUID) -> bool:
    """Whether this was ever done to this; what is deleted lives on in the log alone."""
    return bool(
        session.scalar(
            select(
                exists().where(
                    AuditEvent.subject_kind == subject_kind,
                    AuditEvent.subject_id == subject_id,
                    AuditEvent.act == act,
                )
            )
        )
    )
