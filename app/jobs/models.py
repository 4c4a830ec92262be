"""The table of long work."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Job(Base):
    """What takes longer than a request: made in the verb's transaction, shown with a bar."""

    __tablename__ = "jobs"
    __table_args__ = (
        CheckConstraint(
            "state IN ('waiting', 'running', 'done', 'failed', 'cancelled')", name="state"
        ),
        Index(None, "state", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    progress: Mapped[int] = mapped_column(default=0)  # per cent
    stage: Mapped[str] = mapped_column(String(60), default="")
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    error: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    cancel_asked: Mapped[bool] = mapped_column(default=False)
    started_by: Mapped[UUID | None]
    edition_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
    # Put off until then: what it needs was away.
    not_before: Mapped[datetime | None]
    # Who works on it, until when: a worker that dies loses it, and another begins anew.
    lease: Mapped[UUID | None]
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None]
