"""Lives in which somebody of the jury may know more than the others: who was recused from one entry alone, and who opens
colleagues' scores after their own.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any
from uuid import UUID

from app.editions.models import Category
from app.judging.rounds.models import Round
from app.main import API
from tests.access.lives import Life, Told
from tests.access.worlds import SECRET, Contest, World


class Walled(Life):
    """Worlds that differ alone in what one of the jury was recused from, who stays in the room for the rest."""

    def __init__(self, world: World, seed: int, which: int) -> None:
        super().__init__(world, seed, which)
        # The entries that are told to who is walled off, in the order in which the panel has them.
        self.agendas: list[list[str]] = []

    def live(self, seed: int) -> Told:
        contest = self.world.ordered if seed % 2 else self.world.scored
        self.insiders = ("recused",)
        # What is next to the line comes first: of two prizes, which of two entries that is may
        # depend on where the third stands; of one it never does.
        self.world.session.get_one(Category, contest.category).places = 2
        self.world.session.commit()
        self.close(contest)
        return self.told

    def finish(self, contest: Contest) -> None:
        """Nothing is missing: an entry without a mark moves no other on the agenda."""
        super().finish(contest)
        for name in SECRET:
            if contest is self.world.ordered:
                self.rank(name, final=True)
            else:
                for at in contest.evaluations[name]:
                    self.revise(name, final=True, of=at)

    def deliberate(self, contest: Contest) -> None:
        super().deliberate(contest)
        items = self.staff("GET", f"/meetings/{self.world.known['meeting_id'][0]}").json()["items"]
        keys = [one["entry_id"] for one in items]
        self.agendas.append([key for key in keys if key != str(contest.entries[0])])

    def marks(self, name: str, entry: int) -> random.Random:
        return self.secret if name in SECRET and entry == 0 else self.public


class Opening(Life):
    """A round in which a juror opens colleagues' scores: what that tells of an entry, to its juror
    alone, is the one declared flow. All else stays as before it.
    """

    def __init__(self, world: World, seed: int, which: int) -> None:
        super().__init__(world, seed, which)
        self.opened: set[UUID] = set()
        self.flows: list[bytes] = []

    def live(self, seed: int) -> Told:
        self.world.session.get_one(Round, self.world.scored.round).independence = "after_own"
        self.world.session.commit()
        for name in SECRET:  # so that there is something to open
            self.revise(name, final=True)
        return super().live(seed)

    def acts(self) -> tuple[Callable[[], Any], ...]:
        return (self.save, self.save, self.reopen, self.own, self.open)

    def open(self) -> None:
        """The juror submits and opens, or only tries."""
        at = self.revise("juror", final=self.public.random() < 0.7)
        condition = {"If-Match": f'"{self.heads.get(at, at)}"'}
        answer = self.world.clients["juror"].post(colleagues_of(at), headers=condition)
        self.statuses.append(answer.status_code)
        if answer.status_code == 200:
            self.opened.add(at)

    def ask(self, times: int = 2) -> None:
        super().ask(times)
        for name in {"juror", "recused"} & set(self.watchers):
            for at in self.world.scored.evaluations[name]:
                self.colleagues(name, at)

    def colleagues(self, name: str, at: UUID) -> None:
        """What the juror reads of colleagues, where they opened it; a refusal elsewhere."""
        if at in self.opened:
            answer = self.world.clients[name].get(colleagues_of(at))
            assert answer.status_code == 200
            self.flows.append(answer.content)
        else:
            answer = self.send(name, "GET", colleagues_of(at))
            assert answer.status_code in (403, 409)

    def send(self, name: str, method: str, path: str, **more: Any) -> Any:
        """What was opened is no secret of its juror's any more."""
        told = len(self.told)
        answer = super().send(name, method, path, **more)
        if name == "juror" and path in {colleagues_of(at) for at in self.opened}:
            del self.told[told:]
        return answer


def colleagues_of(evaluation: UUID) -> str:
    """Where colleagues' scores are opened and read."""
    return f"{API}/juror/evaluations/{evaluation}/colleagues"
