"""One append-only table of acts; it stores ids only, its page joins the names."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class AuditEvent(Base):
    """Who did what to what, when, with the facts that the act's reader needs."""

    __tablename__ = "audit_events"
    __table_args__ = (
        Index(None, "edition_id", "id"),
        Index(None, "subject_kind", "subject_id"),
    )

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    at: Mapped[datetime]
    act: Mapped[str] = mapped_column(String(64), index=True)
    actor_id: Mapped[UUID | None] = mapped_column(index=True)
    edition_id: Mapped[UUID | None]
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[UUID | None]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class IdempotencyKey(Base):
    """An `Idempotency-Key` that an actor has used: the same act again within a day is a replay."""

    __tablename__ = "idempotency_keys"

    actor_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    act: Mapped[str] = mapped_column(String(64))
    body_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime] = mapped_column(index=True)
