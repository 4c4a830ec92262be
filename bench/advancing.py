"""Who goes on to the next round among 20 000 entries: proposed, read, applied, against reading the rows it stands on."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from statistics import median
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, insert, select, text, update
from sqlalchemy.orm import Session

from app.database import Base, sync_engine
from app.demo.rules import email
from app.editions.models import Category, Edition
from app.entries.models import Entry
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.panels.models import Juror
from app.judging.rounds.models import Round
from app.kit.ids import uuid7
from app.results.rankings.basis_queries import load_basis
from app.results.rankings.models import Ranking, RankingRow
from bench import places
from bench.client import ask, sign_in
from bench.conformance import expect
from bench.crowd import grow
from bench.figures import Report
from bench.turns import QUICK, at_rest
from tests.harness.postgres import Cluster

SIZE = 2_000 if QUICK else 20_000
EACH = 3  # evaluations of an entry
TURNS = 3 if QUICK else 7
PAGE = 50
ROWS = """
select rr.rank, rr.score, rr.shown, e.number, e.title_ar, e.title_en, e.state
from ranking_rows rr join entries e on e.id = rr.entry_id where rr.ranking_id = :ranking
"""
MARKS = """
select v.entry_id, v.juror_id, r.total, r.scores from evaluations v join revisions r on r.id = v.submitted_id
where v.round_id = :round and v.closed_at is null
"""


@dataclass(frozen=True)
class Step:
    """The way from a closed, ranked round to a planned one."""

    server: places.Measured
    token: str
    engine: Engine
    closed: UUID
    ranking: UUID
    path: str
    categories: dict[UUID, int]  # how many entries each has

    def send(self, method: str, rest: str = "", body: Any = None, version: int = 0) -> Any:
        """A request that must succeed; what it answers."""
        headers = {"If-Match": f'"{version}"'} if method != "GET" else {}
        answer = ask(self.server, method, self.path + rest, body, token=self.token, headers=headers)
        expect(f"{method} advancement{rest}", answer.status, 200)
        return answer.body

    def rules(self, amount: int) -> dict[str, Any]:
        """So many of each category go on."""
        return {
            "rules": [
                {"category_id": str(key), "kind": "top", "amount": str(amount), "ties": "all"}
                for key in self.categories
            ]
        }


def measure_advancing(report: Report, cluster: Cluster) -> None:
    """Each act in turn with reading the rows bare, so that both meet the same machine."""
    report.heading(f"advancement of {SIZE:,} entries with {EACH} evaluations each, on PostgreSQL")
    with _ranked(cluster) as step:
        check_step(step)
        report.say("conformance: lines, counts, pages and the applied list are what the rows say")
        ratios: dict[str, list[float]] = defaultdict(list)
        seconds: dict[str, list[float]] = defaultdict(list)
        busy = ""
        for turn in range(TURNS + 1):  # the first warms up
            busy = busy or at_rest()
            taken = _turn(step, 5 + turn)
            for name, bare in (("list", "rows"), ("propose", "marks"), ("apply", "marks")):
                if turn:
                    ratios[name].append(taken[name] / taken[bare])
            for name, one in taken.items():
                seconds[name].append(one)
    told = ", ".join(f"{name} {1000 * median(some):,.0f}" for name, some in seconds.items())
    report.say(f"ms, median: {told}")
    if busy:
        report.say(f"does not count: {busy}")
    for name, some in ratios.items():
        report.ratio(f"advancing_{name}_vs_read", median(some), valid=not busy)


def _turn(step: Step, amount: int) -> dict[str, float]:
    taken: dict[str, float] = {}

    def timed(name: str, do: Any, *args: Any) -> Any:
        begun = time.perf_counter()
        answer = do(*args)
        taken[name] = time.perf_counter() - begun
        return answer

    version = step.send("GET")["version"]
    timed("rows", _bare, step, ROWS, {"ranking": step.ranking})
    shown = timed("propose", step.send, "PUT", "", step.rules(amount), version)
    timed("list", step.send, "GET", f"/entries?size={PAGE}&sort=goes_on&goes_on=true")
    timed("marks", _bare, step, MARKS, {"round": step.closed})
    done = timed("apply", step.send, "POST", "/apply", None, shown["version"])
    step.send("POST", "/undo", {"reason": "again"}, done["version"])
    return taken


def _bare(step: Step, statement: str, values: dict[str, UUID]) -> None:
    with step.engine.connect() as connection:
        rows = connection.execute(text(statement), values).all()
    expect("rows read bare", len(rows) >= SIZE, True)


def check_step(step: Step) -> None:
    """What is proposed, shown and applied is what the rows of the ranking say."""
    with Session(step.engine) as session:
        ranks = session.execute(
            select(RankingRow.category_id, RankingRow.entry_id).where(
                RankingRow.ranking_id == step.ranking, RankingRow.rank <= 3
            )
        ).all()
    shown = step.send("PUT", "", step.rules(3), 0)
    counts = {UUID(one["category"]["id"]): one for one in shown["categories"]}
    expect(
        "candidates",
        {key: one["candidates"] for key, one in counts.items() if one["candidates"]},
        step.categories,
    )
    expect("who goes on", sum(one["going"] for one in counts.values()), len(ranks))
    page = step.send("GET", f"/entries?size={PAGE}&goes_on=true&sort=number")
    expect("the total of the list", page["total"], len(ranks))
    going = {str(row.entry_id) for row in ranks}
    expect("the page of the list", {one["entry"]["id"] for one in page["items"]} <= going, True)
    applied = step.send("POST", "/apply", None, shown["version"])
    expect("the applied list", applied["entries"], len(ranks))
    left = {one["added"] + one["dropped"] for one in applied["categories"]}
    expect("what is left to change", left, {0})
    step.send("POST", "/undo", {"reason": "again"}, applied["version"])
    juror = sign_in(step.server, email("juror"))
    expect("who goes on, to a juror", ask(step.server, "GET", step.path, token=juror).status, 403)


# ---------------------------------------------------------------- what it is measured on


@contextmanager
def _ranked(cluster: Cluster) -> Iterator[Step]:
    """The demo grown, judged, closed and ranked, with a round planned behind."""
    with places.seeded("judging", cluster) as (server, _):
        url = server.environ["TAHKEEM_DATABASE_URL"]
        edition_id = grow(url, SIZE)
        engine = sync_engine(url)
        with Session(engine) as session:
            edition = session.get_one(Edition, edition_id)
            closed = session.scalars(select(Round).where(Round.edition_id == edition_id)).one()
            session.execute(
                update(Entry).where(Entry.edition_id == edition_id).values(state="eligible")
            )
            _judge(session, edition, closed)
            now = datetime.now(UTC)
            closed.state, closed.closed_at, closed.closing_hash = "closed", now, "c" * 64
            following = Round(
                id=uuid7(),
                edition_id=edition_id,
                number=2,
                name_ar="الجولة الثانية",
                name_en="Round two",
                state="planned",
                opens_at=now,
                closes_at=now + timedelta(days=20),
            )
            session.add(following)
            session.flush()
            ranking, categories = _rank(session, edition, closed)
            session.commit()
            path = f"/api/v1/rounds/{following.id}/advancement"
            closed_id = closed.id
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")
        server.start()
        try:
            token = sign_in(server, email("organiser"))
            yield Step(server, token, engine, closed_id, ranking, path, categories)
        finally:
            engine.dispose()


def _judge(session: Session, edition: Edition, round_: Round) -> None:
    """Evaluations of every entry that has too few, with the marks of others of its category."""
    models: defaultdict[UUID, list[Revision]] = defaultdict(list)
    for revision, category in session.execute(
        select(Revision, Entry.category_id)
        .join(Evaluation, Evaluation.submitted_id == Revision.id)
        .join(Entry, Entry.id == Evaluation.entry_id)
    ):
        models[category].append(revision)
    have: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for row in session.scalars(select(Evaluation).where(Evaluation.round_id == round_.id)):
        have[row.entry_id].add(row.juror_id)
    jurors = list(session.scalars(select(Juror.id).where(Juror.edition_id == edition.id)))
    dice, now = random.Random(1), datetime.now(UTC)
    evaluations: list[dict[str, Any]] = []
    revisions: list[dict[str, Any]] = []
    for entry, category in session.execute(
        select(Entry.id, Entry.category_id).where(Entry.edition_id == edition.id).order_by(Entry.id)
    ):
        free = [juror for juror in jurors if juror not in have[entry]]
        for juror in dice.sample(free, max(0, EACH - len(have[entry]))):
            key, model = uuid7(), dice.choice(models[category])
            made: dict[str, Any] = {
                "id": uuid7(),
                "evaluation_id": key,
                "branch": "head",
                "status": "submitted",
                "scores": model.scores,
                "total": model.total,
                "body_hash": model.body_hash,
                "made_at": now,
                "received_at": now,
            }
            revisions.append(made)
            evaluations.append(
                {
                    "id": key,
                    "round_id": round_.id,
                    "entry_id": entry,
                    "juror_id": juror,
                    "status": "submitted",
                    "head_id": made["id"],
                    "submitted_id": made["id"],
                    "saved_at": now,
                    "submitted_at": now,
                    "assigned_at": now,
                }
            )
    _insert(session, Evaluation, evaluations)
    _insert(session, Revision, revisions)


def _rank(session: Session, edition: Edition, round_: Round) -> tuple[UUID, dict[UUID, int]]:
    """A snapshot of the round in an order of dice; how many entries each category has."""
    ranking = Ranking(
        id=uuid7(),
        edition_id=edition.id,
        round_id=round_.id,
        number=1,
        tiebreaks=[],
        seed="0" * 64,
        inputs_hash=load_basis(session, edition, round_).inputs_hash,
        made_at=datetime.now(UTC),
    )
    session.add(ranking)
    session.flush()
    rows: list[dict[str, Any]] = []
    sizes: dict[UUID, int] = {}
    dice = random.Random(2)
    for category in session.scalars(select(Category.id).where(Category.edition_id == edition.id)):
        entries = list(session.scalars(select(Entry.id).where(Entry.category_id == category)))
        dice.shuffle(entries)
        if entries:
            sizes[category] = len(entries)
        for rank, entry in enumerate(entries, 1):
            score = Fraction(100 * (len(entries) - rank), len(entries))
            rows.append(
                {
                    "ranking_id": ranking.id,
                    "entry_id": entry,
                    "category_id": category,
                    "rank": rank,
                    "score": str(score),
                    "raw": str(score),
                    "shown": f"{float(score):.2f}",
                    "evaluations": EACH,
                    "trace": [],
                }
            )
    _insert(session, RankingRow, rows)
    return ranking.id, sizes


def _insert(session: Session, model: type[Base], rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), 5_000):
        session.execute(insert(model), rows[start : start + 5_000])
