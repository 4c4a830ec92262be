"""submissions

What was submitted until now becomes the first submission of its entry, with a receipt: nothing was
changed after submitting, so its words, answers and files are those of the entry's rows.

Revision: 4f6a1c90be37
Follows: d92d2ef864ce
Made: 2026-11-22 10:00:00+00:00
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from app.entries.receipt_rules import answers_hash, canonical, new_code
from app.kit.ids import uuid7

revision = "4f6a1c90be37"
down_revision = "d92d2ef864ce"
branch_labels = None
depends_on = None


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    limit_time()
    submissions = op.create_table(
        "submissions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=19), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("answers_sha256", sa.String(length=64), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("submitted_by", sa.Uuid(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name=op.f("fk_submissions_entry_id_entries"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint("code", name=op.f("uq_submissions_code")),
        sa.UniqueConstraint("entry_id", "number", name=op.f("uq_submissions_entry_id_number")),
    )
    op.add_column("entries", sa.Column("submission_id", sa.Uuid(), nullable=True))
    op.add_column("entries", sa.Column("working_face", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("entries", sa.Column("extended_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("attachments", sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True))
    _write_receipts(submissions)


def _write_receipts(submissions: sa.Table) -> None:
    """One receipt for each entry that was submitted."""
    at = op.get_bind()
    entries = sa.table(
        "entries",
        *(
            sa.column(name, kind)
            for name, kind in (
                ("id", sa.Uuid()),
                ("category_id", sa.Uuid()),
                ("state", sa.String()),
                ("title_ar", sa.String()),
                ("title_en", sa.String()),
                ("summary_ar", sa.String()),
                ("summary_en", sa.String()),
                ("form_version", sa.Integer()),
                ("submission_id", sa.Uuid()),
                ("submitted_by", sa.Uuid()),
                ("submitted_at", sa.DateTime(timezone=True)),
            )
        ),
    )
    answers = sa.table(
        "answers",
        sa.column("entry_id", sa.Uuid()),
        sa.column("field_id", sa.Uuid()),
        sa.column("value", sa.JSON()),
    )
    files = sa.table(
        "attachments",
        *(
            sa.column(name, kind)
            for name, kind in (
                ("id", sa.Uuid()),
                ("entry_id", sa.Uuid()),
                ("field_id", sa.Uuid()),
                ("name", sa.String()),
                ("size", sa.BigInteger()),
                ("sha256", sa.String()),
                ("state", sa.String()),
                ("added_at", sa.DateTime(timezone=True)),
            )
        ),
    )
    rows = at.execute(sa.select(entries).where(entries.c.submitted_at.is_not(None))).all()
    for row in rows:
        said = at.execute(sa.select(answers).where(answers.c.entry_id == row.id)).all()
        sent = at.execute(
            sa.select(files)
            .where(files.c.entry_id == row.id, files.c.state.not_in(["arriving", "removed"]))
            .order_by(files.c.added_at, files.c.id)
        ).all()
        version = row.form_version or 1
        content = canonical(
            str(row.id),
            version,
            {
                name: getattr(row, name)
                for name in ("title_ar", "title_en", "summary_ar", "summary_en")
            },
            {str(one.field_id): _value(one.value) for one in said},
        )
        submission_id = uuid7()
        at.execute(
            submissions.insert().values(
                id=submission_id,
                entry_id=row.id,
                number=1,
                code=new_code(),
                form_version=version,
                content=content,
                answers_sha256=answers_hash(content),
                files=[
                    {
                        "id": str(one.id),
                        "field_id": str(one.field_id),
                        "name": one.name,
                        "size": one.size,
                        "sha256": one.sha256,
                    }
                    for one in sent
                ],
                submitted_by=row.submitted_by,
                submitted_at=row.submitted_at,
            )
        )
        at.execute(
            entries.update().where(entries.c.id == row.id).values(submission_id=submission_id)
        )


def _value(value: Any) -> Any:
    return json.loads(value) if isinstance(value, bytes) else value


def downgrade() -> None:
    limit_time()
    with op.batch_alter_table("attachments") as files:
        files.drop_column("dropped_at")
    with op.batch_alter_table("entries") as entries:
        entries.drop_column("extended_until")
        entries.drop_column("working_face")
        entries.drop_column("submission_id")
    op.drop_table("submissions")
