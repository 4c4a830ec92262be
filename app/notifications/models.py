"""The outbox: one row per mail, made in the act's own transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Mail(Base):
    """A mail to send. `dedupe_key` makes sure that nobody is mailed twice."""

    __tablename__ = "outbox"
    __table_args__ = (Index(None, "sent_at", "send_after"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    dedupe_key: Mapped[str | None] = mapped_column(String(200), unique=True)
    to_email: Mapped[str] = mapped_column(String(320), index=True)
    user_id: Mapped[UUID | None]
    edition_id: Mapped[UUID | None]
    template: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(2))
    reply_to: Mapped[str] = mapped_column(String(320), default="")
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    # Holds a link that opens something: its text is wiped once the mail is sent.
    is_secret: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    send_after: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]  # given up; a person may try again
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(Text, default="")
