"""fair rankings

Revision: d02771314b5e
Follows: 4be07d915ac2
Made: 2026-11-22 15:00:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "d02771314b5e"
down_revision = "4be07d915ac2"
branch_labels = None
depends_on = None


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def exact(*names: str) -> list[sa.Column[str]]:
    """Columns of floats as texts."""
    return [sa.Column(name, sa.String(length=32), nullable=True) for name in names]


def upgrade() -> None:
    limit_time()
    with op.batch_alter_table("editions") as editions:
        editions.add_column(
            sa.Column("method", sa.String(length=12), server_default="raw", nullable=False)
        )
    with op.batch_alter_table("rankings") as rankings:
        rankings.add_column(sa.Column("computation", sa.JSON(), nullable=True))
    with op.batch_alter_table("ranking_rows") as rows:
        rows.add_column(sa.Column("raw", sa.String(length=400), server_default="", nullable=False))
    # Until now the exact mean was the score that counted.
    op.execute("UPDATE ranking_rows SET raw = score")
    with op.batch_alter_table("ranking_rows") as rows:
        rows.alter_column("raw", server_default=None)
    op.create_table(
        "ranking_figures",
        sa.Column("ranking_id", sa.Uuid(), nullable=False),
        sa.Column("method", sa.String(length=12), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        *exact("score", "sd", "low", "high"),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("rank_low", sa.Integer(), nullable=False),
        sa.Column("rank_high", sa.Integer(), nullable=False),
        *exact("p_win", "p_place"),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_ranking_figures_entry_id")
        ),
        sa.ForeignKeyConstraint(
            ["ranking_id"],
            ["rankings.id"],
            name=op.f("fk_ranking_figures_ranking_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "ranking_id", "method", "entry_id", name=op.f("pk_ranking_figures")
        ),
    )
    op.create_table(
        "ranking_jurors",
        sa.Column("ranking_id", sa.Uuid(), nullable=False),
        sa.Column("method", sa.String(length=12), nullable=False),
        sa.Column("juror_id", sa.Uuid(), nullable=False),
        *exact("severity", "severity_sd", "scale_use", "noise_sd", "reliability"),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["juror_id"], ["jurors.id"], name=op.f("fk_ranking_jurors_juror_id")
        ),
        sa.ForeignKeyConstraint(
            ["ranking_id"],
            ["rankings.id"],
            name=op.f("fk_ranking_jurors_ranking_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("ranking_id", "method", "juror_id", name=op.f("pk_ranking_jurors")),
    )


def downgrade() -> None:
    limit_time()
    op.drop_table("ranking_jurors")
    op.drop_table("ranking_figures")
    with op.batch_alter_table("ranking_rows") as rows:
        rows.drop_column("raw")
    with op.batch_alter_table("rankings") as rankings:
        rankings.drop_column("computation")
    with op.batch_alter_table("editions") as editions:
        editions.drop_column("method")
