"""people of entries

Revision: 3c842c0f4497
Follows: 9d1f60a7c2b4
Made: 2026-11-22 09:10:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "3c842c0f4497"
down_revision = "9d1f60a7c2b4"
branch_labels = None
depends_on = None


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def name_levels() -> None:
    """Whoever enters for an agency could do everything until now: nobody loses a right."""
    op.execute(
        "UPDATE grants SET level = 'manage' WHERE role = 'entrant' AND scope_kind = 'organisation'"
    )


def move_grants() -> None:
    """A grant over one entry becomes a place among its people."""
    here = "role = 'entrant' AND scope_kind = 'entry'"
    op.execute(
        'INSERT INTO entry_members (entry_id, user_id, "right", outside, added_by, added_at)'
        " SELECT scope_id, user_id, 'submit', true, granted_by, granted_at FROM grants"
        f" WHERE {here} AND EXISTS (SELECT 1 FROM entries WHERE entries.id = scope_id)"
    )
    op.execute(f"DELETE FROM grants WHERE {here}")


def keep_first_versions() -> None:
    """What stands in each field today is the first version of its history."""
    lite = op.get_bind().dialect.name == "sqlite"
    new_id = "lower(hex(randomblob(16)))" if lite else "gen_random_uuid()"
    op.execute(
        "INSERT INTO saved_versions (id, entry_id, field_id, face, value, revision, saved_by,"
        " began_at, saved_at, carried)"
        f" SELECT {new_id}, entry_id, field_id, '', value, revision, saved_by, saved_at, saved_at,"
        " false FROM answers"
    )
    for face in ("title_ar", "title_en", "summary_ar", "summary_en"):
        value = f"json_quote({face})" if lite else f"to_json({face})"
        op.execute(
            "INSERT INTO saved_versions (id, entry_id, face, value, revision, saved_by,"
            " began_at, saved_at, carried)"
            f" SELECT {new_id}, id, '{face}', {value}, version, created_by, created_at, created_at,"
            f" false FROM entries WHERE {face} <> ''"
        )


def upgrade() -> None:
    limit_time()
    op.create_table(
        "entry_invitations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("name_ar", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("right", sa.String(length=6), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("invited_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_by", sa.Uuid(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "\"right\" IN ('view', 'edit', 'submit')", name=op.f("ck_entry_invitations_right")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name=op.f("fk_entry_invitations_entry_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_entry_invitations_token_hash")),
    )
    with op.batch_alter_table("entry_invitations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_invitations_email"), ["email"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_entry_invitations_entry_id"), ["entry_id"], unique=False
        )

    op.create_table(
        "entry_members",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("right", sa.String(length=6), nullable=False),
        sa.Column("outside", sa.Boolean(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "\"right\" IN ('view', 'edit', 'submit')", name=op.f("ck_entry_members_right")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_entry_members_entry_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_entry_members_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", "user_id", name=op.f("pk_entry_members")),
    )
    with op.batch_alter_table("entry_members", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_entry_members_user_id_entry_members_outside"),
            ["user_id", "outside"],
            unique=False,
        )

    op.create_table(
        "presences",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_presences_entry_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_presences_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", "user_id", name=op.f("pk_presences")),
    )
    with op.batch_alter_table("presences", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_presences_seen_at"), ["seen_at"], unique=False)

    op.create_table(
        "sign_offs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("signer_id", sa.Uuid(), nullable=True),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("voided_by", sa.Uuid(), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('asked', 'approved', 'returned', 'voided', 'replaced')",
            name=op.f("ck_sign_offs_state"),
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_sign_offs_entry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_offs")),
    )
    with op.batch_alter_table("sign_offs", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sign_offs_entry_id_sign_offs_asked_at"),
            ["entry_id", "asked_at"],
            unique=False,
        )
        batch_op.create_index(
            "uq_sign_offs_standing",
            ["entry_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('asked', 'approved')"),
            postgresql_where=sa.text("state IN ('asked', 'approved')"),
        )

    op.create_table(
        "saved_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("field_id", sa.Uuid(), nullable=True),
        sa.Column("face", sa.String(length=12), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.Uuid(), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("restored_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("carried", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(field_id IS NULL) = (face <> '')", name=op.f("ck_saved_versions_one_field")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name=op.f("fk_saved_versions_entry_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["field_id"], ["fields.id"], name=op.f("fk_saved_versions_field_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_versions")),
    )
    with op.batch_alter_table("saved_versions", schema=None) as batch_op:
        batch_op.create_index(
            "ix_saved_versions_of_field",
            ["entry_id", "field_id", "face", "saved_at"],
            unique=False,
        )

    with op.batch_alter_table("editions", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("internal_sign_off", sa.Boolean(), nullable=False, server_default=sa.false())
        )

    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("carried_from", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_entries_carried_from"),
            "entries",
            ["carried_from"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("level", sa.String(length=8), nullable=False, server_default="")
        )

    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("level", sa.String(length=8), nullable=False, server_default="")
        )
    with op.batch_alter_table("editions", schema=None) as batch_op:
        batch_op.alter_column("internal_sign_off", server_default=None)
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.alter_column("level", server_default=None)

    name_levels()
    move_grants()
    keep_first_versions()
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.alter_column("level", server_default=None)
        batch_op.create_check_constraint(
            batch_op.f("ck_grants_level"), "level IN ('', 'view', 'edit', 'submit', 'manage')"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_grants_level_of_members"),
            "(role = 'entrant' AND scope_kind = 'organisation') = (level <> '')",
        )


def downgrade() -> None:
    limit_time()
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.drop_column("level")

    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_grants_level_of_members"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_grants_level"), type_="check")
        batch_op.drop_column("level")

    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_entries_carried_from"), type_="foreignkey")
        batch_op.drop_column("carried_from")

    with op.batch_alter_table("editions", schema=None) as batch_op:
        batch_op.drop_column("internal_sign_off")

    with op.batch_alter_table("saved_versions", schema=None) as batch_op:
        batch_op.drop_index("ix_saved_versions_of_field")

    op.drop_table("saved_versions")
    with op.batch_alter_table("sign_offs", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_sign_offs_standing",
            sqlite_where=sa.text("state IN ('asked', 'approved')"),
            postgresql_where=sa.text("state IN ('asked', 'approved')"),
        )
        batch_op.drop_index(batch_op.f("ix_sign_offs_entry_id_sign_offs_asked_at"))

    op.drop_table("sign_offs")
    with op.batch_alter_table("presences", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_presences_seen_at"))

    op.drop_table("presences")
    with op.batch_alter_table("entry_members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_members_user_id_entry_members_outside"))

    op.drop_table("entry_members")
    with op.batch_alter_table("entry_invitations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_invitations_entry_id"))
        batch_op.drop_index(batch_op.f("ix_entry_invitations_email"))

    op.drop_table("entry_invitations")
