"""A migration takes out of the log what drafts said to the questions of eligibility."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import insert, select

from app.audit.models import AuditEvent
from app.database import sync_engine
from tests.conftest import ROOT, migrate


def test_answers_leave_the_acts_that_saved_them(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.sqlite3'}"
    migrate(url)
    acts = (
        ("save_eligibility", {"answers": {"rule": "yes", "other": "no"}}),
        ("save_eligibility", {"questions": 1}),
        ("save_answer", {"answers": "kept"}),
    )
    engine = sync_engine(url)
    with engine.begin() as connection:
        connection.execute(
            insert(AuditEvent),
            [
                {"at": datetime.now(UTC), "act": act, "subject_kind": "entry", "facts": facts}
                for act, facts in acts
            ],
        )
    engine.dispose()
    config = Config(str(ROOT / "alembic.ini"))
    config.attributes["url"] = url
    command.downgrade(config, "7a3d90c4e815")
    command.upgrade(config, "head")
    with engine.connect() as connection:
        facts = connection.scalars(select(AuditEvent.facts).order_by(AuditEvent.id)).all()
    engine.dispose()
    assert facts == [{"questions": 2}, {"questions": 1}, {"answers": "kept"}]
