"""One world, lived: what is done is drawn from what both worlds share, the marks and words from what tells them apart."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import pytest

from app.kit import ids
from app.main import API
from tests.access.worlds import OTHERS, SECRET, Contest, World
from tests.conftest import NOW, Clock

CLOSING: Final = 25  # one run of so many goes on to the publication: a ranking takes a process
SEARCHES: Final = ("", "5", "100", "وزارة", "a", "draft", "submitted")
SORTS: Final = ("number", "-number", "title", "-title", "state", "-score", "-saved_at", "progress")
CHOICES: Final = ("yes", "no", "abstain")
# What of the jury's work and of what is written for entrants could tell a mark.
SURFACES: Final = (
    "/juror/meetings",
    "/juror/waiting",
    "/juror/rankings",
    "/juror/rounds",
    "/juror/evaluations",
    "/juror/evaluations/{evaluation}",
    "/juror/rankings/{order}",
    "/editions/{edition}/meetings",
    "/editions/{edition}/feedback",
    "/meetings/{meeting}",
    "/meetings/{meeting}/signals?seconds=0",
    "/meetings/{meeting}/entries/{entry}",
    "/entries/{entry}/feedback",
    "/entrant/entries/{entry}/feedback",
)
Told = list[tuple[str, int, list[tuple[str, str]], bytes]]


class Life:
    """`public` decides what is done, `secret` the marks; `told` is what the others got."""

    def __init__(self, world: World, seed: int, which: int) -> None:
        self.world = world
        self.public = random.Random(seed)
        self.secret = random.Random(f"{seed} {which}")
        self.heads: dict[UUID, str] = {}
        self.told: Told = []
        self.watchers: tuple[str, ...] = OTHERS
        # Of those who know some marks only: who may not know the marks that differ.
        self.insiders: tuple[str, ...] = ()
        self.statuses: list[int] = []
        self.winners: list[str] = []
        self.agreed: list[str] = []

    def acts(self) -> tuple[Callable[[], Any], ...]:
        """What one of the jury may do next."""
        return (self.save, self.save, self.order, self.reopen, self.wait, self.own)

    def live(self, seed: int) -> Told:
        for _ in range(self.public.randint(2, 5)):
            self.public.choice(self.acts())()
            self.ask()
        if seed % CLOSING == 0:
            self.end(self.world.ordered if seed // CLOSING % 2 else self.world.scored)
        return self.told

    def send(self, name: str, method: str, path: str, **more: Any) -> Any:
        """A request, which those who may not know the marks see the answer of.

        Two worlds that break down alike would hide what each was about to say.
        """
        answer = self.world.clients[name].request(method, path, **more)
        assert answer.status_code < 500, f"{name} {method} {path}"
        if name in OTHERS:
            headers = sorted((k, v) for k, v in answer.headers.items())
            self.told.append(
                (f"{name} {method} {path}", answer.status_code, headers, answer.content)
            )
        return answer

    def staff(self, method: str, path: str, who: str = "organiser", **body: Any) -> Any:
        """What the staff does, and how it went."""
        answer = self.world.clients[who].request(method, API + path, json=body or None)
        assert answer.status_code in (200, 201, 204), answer.text
        return answer

    # ------------------------------------------------------------------ what jurors do

    def marks(self, name: str, entry: int) -> random.Random:
        """Whence what a juror gives an entry is drawn."""
        return self.secret if name in SECRET else self.public

    def save(self) -> None:
        self.revise(self.public.choice(SECRET))

    def order(self) -> None:
        self.rank(self.public.choice(SECRET))

    def own(self) -> None:
        """What the watching jurors do themselves is the same in both worlds."""
        name = self.public.choice(("juror", "recused"))
        self.public.choice((self.revise, self.rank))(name)

    def revise(self, name: str, *, final: bool = False, of: UUID | None = None) -> UUID:
        """Somebody's save, as a draft or submitted: which it is, is no secret."""
        evaluations = self.world.scored.evaluations[name]
        at = of or self.public.choice(evaluations)
        marks = self.marks(name, evaluations.index(at))
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
        self.put(name, f"evaluations/{at}", at, words, submits=submits, scores=scores)
        return at

    def rank(self, name: str, *, final: bool = False) -> None:
        """Somebody's order, of some entries or of all: which of the two, is no secret."""
        at = self.world.ordered.orders[name]
        submits = final or self.public.random() < 0.5
        tiers: list[list[str]] = []
        drawn = [
            (self.marks(name, entry), self.public.random(), key)
            for entry, key in enumerate(self.world.ordered.entries)
        ]
        # What is secret comes last: the others stand to each other as if it were not there.
        for marks, _, key in sorted(drawn, key=lambda one: (one[0] is self.secret, one[1])):
            if not submits and marks.random() < 0.3:
                continue
            if tiers and marks.random() < 0.3:
                marks.choice(tiers).append(str(key))
            else:
                tiers.insert(marks.randint(0, len(tiers)), [str(key)])
        words = "كلمة " * self.marks(name, 0).randint(0, 9)
        self.put(name, f"rankings/{at}", at, words, submits=submits, tiers=tiers)

    def put(
        self, name: str, path: str, at: UUID, words: str, *, submits: bool, **content: Any
    ) -> None:
        head = self.heads.get(at)
        key = str(UUID(int=self.public.getrandbits(128), version=4))
        saved = self.send(
            name,
            "PUT",
            f"{API}/juror/{path}/revisions/{key}",
            headers={"If-None-Match": "*"} if head is None else {"If-Match": f'"{head}"'},
            json={
                **content,
                "comment": words,
                "notes": words,
                "status": "submitted" if submits else "draft",
                "made_at": self.world.clock().isoformat(),
            },
        )
        self.statuses.append(saved.status_code)
        if saved.status_code == 201:
            self.heads[at] = key

    def reopen(self) -> None:
        name = self.public.choice((*SECRET, "juror"))
        at = self.public.choice(self.world.scored.evaluations[name])
        path = f"evaluations/{at}"
        if self.public.random() < 0.3:
            at = self.world.ordered.orders[name]
            path = f"rankings/{at}"
        condition = {"If-Match": f'"{self.heads.get(at, at)}"'}
        self.send(name, "POST", f"{API}/juror/{path}/reopen", headers=condition)

    def wait(self) -> None:
        self.world.clock.forward(minutes=self.public.randint(1, 600))

    # ------------------------------------------------------------------ what the others ask

    def ask(self, times: int = 2) -> None:
        """Somebody reads something; what it is depends on no mark."""
        for _ in range(times):
            name = self.public.choice((*self.watchers, *self.insiders))
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

    def peek(self, contest: Contest, times: int = 6) -> None:
        """Those who may not know look where the jury works, and at what is written for entrants."""
        world = self.world
        for name in self.insiders:
            meeting = f"{API}/meetings/{world.known['meeting_id'][0]}"
            self.send(name, "GET", meeting)
            self.send(name, "GET", f"{meeting}/entries/{self.public.choice(contest.entries)}")
        for _ in range(times):
            name = self.public.choice((*self.watchers, *self.insiders))
            where = {
                "edition": contest.edition,
                "meeting": world.known["meeting_id"][0],
                "entry": self.public.choice(contest.entries),
                "evaluation": self.public.choice(world.known["evaluation_id"]),
                "order": self.public.choice(list(world.ordered.orders.values())),
            }
            self.send(name, "GET", API + self.public.choice(SURFACES).format(**where))

    # ------------------------------------------------------------------ to the publication

    def end(self, contest: Contest) -> None:
        """The round is closed, deliberated on, ranked, decided, signed, and published for later."""
        self.close(contest)
        self.publish(contest)

    def close(self, contest: Contest) -> None:
        """The round is closed, the panel has met, and what entrants will be told is written."""
        world = self.world
        self.finish(contest)
        self.peek(contest)
        world.clock.now = NOW + timedelta(days=21)
        closing = {"accept_missing": True, "reason": "اكتفاء"}
        self.staff("POST", f"/rounds/{contest.round}/close", **closing)
        # Jurors of the panel read each other's scores from now on.
        self.watchers = OTHERS[2:]
        self.ask(6)
        self.staff("POST", f"/editions/{contest.edition}/phase", to="deliberation")
        self.ask(6)
        self.deliberate(contest)
        for entry, key in enumerate(contest.entries):
            self.write_feedback(key, self.marks("first", entry))
            for name in ("entrant", "other_entrant"):
                self.send(name, "GET", f"{API}/entrant/entries/{key}/feedback")
        self.peek(contest)

    def finish(self, contest: Contest) -> None:
        """So that there is something to rank."""
        for name in SECRET:
            for _ in range(6):
                (self.rank if contest is self.world.ordered else self.revise)(name)

    def publish(self, contest: Contest) -> None:
        """Ranked, decided, frozen, signed, and published in an hour."""
        world, edition = self.world, f"/editions/{contest.edition}"
        ranking = self.staff("POST", f"/rounds/{contest.round}/rankings").json()["id"]
        world.known["ranking_id"] = [UUID(ranking), *world.ordered.orders.values()]
        rows = self.staff("GET", f"/rankings/{ranking}/rows").json()["items"]
        winner = next(row for row in rows if row["rank"] == 1)
        self.winners.append(winner["entry"]["id"])
        decisions = [{"entry_id": winner["entry"]["id"], "outcome": "winner", "place": 1}]
        decided = f"/categories/{contest.category}/decisions"
        self.staff("PUT", decided, ranking_id=ranking, decisions=decisions)
        self.ask(6)
        digest = self.staff("POST", f"{edition}/freeze").json()["results_hash"]
        self.ask(3)
        self.staff("POST", f"{edition}/sign", "approver", results_hash=digest)
        self.ask(6)
        later = (world.clock() + timedelta(hours=1)).isoformat()
        self.staff("POST", f"{edition}/publication", visible_from=later)
        self.peek(contest)
        self.ask(20)

    def write_feedback(self, entry: UUID, marks: random.Random) -> None:
        words = "قوة " * marks.randint(1, 9)
        self.staff(
            "PUT",
            f"/entries/{entry}/feedback",
            strengths=words,
            improvements=words,
            ready=marks.random() < 0.5,
        )

    def deliberate(self, contest: Contest) -> None:
        """The panel meets: its words, votes and agreements are as secret as the marks."""
        meeting = UUID(int=self.public.getrandbits(128), version=4)
        at = f"/meetings/{meeting}"
        self.staff("PUT", at, round_id=str(contest.round), category_id=str(contest.category))
        self.world.known["meeting_id"] = [meeting]
        for name in (*SECRET, "third", "recused"):
            juror = contest.jurors[name]
            self.staff("PUT", f"{at}/attendance/{juror}", present=True)
        self.peek(contest)
        for entry, key in enumerate(contest.entries):
            self.staff("PUT", f"{at}/current", entry_id=str(key))
            self.discuss(contest, f"{at}/entries/{key}", at, self.marks("first", entry))
        self.staff("POST", f"{at}/close")
        self.peek(contest)

    def discuss(self, contest: Contest, item: str, meeting: str, marks: random.Random) -> None:
        """Notes on the entry that is taken up, a vote, and what was agreed on."""
        vote, consensus = (UUID(int=self.public.getrandbits(128), version=4) for _ in "12")
        self.world.clients["organiser"].put(
            f"{API}{item}/notes",
            json={"notes": "ملاحظة " * marks.randint(1, 9)},
            headers={"If-Match": '"1"'},
        ).raise_for_status()
        self.staff("PUT", f"{item}/votes/{vote}", question="هل نغيّر؟")
        ballot = f"{meeting}/votes/{vote}/ballot"
        cast = [marks.choice(CHOICES) for _ in (*SECRET, "third")]
        for name, choice in zip((*SECRET, "third"), cast, strict=True):
            self.staff("PUT", ballot, name, choice=choice)
            self.peek(contest, 2)
        for name in self.watchers:
            self.send(name, "PUT", API + ballot, json={"choice": "yes"})
        self.staff("POST", f"{meeting}/votes/{vote}/close")
        self.peek(contest)
        agreed: dict[str, Any] = {"kind": "kept"}
        if cast.count("yes") > cast.count("no"):
            agreed = {"kind": "rank", "place": marks.randint(1, len(contest.entries))}
            if contest is self.world.scored:
                scores = {leaf: {"points": str(marks.randint(0, 5))} for leaf in self.world.leaves}
                agreed = {"kind": "score", "scores": scores}
        self.agreed.append(agreed["kind"])
        self.staff("PUT", f"{item}/consensus/{consensus}", reason="اتفقت اللجنة", **agreed)
        self.peek(contest)


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
