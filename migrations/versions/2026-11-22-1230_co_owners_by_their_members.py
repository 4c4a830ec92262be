"""co owners by their members

Revision: 7a3d90c4e815
Follows: a184c7e44f76
Made: 2026-11-22 12:30:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "7a3d90c4e815"
down_revision = "a184c7e44f76"
branch_labels = None
depends_on = None


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    limit_time()
    with op.batch_alter_table("co_owners") as co_owners:
        co_owners.add_column(sa.Column("organisation_id", sa.Uuid(), nullable=True))
        # Nobody looked through whom those of before were asked.
        co_owners.add_column(
            sa.Column("via", sa.String(length=8), nullable=False, server_default="unknown")
        )
        co_owners.add_column(sa.Column("answered_by", sa.Uuid(), nullable=True))
        co_owners.alter_column("token_hash", existing_type=sa.String(length=64), nullable=True)
        co_owners.create_foreign_key(
            op.f("fk_co_owners_organisation_id_organisations"),
            "organisations",
            ["organisation_id"],
            ["id"],
            ondelete="CASCADE",
        )
        co_owners.create_check_constraint(
            op.f("ck_co_owners_via"), "via IN ('members', 'known', 'outside', 'unknown')"
        )
        co_owners.create_index(op.f("ix_co_owners_organisation_id"), ["organisation_id"])
    with op.batch_alter_table("co_owners") as co_owners:
        co_owners.alter_column("via", existing_type=sa.String(length=8), server_default=None)
    # The default that 2026-11-22-1040 left: the model has none.
    with op.batch_alter_table("rubrics") as rubrics:
        rubrics.alter_column("public", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    limit_time()
    with op.batch_alter_table("rubrics") as rubrics:
        rubrics.alter_column("public", existing_type=sa.Boolean(), server_default=sa.false())
    op.execute("DELETE FROM co_owners WHERE token_hash IS NULL")
    with op.batch_alter_table("co_owners") as co_owners:
        co_owners.drop_index(op.f("ix_co_owners_organisation_id"))
        co_owners.drop_constraint(op.f("ck_co_owners_via"), type_="check")
        co_owners.drop_constraint(
            op.f("fk_co_owners_organisation_id_organisations"), type_="foreignkey"
        )
        co_owners.alter_column("token_hash", existing_type=sa.String(length=64), nullable=False)
        co_owners.drop_column("answered_by")
        co_owners.drop_column("via")
        co_owners.drop_column("organisation_id")
