"""A category whose jurors the rulebook's method cannot compare is ranked by the mean, and the others keep it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.database import SYSTEM_ACTOR
from app.documents.fairness_document import fairness_document
from app.documents.render import compile_document, plain
from app.editions.models import Category
from app.entries.models import Entry
from app.judging.evaluations.models import Evaluation
from app.judging.panels.models import Juror
from app.judging.rounds.models import Round
from app.kit.i18n import Language
from app.kit.ids import uuid7
from app.results import stats
from app.results.rankings import snapshot_service as snapshots
from app.results.rankings.basis_queries import load_basis
from app.results.rankings.cards_queries import load_task, load_weighed
from app.results.rankings.fairness_queries import load_question
from app.results.rankings.fairness_rules import Question, report
from app.results.rankings.fairness_schemas import Fairness
from app.results.rankings.figures_rules import compute
from app.results.rankings.jury_rules import Jury as Scored
from app.results.rankings.jury_rules import fallen, part
from app.results.rankings.models import FairnessReport, Ranking, RankingFigure, RankingRow
from app.results.rankings.rules import Why
from app.results.rankings.verify_queries import Verdict, verify_rankings
from app.results.rankings.what_if_rules import Wish, try_out
from app.results.stats import Scorecards
from tests.conftest import NOW
from tests.factories import make_category, make_juror, make_round
from tests.results.support import API, give
from tests.results.test_snapshots import Jury, cut

SignIn = Callable[..., TestClient]


class Fallen(Jury):
    """Of three categories `category` is in two parts, `alone` is read by one juror, `other` is well."""

    def __init__(self, session: Session, method: str = "calibrated") -> None:
        super().__init__(session, method)
        self.apart: list[Juror] = [make_juror(session, self.edition) for _ in range(2)]
        cut(self, self.apart)
        self.alone: Category = make_category(session, self.edition, position=2)
        self.only: Juror = make_juror(session, self.edition)
        self.lonely: list[Entry] = []
        for number in range(3):
            entry = self.entry(self.alone)
            self.lonely.append(entry)
            give(session, self.round, entry, self.only, [number + 1] * 4)

    @property
    def by_mean(self) -> dict[str, str]:
        return {str(self.category.id): "disconnected", str(self.alone.id): "not_identifiable"}

    def rows(self, ranking: Ranking) -> dict[UUID, RankingRow]:
        found = self.session.scalars(
            select(RankingRow).where(
                RankingRow.ranking_id == ranking.id, RankingRow.rank.is_not(None)
            )
        )
        return {row.entry_id: row for row in found}

    def verdicts(self) -> list[Verdict]:
        found = verify_rankings(self.session, SYSTEM_ACTOR, self.edition.slug) or []
        return [one.verdict for one in found]


def pdf(found: Fairness, language: Language) -> bytes:
    said = fairness_document(found, language, NOW)
    return compile_document("fairness", json.dumps(plain(said)))


def alone(jury: Jury, round_: Round, method: str) -> dict[UUID, tuple[float, float]]:
    """Score and chance of each entry of `other` where nothing else had ever been judged."""
    (found,) = [
        one
        for one in load_task(jury.session, load_basis(jury.session, jury.edition, round_)).juries
        if one.round == round_.id
    ]
    kind = found.categories.index(jury.other.id)
    only = part(found, [kind], only=True)
    seed = int(round_.closing_hash[:12], 16)
    made = stats.rank(only.cards, method, places=only.places, seed=seed)
    return dict(
        zip(only.entries, zip(made.score.tolist(), made.p_win.tolist(), strict=True), strict=True)
    )


@pytest.mark.parametrize("method", ["zscore", "calibrated"])
def test_the_mean_ranks_what_the_method_cannot_and_the_method_the_rest(
    session: Session, sign_in: SignIn, method: str
) -> None:
    jury = Fallen(session, method)
    answer = sign_in(jury.organiser).post(jury.rankings)
    assert (answer.status_code, answer.json()["method"]) == (201, method)
    ranking = session.scalars(select(Ranking)).one()
    told = ranking.computation
    assert told is not None
    assert told["by_mean"] == {str(jury.round.id): jury.by_mean}
    assert told["cannot"] == {}
    rows = jury.rows(ranking)
    assert len(rows) == 17
    for entry in [*jury.read, *jury.lonely]:
        if entry.category_id != jury.other.id:
            row = rows[entry.id]
            assert row.score == row.raw == str(Fraction(row.raw))
    assert [rows[one.id].score for one in jury.lonely] == ["20", "40", "60"]
    assert [rows[one.id].rank for one in jury.lonely] == [3, 2, 1]
    expected = alone(jury, jury.round, method)
    assert len(expected) == 6
    assert {
        key: float(row.score) for key, row in rows.items() if row.category_id == jury.other.id
    } == {key: score for key, (score, _) in expected.items()}  # every bit
    figures = session.scalars(select(RankingFigure).where(RankingFigure.method == method)).all()
    assert {one.entry_id: one.p_win for one in figures} == {
        key: chance for key, (_, chance) in expected.items()
    }
    raw = session.scalars(select(RankingFigure).where(RankingFigure.method == "raw")).all()
    assert {
        one.entry_id: one.rank for one in raw if one.entry_id in {e.id for e in jury.lonely}
    } == {one.id: rows[one.id].rank for one in jury.lonely}
    assert jury.verdicts() == [Verdict.equal]
    ranking.computation = told | {
        "by_mean": {str(jury.round.id): jury.by_mean | {str(jury.alone.id): "disconnected"}}
    }
    session.commit()
    assert jury.verdicts() == [Verdict.differs]


def test_standings_rows_and_an_entrys_page_say_by_what_each_is_ranked(
    session: Session, sign_in: SignIn
) -> None:
    jury = Fallen(session)
    ranking = jury.ranked()
    organiser = sign_in(jury.organiser)
    body = organiser.get(jury.url("/standings")).json()
    assert body["ranking"]["method"] == "calibrated"
    assert {
        one["category"]["id"]: {(row["method"], row["by_mean"]) for row in one["rows"]}
        for one in body["categories"]
    } == {
        str(jury.category.id): {("raw", "disconnected")},
        str(jury.other.id): {("calibrated", None)},
        str(jury.alone.id): {("raw", "not_identifiable")},
    }
    csv = organiser.get(
        f"{API}/rankings/{ranking.id}/rows?format=csv&size=200", headers={"Accept-Language": "en"}
    ).text
    assert csv.count("Mean: two groups of the category's entries have no juror in common") == 8
    assert csv.count("Mean: each entry of the category was read by one juror") == 3
    assert csv.count("Calibration") == 6

    def page(entry: Entry) -> dict[str, Any]:
        found: dict[str, Any] = organiser.get(f"{API}/entries/{entry.id}/result").json()
        return found

    fell = page(jury.read[1])
    assert fell["row"]["by_mean"] == "disconnected"
    assert fell["parts"] == []
    totals = [Fraction(one["total"]) for one in fell["evaluations"]]
    assert Fraction(fell["row"]["score"]) == sum(totals) / len(totals)
    assert fell["row"]["shown"] == fell["shown"]
    stands = page(jury.read[2])
    assert (stands["row"]["method"], stands["row"]["by_mean"]) == ("calibrated", None)
    whole = sum(one["contribution"] for one in stands["parts"])
    assert whole == pytest.approx(float(stands["row"]["score"]), abs=1e-9)
    assert str(sum(Decimal(one["shown"]) for one in stands["parts"])) == stands["row"]["shown"]


def test_decisions_stand_on_it_and_are_frozen(session: Session, sign_in: SignIn) -> None:
    jury = Fallen(session)
    ranking = jury.ranked()
    organiser = sign_in(jury.organiser)
    for category in (jury.category, jury.other, jury.alone):
        first = session.scalars(
            select(RankingRow.entry_id).where(
                RankingRow.ranking_id == ranking.id,
                RankingRow.category_id == category.id,
                RankingRow.rank == 1,
            )
        )
        winners = [
            {"entry_id": str(one), "outcome": "winner", "place": 1, "reason_ar": "الأعلى"}
            for one in first
        ]
        decided = organiser.put(
            f"{API}/categories/{category.id}/decisions",
            json={"ranking_id": str(ranking.id), "decisions": winners},
        )
        assert decided.status_code == 200, decided.text
    frozen = organiser.post(jury.url("/freeze"))
    assert frozen.status_code in (200, 201), frozen.text
    assert jury.verdicts() == [Verdict.equal]


def test_a_category_is_by_one_method_in_all_the_rounds_that_are_weighed(session: Session) -> None:
    jury = Fallen(session)
    jury.round.weight = 1
    last = make_round(
        session, jury.edition, number=2, state="closed", closing_hash="cd" * 32, weight=3
    )
    for number, entry in enumerate(jury.read[:12]):  # where its jury hangs together
        for seat in range(2):
            reader = jury.readers[(number + 2 * seat) % 6]
            give(session, last, entry, reader, [(2 * number + 3 * seat) % 6] * 4)
    taken = snapshots.take_ranking(session, jury.actor(), last.id, NOW).row
    session.commit()
    told = taken.computation
    assert told is not None
    assert told["by_mean"] == {str(last.id): jury.by_mean, str(jury.round.id): jury.by_mean}
    rows = jury.rows(taken)
    parts = [alone(jury, round_, "calibrated") for round_ in (jury.round, last)]
    for entry in jury.read[:12]:
        row = rows[entry.id]
        corrected = entry.category_id == jury.other.id
        scores = [
            Fraction(float(one["score"]) if corrected else one["score"]) for one in row.rounds
        ]
        assert len(scores) == 2
        whole = (scores[0] + 3 * scores[1]) / 4
        if corrected:
            assert [float(one) for one in scores] == [one[entry.id][0] for one in parts]
            assert row.score == repr(float(whole))
        else:
            assert [one["score"] for one in row.rounds] == [one["raw"] for one in row.rounds]
            assert row.score == str(whole)
    assert jury.verdicts() == [Verdict.equal]
    # What if nothing were otherwise: the ranking.
    basis = load_basis(session, jury.edition, last)
    wish = Wish("calibrated")
    tried = try_out(load_weighed(session, basis), "calibrated", wish)
    assert {str(key): why for key, why in tried.by_mean.items()} == jury.by_mean
    for one in tried.changes:
        row = rows[one.entry]
        assert (one.before, one.after) == (row.rank, row.rank)
        assert one.before_score == one.after_score == pytest.approx(float(Fraction(row.score)))
    # A score that is none is not the juries' falling apart, in whatever round it is.
    task = load_task(session, basis)
    task.juries[1].cards.scores[0, :] = np.nan
    assert compute(task).cannot["calibrated"].code == "not_finite"


def test_an_old_round_that_is_not_weighed_takes_no_method_from_the_last(session: Session) -> None:
    jury = Fallen(session)
    last = make_round(session, jury.edition, number=2, state="closed", closing_hash="cd" * 32)
    for number, entry in enumerate(jury.read[:11]):  # the last is left to the round before
        for seat in range(2):
            reader = jury.readers[(number + 2 * seat) % 6]
            give(session, last, entry, reader, [(2 * number + 3 * seat) % 6] * 4)
    taken = snapshots.take_ranking(session, jury.actor(), last.id, NOW).row
    session.commit()
    told = taken.computation
    assert told is not None
    assert told["by_mean"] == {str(jury.round.id): jury.by_mean}
    rows = jury.rows(taken)
    for number, entry in enumerate(jury.read[:12]):
        by_mean = number == 11
        assert (rows[entry.id].score == rows[entry.id].raw) == by_mean, number
    assert jury.verdicts() == [Verdict.equal]


def test_a_juror_whose_absence_divides_a_category_is_tried_by_the_mean(
    session: Session, sign_in: SignIn
) -> None:
    jury = Jury(session)
    apart = [make_juror(session, jury.edition) for _ in range(2)]
    cut(jury, apart)
    give(session, jury.round, jury.read[1], apart[0], (5, 5, 4, 4))  # who joins them
    ranking = jury.ranked()
    assert "by_mean" not in (ranking.computation or {})
    organiser = sign_in(jury.organiser)
    body = organiser.post(
        f"{API}/rankings/{ranking.id}/what-if",
        json={"method": "calibrated", "without_juror": str(apart[0].id)},
    ).json()
    assert body["by_mean"] == [{"category_id": str(jury.category.id), "why": "disconnected"}]
    means = organiser.post(
        f"{API}/rankings/{ranking.id}/what-if",
        json={"method": "raw", "without_juror": str(apart[0].id)},
    ).json()
    assert means["by_mean"] == []
    after = {row["entry_id"]: (row["after"], row["after_score"]) for row in body["rows"]}
    for row in means["rows"]:
        same = after[row["entry_id"]] == (row["after"], row["after_score"])
        assert same == (row["category_id"] == str(jury.category.id))
    # And the report: who would win without that juror is who would win by the mean.
    told = organiser.get(f"{API}/rankings/{ranking.id}/fairness").json()
    placed = {row["entry_id"] for row in body["rows"] if row["placed_before"]}
    left = {row["entry_id"] for row in body["rows"] if row["placed_after"]}
    here = {row["entry_id"] for row in body["rows"] if row["category_id"] == str(jury.category.id)}
    flips = {(one["juror_id"], one["category_id"]) for one in told["stability"]["flips"]}
    assert ((str(apart[0].id), str(jury.category.id)) in flips) == (placed & here != left & here)


def test_the_report_tells_of_each_category_by_its_own_method(
    session: Session, sign_in: SignIn
) -> None:
    jury = Fallen(session)
    ranking = jury.ranked()
    organiser = sign_in(jury.organiser)
    body = organiser.get(f"{API}/rankings/{ranking.id}/fairness").json()
    assert (body["method"], body["adjusted"]) == ("calibrated", "calibrated")
    assert {one["category_id"]: one["why"] for one in body["by_mean"]} == jury.by_mean
    assert len(body["entries"]) == 17
    for one in body["entries"]:
        fell = one["category_id"] != str(jury.other.id)
        assert (one["score"] == one["raw"] and one["rank"] == one["raw_rank"]) or not fell
        assert one["standing"] == one["rank"]
    # What sets the drawn chances of two equal entries apart is the draw, and no finding.
    alike: dict[Any, set[float]] = {}
    for one in body["entries"]:
        key = (one["category_id"], round(one["score"], 9), one["high"] and round(one["high"], 9))
        alike.setdefault(key, set()).add(one["p_win"])
    assert {len(chances) for chances in alike.values()} == {1}
    assert len(alike) < len(body["entries"]), "some are equal"
    assert {one["juror_id"] for one in body["jurors"]} == {
        str(one.juror_id)
        for one in session.scalars(select(Evaluation))
        if one.entry_id in {entry.id for entry in jury.read if entry.category_id == jury.other.id}
    }
    expected = alone(jury, jury.round, "calibrated")
    assert {
        one["entry_id"]: (one["score"], one["p_win"])
        for one in body["entries"]
        if one["category_id"] == str(jury.other.id)
    } == {str(key): value for key, value in expected.items()}
    guards = {one["code"]: one["ids"] for one in body["guards"]}
    assert len(guards) == len(body["guards"])
    assert guards["disconnected"] == [str(jury.category.id)]
    assert guards["not_identifiable"] == guards["single_reading"] == [str(jury.alone.id)]
    assert [one["category_id"] for one in body["lines"]] == [
        str(one.id) for one in (jury.category, jury.other, jury.alone)
    ]
    # Read once, nothing is known of who would win again.
    assert [one["p"] is None for one in body["lines"]] == [False, False, True]
    redrawn = {one["category_id"] for one in body["stability"]["redrawn"]}
    assert str(jury.alone.id) not in redrawn | set(body["stability"]["stable"])
    positions = {one["entry_id"] for one in body["cells"]}
    assert positions == {one["entry_id"] for one in body["entries"]}
    found = Fairness.model_validate(body)
    languages: tuple[Language, ...] = ("ar", "en")
    for language in languages:
        assert pdf(found, language)[:5] == b"%PDF-"
    kept = session.scalars(select(FairnessReport)).one()
    basis = load_basis(session, jury.edition, jury.round)
    assert report(load_question(session, jury.edition, basis, ranking)) == kept.report
    kept.report = {key: one for key, one in kept.report.items() if key != "by_mean"}
    session.commit()  # a report of before there was any
    assert organiser.get(f"{API}/rankings/{ranking.id}/fairness").json()["by_mean"] == []


def test_where_nothing_can_be_compared_the_mean_ranks_all(
    session: Session, sign_in: SignIn
) -> None:
    jury = Fallen(session)
    for entry in jury.read:
        entry.state = "withdrawn"
    session.commit()
    ranking = jury.ranked()
    assert {row.score for row in jury.rows(ranking).values()} == {"20", "40", "60"}
    organiser = sign_in(jury.organiser)
    body = organiser.get(f"{API}/rankings/{ranking.id}/fairness").json()
    assert (body["adjusted"], body["jurors"]) == (None, [])
    assert [one["score"] for one in body["entries"]] == [one["raw"] for one in body["entries"]]
    assert {one["code"] for one in body["guards"]} == {"not_identifiable", "single_reading"}
    found = Fairness.model_validate(body)
    assert pdf(found, "en")[:5] == b"%PDF-"
    tried = organiser.post(f"{API}/rankings/{ranking.id}/what-if", json={"method": "calibrated"})
    assert {row["before"] == row["after"] for row in tried.json()["rows"]} == {True}
    basis = load_basis(session, jury.edition, jury.round)
    kept = session.scalars(select(FairnessReport)).one()
    assert report(load_question(session, jury.edition, basis, ranking)) == kept.report
    assert jury.verdicts() == [Verdict.equal]


def asked(marks: Sequence[tuple[int, int, float]], method: str = "calibrated") -> Question:
    """One category of entries and jurors, by number, with what each gave; one place."""
    entry, juror, points = (np.array(one) for one in zip(*marks, strict=True))
    size, seats = int(entry.max()) + 1, int(juror.max()) + 1
    jury = Scored(
        round=uuid7(),
        entries=tuple(uuid7() for _ in range(size)),
        jurors=tuple(uuid7() for _ in range(seats)),
        categories=(uuid7(),),
        leaves=(uuid7(),),
        cards=Scorecards(
            entry=entry,
            juror=juror,
            scores=points.reshape(-1, 1).astype(float),
            weights=np.ones((size, 1)),
            category=np.zeros(size, np.int64),
            n_jurors=seats,
            lo=0.0,
            hi=100.0,
        ),
        places=np.ones(1, np.int64),
    )
    return Question(
        jury, method, seed=1, order=np.arange(len(marks)), owner=np.full(size, -1), owners=()
    )


# Entries 0–2 are read by jurors 0 and 1, entries 3–5 by 2 and 3; juror 4 alone joins them.
GROUPS = [
    *((entry, juror, 40.0 + 10 * entry + 2 * juror) for entry in range(3) for juror in (0, 1)),
    *((entry, juror, 10.0 * entry + juror) for entry in range(3, 6) for juror in (2, 3)),
]


def test_without_who_joined_them_the_winner_by_the_mean_is_told() -> None:
    stays = asked([*GROUPS, (2, 4, 95.0), (3, 4, 30.0)])
    found = report(stays)["stability"]["flips"]
    bridge = str(stays.jury.jurors[4])
    assert bridge not in {one["juror_id"] for one in found}  # 2 wins with and without
    changes = asked([*GROUPS, (2, 4, 40.0), (3, 4, 95.0), (4, 4, 95.0), (5, 4, 100.0)])
    whole = report(changes)
    first = next(one for one in whole["entries"] if one["rank"] == 1)
    assert first["entry_id"] != str(changes.jury.entries[2])
    flips = {one["juror_id"] for one in whole["stability"]["flips"]}
    assert str(changes.jury.jurors[4]) in flips


def test_what_falls_is_asked_again_and_in_all_rounds_that_count_together() -> None:
    whole = asked([*GROUPS, (2, 4, 95.0), (3, 4, 30.0)]).jury
    apart = asked(GROUPS).jury
    assert fallen([whole], "calibrated") == {}
    assert fallen([apart], "raw") == fallen([apart], "trimmed") == {}
    assert fallen([apart], "zscore") == fallen([whole, apart], "zscore") == {0: Why.disconnected}
    # Two categories whose halves only the other's entries join: one falls, and the other with it.
    cards = [(0, 0), (0, 1), (1, 2), (1, 3), (2, 1), (2, 2), (3, 4), (3, 5)]
    both = asked([(entry, juror, 50.0 + entry) for entry, juror in cards]).jury
    both = replace(
        both,
        categories=(*both.categories, uuid7()),
        cards=replace(both.cards, category=np.array([0, 0, 1, 1])),
    )
    assert fallen([both], "calibrated") == {0: Why.disconnected, 1: Why.disconnected}
    one = replace(both, cards=replace(both.cards, category=np.array([0, 0, 1, 0])))
    assert fallen([one], "calibrated") == {0: Why.disconnected}
    assert fallen([part(one, [0])], "calibrated") == {}
    joined = asked([(0, 0, 1), (0, 1, 2), (1, 2, 3), (1, 3, 4), (2, 1, 5), (2, 2, 6)]).jury
    joined = replace(
        joined,
        categories=(*joined.categories, uuid7(), uuid7()),
        cards=replace(joined.cards, category=np.array([0, 0, 1])),
    )
    assert fallen([joined], "calibrated") == {}


def test_a_part_keeps_who_is_meant() -> None:
    jury = asked([*GROUPS, (2, 4, 95.0)]).jury
    jury = replace(
        jury,
        categories=(*jury.categories, uuid7()),
        cards=replace(jury.cards, category=np.array([0, 0, 0, 1, 1, 1])),
    )
    assert part(jury, []) is jury
    rest, only = part(jury, [0]), part(jury, [0], only=True)
    assert (rest.entries, only.entries) == (jury.entries[3:], jury.entries[:3])
    assert (rest.jurors, only.jurors) == (jury.jurors[2:4], (*jury.jurors[:2], jury.jurors[4]))
    for half in (rest, only):
        for at, (entry, juror) in enumerate(zip(half.cards.entry, half.cards.juror, strict=True)):
            number = jury.entries.index(half.entries[entry])
            seat = jury.jurors.index(half.jurors[juror])
            (row,) = np.flatnonzero((jury.cards.entry == number) & (jury.cards.juror == seat))
            assert half.cards.scores[at] == jury.cards.scores[row]
    assert rest.cards.n_jurors == 2
    assert part(jury, [0, 1]).entries == ()


def test_the_same_task_makes_the_same_in_any_order_of_categories(session: Session) -> None:
    jury = Fallen(session)
    task = load_task(session, load_basis(session, jury.edition, jury.round))
    first, again = compute(task), compute(task)
    assert first.told == again.told
    assert first.by_mean == {jury.round.id: {UUID(key): why for key, why in jury.by_mean.items()}}
    assert set(first.scores[jury.round.id]) == {
        one.id for one in jury.read if one.category_id == jury.other.id
    }
