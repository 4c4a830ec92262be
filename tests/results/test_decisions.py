"""Decisions: the whole list of a category, on the newest ranking, by version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.audit.models import AuditEvent
from app.kit.ids import uuid7
from app.results.decisions.models import Decision
from tests.factories import make_category, make_round
from tests.results.support import API, Judged, give

SignIn = Callable[..., TestClient]


@pytest.fixture
def judged(session: Session) -> Judged:
    return Judged(session)


class Desk:
    """The organiser's desk with a ranking taken."""

    def __init__(self, judged: Judged, client: TestClient) -> None:
        self.judged, self.client = judged, client
        self.ranking = client.post(judged.rankings).json()["id"]

    def winner(self, at: int, place: int, **values: Any) -> dict[str, Any]:
        entry = str(self.judged.entries[at].id)
        return {"entry_id": entry, "outcome": "winner", "place": place} | values

    def put(self, *decisions: dict[str, Any], match: str | None = None) -> Any:
        headers = {} if match is None else {"If-Match": f'"{match}"'}
        body = {"ranking_id": self.ranking, "decisions": list(decisions)}
        return self.client.put(self.judged.decisions, json=body, headers=headers)

    def codes(self, *decisions: dict[str, Any]) -> list[str]:
        answer = self.put(*decisions, match="0")
        assert answer.status_code == 422, answer.text
        return [error["code"] for error in answer.json()["errors"]]


@pytest.fixture
def desk(judged: Judged, sign_in: SignIn) -> Desk:
    return Desk(judged, sign_in(judged.organiser))


def test_the_whole_list_is_put_and_put_again(desk: Desk, session: Session) -> None:
    gold = desk.winner(
        0, 1, level_ar="ذهبي", citation_ar="لأثرها", citation_en="For its reach", reason_ar=""
    )
    mention = {"entry_id": str(desk.judged.entries[3].id), "outcome": "honourable_mention"}
    first = desk.put(gold, desk.winner(1, 2, reason_ar="قرار اللجنة"), mention)
    assert first.status_code == 200
    shown = [
        (d["entry"]["number"], d["outcome"], d["place"], d["level_ar"], d["level_en"])
        for d in first.json()["decisions"]
    ]
    assert shown == [
        (101, "winner", 1, "ذهبي", "Gold"),
        (102, "winner", 2, "", ""),
        (104, "honourable_mention", None, "", ""),
    ]
    assert first.json()["decided"] is True
    again = desk.put(gold, desk.winner(1, 2, reason_ar="قرار اللجنة"), mention)
    assert again.json() == first.json()
    acts = session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)).all()
    assert acts == ["take_ranking", "put_decisions"]
    listed = desk.client.get(desk.judged.url("/decisions")).json()
    assert listed["categories"] == [first.json()]


def test_two_organisers_in_two_tabs(desk: Desk, session: Session) -> None:
    first = desk.put(desk.winner(0, 1))
    version = first.json()["version"]
    blind = desk.put(desk.winner(0, 2))
    changed = desk.put(desk.winner(0, 1, citation_ar="نص"), match=version)
    stale = desk.put(desk.winner(0, 1, citation_ar="آخر"), match=version)
    assert [a.status_code for a in (first, blind, changed, stale)] == [200, 428, 200, 412]
    assert stale.json()["current"] == changed.json()
    cleared = desk.put(match=changed.json()["version"])
    assert (cleared.json()["decisions"], cleared.json()["version"]) == ([], "0")
    assert cleared.json()["decided"] is False
    assert session.scalars(select(Decision)).all() == []


def test_what_the_rules_refuse_is_named(desk: Desk, session: Session) -> None:
    elsewhere = make_category(session, desk.judged.edition, position=1)
    other = desk.judged.entry(elsewhere, state="ineligible", state_reason="سبب")
    foreign = {"entry_id": str(other.id), "outcome": "none", "reason_ar": "سبب"}
    withheld = {"outcome": "withheld"}
    assert desk.codes(foreign) == ["entry_unranked"]
    assert desk.codes(desk.winner(4, 1)) == ["entry_unranked"]
    assert desk.codes(desk.winner(0, 3)) == ["place_unknown"]
    assert desk.codes(desk.winner(3, 1)) == ["skip_needs_reason"]
    assert desk.codes(desk.winner(0, 1, level_ar="ماسي")) == ["level_unknown"]
    assert desk.codes(withheld) == ["withheld_needs_reason"]
    assert desk.codes(desk.winner(0, 1), withheld | {"reason_ar": "سبب"}) == [
        "withheld_with_winner"
    ]
    assert desk.put(withheld | {"reason_ar": "لم يبلغ أحد المستوى"}).status_code == 200
    assert [row.outcome for row in session.scalars(select(Decision))] == ["withheld"]


def test_a_tie_that_waits_is_not_decided_by_the_organiser(
    session: Session, sign_in: SignIn
) -> None:
    judged = Judged(session, ["chair", "shared"])
    desk = Desk(judged, sign_in(judged.organiser))
    assert desk.codes(desk.winner(0, 1), desk.winner(1, 2)) == ["tie_pending"]


def test_only_on_the_newest_ranking_of_what_counts_now(desk: Desk, session: Session) -> None:
    judged, old = desk.judged, desk.ranking
    give(session, judged.round, judged.entries[4], judged.jurors[0], (5, 5, 5, 5))
    outdated = desk.put(desk.winner(0, 1))
    assert (outdated.status_code, outdated.json()["code"]) == (409, "ranking_outdated")
    desk.ranking = desk.client.post(judged.rankings).json()["id"]
    # Two share the first rank now: naming one of them takes a reason.
    assert desk.codes(desk.winner(0, 1)) == ["tie_needs_reason"]
    assert desk.put(desk.winner(0, 1, reason_ar="أثرها أبقى")).status_code == 200
    desk.ranking = old
    assert desk.put(desk.winner(0, 2), match="x").status_code == 412
    version = desk.client.get(judged.url("/decisions")).json()["categories"][0]["version"]
    assert desk.put(desk.winner(0, 2), match=version).json()["code"] == "ranking_outdated"
    desk.ranking = str(uuid7())
    assert desk.put(desk.winner(0, 2), match=version).status_code == 404


def test_an_earlier_round_decides_nothing(desk: Desk, session: Session) -> None:
    make_round(session, desk.judged.edition, number=2, state="planned")
    answer = desk.put(desk.winner(0, 1))
    assert (answer.status_code, answer.json()["code"]) == (409, "ranking_outdated")


def test_who_decides_when(desk: Desk, session: Session, sign_in: SignIn) -> None:
    approver = sign_in(desk.judged.approver)
    body = {"ranking_id": desk.ranking, "decisions": []}
    assert approver.put(desk.judged.decisions, json=body).status_code == 403
    assert approver.put(f"{API}/categories/{uuid7()}/decisions", json=body).status_code == 403
    assert desk.client.put(f"{API}/categories/{uuid7()}/decisions", json=body).status_code == 404
    desk.judged.edition.phase = "approved"
    session.commit()
    late = desk.put(desk.winner(0, 1))
    assert (late.status_code, late.json()["code"]) == (409, "not_deliberating")


def test_levels_by_score_and_by_the_share_of_the_best(desk: Desk, session: Session) -> None:
    """Of 100, 60, 60 and 20: gold from 90, silver from 60; who reaches neither wins with a reason."""
    category = desk.judged.category
    category.places = 4
    gold, silver = {"name_ar": "ذهبي", "name_en": "Gold"}, {"name_ar": "فضي", "name_en": "Silver"}
    category.levels_by = "score"
    category.levels = [gold | {"least": "90"}, silver | {"least": "60"}]
    session.commit()

    def reached() -> list[str]:
        (shown,) = desk.client.get(desk.judged.url("/standings")).json()["categories"]
        return [row["level_ar"] for row in shown["rows"]]

    assert reached() == ["ذهبي", "فضي", "فضي", ""]
    winners = [desk.winner(0, 1), desk.winner(1, 2), desk.winner(2, 2)]
    assert desk.codes(*winners, desk.winner(3, 4)) == ["below_levels"]
    assert desk.codes(desk.winner(0, 1, level_ar="فضي")) == ["level_needs_reason"]
    kept = desk.put(*winners, desk.winner(3, 4, reason_ar="أثرها"), match=None)
    assert kept.status_code == 200
    category.levels_by = "percentile"
    category.levels = [gold | {"least": "25"}, silver | {"least": "50"}]
    session.commit()
    assert reached() == ["ذهبي", "فضي", "فضي", ""]
    category.levels = [gold | {"least": "24.99"}]
    session.commit()
    assert reached() == ["", "", "", ""]
