"""Reading who goes on to a round; all of it in a fixed number of statements, however many entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    false,
    func,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor, Role
from app.editions.models import Category, Edition
from app.entries.models import Entry
from app.entries.rules import EntryState
from app.entries.schemas import CategoryRef, EditionRef
from app.entries.wall_queries import barred_categories
from app.judging.evaluations.models import Evaluation
from app.judging.panels.queries import on_list_of
from app.judging.rounds.advancement_models import (
    AdvancedEntry,
    Advancement,
    AdvancementHand,
    AdvancementRule,
)
from app.judging.rounds.models import Round
from app.judging.rounds.queries import staff_round
from app.judging.rounds.rules import RoundMode
from app.kit.paging import InWords, PageParams, paginate
from app.organisations.models import Organisation
from app.results.advancement.rules import BINS, LineKind, VoteOutcome
from app.results.advancement.schemas import (
    AdvancementOut,
    AdvancementRuleOut,
    AdvancingEntry,
    CategoryAdvancement,
)
from app.results.advancement.vote_queries import outcome_of, votes_of, with_votes
from app.results.rankings.models import Ranking, RankingRow
from app.results.rankings.queries import latest_ranking
from app.results.rankings.schemas import RankedEntry, RankingOut, RoundRef

READERS = (Role.organiser, Role.auditor)


@dataclass(frozen=True)
class Step:
    """A round, those before it, what is proposed for it, and the snapshot that is looked at."""

    edition: Edition
    round: Round
    earlier: Sequence[Round]  # newest first
    advancement: Advancement | None
    latest: Ranking | None
    votes: Subquery | None  # of a pass/fail round
    barred: frozenset[UUID]

    @property
    def ranking_id(self) -> UUID | None:
        """The snapshot on which the list stands."""
        if self.advancement is not None:
            return self.advancement.ranking_id
        return self.latest.id if self.latest else None

    @property
    def version(self) -> int:
        """0 where nothing was proposed yet."""
        return self.advancement.version if self.advancement else 0


def load_step(
    session: Session, actor: Actor, round_id: UUID, *roles: Role, lock: bool = False
) -> Step:
    """The step to a round, for one who holds one of `roles` (default organiser)."""
    round_, edition = staff_round(session, actor, round_id, *roles, lock=lock, lock_edition=lock)
    earlier = session.scalars(
        select(Round)
        .where(Round.edition_id == edition.id, Round.number < round_.number)
        .order_by(Round.number.desc())
    ).all()
    return Step(
        edition=edition,
        round=round_,
        earlier=earlier,
        advancement=session.get(Advancement, round_id),
        latest=latest_ranking(session, edition.id, earlier[0].id) if earlier else None,
        votes=votes_of(earlier[0]) if earlier and earlier[0].mode == RoundMode.pass_fail else None,
        barred=frozenset(barred_categories(session, actor, edition.id)),
    )


def _outcome(step: Step) -> ColumnElement[Any]:
    if step.votes is None:
        return null()
    return outcome_of(step.earlier[0], step.votes, step.edition.quorum)


def _goes_on(step: Step) -> ColumnElement[bool]:
    by_rule = or_(
        AdvancementRule.kind == LineKind.everyone.value, RankingRow.rank <= AdvancementRule.cut
    )
    if step.votes is not None:
        passed = _outcome(step) == VoteOutcome.passed.value
        by_rule = or_(by_rule, and_(AdvancementRule.kind == LineKind.passed.value, passed))
    return func.coalesce(AdvancementHand.goes_on, by_rule, false())


def _tied(step: Step) -> ColumnElement[bool]:
    if step.votes is not None:
        return _outcome(step) == VoteOutcome.tied.value
    return func.coalesce(RankingRow.rank == AdvancementRule.tied, false())


def _candidates(step: Step, *columns: Any) -> Select[*tuple[Any, ...]]:
    """The entries of the round before that are still in the race, with what is said of each."""
    here = step.round.id
    query = (
        select(*columns)
        .select_from(RankingRow)
        .join(Entry, Entry.id == RankingRow.entry_id)
        .outerjoin(
            AdvancementRule,
            and_(
                AdvancementRule.round_id == here,
                AdvancementRule.category_id == RankingRow.category_id,
            ),
        )
        .outerjoin(
            AdvancementHand,
            and_(AdvancementHand.round_id == here, AdvancementHand.entry_id == RankingRow.entry_id),
        )
        .outerjoin(
            AdvancedEntry,
            and_(AdvancedEntry.round_id == here, AdvancedEntry.entry_id == RankingRow.entry_id),
        )
        .where(
            RankingRow.ranking_id == step.ranking_id,
            Entry.state == EntryState.eligible.value,
            RankingRow.category_id.not_in(step.barred),
            on_list_of(step.earlier[0]),
        )
    )
    return query if step.votes is None else with_votes(query, step.earlier[0], step.votes)


def going(step: Step) -> Select[*tuple[Any, ...]]:
    """The ids of those that go on, for the act that applies them."""
    return _candidates(step, literal(step.round.id), RankingRow.entry_id).where(_goes_on(step))


def undecided(session: Session, step: Step) -> int:
    """How many entries that their votes are to send on have even ones, and no word of the chair or by hand."""
    if step.votes is None:
        return 0
    waiting = _candidates(step, func.count()).where(
        _tied(step),
        AdvancementRule.kind == LineKind.passed.value,
        AdvancementHand.entry_id.is_(None),
    )
    return session.scalar(waiting) or 0


def _counts(session: Session, step: Step) -> dict[UUID, Any]:
    on, applied = _goes_on(step), AdvancedEntry.entry_id.is_not(None)

    def count(condition: Any) -> Any:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    rows = session.execute(
        _candidates(
            step,
            RankingRow.category_id,
            func.count().label("candidates"),
            count(RankingRow.rank.is_not(None)).label("ranked"),
            count(on).label("going"),
            count(AdvancementHand.entry_id.is_not(None)).label("by_hand"),
            count(_tied(step)).label("tied"),
            count(and_(on, ~applied)).label("added"),
            count(and_(~on, applied)).label("dropped"),
        ).group_by(RankingRow.category_id)
    )
    return {row.category_id: row for row in rows}


def load_advancement(session: Session, step: Step) -> AdvancementOut:
    """The proposal and what applying it changes."""
    row = step.advancement
    counts = _counts(session, step) if step.earlier else {}
    rules = {
        one.category_id: one
        for one in session.scalars(
            select(AdvancementRule).where(AdvancementRule.round_id == step.round.id)
        )
    }
    categories = session.scalars(
        select(Category)
        .where(Category.edition_id == step.edition.id)
        .order_by(Category.position, Category.id)
    ).all()
    by = session.get(User, row.applied_by) if row and row.applied_by else None
    shown = session.get(Ranking, step.ranking_id) if step.ranking_id else None
    return AdvancementOut(
        edition=EditionRef.of(step.edition),
        round=RoundRef.model_validate(step.round),
        from_round=RoundRef.model_validate(step.earlier[0]) if step.earlier else None,
        ranking=RankingOut.model_validate(shown) if shown else None,
        outdated=row is not None and step.latest is not None and step.latest.id != row.ranking_id,
        version=step.version,
        applied_at=row.applied_at if row else None,
        applied_by_ar=by.name_ar if by else "",
        applied_by_en=by.name_en if by else "",
        entries=row.entries if row else 0,
        votes=step.votes is not None,
        taken_back=_to_take_back(session, step) if row else 0,
        categories=[
            _category(one, rules.get(one.id), counts.get(one.id), barred=one.id in step.barred)
            for one in categories
        ],
    )


def _category(
    category: Category, rule: AdvancementRule | None, counts: Any, *, barred: bool
) -> CategoryAdvancement:
    names = ("candidates", "ranked", "going", "by_hand", "tied", "added", "dropped")
    seen = None if barred else rule
    return CategoryAdvancement(
        category=CategoryRef.model_validate(category),
        barred=barred,
        rule=AdvancementRuleOut.model_validate(seen) if seen else None,
        line=seen.line if seen else "",
        spread=seen.spread if seen else [0] * BINS,
        **{name: getattr(counts, name) if counts else 0 for name in names},
    )


def without_place(step: Step, going: Select[*tuple[Any, ...]]) -> ColumnElement[bool]:
    """The condition of live assignments in a round that are not of these entries."""
    return and_(
        Evaluation.round_id == step.round.id,
        Evaluation.closed_at.is_(None),
        Evaluation.entry_id.not_in(going),
    )


def _to_take_back(session: Session, step: Step) -> int:
    list_ = going(step).with_only_columns(RankingRow.entry_id)
    found = session.scalar(select(func.count(Evaluation.id)).where(without_place(step, list_)))
    return found or 0


def list_rows(
    session: Session,
    step: Step,
    params: PageParams,
    *,
    category_id: UUID | None,
    goes_on: bool | None,
    tied: bool | None,
    by_hand: bool | None,
    changed: bool | None,
) -> tuple[list[AdvancingEntry], int]:
    """A page of the closed round's entries, with whether each goes on."""
    if not step.earlier:
        return [], 0
    on, applied = _goes_on(step), AdvancedEntry.entry_id.is_not(None)
    query = (
        _candidates(
            step,
            Entry,
            RankingRow.category_id,
            RankingRow.rank,
            RankingRow.left_out,
            RankingRow.shown,
            on.label("goes_on"),
            _tied(step).label("tied"),
            AdvancementHand.entry_id.is_not(None).label("by_hand"),
            func.coalesce(AdvancementHand.reason, "").label("reason"),
            applied.label("applied"),
            _outcome(step).label("outcome"),
            func.coalesce(Organisation.name_ar, User.name_ar, "").label("entrant_ar"),
            func.coalesce(Organisation.name_en, User.name_en, "").label("entrant_en"),
        )
        .outerjoin(Organisation, Organisation.id == Entry.organisation_id)
        .outerjoin(User, User.id == Entry.owner_id)
    )
    if category_id is not None:
        query = query.where(RankingRow.category_id == category_id)
    for wanted, condition in (
        (goes_on, on),
        (tied, _tied(step)),
        (by_hand, AdvancementHand.entry_id.is_not(None)),
        (changed, on != applied),
    ):
        if wanted is not None:
            query = query.where(condition if wanted else ~condition)
    place = (RankingRow.rank.is_(None), RankingRow.rank, Entry.number)
    rows, total = paginate(
        session,
        query,
        params,
        sorts={
            "rank": place,
            "number": Entry.number,
            "title": InWords(Entry.folded, Entry.title_en),
            "goes_on": (~on, *place),
        },
        default_sort="rank",
        tiebreak=Entry.id,
        search=(Entry.folded,),
    )
    return [_row(row) for row in rows], total


def _row(row: Any) -> AdvancingEntry:
    entry: Entry = row.Entry
    return AdvancingEntry(
        entry=RankedEntry(
            id=entry.id,
            number=entry.number,
            title_ar=entry.title_ar,
            title_en=entry.title_en,
            entrant_ar=row.entrant_ar,
            entrant_en=row.entrant_en,
            state=EntryState(entry.state),
            state_reason=entry.state_reason,
        ),
        **{
            name: getattr(row, name)
            for name in (
                "category_id",
                "rank",
                "left_out",
                "shown",
                "goes_on",
                "tied",
                "by_hand",
                "reason",
                "applied",
                "outcome",
            )
        },
    )
