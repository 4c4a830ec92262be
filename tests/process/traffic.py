"""Jurors who save through the fixed revision API while their server dies, and what they hold it to."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.editions.models import Category, Criterion
from app.judging.evaluations.models import Evaluation, Revision
from app.kit.ids import uuid7
from tests.accounts.support import HASH, PASSWORD
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_evaluation,
    make_juror,
    make_panel,
    make_round,
    make_user,
)

PATIENCE = 60  # seconds that a juror tries one save again


@dataclass(frozen=True)
class Desk:
    """A juror's address and the evaluations on their desk."""

    email: str
    evaluations: list[UUID]


@dataclass(frozen=True)
class World:
    """The jurors and the leaves that they mark."""

    desks: list[Desk]
    criteria: list[str]


def lay(engine: Engine, jurors: int, entries: int) -> World:
    """An edition in judging with a round that is open now: each juror judges each entry."""
    now = datetime.now(UTC)
    with Session(engine, expire_on_commit=False) as session:
        edition = make_edition(
            session, phase="judging", opens_at=now.replace(year=now.year - 1), closes_at=None
        )
        category: Category = make_category(session, edition)
        round_ = make_round(
            session, edition, opens_at=None, closes_at=now.replace(year=now.year + 1)
        )
        made = [make_entry(session, category, state="eligible") for _ in range(entries)]
        people = [
            make_juror(session, edition, make_user(session, password_hash=HASH))
            for _ in range(jurors)
        ]
        make_panel(session, round_, *people)
        desks = [
            Desk(person.email, [make_evaluation(session, round_, one, person).id for one in made])
            for person in people
        ]
        leaves = session.scalars(
            select(Criterion.id).where(
                Criterion.rubric_id == category.rubric_id, Criterion.minimum.is_not(None)
            )
        ).all()
    return World(desks, [str(key) for key in leaves])


@dataclass
class Ledger:
    """What the server has acknowledged: revision → (evaluation, parent, content)."""

    saved: dict[UUID, tuple[UUID, UUID | None, dict[str, Any]]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def acknowledge(
        self, revision: UUID, evaluation: UUID, parent: UUID | None, body: dict[str, Any]
    ) -> None:
        with self.lock:
            self.saved[revision] = (evaluation, parent, body)

    def __len__(self) -> int:
        with self.lock:
            return len(self.saved)


class Juror(threading.Thread):
    """Saves one evaluation after another; what gets no answer is sent again, the same."""

    def __init__(self, port: int, desk: Desk, criteria: list[str], ledger: Ledger) -> None:
        super().__init__(daemon=True)
        self.port, self.desk, self.criteria, self.ledger = port, desk, criteria, ledger
        self.stopped = threading.Event()
        self.random = random.Random(desk.email)
        self.token = ""
        self.connection: http.client.HTTPConnection | None = None

    def run(self) -> None:
        heads: dict[UUID, UUID | None] = dict.fromkeys(self.desk.evaluations)
        try:
            while not self.stopped.is_set():
                evaluation = self.random.choice(self.desk.evaluations)
                revision, body = uuid7(), self.content()
                if not self.save(evaluation, revision, heads[evaluation], body):
                    return
                self.ledger.acknowledge(revision, evaluation, heads[evaluation], body)
                heads[evaluation] = revision
        except Exception as error:  # noqa: BLE001 -- the test reads what stopped the thread
            self.ledger.wrong.append(f"{self.desk.email}: {error!r}")
        finally:
            self.hang_up()

    def content(self) -> dict[str, Any]:
        scores = {
            key: {
                "points": str(self.random.randint(0, 5)),
                "level": None,
                "na": False,
                "comment": None,
                "pins": [],
            }
            for key in self.criteria
        }
        return {
            "scores": scores,
            "comment": f"{self.random.random()}",
            "notes": "",
            "status": "draft",
            "made_at": datetime.now(UTC).isoformat(),
        }

    def save(
        self, evaluation: UUID, revision: UUID, parent: UUID | None, body: dict[str, Any]
    ) -> bool:
        """Send until it is answered; False when told to stop before that."""
        path = f"/api/v1/juror/evaluations/{evaluation}/revisions/{revision}"
        condition = {"If-None-Match": "*"} if parent is None else {"If-Match": f'"{parent}"'}
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if not self.token and not self.sign_in():
                time.sleep(0.05)
                continue
            status, said = self.ask("PUT", path, body, condition)
            if status in (200, 201):  # 200: it was kept, its answer was lost
                return True
            if status == 401:
                self.token = ""
            elif status is not None and status < 500:
                message = f"{status} {said!r}"
                raise AssertionError(message)
            elif self.stopped.is_set():
                return False
            else:
                time.sleep(0.02)  # nobody there, or a server whose database is away
        message = "no answer for a minute"
        raise AssertionError(message)

    def sign_in(self) -> bool:
        wanted = {"email": self.desk.email, "password": PASSWORD}
        status, said = self.ask("POST", "/api/v1/sign-in", wanted, {})
        if status == 200:
            self.token = said["access_token"]
        return bool(self.token)

    def ask(
        self, method: str, path: str, body: dict[str, Any], headers: dict[str, str]
    ) -> tuple[int | None, Any]:
        """One request on the kept connection; no status when nobody answers."""
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
            headers = {
                **headers,
                "Content-Type": "application/json",
                "Host": f"localhost:{self.port}",
            }
            if self.token:
                headers["Authorization"] = f"Bearer {self.token}"
            self.connection.request(method, path, json.dumps(body).encode(), headers)
            answer = self.connection.getresponse()
            raw = answer.read()
            return answer.status, json.loads(raw) if raw else None
        except (OSError, http.client.HTTPException, ValueError):
            self.hang_up()
            return None, None

    def hang_up(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None


def losses(engine: Engine, ledger: Ledger) -> list[str]:
    """Every way in which the database does not hold what was acknowledged; empty when it does."""
    with Session(engine) as session:
        stored = {row.id: row for row in session.scalars(select(Revision))}
        heads = dict(session.execute(select(Evaluation.id, Evaluation.head_id)).all())
        acts = session.scalar(
            select(func.count()).where(AuditEvent.act.in_(("save_evaluation", "submit_evaluation")))
        )
    lost = []
    for revision, (evaluation, parent, body) in ledger.saved.items():
        row = stored.get(revision)
        if row is None:
            lost.append(f"{revision} is gone")
        elif (row.evaluation_id, row.parent_id, row.branch) != (evaluation, parent, "head"):
            lost.append(f"{revision} stands elsewhere")
        elif {key: one["points"] for key, one in row.scores.items()} != {
            key: one["points"] for key, one in body["scores"].items()
        } or row.comment != body["comment"]:
            lost.append(f"{revision} holds other content")
    for evaluation, head in heads.items():
        chain = 0
        at = head
        while at in stored:
            chain += 1
            at = stored[at].parent_id
        if at is not None:
            lost.append(f"the head of {evaluation} leads to a revision that is gone")
            continue
        kept = sum(1 for row in stored.values() if row.evaluation_id == evaluation)
        if chain != kept:
            lost.append(f"the head of {evaluation} leads to {chain} of {kept} revisions")
    if acts != len(stored):
        lost.append(f"{acts} acts for {len(stored)} revisions")
    return lost
