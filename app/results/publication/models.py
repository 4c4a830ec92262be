"""The table of publications."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Publication(Base):
    """The approved result of an edition and the minute from which it can be seen."""

    __tablename__ = "publications"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("editions.id"), unique=True)
    ranking_id: Mapped[UUID] = mapped_column(ForeignKey("rankings.id"))
    results_hash: Mapped[str] = mapped_column(String(64))
    visible_from: Mapped[datetime]
    published_by: Mapped[UUID | None]
    published_at: Mapped[datetime]
