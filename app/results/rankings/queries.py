"""Reading rankings: the newest snapshot, its rows with their entries, the chair's orders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor, Role
from app.editions.award_rules import level_of, levels_from
from app.editions.models import Category, Criterion, Edition
from app.editions.rubric_rules import decimals
from app.editions.schemas import Method
from app.entries.models import Entry
from app.entries.rules import EntryState
from app.entries.schemas import CategoryRef, EditionRef
from app.entries.wall_queries import barred_categories
from app.judging.blind.queries import hides_names, titles_shown
from app.judging.deliberation.queries import agreed_places, agreed_scores
from app.judging.panels.panel_queries import unchaired
from app.judging.rounds.models import Round
from app.organisations.models import Organisation
from app.results.rankings.basis_queries import load_basis
from app.results.rankings.figures_rules import by_mean_of
from app.results.rankings.inputs_queries import name_now
from app.results.rankings.models import ChairOrder, Ranking, RankingRow
from app.results.rankings.rules import Why
from app.results.rankings.schemas import (
    AgreedPlace,
    CategoryStanding,
    ChairOrderOut,
    RankedEntry,
    RankingOut,
    RoundRef,
    RoundScore,
    StandingRow,
    Standings,
    TraceStep,
    WeighedRound,
)
from app.results.rules import CRITERION
from app.results.weight_rules import together

# By category and rule: a criterion's name in Arabic and in English.
Names = Mapping[tuple[UUID, str], tuple[str, str]]

Titles = Mapping[UUID, tuple[str, str]]
METHOD: TypeAdapter[Method] = TypeAdapter(Method)
# Who reads results before they are published; each reading is recorded.
READERS = (Role.organiser, Role.approver, Role.auditor, Role.chair)


def last_round(session: Session, edition_id: UUID) -> Round | None:
    """The round that counts: the last one."""
    return session.scalars(
        select(Round).where(Round.edition_id == edition_id).order_by(Round.number.desc()).limit(1)
    ).one_or_none()


def weighed_rounds(session: Session, round_: Round | None) -> list[WeighedRound]:
    """The rounds that a ranking of this one weighs together, oldest first; none where it counts alone."""
    if round_ is None:
        return []
    rounds = session.scalars(
        select(Round)
        .where(
            Round.edition_id == round_.edition_id,
            Round.number <= round_.number,
            Round.mode == round_.mode,
        )
        .order_by(Round.number.desc())
    ).all()
    if not together([one.weight for one in rounds]):
        return []
    return [WeighedRound.model_validate(one) for one in reversed(rounds) if one.weight]


def latest_ranking(
    session: Session, edition_id: UUID, round_id: UUID | None = None
) -> Ranking | None:
    """The newest snapshot of a round, or of the last round that has one."""
    wanted = (
        select(Ranking)
        .join(Round, Round.id == Ranking.round_id)
        .where(Ranking.edition_id == edition_id)
        .order_by(Round.number.desc(), Ranking.number.desc())
        .limit(1)
    )
    if round_id is not None:
        wanted = wanted.where(Ranking.round_id == round_id)
    return session.scalars(wanted).one_or_none()


def frozen_ranking(session: Session, edition_id: UUID) -> Ranking | None:
    """The snapshot whose results are frozen, if any."""
    return session.scalars(
        select(Ranking).where(Ranking.edition_id == edition_id, Ranking.frozen_at.is_not(None))
    ).one_or_none()


def is_outdated(session: Session, edition: Edition, ranking: Ranking) -> bool:
    """Whether something that counts has changed since the snapshot was taken."""
    round_ = session.get_one(Round, ranking.round_id)
    return load_basis(session, edition, round_).inputs_hash != ranking.inputs_hash


def still_holds(session: Session, edition: Edition, ranking: Ranking) -> bool:
    """Not `is_outdated`, told without reading the marks while nothing has changed."""
    round_ = session.get_one(Round, ranking.round_id)
    if name_now(session, edition, round_) == ranking.inputs_hash:
        return True
    return not is_outdated(session, edition, ranking)


def unread(session: Session, actor: Actor, edition: Edition) -> set[UUID]:
    """The categories whose results the actor does not read: barred, or not of a chair's own panel."""
    return barred_categories(session, actor, edition.id) | unchaired(session, actor, edition)


def row_columns() -> Select[*tuple[Any, ...]]:
    """A ranking's rows with the entries that they name."""
    return (
        select(
            RankingRow.entry_id,
            RankingRow.category_id,
            RankingRow.rank,
            RankingRow.left_out,
            RankingRow.shown,
            RankingRow.score,
            RankingRow.raw,
            RankingRow.evaluations,
            RankingRow.trace,
            RankingRow.rounds,
            Entry.number,
            Entry.title_ar,
            Entry.title_en,
            Entry.state,
            Entry.state_reason,
            func.coalesce(Organisation.name_ar, User.name_ar, "").label("entrant_ar"),
            func.coalesce(Organisation.name_en, User.name_en, "").label("entrant_en"),
        )
        .join(Entry, Entry.id == RankingRow.entry_id)
        .outerjoin(Organisation, Organisation.id == Entry.organisation_id)
        .outerjoin(User, User.id == Entry.owner_id)
    )


def criterion_names(session: Session, edition_id: UUID) -> Names:
    """The names of each category's criteria, by the rule that compares them."""
    rows = session.execute(
        select(Category.id, Criterion.code, Criterion.name_ar, Criterion.name_en)
        .join(Criterion, Criterion.rubric_id == Category.rubric_id)
        .where(Category.edition_id == edition_id)
    )
    return {(row.id, CRITERION + row.code): (row.name_ar, row.name_en) for row in rows}


@dataclass(frozen=True)
class How:
    """By what a snapshot ranks: its method, and why the mean where it ranks in its place.

    `by_mean`: by number of round and category; `number` is of the counting round. `agreed`: by number
    of round and entry, what panels agreed on, where it counts and rounds are weighed.
    """

    method: Method
    number: int
    by_mean: Mapping[tuple[int, UUID], Why]
    agreed: Mapping[tuple[int, UUID], Fraction]

    def of(self, row: Any) -> tuple[Method, Why | None]:
        """The method of a row, and why the mean."""
        why = self.by_mean.get((round_of(row.trace) or self.number, row.category_id))
        return ("raw" if why else self.method), why


def how_ranked(session: Session, ranking: Ranking) -> How:
    """By what the rows of a snapshot are ranked."""
    found = by_mean_of(ranking.computation)
    numbers: dict[UUID, int] = dict(
        session.execute(
            select(Round.id, Round.number).where(Round.id.in_([ranking.round_id, *found]))
        ).all()
    )
    return How(
        METHOD.validate_python(ranking.method),
        numbers[ranking.round_id],
        {
            (numbers[round_], category): why
            for round_, all_ in found.items()
            for category, why in all_.items()
        },
        _agreed(session, session.get_one(Round, ranking.round_id)),
    )


def _agreed(session: Session, round_: Round) -> dict[tuple[int, UUID], Fraction]:
    if not session.get_one(Edition, round_.edition_id).consensus_counts:
        return {}
    return {
        (one.number, entry): score
        for one in weighed_rounds(session, round_)
        for entry, score in agreed_scores(session, one.id).items()
    }


def round_of(trace: Sequence[Mapping[str, str]]) -> int | None:
    """The number of the round before, where it ranked the row."""
    return int(trace[0]["value"]) if trace and trace[0]["rule"] == "round" else None


def standing_row(row: Any, how: How, names: Names, titles: Titles | None = None) -> StandingRow:
    """Build from a row of `row_columns`; with `titles` for a reader who knows entries by these alone."""
    method, by_mean = how.of(row)
    trace = []
    for step in row.trace:
        name_ar, name_en = names.get((row.category_id, step["rule"]), ("", ""))
        trace.append(TraceStep(**step, name_ar=name_ar, name_en=name_en))
    return StandingRow(
        entry=RankedEntry(
            id=row.entry_id,
            number=row.number,
            title_ar=row.title_ar if titles is None else titles[row.entry_id][0],
            title_en=row.title_en if titles is None else titles[row.entry_id][1],
            entrant_ar=row.entrant_ar if titles is None else "",
            entrant_en=row.entrant_en if titles is None else "",
            state=EntryState(row.state),
            state_reason=row.state_reason if titles is None else "",
        ),
        category_id=row.category_id,
        rank=row.rank,
        left_out=row.left_out,
        shown=row.shown,
        score=row.score,
        raw=decimals(Fraction(row.raw), 2) if row.raw else "",
        method=method,
        by_mean=by_mean,
        evaluations=row.evaluations,
        trace=trace,
        rounds=[
            RoundScore(
                number=one["number"],
                weight=one["weight"],
                score=one["score"],
                shown=decimals(Fraction(one["score"]), 2),
                raw=decimals(Fraction(one["raw"]), 2),
                evaluations=one["evaluations"],
                agreed=how.agreed.get((one["number"], row.entry_id)) == Fraction(one["score"]),
            )
            for one in row.rounds
        ],
        pending=waits(row.trace),
        level_ar="",
    )


def blind_titles(
    session: Session, actor: Actor, edition: Edition, round_: Round | None, rows: Sequence[Any]
) -> Titles | None:
    """What entries are called before one who judged them without names; None for all others.

    `rows` have `entry_id` or `id`, `number` and both titles.
    """
    if round_ is None or not hides_names(actor, edition, round_):
        return None
    entries = {
        getattr(row, "entry_id", None) or row.id: (row.number, row.title_ar, row.title_en)
        for row in rows
    }
    return titles_shown(session, entries, set(entries) if "title" in round_.hidden else ())


def waits(trace: Sequence[Mapping[str, str]]) -> bool:
    """Whether a row's tie waits for the chair: its last step is an undecided `chair`."""
    return bool(trace) and trace[-1] == {"rule": "chair", "value": ""}


def levels_reached(category: Category, ranked: Sequence[Any]) -> dict[UUID, str]:
    """The Arabic name of the level that the rulebook gives an entry; those that reach none are absent.

    `ranked` are all rows of the category that have a rank: `entry_id`, `rank`, `score`.
    """
    levels = levels_from(category.levels)
    found = {
        row.entry_id: level_of(
            category.levels_by, levels, row.rank, Fraction(row.score), len(ranked)
        )
        for row in ranked
    }
    return {entry: level.name for entry, level in found.items() if level is not None}


def pending_groups(rows: Sequence[tuple[UUID, int | None, bool]]) -> list[list[UUID]]:
    """The tied groups of one category that wait, from (entry, rank, whether it waits)."""
    groups: defaultdict[int, list[UUID]] = defaultdict(list)
    for entry, rank, pending in rows:
        if rank is not None and pending:
            groups[rank].append(entry)
    return [sorted(groups[rank]) for rank in sorted(groups)]


def snapshot_rows(session: Session, ranking_id: UUID) -> Sequence[Any]:
    """Every row of a snapshot in the order in which it is read."""
    return session.execute(
        row_columns()
        .where(RankingRow.ranking_id == ranking_id)
        .order_by(RankingRow.rank.nulls_last(), Entry.number)
    ).all()


def load_standings(
    session: Session, actor: Actor, edition: Edition, ranking: Ranking | None
) -> Standings:
    """A snapshot by category, without what is barred to the actor or, to a chair, not their panel's."""
    barred = barred_categories(session, actor, edition.id)
    elsewhere = unchaired(session, actor, edition)
    categories = session.scalars(
        select(Category)
        .where(Category.edition_id == edition.id, Category.id.not_in(elsewhere))
        .order_by(Category.position, Category.id)
    ).all()
    rows: defaultdict[UUID, list[StandingRow]] = defaultdict(list)
    names = criterion_names(session, edition.id)
    round_ = session.get(Round, ranking.round_id) if ranking else last_round(session, edition.id)
    ranked = snapshot_rows(session, ranking.id) if ranking else ()
    titles = blind_titles(session, actor, edition, round_, ranked)
    reached = {
        entry: name
        for category in categories
        for entry, name in levels_reached(
            category,
            [row for row in ranked if row.category_id == category.id and row.rank is not None],
        ).items()
    }
    agreed = agreed_places(session, round_.id) if round_ else {}
    how = how_ranked(session, ranking) if ranking else None
    for row in ranked:
        if row.category_id not in barred and how is not None:
            shown = standing_row(row, how, names, titles)
            shown.level_ar = reached.get(row.entry_id, "")
            if row.entry_id in agreed:
                place, reason = agreed[row.entry_id]
                shown.agreed = AgreedPlace(place=place, reason=reason)
            rows[row.category_id].append(shown)
    return Standings(
        edition=EditionRef.of(edition),
        round=None if round_ is None else RoundRef.model_validate(round_),
        rounds=weighed_rounds(session, round_),
        ranking=None if ranking is None else RankingOut.model_validate(ranking),
        outdated=ranking is not None and is_outdated(session, edition, ranking),
        quorum=edition.quorum if round_ is None else round_.needed(edition.quorum),
        categories=[
            category_standing(category, rows[category.id], barred=category.id in barred)
            for category in categories
        ],
        chair_orders=[] if round_ is None else chair_orders(session, round_.id, barred | elsewhere),
    )


def category_standing(
    category: Category, rows: Sequence[StandingRow], *, barred: bool
) -> CategoryStanding:
    """One category of a snapshot."""
    return CategoryStanding(
        category=CategoryRef.model_validate(category),
        places=category.places,
        levels_by=category.levels_by,
        levels=category.levels,
        barred=barred,
        rows=[row for row in rows if row.rank is not None],
        left_out=[row for row in rows if row.rank is None],
        pending=pending_groups([(row.entry.id, row.rank, row.pending) for row in rows]),
    )


def chair_orders(session: Session, round_id: UUID, barred: Collection[UUID]) -> list[ChairOrderOut]:
    """The chair's orders of a round, oldest first."""
    found = session.scalars(
        select(ChairOrder)
        .where(ChairOrder.round_id == round_id)
        .order_by(ChairOrder.decided_at, ChairOrder.id)
    )
    return [
        ChairOrderOut.model_validate(order) for order in found if order.category_id not in barred
    ]
