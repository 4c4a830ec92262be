"""The table of what jurors ask from the desk."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class JurorQuestion(Base):
    """A juror's question on an entry to the chair, or their report of a file that cannot be read."""

    __tablename__ = "juror_questions"
    __table_args__ = (
        CheckConstraint("kind IN ('question', 'file')", name="kind"),
        CheckConstraint("(kind = 'file') = (attachment_id IS NOT NULL)", name="file"),
        CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answered"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)  # made by the client
    evaluation_id: Mapped[UUID] = mapped_column(
        ForeignKey("evaluations.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(8))
    attachment_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("attachments.id", ondelete="CASCADE")
    )
    body: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
    # Answered to the other jurors too, without the name of who asked.
    shared: Mapped[bool] = mapped_column(default=False, server_default=false())
