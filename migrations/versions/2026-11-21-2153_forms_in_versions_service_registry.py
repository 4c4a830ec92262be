"""forms in versions, service registry

Revision: 6669ac5b55ef
Follows: 2bf1e100741c
Made: 2026-11-21 21:53:59.332620+00:00
"""

from __future__ import annotations

import secrets
import time
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from alembic import op

revision = "6669ac5b55ef"
down_revision = "2bf1e100741c"
branch_labels = None
depends_on = None


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


# What a version keeps of each question, beside its place in the list.
KEPT = [
    "id",
    "section_id",
    "code",
    "kind",
    "label_ar",
    "label_en",
    "help_ar",
    "help_en",
    "required",
    "visible_to_jurors",
    "word_limit",
    "character_limit",
    "minimum",
    "maximum",
    "choices",
    "file_types",
    "max_files",
    "max_bytes",
    "options",
    "visible_if",
    "freeze_at",
    "freeze_phase",
]


def keep_first_versions() -> None:
    """The forms that the public knows become their version 1; what was submitted, was under it."""
    connection = op.get_bind()
    key, moment = sa.Uuid(), sa.DateTime(timezone=True)
    categories = sa.table("categories", sa.column("id", key), sa.column("edition_id", key))
    editions = sa.table("editions", sa.column("id", key), sa.column("call_opened_at", moment))
    entries = sa.table(
        "entries", sa.column("form_version", sa.Integer()), sa.column("submitted_at", moment)
    )
    kinds = {
        "id": key,
        "section_id": key,
        "required": sa.Boolean(),
        "visible_to_jurors": sa.Boolean(),
        "minimum": sa.Numeric(12, 3),
        "maximum": sa.Numeric(12, 3),
        "freeze_at": moment,
        **dict.fromkeys(("choices", "file_types", "options", "visible_if"), sa.JSON()),
    }
    fields = sa.table(
        "fields",
        sa.column("category_id", key),
        sa.column("position", sa.Integer()),
        *(sa.column(name, kinds.get(name)) for name in KEPT),
    )
    versions = sa.table(
        "form_versions",
        sa.column("id", key),
        sa.column("category_id", key),
        sa.column("number", sa.Integer()),
        *(sa.column(name, sa.JSON()) for name in ("sections", "fields", "changes")),
        sa.column("note_ar", sa.Text()),
        sa.column("note_en", sa.Text()),
        sa.column("published_at", moment),
    )
    public = connection.execute(
        sa.select(categories.c.id, editions.c.call_opened_at)
        .join(editions, editions.c.id == categories.c.edition_id)
        .where(editions.c.call_opened_at.is_not(None))
    ).all()
    for category_id, opened_at in public:
        rows = connection.execute(
            sa.select(*(fields.c[name] for name in KEPT))
            .where(fields.c.category_id == category_id)
            .order_by(fields.c.position)
        ).mappings()
        connection.execute(
            versions.insert().values(
                id=uuid7(),
                category_id=category_id,
                number=1,
                sections=[],
                fields=[{name: plain(row[name]) for name in KEPT} for row in rows],
                changes=[],
                note_ar="",
                note_en="",
                published_at=opened_at,
            )
        )
    connection.execute(
        entries.update().where(entries.c.submitted_at.is_not(None)).values(form_version=1)
    )


def plain(value: object) -> object:
    """A value as JSON holds it."""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value) if isinstance(value, UUID) else value


def uuid7() -> UUID:
    """An id in the order of time, without our code."""
    stamp = time.time_ns() // 1_000_000
    number = (
        (stamp << 80) | (7 << 76) | (secrets.randbits(12) << 64) | (2 << 62) | secrets.randbits(62)
    )
    return UUID(int=number)


def upgrade() -> None:
    limit_time()
    op.create_table(
        "services",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name_ar", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column("folded_name", sa.String(length=620), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("url", sa.String(length=300), nullable=False),
        sa.Column("launched_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('active', 'retired')", name=op.f("ck_services_state")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_services_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_services")),
    )
    with op.batch_alter_table("services", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_services_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "form_drafts",
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("edited_by", sa.Uuid(), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["categories.id"],
            name=op.f("fk_form_drafts_category_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("category_id", name=op.f("pk_form_drafts")),
    )
    op.create_table(
        "form_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("note_ar", sa.Text(), nullable=False),
        sa.Column("note_en", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["categories.id"],
            name=op.f("fk_form_versions_category_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_versions")),
        sa.UniqueConstraint(
            "category_id", "number", name=op.f("uq_form_versions_category_id_number")
        ),
    )
    op.create_table(
        "sections",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title_ar", sa.String(length=300), nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=False),
        sa.Column("intro_ar", sa.Text(), nullable=False),
        sa.Column("intro_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["categories.id"],
            name=op.f("fk_sections_category_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sections")),
    )
    with op.batch_alter_table("sections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sections_category_id"), ["category_id"], unique=False)

    with op.batch_alter_table("categories", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("form_version", sa.Integer(), nullable=False, server_default="1")
        )
    with op.batch_alter_table("categories", schema=None) as batch_op:
        batch_op.alter_column("form_version", server_default=None)

    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("form_version", sa.Integer(), nullable=True))

    with op.batch_alter_table("fields", schema=None) as batch_op:
        batch_op.add_column(sa.Column("section_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("character_limit", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("options", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("visible_if", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("freeze_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("freeze_phase", sa.String(length=12), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_fields_category_id_code"), type_="unique")
        batch_op.create_index(
            "uq_fields_category_id_code",
            ["category_id", "code"],
            unique=True,
            sqlite_where=sa.text("retired_at IS NULL"),
            postgresql_where=sa.text("retired_at IS NULL"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_fields_section_id"),
            "sections",
            ["section_id"],
            ["id"],
            ondelete="SET NULL",
        )
    with op.batch_alter_table("fields", schema=None) as batch_op:
        batch_op.alter_column("options", server_default=None)
        batch_op.alter_column("freeze_phase", server_default=None)

    keep_first_versions()


def downgrade() -> None:
    limit_time()
    with op.batch_alter_table("fields", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_fields_section_id"), type_="foreignkey")
        batch_op.drop_index(
            "uq_fields_category_id_code",
            sqlite_where=sa.text("retired_at IS NULL"),
            postgresql_where=sa.text("retired_at IS NULL"),
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_fields_category_id_code"), ["category_id", "code"]
        )
        batch_op.drop_column("retired_at")
        batch_op.drop_column("freeze_phase")
        batch_op.drop_column("freeze_at")
        batch_op.drop_column("visible_if")
        batch_op.drop_column("options")
        batch_op.drop_column("character_limit")
        batch_op.drop_column("section_id")

    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.drop_column("form_version")

    with op.batch_alter_table("categories", schema=None) as batch_op:
        batch_op.drop_column("form_version")

    with op.batch_alter_table("sections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sections_category_id"))

    op.drop_table("sections")
    op.drop_table("form_versions")
    op.drop_table("form_drafts")
    with op.batch_alter_table("services", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_services_organisation_id"))

    op.drop_table("services")
