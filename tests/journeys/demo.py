"""The demo edition on a served embedded database; built once a run and copied for each worker."""

from __future__ import annotations

import asyncio
import fcntl
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Grant, User
from app.actor import Role
from app.database import Database, sync_engine
from app.demo.rules import PASSWORD as PASSWORD  # noqa: PLC0414 -- for those who sign in
from app.demo.rules import email
from app.demo.service import build
from app.editions.models import Category, Edition
from app.entries.models import Entry
from app.judging.assignments.models import AssignmentPlan
from app.judging.deliberation.models import Meeting
from app.judging.evaluations.models import Evaluation
from app.judging.panels.models import Juror
from app.judging.rounds.models import Round
from app.main import build_house
from app.office.queries import load_actor
from app.results.decisions.models import Decision
from app.settings import Mode, Settings
from tests.harness.migrated import migrate
from tests.journeys.place import Place, serving, sqlite_url

SEED: Final = 1


def _build(folder: Path, stage: str) -> None:
    settings = Settings(
        database_url=sqlite_url(folder),
        files_url=f"file://{folder / 'files'}",
        keys=folder / "keys",
        mode=Mode.demo,
        public_url="http://localhost:8000",
    )
    migrate(settings.database_url)

    async def make() -> None:
        database = Database(settings.database_url, build_house(settings), load_actor)
        await build(database, stage, SEED)
        await database.close()

    with ThreadPoolExecutor(1) as aside:  # Playwright's loop may run in this thread
        aside.submit(lambda: asyncio.run(make())).result()


def built(factory: pytest.TempPathFactory, stage: str) -> Path:
    """The folder of the demo at a stage; the first worker that asks builds it, the others wait."""
    base = factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"demo-{stage}"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "done").exists():
            _build(shared, stage)
            (shared / "done").touch()
    return shared


@contextmanager
def served(factory: pytest.TempPathFactory, stage: str) -> Iterator[Place]:
    """A server of one's own on a copy of the demo."""
    folder = factory.mktemp("served") / "demo"
    shutil.copytree(built(factory, stage), folder)
    with serving(folder, sqlite_url(folder), mode=Mode.demo) as place:
        yield place


def ids_of(place: Place) -> dict[str, dict[str, str]]:
    """What fills the holes of an address, by who looks: their own things, or any."""
    engine = sync_engine(place.settings.database_url)
    with Session(engine) as session:
        one: Any = session.scalar
        edition = one(select(Edition).where(Edition.is_demo))
        category = one(
            select(Category).where(Category.edition_id == edition.id).order_by(Category.position)
        )
        winner = one(
            select(Entry)
            .join(Decision, Decision.entry_id == Entry.id)
            .where(Decision.outcome == "winner")
            .order_by(Entry.number)
        )
        anyone = {
            "editionId": edition.id,
            "auditedId": edition.id,
            "programmeId": edition.programme_id,
            "categoryId": category.id,
            "rubricId": category.rubric_id,
            "roundId": one(select(Round.id)),
            "jurorId": one(select(Juror.id).order_by(Juror.email)),
            "planId": one(select(AssignmentPlan.id)),
            "meetingId": one(select(Meeting.id)),
            "entryId": winner.id if winner else one(select(Entry.id).order_by(Entry.number)),
            "winner": winner.number if winner else 0,
            "edition": edition.slug,
            "programme": edition.programme.slug,
        }
        own = {"": anyone}
        for name in ("entrant", "individual01"):
            user = one(select(User).where(User.email == email(name)))
            mine = one(
                select(Grant.scope_id).where(
                    Grant.user_id == user.id,
                    Grant.role == Role.entrant,
                    Grant.scope_id.is_not(None),
                )
            )
            owned = Entry.organisation_id == mine if mine else Entry.owner_id == user.id
            own[name] = {
                "entryId": one(select(Entry.id).where(owned).order_by(Entry.number)),
                "organisationId": mine,
            }
        anyone["organisationId"] = own["entrant"]["organisationId"]
        for name in ("juror", "chair"):
            own[name] = {
                "evaluationId": one(
                    select(Evaluation.id)
                    .join(Juror, Juror.id == Evaluation.juror_id)
                    .where(Juror.email == email(name), Evaluation.closed_at.is_(None))
                    .order_by(Evaluation.id)
                ),
                "jurorId": one(select(Juror.id).where(Juror.email == email(name))),
            }
        found = {
            who: {hole: str(value) for hole, value in (anyone | things).items()}
            for who, things in own.items()
        }
    engine.dispose()
    return found
