"""Tables of jurors and of the panel of a round."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    LargeBinary,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base


class Juror(Base):
    """A juror of an edition; `user_id` is set when the invitation is accepted."""

    __tablename__ = "jurors"
    __table_args__ = (
        UniqueConstraint("edition_id", "email"),
        CheckConstraint("origin IN ('international', 'regional', 'local')", name="origin"),
        CheckConstraint(
            "state IN ('invited', 'accepted', 'declined', 'withdrawn', 'resigned')", name="state"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("editions.id", ondelete="CASCADE"), index=True
    )
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    email: Mapped[str] = mapped_column(String(320))
    name_ar: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    folded_name: Mapped[str] = mapped_column(String(420), default="")
    title_ar: Mapped[str] = mapped_column(String(200), default="")
    title_en: Mapped[str] = mapped_column(String(200), default="")
    origin: Mapped[str] = mapped_column(String(14))
    country: Mapped[str] = mapped_column(String(2), default="")
    languages: Mapped[list[str]] = mapped_column(JSON, default=lambda: ["ar"])
    employer_ar: Mapped[str] = mapped_column(String(300), default="")
    employer_en: Mapped[str] = mapped_column(String(300), default="")
    employer_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    # [{"name", "until"}]: where they worked before, and the last day there as far as it is known.
    former_employers: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON, default=list, server_default="[]"
    )
    biography_ar: Mapped[str] = mapped_column(Text, default="")
    biography_en: Mapped[str] = mapped_column(Text, default="")
    photo: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    photo_type: Mapped[str] = mapped_column(String(40), default="")
    # Whether the juror agreed that the public sees the photo; nobody else may say so.
    photo_is_public: Mapped[bool] = mapped_column(default=False, server_default=false())
    state: Mapped[str] = mapped_column(String(10), default="invited")
    created_at: Mapped[datetime]
    invited_at: Mapped[datetime | None]
    # When the invited person first read the invitation, and until when an answer is awaited.
    opened_at: Mapped[datetime | None]
    answer_by: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    # How many entries they were asked to judge, how many they agreed to, and why fewer.
    load_asked: Mapped[int | None]
    load_accepted: Mapped[int | None]
    load_reason: Mapped[str] = mapped_column(Text, default="")
    # The statement of independence under which they serve, in the juror's language: its SHA-256
    # and the name that they signed with. All that they ever signed: `signed_statements`.
    statement: Mapped[str] = mapped_column(Text, default="")
    statement_hash: Mapped[str] = mapped_column(String(64), default="")
    signed_name: Mapped[str] = mapped_column(String(200), default="")
    # Why the juror declined, was withdrawn or resigned, and when they left the jury.
    state_reason: Mapped[str] = mapped_column(Text, default="")
    left_at: Mapped[datetime | None]
    # Whether who was withdrawn was told the reason as it is written; else it is for the staff alone.
    reason_told: Mapped[bool] = mapped_column(default=False, server_default=false())
    version: Mapped[int] = mapped_column(default=1)

    expertise: Mapped[list[JurorExpertise]] = relationship(
        cascade="all, delete-orphan", order_by="JurorExpertise.category_id", lazy="select"
    )
    # Under every invitation, the newest first.
    signed: Mapped[list[SignedStatement]] = relationship(
        cascade="all, delete-orphan",
        order_by="(SignedStatement.signed_at.desc(), SignedStatement.id.desc())",
        lazy="select",
    )

    @property
    def has_photo(self) -> bool:
        """Whether there is a photo, public or not."""
        return bool(self.photo_type)


class SignedStatement(Base):
    """A statement of independence as a juror signed it; kept when they are invited anew."""

    __tablename__ = "signed_statements"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    juror_id: Mapped[UUID] = mapped_column(ForeignKey("jurors.id", ondelete="CASCADE"), index=True)
    statement: Mapped[str] = mapped_column(Text)
    statement_hash: Mapped[str] = mapped_column(String(64))
    signed_name: Mapped[str] = mapped_column(String(200))
    signed_at: Mapped[datetime]


class JurySettings(Base):
    """How the jury of an edition is invited; an edition without a row takes the defaults."""

    __tablename__ = "jury_settings"
    __table_args__ = (
        CheckConstraint("answer_days >= 1", name="answer_days"),
        CheckConstraint("former_years >= 0", name="former_years"),
        CheckConstraint("conflict_days >= 1", name="conflict_days"),
    )

    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("editions.id", ondelete="CASCADE"), primary_key=True
    )
    # What a juror signs; empty: the text of `texts.STATEMENT`.
    statement_ar: Mapped[str] = mapped_column(Text, default="")
    statement_en: Mapped[str] = mapped_column(Text, default="")
    # How many entries one juror is asked to judge; None: it is not said.
    load_asked: Mapped[int | None]
    # Days to answer an invitation; to decide a conflict; years in which a former employer binds.
    answer_days: Mapped[int] = mapped_column(default=7)
    conflict_days: Mapped[int] = mapped_column(default=3)
    former_years: Mapped[int] = mapped_column(default=3)
    version: Mapped[int] = mapped_column(default=1)


class JurorExpertise(Base):
    """How well a juror knows what a category is about: 0 not at all … 3 an expert; no row: not said."""

    __tablename__ = "juror_expertise"
    __table_args__ = (CheckConstraint("level BETWEEN 0 AND 3", name="level"),)

    juror_id: Mapped[UUID] = mapped_column(
        ForeignKey("jurors.id", ondelete="CASCADE"), primary_key=True
    )
    category_id: Mapped[UUID] = mapped_column(
        ForeignKey("categories.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    level: Mapped[int] = mapped_column(SmallInteger)


class Panel(Base):
    """Who judges in a round; one chair. A panel without categories judges them all."""

    __tablename__ = "panels"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"), index=True)
    name_ar: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    chair_id: Mapped[UUID | None] = mapped_column(ForeignKey("jurors.id"))
    # Who must be among the jurors of each entry: the fields of `composition_rules.Composition`.
    composition: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    version: Mapped[int] = mapped_column(default=1)


class PanelMember(Base):
    """A juror on a panel."""

    __tablename__ = "panel_members"

    panel_id: Mapped[UUID] = mapped_column(
        ForeignKey("panels.id", ondelete="CASCADE"), primary_key=True
    )
    juror_id: Mapped[UUID] = mapped_column(
        ForeignKey("jurors.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class PanelCategory(Base):
    """A category that a panel judges."""

    __tablename__ = "panel_categories"

    panel_id: Mapped[UUID] = mapped_column(
        ForeignKey("panels.id", ondelete="CASCADE"), primary_key=True
    )
    category_id: Mapped[UUID] = mapped_column(
        ForeignKey("categories.id", ondelete="CASCADE"), primary_key=True, index=True
    )
