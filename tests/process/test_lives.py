"""Random lives of jurors' devices against a real server: nothing that was marked is lost, nothing is there twice.

The devices are the SPA's own code (frontend/src/offline): desks, outboxes, lost networks and answers, killed browsers, a
recusal. They tell what they have marked and what was acknowledged; the database is asked whether it is so.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.database import sync_engine
from app.editions.models import Criterion
from app.judging.evaluations.models import Evaluation, Revision
from app.kit.ids import uuid7
from tests.accounts.support import PASSWORD
from tests.conftest import migrate
from tests.harness.server import ROOT, Server
from tests.process.traffic import World, lay

pytestmark = [pytest.mark.process, pytest.mark.once]

LIVES = 100
MANY_LIVES = 1000
JURORS = 4
SITES = 3  # the evaluations of one life
MARKS = 40  # as many as a life has steps


def lives(folder: Path, count: int) -> tuple[Engine, list[dict[str, Any]]]:
    """Live them; what the devices tell of each evaluation."""
    url = f"sqlite:///{folder / 'tahkeem.sqlite3'}"
    migrate(url)
    engine = sync_engine(url)
    world = lay(engine, jurors=JURORS, entries=count * SITES // JURORS)
    given = folder / "lives.json"
    server = Server(folder, url)
    given.write_text(
        json.dumps(
            {
                "url": server.url.replace("localhost", "127.0.0.1"),
                "criteria": more_criteria(engine, world),
                "jurors": [
                    {"email": desk.email, "password": PASSWORD, "evaluations": desk.evaluations}
                    for desk in world.desks
                ],
            },
            default=str,
        )
    )
    server.start()
    try:
        done = subprocess.run(
            ["npx", "--no-install", "vitest", "run", "src/offline/interleavings.test.ts"],
            cwd=ROOT / "frontend",
            env={**os.environ, "LIVES_ON_SERVER": str(given)},
            capture_output=True,
            text=True,
        )
    finally:
        server.stop()
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    return engine, json.loads(Path(f"{given}.told").read_text())


def more_criteria(engine: Engine, world: World) -> list[str]:
    """So many leaves that no life marks one twice."""
    with Session(engine) as session:
        first = session.get_one(Criterion, UUID(world.criteria[0]))
        made = [
            Criterion(
                id=uuid7(),
                rubric_id=first.rubric_id,
                position=10 + number,
                code=f"more{number}",
                name_ar="معيار",
                weight=1,
                minimum=0,
                maximum=5,
                step=1,
            )
            for number in range(MARKS)
        ]
        session.add_all(made)
        session.commit()
        return [str(one.id) for one in made]


def said(scores: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """The points and words of each mark."""
    return {key: (one["points"], one["comment"]) for key, one in scores.items()}


def losses(engine: Engine, told: list[dict[str, Any]]) -> list[str]:
    """Every way in which the database and the devices do not hold what was marked; empty when they do."""
    with Session(engine) as session:
        rows = {str(row.id): row for row in session.scalars(select(Revision))}
        heads: dict[UUID, UUID | None] = dict(
            session.execute(select(Evaluation.id, Evaluation.head_id)).all()
        )
    on_head = Counter(row.evaluation_id for row in rows.values() if row.branch == "head")
    lost = []
    for one in told:
        name, evaluation = f"{one['seed']} {one['evaluation']}", UUID(one["evaluation"])
        lost += [f"{name}: {answer}" for answer in one["wrong"]]
        head = rows.get(str(heads[evaluation]))
        chain, at = 0, head
        while at is not None:
            chain += 1
            at = rows.get(str(at.parent_id))
        if chain != on_head[evaluation]:
            lost.append(f"{name}: a chain of {chain} of {on_head[evaluation]} revisions")
        for taken in one["taken"]:
            row = rows.get(taken["id"])
            if row is None:
                lost.append(f"{name}: {taken['id']} is gone")
            elif (row.branch, str(row.parent_id or ""), said(row.scores)) != (
                "head",
                taken["parent"] or "",
                said(taken["marks"]),
            ):
                lost.append(f"{name}: {taken['id']} is another")
        safe = set(said(head.scores if head else {}).items())
        if one["recused"]:
            safe |= {pair for key, mark in one["kept"] for pair in said({key: mark}).items()}
        for key, mark in one["marks"]:
            if not safe.issuperset(said({key: mark}).items()):
                lost.append(f"{name}: {key} is lost, or is another")
        if one["waits"] and not one["recused"]:
            lost.append(f"{name}: work waits on {one['waits']} devices")
    return lost


def check(folder: Path, count: int) -> None:
    engine, told = lives(folder, count)
    assert len(told) == count * SITES
    assert losses(engine, told) == []
    assert sum(len(one["marks"]) for one in told) > count, "they have lived"
    assert any(one["recused"] and one["kept"] for one in told), "a recusal fell between"
    engine.dispose()


def test_no_life_loses_a_mark(tmp_path: Path) -> None:
    """Every committed revision is there once, every mark in the head or, after a recusal, on its device."""
    check(tmp_path, LIVES)


@pytest.mark.slow
def test_many_lives(tmp_path: Path) -> None:
    """As long as it takes: ten times as many."""
    check(tmp_path, MANY_LIVES)
