"""Two people at one entry's people at once, on a database that really commits: one effect, no error."""

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
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.schemas import Client
from app.database import Acting, Database, sync_engine
from app.entries import invitation_service, member_service, restore_service, service
from app.entries.history_models import SavedVersion
from app.entries.member_models import EntryInvitation, EntryMember, Presence
from app.entries.member_schemas import CollaborationIn, PlaceIn
from app.entries.models import Answer
from app.house import House
from app.kit.errors import Refusal
from app.kit.ids import digest, uuid7
from app.office.queries import load_actor
from tests.factories import (
    NOW,
    make_category,
    make_collaborator,
    make_edition,
    make_entry,
    make_field,
    make_member,
    make_organisation,
)
from tests.harness.migrated import migrate
from tests.harness.postgres import postgres

HERE = Client("127.0.0.1", "test")
TIMES = 8


class Stage:
    """Two entries of an agency; invitations of one new address to both; a collaborator at work."""

    def __init__(self, url: str, house: House) -> None:
        migrate(url)
        self.url, self.house = url, house
        self.engine: Engine = sync_engine(url)
        with Session(self.engine) as session:
            category = make_category(session, make_edition(session))
            self.field = make_field(session, category).id
            agency = make_organisation(session)
            self.manager = make_member(session, agency).id
            entries = [make_entry(session, category, agency) for _ in range(2)]
            self.entries: list[UUID] = [entry.id for entry in entries]
            self.hind = make_collaborator(session, entries[0], "edit").id
            self.tokens = [f"{number}" * 43 for number in range(2)]
            for entry, token in zip(entries, self.tokens, strict=True):
                session.add(
                    EntryInvitation(
                        id=uuid7(),
                        entry_id=entry.id,
                        email="new@consult.example",
                        right="edit",
                        token_hash=digest(token),
                        invited_by=self.manager,
                        created_at=NOW,
                        expires_at=NOW + timedelta(days=7),
                    )
                )
            session.commit()

    def run(self, *calls: tuple[Any, ...]) -> list[Any]:
        """Run `(function, user or None, *arguments)` all at once; results and refusals in order."""

        async def every() -> list[Any]:
            db = Database(self.url, self.house, load_actor)
            try:
                return await asyncio.gather(
                    *(
                        db.work(fn, None if user is None else Acting(user), *rest)
                        for fn, user, *rest in calls
                    ),
                    return_exceptions=True,
                )
            finally:
                await db.close()

        return asyncio.run(every())

    def accept(self, number: int) -> tuple[Any, ...]:
        wanted = CollaborationIn(token=self.tokens[number], name_ar="هند")
        return invitation_service.accept_collaboration, None, wanted, "hash", HERE, NOW


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


def test_one_invitation_accepted_many_times_at_once_joins_once(stage: Stage) -> None:
    answers = stage.run(*[stage.accept(0)] * TIMES)
    assert said(answers) == {"done": 1, "collaboration_link_invalid": TIMES - 1}
    with Session(stage.engine) as session:
        user = session.scalars(select(User).where(User.email == "new@consult.example")).one()
        rows = session.scalars(select(EntryMember).where(EntryMember.user_id == user.id)).all()
        assert [row.entry_id for row in rows] == [stage.entries[0]]


def test_two_invitations_of_one_new_address_make_one_person(stage: Stage) -> None:
    assert said(stage.run(stage.accept(0), stage.accept(1))) == {"done": 2}
    with Session(stage.engine) as session:
        user = session.scalars(select(User).where(User.email == "new@consult.example")).one()
        rows = session.scalars(select(EntryMember).where(EntryMember.user_id == user.id)).all()
        assert sorted(row.entry_id for row in rows) == sorted(stage.entries)


def test_who_is_removed_while_writing_keeps_what_was_saved_and_saves_no_more(
    stage: Stage,
) -> None:
    entry = stage.entries[0]
    save = (service.save_answer, stage.hind, entry, stage.field, "نص هند", "*", NOW)
    remove = (member_service.remove_collaborator, stage.manager, entry, stage.hind, NOW)
    first, gone = stage.run(save, remove)
    assert not isinstance(gone, Exception)
    with Session(stage.engine) as session:
        kept = session.get(Answer, (entry, stage.field))
        if isinstance(first, Refusal):
            assert (first.status, kept) == (404, None)
        else:
            assert kept is not None
            assert (kept.value, kept.saved_by) == ("نص هند", stage.hind)
        left = select(func.count()).where(EntryMember.user_id == stage.hind)
        assert session.scalar(left) == 0
    late = (service.save_answer, stage.hind, entry, stage.field, "متأخر", "1", NOW)
    assert said(stage.run(late)) == {"not_found": 1}


def test_a_restoration_and_a_save_at_once_leave_one_and_tell_the_other(stage: Stage) -> None:
    entry, field = stage.entries[0], stage.field
    at = NOW + timedelta(hours=1)
    stage.run((service.save_answer, stage.manager, entry, field, "أول", "*", NOW))
    stage.run((service.save_answer, stage.manager, entry, field, "ثانٍ", "1", at))
    with Session(stage.engine) as session:
        old = session.scalars(
            select(SavedVersion.id).where(
                SavedVersion.field_id == field, SavedVersion.revision == 1
            )
        ).one()
    later = at + timedelta(hours=1)
    answers = stage.run(
        (restore_service.restore_version, stage.manager, entry, old, "2", later),
        (service.save_answer, stage.hind, entry, field, "ثالث", "2", later),
    )
    assert said(answers) == {"done": 1, "answer_changed": 1}
    [refused] = [one for one in answers if isinstance(one, Refusal)]
    assert refused.status == 412
    assert {refused.facts["current"]["value"], refused.facts["yours"]} == {"أول", "ثالث"}
    with Session(stage.engine) as session:
        assert session.get_one(Answer, (entry, field)).revision == 3
        kept = select(func.count()).where(SavedVersion.field_id == field)
        assert session.scalar(kept) == 3


def test_two_tabs_of_one_person_are_one_presence(stage: Stage) -> None:
    beat = (member_service.mark_presence, stage.hind, stage.entries[0], PlaceIn(place="x"), NOW)
    assert said(stage.run(*[beat] * TIMES)) == {"done": TIMES}
    with Session(stage.engine) as session:
        assert session.scalar(select(func.count()).select_from(Presence)) == 1
