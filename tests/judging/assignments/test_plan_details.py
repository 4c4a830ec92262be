"""What a plan tells of entries that got nobody, of jurors outside it, and of those who left."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.database import SYSTEM, Database
from app.jobs.worker import Running
from app.judging.assignments import plan_routes
from app.judging.assignments.plan_job_service import make_plan
from app.judging.conflicts.models import Conflict
from app.judging.panels.models import Juror, Panel
from app.kit.errors import Refusal
from app.kit.ids import uuid7
from tests.factories import NOW, make_entry, make_evaluation
from tests.judging.assignments.test_plans import (
    SignIn,
    apply,
    code,
    explain,
    jurors,
    organiser,
    plan,
)
from tests.judging.scene import Scene

__all__ = ["SignIn", "jurors", "organiser"]


def bar(session: Session, scene: Scene, juror: Juror, entry_id: Any) -> None:
    session.add(
        Conflict(
            id=uuid7(),
            edition_id=scene.edition.id,
            juror_id=juror.id,
            entry_id=entry_id,
            source="organiser",
            kind="other",
            reason="-",
            state="suspended",
            declared_at=NOW,
        )
    )


def test_every_entry_is_told_of_and_every_seat_counts(
    session: Session, scene: Scene, organiser: TestClient, jurors: list[Juror]
) -> None:
    panel = session.scalars(select(Panel)).one()
    panel.composition = {"international": 1, "only_readers": True}
    jurors[1].origin = jurors[2].origin = "international"
    jurors[4].languages = ["en"]
    alone = make_entry(session, scene.category, state="eligible", submitted_at=NOW)
    make_evaluation(session, scene.round, scene.entry, jurors[1])
    for one in jurors[2:4]:
        bar(session, scene, one, alone.id)
    session.commit()
    # By hand the panel's language holds too.
    url = f"/api/v1/rounds/{scene.round.id}/assignments/{uuid7()}"
    pair = {"entry_id": str(alone.id), "juror_id": str(jurors[4].id)}
    assert code(organiser.put(url, json=pair)) == (409, "language_not_read")
    # Two jurors for everything: the entry that neither may read is there, with nobody.
    chosen = [str(one.id) for one in jurors[2:4]]
    made = plan(scene, organiser, kind="category", juror_ids=chosen).json()["plan"]
    rows = organiser.get(f"/api/v1/plans/{made['id']}/entries").json()
    assert rows["total"] == 7
    by_entry = {row["entry_id"]: row for row in rows["items"]}
    changed = organiser.get(f"/api/v1/plans/{made['id']}/entries?changed=true").json()["items"]
    assert str(alone.id) in {row["entry_id"] for row in changed}
    assert (by_entry[str(alone.id)]["seats"], by_entry[str(alone.id)]["lacks"]) == (
        [],
        ["international"],
    )
    # An international juror outside the plan holds a seat there already: nothing is lacking.
    here = {one["juror_id"]: one["kept"] for one in by_entry[str(scene.entry.id)]["seats"]}
    assert here[str(jurors[1].id)] is True
    lacking = organiser.get(f"/api/v1/plans/{made['id']}/entries?lacking=true").json()["items"]
    assert [row["entry_id"] for row in lacking] == [str(alone.id)]
    # The plan gives it nobody, and that is told as well; who had all they need is not.
    session.delete(alone)
    full = plan(scene, organiser, jurors_per_entry=1).json()["plan"]
    same = organiser.get(f"/api/v1/plans/{full['id']}/entries?changed=false").json()["items"]
    assert [row["entry_id"] for row in same] == [str(scene.entry.id)]
    assert all(one["kept"] for one in same[0]["seats"])


def test_who_left_is_named_and_the_plan_is_made_without_them(
    session: Session, scene: Scene, organiser: TestClient, jurors: list[Juror]
) -> None:
    chosen = [str(one.id) for one in jurors[1:4]]
    made = plan(scene, organiser, jurors_per_entry=2, juror_ids=chosen).json()["plan"]
    pair = {"entry_id": made["pairs"][0]["entry_id"], "juror_id": chosen[0]}
    organiser.post(f"/api/v1/jurors/{chosen[2]}/remove", json={"reason": "سفر"})
    stale = apply(organiser, made["id"])
    assert code(stale) == (409, "world_changed")
    assert (stale.json()["left"], "jurors" in stale.json()["changed"]) == ([chosen[2]], True)
    assert code(explain(organiser, made["id"], pair)) == (409, "world_changed")
    assert code(plan(scene, organiser, juror_ids=chosen)) == (422, "plan_juror_unknown")
    again = plan(scene, organiser, jurors_per_entry=2, juror_ids=chosen[:2])
    assert again.status_code == 201


def test_rules_that_cross_are_solved_apart_and_a_job_keeps_what_was_asked(
    session: Session,
    scene: Scene,
    organiser: TestClient,
    jurors: list[Juror],
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(plan_routes, "CROSSING_AT_ONCE", 10)
    assert plan(scene, organiser, jurors_per_entry=2).status_code == 201
    panel = session.scalars(select(Panel)).one()
    panel.composition = {"international": 1, "per_employer": 1}
    session.commit()
    queued = plan(scene, organiser, jurors_per_entry=2)
    assert queued.status_code == 202
    job = queued.json()["job"]
    payload = {
        "round_id": str(scene.round.id),
        "wanted": {"kind": "spread", "jurors_per_entry": 2},
    }
    running = Running(job["id"], payload, scene.edition.id, SYSTEM)
    with pytest.raises(Refusal) as refused:
        asyncio.run(make_plan(database, running))
    assert refused.value.code == "infeasible"
    assert refused.value.facts["wanted"]["jurors_per_entry"] == 2
