"""`kill -9` in the middle of saves: what was acknowledged is there after the next start."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, update
from sqlalchemy.orm import Session

from app.database import sync_engine
from app.judging.evaluations.models import Revision
from app.kit.ids import uuid7
from tests.harness.migrated import migrate
from tests.harness.postgres import Cluster, cluster, make_database
from tests.harness.server import Server
from tests.process.traffic import Juror, Ledger, World, lay, losses

pytestmark = pytest.mark.process

SAVES = 200
KILLS = 3
MANY_KILLS = int(os.environ.get("KILLS", "20"))
JURORS = 4
LONGEST = 240  # seconds, whatever happens


@pytest.fixture
def own_cluster() -> Iterator[Cluster | None]:
    """PostgreSQL with fsync, to be killed too; nothing on SQLite."""
    if os.environ.get("TAHKEEM_TEST_DATABASE") != "postgresql":
        yield None
        return
    with cluster(fsync=True) as made:
        yield made


@pytest.fixture
def place(tmp_path: Path, own_cluster: Cluster | None) -> Iterator[tuple[Server, Engine]]:
    """A migrated server that is not started, and a door to its database."""
    if own_cluster is None:
        url = f"sqlite:///{tmp_path / 'tahkeem.sqlite3'}"
    else:
        url = make_database(own_cluster.url("postgres"))
    migrate(url)
    server = Server(tmp_path, url)
    engine = sync_engine(url)
    yield server, engine
    server.kill()
    engine.dispose()


def save_and_kill(
    server: Server, world: World, saves: int, kills: int, postgres: Cluster | None = None
) -> Ledger:
    """Jurors save; the server is killed `kills` times meanwhile (PostgreSQL too, every other time)."""
    ledger = Ledger()
    server.start()
    jurors = [Juror(server.port, desk, world.criteria, ledger) for desk in world.desks]
    for juror in jurors:
        juror.start()
    dice = random.Random(7)
    until = time.monotonic() + LONGEST
    for kill in range(1, kills + 1):
        wait_for(ledger, saves * kill // (kills + 1), until)
        time.sleep(dice.uniform(0, 0.05))
        if postgres is not None and kill % 2 == 0:
            postgres.kill()
            server.kill()
            postgres.start()
        else:
            server.kill()
        server.start()
    wait_for(ledger, saves, until)
    server.kill()
    for juror in jurors:
        juror.stopped.set()
    for juror in jurors:
        juror.join(timeout=30)
    assert not any(juror.is_alive() for juror in jurors)
    return ledger


def wait_for(ledger: Ledger, count: int, until: float) -> None:
    while len(ledger) < count:
        assert ledger.wrong == []
        assert time.monotonic() < until, f"only {len(ledger)} of {count} saves"
        time.sleep(0.002)


def check(
    place: tuple[Server, Engine], kills: int, saves: int, postgres: Cluster | None
) -> tuple[Ledger, Engine]:
    server, engine = place
    world = lay(engine, jurors=JURORS, entries=4)
    engine.dispose()
    ledger = save_and_kill(server, world, saves, kills, postgres)
    assert ledger.wrong == []
    assert len(ledger) >= saves
    assert losses(engine, ledger) == []
    return ledger, engine


def test_no_acknowledged_evaluation_is_lost(
    place: tuple[Server, Engine], own_cluster: Cluster | None
) -> None:
    """And the check itself sees a lost, a changed and a displaced revision."""
    ledger, engine = check(place, KILLS, SAVES, own_cluster)
    tampered(engine, ledger)


def tampered(engine: Engine, ledger: Ledger) -> None:
    parents = {parent: evaluation for evaluation, parent, _ in ledger.saved.values()}
    tip = next(key for key in ledger.saved if key not in parents)
    inner, evaluation = next((key, at) for key, at in parents.items() if key is not None)
    with Session(engine) as session:
        session.execute(update(Revision).where(Revision.id == inner).values(comment="other"))
        session.commit()
    assert losses(engine, ledger) == [f"{inner} holds other content"]
    never = uuid7()
    ledger.acknowledge(never, *ledger.saved[tip])
    assert losses(engine, ledger) == [f"{inner} holds other content", f"{never} is gone"]
    with Session(engine) as session:
        session.execute(delete(Revision).where(Revision.id == inner))
        session.commit()
    lost = losses(engine, ledger)
    assert lost[:3] == [
        f"{inner} is gone",
        f"{never} is gone",
        f"the head of {evaluation} leads to a revision that is gone",
    ]
    assert len(lost) == 4
    assert lost[3].endswith("revisions"), "an act without its revision"


@pytest.mark.slow
def test_many_kills(place: tuple[Server, Engine], own_cluster: Cluster | None) -> None:
    """`KILLS=1000` is the moonshot."""
    check(place, MANY_KILLS, MANY_KILLS * 40, own_cluster)
