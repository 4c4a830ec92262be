"""Many requests at once on a real database with real commits: one effect, nothing lost."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.database import Acting, Database, sync_engine
from app.house import House
from app.judging.assignments import conflict_service
from app.judging.conflicts.rules import ConflictKind
from app.judging.conflicts.schemas import OwnConflictIn
from app.judging.evaluations import round_service, service
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.evaluations.queries import closing_hash
from app.judging.evaluations.schemas import RevisionIn, Sent
from app.judging.rounds.models import Round
from app.kit.errors import Refusal
from app.kit.ids import uuid7
from app.office.queries import load_actor
from tests.factories import NOW, make_entry, make_evaluation, make_staff
from tests.harness.migrated import migrate
from tests.harness.postgres import postgres
from tests.judging.scene import Scene, make_scene

MANY = 24


class Stage:
    """A scene in a database of its own; `db` is the application's."""

    def __init__(self, url: str, house: House) -> None:
        migrate(url)
        self.engine: Engine = sync_engine(url)
        with Session(self.engine) as session:
            scene: Scene = make_scene(session, lambda _user: None)  # type: ignore[arg-type,return-value]
            entries = [make_entry(session, scene.category, state="eligible") for _ in range(MANY)]
            self.more = [
                make_evaluation(session, scene.round, one, scene.juror).id for one in entries
            ]
            self.organiser = make_staff(session, scene.edition).id
            self.juror, self.evaluation, self.round = (
                scene.user.id,
                scene.evaluation.id,
                scene.round.id,
            )
            self.body = scene.body(status="submitted")
            self.closes_at: datetime = scene.round.closes_at
        self.url, self.house = url, house

    def run(self, *calls: Any) -> list[Any]:
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

    def save(
        self, revision: UUID, evaluation: UUID | None = None, now: datetime = NOW, **values: Any
    ) -> tuple[Any, ...]:
        wanted = RevisionIn.model_validate(self.body | values, strict=False)
        sent = Sent(None, wanted)
        return (
            service.save_evaluation,
            self.juror,
            evaluation or self.evaluation,
            revision,
            lambda: sent,
            now,
        )

    def revisions(self) -> Counter[str]:
        with Session(self.engine) as session:
            return Counter(session.scalars(select(Revision.branch)).all())


@pytest.fixture
def stage(tmp_path: Path, house: House) -> Iterator[Stage]:
    with ExitStack() as stack:
        if os.environ.get("TAHKEEM_TEST_DATABASE", "sqlite") == "postgresql":
            url = stack.enter_context(postgres())
        else:
            url = f"sqlite:///{tmp_path / 'parallel.sqlite3'}"
        made = Stage(url, house)
        yield made
        made.engine.dispose()


def said(answers: list[Any]) -> Counter[str]:
    for one in answers:
        if isinstance(one, BaseException) and not isinstance(one, Refusal):
            raise one
    return Counter(
        one.code if isinstance(one, Refusal) else "replay" if one.replay else "saved"
        for one in answers
    )


def test_one_save_sent_many_times_has_one_effect(stage: Stage) -> None:
    revision = uuid7()
    answers = stage.run(*(stage.save(revision) for _ in range(MANY)))
    assert said(answers) == {"saved": 1, "replay": MANY - 1}
    assert stage.revisions() == {"head": 1}


def test_one_id_with_other_content_at_once(stage: Stage) -> None:
    """Whoever comes first has it; the others are told that it is taken."""
    revision = uuid7()
    answers = stage.run(*(stage.save(revision, comment=str(n)) for n in range(MANY)))
    assert said(answers) == {"saved": 1, "revision_taken": MANY - 1}
    assert stage.revisions() == {"head": 1}


def test_one_id_for_many_evaluations_at_once(stage: Stage) -> None:
    revision = uuid7()
    answers = stage.run(*(stage.save(revision, one) for one in stage.more))
    assert said(answers) == {"saved": 1, "revision_taken": MANY - 1}


def test_many_tabs_at_once_move_the_head_once_and_lose_nothing(stage: Stage) -> None:
    answers = stage.run(*(stage.save(uuid7(), comment=str(n)) for n in range(MANY)))
    assert said(answers) == {"saved": 1, "diverged": MANY - 1}
    assert stage.revisions() == {"head": 1, "diverged": MANY - 1}
    with Session(stage.engine) as session:
        kept = session.scalars(select(Revision.comment)).all()
    assert sorted(kept) == sorted(str(n) for n in range(MANY))


def test_a_close_in_the_middle_of_saves_counts_exactly_those_that_were_accepted(
    stage: Stage,
) -> None:
    """The saves arrived in the last moment of the round; the close just after it."""
    late = stage.closes_at + timedelta(seconds=1)
    saves = [stage.save(uuid7(), one, stage.closes_at) for one in stage.more]
    close = (round_service.close_round, stage.organiser, stage.round, True, "تأخر", late)
    answers = stage.run(*saves[: MANY // 2], close, *saves[MANY // 2 :])
    closed = answers.pop(MANY // 2)
    assert isinstance(closed, Round), closed
    accepted = said(answers)
    assert set(accepted) <= {"saved", "round_over"}
    with Session(stage.engine) as session:
        digest, count = closing_hash(session, stage.round)
        assert (digest, count) == (closed.closing_hash, accepted["saved"])


def test_a_recusal_in_the_middle_of_saves(stage: Stage) -> None:
    """Each save came before the recusal and is kept, or after it and is refused."""
    first = uuid7()
    assert said(stage.run(stage.save(first))) == {"saved": 1}
    declared = OwnConflictIn(evaluation_id=stage.evaluation, kind=ConflictKind.family)
    recuse = (conflict_service.declare_conflict, stage.juror, uuid7(), declared, NOW)
    answers = stage.run(
        *(stage.save(uuid7(), comment=str(n)) for n in range(MANY // 2)),
        recuse,
        *(stage.save(uuid7(), comment=str(n)) for n in range(MANY // 2)),
    )
    answers.pop(MANY // 2)
    assert set(said(answers)) <= {"diverged", "evaluation_closed"}
    with Session(stage.engine) as session:
        row = session.get_one(Evaluation, stage.evaluation)
        assert (row.closed_reason, row.head_id) == ("recused", first)
        assert row.closed_at == NOW.astimezone(UTC)
