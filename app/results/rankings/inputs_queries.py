"""The name of what a ranking stands on: SHA-256 of the JCS of who gave what in all, and what decides by it.

It holds totals, not marks, so that whether a snapshot still stands is told without reading a mark.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

import rfc8785
from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    Uuid,
    case,
    cast,
    func,
    literal,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from app.editions.models import Category, Edition, Rubric
from app.editions.rubric_rules import CriterionSpec, leaves
from app.editions.rubric_schemas import spec_of
from app.entries.models import Entry
from app.entries.rules import EntryState
from app.judging.deliberation.queries import agreed_scores
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.evaluations.order_rules import METHOD as BORDA
from app.judging.evaluations.queries import counted_rows, counted_totals, not_applicable
from app.judging.evaluations.rubric_queries import PLACE, VOTE
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundMode
from app.results.rankings.models import ChairOrder
from app.results.rules import CRITERION, check_tiebreaks
from app.results.weight_rules import together

# Entries that were in the race and left it: shown without a rank, with the reason.
FALLEN: Final = (EntryState.withdrawn.value, EntryState.disqualified.value)

Orders = Mapping[UUID, Sequence[Sequence[UUID]]]


@dataclass(frozen=True)
class Frame:
    """What a ranking is made with, whatever was given; `rounds` newest first."""

    rounds: Sequence[Round]
    rubrics: Mapping[UUID, Sequence[CriterionSpec]]
    rubric_of: Mapping[UUID, UUID | None]  # of each category, in their order
    tiebreaks: tuple[str, ...]
    orders: Mapping[UUID, Orders]  # round → category → orders


@dataclass(frozen=True)
class RoundInputs:
    """What one round gives; `evaluations` as JSON (`triples`) of entry, juror and total."""

    round: Round
    evaluations: str
    orders: Orders
    out: Mapping[UUID, frozenset[UUID]]
    agreed: Mapping[UUID, Fraction]


def method_of(edition: Edition, round_: Round) -> str:
    """The method that ranks a round: votes and places are counted, and no juror is corrected by them."""
    return edition.method if round_.mode == RoundMode.score else "raw"


def load_frame(session: Session, edition: Edition, round_: Round) -> Frame:
    """Of a round and those before it."""
    rounds = session.scalars(
        select(Round)
        .where(
            Round.edition_id == edition.id,
            Round.number <= round_.number,
            Round.mode == round_.mode,  # a vote is no score, nor a score a vote
        )
        .order_by(Round.number.desc())
    ).all()
    rubric_of: dict[UUID, UUID | None] = {
        row.id: row.rubric_id
        for row in session.execute(
            select(Category.id, Category.rubric_id)
            .where(Category.edition_id == edition.id)
            .order_by(Category.position, Category.id)
        )
    }
    rubrics = {
        rubric.id: [spec_of(row) for row in rubric.criteria]
        for rubric in session.scalars(
            select(Rubric).where(Rubric.edition_id == edition.id).order_by(Rubric.id)
        )
    }
    codes = {
        leaf.code
        for rubric in rubric_of.values()
        if rubric in rubrics
        for leaf in leaves(rubrics[rubric])
    }
    declared = edition.tiebreaks
    if round_.mode == RoundMode.ranking:  # an order knows no criteria
        declared = [rule for rule in declared if not rule.startswith(CRITERION)]
    tiebreaks = check_tiebreaks(declared, codes)
    if round_.mode == RoundMode.pass_fail:
        rubrics, rubric_of = {VOTE.id: [VOTE]}, dict.fromkeys(rubric_of, VOTE.id)
        tiebreaks = ("shared",)
    elif round_.mode == RoundMode.ranking:
        rubrics, rubric_of = {PLACE.id: [PLACE]}, dict.fromkeys(rubric_of, PLACE.id)
    return Frame(
        rounds, rubrics, rubric_of, tiebreaks, _orders(session, [one.id for one in rounds])
    )


def _orders(session: Session, rounds: Sequence[UUID]) -> dict[UUID, Orders]:
    """The chair's orders, oldest first."""
    found: dict[UUID, defaultdict[UUID, list[list[UUID]]]] = {
        key: defaultdict(list) for key in rounds
    }
    for order in session.scalars(
        select(ChairOrder)
        .where(ChairOrder.round_id.in_(rounds))
        .order_by(ChairOrder.decided_at, ChairOrder.id)
    ):
        found[order.round_id][order.category_id].append([UUID(key) for key in order.entries])
    return dict(found)


def load_inputs(
    session: Session, edition: Edition, round_: Round, frame: Frame, evaluations: str
) -> RoundInputs:
    """What a round gives beside its evaluations."""
    return RoundInputs(
        round=round_,
        evaluations=evaluations,
        orders=frame.orders[round_.id],
        out=not_applicable(session, round_.id),
        agreed=agreed_scores(session, round_.id) if edition.consensus_counts else {},
    )


def entries_named(edition: Edition, *columns: Any) -> Select[*tuple[Any, ...]]:
    """The entries that are ranked or shown without a rank, by id."""
    return (
        select(*columns)
        .where(
            Entry.edition_id == edition.id,
            Entry.state.in_([EntryState.eligible.value, *FALLEN]),
        )
        .order_by(Entry.id)
    )


def triples(rows: Iterable[Sequence[Any]]) -> str:
    """The first three of each row as a list of lists of texts that JSON writes as they are."""
    return ",".join(f'["{row[0]}","{row[1]}","{row[2]}"]' for row in rows)


def name_of(
    edition: Edition, round_: Round, frame: Frame, entries: str, given: Sequence[RoundInputs]
) -> str:
    """The SHA-256 of the JCS of all inputs; `entries`: `triples` of id, category and state.

    The long lists come written, and stand for the texts that only this puts in their places.
    """
    weighs = together([one.round.weight for one in given])
    inputs: dict[str, Any] = {
        "format": "tahkeem-ranking-inputs/1",
        "round": str(round_.id),
        "quorum": edition.quorum,
        "tiebreaks": list(frame.tiebreaks),
        "entries": ["@entries"],
        "rounds": [_round(edition, one, weighs=weighs) for one in given],
    }
    if (
        method_of(edition, round_) != "raw"
    ):  # a snapshot of before there was a choice keeps its name
        inputs["method"] = edition.method
    if round_.mode == RoundMode.ranking:
        inputs["places"] = BORDA
    written = {"entries": entries} | {str(one.round.id): one.evaluations for one in given}
    document = rfc8785.dumps(inputs).decode()
    digest = hashlib.sha256()
    head, *rest = document.split('"@')
    digest.update(head.encode())
    for part in rest:
        name, _, after = part.partition('"')
        digest.update((written[name] + after).encode())
    return digest.hexdigest()


def _round(edition: Edition, one: RoundInputs, *, weighs: bool) -> dict[str, Any]:
    said: dict[str, Any] = {
        "id": str(one.round.id),
        "seed": one.round.closing_hash,
        "evaluations": [f"@{one.round.id}"],
        "orders": [
            [str(category), [[str(entry) for entry in order] for order in orders]]
            for category, orders in sorted(one.orders.items())
        ],
    }
    if one.out:  # a round without any keeps the name that it had before there could be one
        said["not_applicable"] = [
            [str(key), sorted(map(str, one.out[key]))] for key in sorted(one.out)
        ]
    if weighs:  # one round that counts alone keeps its name too
        said["weight"] = one.round.weight
    needed = one.round.needed(edition.quorum)
    if needed != edition.quorum:  # so many have to pass
        said["quorum"] = needed
    if edition.consensus_counts:
        said["consensus"] = [
            [str(entry), str(score)] for entry, score in sorted(one.agreed.items())
        ]
    return said


# ---------------------------------------------------------------- without the marks


def name_now(session: Session, edition: Edition, round_: Round) -> str:
    """The name of what counts now, its long lists written by the database.

    Where it is a snapshot's, what counts is what that snapshot was taken from. Where it is not,
    only a whole reading can tell: a total that another hand wrote otherwise is the same number.
    """
    frame = load_frame(session, edition, round_)
    entries = entries_named(edition, *_texts(session, Entry.id, Entry.category_id, Entry.state))
    given = [
        load_inputs(session, edition, one, frame, _evaluations(session, one))
        for one in frame.rounds
    ]
    return name_of(edition, round_, frame, _joined(session, entries), given)


def _evaluations(session: Session, round_: Round) -> str:
    if round_.mode == RoundMode.ranking:  # what an order gives is computed from all of its places
        return triples(sorted(counted_totals(session, round_.id), key=lambda row: (row[0], row[1])))
    total = case(  # a whole number is kept over 1
        (Revision.total.endswith("/1"), func.replace(Revision.total, "/1", "")),
        else_=Revision.total,
    )
    named = (Evaluation.entry_id, Evaluation.juror_id, total)
    return _joined(
        session,
        counted_rows(round_.id, *_texts(session, *named))
        .join(Entry, Entry.id == Evaluation.entry_id)
        .join(Category, Category.id == Entry.category_id)
        .order_by(Evaluation.entry_id, Evaluation.juror_id),
    )


def _joined(session: Session, rows: Select[*tuple[Any, ...]]) -> str:
    lines = rows.subquery()
    return session.scalar(select(func.aggregate_strings(lines.c.line, ","))) or ""


def _texts(session: Session, *columns: Any) -> tuple[ColumnElement[str], ...]:
    """A row of `triples` as one column."""
    lite = session.get_bind().dialect.name == "sqlite"
    first, second, third = (
        _dashed(column) if lite and isinstance(column.type, Uuid) else cast(column, Text)
        for column in columns
    )
    quoted = literal('["') + first + '","' + second + '","' + third + '"]'
    return (quoted.label("line"),)


def _dashed(column: Any) -> ColumnElement[str]:
    """A UUID as people write it; SQLite keeps its 32 digits."""
    digits = type_coerce(column, Text)
    return (
        func.substr(digits, 1, 8) + "-" + func.substr(digits, 9, 4) + "-"
        + func.substr(digits, 13, 4) + "-" + func.substr(digits, 17, 4) + "-"
        + func.substr(digits, 21)
    )  # fmt: skip
