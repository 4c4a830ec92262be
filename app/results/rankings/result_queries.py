"""How one entry's score came about: each juror's marks, their weights, the mean."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor, Role
from app.editions.models import Category, Criterion, Edition
from app.editions.queries import staff_edition
from app.editions.rubric_rules import NOTHING, decimals, leaf_weights, leaves, mapped, plain
from app.editions.rubric_schemas import spec_of
from app.entries.models import Entry
from app.entries.rules import EntryState
from app.entries.schemas import CategoryRef
from app.judging.deliberation.queries import last_agreement
from app.judging.deliberation.schemas import Agreed
from app.judging.evaluations.order_queries import counted_places
from app.judging.evaluations.order_rules import shown_places
from app.judging.evaluations.queries import counted_totals, not_applicable
from app.judging.panels.models import Juror
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundMode, RoundState
from app.kit.errors import not_found
from app.results.rankings.basis_queries import load_basis
from app.results.rankings.cards_queries import load_task
from app.results.rankings.figures_rules import by_mean_of
from app.results.rankings.jury_rules import part
from app.results.rankings.models import RankingRow
from app.results.rankings.queries import (
    criterion_names,
    how_ranked,
    last_round,
    latest_ranking,
    row_columns,
    standing_row,
    weighed_rounds,
)
from app.results.rankings.schemas import (
    CriterionMark,
    EntryResult,
    JurorResult,
    Part,
    RankedEntry,
    RankingOut,
    RoundRef,
)
from app.results.rules import mean

# Juror by juror: narrower than the standings, the chair and the approver do not read it.
RESULT_READERS = (Role.organiser, Role.auditor)
PARTS: Final = "app.results.rankings.parts_rules:parts_in"


def parts_task(
    session: Session, actor: Actor, entry_id: UUID, round_id: UUID | None
) -> tuple[UUID, dict[str, Any]] | None:
    """The newest snapshot, and what `parts_in` needs to say how its score of an entry came about.

    Of the counting round, or of one weighed with it. None where the mean counts, in the edition or
    in the entry's category, the snapshot has been overtaken, or the round did not rank the entry.
    """
    entry = session.get(Entry, entry_id)
    if entry is None or entry.state == EntryState.draft:
        raise not_found()
    edition = staff_edition(session, actor, entry.edition_id, *RESULT_READERS)
    ranking = latest_ranking(session, edition.id)
    if ranking is None or ranking.method == "raw":
        return None
    basis = load_basis(session, edition, session.get_one(Round, ranking.round_id))
    if basis.inputs_hash != ranking.inputs_hash:
        return None
    wanted = round_id or ranking.round_id
    found = [one for one in load_task(session, basis).juries if one.round == wanted]
    if not found or entry.id not in found[0].entries:
        return None
    by_mean = by_mean_of(ranking.computation).get(wanted, {})
    if entry.category_id in by_mean:
        return None
    jury = part(found[0], [found[0].categories.index(key) for key in by_mean])
    return ranking.id, {"jury": jury, "method": ranking.method, "entry": entry.id}


def load_result(
    session: Session,
    edition: Edition,
    entry: Entry,
    round_id: UUID | None,
    parts: tuple[UUID, Sequence[Part]] | None,
) -> EntryResult:
    """The entry with its place in the newest snapshot and the evaluations of a closed round.

    `parts`: a snapshot and what its score is made of; left out where another was taken meanwhile.
    `round_id`: one of those that are weighed with the counting round (404 otherwise), or None.
    """
    ranking = latest_ranking(session, edition.id)
    round_ = session.get(Round, ranking.round_id) if ranking else last_round(session, edition.id)
    rounds = weighed_rounds(session, round_)
    if round_id is not None:
        if round_id not in {one.id for one in rounds}:
            raise not_found()
        round_ = session.get_one(Round, round_id)
    category = session.get_one(Category, entry.category_id)
    row = shown = None
    if ranking is not None:
        row = session.execute(
            row_columns().where(
                RankingRow.ranking_id == ranking.id, RankingRow.entry_id == entry.id
            )
        ).one_or_none()
        if row is not None:
            how, names = how_ranked(session, ranking), criterion_names(session, edition.id)
            shown = standing_row(row, how, names)
    # Sealed until the organiser closes the round, whoever asks.
    closed = round_ is not None and round_.state == RoundState.closed
    evaluations = _jurors(session, round_, category, entry) if round_ and closed else []
    agreed = last_agreement(session, round_.id, entry.id) if round_ and closed else None
    score = mean([Fraction(one.total) for one in evaluations]) if evaluations else None
    return EntryResult(
        entry=RankedEntry(
            id=entry.id,
            number=entry.number,
            title_ar=entry.title_ar,
            title_en=entry.title_en,
            entrant_ar="" if row is None else row.entrant_ar,
            entrant_en="" if row is None else row.entrant_en,
            state=entry.state,
            state_reason=entry.state_reason,
        ),
        category=CategoryRef.model_validate(category),
        round=None if round_ is None else RoundRef.model_validate(round_),
        rounds=rounds,
        ranking=None if ranking is None else RankingOut.model_validate(ranking),
        row=shown,
        score="" if score is None else str(score),
        shown="" if score is None else decimals(score, 2),
        evaluations=evaluations,
        parts=list(parts[1]) if parts and ranking and parts[0] == ranking.id else [],
        consensus=None if agreed is None else Agreed.of(agreed),
    )


def _jurors(session: Session, round_: Round, category: Category, entry: Entry) -> list[JurorResult]:
    counted = {
        juror: (total, points)
        for entry_id, juror, total, points in counted_totals(session, round_.id)
        if entry_id == entry.id
    }
    criteria = session.scalars(
        select(Criterion)
        .where(Criterion.rubric_id == category.rubric_id)
        .order_by(Criterion.position)
    ).all()
    if round_.mode != RoundMode.score:
        criteria = []  # a vote or a place has its total alone
    orders = _orders(session, round_, entry) if round_.mode == RoundMode.ranking else {}
    specs = [spec_of(row) for row in criteria]
    out = not_applicable(session, round_.id).get(entry.id, NOTHING)
    weights = leaf_weights(specs, out) if specs else {}
    named = {row.id: row for row in criteria}
    jurors = session.scalars(
        select(Juror).where(Juror.id.in_(counted)).order_by(Juror.folded_name, Juror.id)
    )

    def marks(points: dict[UUID, Fraction]) -> list[CriterionMark]:
        return [
            CriterionMark(
                criterion_id=leaf.id,
                code=leaf.code,
                name_ar=named[leaf.id].name_ar,
                name_en=named[leaf.id].name_en,
                weight=str(weights.get(leaf.id, Fraction(0))),
                applies=leaf.id not in out,
                points=plain(points[leaf.id]) if leaf.id in points else None,
                mapped=decimals(mapped(leaf, points[leaf.id]), 2) if leaf.id in points else None,
            )
            for leaf in leaves(specs)
        ]

    return [
        JurorResult(
            juror_id=juror.id,
            juror_ar=juror.name_ar,
            juror_en=juror.name_en,
            origin=juror.origin,
            total=str(counted[juror.id][0]),
            shown=decimals(counted[juror.id][0], 2),
            place=orders[juror.id][0] if orders else None,
            of=orders[juror.id][1] if orders else None,
            marks=marks(dict(counted[juror.id][1])),
        )
        for juror in jurors
    ]


def _orders(session: Session, round_: Round, entry: Entry) -> dict[UUID, tuple[int, int]]:
    """By juror: the entry's place in their order as it counts, and how many entries that has."""
    found: dict[UUID, dict[UUID, int]] = {}
    for one, juror, category, place in counted_places(session, round_.id):
        if category == entry.category_id:
            found.setdefault(juror, {})[one] = place
    return {
        juror: (shown_places(placed)[entry.id], len(placed))
        for juror, placed in found.items()
        if entry.id in placed
    }
