"""Invitations to the jury: settings of an edition, what is asked and signed; detected conflicts.

Revision: c3f1a9e7d402
Follows: c4a91e7d52b8
Made: 2026-11-22 13:10:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "c3f1a9e7d402"
down_revision = "c4a91e7d52b8"
branch_labels = None
depends_on = None


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


TEXTS = (
    ("load_reason", sa.Text()),
    ("statement_hash", sa.String(64)),
    ("signed_name", sa.String(200)),
)


def upgrade() -> None:
    limit_time()
    op.create_table(
        "jury_settings",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("statement_ar", sa.Text(), nullable=False),
        sa.Column("statement_en", sa.Text(), nullable=False),
        sa.Column("load_asked", sa.Integer(), nullable=True),
        sa.Column("answer_days", sa.Integer(), nullable=False),
        sa.Column("conflict_days", sa.Integer(), nullable=False),
        sa.Column("former_years", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("answer_days >= 1", name=op.f("ck_jury_settings_answer_days")),
        sa.CheckConstraint("former_years >= 0", name=op.f("ck_jury_settings_former_years")),
        sa.CheckConstraint("conflict_days >= 1", name=op.f("ck_jury_settings_conflict_days")),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["editions.id"],
            name=op.f("fk_jury_settings_edition_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("edition_id", name=op.f("pk_jury_settings")),
    )
    for name in ("opened_at", "answer_by"):
        op.add_column("jurors", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    for name in ("load_asked", "load_accepted"):
        op.add_column("jurors", sa.Column(name, sa.Integer(), nullable=True))
    for name, kind in TEXTS:
        op.add_column("jurors", sa.Column(name, kind, nullable=False, server_default=""))
    with op.batch_alter_table("jurors", schema=None) as batch_op:
        for name, _ in TEXTS:
            batch_op.alter_column(name, server_default=None)
    op.add_column("conflicts", sa.Column("signals", sa.JSON(), nullable=False, server_default="[]"))
    for name in ("decide_by", "reminded_at"):
        op.add_column("conflicts", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("conflicts", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_conflicts_source"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_conflicts_source"), "source IN ('juror', 'entrant', 'organiser', 'detected')"
        )


def downgrade() -> None:
    limit_time()
    # What the older version cannot say stands as the organiser's word.
    op.execute("UPDATE conflicts SET source = 'organiser' WHERE source IN ('entrant', 'detected')")
    with op.batch_alter_table("conflicts", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_conflicts_source"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_conflicts_source"), "source IN ('juror', 'organiser')"
        )
        for name in ("reminded_at", "decide_by", "signals"):
            batch_op.drop_column(name)
    with op.batch_alter_table("jurors", schema=None) as batch_op:
        for name, _ in TEXTS:
            batch_op.drop_column(name)
        for name in ("load_accepted", "load_asked", "answer_by", "opened_at"):
            batch_op.drop_column(name)
    op.drop_table("jury_settings")
