"""The table of an agency's own score of its entry. Nobody but the agency reads it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base
from app.editions.models import Points


class SelfMark(Base):
    """The mark that an agency gives its own entry on one criterion."""

    __tablename__ = "self_marks"

    entry_id: Mapped[UUID] = mapped_column(
        ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True
    )
    # No foreign key: a rubric is stored anew whenever it is changed, its criteria keep their ids.
    criterion_id: Mapped[UUID] = mapped_column(primary_key=True)
    points: Mapped[Decimal] = mapped_column(Points)
    saved_by: Mapped[UUID | None]
    saved_at: Mapped[datetime]
