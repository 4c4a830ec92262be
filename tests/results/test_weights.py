"""Rounds weighed together: one score of several rounds, told round by round, computed again to the bit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.database import SYSTEM_ACTOR
from app.judging.deliberation.models import Consensus, Meeting
from app.judging.rounds.models import Round
from app.kit.ids import uuid7
from app.results.rankings import snapshot_service as snapshots
from app.results.rankings.basis_queries import load_basis
from app.results.rankings.cards_queries import load_task
from app.results.rankings.inputs_queries import name_now
from app.results.rankings.models import RankingRow
from app.results.rankings.verify_queries import Verdict, verify_rankings
from app.results.stats import rank
from app.results.weight_rules import Mark, together, weigh
from tests.conftest import NOW
from tests.factories import make_round
from tests.results.support import API, Judged, give
from tests.results.test_snapshots import Jury

SignIn = Callable[..., TestClient]


class Final(Judged):
    """The worked example weighs 1, and a last round 3: 20, 90 and, of two, 60 and 50 there."""

    def __init__(self, session: Session, weights: Sequence[int] = (1, 3), **edition: Any) -> None:
        super().__init__(session)
        self.last: Round = make_round(
            session, self.edition, number=2, state="closed", closing_hash="cd" * 32, closed_at=NOW
        )
        self.round.weight, self.last.weight = weights
        for name, value in edition.items():
            setattr(self.edition, name, value)
        for entry, marks in zip(
            self.entries[:3], [(1, 1, 1, 1), (5, 5, 0, 5), (3, 3, 3, 3)], strict=True
        ):
            give(session, self.last, entry, self.jurors[0], marks)

    def ranked(self, round_: Round | None = None) -> dict[int, RankingRow]:
        """The newest snapshot's rows, by number of entry from 1."""
        taken = snapshots.take_ranking(
            self.session, SYSTEM_ACTOR, (round_ or self.last).id, NOW
        ).row
        self.session.commit()
        rows = self.session.scalars(select(RankingRow).where(RankingRow.ranking_id == taken.id))
        by_entry = {row.entry_id: row for row in rows}
        return {at: by_entry[one.id] for at, one in enumerate(self.entries, 1)}


def told(rows: dict[int, RankingRow]) -> dict[int, tuple[int | None, str, str]]:
    return {at: (row.rank, row.score, row.shown) for at, row in rows.items()}


def test_a_score_of_two_rounds_is_their_weighted_mean(session: Session, sign_in: SignIn) -> None:
    final = Final(session)
    rows = final.ranked()
    assert told(rows) == {
        1: (3, "40", "40.00"),  # (1 × 100 + 3 × 20) ÷ 4
        2: (1, "165/2", "82.50"),  # (1 × 60 + 3 × 90) ÷ 4
        3: (2, "60", "60.00"),
        4: (4, "20", "20.00"),  # of the round before alone, after all that have a score in the last
        5: (None, "", ""),
    }
    assert rows[2].rounds == [
        {"number": 1, "weight": 1, "score": "60", "raw": "60", "evaluations": 2},
        {"number": 2, "weight": 3, "score": "90", "raw": "90", "evaluations": 1},
    ]
    assert (rows[2].evaluations, rows[4].rounds) == (1, [])
    assert rows[4].trace == [{"rule": "round", "value": "1"}]
    body = sign_in(final.organiser).get(final.url("/standings")).json()
    assert [(one["number"], one["weight"]) for one in body["rounds"]] == [(1, 1), (2, 3)]
    first = body["categories"][0]["rows"][0]
    assert [(one["shown"], one["raw"]) for one in first["rounds"]] == [
        ("60.00", "60.00"),
        ("90.00", "90.00"),
    ]
    csv = sign_in(final.organiser).get(f"{API}/rankings/{body['ranking']['id']}/rows?format=csv")
    assert "1: 60.00 × 1; 2: 90.00 × 3" in csv.text


def test_without_weights_the_last_round_counts_alone(session: Session, sign_in: SignIn) -> None:
    final = Final(session, (0, 0))
    rows = final.ranked()
    assert {at: row.score for at, row in rows.items()} == {
        1: "20",
        2: "90",
        3: "60",
        4: "20",
        5: "",
    }
    assert all(row.rounds == [] for row in rows.values())
    assert sign_in(final.organiser).get(final.url("/standings")).json()["rounds"] == []
    name = load_basis(session, final.edition, final.last).inputs_hash
    final.last.weight = 7  # alone: the same, and a snapshot of before keeps its name
    assert load_basis(session, final.edition, final.last).inputs_hash == name
    assert name_now(session, final.edition, final.last) == name
    final.round.weight = 7
    together_named = load_basis(session, final.edition, final.last).inputs_hash
    assert name_now(session, final.edition, final.last) == together_named != name


def test_the_round_before_ranks_alone_as_long_as_it_is_the_last(session: Session) -> None:
    final = Final(session)
    assert {at: row.score for at, row in final.ranked(final.round).items()} == {
        1: "100",
        2: "60",
        3: "60",
        4: "20",
        5: "",
    }


def test_an_entry_counts_by_the_rounds_in_which_it_reached_the_quorum(session: Session) -> None:
    final = Final(session, quorum=1)
    give(session, final.last, final.entries[4], final.jurors[0], (4, 4, 4, 4))
    rows = final.ranked()
    assert (rows[5].score, rows[5].rank) == ("80", 2)  # it was in the last round alone
    assert [one["number"] for one in rows[5].rounds] == [2]
    final.edition.quorum = 2
    for entry in final.entries[:3]:
        give(session, final.last, entry, final.jurors[1], (3, 3, 3, 3))
    give(session, final.round, final.entries[4], final.jurors[2], (0, 0, 0, 0))
    give(session, final.last, final.entries[4], final.jurors[2], (4, 4, 4, 4))
    rows = final.ranked()
    assert [one["number"] for one in rows[5].rounds] == [2]  # one evaluation is no score there
    assert rows[5].score == "80"


def test_ties_are_split_by_the_last_rounds_evaluations(session: Session) -> None:
    final = Final(session, tiebreaks=["criterion:c", "shared"])
    for one in (final.entries[0], final.entries[1]):
        one.state = "withdrawn"
    twin = final.entry()
    final.entries = [final.entries[2], twin]
    give(session, final.round, twin, final.jurors[0], (4, 5, 3, 2))  # 60, as the other there
    give(session, final.last, twin, final.jurors[0], (5, 5, 5, 1))  # 60 in the last round too
    rows = final.ranked()
    assert {row.score for row in rows.values()} == {"60"}
    assert [(row.rank, row.trace) for row in rows.values()] == [
        (1, [{"rule": "criterion:c", "value": "60"}]),
        (2, [{"rule": "criterion:c", "value": "20"}]),
    ]


@pytest.mark.parametrize("method", ["trimmed", "zscore", "calibrated"])
def test_each_round_is_fitted_alone_by_the_method(session: Session, method: str) -> None:
    jury = Jury(session, method)
    last = make_round(
        session, jury.edition, number=2, state="closed", closing_hash="cd" * 32, weight=2
    )
    jury.round.weight = 1
    for number, entry in enumerate(jury.read):
        for seat in range(2):
            reader = jury.readers[(number + seat) % 6]
            give(session, last, entry, reader, [(2 * number + 3 * seat) % 6] * 4)
    taken = snapshots.take_ranking(session, jury.actor(), last.id, NOW).row
    session.commit()
    task = load_task(session, load_basis(session, jury.edition, last))
    assert [one.round for one in task.juries] == [last.id, jury.round.id]
    alone = [
        dict(zip(one.entries, rank(one.cards, method, seed=0, draws=0).score, strict=True))
        for one in task.juries
    ]
    rows = session.scalars(
        select(RankingRow).where(RankingRow.ranking_id == taken.id, RankingRow.rank.is_not(None))
    ).all()
    assert len(rows) == 12
    for row in rows:
        parts = [alone[1][row.entry_id], alone[0][row.entry_id]]
        assert [float(one["score"]) for one in row.rounds] == parts
        exact = (Fraction(parts[0]) + 2 * Fraction(parts[1])) / 3
        assert row.score == repr(float(exact))
        means = [Fraction(one["raw"]) for one in row.rounds]
        assert Fraction(row.raw) == (means[0] + 2 * means[1]) / 3
    assert [
        one.verdict for one in verify_rankings(session, SYSTEM_ACTOR, jury.edition.slug) or []
    ] == [Verdict.equal]
    rows[0].rounds = [rows[0].rounds[0] | {"weight": 2}, rows[0].rounds[1]]
    session.commit()
    wrong = (verify_rankings(session, SYSTEM_ACTOR, jury.edition.slug) or [])[0]
    assert (wrong.verdict, len(wrong.differences)) == (Verdict.differs, 1)


def test_a_round_of_weight_0_between_is_neither_fitted_nor_counted(session: Session) -> None:
    jury = Jury(session)
    jury.round.weight = 1
    between = make_round(session, jury.edition, number=2, state="closed", closing_hash="cd" * 32)
    last = make_round(
        session, jury.edition, number=3, state="closed", closing_hash="ef" * 32, weight=1
    )
    give(session, between, jury.read[0], jury.readers[0], (0, 0, 0, 0))  # of one juror: no fit
    for number, entry in enumerate(jury.read):
        for seat in range(2):
            give(session, last, entry, jury.readers[(number + seat) % 6], [(number + seat) % 5] * 4)
    task = load_task(session, load_basis(session, jury.edition, last))
    assert [one.round for one in task.juries] == [last.id, jury.round.id]
    assert snapshots.take_ranking(session, jury.actor(), last.id, NOW).created


def test_what_if_and_one_entrys_result_tell_the_weighed_score(
    session: Session, sign_in: SignIn
) -> None:
    final = Final(session)
    organiser = sign_in(final.organiser)
    ranking = organiser.post(f"{API}/rounds/{final.last.id}/rankings").json()
    url = f"{API}/rankings/{ranking['id']}"
    tried = organiser.post(
        url + "/what-if", json={"method": "raw", "without_juror": str(final.jurors[1].id)}
    ).json()
    scores = {row["entry_id"]: (row["before_score"], row["before"]) for row in tried["rows"]}
    keys = [str(one.id) for one in final.entries]
    assert [scores[key] for key in keys[:3]] == [
        pytest.approx((40, 3)),
        pytest.approx((82.5, 1)),
        pytest.approx((60, 2)),
    ]
    report = organiser.get(url + "/fairness").json()
    assert [(one["number"], one["weight"]) for one in report["rounds"]] == [(1, 1), (2, 3)]

    entry = f"{API}/entries/{keys[1]}/result"
    result = organiser.get(entry).json()
    assert (result["round"]["number"], result["score"], result["row"]["score"]) == (
        2,
        "90",
        "165/2",
    )
    before = organiser.get(f"{entry}?round_id={final.round.id}").json()
    assert (before["round"]["number"], before["score"], len(before["evaluations"])) == (1, "60", 2)
    other = make_round(session, final.edition, number=3)
    assert organiser.get(f"{entry}?round_id={other.id}").status_code == 404


def test_parts_of_a_round_that_is_weighed_add_up_to_its_score(
    session: Session, sign_in: SignIn
) -> None:
    jury = Jury(session)
    last = make_round(
        session, jury.edition, number=2, state="closed", closing_hash="cd" * 32, weight=1
    )
    jury.round.weight = 1
    for number, entry in enumerate(jury.read):
        for seat in range(2):
            give(session, last, entry, jury.readers[(number + seat) % 6], [(number + seat) % 5] * 4)
    organiser = sign_in(jury.organiser)
    organiser.post(f"{API}/rounds/{last.id}/rankings")
    for round_ in (jury.round, last):
        body = organiser.get(f"{API}/entries/{jury.read[0].id}/result?round_id={round_.id}").json()
        said = {one["number"]: float(one["score"]) for one in body["row"]["rounds"]}
        assert sum(one["contribution"] for one in body["parts"]) == pytest.approx(
            said[round_.number]
        )


@pytest.mark.parametrize("method", ["raw", "trimmed"])
def test_what_the_panel_agreed_on_is_that_rounds_score(
    session: Session, sign_in: SignIn, method: str
) -> None:
    final = Final(session, consensus_counts=True, method=method)
    meeting = Meeting(
        id=uuid7(),
        edition_id=final.edition.id,
        round_id=final.round.id,
        category_id=final.category.id,
        state="closed",
        quorum=1,
        opened_at=NOW,
    )
    agreed = Consensus(
        id=uuid7(),
        meeting_id=meeting.id,
        entry_id=final.entries[0].id,
        kind="score",
        total="80",
        reason="اتفقت اللجنة",
        present=[],
        stepped_out=[],
        decided_at=NOW,
    )
    for row in (meeting, agreed):  # a meeting before what was agreed in it
        session.add(row)
        session.commit()
    rows = final.ranked()
    assert Fraction(rows[1].score) == 35  # (1 × 80 + 3 × 20) ÷ 4
    assert (Fraction(rows[1].raw), rows[1].shown) == (40, "35.00")
    assert [(one["score"], one["raw"]) for one in rows[1].rounds] == (
        [("80", "100"), ("20", "20")] if method == "raw" else [("80.0", "100"), ("20.0", "20")]
    )
    assert [row.rank for row in rows.values()] == [3, 1, 2, 4, None]
    found = verify_rankings(session, SYSTEM_ACTOR, final.edition.slug) or []
    assert [one.verdict for one in found] == [Verdict.equal]
    # Who reads the ranking, or how the score came about, is told that the round's is an agreement.
    organiser = sign_in(final.organiser)
    standings = organiser.get(final.url("/standings")).json()["categories"][0]["rows"]
    result = organiser.get(f"{API}/entries/{final.entries[0].id}/result").json()["row"]
    of_first = next(row for row in standings if row["entry"]["id"] == str(final.entries[0].id))
    for row in (of_first, result):
        assert [one["agreed"] for one in row["rounds"]] == [True, False]


def test_the_exact_mean_and_who_is_weighed() -> None:
    marks = [
        Mark(2, 3, Fraction(1, 3), Fraction(1), 4),
        Mark(1, 1, Fraction(1, 7), Fraction(0), 2),
    ]
    whole = weigh(marks)
    assert (whole.score, whole.raw) == (Fraction(2, 7), Fraction(3, 4))
    assert whole.marks == tuple(marks[::-1])
    assert weigh(marks[:1]).score == Fraction(1, 3)
    assert [together(one) for one in ([1], [0, 1], [1, 0], [1, 0, 2], [0])] == [
        False,
        False,
        False,
        True,
        False,
    ]
