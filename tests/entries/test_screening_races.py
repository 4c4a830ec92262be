"""Two screeners at one entry at once, on a database that really commits: one word counts."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.actor import Role
from app.audit.models import AuditEvent
from app.database import Acting, Database, sync_engine
from app.entries import (
    bulk_service,
    checklist_service,
    decision_service,
    ending_service,
    screening_service,
)
from app.entries.bulk_schemas import BulkIn
from app.entries.desk_schemas import ScreeningDecisionIn
from app.entries.models import Entry
from app.entries.screening_models import (
    ChecklistItem,
    ChecklistTick,
    ScreeningDecision,
    ScreeningSettings,
)
from app.entries.screening_rules import Decided
from app.house import House
from app.kit.errors import Refusal
from app.kit.ids import uuid7
from app.notifications.models import Mail
from app.office.queries import load_actor
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_member,
    make_organisation,
    make_staff,
)
from tests.harness.migrated import migrate
from tests.harness.postgres import postgres


class Stage:
    """Four submitted entries, two screeners, one of the entries' people."""

    def __init__(self, url: str, house: House) -> None:
        migrate(url)
        self.url, self.house = url, house
        self.engine: Engine = sync_engine(url)
        with Session(self.engine) as session:
            edition = make_edition(session, phase="screening", closes_at=NOW - timedelta(seconds=1))
            category = make_category(session, edition)
            agency = make_organisation(session)
            self.edition, self.item = edition.id, uuid7()
            self.sara = make_member(session, agency).id
            self.first, self.second = (
                make_staff(session, edition, Role.screener).id for _ in range(2)
            )
            self.entries: list[UUID] = [
                make_entry(session, category, agency, state="submitted", submitted_at=NOW).id
                for _ in range(4)
            ]
            session.add(
                ChecklistItem(id=self.item, edition_id=edition.id, position=0, text_ar="بند")
            )
            session.commit()

    def run(self, *calls: tuple[Any, ...]) -> list[Any]:
        """Run `(function, user, *arguments)` all at once; results and refusals in order."""

        async def every() -> list[Any]:
            db = Database(self.url, self.house, load_actor)
            try:
                return await asyncio.gather(
                    *(db.work(fn, Acting(user), *rest) for fn, user, *rest in calls),
                    return_exceptions=True,
                )
            finally:
                await db.close()

        return asyncio.run(every())


def said(answers: list[Any]) -> Counter[str]:
    for one in answers:
        if isinstance(one, BaseException) and not isinstance(one, Refusal):
            raise one
    return Counter(one.code if isinstance(one, Refusal) else "done" for one in answers)


@pytest.fixture
def stage(tmp_path: Path, house: House) -> Iterator[Stage]:
    with ExitStack() as stack:
        if os.environ.get("TAHKEEM_TEST_DATABASE", "sqlite") == "postgresql":
            url = stack.enter_context(postgres())
        else:
            url = f"sqlite:///{tmp_path / 'races.sqlite3'}"
        made = Stage(url, house)
        yield made
        made.engine.dispose()


def test_at_once(stage: Stage) -> None:
    """Deciding, deciding in bulk beside it, ticking; then two persons confirm, and its people withdraw."""
    one, two, three, four = stage.entries
    # Both find the same entry eligible: one does.
    both = said(
        stage.run(
            (screening_service.mark_eligible, stage.first, one, "1", NOW),
            (screening_service.mark_eligible, stage.second, one, "1", NOW),
        )
    )
    assert both == {"done": 1, "stale": 1}
    # A bulk that was shown before another decides: all or nothing.
    word = BulkIn(entry_ids=[two, three], decision=Decided.eligible, dry_run=True)
    (shown,) = stage.run(
        (bulk_service.decide_entries, stage.first, stage.edition, word, NOW),
    )
    done = BulkIn(entry_ids=[two, three], decision=Decided.eligible, expected=shown.expected)
    answers = stage.run(
        (bulk_service.decide_entries, stage.first, stage.edition, done, NOW),
        (screening_service.mark_ineligible, stage.second, three, "سبب", "1", NOW),
    )
    with Session(stage.engine) as session:
        states = [session.get_one(Entry, key).state for key in (two, three)]
    if said(answers[:1]) == {"done": 1}:
        assert said(answers) == {"done": 1, "stale": 1}
        assert states == ["eligible", "eligible"], "who read it before does not overturn it"
    else:
        assert said(answers) == {"list_changed": 1, "done": 1}
        assert states == ["submitted", "ineligible"]
    ticks = [(checklist_service.tick_item, who, four, stage.item, NOW)
             for who in (stage.first, stage.second)]  # fmt: skip
    assert said(stage.run(*ticks)) == {"done": 2}

    with Session(stage.engine) as session:
        assert len(session.scalars(select(ChecklistTick)).all()) == 1
        session.add(ScreeningSettings(edition_id=stage.edition, two_persons=True))
        session.commit()
    propose = ScreeningDecisionIn(decision=Decided.eligible)
    proposed = stage.run(
        (decision_service.propose_decision, stage.first, four, propose, "1", NOW),
        (decision_service.propose_decision, stage.second, four, propose, "1", NOW),
    )
    assert said(proposed) == {"done": 1, "decision_proposed": 1}
    with Session(stage.engine) as session:
        row = session.scalars(
            select(ScreeningDecision).where(ScreeningDecision.state == "proposed")
        ).one()
        proposal = row.id
        another = stage.second if row.proposed_by == stage.first else stage.first
    last = said(
        stage.run(
            (decision_service.confirm_decision, another, four, proposal, "1", NOW),
            (decision_service.decline_decision, another, four, proposal, "سبب", "1", NOW),
            (ending_service.withdraw_entry, stage.sara, four, "سبب", NOW),
        )
    )
    assert last["done"] >= 1
    with Session(stage.engine) as session:
        row = session.get_one(ScreeningDecision, proposal)
        entry = session.get_one(Entry, four)
        told = session.scalars(select(Mail.template).where(Mail.template == "entry_eligible"))
        confirmed = session.scalars(
            select(AuditEvent.id).where(AuditEvent.act == "confirm_decision")
        ).all()
        assert row.state in {"confirmed", "declined", "overtaken"}
        assert len(confirmed) == (row.state == "confirmed")
        assert entry.state == "withdrawn", "its people may withdraw before and after"
        assert len(told.all()) >= len(confirmed)
