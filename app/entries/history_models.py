"""The table of what was ever saved in an entry's fields."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class SavedVersion(Base):
    """What one person left in one field: saves that follow each other closely are one version.

    The field is a question of the form (`field_id`) or a part of the face (`face`: `title_ar` …).
    """

    __tablename__ = "saved_versions"
    __table_args__ = (
        CheckConstraint("(field_id IS NULL) = (face <> '')", name="one_field"),
        Index("ix_saved_versions_of_field", "entry_id", "field_id", "face", "saved_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"))
    field_id: Mapped[UUID | None] = mapped_column(ForeignKey("fields.id"))
    face: Mapped[str] = mapped_column(String(12), default="")
    value: Mapped[Any] = mapped_column(JSON)
    # The revision of the answer, or the version of the entry, that the last of its saves made.
    revision: Mapped[int]
    saved_by: Mapped[UUID | None]
    began_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    # When the restored value was first saved, where this version is a restoration.
    restored_at: Mapped[datetime | None]
    # Taken over from an earlier entry.
    carried: Mapped[bool] = mapped_column(default=False)
