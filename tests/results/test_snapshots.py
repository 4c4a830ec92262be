"""Snapshots by the rulebook's method: what they keep, when they are refused, computed again bit for bit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from fractions import Fraction
from random import Random
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.database import SYSTEM, SYSTEM_ACTOR, Database, actor_of
from app.entries.models import Entry
from app.jobs.models import Job
from app.jobs.worker import Running
from app.judging.panels.models import Juror
from app.results import stats
from app.results.rankings import snapshot_service as snapshots
from app.results.rankings.basis_queries import load_basis
from app.results.rankings.cards_queries import load_task
from app.results.rankings.figures_rules import AT_ONCE, compute, seed_of
from app.results.rankings.models import Ranking, RankingFigure, RankingJuror, RankingRow
from app.results.rankings.verify_queries import Verdict, verify_rankings
from tests.conftest import NOW
from tests.factories import make_category, make_juror, make_round
from tests.results.support import Judged, give

SignIn = Callable[..., TestClient]


class Jury(Judged):
    """Twelve entries of two categories, each read by three of six jurors, one of them severe."""

    def __init__(self, session: Session, method: str = "calibrated") -> None:
        super().__init__(session)
        for entry in self.entries:  # those of the worked example are out of this race
            entry.state = "withdrawn"
        self.edition.method = method
        self.other = make_category(session, self.edition, position=1)
        self.readers: list[Juror] = [make_juror(session, self.edition) for _ in range(6)]
        self.read: list[Entry] = []
        random = Random(7)
        for number in range(12):
            entry = self.entry(self.category if number % 2 else self.other)
            self.read.append(entry)
            for seat in range(3):
                juror = (number + seat * 2) % 6 if number % 3 else (number + seat) % 6
                marks = [
                    min(5, max(0, number // 6 + random.randint(0, 3) - 2 * (juror == 0)))
                    for _ in range(4)
                ]
                give(session, self.round, entry, self.readers[juror], marks)

    def ranked(self) -> Ranking:
        session = self.session
        taken = snapshots.take_ranking(session, self.actor(), self.round.id, NOW).row
        session.commit()
        return taken

    def actor(self) -> Any:
        return actor_of(self.session, self.organiser.id)


def figures(session: Session, ranking: Ranking, method: str) -> dict[Any, RankingFigure]:
    found = session.scalars(
        select(RankingFigure).where(
            RankingFigure.ranking_id == ranking.id, RankingFigure.method == method
        )
    )
    return {one.entry_id: one for one in found}


def test_the_method_of_the_rulebook_ranks_and_raw_stands_beside(session: Session) -> None:
    jury = Jury(session)
    ranking = jury.ranked()
    task = load_task(session, load_basis(session, jury.edition, jury.round))
    made = stats.rank(
        task.juries[0].cards,
        "calibrated",
        places=task.juries[0].places,
        seed=seed_of(jury.round.closing_hash),
    )
    scores = dict(zip(task.juries[0].entries, made.score.tolist(), strict=True))
    rows = session.scalars(select(RankingRow).where(RankingRow.rank.is_not(None))).all()
    assert {row.entry_id: float(row.score) for row in rows} == scores  # every bit
    kept = figures(session, ranking, "calibrated")
    assert {key: (one.score, one.rank) for key, one in kept.items()} == {
        row.entry_id: (float(row.score), row.rank) for row in rows
    }
    assert [one.p_win for one in kept.values()] == [
        made.p_win[task.juries[0].entries.index(key)] for key in kept
    ]
    raw = figures(session, ranking, "raw")
    assert {key: one.score for key, one in raw.items()} == pytest.approx(
        {row.entry_id: float(Fraction(row.raw)) for row in rows}
    )
    assert any(raw[row.entry_id].rank != row.rank for row in rows)
    assert all(len(row.shown.partition(".")[2]) == 2 for row in rows)
    jurors = session.scalars(select(RankingJuror)).all()
    assert {one.method for one in jurors} == {"calibrated"}
    severity = {one.juror_id: one.severity or 0.0 for one in jurors}
    assert max(severity, key=lambda key: severity[key]) == jury.readers[0].id
    assert ranking.computation is not None
    assert set(ranking.computation["methods"]) == {"raw", "calibrated"}
    assert ranking.computation["parameters"]["seed"] == seed_of(jury.round.closing_hash)
    assert jury.ranked().id == ranking.id  # nothing changed: the same stands


@pytest.mark.parametrize("method", ["trimmed", "zscore"])
def test_other_methods_rank_too(session: Session, method: str) -> None:
    jury = Jury(session, method)
    ranking = jury.ranked()
    assert ranking.method == method
    rows = session.scalars(select(RankingRow).where(RankingRow.rank.is_not(None))).all()
    kept = figures(session, ranking, method)
    assert {row.entry_id: row.rank for row in rows} == {k: one.rank for k, one in kept.items()}
    assert ranking.computation is not None
    assert set(ranking.computation["methods"]) == {"raw", method, "calibrated"}


def test_a_change_of_the_method_is_another_input(session: Session) -> None:
    jury = Jury(session, "raw")
    first = jury.ranked()
    assert all(row.score == row.raw for row in session.scalars(select(RankingRow)))
    jury.edition.method = "calibrated"
    session.commit()
    second = jury.ranked()
    assert (second.number, second.inputs_hash != first.inputs_hash) == (2, True)


def cut(jury: Jury, readers: Sequence[Juror]) -> None:
    """Two more entries of the first category, read by nobody who read another."""
    for _ in range(2):
        entry = jury.entry()
        jury.read.append(entry)
        for juror in readers:
            give(jury.session, jury.round, entry, juror, (3, 3, 3, 3))


def test_raw_says_beside_it_why_nobody_could_be_corrected(session: Session) -> None:
    jury = Jury(session, "raw")
    cut(jury, [make_juror(session, jury.edition) for _ in range(2)])
    ranking = jury.ranked()
    assert ranking.computation is not None
    cannot = ranking.computation["cannot"]["calibrated"]
    assert (cannot["code"], cannot["categories"]) == ("disconnected", [str(jury.category.id)])
    assert cannot["pairs"]
    assert "by_mean" not in ranking.computation  # it is the method


def test_what_moved_while_it_was_computed_is_not_stored(session: Session) -> None:
    jury = Jury(session)
    task = snapshots.ranking_task(session, jury.actor(), jury.round.id)
    assert task is not None
    computed = compute(task)
    jury.read[0].state = "withdrawn"
    session.commit()
    with pytest.raises(Exception, match="inputs_moved"):
        snapshots.take_ranking(session, jury.actor(), jury.round.id, NOW, computed)


def test_a_large_round_is_a_job(
    session: Session, sign_in: SignIn, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    jury = Jury(session)
    assert AT_ONCE == 20_000
    monkeypatch.setattr(snapshots, "AT_ONCE", 10)
    answer = sign_in(jury.organiser).post(jury.rankings)
    assert (answer.status_code, answer.json()["kind"]) == (202, "take_ranking")
    assert session.scalars(select(Ranking)).all() == []
    job = session.get_one(Job, UUID(answer.json()["id"]))
    running = Running(job.id, job.payload, job.edition_id, SYSTEM)
    made = asyncio.run(snapshots.take_large_ranking(database, running))
    ranking = session.scalars(select(Ranking)).one()
    assert made == {"ranking_id": str(ranking.id)}
    # The process that computed it came to the same bits.
    assert verify_rankings(session, SYSTEM_ACTOR, jury.edition.slug)[0].verdict == Verdict.equal
    assert asyncio.run(snapshots.take_large_ranking(database, running)) == made


def test_snapshots_are_computed_again_bit_for_bit(session: Session) -> None:
    jury = Jury(session)
    ranking = jury.ranked()
    slug = jury.edition.slug

    def verdicts() -> list[tuple[Verdict, int]]:
        found = verify_rankings(session, SYSTEM_ACTOR, slug)
        assert found is not None
        assert [one.fails for one in found] == [one.verdict == Verdict.differs for one in found]
        return [(one.verdict, len(one.differences)) for one in found]

    assert verdicts() == [(Verdict.equal, 0)]
    one = figures(session, ranking, "calibrated")[jury.read[0].id]
    assert one.score is not None
    true, one.score = one.score, one.score * (1 + 2**-52)  # its last bit
    session.commit()
    assert one.score != true
    assert verdicts() == [(Verdict.differs, 1)]
    told = ranking.computation or {}
    ranking.computation = told | {"libraries": told["libraries"] | {"numpy": "1.0"}}
    session.commit()
    lines = (verify_rankings(session, SYSTEM_ACTOR, slug) or [])[0].lines()
    assert lines[0] == "round 1, ranking 1 (calibrated): equal to 9 digits on another machine"
    one.score = true + 2e-9  # more than another machine explains
    session.commit()
    lines = (verify_rankings(session, SYSTEM_ACTOR, slug) or [])[0].lines()
    assert lines[0] == "round 1, ranking 1 (calibrated): differs"
    assert lines[1].startswith("  taken with numpy 1.0, computed with ")
    assert lines[2].startswith(f"  ranking_figures calibrated {jury.read[0].id} score: ")
    one.score = true
    session.execute(update(RankingRow).where(RankingRow.rank == 1).values(shown="99.99"))
    session.commit()
    assert verdicts()[0][0] == Verdict.differs
    session.execute(update(Entry).where(Entry.id == jury.read[0].id).values(state="withdrawn"))
    session.commit()
    assert verdicts() == [(Verdict.superseded, 1)]
    assert verify_rankings(session, SYSTEM_ACTOR, "none") is None


def test_an_entry_that_only_an_earlier_round_can_rank_comes_after(
    session: Session, sign_in: SignIn
) -> None:
    jury = Jury(session)
    last = make_round(session, jury.edition, number=2, state="closed", closing_hash="cd" * 32)
    for number, entry in enumerate(jury.read[:8]):
        for seat in range(2):
            reader = jury.readers[(number + seat) % 6]
            give(session, last, entry, reader, [(number + seat) % 5] * 4)
    ranking = snapshots.take_ranking(session, jury.actor(), last.id, NOW).row
    rows = session.scalars(
        select(RankingRow).where(RankingRow.category_id == jury.other.id, RankingRow.rank > 4)
    ).all()
    assert {row.entry_id for row in rows} == {jury.read[8].id, jury.read[10].id}
    assert [row.trace[0] for row in rows] == [{"rule": "round", "value": "1"}] * 2
    assert all(float(row.score) != float(Fraction(row.raw)) for row in rows)
    assert set(figures(session, ranking, "calibrated")) == {one.id for one in jury.read[:8]}
    # Where that round cannot rank a category by the method, those whom it alone ranks have their mean.
    cut(jury, [make_juror(session, jury.edition) for _ in range(2)])
    again = snapshots.take_ranking(session, jury.actor(), last.id, NOW).row
    session.commit()
    rows = session.scalars(
        select(RankingRow).where(
            RankingRow.ranking_id == again.id, RankingRow.category_id == jury.category.id
        )
    ).all()
    by_mean = {row.entry_id for row in rows if row.score == row.raw != ""}
    assert by_mean == {one.id for one in jury.read[8:] if one.category_id == jury.category.id}
    assert all(row.trace[0]["rule"] == "round" for row in rows if row.entry_id in by_mean)
    assert again.computation is not None
    assert again.computation["by_mean"] == {
        str(jury.round.id): {str(jury.category.id): "disconnected"}
    }
    body = sign_in(jury.organiser).get(jury.url("/standings")).json()
    told = {
        row["entry"]["id"]: (row["method"], row["by_mean"])
        for one in body["categories"]
        for row in one["rows"]
    }
    assert told == {
        str(row.entry_id): ("raw", "disconnected")
        if row.entry_id in by_mean
        else ("calibrated", None)
        for row in session.scalars(
            select(RankingRow).where(
                RankingRow.ranking_id == again.id, RankingRow.rank.is_not(None)
            )
        )
    }


def test_progress_of_a_large_one_and_who_is_named(session: Session) -> None:
    jury = Jury(session)
    silent = jury.readers[1]
    for entry in [jury.entry() for _ in range(2)]:
        for juror in (jury.readers[0], make_juror(session, jury.edition), silent):
            give(session, jury.round, entry, juror, (2, 2, 2, 2))
    told: list[tuple[int, str]] = []
    task = load_task(session, load_basis(session, jury.edition, jury.round))
    made = compute(task, progress=lambda per_cent, stage: told.append((per_cent, stage)))
    assert told == [(10, "compute"), (50, "compute")]
    few = next(
        one for one in made.told["methods"]["raw"]["warnings"] if one["code"] == "few_scorecards"
    )
    assert len(few["ids"]) == 2
    assert set(few["ids"]) <= {str(one) for one in task.juries[0].jurors}


def test_all_equal_names_the_categories(session: Session) -> None:
    judged = Judged(session)
    for entry in judged.entries[:1] + judged.entries[3:]:
        entry.state = "withdrawn"
    session.commit()
    made = compute(load_task(session, load_basis(session, judged.edition, judged.round)))
    warnings = made.told["methods"]["raw"]["warnings"]
    assert {"code": "all_equal", "ids": [str(judged.category.id)]} in warnings
