"""What a ranking is made of: the counting evaluations, the entries, the chair's orders, the seed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.editions.models import Edition
from app.editions.rubric_rules import CriterionSpec, leaves, mapped
from app.entries.models import Entry
from app.judging.evaluations.queries import Counted, counted_totals
from app.judging.evaluations.rules import Unreadable
from app.judging.rounds.models import Round
from app.results.rankings.inputs_queries import (
    FALLEN,
    RoundInputs,
    entries_named,
    load_frame,
    load_inputs,
    method_of,
    name_of,
    triples,
)
from app.results.rankings.rules import EvaluationsAltered
from app.results.rules import (
    Judged,
    LeftOut,
    Row,
    Split,
    Standing,
    Step,
    mean,
    rank,
)
from app.results.weight_rules import Mark, Weighed, together, weigh


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


Scores = Mapping[UUID, Mapping[UUID, float]]  # round → entry → what the method made of it
Scales = dict[UUID, dict[UUID, tuple[str, Any]]]  # category → leaf → (code, spec)


def load_basis(session: Session, edition: Edition, round_: Round) -> Basis:
    """Read what the ranking of a round stands on: this round, and the rounds before it."""
    frame = load_frame(session, edition, round_)
    scales = _scales(frame.rubrics, frame.rubric_of)
    entries = session.execute(
        entries_named(edition, Entry.id, Entry.category_id, Entry.state)
    ).all()
    parts: list[RoundBasis] = []
    given: list[RoundInputs] = []
    for one in frame.rounds:
        counted = _counted(session, one)
        inputs = load_inputs(session, edition, one, frame, triples(counted))
        given.append(inputs)
        judged = _judged(entries, counted, scales)
        parts.append(RoundBasis(one, counted, judged, inputs.orders, inputs.out, inputs.agreed))
    return Basis(
        edition=edition,
        rounds=tuple(parts),
        tiebreaks=frame.tiebreaks,
        categories=tuple(frame.rubric_of),
        rubrics=frame.rubrics,
        rubric_of=frame.rubric_of,
        inputs_hash=name_of(edition, round_, frame, triples(entries), given),
    )


def _counted(session: Session, round_: Round) -> list[Counted]:
    """What counts in a round, by entry and juror. Refusal: `scores_unusable` (409)."""
    try:
        return sorted(counted_totals(session, round_.id), key=lambda row: (row[0], row[1]))
    except Unreadable as refused:  # written by another hand: submitting refuses them
        raise EvaluationsAltered(refused.code, [(refused.juror, refused.entry)]) from refused


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
    basis: Basis,
    category_id: UUID,
    scores: Scores = MappingProxyType({}),
    by_mean: Collection[UUID] = (),
) -> Standing:
    """The ranking of one category, by the exact mean or, of each round not in `by_mean`, by these scores.

    Where the last round has a weight, so weighed with those before it that have one. Entries without
    an evaluation in the last round rank after all that have one, by the round before as if it were
    the last; the first line of their trace names that round.
    """
    rows: list[Row] = []
    left_out: dict[UUID, LeftOut] = {}
    pending: list[tuple[UUID, ...]] = []
    splits: list[Split] = []
    wanted: set[UUID] | None = None
    for number, part in enumerate(basis.rounds):
        corrected = bool(scores) and part.round.id not in by_mean
        judged = [
            one for one in part.judged.get(category_id, ()) if wanted is None or one.entry in wanted
        ]
        standing = rank(
            judged,
            basis.tiebreaks,
            seed=bytes.fromhex(part.round.closing_hash),
            chair_orders=part.orders.get(category_id, ()),
            quorum=part.round.needed(basis.edition.quorum),
            scores=scores[part.round.id] if corrected else None,
            agreed=part.agreed,
            weighed=_weighed(basis, number, category_id, scores if corrected else {}),
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


def _weighed(
    basis: Basis,
    number: int,
    category_id: UUID,
    scores: Scores,
) -> dict[UUID, Weighed]:
    """What the rounds from this one back make of its entries together; nothing where it counts alone."""
    rounds = basis.rounds[number:]
    if not together([part.round.weight for part in rounds]):
        return {}
    marks: defaultdict[UUID, list[Mark]] = defaultdict(list)
    for part in rounds:
        if not part.round.weight:
            continue
        for one in part.judged.get(category_id, ()):
            if one.excluded or len(one.totals) < max(part.round.needed(basis.edition.quorum), 1):
                continue
            raw = mean(one.totals)
            made = Fraction(scores[part.round.id][one.entry]) if scores else raw
            marks[one.entry].append(
                Mark(
                    part.round.number,
                    part.round.weight,
                    part.agreed.get(one.entry, made),
                    raw,
                    len(one.totals),
                )
            )
    return {entry: weigh(found) for entry, found in marks.items()}
