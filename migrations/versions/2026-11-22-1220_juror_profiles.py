"""Juror profiles: former employers, expertise by category, a photo and the consent to show it.

Revision: a184c7e44f76
Follows: 71d40a6e93bc
Made: 2026-11-22 12:20:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "a184c7e44f76"
down_revision = "71d40a6e93bc"
branch_labels = None
depends_on = None


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    limit_time()
    op.create_table(
        "juror_expertise",
        sa.Column("juror_id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("level BETWEEN 0 AND 3", name=op.f("ck_juror_expertise_level")),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["categories.id"],
            name=op.f("fk_juror_expertise_category_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["juror_id"],
            ["jurors.id"],
            name=op.f("fk_juror_expertise_juror_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("juror_id", "category_id", name=op.f("pk_juror_expertise")),
    )
    op.create_index(op.f("ix_juror_expertise_category_id"), "juror_expertise", ["category_id"])
    op.add_column(
        "jurors", sa.Column("former_employers", sa.JSON(), nullable=False, server_default="[]")
    )
    op.add_column("jurors", sa.Column("photo", sa.LargeBinary(), nullable=True))
    op.add_column(
        "jurors", sa.Column("photo_type", sa.String(40), nullable=False, server_default="")
    )
    op.add_column(
        "jurors",
        sa.Column("photo_is_public", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    with op.batch_alter_table("jurors", schema=None) as batch_op:
        batch_op.alter_column("photo_type", server_default=None)


def downgrade() -> None:
    limit_time()
    with op.batch_alter_table("jurors", schema=None) as batch_op:
        batch_op.drop_column("photo_is_public")
        batch_op.drop_column("photo_type")
        batch_op.drop_column("photo")
        batch_op.drop_column("former_employers")
    op.drop_index(op.f("ix_juror_expertise_category_id"), table_name="juror_expertise")
    op.drop_table("juror_expertise")
