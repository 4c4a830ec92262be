"""Following a meeting: its members hear that it changed, who is kept from an entry hears nothing of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import Grant
from app.actor import Actor
from app.database import Acting, Database
from app.judging.deliberation import reading_service, service
from app.judging.deliberation.models import Attendance
from app.judging.deliberation.queries import load_room, topic_of
from app.judging.deliberation.schemas import ConsensusIn
from app.kit.ids import uuid7
from app.kit.signals import CHANGED, announce, stream
from tests.conftest import Clock
from tests.judging.deliberation.scene import Sitting
from tests.kit.test_signals import LONG, run, told

SignIn = Callable[..., TestClient]


@pytest.fixture
def sitting(session: Session, sign_in: SignIn) -> Sitting:
    made = Sitting(session, sign_in)
    made.open()
    made.present(0, 1, 2)
    return made


def test_the_stream_says_only_that_something_changed(sitting: Sitting) -> None:
    answer = sitting.third.get(f"{sitting.url}/signals?seconds=0")
    assert (answer.status_code, answer.content) == (200, CHANGED)
    assert answer.headers["content-type"].startswith("text/event-stream")
    elsewhere = f"/api/v1/meetings/{uuid7()}/signals?seconds=0"
    assert sitting.third.get(elsewhere).status_code == 404


class Followed:
    """The meeting as one member follows it, and the chair who acts meanwhile."""

    def __init__(self, sitting: Sitting, database: Database, user_id: Any, clock: Clock) -> None:
        self.database, self.meeting, self.now = database, sitting.id, clock.now
        self.chair = Acting(sitting.judged.jurors[0].user_id or sitting.id)
        self.looked = asyncio.Event()

        async def look() -> str:
            try:
                found: str = await database.read(
                    reading_service.glimpse, Acting(user_id), sitting.id
                )
            finally:
                self.looked.set()
            return found

        self.events = stream(database.signals, topic_of(sitting.id), look, LONG)

    async def act(self, verb: Callable[..., Any], *args: Any) -> None:
        """The chair does something, and the follower has looked."""
        self.looked.clear()
        await self.database.work(verb, self.chair, self.meeting, *args, self.now)
        await self.looked.wait()
        await asyncio.sleep(0)


def note(session: Session, actor: Actor, meeting: UUID, entry: UUID, text: str, now: Any) -> None:
    version = load_room(session, actor, meeting).item(entry).item.version
    service.put_notes(session, actor, meeting, entry, text, str(version), now)


def test_who_left_the_room_hears_nothing_of_what_is_said_in_it(
    sitting: Sitting, database: Database, clock: Clock
) -> None:
    hers, other = sitting.hers.id, sitting.entries[1].id
    third = sitting.judged.jurors[2].user_id

    async def inside() -> None:
        followed = Followed(sitting, database, third, clock)
        assert await anext(followed.events) == CHANGED
        # She is told to leave: that she may know.
        waiting = told(followed.events)
        await asyncio.sleep(0)
        await followed.act(service.take_item, hers)
        assert await waiting == CHANGED
        waiting = told(followed.events)
        await asyncio.sleep(0)
        await followed.act(note, hers, "سر")
        agreed = ConsensusIn.model_validate({"kind": "kept", "reason": "لا خلاف"})
        await followed.act(service.put_consensus, hers, uuid7(), agreed)
        assert not waiting.done()
        await followed.act(note, other, "أثر")
        assert await waiting == CHANGED

    run(inside)


def test_a_member_who_stays_hears_it(sitting: Sitting, database: Database, clock: Clock) -> None:
    second = sitting.judged.jurors[1].user_id

    async def inside() -> None:
        followed = Followed(sitting, database, second, clock)
        assert await anext(followed.events) == CHANGED
        for verb, args in (
            (service.take_item, (sitting.hers.id,)),
            (note, (sitting.hers.id, "سر")),
        ):
            waiting = told(followed.events)
            await asyncio.sleep(0)
            await followed.act(verb, *args)
            assert await waiting == CHANGED

    run(inside)


def test_who_lost_the_right_is_told_nothing_more(
    sitting: Sitting, database: Database, session: Session, clock: Clock
) -> None:
    juror = sitting.judged.jurors[1]

    def leave(session: Session, _actor: Actor, _meeting: UUID, _now: Any) -> None:
        session.execute(delete(Attendance).where(Attendance.juror_id == juror.id))
        session.execute(delete(Grant).where(Grant.user_id == juror.user_id))
        announce(session, topic_of(sitting.id))

    async def inside() -> None:
        followed = Followed(sitting, database, juror.user_id, clock)
        await anext(followed.events)
        waiting = told(followed.events)
        await asyncio.sleep(0)
        await followed.act(leave)
        with pytest.raises(StopAsyncIteration):
            await waiting

    run(inside)
