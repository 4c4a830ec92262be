"""A round of orders in the results: points of places, ties by the declared rules, no report of fairness."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.entries.models import Entry
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.evaluations.order_rules import order_id
from app.judging.panels.models import Juror
from app.kit.ids import uuid7
from app.results.rankings.models import RankingFigure
from app.results.rankings.verify_queries import Verdict, verify_rankings
from tests.conftest import NOW
from tests.factories import make_evaluation
from tests.results.support import API, Judged, seal

SignIn = Callable[..., TestClient]
MADE_AT = "2026-03-10T08:59:00Z"


class Orders(Judged):
    """The judged edition, back in judging; its round asks for an order of three entries."""

    def __init__(self, session: Session, sign_in: SignIn) -> None:
        super().__init__(session)
        self.sign_in = sign_in
        self.edition.phase, self.edition.tiebreaks = "judging", ["criterion:a", "highest_low"]
        self.edition.method, self.edition.quorum = "calibrated", 1
        for one in self.entries:
            one.state = "withdrawn"
        session.execute(delete(Revision))
        session.execute(delete(Evaluation))
        self.round.state, self.round.mode, self.round.closing_hash = "open", "ranking", ""
        self.round.closes_at, self.round.closed_at = NOW + timedelta(days=1), None
        self.ranked: list[Entry] = [self.entry() for _ in range(3)]
        session.commit()

    def order(self, juror: Juror, *tiers: str) -> None:
        """`"a", "bc"` of the three entries, submitted; assigned first."""
        named = [[self.ranked["abc".index(one)] for one in tier] for tier in tiers]
        for tier in named:
            for entry in tier:
                make_evaluation(self.session, self.round, entry, juror)
        self.session.commit()
        client = self.sign_in(self.session.get_one(User, juror.user_id))
        at = order_id(self.round.id, self.category.id, juror.id)
        answer = client.put(
            f"{API}/juror/rankings/{at}/revisions/{uuid7()}",
            json={
                "tiers": [[str(one.id) for one in tier] for tier in named],
                "comment": "",
                "notes": "",
                "status": "submitted",
                "made_at": MADE_AT,
            },
            headers={"If-None-Match": "*"},
        )
        assert answer.status_code == 201, answer.text

    def close(self) -> None:
        self.round.state = "closed"
        self.round.closes_at, self.round.closed_at = NOW - timedelta(hours=1), NOW
        seal(self.session, self.round)

    def standing(self, client: TestClient) -> list[tuple[str, Any, str]]:
        answer = client.get(self.url("/standings"))
        assert answer.status_code == 200, answer.text
        (category,) = answer.json()["categories"]
        names = {str(one.id): "abc"[at] for at, one in enumerate(self.ranked)}
        return [
            (names[row["entry"]["id"]], row["rank"], row["score"])
            for row in category["rows"]
            if row["entry"]["id"] in names
        ]


def test_orders_of_different_length_make_one_order(session: Session, sign_in: SignIn) -> None:
    scene = Orders(session, sign_in)
    one, two, three = scene.jurors
    scene.order(one, "a", "b", "c")  # 100, 50, 0
    scene.order(two, "bc", "a")  # 75, 75, 0
    scene.order(three, "c", "a")  # 100, 0
    scene.close()
    organiser = sign_in(scene.organiser)
    taken = organiser.post(scene.rankings)
    assert (taken.status_code, taken.json()["method"]) == (201, "raw")
    # What is declared by a criterion is passed over: an order knows none.
    assert taken.json()["tiebreaks"] == ["highest_low", "shared"]
    assert scene.standing(organiser) == [
        ("b", 1, "125/2"),
        ("c", 2, "175/3"),
        ("a", 3, "100/3"),
    ]
    result = organiser.get(f"{API}/entries/{scene.ranked[2].id}/result").json()
    places = {row["total"]: (row["place"], row["of"]) for row in result["evaluations"]}
    assert places == {"0": (3, 3), "75": (1, 3), "100": (1, 2)}
    # Nothing is estimated of what the points would measure, and the report says so.
    methods = set(session.scalars(select(RankingFigure.method)))
    assert methods == {"raw"}
    report = organiser.get(f"{API}/rankings/{taken.json()['id']}/fairness")
    assert (report.status_code, report.json()["code"]) == (409, "round_ranks_entries")
    (verified,) = verify_rankings(session, scene.organiser, scene.edition.slug) or []  # type: ignore[arg-type]
    assert verified.verdict == Verdict.equal
    # Who leaves the race leaves every order: the next snapshot is another.
    scene.ranked[1].state = "disqualified"
    session.commit()
    again = organiser.post(scene.rankings).json()
    assert again["inputs_hash"] != taken.json()["inputs_hash"]
    assert [row[:2] for row in scene.standing(organiser)] == [("c", 1), ("a", 2)]


def test_equal_points_go_to_the_declared_rules(session: Session, sign_in: SignIn) -> None:
    scene = Orders(session, sign_in)
    one, two, _ = scene.jurors
    scene.order(one, "a", "b", "c")
    scene.order(two, "c", "b", "a")
    scene.close()
    organiser = sign_in(scene.organiser)
    assert organiser.post(scene.rankings).status_code == 201
    # All have 50; the one that nobody puts last is first, and the two others stay equal.
    assert [row[:2] for row in scene.standing(organiser)] == [("b", 1), ("a", 2), ("c", 2)]
