"""A snapshot's name: the same from the marks, without them, and as its document is said; every change shows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
import rfc8785
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.editions.models import Edition
from app.editions.rubric_rules import NOTHING
from app.entries.models import Entry
from app.judging.deliberation.models import Consensus, Meeting
from app.judging.deliberation.queries import agreed_scores
from app.judging.evaluations.claim_rules import total_without
from app.judging.evaluations.models import Evaluation, NaClaim, NaDecision, Revision
from app.judging.evaluations.queries import counted_totals
from app.judging.rounds.models import Round
from app.kit.ids import uuid7
from app.results.rankings import snapshot_service as snapshots
from app.results.rankings.basis_queries import load_basis
from app.results.rankings.inputs_queries import name_now
from app.results.rankings.models import ChairOrder
from app.results.rankings.queries import is_outdated, still_holds
from tests.conftest import NOW
from tests.factories import make_round
from tests.results.support import Judged, give, seal
from tests.results.test_orders import Orders
from tests.results.test_snapshots import Jury
from tests.results.test_votes import Votes

SignIn = Callable[..., TestClient]


class Whole(Jury):
    """Two closed rounds with all that a name can hold: orders, agreements, what does not apply, a method."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "zscore")
        self.edition.consensus_counts = True
        self.later = make_round(
            session,
            self.edition,
            number=2,
            state="closed",
            closes_at=NOW - timedelta(minutes=1),
            closing_hash="cd" * 32,
            closed_at=NOW,
        )
        for number, entry in enumerate(self.read):
            for seat in (0, 1, 3):
                juror = self.readers[(number + seat) % 6]
                give(session, self.later, entry, juror, (seat + 1, 3, 2, number % 5))
        self.meeting = Meeting(
            id=uuid7(),
            edition_id=self.edition.id,
            round_id=self.round.id,
            category_id=self.category.id,
            quorum=1,
            opened_at=NOW,
        )
        session.add(self.meeting)
        session.flush()
        self.order()
        self.agree("212/3")
        self.accept(self.read[3])
        session.flush()
        seal(session, self.round, self.later)

    def order(self) -> None:
        self.session.add(
            ChairOrder(
                id=uuid7(),
                round_id=self.round.id,
                category_id=self.category.id,
                entries=[str(one.id) for one in self.read[:2]],
                reason="أقرب إلى المعيار الأول",
                decided_at=NOW,
            )
        )

    def agree(self, total: str) -> None:
        self.session.add(
            Consensus(
                id=uuid7(),
                meeting_id=self.meeting.id,
                entry_id=self.read[1].id,
                kind="score",
                total=total,
                reason="توافق",
                present=[],
                stepped_out=[],
                decided_by=None,
                decided_at=NOW,
            )
        )

    def accept(self, entry: Entry) -> None:
        (leaf,) = (one for one in self.leaves() if one.code == "c")
        self.session.add(
            NaDecision(
                round_id=self.round.id,
                entry_id=entry.id,
                criterion_id=leaf.id,
                accepted=True,
                decided_at=NOW,
            )
        )
        self.total(entry, {leaf.id})

    def total(self, entry: Entry, out: AbstractSet[UUID] = NOTHING) -> None:
        """The totals of the entry's evaluations as their marks make them now."""
        self.session.flush()
        basis = load_basis(self.session, self.edition, self.round)
        rubric = basis.rubric_of[entry.category_id]
        assert rubric is not None
        specs = basis.rubrics[rubric]
        written = select(Revision).join(Evaluation, Evaluation.submitted_id == Revision.id)
        for revision in self.session.scalars(
            written.where(Evaluation.entry_id == entry.id, Evaluation.round_id == self.round.id)
        ):
            points = {UUID(key): Fraction(one["points"]) for key, one in revision.scores.items()}
            revision.total = str(total_without(specs, points, out))

    def leaves(self) -> Any:
        basis = load_basis(self.session, self.edition, self.round)
        assert self.category.rubric_id is not None
        return basis.rubrics[self.category.rubric_id]

    def one(self) -> Evaluation:
        """An evaluation that counts."""
        return self.session.scalars(
            select(Evaluation)
            .where(Evaluation.entry_id == self.read[0].id)
            .order_by(Evaluation.id)
            .limit(1)
        ).one()

    def revision(self) -> Revision:
        return self.session.get_one(Revision, self.one().submitted_id)


def spoken(session: Session, edition: Edition, round_: Round) -> str:
    """The name by the words of its document, with nothing put in its place later."""
    entries = session.execute(
        select(Entry.id, Entry.category_id, Entry.state)
        .where(Entry.edition_id == edition.id, Entry.state.in_(["eligible", "withdrawn"]))
        .order_by(Entry.id)
    ).all()
    document: dict[str, Any] = {
        "format": "tahkeem-ranking-inputs/1",
        "round": str(round_.id),
        "quorum": edition.quorum,
        "tiebreaks": list(load_basis(session, edition, round_).tiebreaks),
        "entries": [[str(value) for value in row] for row in entries],
        "rounds": [],
    }
    if edition.method != "raw" and round_.mode == "score":
        document["method"] = edition.method
    if round_.mode == "ranking":
        document["places"] = "borda/1"
    for one in session.scalars(
        select(Round)
        .where(Round.edition_id == edition.id, Round.number <= round_.number)
        .order_by(Round.number.desc())
    ):
        counted = sorted(counted_totals(session, one.id), key=lambda row: (row[0], row[1]))
        orders: dict[str, list[Any]] = {}
        for order in session.scalars(
            select(ChairOrder).where(ChairOrder.round_id == one.id).order_by(ChairOrder.id)
        ):
            orders.setdefault(str(order.category_id), []).append(order.entries)
        out: dict[str, list[str]] = {}
        for row in session.scalars(
            select(NaDecision).where(NaDecision.round_id == one.id, NaDecision.accepted)
        ):
            out.setdefault(str(row.entry_id), []).append(str(row.criterion_id))
        said: dict[str, Any] = {
            "id": str(one.id),
            "seed": one.closing_hash,
            "evaluations": [[str(row[0]), str(row[1]), str(row[2])] for row in counted],
            "orders": [[key, orders[key]] for key in sorted(orders)],
        }
        if out:
            said["not_applicable"] = [[key, sorted(out[key])] for key in sorted(out)]
        if edition.consensus_counts:
            agreed = agreed_scores(session, one.id)
            said["consensus"] = [[str(key), str(agreed[key])] for key in sorted(agreed)]
        document["rounds"].append(said)
    return hashlib.sha256(rfc8785.dumps(document)).hexdigest()


def scored(session: Session, _sign_in: SignIn) -> Judged:
    return Judged(session)


def empty(session: Session, _sign_in: SignIn) -> Judged:
    scene = Judged(session)
    for one in scene.entries:
        one.state = "draft"
    session.query(Evaluation).update({"closed_at": NOW, "closed_reason": "removed"})
    session.commit()
    return scene


def whole(session: Session, _sign_in: SignIn) -> Judged:
    return Whole(session)


def voted(session: Session, sign_in: SignIn) -> Judged:
    scene = Votes(session, sign_in)
    for juror in scene.jurors:
        for entry, level in zip(scene.voted, ("pass", "fail", "pass"), strict=False):
            assert scene.vote(entry, juror, level).status_code == 201
    scene.close()
    return scene


def ordered(session: Session, sign_in: SignIn) -> Judged:
    scene = Orders(session, sign_in)
    for juror, tiers in zip(scene.jurors, (("a", "b", "c"), ("bc", "a"), ("c", "a")), strict=True):
        scene.order(juror, *tiers)
    scene.close()
    return scene


@pytest.mark.parametrize("make", [scored, empty, whole, voted, ordered])
def test_the_name_is_told_without_reading_the_marks(
    make: Callable[[Session, SignIn], Judged], session: Session, sign_in: SignIn
) -> None:
    scene = make(session, sign_in)
    rounds = session.scalars(
        select(Round).where(Round.edition_id == scene.edition.id, Round.state == "closed")
    ).all()
    for round_ in rounds:
        read = load_basis(session, scene.edition, round_).inputs_hash
        assert read == spoken(session, scene.edition, round_)
        assert name_now(session, scene.edition, round_) == read


def recuse(scene: Whole) -> None:
    one = scene.one()
    one.closed_at, one.closed_reason = NOW, "recused"


def regrade(scene: Whole) -> None:
    revision = scene.revision()
    revision.scores = {
        key: one | {"points": "2" if one["points"] == "1" else "1"}
        for key, one in revision.scores.items()
    }
    scene.total(scene.read[0])


def claim(scene: Whole) -> None:
    (leaf,) = (one for one in scene.leaves() if one.code == "c")
    scene.session.add(NaClaim(revision_id=scene.revision().id, criterion_id=leaf.id))


def withdraw(scene: Whole) -> None:
    scene.read[0].state = "withdrawn"


def move(scene: Whole) -> None:
    scene.entries[4].category_id = scene.other.id  # which nobody has read


def requorum(scene: Whole) -> None:
    scene.edition.quorum += 1


def retie(scene: Whole) -> None:
    scene.edition.tiebreaks = ["lot"]


def other_method(scene: Whole) -> None:
    scene.edition.method = "raw"


def reseed(scene: Whole) -> None:
    scene.round.closing_hash = "ef" * 32


CHANGES: dict[str, Callable[[Whole], None]] = {
    "an evaluation is closed": recuse,
    "a total changes": regrade,
    "a claim waits": claim,
    "an entry leaves": withdraw,
    "an entry moves": move,
    "the quorum": requorum,
    "the tie-breaks": retie,
    "the method": other_method,
    "the seed": reseed,
    "an order of the chair": Whole.order,
    "an agreement": lambda scene: scene.agree("70"),
    "what does not apply": lambda scene: scene.accept(scene.read[5]),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_counts_otherwise_outdates_a_snapshot(
    change: Callable[[Whole], None], session: Session
) -> None:
    scene = Whole(session)
    ranking = snapshots.take_ranking(session, scene.actor(), scene.later.id, NOW).row
    session.commit()
    assert still_holds(session, scene.edition, ranking)
    change(scene)
    session.commit()
    assert not still_holds(session, scene.edition, ranking)
    assert is_outdated(session, scene.edition, ranking)


def test_no_mark_is_read_while_nothing_has_changed(session: Session, statements: list[str]) -> None:
    scene = Whole(session)
    ranking = snapshots.take_ranking(session, scene.actor(), scene.later.id, NOW).row
    session.commit()
    statements.clear()
    assert still_holds(session, scene.edition, ranking)
    assert not [one for one in statements if "revisions.scores" in one]
    # Another hand wrote the same total otherwise: the marks are read, and tell that it is the same.
    revision = scene.revision()
    assert revision.total is not None
    whole_, _, part = revision.total.partition("/")
    revision.total = f"{int(whole_) * 2}/{int(part or 1) * 2}"
    session.commit()
    statements.clear()
    assert still_holds(session, scene.edition, ranking)
    assert [one for one in statements if "revisions.scores" in one]
