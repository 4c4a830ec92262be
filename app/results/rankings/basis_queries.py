"""What a ranking is made of: the counting evaluations, the entries, the chair's orders, the seed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any
from uuid import UUID

import rfc8785
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.editions.models import Category, Edition, Rubric
from app.editions.rubric_rules import CriterionSpec, leaves, mapped
from app.editions.rubric_schemas import spec_of
from app.entries.models import Entry
from app.entries.rules import EntryState
from app.judging.deliberation.queries import agreed_scores
from app.judging.evaluations.order_rules import METHOD as BORDA
from app.judging.evaluations.queries import Counted, counted_totals, not_applicable
from app.judging.evaluations.rubric_queries import PLACE, VOTE
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundMode
from app.kit.errors import Refusal
from app.results.rankings.models import ChairOrder
from app.results.rankings.rules import unusable
from app.results.rules import (
    CRITERION,
    Judged,
    LeftOut,
    Row,
    Split,
    Standing,
    Step,
    check_tiebreaks,
    mean,
    rank,
)

# Entries that were in the race and left it: shown without a rank, with the reason.
FALLEN = (EntryState.withdrawn.value, EntryState.disqualified.value)


@dataclass(frozen=True)
class RoundBasis:
    """What one closed round contributes: per category its entries with what counts for them."""

    round: Round
    counted: Sequence[Counted]
    judged: Mapping[UUID, Sequence[Judged]]
    orders: Mapping[UUID, Sequence[Sequence[UUID]]]
    # By entry the leaves that the chair accepted do not apply to it.
    out: Mapping[UUID, frozenset[UUID]]
    agreed: Mapping[UUID, Fraction]  # of each entry, where the rulebook lets it count


@dataclass(frozen=True)
class Basis:
    """All that decides a ranking; `rounds` newest first. `inputs_hash` names it."""

    edition: Edition
    rounds: tuple[RoundBasis, ...]
    tiebreaks: tuple[str, ...]
    categories: tuple[UUID, ...]
    rubrics: Mapping[UUID, Sequence[CriterionSpec]]
    rubric_of: Mapping[UUID, UUID | None]  # of each category
    inputs_hash: str

    @property
    def method(self) -> str:
        """The method that ranks it."""
        return method_of(self.edition, self.rounds[0].round)


def method_of(edition: Edition, round_: Round) -> str:
    """The method that ranks a round: votes and places are counted, and no juror is corrected by them."""
    return edition.method if round_.mode == RoundMode.score else "raw"


Scales = dict[UUID, dict[UUID, tuple[str, Any]]]  # category → leaf → (code, spec)


def load_basis(session: Session, edition: Edition, round_: Round) -> Basis:
    """Read what the ranking of a round stands on: this round, and the rounds before it."""
    rounds = session.scalars(
        select(Round)
        .where(
            Round.edition_id == edition.id,
            Round.number <= round_.number,
            Round.mode == round_.mode,  # a vote is no score, nor a score a vote
        )
        .order_by(Round.number.desc())
    ).all()
    categories = session.execute(
        select(Category.id, Category.rubric_id)
        .where(Category.edition_id == edition.id)
        .order_by(Category.position, Category.id)
    ).all()
    rubric_of = {row.id: row.rubric_id for row in categories}
    rubrics = {
        rubric.id: [spec_of(row) for row in rubric.criteria]
        for rubric in session.scalars(
            select(Rubric).where(Rubric.edition_id == edition.id).order_by(Rubric.id)
        )
    }
    scales = _scales(rubrics, rubric_of)
    entries = session.execute(
        select(Entry.id, Entry.category_id, Entry.state)
        .where(
            Entry.edition_id == edition.id,
            Entry.state.in_([EntryState.eligible.value, *FALLEN]),
        )
        .order_by(Entry.id)
    ).all()
    orders = _orders(session, [one.id for one in rounds])
    codes = {code for leafs in scales.values() for code, _ in leafs.values()}
    declared = edition.tiebreaks
    if round_.mode == RoundMode.ranking:  # an order knows no criteria
        declared = [rule for rule in declared if not rule.startswith(CRITERION)]
    tiebreaks = check_tiebreaks(declared, codes)
    if round_.mode == RoundMode.pass_fail:
        rubrics, rubric_of = {VOTE.id: [VOTE]}, dict.fromkeys(rubric_of, VOTE.id)
        scales, tiebreaks = _scales(rubrics, rubric_of), ("shared",)
    elif round_.mode == RoundMode.ranking:
        rubrics, rubric_of = {PLACE.id: [PLACE]}, dict.fromkeys(rubric_of, PLACE.id)
        scales = _scales(rubrics, rubric_of)
    inputs: dict[str, Any] = {
        "format": "tahkeem-ranking-inputs/1",
        "round": str(round_.id),
        "quorum": edition.quorum,
        "tiebreaks": list(tiebreaks),
        "entries": [[str(one.id), str(one.category_id), one.state] for one in entries],
        "rounds": [],
    }
    if (
        method_of(edition, round_) != "raw"
    ):  # a snapshot of before there was a choice keeps its name
        inputs["method"] = edition.method
    if round_.mode == RoundMode.ranking:
        inputs["places"] = BORDA
    parts = []
    for one in rounds:
        counted = _counted(session, one)
        judged = _judged(entries, counted, scales)
        out = not_applicable(session, one.id)
        agreed = agreed_scores(session, one.id) if edition.consensus_counts else {}
        parts.append(RoundBasis(one, counted, judged, orders[one.id], out, agreed))
        # A round without any keeps the name that it had before there could be one.
        left = {"not_applicable": [[str(key), sorted(map(str, out[key]))] for key in sorted(out)]}
        inputs["rounds"].append(
            (left if out else {})
            | {
                "id": str(one.id),
                "seed": one.closing_hash,
                "evaluations": [[str(row[0]), str(row[1]), str(row[2])] for row in counted],
                "orders": [
                    [str(category), [[str(entry) for entry in order] for order in given]]
                    for category, given in sorted(orders[one.id].items())
                ],
            }
        )
        if edition.consensus_counts:
            inputs["rounds"][-1]["consensus"] = [
                [str(entry), str(score)] for entry, score in sorted(agreed.items())
            ]
    return Basis(
        edition=edition,
        rounds=tuple(parts),
        tiebreaks=tiebreaks,
        categories=tuple(row.id for row in categories),
        rubrics=rubrics,
        rubric_of=rubric_of,
        inputs_hash=hashlib.sha256(rfc8785.dumps(inputs)).hexdigest(),
    )


def _counted(session: Session, round_: Round) -> list[Counted]:
    """What counts in a round, by entry and juror. Refusal: `scores_unusable` (409)."""
    try:
        return sorted(counted_totals(session, round_.id), key=lambda row: (row[0], row[1]))
    except Refusal as refused:  # written by another hand: submitting refuses them
        raise unusable(refused.code) from refused


def _scales(
    rubrics: Mapping[UUID, Sequence[CriterionSpec]], rubric_of: Mapping[UUID, UUID | None]
) -> Scales:
    leafs = {
        key: {leaf.id: (leaf.code, leaf) for leaf in leaves(specs)}
        for key, specs in rubrics.items()
    }
    return {
        category: leafs.get(rubric, {}) if rubric else {} for category, rubric in rubric_of.items()
    }


def _orders(
    session: Session, rounds: Sequence[UUID]
) -> defaultdict[UUID, defaultdict[UUID, list[list[UUID]]]]:
    """The chair's orders, oldest first: round → category → orders."""
    found: defaultdict[UUID, defaultdict[UUID, list[list[UUID]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for order in session.scalars(
        select(ChairOrder)
        .where(ChairOrder.round_id.in_(rounds))
        .order_by(ChairOrder.decided_at, ChairOrder.id)
    ):
        found[order.round_id][order.category_id].append([UUID(key) for key in order.entries])
    return found


def _judged(
    entries: Sequence[Any],
    counted: Sequence[Counted],
    scales: Scales,
) -> dict[UUID, list[Judged]]:
    given: defaultdict[UUID, list[tuple[Fraction, Mapping[UUID, Fraction]]]] = defaultdict(list)
    for entry_id, _juror, total, points in counted:
        given[entry_id].append((total, points))
    judged: defaultdict[UUID, list[Judged]] = defaultdict(list)
    for entry in entries:
        marks = given[entry.id]
        means: dict[str, Fraction | None] = {}
        for leaf, (code, spec) in scales[entry.category_id].items():
            values = [mapped(spec, points[leaf]) for _, points in marks if leaf in points]
            means[code] = mean(values) if values else None
        judged[entry.category_id].append(
            Judged(
                entry=entry.id,
                totals=tuple(total for total, _ in marks),
                criteria=means,
                excluded=entry.state in FALLEN,
            )
        )
    return judged


def rank_category(
    basis: Basis, category_id: UUID, scores: Sequence[Mapping[UUID, float]] = ()
) -> Standing:
    """The ranking of one category, by the exact mean or, of each round, by these scores.

    Entries without an evaluation in the last round rank after all that have one, by the round
    before; the first line of their trace names that round.
    """
    rows: list[Row] = []
    left_out: dict[UUID, LeftOut] = {}
    pending: list[tuple[UUID, ...]] = []
    splits: list[Split] = []
    wanted: set[UUID] | None = None
    for number, part in enumerate(basis.rounds):
        judged = [
            one for one in part.judged.get(category_id, ()) if wanted is None or one.entry in wanted
        ]
        standing = rank(
            judged,
            basis.tiebreaks,
            seed=bytes.fromhex(part.round.closing_hash),
            chair_orders=part.orders.get(category_id, ()),
            quorum=basis.edition.quorum,
            scores=scores[number] if scores else None,
            agreed=part.agreed,
        )
        before = len(rows)
        here = (Step("round", str(part.round.number)),) if number else ()
        rows += [
            replace(row, rank=before + row.rank, trace=here + row.trace) for row in standing.rows
        ]
        pending += standing.pending
        splits += standing.splits
        left_out |= standing.left_out
        wanted = {entry for entry, why in standing.left_out.items() if why == LeftOut.no_evaluation}
        if not wanted:
            break
    for row in rows:
        left_out.pop(row.entry, None)
    return Standing(tuple(rows), tuple(splits), tuple(pending), left_out)
