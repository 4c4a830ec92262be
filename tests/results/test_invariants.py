"""Each promise about results is kept by published results and found broken by bad rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.kit.ids import uuid7
from app.results.approvals.models import Approval
from app.results.decisions.models import Decision
from app.results.publication.invariants import INVARIANTS
from app.results.publication.models import Publication
from app.results.rankings.models import Ranking, RankingRow
from tests.conftest import NOW
from tests.factories import make_category, make_edition
from tests.results.support import Judged


class Published:
    """An edition whose results were frozen, signed and published."""

    def __init__(self, session: Session, sign_in: Callable[[Any], TestClient]) -> None:
        self.session = session
        self.judged = judged = Judged(session)
        organiser, approver = sign_in(judged.organiser), sign_in(judged.approver)
        ranking = organiser.post(judged.rankings).json()["id"]
        winner = {"entry_id": str(judged.entries[0].id), "outcome": "winner", "place": 1}
        body = {"ranking_id": ranking, "decisions": [winner]}
        assert organiser.put(judged.decisions, json=body).status_code == 200
        digest = organiser.post(judged.url("/freeze")).json()["results_hash"]
        assert approver.post(judged.url("/sign"), json={"results_hash": digest}).is_success
        assert organiser.post(judged.url("/publication"), json={}).is_success
        self.ranking = session.scalars(select(Ranking)).one()
        self.decision = session.scalars(select(Decision)).one()
        self.publication = session.scalars(select(Publication)).one()

    def step(self, name: str) -> Approval:
        return self.session.scalars(select(Approval).where(Approval.step == name)).one()

    def row(self, at: int) -> RankingRow:
        return self.session.get_one(RankingRow, (self.ranking.id, self.judged.entries[at].id))

    def withhold_too(self) -> None:
        self.session.add(
            Decision(
                id=uuid7(),
                edition_id=self.judged.edition.id,
                ranking_id=self.ranking.id,
                category_id=self.judged.category.id,
                outcome="withheld",
                reason_ar="سبب",
                decided_at=NOW,
            )
        )

    def unpublish(self) -> None:
        self.session.delete(self.publication)


def broken(session: Session) -> set[str]:
    session.commit()
    return {name for name, query in INVARIANTS.items() if session.execute(query).all()}


def set_to(find: Callable[[Published], object], **values: object) -> Callable[[Published], None]:
    def spoil(made: Published) -> None:
        for name, value in values.items():
            setattr(find(made), name, value)

    return spoil


def other_category(made: Published) -> None:
    made.row(0).category_id = make_category(made.session, made.judged.edition).id


def other_edition(made: Published) -> None:
    made.decision.category_id = make_category(made.session, make_edition(made.session)).id


@pytest.mark.parametrize(
    ("spoil", "names"),
    [
        (lambda _made: None, set()),
        (
            set_to(lambda made: made.judged.round, state="open"),
            {"ranking of a round that is not closed, or of another edition"},
        ),
        (
            set_to(lambda made: made.ranking, seed="0" * 64),
            {"ranking with another seed than its round"},
        ),
        (
            other_category,
            {
                "rank of an entry of another category or edition",
                "rank that does not count those before it",
            },
        ),
        (set_to(lambda made: made.row(0), score=""), {"rank without an evaluation or a score"}),
        (set_to(lambda made: made.row(3), rank=3), {"rank that does not count those before it"}),
        (
            set_to(lambda made: made.judged.entries[0], state="disqualified"),
            {
                "rank, in frozen results, of an entry out of the race",
                "award to an entry out of the race",
            },
        ),
        (
            other_edition,
            {
                "decision on an entry of another category",
                "decision of another edition's category or ranking",
            },
        ),
        (
            set_to(lambda made: made.decision, place=None),
            {"winner without a place, or a place without a winner"},
        ),
        (Published.withhold_too, {"withheld without a reason, or beside a winner"}),
        (
            lambda made: setattr(made.step("signed"), "by_id", made.step("frozen").by_id),
            {"signature of the person who froze"},
        ),
        (
            set_to(lambda made: made.step("frozen"), results_hash="1" * 64),
            {"signature of results that nobody froze"},
        ),
        (
            set_to(lambda made: made.ranking, frozen_at=None),
            {
                "ranking frozen without a freeze, or the other way round",
                "results frozen without their names, or names of results that are not frozen",
            },
        ),
        (
            set_to(lambda made: made.ranking, names=None),
            {"results frozen without their names, or names of results that are not frozen"},
        ),
        (
            set_to(lambda made: made.publication, results_hash="1" * 64),
            {"publication without the signature"},
        ),
        (
            Published.unpublish,
            {
                "published edition without a publication",
                "minute of an edition's results that its publication did not set",
            },
        ),
        (
            lambda made: setattr(made.step("signed"), "step", "returned"),
            {
                "approved edition without a signature",
                "publication without the signature",
                "ranking frozen without a freeze, or the other way round",
            },
        ),
    ],
)
def test_bad_rows_are_found(
    session: Session,
    sign_in: Callable[[Any], TestClient],
    spoil: Callable[[Published], None],
    names: set[str],
) -> None:
    made = Published(session, sign_in)
    spoil(made)
    assert broken(session) == names
