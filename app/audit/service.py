"""Recording an act, in the act's own transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit.models import AuditEvent
from app.audit.rules import ACTS

_table: Any = AuditEvent.__table__
_INSERT = insert(_table)  # Core and built once: every write records an act


def record(
    session: Session,
    actor: Actor,
    act: str,
    now: datetime,
    *,
    subject: tuple[str, UUID | None],
    edition_id: UUID | None = None,
    **facts: Any,
) -> None:
    """Write one act. `subject` is (kind, id); `facts` are JSON-ready and hold no secrets."""
    if act not in ACTS:
        msg = f"unknown act {act!r}: add it to app/audit/rules.py"
        raise ValueError(msg)
    session.execute(
        _INSERT,
        {
            "at": now,
            "act": act,
            "actor_id": actor.user_id,
            "edition_id": edition_id,
            "subject_kind": subject[0],
            "subject_id": subject[1],
            "facts": facts,
        },
    )
