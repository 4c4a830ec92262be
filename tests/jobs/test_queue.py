"""The queue: who sees a job, one result whatever happens to workers, stopping, being put back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import SYSTEM_ACTOR, Actor, Role
from app.audit.models import AuditEvent
from app.database import Database
from app.jobs import service, worker
from app.jobs.models import Job
from app.jobs.rules import JobState
from app.jobs.worker import Background, Chore, Running
from app.kit.errors import Refusal
from tests.conftest import Clock
from tests.factories import make_edition, make_grant, make_staff, make_user

SignIn = Callable[..., TestClient]


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "BEAT", 0.01)


def put(session: Session, clock: Clock, user: Any = None, **values: Any) -> Job:
    user = user or make_user(session)
    job = service.enqueue(
        session,
        Actor(user_id=user.id),
        values.pop("kind", "count"),
        values.pop("payload", {"to": 3}),
        values.pop("edition_id", None),
        clock.now,
    )
    session.commit()
    return job


def run_until(
    database: Database, session: Session, done: Callable[[], bool], **handlers: Any
) -> None:
    async def main() -> None:
        background = Background(database, handlers)
        task = asyncio.ensure_future(background.run())
        async with asyncio.timeout(20):
            while not done():
                await asyncio.sleep(0.01)
                session.expire_all()
        background.stop.set()
        await task

    asyncio.run(main())


async def count(database: Database, running: Running) -> dict[str, Any]:
    running.report(50, "counting")
    me = await database.read(lambda _session, actor: str(actor.user_id), running.who)
    return {"counted": running.payload["to"], "as": me}


def test_a_job_runs_as_its_starter(
    database: Database, session: Session, clock: Clock, sign_in: SignIn
) -> None:
    user = make_user(session)
    job = put(session, clock, user)
    client = sign_in(user)
    before = client.get(f"/api/v1/jobs/{job.id}").json()
    assert (before["state"], before["progress"]) == ("waiting", 0)
    run_until(database, session, lambda: job.state == "done", count=count)
    assert client.get(f"/api/v1/jobs/{job.id}").json() == {
        "id": str(job.id),
        "kind": "count",
        "state": "done",
        "progress": 100,
        "stage": job.stage,
        "result": {"counted": 3, "as": str(user.id)},
        "error": None,
        "cancel_asked": False,
        "edition_id": None,
        "created_at": "2026-03-10T09:00:00Z",
        "finished_at": "2026-03-10T09:00:00Z",
    }


def test_a_refusal_is_shown_in_the_readers_language(
    database: Database, session: Session, clock: Clock, sign_in: SignIn
) -> None:
    async def refuse(_database: Database, _running: Running) -> None:
        raise Refusal("too_much", "أكثر من {limit}.", status=422, limit=3)

    async def crash(_database: Database, _running: Running) -> None:
        raise RuntimeError("scores of entry 7")

    user = make_user(session)
    first, second = (
        put(session, clock, user, kind="refuse"),
        put(session, clock, user, kind="crash"),
    )
    run_until(database, session, lambda: second.state == "failed", refuse=refuse, crash=crash)
    shown = sign_in(user).get(f"/api/v1/jobs/{first.id}").json()
    assert (shown["state"], shown["error"]["code"], shown["error"]["limit"]) == (
        "failed",
        "too_much",
        3,
    )
    assert "أكثر من" in shown["error"]["title"]
    broken = sign_in(user).get(f"/api/v1/jobs/{second.id}").json()
    assert broken["error"]["code"] == "job_internal"
    assert "entry 7" not in str(broken)


def test_stopping_a_waiting_job(session: Session, clock: Clock, sign_in: SignIn) -> None:
    user = make_user(session)
    job = put(session, clock, user)
    answer = sign_in(user).post(f"/api/v1/jobs/{job.id}/cancel")
    assert (answer.json()["state"], answer.json()["cancel_asked"]) == ("cancelled", True)
    assert sign_in(user).post(f"/api/v1/jobs/{job.id}/cancel").status_code == 200
    acts = session.execute(
        select(AuditEvent.act, AuditEvent.subject_id).order_by(AuditEvent.id)
    ).all()
    assert acts == [("cancel_job", job.id)]
    assert service.claim(session, SYSTEM_ACTOR, clock.now, ["count"]) is None


def test_stopping_a_running_job(
    database: Database, session: Session, clock: Clock, sign_in: SignIn
) -> None:
    killed = []

    async def endless(_database: Database, _running: Running) -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            killed.append(True)
            raise

    user = make_user(session)
    job = put(session, clock, user, kind="endless")
    client = sign_in(user)

    def done() -> bool:
        if job.state == "running" and not job.cancel_asked:
            client.post(f"/api/v1/jobs/{job.id}/cancel")
        return job.state == "cancelled"

    run_until(database, session, done, endless=endless)
    assert killed == [True]
    assert job.finished_at == clock.now


def test_a_worker_that_stops_puts_its_job_back(
    database: Database, session: Session, clock: Clock
) -> None:
    async def endless(_database: Database, _running: Running) -> None:
        await asyncio.sleep(60)

    job = put(session, clock, kind="endless")
    run_until(database, session, lambda: job.state == "running", endless=endless)
    session.expire_all()
    assert (job.state, job.lease, job.attempts) == ("waiting", None, 0)


def test_a_silent_worker_loses_the_job_and_its_result(session: Session, clock: Clock) -> None:
    job = put(session, clock)
    first = service.claim(session, SYSTEM_ACTOR, clock.now, ["count"])
    assert first is not None
    assert service.claim(session, SYSTEM_ACTOR, clock.now, ["count"]) is None
    assert service.keep_alive(session, SYSTEM_ACTOR, first, 10, "begun", clock.now)
    now = clock.forward(seconds=61)
    second = service.claim(session, SYSTEM_ACTOR, now, ["count"])
    assert second is not None
    assert not service.keep_alive(session, SYSTEM_ACTOR, first, 90, "late", now)
    assert not service.may_go_on(session, SYSTEM_ACTOR, first)
    assert not service.finish(session, SYSTEM_ACTOR, first, JobState.done, now, result={"by": 1})
    assert service.finish(session, SYSTEM_ACTOR, second, JobState.done, now, result={"by": 2})
    assert (job.state, job.result, job.attempts) == ("done", {"by": 2}, 2)


def test_a_job_that_kills_its_workers_is_given_up(session: Session, clock: Clock) -> None:
    job = put(session, clock)
    for _ in range(3):
        assert service.claim(session, SYSTEM_ACTOR, clock.now, ["count"]) is not None
        clock.forward(seconds=61)
    assert service.claim(session, SYSTEM_ACTOR, clock.now, ["count"]) is None
    assert job.state == "failed"
    assert (job.error or {})["code"] == "job_crashed"


def test_only_known_kinds_are_taken_oldest_first(session: Session, clock: Clock) -> None:
    put(session, clock, kind="unknown")
    first = put(session, clock)
    clock.forward(seconds=1)
    put(session, clock)
    assert service.is_due(session, SYSTEM_ACTOR, clock.now, ["count"])
    claimed = service.claim(session, SYSTEM_ACTOR, clock.now, ["count"])
    assert claimed is not None
    assert claimed.id == first.id
    assert not service.is_due(session, SYSTEM_ACTOR, clock.now, ["other"])


def test_who_sees_a_job(session: Session, clock: Clock, sign_in: SignIn) -> None:
    edition = make_edition(session)
    starter, stranger, admin = make_staff(session, edition), make_user(session), make_user(session)
    make_grant(session, admin, Role.admin)
    colleague = make_staff(session, edition)
    auditor = make_staff(session, edition, Role.auditor)
    job = put(session, clock, starter, edition_id=edition.id)
    got = {
        name: sign_in(user).get(f"/api/v1/jobs/{job.id}").status_code
        for name, user in {
            "starter": starter,
            "colleague": colleague,
            "admin": admin,
            "auditor": auditor,
            "stranger": stranger,
        }.items()
    }
    assert got == {
        "starter": 200,
        "colleague": 200,
        "admin": 200,
        "auditor": 404,
        "stranger": 404,
    }


def test_a_chore_outlives_its_failures(database: Database) -> None:
    looks: list[int] = []
    enough = asyncio.Event()

    async def look(_database: Database, _who: Any) -> bool:
        looks.append(len(looks))
        if len(looks) == 7:
            enough.set()
        if len(looks) < 3:
            raise RuntimeError("the database is away")
        return len(looks) < 5

    async def main() -> None:
        background = Background(database, {}, [Chore("look", look, 0.01)])
        task = asyncio.ensure_future(background.run())
        async with asyncio.timeout(10):
            await enough.wait()
        background.stop.set()
        await task

    asyncio.run(main())


def test_old_jobs_are_forgotten(session: Session, clock: Clock) -> None:
    old, waiting = put(session, clock), put(session, clock)
    claimed = service.claim(session, SYSTEM_ACTOR, clock.now, ["count"])
    assert claimed is not None
    service.finish(session, SYSTEM_ACTOR, claimed, JobState.done, clock.now)
    service.sweep(session, clock.forward(days=31))
    session.commit()
    assert claimed.id == old.id
    assert session.scalars(select(Job.id)).all() == [waiting.id]
