"""A total that another hand wrote, its marks untouched: nothing is ranked by it, and verifying says which."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.audit import service as audit
from app.database import SYSTEM_ACTOR
from app.editions.models import Category, Rubric
from app.editions.rubric_rules import total
from app.editions.rubric_schemas import spec_of
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.rounds.models import Round
from app.results.rankings.models import Ranking, RankingFigure, RankingRow
from app.results.rankings.rulebook_queries import build_rulebook
from app.results.rankings.verify_queries import Verdict, verify_rankings
from tests.factories import NOW, make_category, make_round
from tests.results.support import API, Judged, give
from tests.results.test_weights import Final

SignIn = Callable[..., TestClient]


def alter(session: Session, judged: Judged, round_id: object, kept: str = "100") -> None:
    """The last entry's totals become the best there are, or `kept`."""
    written = select(Revision.id).join(Evaluation, Evaluation.submitted_id == Revision.id)
    of_last = written.where(
        Evaluation.entry_id == judged.entries[3].id, Evaluation.round_id == round_id
    )
    session.execute(update(Revision).where(Revision.id.in_(of_last)).values(total=kept))
    session.commit()


def test_an_altered_total_ranks_nothing_and_is_named(session: Session, sign_in: SignIn) -> None:
    judged = Judged(session)
    give(session, judged.round, judged.entries[3], judged.jurors[2], (1, 1, 1, 1))
    session.commit()
    organiser = sign_in(judged.organiser)
    assert organiser.post(judged.rankings).status_code == 201
    (before,) = verify_rankings(session, SYSTEM_ACTOR, judged.edition.slug) or []
    assert before.verdict == Verdict.equal
    alter(session, judged, judged.round.id)
    refused = organiser.post(judged.rankings)
    assert (refused.status_code, refused.json()["code"]) == (409, "scores_unusable")
    assert refused.json()["reason"] == "total_altered"
    pairs = refused.json()["pairs"]
    assert {one["number"] for one in pairs} == {judged.entries[3].number}
    assert str(judged.jurors[2].id) in {one["juror_id"] for one in pairs}
    (after,) = verify_rankings(session, SYSTEM_ACTOR, judged.edition.slug) or []
    assert (after.verdict, after.fails) == (Verdict.differs, True)
    named = f"the total of entry {judged.entries[3].number} by {judged.jurors[2].name_ar}"
    assert any(named in line for line in after.lines())


def test_less_than_a_float_tells_is_seen(session: Session, sign_in: SignIn) -> None:
    """Ties are broken by exact fractions, so one part in 10¹⁵ would do."""
    judged = Judged(session)
    given = session.scalars(
        select(Revision.total)
        .join(Evaluation, Evaluation.submitted_id == Revision.id)
        .where(Evaluation.entry_id == judged.entries[3].id)
    ).first()
    alter(session, judged, judged.round.id, str(Fraction(given or 0) + Fraction(1, 10**15)))
    refused = sign_in(judged.organiser).post(judged.rankings)
    assert (refused.status_code, refused.json()["reason"]) == (409, "total_altered")


def test_a_round_before_is_checked_as_well(session: Session, sign_in: SignIn) -> None:
    final = Final(session, (1, 3))
    organiser = sign_in(final.organiser)
    alter(session, final, final.round.id)  # of the round before, which is weighed with the last
    refused = organiser.post(f"/api/v1/rounds/{final.last.id}/rankings")
    assert (refused.status_code, refused.json()["code"]) == (409, "scores_unusable")


def test_what_a_round_was_not_closed_with_ranks_nothing(session: Session, sign_in: SignIn) -> None:
    """Another hand may write a total and its marks; what the round was closed with tells."""
    judged = Judged(session)
    organiser = sign_in(judged.organiser)
    assert organiser.post(judged.rankings).status_code == 201
    for round_number in (1, 2):  # the last round, and one before the last
        taken_away = session.scalars(
            select(Evaluation).where(
                Evaluation.entry_id == judged.entries[0].id,
                Evaluation.round_id == judged.round.id,
            )
        ).all()
        for one in taken_away:
            one.closed_at, one.closed_reason = judged.round.closed_at, "recused"
        session.commit()
        last = session.scalars(
            select(Round).where(Round.edition_id == judged.edition.id).order_by(Round.number.desc())
        ).first()
        assert last is not None
        assert last.number == round_number
        refused = organiser.post(f"/api/v1/rounds/{last.id}/rankings")
        assert (refused.status_code, refused.json()["code"]) == (409, "scores_unusable")
        assert (refused.json()["reason"], refused.json()["round"]) == ("closing_altered", 1)
        verified = verify_rankings(session, SYSTEM_ACTOR, judged.edition.slug) or []
        assert [one.verdict for one in verified] == [Verdict.differs]
        assert "what counts in round 1 is not what it was closed with" in verified[0].differences[0]
        for one in taken_away:
            one.closed_at, one.closed_reason = None, ""
        if round_number == 1:
            second = make_round(session, judged.edition, number=2, state="closed", closed_at=NOW)
            give(session, second, judged.entries[0], judged.jurors[0], (1, 1, 1, 1))
        session.commit()
    verified = verify_rankings(session, SYSTEM_ACTOR, judged.edition.slug) or []
    assert [one.verdict for one in verified] == [Verdict.equal]


def test_marks_behind_the_same_total_are_those_that_were_sent(
    session: Session, sign_in: SignIn
) -> None:
    """A tie is broken by a criterion, so whoever moves points between criteria would win it."""
    judged = Judged(session, ["criterion:a", "shared"])
    organiser = sign_in(judged.organiser)
    assert organiser.post(judged.rankings).status_code == 201
    revisions = session.scalars(
        select(Revision)
        .join(Evaluation, Evaluation.submitted_id == Revision.id)
        .where(Evaluation.entry_id == judged.entries[2].id)
    ).all()
    category = session.get_one(Category, judged.category.id)
    rubric = session.get_one(Rubric, category.rubric_id)
    leaf = {row.code: str(row.id) for row in rubric.criteria}
    for one in revisions:
        before = one.scores
        # The same total: a gains what b1 loses.
        one.scores = {
            **before,
            leaf["a"]: {**before[leaf["a"]], "points": "5"},
            leaf["b1"]: {**before[leaf["b1"]], "points": "2"},
        }
    session.commit()
    specs = [spec_of(row) for row in rubric.criteria]
    points = {UUID(key): Fraction(one["points"]) for key, one in revisions[0].scores.items()}
    assert Fraction(revisions[0].total or 0) == total(specs, points)
    (verified,) = verify_rankings(session, SYSTEM_ACTOR, judged.edition.slug) or []
    assert verified.verdict == Verdict.differs
    named = f"the marks of entry {judged.entries[2].number} by {judged.jurors[0].name_ar}"
    assert any(named in line for line in verified.lines())
    judged.entries[4].state = "withdrawn"  # for a ranking that is not the last one
    session.commit()
    refused = organiser.post(judged.rankings)
    assert (refused.status_code, refused.json()["reason"]) == (409, "marks_altered")
    assert {one["number"] for one in refused.json()["pairs"]} == {judged.entries[2].number}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("method", "calibrated"),
        ("tiebreaks", ["lot"]),
        ("seed", "cd" * 32),
        ("computation", None),
    ],
)
def test_what_a_snapshot_says_of_itself_is_compared(
    session: Session, sign_in: SignIn, column: str, value: Any
) -> None:
    judged = Judged(session)
    assert sign_in(judged.organiser).post(judged.rankings).status_code == 201
    ranking = session.scalars(select(Ranking)).one()
    setattr(ranking, column, value)
    session.execute(update(RankingFigure).values(p_win=0.9))
    session.commit()
    (verified,) = verify_rankings(session, SYSTEM_ACTOR, judged.edition.slug) or []
    assert verified.verdict == Verdict.differs
    assert any(column in one for one in verified.differences)
    assert any("p_win" in one for one in verified.differences)


@pytest.mark.parametrize(
    ("named", "value"),
    [
        ("method", "calibrated"),
        ("quorum", 2),
        ("tiebreaks", ["lot"]),
        ("na_policy", "refused"),
        ("meeting_votes", "open"),
        ("meeting_quorum", "all"),
    ],
)
def test_what_decides_is_what_the_rulebook_froze(
    session: Session, sign_in: SignIn, named: str, value: Any
) -> None:
    judged = Judged(session)
    judged.edition.rulebook, judged.edition.rulebook_hash = build_rulebook(session, judged.edition)
    session.commit()
    organiser = sign_in(judged.organiser)
    assert organiser.post(judged.rankings).status_code == 201
    (before,) = verify_rankings(session, SYSTEM_ACTOR, judged.edition.slug) or []
    assert before.verdict == Verdict.equal
    assert getattr(judged.edition, named) != value
    true = judged.edition.rulebook
    judged.edition.rulebook = {**true, "aggregate": "individual", "method": "other"}
    session.commit()
    (forged,) = verify_rankings(session, SYSTEM_ACTOR, judged.edition.slug) or []
    assert forged.differences == ("not what the rulebook froze: method, rulebook",)
    judged.edition.rulebook = true
    setattr(judged.edition, named, value)
    judged.entries[4].state = "withdrawn"  # for a ranking that is not the last one
    session.commit()
    refused = organiser.post(judged.rankings)
    what = {"na_policy": "not_applicable"}.get(named, named.partition("_")[0])
    assert (refused.status_code, refused.json()["code"]) == (409, "rulebook_altered")
    assert refused.json()["what"] == [what]
    (after,) = verify_rankings(session, SYSTEM_ACTOR, judged.edition.slug) or []
    assert (after.verdict, after.differences) == (
        Verdict.differs,
        (f"not what the rulebook froze: {what}",),
    )


@pytest.mark.parametrize("what", ["rounds", "levels", "places", "rubrics", "rulebook"])
def test_what_decides_by_round_and_category_is_what_was_frozen(
    session: Session, sign_in: SignIn, what: str
) -> None:
    judged = Final(session)
    edition = judged.edition
    edition.rulebook, edition.rulebook_hash = build_rulebook(session, edition)
    edition.rulebook_frozen_at = NOW
    session.commit()
    if what == "rounds":
        judged.round.weight, judged.last.weight = 9, 1
    elif what == "levels":
        judged.category.levels = [
            {"name_ar": "س", "name_en": "x", "from_rank": 1, "to_rank": 3, "from_score": None}
        ]
    elif what == "places":
        judged.category.places += 1
    elif what == "rubrics":
        rubric = session.get_one(Rubric, judged.category.rubric_id)
        rubric.criteria[0].weight += 1
    else:
        edition.rulebook, edition.rulebook_hash = None, ""
    session.commit()
    refused = sign_in(judged.organiser).post(f"{API}/rounds/{judged.last.id}/rankings")
    assert (refused.status_code, refused.json()["code"]) == (409, "rulebook_altered")
    assert refused.json()["what"] == [what]


@pytest.mark.parametrize("how", ["rewritten", "empty", "gone", "phase"])
def test_a_rulebook_forged_with_its_hash_is_not_what_the_log_recorded(
    session: Session, sign_in: SignIn, how: str
) -> None:
    judged = Final(session)
    edition = judged.edition
    edition.rulebook, edition.rulebook_hash = build_rulebook(session, edition)
    edition.rulebook_frozen_at = NOW
    audit.record(
        session,
        SYSTEM_ACTOR,
        "step_phase",
        NOW,
        subject=("edition", edition.id),
        edition_id=edition.id,
        rulebook_hash=edition.rulebook_hash,
    )
    session.commit()
    url = f"{API}/rounds/{judged.last.id}/rankings"
    organiser = sign_in(judged.organiser)
    assert organiser.post(url).status_code == 201
    judged.round.weight, judged.last.weight = 9, 1
    session.flush()
    if how in {"rewritten", "phase"}:
        edition.rulebook, edition.rulebook_hash = build_rulebook(session, edition)
    elif how == "empty":
        edition.rulebook, edition.rulebook_hash = {}, hashlib.sha256(b"{}").hexdigest()
    else:
        edition.rulebook, edition.rulebook_hash, edition.rulebook_frozen_at = None, "", None
    if how == "phase":  # as if nothing had been frozen yet
        edition.phase = "screening"
    session.commit()
    if how != "phase":
        refused = organiser.post(url)
        assert (refused.status_code, refused.json()["code"]) == (409, "rulebook_altered")
        assert "rulebook" in refused.json()["what"]
    (after,) = verify_rankings(session, SYSTEM_ACTOR, edition.slug) or []
    assert (after.verdict, len(after.differences)) == (Verdict.differs, 1)


@pytest.mark.parametrize(
    "how",
    ["scale", "not_a_number", "category", "list", "text", "no_total", "total_of_words", "endless"],
)
def test_marks_that_are_of_no_rubric_are_named(session: Session, sign_in: SignIn, how: str) -> None:
    judged = Judged(session)
    organiser = sign_in(judged.organiser)
    assert organiser.post(judged.rankings).status_code == 201
    entry = judged.entries[0]
    if how == "category":
        entry.category_id = make_category(session, judged.edition, position=5).id
    else:
        revision = session.scalars(
            select(Revision)
            .join(Evaluation, Evaluation.submitted_id == Revision.id)
            .where(Evaluation.entry_id == entry.id)
        ).first()
        assert revision is not None
        key = next(iter(revision.scores))
        if how in {"no_total", "total_of_words", "endless"}:
            revision.total = {"no_total": None, "total_of_words": "nan", "endless": "1/0"}[how]
        elif how in {"list", "text"}:
            revision.scores = {"list": [], "text": {key: "x"}}[how]  # type: ignore[assignment]
        else:
            points = {"scale": "50", "not_a_number": "NaN"}[how]
            revision.scores = revision.scores | {key: revision.scores[key] | {"points": points}}
    session.commit()
    ranking = session.scalars(select(Ranking.id)).one()
    for url in (f"/rankings/{ranking}/fairness", f"/entries/{entry.id}/result"):
        assert organiser.get(API + url).status_code == 409
    refused = organiser.post(judged.rankings)
    assert (refused.status_code, refused.json()["code"]) == (409, "scores_unusable")
    assert [one["entry_id"] for one in refused.json()["pairs"]] == [str(entry.id)]
    (after,) = verify_rankings(session, SYSTEM_ACTOR, judged.edition.slug) or []
    assert after.verdict == Verdict.differs
    assert f"entry {entry.number} by" in after.differences[1]


def test_signed_results_stand_on_a_frozen_ranking(session: Session, sign_in: SignIn) -> None:
    judged = Judged(session)
    assert sign_in(judged.organiser).post(judged.rankings).status_code == 201
    judged.edition.phase = "approved"
    session.commit()
    verified = verify_rankings(session, SYSTEM_ACTOR, judged.edition.slug) or []
    assert [one.verdict for one in verified] == [Verdict.equal, Verdict.differs]
    assert verified[1].lines()[0] == "edition: differs"
    session.execute(delete(RankingFigure))
    session.execute(delete(RankingRow))
    session.execute(delete(Ranking))
    session.commit()
    (alone,) = verify_rankings(session, SYSTEM_ACTOR, judged.edition.slug) or []
    assert (alone.fails, alone.number) == (True, 0)
