"""Recording an act, in the act's own transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit.models import AuditEvent
from app.audit.rules import ACTS, READING_COVERS

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


def record_all(
    session: Session,
    actor: Actor,
    act: str,
    now: datetime,
    *,
    edition_id: UUID | None,
    acts: Sequence[tuple[tuple[str, UUID | None], dict[str, Any]]],
) -> None:
    """`record` for the same act on many: a subject with its facts each, in one statement."""
    if act not in ACTS:
        msg = f"unknown act {act!r}: add it to app/audit/rules.py"
        raise ValueError(msg)
    rows = [
        {
            "at": now,
            "act": act,
            "actor_id": actor.user_id,
            "edition_id": edition_id,
            "subject_kind": kind,
            "subject_id": key,
            "facts": facts,
        }
        for (kind, key), facts in acts
    ]
    if rows:
        session.execute(_INSERT, rows)


def record_reading(
    session: Session,
    actor: Actor,
    act: str,
    now: datetime,
    *,
    subject: tuple[str, UUID | None],
    edition_id: UUID,
    **facts: Any,
) -> None:
    """Write a reading, once an hour: not again while one by the same person of the same thing covers it.

    The same thing: the same act, subject and facts. A refused reading is written by `record`, always.
    """
    if session.get_bind().dialect.name == "postgresql":
        # A page asks for its parts at once: they take turns here, SQLite's writers always do.
        name = f"{act}:{actor.user_id}:{edition_id}".encode()
        key = int.from_bytes(hashlib.sha256(name).digest()[:8], signed=True)
        session.execute(select(func.pg_advisory_xact_lock(key)))
    covered = session.execute(
        select(AuditEvent.subject_kind, AuditEvent.subject_id, AuditEvent.facts).where(
            AuditEvent.edition_id == edition_id,
            AuditEvent.act == act,
            AuditEvent.actor_id == actor.user_id,
            AuditEvent.at > now - READING_COVERS,
        )
    ).all()
    if (*subject, facts) not in [tuple(row) for row in covered]:
        record(session, actor, act, now, subject=subject, edition_id=edition_id, **facts)
