"""Tables of entries, answers, attachments and questions."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Entry(Base):
    """The thing judged. Owned by an organisation, or by an individual (`owner_id`)."""

    __tablename__ = "entries"
    __table_args__ = (
        UniqueConstraint("edition_id", "number"),
        CheckConstraint("(organisation_id IS NULL) <> (owner_id IS NULL)", name="one_owner"),
        CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'eligible', 'ineligible', 'withdrawn',"
            " 'disqualified')",
            name="state",
        ),
        Index(None, "edition_id", "state"),
        Index(None, "category_id", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("editions.id"))
    category_id: Mapped[UUID] = mapped_column(ForeignKey("categories.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    # The judging number that people say aloud.
    number: Mapped[int]
    title_ar: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str] = mapped_column(String(300), default="")
    folded: Mapped[str] = mapped_column(String(640))
    summary_ar: Mapped[str] = mapped_column(Text, default="")
    summary_en: Mapped[str] = mapped_column(Text, default="")
    # What it is written in, as its people said or as its answers showed when they were submitted;
    # empty: not known.
    languages: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    state: Mapped[str] = mapped_column(String(12), default="draft")
    state_reason: Mapped[str] = mapped_column(Text, default="")
    # The state that a disqualification ended: what reinstating goes back to.
    state_before: Mapped[str] = mapped_column(String(12), default="")
    # Until when a returned entry may be corrected; it acts by the clock.
    return_until: Mapped[datetime | None]
    # Of a returned entry what alone may be changed, `[{part, note}]`; None: all of it.
    return_parts: Mapped[list[dict[str, str]] | None] = mapped_column(JSON(none_as_null=True))
    # Who screens it.
    screener_id: Mapped[UUID | None] = mapped_column(index=True)
    # The version of the form that it was first submitted under; None: it follows the current one.
    form_version: Mapped[int | None]
    # The earlier entry whose answers it began with.
    carried_from: Mapped[UUID | None] = mapped_column(ForeignKey("entries.id", ondelete="SET NULL"))
    # The import that made it, by its id in the log.
    import_id: Mapped[UUID | None] = mapped_column(index=True)
    created_by: Mapped[UUID | None]
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    submitted_by: Mapped[UUID | None]
    # The submission that counts: what staff and jurors read. Title and summary above are its own;
    # what was changed of them since waits here until the next submission.
    submission_id: Mapped[UUID | None]
    working_face: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    # Until when this entry alone is taken, though the call has closed for others.
    extended_until: Mapped[datetime | None]
    extended_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]
    version: Mapped[int] = mapped_column(default=1)


class Answer(Base):
    """The answer to one field, with its own revision: two people in two tabs lose nothing."""

    __tablename__ = "answers"

    entry_id: Mapped[UUID] = mapped_column(
        ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True
    )
    field_id: Mapped[UUID] = mapped_column(ForeignKey("fields.id"), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column(default=1)
    saved_by: Mapped[UUID | None]
    saved_at: Mapped[datetime]


class Attachment(Base):
    """A file of a file field. What was sent is kept unaltered; only its `clean_*` copy is served."""

    __tablename__ = "attachments"
    __table_args__ = (
        CheckConstraint(
            "state IN ('arriving', 'quarantined', 'clean', 'rejected', 'removed')", name="state"
        ),
        Index("ix_attachments_state", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"), index=True)
    field_id: Mapped[UUID] = mapped_column(ForeignKey("fields.id"))
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(120), default="")
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    sha256: Mapped[str] = mapped_column(String(64), default="")
    state: Mapped[str] = mapped_column(String(12), default="arriving")
    added_by: Mapped[UUID | None]
    added_at: Mapped[datetime]
    # Of a resumable upload: how long it will be, and when it is forgotten if nobody goes on.
    length: Mapped[int | None] = mapped_column(BigInteger)
    expires_at: Mapped[datetime | None]
    # The job that looks into it, and what it found: of a rejected file why, with the facts.
    check_id: Mapped[UUID | None]
    checked_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(40), default="")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # Of a file rejected when the entry was no longer open: until when its field takes another.
    correct_until: Mapped[datetime | None]
    clean_sha256: Mapped[str] = mapped_column(String(64), default="")
    clean_size: Mapped[int] = mapped_column(BigInteger, default=0)
    pages: Mapped[int | None]
    seconds: Mapped[int | None]
    # SHA-256 of small pictures: of a PDF's first pages, of a picture.
    previews: Mapped[list[str]] = mapped_column(JSON, default=list)
    # Taken off since the last submission, of which it stays a part until the next.
    dropped_at: Mapped[datetime | None]


class Question(Base):
    """A question of an entrant to the organiser, with its answer."""

    __tablename__ = "questions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("editions.id"), index=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"), index=True)
    body: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[UUID | None]
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
