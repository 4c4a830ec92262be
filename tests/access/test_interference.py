"""Two worlds with equal inputs and other scores answer everybody else alike, byte for byte, until publication.

Of each run two worlds are lived from the same rows, the same ids and the same clock: two jurors save, submit and reopen
evaluations and orders with other marks and other words in each; the round is closed, the panel meets, votes and agrees,
feedback is written, and it is ranked, decided, signed and published for later. Whoever may not know the marks asks for
something after every act, and does what is theirs to do: status, headers and bytes are the same.
"""

from __future__ import annotations

from asyncio import AbstractEventLoop
from collections.abc import Iterator
from typing import Any, Final

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.database import Database
from app.judging.rounds.models import Round
from app.kit.tokens import KeyRing
from app.office.queries import load_actor
from tests.access.lives import CLOSING, Life, differences, lived
from tests.access.special_lives import Opening, Walled
from tests.access.worlds import SECRET, World
from tests.conftest import Clock, Current, make_house, signing_in
from tests.harness.client import Client

pytestmark = [pytest.mark.once, pytest.mark.no_cover]

RUNS: Final = 500
PARTS: Final = 10  # so that the workers share them
MANY: Final = 2_000
MEETINGS: Final = range(4, 8)  # the seeds of the runs with somebody who is walled off
OPENINGS: Final = 30  # runs in which a juror may open colleagues' scores


@pytest.fixture(scope="module")
def world(
    engine: Engine,
    keys: KeyRing,
    database_url: str,
    shared: tuple[FastAPI, Current],
    loop: AbstractEventLoop,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    app, current = shared
    clock = Clock()
    house = make_house(tmp_path_factory.mktemp("worlds"), keys, clock, database_url)
    with engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            session.info["house"] = house
            current.database = Database(database_url, house, load_actor, bind=connection)
            made = World(app, current, current.database, connection, session, clock)
            made.lay()
            sign_in = signing_in(app, loop, session, house)
            made.clients = {name: sign_in(person) for name, person in made.people.items()}
            made.clients["anonymous"] = Client(app, loop)
            session.commit()
            made.look()
            yield made
        outer.rollback()


def check(world: World, seeds: range, monkeypatch: pytest.MonkeyPatch) -> None:
    reads = ended = 0
    agreed: set[str] = set()
    for seed in seeds:
        one, other = (lived(world, seed, which, monkeypatch) for which in (0, 1))
        assert differences(one, other) == [], f"seed {seed}"
        assert one.statuses == other.statuses
        reads += sum(told[1] == 200 for told in one.told)
        ended += len(one.winners)
        agreed.update(one.agreed, other.agreed)
    assert reads > 2 * len(seeds)
    assert ended > 0
    assert len(agreed) > 1


@pytest.mark.parametrize("part", range(PARTS))
def test_nobody_else_can_tell_two_worlds_apart(
    part: int, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    each = RUNS // PARTS
    check(world, range(part * each, (part + 1) * each), monkeypatch)


def test_who_was_recused_sits_in_the_room_and_learns_nothing_of_the_entry(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    turned = 0
    for seed in MEETINGS:
        one, other = (lived(world, seed, which, monkeypatch, Walled) for which in (0, 1))
        assert differences(one, other) == [], f"seed {seed}"
        seen = [told[0] for told in one.told if told[1] == 200 and told[0].startswith("recused")]
        assert any("/meetings/" in told for told in seen)
        assert isinstance(one, Walled)
        assert isinstance(other, Walled)
        turned += one.agendas != other.agendas
    assert turned > 0  # or the agenda's order had nothing to tell


def test_opening_tells_its_juror_of_that_entry_and_nobody_anything_else(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    flowed = opened = 0
    for seed in range(CLOSING, CLOSING + OPENINGS):
        one, other = (lived(world, seed, which, monkeypatch, Opening) for which in (0, 1))
        assert differences(one, other) == [], f"seed {seed}"
        assert one.statuses == other.statuses
        assert isinstance(one, Opening)
        assert isinstance(other, Opening)
        opened += len(one.opened)
        flowed += one.flows != other.flows
    assert opened > OPENINGS / 8
    assert flowed > 3


class Leaking(Life):
    """A world in which the rounds' names tell the last mark."""

    def put(self, name: str, *where: Any, **content: Any) -> None:
        super().put(name, *where, **content)
        if name in SECRET:
            for one in (self.world.scored, self.world.ordered):
                round_ = self.world.session.get_one(Round, one.round)
                round_.name_en = str(self.secret.random())
            self.world.session.commit()


def test_a_leak_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    worlds = [
        [lived(world, seed, which, monkeypatch, Leaking) for which in (0, 1)]
        for seed in range(1, 40)
    ]
    assert sum(bool(differences(*pair)) for pair in worlds) > 3


@pytest.mark.slow
def test_in_many_runs(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    check(world, range(RUNS, MANY), monkeypatch)
