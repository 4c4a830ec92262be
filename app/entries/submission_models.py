"""The table of what was submitted: written once at each submission, never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Submission(Base):
    """One submission of an entry and its receipt. The last one is what staff and jurors read.

    `receipt+jws` of the log comes with the log: a column beside these.
    """

    __tablename__ = "submissions"
    __table_args__ = (UniqueConstraint("entry_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"))
    number: Mapped[int]  # 1 for the first submission of the entry
    code: Mapped[str] = mapped_column(String(19), unique=True)
    form_version: Mapped[int]
    # The canonical JSON of `receipt_rules.canonical`: exactly the bytes that were hashed.
    content: Mapped[str] = mapped_column(Text)
    answers_sha256: Mapped[str] = mapped_column(String(64))
    # [{"id", "field_id", "name", "size", "sha256"}] in the form's order, as they were sent.
    files: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    # {"said": {rule: code}, "states": [RuleState.kept()]}: eligibility as it stood then; None: from
    # before there were rules. `failing`: how many rules it did not meet.
    eligibility: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    failing: Mapped[int | None] = mapped_column(index=True)
    # Written by a move to another category, of what was submitted before it: nobody's receipt.
    moved: Mapped[bool] = mapped_column(default=False, server_default=false())
    submitted_by: Mapped[UUID | None]
    submitted_at: Mapped[datetime]
