"""Tables of what an entrant says of their own eligibility, and of the agencies that own an entry too."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class EligibilityAnswer(Base):
    """What an entry answers to one question of eligibility: the code of a choice."""

    __tablename__ = "eligibility_answers"

    entry_id: Mapped[UUID] = mapped_column(
        ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True
    )
    rule_id: Mapped[UUID] = mapped_column(
        ForeignKey("eligibility_rules.id", ondelete="CASCADE"), primary_key=True
    )
    code: Mapped[str] = mapped_column(String(40))
    saved_by: Mapped[UUID | None]
    saved_at: Mapped[datetime]


class CoOwner(Base):
    """Another agency that the entry belongs to as well.

    A registered one is asked through its managers, who answer signed in; any other through the address
    that the entrant wrote, whose reader answers by a mailed link.
    """

    __tablename__ = "co_owners"
    __table_args__ = (
        CheckConstraint("state IN ('asked', 'agreed', 'declined')", name="state"),
        CheckConstraint("via IN ('members', 'known', 'outside', 'unknown')", name="via"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"), index=True)
    # Only of a registered agency; its names are kept as they were when it was named.
    organisation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("organisations.id", ondelete="CASCADE"), index=True
    )
    # `Via`: through whom it is asked, as far as was known when it was named.
    via: Mapped[str] = mapped_column(String(8), default="unknown")
    name_ar: Mapped[str] = mapped_column(String(300))
    name_en: Mapped[str] = mapped_column(String(300), default="")
    email: Mapped[str] = mapped_column(String(320), default="")
    language: Mapped[str] = mapped_column(String(2), default="ar")
    state: Mapped[str] = mapped_column(String(8), default="asked")
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    asked_by: Mapped[UUID | None]
    asked_at: Mapped[datetime]
    mailed_at: Mapped[datetime]
    # Who answered for the agency: a member of it, or as whoever held the link wrote it.
    answered_by: Mapped[UUID | None]
    manager_name: Mapped[str] = mapped_column(String(200), default="")
    manager_title: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
