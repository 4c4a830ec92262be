"""Two worlds with equal inputs and other scores answer everybody else alike, byte for byte, until publication.

Of each run two worlds are lived from the same rows, the same ids and the same clock: two jurors save, submit and reopen
with other marks and other words in each, the round is closed, ranked, decided, signed and published for later. Whoever
may not know the marks asks for something after every act, and does what is theirs to do: status, headers and bytes are
the same.
"""

from __future__ import annotations

import random
import re
from asyncio import AbstractEventLoop
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Role
from app.database import Database
from app.editions.models import Criterion
from app.judging.conflicts.models import Conflict
from app.judging.evaluations.models import Evaluation
from app.judging.rounds.models import Round
from app.kit import ids
from app.kit.ids import uuid7
from app.kit.tokens import KeyRing
from app.main import API
from app.office.queries import load_actor
from tests.access.test_matrix import api_routes
from tests.conftest import NOW, Clock, Current, make_house, signing_in
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_evaluation,
    make_juror,
    make_member,
    make_organisation,
    make_panel,
    make_round,
    make_staff,
)
from tests.harness.client import Client

pytestmark = [pytest.mark.once, pytest.mark.no_cover]

RUNS: Final = 500
PARTS: Final = 10  # so that the workers share them
MANY: Final = 2_000
OPENINGS: Final = 60  # runs in which a juror may open colleagues' scores
CLOSING: Final = 25  # one run of so many goes on to the publication: a ranking takes a process
WIDEST: Final = 5  # of so many ids of a kind it is known beforehand who may read them
SEARCHES: Final = ("", "5", "100", "وزارة", "a", "draft", "submitted")
SORTS: Final = ("number", "-number", "title", "-title", "state", "-score", "-saved_at", "progress")
SECRET, OTHERS = ("first", "second"), ("juror", "recused", "entrant", "other_entrant", "anonymous")


@dataclass
class World:
    """What both worlds begin with."""

    app: FastAPI
    current: Current
    database: Database
    connection: Connection
    session: Session
    clock: Clock
    people: dict[str, User] = field(default_factory=dict)
    clients: dict[str, TestClient] = field(default_factory=dict)
    evaluations: dict[str, list[UUID]] = field(default_factory=dict)
    leaves: list[str] = field(default_factory=list)
    known: dict[str, list[Any]] = field(default_factory=dict)
    gets: list[tuple[str, list[str]]] = field(default_factory=list)
    # What each of the others may read when the round has just begun.
    readable: dict[str, list[str]] = field(default_factory=dict)

    def lay(self) -> None:
        """An edition in judging, three entries of two agencies, four jurors who are assigned all of them."""
        session = self.session
        edition = make_edition(
            session, phase="judging", tiebreaks=["lot", "shared"], rulebook_hash="r" * 64
        )
        category = make_category(session, edition, places=1)
        agencies = [make_organisation(session), make_organisation(session, name_ar="جهة أخرى")]
        entries = [
            make_entry(session, category, agency, state="eligible", submitted_at=NOW)
            for agency in (agencies[0], agencies[1], agencies[1])
        ]
        round_ = make_round(session, edition)
        jurors = {
            name: make_juror(session, edition) for name in ("juror", "recused", *SECRET, "third")
        }
        make_panel(session, round_, *jurors.values())
        for name, juror in jurors.items():
            self.people[name] = session.get_one(User, juror.user_id)
            made = [make_evaluation(session, round_, entry, juror) for entry in entries]
            self.evaluations[name] = [one.id for one in made]
        barred = session.get_one(Evaluation, self.evaluations["recused"][0])
        barred.closed_at, barred.closed_reason = NOW, "recused"
        session.add(
            Conflict(
                id=uuid7(),
                edition_id=edition.id,
                juror_id=jurors["recused"].id,
                entry_id=entries[0].id,
                source="juror",
                kind="employer",
                state="recused",
                declared_at=NOW,
            )
        )
        self.people["entrant"] = make_member(session, agencies[0])
        self.people["other_entrant"] = make_member(session, agencies[1])
        self.people["organiser"] = make_staff(session, edition)
        self.people["approver"] = make_staff(session, edition, Role.approver)
        self.leaves = [
            str(key)
            for key in session.scalars(
                select(Criterion.id)
                .where(Criterion.rubric_id == category.rubric_id, Criterion.minimum.is_not(None))
                .order_by(Criterion.position)
            )
        ]
        self.known = {
            "edition_id": [edition.id],
            "programme_id": [edition.programme_id],
            "category_id": [category.id],
            "rubric_id": [category.rubric_id],
            "round_id": [round_.id],
            "entry_id": [one.id for one in entries],
            "organisation_id": [one.id for one in agencies],
            "juror_id": [one.id for one in jurors.values()],
            "user_id": [one.id for one in self.people.values()],
            "evaluation_id": [key for keys in self.evaluations.values() for key in keys],
            "ranking_id": [uuid7()],
            "slug": [edition.slug],
            "number": [one.number for one in entries],
        }
        session.commit()

    def reads(self, name: str) -> list[str]:
        """What this person may read now; asking leaves nothing behind."""
        found = []
        for path, names in self.gets:
            for at in range(max((min(len(self.known[one]), WIDEST) for one in names), default=1)):
                url = path.format(
                    **{one: self.known[one][at % len(self.known[one])] for one in names}
                )
                self.session.commit()
                with self.connection.begin_nested() as savepoint:
                    if self.clients[name].get(url).status_code == 200:
                        found.append(url)
                    self.session.rollback()
                    savepoint.rollback()
        return found


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
            made.gets = [
                (path, names)
                for path, names in (
                    (at, re.findall(r"\{(\w+)", at))
                    for at in paths(app)
                    if not re.search(MOMENT, at)
                )
                if set(names) <= set(made.known)
            ]
            made.readable = {name: made.reads(name) for name in OTHERS}
            assert all(made.readable.values())
            yield made
        outer.rollback()


def paths(app: FastAPI) -> list[str]:
    """Where something may be read: the API, and the public pages."""
    return [
        (API if route.path.split("/")[1] not in PAGES else "") + route.path
        for route in api_routes(app)
        if route.methods == {"GET"}
    ]


# Files that a library stamps with the machine's own time, and what is no answer of ours.
MOMENT: Final = "template|static"
PAGES: Final = ("editions", "en")
Told = list[tuple[str, int, list[tuple[str, str]], bytes]]


class Life:
    """One world, lived: `public` decides what is done, `secret` the marks; `told` is what the others got."""

    def __init__(self, world: World, seed: int, which: int) -> None:
        self.world = world
        self.public = random.Random(seed)
        self.secret = random.Random(f"{seed} {which}")
        self.heads: dict[UUID, str] = {}
        self.submitted: set[UUID] = set()
        self.told: Told = []
        self.watchers: tuple[str, ...] = OTHERS
        self.statuses: list[int] = []
        self.winners: list[str] = []
        # What the round lets a juror read of colleagues, by who asked for it.
        self.flows: list[bytes] = []

    def acts(self) -> tuple[Callable[[], None], ...]:
        return (self.save, self.save, self.save, self.reopen, self.wait, self.own)

    def live(self, seed: int) -> Told:
        for _ in range(self.public.randint(2, 5)):
            self.public.choice(self.acts())()
            self.ask()
        if seed % CLOSING == 0:
            self.end()
        return self.told

    def send(self, name: str, method: str, path: str, **more: Any) -> Any:
        """A request, which those who may not know the marks see the answer of."""
        answer = self.world.clients[name].request(method, path, **more)
        if name in OTHERS:
            headers = sorted((k, v) for k, v in answer.headers.items())
            self.told.append(
                (f"{name} {method} {path}", answer.status_code, headers, answer.content)
            )
        return answer

    def revision(self, name: str, marks: random.Random, *, final: bool = False) -> UUID:
        """Somebody's save, as a draft or submitted: which it is, is no secret."""
        at = self.public.choice(self.world.evaluations[name])
        submits = final or self.public.random() < 0.5
        chosen = [one for one in self.world.leaves if submits or marks.random() < 0.7]
        words = "كلمة " * marks.randint(0, 9)
        scores: dict[str, Any] = {
            leaf: {
                "points": str(marks.randint(0, 5)),
                "level": None,
                "na": False,
                "comment": words or None,
                "pins": [],
            }
            for leaf in chosen
        }
        head = self.heads.get(at)
        key = str(UUID(int=self.public.getrandbits(128), version=4))
        saved = self.send(
            name,
            "PUT",
            f"{API}/juror/evaluations/{at}/revisions/{key}",
            headers={"If-None-Match": "*"} if head is None else {"If-Match": f'"{head}"'},
            json={
                "scores": scores,
                "comment": words,
                "notes": words,
                "status": "submitted" if submits else "draft",
                "made_at": self.world.clock().isoformat(),
            },
        )
        self.statuses.append(saved.status_code)
        if saved.status_code == 201:
            self.heads[at] = key
        return at

    def save(self) -> None:
        self.revision(self.public.choice(SECRET), self.secret)

    def own(self) -> None:
        """What the watching jurors do themselves is the same in both worlds."""
        self.revision(self.public.choice(("juror", "recused")), self.public)

    def reopen(self) -> None:
        name = self.public.choice((*SECRET, "juror"))
        at = self.public.choice(self.world.evaluations[name])
        condition = {"If-Match": f'"{self.heads.get(at, at)}"'}
        self.send(name, "POST", f"{API}/juror/evaluations/{at}/reopen", headers=condition)

    def wait(self) -> None:
        self.world.clock.forward(minutes=self.public.randint(1, 600))

    def ask(self, times: int = 2) -> None:
        """Somebody reads something; what it is depends on no mark."""
        for _ in range(times):
            name = self.public.choice(self.watchers)
            path, names = self.public.choice(self.world.gets)
            url = path.format(**{one: self.public.choice(self.world.known[one]) for one in names})
            if self.public.random() < 0.8:
                url = self.public.choice(self.world.readable[name])
            asked = {}
            if self.public.random() < 0.3:
                asked["q"] = self.public.choice(SEARCHES)
            if self.public.random() < 0.3:
                asked["sort"] = self.public.choice(SORTS)
            if self.public.random() < 0.15:
                asked["format"] = "csv"
            language = {"Accept-Language": self.public.choice(("ar", "en"))}
            self.send(name, "GET", url, params=asked, headers=language)

    def end(self) -> None:
        """The round is closed, ranked, decided, signed, and published for later."""
        world, organiser = self.world, world_of(self.world)
        edition, round_ = world.known["edition_id"][0], world.known["round_id"][0]
        for name in SECRET:  # so that there is something to rank
            for _ in range(6):
                self.revision(name, self.secret)
        world.clock.now = NOW + timedelta(days=21)
        self.must(
            organiser("POST", f"/rounds/{round_}/close", accept_missing=True, reason="اكتفاء")
        )
        # Jurors read each other's scores from now on.
        self.watchers = OTHERS[2:]
        self.ask(6)
        self.must(organiser("POST", f"/editions/{edition}/phase", to="deliberation"))
        self.ask(6)
        ranking = self.must(organiser("POST", f"/rounds/{round_}/rankings")).json()["id"]
        world.known["ranking_id"] = [UUID(ranking)]
        rows = self.must(organiser("GET", f"/rankings/{ranking}/rows")).json()["items"]
        winner = next(row for row in rows if row["rank"] == 1)
        self.winners.append(winner["entry"]["id"])
        decisions = [{"entry_id": winner["entry"]["id"], "outcome": "winner", "place": 1}]
        decided = f"/categories/{world.known['category_id'][0]}/decisions"
        self.must(organiser("PUT", decided, ranking_id=ranking, decisions=decisions))
        self.ask(6)
        frozen = self.must(organiser("POST", f"/editions/{edition}/freeze")).json()
        digest = frozen["results_hash"]
        self.ask(3)
        signed = organiser("POST", f"/editions/{edition}/sign", "approver", results_hash=digest)
        self.must(signed)
        self.ask(6)
        later = (world.clock() + timedelta(hours=1)).isoformat()
        self.must(organiser("POST", f"/editions/{edition}/publication", visible_from=later))
        self.ask(20)

    def must(self, answer: Any) -> Any:
        assert answer.status_code in (200, 201), answer.text
        return answer


def world_of(world: World) -> Callable[..., Any]:
    def send(method: str, path: str, who: str = "organiser", **body: Any) -> Any:
        return world.clients[who].request(method, API + path, json=body or None)

    return send


class Dealt:
    """In the place of `secrets`: the same in both worlds."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.randbits = self.random.getrandbits
        self.choice = self.random.choice

    def token_urlsafe(self, size: int) -> str:
        return f"{self.random.getrandbits(8 * size):043x}"


class Time:
    """In the place of `time`: the tests' clock."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    def time_ns(self) -> int:
        return int(self.clock().timestamp() * 1e9)


def lived(
    world: World,
    seed: int,
    which: int,
    monkeypatch: pytest.MonkeyPatch,
    kind: type[Life] = Life,
) -> Life:
    """One life from the beginning; nothing of it stays."""
    world.session.commit()
    with world.connection.begin_nested() as savepoint:
        world.current.database = world.database  # other tests use the same application
        world.app.state.pages.clear()
        world.clock.now = NOW
        monkeypatch.setattr(ids, "secrets", Dealt(seed))
        monkeypatch.setattr(ids, "time", Time(world.clock))
        monkeypatch.setattr(ids, "_clock", ids._Clock())
        known = dict(world.known)
        life = kind(world, seed, which)
        life.live(seed)
        world.known = known
        monkeypatch.undo()
        world.session.rollback()
        savepoint.rollback()
    world.session.expire_all()
    return life


def differences(one: Life, other: Life) -> list[str]:
    """What tells the two apart."""
    assert [told[0] for told in one.told] == [told[0] for told in other.told]
    return [a[0] for a, b in zip(one.told, other.told, strict=True) if a != b]


def check(world: World, seeds: range, monkeypatch: pytest.MonkeyPatch) -> None:
    reads = ended = 0
    for seed in seeds:
        one, other = (lived(world, seed, which, monkeypatch) for which in (0, 1))
        assert differences(one, other) == [], f"seed {seed}"
        assert one.statuses == other.statuses
        reads += sum(told[1] == 200 for told in one.told)
        ended += len(one.winners)
    assert reads > 2 * len(seeds)
    assert ended > 0


@pytest.mark.parametrize("part", range(PARTS))
def test_nobody_else_can_tell_two_worlds_apart(
    part: int, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    each = RUNS // PARTS
    check(world, range(part * each, (part + 1) * each), monkeypatch)


class Leaking(Life):
    """A world in which the round's name tells the last mark."""

    def save(self) -> None:
        super().save()
        round_ = self.world.session.get_one(Round, self.world.known["round_id"][0])
        round_.name_en = str(self.secret.random())
        self.world.session.commit()


def test_a_leak_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    worlds = [
        [lived(world, seed, which, monkeypatch, Leaking) for which in (0, 1)]
        for seed in range(1, 40)
    ]
    assert sum(bool(differences(*pair)) for pair in worlds) > 3


class Opening(Life):
    """A round in which a juror opens colleagues' scores: what that tells of an entry, to its juror
    alone, is the one declared flow. All else stays as before it.
    """

    def __init__(self, world: World, seed: int, which: int) -> None:
        super().__init__(world, seed, which)
        self.opened: set[UUID] = set()

    def live(self, seed: int) -> Told:
        self.world.session.get_one(
            Round, self.world.known["round_id"][0]
        ).independence = "after_own"
        self.world.session.commit()
        return super().live(seed)

    def acts(self) -> tuple[Callable[[], None], ...]:
        return (self.save, self.save, self.reopen, self.own, self.open)

    def open(self) -> None:
        """The juror submits and opens, or only tries."""
        at = self.revision("juror", self.public, final=self.public.random() < 0.7)
        url = f"{API}/juror/evaluations/{at}/colleagues"
        condition = {"If-Match": f'"{self.heads.get(at, at)}"'}
        answer = self.world.clients["juror"].post(url, headers=condition)
        self.statuses.append(answer.status_code)
        if answer.status_code == 200:
            self.opened.add(at)

    def ask(self, times: int = 2) -> None:
        super().ask(times)
        for name in {"juror", "recused"} & set(self.watchers):
            for at in self.world.evaluations[name]:
                self.colleagues(name, at)

    def colleagues(self, name: str, at: UUID) -> None:
        url = f"{API}/juror/evaluations/{at}/colleagues"
        if at in self.opened:
            answer = self.world.clients[name].get(url)
            assert answer.status_code == 200
            self.flows.append(answer.content)
        else:
            answer = self.send(name, "GET", url)
            assert answer.status_code in (403, 409)

    def send(self, name: str, method: str, path: str, **more: Any) -> Any:
        """What was opened is no secret of its juror's any more."""
        told = len(self.told)
        answer = super().send(name, method, path, **more)
        if any(path == f"{API}/juror/evaluations/{at}/colleagues" for at in self.opened) and (
            name == "juror"
        ):
            del self.told[told:]
        return answer


def test_opening_tells_its_juror_of_that_entry_and_nobody_anything_else(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    flowed = opened = 0
    for seed in range(1, OPENINGS + 1):
        one, other = (lived(world, seed, which, monkeypatch, Opening) for which in (0, 1))
        assert differences(one, other) == [], f"seed {seed}"
        assert one.statuses == other.statuses
        assert isinstance(one, Opening)
        opened += len(one.opened)
        flowed += one.flows != other.flows
    assert opened > OPENINGS / 8
    assert flowed > 3


@pytest.mark.slow
def test_in_many_runs(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    check(world, range(RUNS, MANY), monkeypatch)
