"""Reading for the fairness report: its scorecards, the kept report, and the names that it is told with."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor, Role
from app.editions.models import Category, Criterion, Edition
from app.editions.queries import staff_edition
from app.entries.models import Entry
from app.entries.schemas import EditionRef
from app.judging.evaluations.models import Evaluation
from app.judging.panels.models import Juror
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundMode
from app.kit.errors import not_found
from app.organisations.models import Organisation
from app.results.rankings.basis_queries import Basis, load_basis
from app.results.rankings.cards_queries import load_task
from app.results.rankings.fairness_rules import Question, Report
from app.results.rankings.fairness_schemas import (
    AgreedIn,
    CategoryName,
    EntryName,
    Fairness,
    LeafName,
    Name,
    Weighed,
)
from app.results.rankings.figures_rules import by_mean_of
from app.results.rankings.models import FairnessReport, Ranking, RankingRow
from app.results.rankings.parts_rules import with_shown
from app.results.rankings.queries import Titles, blind_titles, unread, weighed_rounds
from app.results.rankings.rules import check_measured, check_ranking_current
from app.results.rankings.schemas import RankingOut, RoundRef

FAIRNESS_READERS = (Role.organiser, Role.chair, Role.auditor)


def ranking_for(session: Session, actor: Actor, ranking_id: UUID) -> tuple[Ranking, Edition]:
    """A snapshot and its edition, or 404. Refusal: `round_ranks_entries` (409)."""
    ranking = session.get(Ranking, ranking_id)
    if ranking is None:
        raise not_found()
    edition = staff_edition(session, actor, ranking.edition_id, *FAIRNESS_READERS)
    check_measured(RoundMode(session.get_one(Round, ranking.round_id).mode))
    return ranking, edition


def question_to_answer(session: Session, actor: Actor, ranking_id: UUID) -> Question | None:
    """What the report is computed from; None where it is kept. Refusal: `ranking_outdated` (409)."""
    ranking, edition = ranking_for(session, actor, ranking_id)
    if session.get(FairnessReport, ranking.id) is not None:
        return None
    return load_question(session, edition, current_basis(session, edition, ranking), ranking)


def current_basis(session: Session, edition: Edition, ranking: Ranking) -> Basis:
    """What a snapshot stands on. Refusal: `ranking_outdated` (409) where that has changed since."""
    basis = load_basis(session, edition, session.get_one(Round, ranking.round_id))
    check_ranking_current(latest=True, same_inputs=basis.inputs_hash == ranking.inputs_hash)
    return basis


def load_question(
    session: Session, edition: Edition, basis: Basis, ranking: Ranking | None = None
) -> Question:
    """The scorecards of the counting round, when they were sent, whose the entries are; and which
    categories the snapshot ranked by the mean.
    """
    task = load_task(session, basis)
    jury = task.juries[0]
    by_mean = by_mean_of(ranking.computation if ranking else None).get(jury.round, {})
    sent = {
        (row.entry_id, row.juror_id): row.submitted_at.timestamp()
        for row in session.execute(
            select(Evaluation.entry_id, Evaluation.juror_id, Evaluation.submitted_at).where(
                Evaluation.round_id == basis.rounds[0].round.id,
                Evaluation.submitted_at.is_not(None),
            )
        )
    }
    owner_of: dict[UUID, UUID] = {
        row.id: row.organisation_id
        for row in session.execute(
            select(Entry.id, Entry.organisation_id).where(
                Entry.edition_id == edition.id, Entry.organisation_id.is_not(None)
            )
        )
    }
    owners = sorted(set(owner_of.values()))
    number = {owner: at for at, owner in enumerate(owners)}
    times = [
        sent[jury.entries[entry], jury.jurors[juror]]
        for entry, juror in zip(jury.cards.entry, jury.cards.juror, strict=True)
    ]
    return Question(
        jury=jury,
        method=task.method,
        seed=task.seed,
        order=np.argsort(np.argsort(np.array(times), kind="stable"), kind="stable"),
        owner=np.array(
            [number[owner_of[one]] if one in owner_of else -1 for one in jury.entries], np.int64
        ),
        owners=tuple(owners),
        votes=basis.rounds[0].round.mode == RoundMode.pass_fail,
        by_mean={jury.categories.index(key): why for key, why in by_mean.items()},
        stands=stands_in(session, ranking) if ranking else {},
    )


def stands_in(session: Session, ranking: Ranking) -> dict[UUID, int]:
    """Each entry's rank in a snapshot, ties broken."""
    rows = session.scalars(select(RankingRow).where(RankingRow.ranking_id == ranking.id))
    return {row.entry_id: row.rank for row in rows if row.rank is not None}


def agreed_in(rows: Iterable[RankingRow]) -> dict[str, list[str]]:
    """By category the entries of a ranking whose score is what the panel agreed on."""
    agreed: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda one: str(one.entry_id)):
        if any(step["rule"] == "consensus" for step in row.trace):
            agreed.setdefault(str(row.category_id), []).append(str(row.entry_id))
    return agreed


def placed_otherwise(session: Session, ranking: Ranking, category_id: UUID) -> bool:
    """Whether it is not the scorecards of the ranking's round alone that place a category's entries."""
    if weighed_rounds(session, session.get_one(Round, ranking.round_id)):
        return True
    rows = session.scalars(
        select(RankingRow).where(
            RankingRow.ranking_id == ranking.id, RankingRow.category_id == category_id
        )
    )
    return bool(agreed_in(rows))


def told(
    session: Session, actor: Actor, edition: Edition, ranking: Ranking, report: Report
) -> Fairness:
    """The report with names, without the categories in which the actor is barred."""
    barred = {str(key) for key in unread(session, actor, edition)}
    round_ = session.get_one(Round, ranking.round_id)
    rows = {
        str(row.entry_id): row
        for row in session.scalars(select(RankingRow).where(RankingRow.ranking_id == ranking.id))
    }
    agreed = agreed_in(rows.values())
    rounds = weighed_rounds(session, round_)
    # Of whom nothing is said of who is placed: it is not these scorecards that place them.
    untold = barred | (
        {one["category_id"] for one in report["entries"]} if rounds else agreed.keys()
    )
    # Where the mean ranks, beside a correction, its ties stand as the ranking has broken them.
    unsplit = untold | {one["category_id"] for one in report.get("by_mean", [])}
    splits = ranking.method == "raw" and report["adjusted"] is not None
    entries = [
        one
        | {"why": with_shown(one["why"]), "standing": rows[one["entry_id"]].rank}
        | (
            {"raw_rank": rows[one["entry_id"]].rank or one["raw_rank"]}
            if splits and one["category_id"] not in unsplit
            else {}
        )
        for one in report["entries"]
        if one["category_id"] not in barred
    ]
    shown = {one["entry_id"] for one in entries}
    position = {at: one["entry_id"] for at, one in enumerate(report["entries"])}
    names = {
        str(row.id): row
        for row in session.execute(
            select(
                Entry.id,
                Entry.number,
                Entry.title_ar,
                Entry.title_en,
                Entry.category_id,
                Entry.organisation_id,
            ).where(Entry.edition_id == edition.id)
        )
    }
    titles = blind_titles(session, actor, edition, round_, list(names.values()))
    walled = {str(one.organisation_id) for one in names.values() if str(one.category_id) in barred}
    known = _readers(session, round_, barred)
    seats = [one for one in jurors_of(session, edition) if str(one.id) in known]
    categories = session.scalars(
        select(Category)
        .where(Category.edition_id == edition.id)
        .order_by(Category.position, Category.id)
    )
    kept_from = barred | set(report["seats"]) - known
    owners = {UUID(one["organisation_id"]) for one in report["flags"] if one["organisation_id"]}
    agreement = report["agreement"]
    stability = report["stability"]
    return Fairness(
        edition=EditionRef.of(edition),
        ranking=RankingOut.model_validate(ranking),
        round=RoundRef.model_validate(round_),
        rounds=rounds,
        partial=bool(barred),
        agreed=[
            AgreedIn(category_id=UUID(key), entries=[UUID(one) for one in keys])
            for key, keys in agreed.items()
            if key not in barred
        ],
        categories=[
            CategoryName.model_validate(one) for one in categories if str(one.id) not in barred
        ],
        named_entries=[_named_entry(names[key], titles) for key in names if key in shown],
        named_jurors=seats,
        named_organisations=[
            Name.model_validate(row)
            for row in session.scalars(
                select(Organisation).where(Organisation.id.in_(owners)).order_by(Organisation.id)
            )
            if str(row.id) not in walled and titles is None
        ],
        leaves=_leaves(session, report["correlations"]["leaves"]),
        votes=report.get("votes", False),  # reports of before there were any say nothing of it
        method=report["method"],
        adjusted=report["adjusted"],
        by_mean=[  # reports of before there were any say nothing of them
            one for one in report.get("by_mean", []) if one["category_id"] not in barred
        ],
        jurors=[one for one in report["jurors"] if one["juror_id"] in known],
        entries=entries,
        lines=[  # reports of before equal scores were told of say nothing of them
            {"equal": False} | one for one in report["lines"] if one["category_id"] not in untold
        ],
        stability=stability
        and {
            "stable": [key for key in stability["stable"] if key not in untold],
            "flips": [one for one in stability["flips"] if one["category_id"] not in untold],
            "redrawn": [  # reports of before it was computed have none
                one for one in stability.get("redrawn", []) if one["category_id"] not in untold
            ],
        },
        agreement=agreement
        | {"kendall": [one for one in agreement["kendall"] if one["category_id"] not in barred]},
        correlations=report["correlations"]["r"],
        # A flag about a juror and an agency names the agency by what it is about.
        flags=[
            one
            for one in report["flags"]
            if one["juror_id"] in known
            and one["organisation_id"] not in walled
            and (titles is None or not one["organisation_id"])
        ],
        guards=[
            one
            | {
                "ids": [key for key in one["ids"] if key not in kept_from],
                "cards": [card for card in one.get("cards", []) if card["entry_id"] in shown],
            }
            for one in report["guards"]
            if not kept_from.issuperset(one["ids"])
        ],
        cells=[
            Weighed(entry_id=position[int(entry)], seat=int(seat), total=total, over=over)
            for entry, seat, total, over in report["cells"]
            if position[int(entry)] in shown
        ],
        seats=[UUID(one) for one in report["seats"]],
    )


def _named_entry(row: Any, titles: Titles | None) -> EntryName:
    """An entry by its title, or as one who judged it without names may read it."""
    name = EntryName.model_validate(row)
    if titles is not None:
        name.title_ar, name.title_en = titles[row.id]
    return name


def _readers(session: Session, round_: Round, barred: AbstractSet[str]) -> set[str]:
    """The jurors of whom something is told: who evaluated an entry outside the barred categories."""
    read = (
        select(Evaluation.juror_id)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .where(
            Evaluation.round_id == round_.id,
            Evaluation.submitted_at.is_not(None),
            Entry.category_id.not_in([UUID(one) for one in barred]),
        )
    )
    return {str(key) for key in session.scalars(read.distinct())}


def jurors_of(session: Session, edition: Edition) -> list[Name]:
    """The edition's jurors by name."""
    found = session.scalars(
        select(Juror).where(Juror.edition_id == edition.id).order_by(Juror.folded_name, Juror.id)
    )
    return [Name.model_validate(one) for one in found]


def _leaves(session: Session, ids: list[str]) -> list[LeafName]:
    rows: dict[Any, Criterion] = {
        str(row.id): row
        for row in session.scalars(
            select(Criterion).where(Criterion.id.in_([UUID(one) for one in ids]))
        )
    }
    return [LeafName.model_validate(rows[one]) for one in ids if one in rows]  # a vote has none
