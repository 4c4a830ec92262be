"""Random lives of jurors' devices against a real server: nothing that was marked is lost, nothing is there twice.

The devices are the SPA's own code (frontend/src/offline): desks, outboxes, lost networks and answers, killed browsers,
conflicts between two devices, submissions and reopening, a recusal. They tell what they have written over what, what they
have submitted and what was acknowledged; the database is asked whether it is so.
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
from app.editions.models import Category, Criterion, Edition
from app.judging.evaluations.models import Evaluation, Revision
from tests.accounts.support import PASSWORD
from tests.factories import make_field, make_level
from tests.harness.migrated import migrate
from tests.harness.server import ROOT, Server
from tests.process.traffic import lay

pytestmark = [pytest.mark.process, pytest.mark.once]

LIVES = 100
MANY_LIVES = 1000
JURORS = 4
SITES = 3  # the evaluations of one life


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
                "criteria": vary(engine, world.criteria),
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


def vary(engine: Engine, leaves: list[str]) -> list[dict[str, Any]]:
    """One of the leaves has levels, one may be claimed not to apply, two rest on an answer; what the devices know of it."""
    with Session(engine, expire_on_commit=False) as session:
        category = session.scalars(select(Category)).one()
        session.scalars(select(Edition)).one().na_policy = "claims"
        field = make_field(session, category, code="what")
        first, second, third, fourth = (session.get_one(Criterion, UUID(key)) for key in leaves)
        second.step = None
        levels = [make_level(session, second, f"l{at}", at) for at in (0, 3, 5)]
        session.commit()
    return [
        {
            "id": str(one.id),
            "levels": [level.code for level in levels if one is second],
            "na": one is third,
            "fields": [str(field.id)] if one in (first, third) else [],
        }
        for one in (first, second, third, fourth)
    ]


def said(row: Revision | None) -> dict[str, str]:
    """The lines of a revision that say something: what each mark is, its words and pins; comment, notes."""
    if row is None:
        return {}
    marks = {
        key: " ".join(
            [
                "na" if one["na"] else one["points"] or one["level"],
                one["comment"],
                *(pin["field_id"] for pin in one["pins"]),
            ]
        )
        for key, one in row.scores.items()
    }
    return marks | {
        key: text for key, text in (("comment", row.comment), ("notes", row.notes)) if text
    }


def lost_words(over: dict[str, dict[str, list[str]]], standing: list[dict[str, str]]) -> list[str]:
    """The words that neither stand nor are under one that does: nobody chose to be without them."""
    lost = []
    for line, words in over.items():
        # '' is over what was given up with nothing in its place.
        waiting = ["", *(lines[line] for lines in standing if line in lines)]
        found: set[str] = set()
        while waiting:
            word = waiting.pop()
            if word not in found:
                found.add(word)
                waiting += words.get(word, ())
        lost += [f"{line}: {word} is lost" for word in words if word not in found]
    return lost


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
        chain, at = [], head
        while at is not None:
            chain.append(at)
            at = rows.get(str(at.parent_id))
        if len(chain) != on_head[evaluation]:
            lost.append(f"{name}: a chain of {len(chain)} of {on_head[evaluation]} revisions")
        for taken in one["taken"]:
            row = rows.get(taken["id"])
            if row is None:
                lost.append(f"{name}: {taken['id']} is gone")
            elif (row.branch, str(row.parent_id or ""), row.status, said(row)) != (
                "head",
                taken["parent"] or "",
                taken["status"],
                taken["lines"],
            ):
                lost.append(f"{name}: {taken['id']} is another")
        standing = [said(head), *(one["kept"] if one["recused"] else ())]
        lost += [f"{name}: {what}" for what in lost_words(one["over"], standing)]
        submitted = [said(row) for row in chain if row.status == "submitted"]
        lost += [
            f"{name}: nobody submitted {lines}"
            for lines in submitted
            if lines not in one["submitted"]
        ]
        if not one["recused"]:
            lost += [
                f"{name}: a submission is lost" for lines in one["wished"] if lines not in submitted
            ]
        if one["waits"] and not one["recused"]:
            lost.append(f"{name}: work waits on {one['waits']} devices")
    return lost


def check(folder: Path, count: int) -> None:
    engine, told = lives(folder, count)
    assert len(told) == count * SITES
    assert losses(engine, told) == []
    words = [words for one in told for line in one["over"].values() for words in line.values()]
    assert len(words) > count, "they have lived"
    assert sum(len(one["wished"]) for one in told) > count / 10, "they have submitted"
    assert any(one["recused"] and any(one["kept"]) for one in told), "a recusal fell between"
    engine.dispose()


def test_no_life_loses_a_mark(tmp_path: Path) -> None:
    """Every committed revision is there once, every mark in the head or, after a recusal, on its device."""
    check(tmp_path, LIVES)


@pytest.mark.slow
def test_many_lives(tmp_path: Path) -> None:
    """As long as it takes: ten times as many."""
    check(tmp_path, MANY_LIVES)
