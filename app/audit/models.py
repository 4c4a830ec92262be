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
