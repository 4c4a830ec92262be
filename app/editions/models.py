"""Tables of programmes, editions, categories, fields and rubrics."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Numeric,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from app.database import Base
from app.editions.rules import Phase, phase_at
from app.house import house_of

Points = Numeric(12, 3, asdecimal=True)


class Programme(Base):
    """The award over years. `noun_*` is what the UI calls it (e.g. جائزة).

    `category_noun_*` is what one category is called (فرع), `category_plural_*` all of them, as a title
    (الفروع).
    """

    __tablename__ = "programmes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    name_ar: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    noun_ar: Mapped[str] = mapped_column(String(60), default="جائزة")
    noun_en: Mapped[str] = mapped_column(String(60), default="award")
    category_noun_ar: Mapped[str] = mapped_column(String(60), default="فئة")
    category_noun_en: Mapped[str] = mapped_column(String(60), default="category")
    category_plural_ar: Mapped[str] = mapped_column(String(60), default="الفئات")
    category_plural_en: Mapped[str] = mapped_column(String(60), default="categories")
    description_ar: Mapped[str] = mapped_column(Text, default="")
    description_en: Mapped[str] = mapped_column(Text, default="")
    reply_to: Mapped[str] = mapped_column(String(320), default="")
    colour: Mapped[str] = mapped_column(String(7), default="#1b8354")
    logo: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    logo_type: Mapped[str] = mapped_column(String(40), default="")
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    folded: Mapped[str] = mapped_column(String(520), default="")  # what search compares
    version: Mapped[int] = mapped_column(default=1)


class Edition(Base):
    """One cycle of a programme. Phases move by a person's act, deadlines by the clock."""

    __tablename__ = "editions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programmes.id"), index=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name_ar: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    theme_ar: Mapped[str] = mapped_column(String(300), default="")
    theme_en: Mapped[str] = mapped_column(String(300), default="")
    rules_ar: Mapped[str] = mapped_column(Text, default="")
    rules_en: Mapped[str] = mapped_column(Text, default="")
    phase: Mapped[str] = mapped_column(String(12), default="draft", index=True)
    timezone: Mapped[str] = mapped_column(String(60), default="Asia/Riyadh")
    digits: Mapped[str] = mapped_column(String(4), default="latn")
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    judging_closes_at: Mapped[datetime | None]
    results_at: Mapped[datetime | None]
    # The minute from which the results are public, as their publication set it.
    results_from: Mapped[datetime | None]
    max_entries_per_entrant: Mapped[int | None]
    # Whether an agency's entry needs the word of a second person of the agency to be submitted.
    internal_sign_off: Mapped[bool] = mapped_column(default=False)
    # How many hours before the deadline the people of drafts are reminded; empty: never.
    reminder_hours: Mapped[list[int]] = mapped_column(
        JSON, default=lambda: [168, 48, 6], server_default="[168, 48, 6]"
    )
    # The declared order of `product.md`, e.g. ["criterion:benefit", "median", "shared"].
    tiebreaks: Mapped[list[str]] = mapped_column(JSON, default=lambda: ["shared"])
    quorum: Mapped[int] = mapped_column(default=1)
    # The method that counts, of `call_rules.METHODS`.
    method: Mapped[str] = mapped_column(String(12), default="raw", server_default="raw")
    # Whether the organiser reads how jurors agree while a round runs (never standings).
    live_agreement: Mapped[bool] = mapped_column(default=False, server_default=false())
    # How the panel deliberates: who must be there (`majority`, `two_thirds`, `all`), whether it votes
    # (`none`, `open`, `secret`), and whether what it agrees on takes the place of the jurors' mean.
    meeting_quorum: Mapped[str] = mapped_column(
        String(10), default="majority", server_default="majority"
    )
    meeting_votes: Mapped[str] = mapped_column(String(6), default="none", server_default="none")
    consensus_counts: Mapped[bool] = mapped_column(default=False, server_default=false())
    # Whether a juror may claim that a criterion does not apply (`call_rules.NA_POLICIES`).
    na_policy: Mapped[str] = mapped_column(String(8), default="claims", server_default="refused")
    jury_is_public: Mapped[bool] = mapped_column(default=True)
    rulebook: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    rulebook_hash: Mapped[str] = mapped_column(String(64), default="")
    rulebook_frozen_at: Mapped[datetime | None]
    call_opened_at: Mapped[datetime | None]
    next_entry_number: Mapped[int] = mapped_column(default=101)
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    folded: Mapped[str] = mapped_column(String(520), default="")  # what search compares
    version: Mapped[int] = mapped_column(default=1)

    programme: Mapped[Programme] = relationship(lazy="joined")

    @property
    def phase_now(self) -> Phase:
        """The phase by the clock of this request; what every reader is told and every check asks."""
        stored = Phase(self.phase)
        session = object_session(self)
        if self.results_from is None or session is None:
            return stored
        return phase_at(stored, self.results_from, house_of(session).clock())


class CallChange(Base):
    """A change of the public call after it opened: a deadline moved, a text corrected."""

    __tablename__ = "call_changes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("editions.id", ondelete="CASCADE"), index=True
    )
    # deadline | text | reopened | cancelled; of a judging round: round_opening | round_closing
    kind: Mapped[str] = mapped_column(String(20))
    # The round's name; empty for what concerns the whole call.
    about_ar: Mapped[str] = mapped_column(String(200), default="")
    about_en: Mapped[str] = mapped_column(String(200), default="")
    what_ar: Mapped[str] = mapped_column(Text)
    what_en: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[str] = mapped_column(String(64), default="")
    after: Mapped[str] = mapped_column(String(64), default="")
    changed_by: Mapped[UUID | None]
    changed_at: Mapped[datetime]


class Rubric(Base):
    """A tree of weighted criteria; its leaves are scored."""

    __tablename__ = "rubrics"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("editions.id", ondelete="CASCADE"), index=True
    )
    name_ar: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    note_ar: Mapped[str] = mapped_column(Text, default="")
    note_en: Mapped[str] = mapped_column(Text, default="")
    # Whether entrants may read it and score their own entry by it, for themselves.
    public: Mapped[bool] = mapped_column(default=False)
    folded: Mapped[str] = mapped_column(String(420), default="")  # what search compares
    version: Mapped[int] = mapped_column(default=1)

    criteria: Mapped[list[Criterion]] = relationship(
        cascade="all, delete-orphan", order_by="Criterion.position", lazy="selectin"
    )


class Criterion(Base):
    """A node of the tree. A leaf (no children) has minimum < maximum, and a step or levels."""

    __tablename__ = "criteria"
    __table_args__ = (
        UniqueConstraint("rubric_id", "code"),
        CheckConstraint("weight >= 1", name="weight"),
        CheckConstraint("comment IN ('none', 'optional', 'required', 'extremes')", name="comment"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    rubric_id: Mapped[UUID] = mapped_column(
        ForeignKey("rubrics.id", ondelete="CASCADE"), index=True
    )
    parent_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("criteria.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(40))
    name_ar: Mapped[str] = mapped_column(String(300))
    name_en: Mapped[str] = mapped_column(String(300), default="")
    description_ar: Mapped[str] = mapped_column(Text, default="")
    description_en: Mapped[str] = mapped_column(Text, default="")
    weight: Mapped[int] = mapped_column(default=1)
    counted: Mapped[bool] = mapped_column(default=True)
    minimum: Mapped[Decimal | None] = mapped_column(Points)
    maximum: Mapped[Decimal | None] = mapped_column(Points)
    step: Mapped[Decimal | None] = mapped_column(Points)
    comment: Mapped[str] = mapped_column(String(10), default="optional", server_default="optional")

    levels: Mapped[list[Level]] = relationship(
        cascade="all, delete-orphan", order_by="Level.position", lazy="selectin"
    )


class Level(Base):
    """A named level (or a written anchor) of a leaf, at a point of its scale."""

    __tablename__ = "levels"
    __table_args__ = (UniqueConstraint("criterion_id", "code"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    criterion_id: Mapped[UUID] = mapped_column(ForeignKey("criteria.id", ondelete="CASCADE"))
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(40))
    name_ar: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    description_ar: Mapped[str] = mapped_column(Text, default="")
    description_en: Mapped[str] = mapped_column(Text, default="")
    points: Mapped[Decimal] = mapped_column(Points)


class Category(Base):
    """What is won; the programme's own noun names it (the demo says فرع)."""

    __tablename__ = "categories"
    __table_args__ = (UniqueConstraint("edition_id", "code"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("editions.id", ondelete="CASCADE"), index=True
    )
    rubric_id: Mapped[UUID | None] = mapped_column(ForeignKey("rubrics.id"))
    code: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    name_ar: Mapped[str] = mapped_column(String(300))
    name_en: Mapped[str] = mapped_column(String(300), default="")
    description_ar: Mapped[str] = mapped_column(Text, default="")
    description_en: Mapped[str] = mapped_column(Text, default="")
    eligibility_ar: Mapped[str] = mapped_column(Text, default="")
    eligibility_en: Mapped[str] = mapped_column(Text, default="")
    entrant_kind: Mapped[str] = mapped_column(String(12), default="agency")
    max_entries_per_entrant: Mapped[int | None]
    places: Mapped[int] = mapped_column(default=1)
    # Award levels, may be empty: [{"name_ar", "name_en"}], each with "from_rank" and "to_rank", or by
    # score or percentile (`award_rules.LEVELS_BY`) with "least".
    levels_by: Mapped[str] = mapped_column(String(10), default="rank", server_default="rank")
    levels: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    folded: Mapped[str] = mapped_column(String(680), default="")  # what search compares
    # Which version of the form the rows of `sections` and `fields` are.
    form_version: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=1)

    sections: Mapped[list[Section]] = relationship(
        cascade="all, delete-orphan", order_by="Section.position", lazy="select"
    )
    # The questions that are asked now; retired ones keep their rows for the sake of their answers.
    fields: Mapped[list[Field]] = relationship(
        primaryjoin="and_(Category.id == foreign(Field.category_id), Field.retired_at.is_(None))",
        cascade="all, delete-orphan",
        order_by="Field.position",
        lazy="select",
    )


class Section(Base):
    """A part of a category's form, with a heading and a word of introduction."""

    __tablename__ = "sections"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    category_id: Mapped[UUID] = mapped_column(
        ForeignKey("categories.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    title_ar: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str] = mapped_column(String(300), default="")
    intro_ar: Mapped[str] = mapped_column(Text, default="")
    intro_en: Mapped[str] = mapped_column(Text, default="")


class Field(Base):
    """One question of a category's form."""

    __tablename__ = "fields"
    __table_args__ = (
        Index(
            "uq_fields_category_id_code",
            "category_id",
            "code",
            unique=True,
            sqlite_where=text("retired_at IS NULL"),
            postgresql_where=text("retired_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    category_id: Mapped[UUID] = mapped_column(ForeignKey("categories.id", ondelete="CASCADE"))
    # None: before the first section.
    section_id: Mapped[UUID | None] = mapped_column(ForeignKey("sections.id", ondelete="SET NULL"))
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(16))
    label_ar: Mapped[str] = mapped_column(String(300))
    label_en: Mapped[str] = mapped_column(String(300), default="")
    help_ar: Mapped[str] = mapped_column(Text, default="")
    help_en: Mapped[str] = mapped_column(Text, default="")
    required: Mapped[bool] = mapped_column(default=False)
    visible_to_jurors: Mapped[bool] = mapped_column(default=True)
    word_limit: Mapped[int | None]
    minimum: Mapped[Decimal | None] = mapped_column(Points)
    maximum: Mapped[Decimal | None] = mapped_column(Points)
    # [{"code", "name_ar", "name_en"}] of choice and multi_choice.
    choices: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    # Media types that a file field takes; empty: the installation's list.
    file_types: Mapped[list[str]] = mapped_column(JSON, default=list)
    max_files: Mapped[int] = mapped_column(default=1)
    # Films are larger than 2 GiB.
    max_bytes: Mapped[int | None] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"))
    character_limit: Mapped[int | None]
    # What the kind alone asks for (`field_schemas.FieldOptions`): columns of a table, parts of a person.
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # {"match": "all" | "any", "conditions": [{"field_id", "op", "value"}]}; None: always shown.
    visible_if: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    # From when the entrant may no longer change the answer, though the rest may change.
    freeze_at: Mapped[datetime | None]
    freeze_phase: Mapped[str] = mapped_column(String(12), default="")
    # Since when it is no longer asked; its answers are kept.
    retired_at: Mapped[datetime | None]


class FormVersion(Base):
    """A form as it was published. The current one may have no row until it is superseded."""

    __tablename__ = "form_versions"
    __table_args__ = (UniqueConstraint("category_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    category_id: Mapped[UUID] = mapped_column(ForeignKey("categories.id", ondelete="CASCADE"))
    number: Mapped[int]
    sections: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    fields: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    # What it changed: [{"kind", "what", "label_ar", "label_en", "details"}]; empty in the first.
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    note_ar: Mapped[str] = mapped_column(Text, default="")
    note_en: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime]
    published_by: Mapped[UUID | None]


class FormDraft(Base):
    """The next version of a public form while it is prepared; one per category."""

    __tablename__ = "form_drafts"

    category_id: Mapped[UUID] = mapped_column(
        ForeignKey("categories.id", ondelete="CASCADE"), primary_key=True
    )
    sections: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    fields: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    edited_by: Mapped[UUID | None]
    edited_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


Index(None, Edition.programme_id, Edition.opens_at)
