"""A plan is applied beside acts that take its jurors away: one comes first, and both hold."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.judging.assignments import conflict_service, juror_service, plan_queries, plan_service
from app.judging.assignments.plan_rules import draw
from app.judging.assignments.rules import PlanKind
from app.judging.assignments.schemas import PlanIn
from app.judging.conflicts.rules import ConflictKind
from app.judging.conflicts.schemas import ConflictReport
from app.judging.evaluations.models import Evaluation
from app.judging.panels.models import Juror
from app.kit.errors import Refusal
from app.kit.ids import uuid7
from tests.factories import NOW
from tests.judging.evaluations.test_parallel import Stage, stage

__all__ = ["stage"]


def made(stage: Stage, wanted: PlanIn) -> UUID:
    """A plan made as a request makes it; its id."""
    (task,) = stage.run((plan_queries.plan_task, stage.organiser, stage.round, wanted))
    drawn = draw(task.world, task.wish)
    (plan,) = stage.run((plan_service.make_plan, stage.organiser, stage.round, wanted, drawn, NOW))
    assert plan.pairs_total > 0
    key: UUID = plan.id
    return key


def apply(stage: Stage, key: UUID) -> tuple[Any, ...]:
    return plan_service.apply_plan, stage.organiser, key, None, NOW


@pytest.fixture
def key(stage: Stage) -> UUID:
    """Every evaluation was taken back; a plan gives them all to the only juror again."""
    with Session(stage.engine) as session:
        for row in session.scalars(select(Evaluation)):
            row.closed_at, row.closed_reason = NOW, "removed"
        session.commit()
    return made(stage, PlanIn(kind=PlanKind.spread, jurors_per_entry=1))


def live_of(stage: Stage) -> set[UUID]:
    with Session(stage.engine) as session:
        rows = session.scalars(select(Evaluation.entry_id).where(Evaluation.closed_at.is_(None)))
        return set(rows)


def test_nobody_is_given_work_who_is_leaving_at_that_moment(stage: Stage, key: UUID) -> None:
    with Session(stage.engine) as session:
        juror = session.scalars(select(Juror.id)).one()
    leave = (juror_service.remove_juror, stage.organiser, juror, "سفر", NOW)
    applied, removed = stage.run(apply(stage, key), leave)
    assert isinstance(removed, Juror), removed
    # Applied first and closed by the leaving, or refused: never live for one who left.
    assert not isinstance(applied, Refusal) or applied.code == "world_changed", applied
    assert live_of(stage) == set()


def test_a_conflict_reported_at_that_moment_bars(stage: Stage, key: UUID) -> None:
    with Session(stage.engine) as session:
        row = session.get_one(Evaluation, stage.evaluation)
        juror, entry = row.juror_id, row.entry_id
        edition = session.get_one(Juror, juror).edition_id
    wanted = ConflictReport(
        juror_id=juror, entry_id=entry, kind=ConflictKind.family, reason="قرابة"
    )
    report = (conflict_service.report_conflict, stage.organiser, edition, uuid7(), wanted, NOW)
    applied, reported = stage.run(apply(stage, key), report)
    assert not isinstance(reported, BaseException), reported
    assert not isinstance(applied, Refusal) or applied.code == "world_changed", applied
    assert entry not in live_of(stage)
