"""Two hands on one entry at once, on a database that really commits: one effect, no error."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier, Lock
from typing import Any
from uuid import UUID

import httpx2 as httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.database import SYSTEM, Database, sync_engine
from app.deps import AUDIENCE
from app.entries.models import Entry
from app.entries.reminder_service import remind
from app.entries.submission_models import Submission
from app.house import House
from app.kit.ids import uuid7
from app.kit.tokens import sign_access
from app.main import create_app
from app.notifications.models import Mail
from app.office.queries import load_actor
from tests.conftest import Clock
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_member,
    make_organisation,
    make_session,
    make_staff,
)
from tests.harness.migrated import migrate
from tests.harness.postgres import postgres

CLOSES = NOW + timedelta(days=10)
ENTRIES = 12
HANDS = 8  # requests for one entry at once: PostgreSQL's pool is as wide


class Stage:
    """Entries of one agency with two members, in a database of its own behind two applications."""

    def __init__(self, url: str, house: House, clock: Clock) -> None:
        migrate(url)
        self.url, self.house, self.clock = url, house, clock
        self.begin: Callable[[], None] = lambda: None  # when everybody is at the start
        self.engine: Engine = sync_engine(url)
        with Session(self.engine) as session:
            edition = make_edition(session, closes_at=CLOSES)
            category = make_category(session, edition)
            agency = make_organisation(session)
            people = [make_member(session, agency) for _ in range(2)]
            self.members = [(one.id, make_session(session, one).id) for one in people]
            organiser = make_staff(session, edition)
            self.organiser = (organiser.id, make_session(session, organiser).id)
            self.entries = [make_entry(session, category, agency).id for _ in range(ENTRIES)]
            self.edition: UUID = edition.id

    def headers(self, who: tuple[UUID, UUID]) -> dict[str, str]:
        token = sign_access(
            self.house.keys,
            issuer=self.house.settings.base_url,
            audience=AUDIENCE,
            sub=who[0],
            sid=who[1],
            now=self.clock(),
        )
        return {"Authorization": f"Bearer {token}"}

    def run(self, *requests: tuple[str, tuple[UUID, UUID], Any]) -> list[httpx.Response]:
        """Post `(path, who, body)` all at once, in turn to two applications, each in its thread."""
        start, alone = Barrier(2, self.begin), Lock()

        async def half(mine: list[tuple[str, tuple[UUID, UUID], Any]]) -> list[httpx.Response]:
            database = Database(self.url, self.house, load_actor)
            try:
                with alone:
                    client = await self.warm(create_app(self.house.settings, database))
                start.wait()
                return await asyncio.gather(*(self.post(client, *request) for request in mine))
            except BaseException:
                start.abort()  # else the other half waits for this one for ever
                raise
            finally:
                await database.close()

        halves = [list(requests[0::2]), list(requests[1::2])]
        with ThreadPoolExecutor(2) as threads:
            answers = list(threads.map(lambda mine: asyncio.run(half(mine)), halves))
        return [answers[number % 2][number // 2] for number in range(len(requests))]

    async def warm(self, app: FastAPI) -> httpx.AsyncClient:
        """A client whose routes are built, which sets filters of warnings that threads share: one at a time."""
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        client = httpx.AsyncClient(transport=transport, base_url="http://localhost:8000")
        nobody = uuid7()
        for path, who, body in (self.submit(nobody), self.withdraw(nobody), self.move(nobody, NOW)):
            assert (await self.post(client, path, who, body)).status_code == 404
        return client

    async def post(
        self, client: httpx.AsyncClient, path: str, who: tuple[UUID, UUID], body: Any
    ) -> httpx.Response:
        headers = self.headers(who)
        if path.endswith("/deadline"):
            headers["If-Match"] = "1"
        return await client.post(f"/api/v1{path}", json=body, headers=headers)

    def submit(self, entry: UUID, hand: int = 0) -> tuple[str, tuple[UUID, UUID], Any]:
        return f"/entrant/entries/{entry}/submit", self.members[hand % 2], None

    def withdraw(self, entry: UUID, hand: int = 0) -> tuple[str, tuple[UUID, UUID], Any]:
        return f"/entrant/entries/{entry}/withdraw", self.members[hand % 2], {"reason": "سبب"}

    def move(self, edition: UUID, to: datetime) -> tuple[str, tuple[UUID, UUID], Any]:
        body = {"closes_at": to.isoformat(), "reason_ar": "سبب"}
        return f"/editions/{edition}/deadline", self.organiser, body

    def acts(self, act: str) -> Counter[UUID | None]:
        with Session(self.engine) as session:
            return Counter(
                session.scalars(
                    select(AuditEvent.subject_id)
                    .where(AuditEvent.act == act)
                    .order_by(AuditEvent.id)
                )
            )

    def states(self) -> dict[UUID, str]:
        with Session(self.engine) as session:
            return {row.id: row.state for row in session.execute(select(Entry.id, Entry.state))}

    def mails(self) -> int:
        with Session(self.engine) as session:
            return session.scalar(select(func.count()).select_from(Mail)) or 0


@pytest.fixture
def stage(tmp_path: Path, house: House, clock: Clock) -> Iterator[Stage]:
    with ExitStack() as stack:
        if os.environ.get("TAHKEEM_TEST_DATABASE", "sqlite") == "postgresql":
            url = stack.enter_context(postgres())
        else:
            url = f"sqlite:///{tmp_path / 'parallel.sqlite3'}"
        made = Stage(url, house, clock)
        yield made
        made.engine.dispose()


def said(answers: list[httpx.Response]) -> Counter[tuple[int, str]]:
    return Counter((one.status_code, one.json().get("code", "")) for one in answers)


def test_one_entry_submitted_by_many_hands_is_submitted_once(stage: Stage) -> None:
    entry = stage.entries[0]
    answers = stage.run(*(stage.submit(entry, hand) for hand in range(HANDS)))
    assert said(answers) == {(200, ""): 1, (409, "already_submitted"): HANDS - 1}
    assert stage.acts("submit_entry") == {entry: 1}
    assert (stage.states()[entry], stage.mails()) == ("submitted", 1)


def test_every_entry_submitted_twice_at_once(stage: Stage) -> None:
    twice = [stage.submit(entry, hand) for entry in stage.entries for hand in range(2)]
    answers = stage.run(*twice)
    assert said(answers) == {(200, ""): ENTRIES, (409, "already_submitted"): ENTRIES}
    assert stage.acts("submit_entry") == dict.fromkeys(stage.entries, 1)
    assert stage.mails() == ENTRIES


def test_one_key_sent_many_times_at_once_has_one_effect(stage: Stage) -> None:
    """The same request again, as a client that lost the answer sends it."""
    entry = stage.entries[0]
    headers = stage.headers

    def with_key(who: tuple[UUID, UUID]) -> dict[str, str]:
        return headers(who) | {"Idempotency-Key": "the-same"}

    stage.headers = with_key  # type: ignore[method-assign]
    answers = stage.run(*(stage.submit(entry) for _ in range(HANDS)))
    assert said(answers) == {(200, ""): HANDS}
    assert stage.acts("submit_entry") == {entry: 1}
    assert stage.mails() == 1


def test_submitting_while_a_colleague_withdraws(stage: Stage) -> None:
    """Whichever comes first: a draft is not withdrawn, what was submitted is."""
    both = [
        request
        for entry in stage.entries
        for request in (stage.submit(entry), stage.withdraw(entry, 1))
    ]
    answers = stage.run(*both)
    submitted, withdrawn = answers[::2], answers[1::2]
    assert said(submitted) == {(200, ""): ENTRIES}
    assert set(said(withdrawn)) <= {(200, ""), (409, "draft_is_deleted")}
    states = stage.states()
    for entry, answer in zip(stage.entries, withdrawn, strict=True):
        assert states[entry] == ("withdrawn" if answer.status_code == 200 else "submitted")
    assert stage.acts("submit_entry") == dict.fromkeys(stage.entries, 1)
    gone = {entry for entry, state in states.items() if state == "withdrawn"}
    assert stage.acts("withdraw_entry") == dict.fromkeys(gone, 1)


@pytest.mark.parametrize(("late", "code"), [(0, ""), (1, "deadline_passed")])
def test_the_deadline_decides_by_the_arrival(stage: Stage, late: int, code: str) -> None:
    stage.clock.now = CLOSES + timedelta(microseconds=late)
    answers = stage.run(*(stage.submit(entry) for entry in stage.entries))
    assert said(answers) == {(423 if late else 200, code): ENTRIES}
    assert sum(stage.acts("submit_entry").values()) == (0 if late else ENTRIES)


def test_submits_that_straddle_the_deadline(stage: Stage) -> None:
    """A clock that runs: each request is judged by the instant at which it came, and by no other."""
    # A request looks twice, at its token and at its arrival, and once more to answer: of twelve, the
    # first sixteen looks are the arrivals of four to eight, in whatever order they come.
    start = CLOSES - timedelta(milliseconds=16)

    class Running(Clock):
        runs = False

        def __init__(self) -> None:
            self.now = start

        def __call__(self) -> datetime:
            self.now += timedelta(milliseconds=int(self.runs))
            return self.now

        def begin(self) -> None:
            self.runs = True

    running = Running()
    object.__setattr__(stage.house, "clock", running)
    stage.begin = running.begin
    stage.clock = Clock()  # tokens are signed by a clock that stands
    stage.clock.now = start
    codes = said(stage.run(*(stage.submit(entry) for entry in stage.entries)))
    with Session(stage.engine) as session:
        taken = session.scalars(select(Entry.submitted_at).where(Entry.state == "submitted")).all()
    assert all(at is not None and at <= CLOSES for at in taken)
    assert 0 < len(taken) < ENTRIES
    assert codes == {(200, ""): len(taken), (423, "deadline_passed"): ENTRIES - len(taken)}
    assert sum(stage.acts("submit_entry").values()) == len(taken)


def test_submitting_while_the_organiser_moves_the_deadline(stage: Stage) -> None:
    """The move and the submits take turns; none is lost and none is an error."""
    stage.clock.now = CLOSES  # the last moment
    move = stage.move(stage.edition, CLOSES + timedelta(days=5))
    answers = stage.run(move, *(stage.submit(entry) for entry in stage.entries))
    assert said(answers) == {(200, ""): ENTRIES + 1}
    assert stage.acts("submit_entry") == dict.fromkeys(stage.entries, 1)
    assert stage.acts("move_deadline") == {stage.edition: 1}


def test_two_workers_remind_each_person_once(stage: Stage) -> None:
    stage.clock.now = CLOSES - timedelta(hours=5)
    start = Barrier(2)

    async def chore() -> None:
        database = Database(stage.url, stage.house, load_actor)
        try:
            start.wait()
            await remind(database, SYSTEM)
        finally:
            await database.close()

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda _: asyncio.run(chore()), range(2)))
    assert stage.mails() == ENTRIES * len(stage.members)


def test_one_changed_entry_submitted_again_by_many_hands_gets_one_receipt(stage: Stage) -> None:
    entry = stage.entries[0]
    stage.run(stage.submit(entry), stage.submit(stage.entries[1]))
    with Session(stage.engine) as session:
        session.get_one(Entry, entry).working_face = {"title_ar": "عنوان آخر"}
        session.commit()
    answers = stage.run(*(stage.submit(entry, hand) for hand in range(HANDS)))
    assert said(answers) == {(200, ""): 1, (409, "already_submitted"): HANDS - 1}
    with Session(stage.engine) as session:
        rows = session.scalars(select(Submission).where(Submission.entry_id == entry))
        assert sorted(row.number for row in rows) == [1, 2]
    assert stage.mails() == 3
