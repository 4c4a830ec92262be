"""Refusals and guards name what to do, trying keeps nothing, and every reading of standings is on record."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import Role
from app.audit.models import AuditEvent
from app.database import Base
from app.documents import fairness_words
from app.documents.fairness_document import fairness_document
from app.judging.conflicts.models import Conflict
from app.judging.evaluations.models import Evaluation, Revision
from app.kit.errors import Refusal
from app.kit.i18n import translate
from app.kit.ids import uuid7
from app.results.rankings import snapshot_service as snapshots
from app.results.rankings.fairness_schemas import Fairness
from app.results.rankings.figures_rules import compute
from app.results.rankings.models import FairnessReport, Ranking
from app.results.rankings.rules import Why
from app.results.rankings.what_if_rules import Weighed, Wish, altered, try_out
from tests.conftest import NOW
from tests.factories import make_juror, make_staff
from tests.results.support import API, give
from tests.results.test_fairness import asked
from tests.results.test_snapshots import Jury
from tests.results.test_votes import Votes

SignIn = Callable[..., TestClient]
READ = "read_standings"
# What reading itself writes: the log, and a report that is computed when it is first read.
WRITTEN = {"audit_events", "fairness_reports"}


def test_every_guard_has_a_title_and_says_what_to_do() -> None:
    assert set(fairness_words.ADVICE) == set(fairness_words.GUARDS)
    for sentence in fairness_words.ADVICE.values():
        assert translate("en", sentence) != sentence


def test_a_score_that_is_none_is_named_and_never_ranked(session: Session, sign_in: SignIn) -> None:
    jury = Jury(session)
    task = snapshots.ranking_task(session, jury.actor(), jury.round.id)
    assert task is not None
    task.juries[0].cards.scores[4, :] = np.nan
    with pytest.raises(Refusal) as refused:
        snapshots.take_ranking(session, jury.actor(), jury.round.id, NOW, compute(task))
    cards = task.juries[0]
    assert (refused.value.code, refused.value.facts["reason"]) == ("scores_unusable", "not_finite")
    assert [(one["juror_id"], one["entry_id"]) for one in refused.value.facts["pairs"]] == [
        (str(cards.jurors[cards.cards.juror[4]]), str(cards.entries[cards.cards.entry[4]]))
    ]
    # Written into the database by another hand, it is not read either.
    revision = session.scalars(
        select(Revision).join(Evaluation, Evaluation.submitted_id == Revision.id)
    ).first()
    assert revision is not None
    key = next(iter(revision.scores))
    revision.scores = revision.scores | {key: revision.scores[key] | {"points": "50"}}
    session.commit()
    answer = sign_in(jury.organiser).post(jury.rankings)
    assert (answer.status_code, answer.json()["code"]) == (409, "scores_unusable")
    assert session.scalars(select(Ranking)).all() == []


def test_votes_are_told_as_votes(session: Session, sign_in: SignIn) -> None:
    scene = Votes(session, sign_in)
    for entry, levels in zip(scene.voted, ("ppp", "ppf", "fff", "pff"), strict=False):
        for juror, level in zip(scene.jurors, levels, strict=True):
            said = scene.vote(entry, juror, {"p": "pass", "f": "fail"}[level])
            assert said.status_code == 201, said.text
    scene.close()
    organiser = sign_in(scene.organiser)
    ranking = organiser.post(scene.rankings).json()
    answer = organiser.get(f"{API}/rankings/{ranking['id']}/fairness")
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert (body["votes"], body["method"], body["adjusted"]) == (True, "raw", None)
    assert (body["jurors"], body["leaves"]) == ([], [])
    assert body["agreement"]["single"] is not None
    document = fairness_document(Fairness.model_validate(body), "ar", NOW)
    assert document["summary"][0]["said"] == [fairness_words.VOTED]
    # What is listed is set one by one: numbers in one piece would run against their reader.
    lists = [part for one in document["summary"] for part in one["said"] if isinstance(part, list)]
    assert [len(one) for one in lists] == [1]
    assert re.fullmatch(rf"{re.escape(scene.category.name_ar)} \d+٪", lists[0][0])


def test_a_guard_of_walled_categories_alone_is_not_told(session: Session, sign_in: SignIn) -> None:
    jury = Jury(session)
    ranking = jury.ranked()
    organiser = sign_in(jury.organiser)
    url = f"{API}/rankings/{ranking.id}/fairness"
    organiser.get(url)
    kept = session.scalars(select(FairnessReport)).one()
    both = [str(jury.category.id), str(jury.other.id)]
    kept.report = kept.report | {
        "guards": [
            {"code": "one_juror_decides", "ids": both[:1]},
            {"code": "single_reading", "ids": both},
        ]
    }
    session.commit()
    assert [one["ids"] for one in organiser.get(url).json()["guards"]] == [both[:1], both]
    auditor = make_staff(session, jury.edition, Role.auditor)
    juror = make_juror(session, jury.edition)
    juror.user_id = auditor.id
    walled = {
        "source": "juror", "kind": "family", "state": "suspended", "declared_at": NOW,
        "edition_id": jury.edition.id, "juror_id": juror.id,
    }  # fmt: skip
    session.add(Conflict(id=uuid7(), entry_id=jury.read[1].id, **walled))
    session.commit()
    assert jury.read[1].category_id == jury.category.id
    found = sign_in(auditor).get(url).json()["guards"]
    assert [(one["code"], one["ids"]) for one in found] == [("single_reading", both[1:])]


def everything(session: Session) -> dict[str, list[Any]]:
    """Every row of every table but those of `WRITTEN`."""
    return {
        table.name: sorted(map(repr, session.execute(text(f"select * from {table.name}")).all()))
        for table in Base.metadata.sorted_tables
        if table.name not in WRITTEN
    }


def test_no_verb_of_trying_touches_the_record(session: Session, sign_in: SignIn) -> None:
    jury = Jury(session)
    ranking = jury.ranked()
    organiser = sign_in(jury.organiser)
    leaf = str(asked(session, jury).jury.leaves[0])
    before = everything(session)
    assert before["ranking_rows"]
    for body, status in (
        ({"method": "raw"}, 200),
        ({"method": "trimmed"}, 200),
        ({"method": "zscore"}, 200),
        ({"method": "calibrated"}, 200),
        ({"method": "raw", "without_juror": str(jury.readers[0].id)}, 200),
        ({"method": "raw", "criterion_id": leaf, "share": 0.9}, 200),
        ({"method": "calibrated", "criterion_id": leaf, "share": 1.5}, 422),
        ({"method": "best"}, 422),
    ):
        answer = organiser.post(f"{API}/rankings/{ranking.id}/what-if", json=body)
        assert answer.status_code == status, answer.text
    session.expire_all()
    assert everything(session) == before
    (read,) = session.scalars(select(AuditEvent.facts).where(AuditEvent.act == READ)).all()
    assert (read["what"], read["ranking_id"]) == ("fairness", str(ranking.id))


def test_what_leaves_one_juror_alone_is_tried_by_the_mean(session: Session) -> None:
    jury = Jury(session, "raw")
    cards = asked(session, jury).jury
    for reader in cards.jurors[2:]:
        cards = altered(cards, Wish("raw", without=reader))
    wish = Wish("calibrated", without=cards.jurors[0])
    tried = try_out([Weighed(cards, 1, {})], "raw", wish)
    assert tried.by_mean == dict.fromkeys(cards.categories, Why.not_identifiable)
    plain = try_out([Weighed(cards, 1, {})], "raw", replace(wish, method="raw"))
    assert [(one.after, one.after_score) for one in tried.changes] == [
        (one.after, one.after_score) for one in plain.changes
    ]
    assert plain.by_mean == {}


def test_what_is_none_cannot_be_tried(session: Session) -> None:
    cards = asked(session, Jury(session)).jury
    cards.cards.scores[4, :] = np.nan
    with pytest.raises(Refusal) as refused:
        try_out([Weighed(cards, 1, {})], "calibrated", Wish("calibrated"))
    assert refused.value.code == "scores_unusable"


@pytest.mark.parametrize(
    "route",
    [
        "/editions/{edition}/standings",
        "/rankings/{ranking}/rows",
        "/rankings/{ranking}/rows?format=csv",
        "/rankings/{ranking}/fairness",
        "/rankings/{ranking}/fairness-report",
        "/entries/{entry}/result",
        "/editions/{edition}/decisions",
    ],
)
@pytest.mark.parametrize("role", [Role.organiser, Role.auditor])
def test_each_route_that_shows_unpublished_standings_is_on_record(
    session: Session, sign_in: SignIn, route: str, role: Role
) -> None:
    jury = Jury(session)
    ranking = jury.ranked()
    reader = jury.organiser if role == Role.organiser else make_staff(session, jury.edition, role)
    url = route.format(edition=jury.edition.id, ranking=ranking.id, entry=jury.read[3].id)
    assert sign_in(reader).get(API + url).status_code == 200
    (event,) = session.scalars(select(AuditEvent).where(AuditEvent.act == READ)).all()
    assert event.actor_id == reader.id
    assert event.edition_id == jury.edition.id


@pytest.mark.parametrize("change", ["a recusal", "all recused", "late work"])
def test_a_report_first_asked_after_marks_changed_says_that_the_ranking_is_old(
    session: Session, sign_in: SignIn, change: str
) -> None:
    jury = Jury(session)
    ranking = jury.ranked()
    if change == "late work":
        give(session, jury.round, jury.read[0], make_juror(session, jury.edition), (1, 2, 3, 4))
    else:
        sent = session.scalars(
            select(Evaluation).where(Evaluation.submitted_id.is_not(None)).order_by(Evaluation.id)
        ).all()
        for row in sent if change == "all recused" else sent[-1:]:
            row.closed_at, row.closed_reason = NOW, "recused"
        session.commit()
    organiser = sign_in(jury.organiser)
    url = f"{API}/rankings/{ranking.id}"
    for answer in (
        organiser.get(f"{url}/fairness"),
        organiser.get(f"{url}/fairness-report?language=ar"),
        organiser.post(f"{url}/what-if", json={"method": "raw"}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "ranking_outdated")
    result = organiser.get(f"{API}/entries/{jury.read[0].id}/result")
    assert (result.status_code, result.json()["parts"]) == (200, [])
