"""meetings of the jury

Revision: cc72f1137aa6
Follows: 8f0e2c6b91d7
Made: 2026-11-22 18:45:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "cc72f1137aa6"
down_revision = "8f0e2c6b91d7"
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
        "meetings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=6), nullable=False),
        sa.Column("quorum", sa.Integer(), nullable=False),
        sa.Column("current_id", sa.Uuid(), nullable=True),
        sa.Column("opened_by", sa.Uuid(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_meetings_state")),
        sa.CheckConstraint("quorum >= 1", name=op.f("ck_meetings_quorum")),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["categories.id"],
            name=op.f("fk_meetings_category_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["current_id"], ["entries.id"], name=op.f("fk_meetings_current_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.id"], name=op.f("fk_meetings_edition_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_meetings_round_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint(
            "round_id", "category_id", name=op.f("uq_meetings_round_id_category_id")
        ),
    )
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meetings_category_id"), ["category_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meetings_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "agenda_items",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stepped_out", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_agenda_items_entry_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meetings.id"],
            name=op.f("fk_agenda_items_meeting_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("meeting_id", "entry_id", name=op.f("pk_agenda_items")),
    )
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_items_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "meeting_attendance",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("juror_id", sa.Uuid(), nullable=False),
        sa.Column("present", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["juror_id"],
            ["jurors.id"],
            name=op.f("fk_meeting_attendance_juror_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meetings.id"],
            name=op.f("fk_meeting_attendance_meeting_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("meeting_id", "juror_id", name=op.f("pk_meeting_attendance")),
    )
    with op.batch_alter_table("meeting_attendance", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_meeting_attendance_juror_id"), ["juror_id"], unique=False
        )

    op.create_table(
        "meeting_votes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("voters", sa.JSON(), nullable=False),
        sa.Column("yes", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("abstain", sa.Integer(), nullable=False),
        sa.Column("called_by", sa.Uuid(), nullable=True),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_meeting_votes_entry_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meetings.id"],
            name=op.f("fk_meeting_votes_meeting_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_votes")),
    )
    with op.batch_alter_table("meeting_votes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_votes_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_meeting_votes_meeting_id"), ["meeting_id"], unique=False
        )

    op.create_table(
        "consensuses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=5), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("total", sa.Text(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("vote_id", sa.Uuid(), nullable=True),
        sa.Column("present", sa.JSON(), nullable=False),
        sa.Column("stepped_out", sa.JSON(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'rank') = (place IS NOT NULL)", name=op.f("ck_consensuses_place")
        ),
        sa.CheckConstraint(
            "(kind = 'score') = (total IS NOT NULL)", name=op.f("ck_consensuses_total")
        ),
        sa.CheckConstraint("kind IN ('score', 'rank', 'kept')", name=op.f("ck_consensuses_kind")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_consensuses_entry_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meetings.id"],
            name=op.f("fk_consensuses_meeting_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["vote_id"],
            ["meeting_votes.id"],
            name=op.f("fk_consensuses_vote_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consensuses")),
        sa.UniqueConstraint("vote_id", name=op.f("uq_consensuses_vote_id")),
    )
    with op.batch_alter_table("consensuses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consensuses_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consensuses_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "ballots",
        sa.Column("vote_id", sa.Uuid(), nullable=False),
        sa.Column("juror_id", sa.Uuid(), nullable=False),
        sa.Column("choice", sa.String(length=7), nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "choice IN ('', 'yes', 'no', 'abstain')", name=op.f("ck_ballots_choice")
        ),
        sa.ForeignKeyConstraint(
            ["juror_id"], ["jurors.id"], name=op.f("fk_ballots_juror_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["vote_id"], ["meeting_votes.id"], name=op.f("fk_ballots_vote_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("vote_id", "juror_id", name=op.f("pk_ballots")),
    )
    with op.batch_alter_table("ballots", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ballots_juror_id"), ["juror_id"], unique=False)

    with op.batch_alter_table("editions", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "meeting_quorum", sa.String(length=10), server_default="majority", nullable=False
            )
        )
        batch_op.add_column(
            sa.Column("meeting_votes", sa.String(length=6), server_default="none", nullable=False)
        )
        batch_op.add_column(
            sa.Column("consensus_counts", sa.Boolean(), server_default=sa.false(), nullable=False)
        )


def downgrade() -> None:
    limit_time()
    with op.batch_alter_table("editions", schema=None) as batch_op:
        batch_op.drop_column("consensus_counts")
        batch_op.drop_column("meeting_votes")
        batch_op.drop_column("meeting_quorum")

    with op.batch_alter_table("ballots", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ballots_juror_id"))

    op.drop_table("ballots")
    with op.batch_alter_table("consensuses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consensuses_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_consensuses_entry_id"))

    op.drop_table("consensuses")
    with op.batch_alter_table("meeting_votes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_votes_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_votes_entry_id"))

    op.drop_table("meeting_votes")
    with op.batch_alter_table("meeting_attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_attendance_juror_id"))

    op.drop_table("meeting_attendance")
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agenda_items_entry_id"))

    op.drop_table("agenda_items")
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meetings_edition_id"))
        batch_op.drop_index(batch_op.f("ix_meetings_category_id"))

    op.drop_table("meetings")
