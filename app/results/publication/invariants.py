"""What must always hold of results; each query selects the ids of rows that break its promise."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.editions.models import Category, Edition
from app.editions.rules import Phase
from app.entries.models import Entry
from app.entries.rules import EntryState
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundState
from app.results.approvals.models import Approval
from app.results.approvals.rules import Step
from app.results.decision_rules import Outcome
from app.results.decisions.models import Decision
from app.results.publication.models import Publication
from app.results.rankings.models import Ranking, RankingRow

_other = aliased(Approval)
_newer = aliased(Approval)
_better = aliased(RankingRow)
_won = aliased(Decision)


def _newest(row: type[Approval]) -> Any:
    """No step of the edition comes after this one."""
    return ~exists().where(
        _newer.edition_id == row.edition_id,
        or_(_newer.at > row.at, and_(_newer.at == row.at, _newer.id > row.id)),
    )


INVARIANTS: Final[dict[str, Select[*tuple[Any, ...]]]] = {
    "ranking of a round that is not closed, or of another edition": select(Ranking.id)
    .join(Round, Round.id == Ranking.round_id)
    .where(or_(Round.state != RoundState.closed.value, Round.edition_id != Ranking.edition_id)),
    "ranking with another seed than its round": select(Ranking.id)
    .join(Round, Round.id == Ranking.round_id)
    .where(Ranking.seed != Round.closing_hash),
    "rank of an entry of another category or edition": select(RankingRow.entry_id)
    .join(Ranking, Ranking.id == RankingRow.ranking_id)
    .join(Entry, Entry.id == RankingRow.entry_id)
    .where(
        or_(Entry.category_id != RankingRow.category_id, Entry.edition_id != Ranking.edition_id)
    ),
    "rank without an evaluation or a score": select(RankingRow.entry_id).where(
        RankingRow.rank.is_not(None), or_(RankingRow.evaluations < 1, RankingRow.score == "")
    ),
    "rank that does not count those before it": select(RankingRow.entry_id).where(
        RankingRow.rank.is_not(None),
        RankingRow.rank
        != select(func.count() + 1)
        .where(
            _better.ranking_id == RankingRow.ranking_id,
            _better.category_id == RankingRow.category_id,
            _better.rank < RankingRow.rank,
        )
        .scalar_subquery(),
    ),
    "rank, in frozen results, of an entry out of the race": select(RankingRow.entry_id)
    .join(Ranking, Ranking.id == RankingRow.ranking_id)
    .join(Entry, Entry.id == RankingRow.entry_id)
    .join(Publication, Publication.ranking_id == Ranking.id)
    .where(RankingRow.rank.is_not(None), Entry.state != EntryState.eligible.value),
    "award to an entry out of the race": select(Decision.id)
    .join(Entry, Entry.id == Decision.entry_id)
    .join(Publication, Publication.edition_id == Decision.edition_id)
    .where(
        Decision.outcome.in_([Outcome.winner.value, Outcome.honourable_mention.value]),
        Entry.state != EntryState.eligible.value,
    ),
    "decision on an entry of another category": select(Decision.id)
    .join(Entry, Entry.id == Decision.entry_id)
    .where(Entry.category_id != Decision.category_id),
    "decision of another edition's category or ranking": select(Decision.id)
    .join(Category, Category.id == Decision.category_id)
    .join(Ranking, Ranking.id == Decision.ranking_id)
    .where(
        or_(Category.edition_id != Decision.edition_id, Ranking.edition_id != Decision.edition_id)
    ),
    "winner without a place, or a place without a winner": select(Decision.id).where(
        (Decision.outcome == Outcome.winner.value) != Decision.place.is_not(None)
    ),
    "withheld without a reason, or beside a winner": select(Decision.id).where(
        Decision.outcome == Outcome.withheld.value,
        or_(
            Decision.reason_ar == "",
            exists().where(
                _won.category_id == Decision.category_id, _won.outcome == Outcome.winner.value
            ),
        ),
    ),
    "signature of the person who froze": select(Approval.id)
    .join(
        _other,
        and_(
            _other.edition_id == Approval.edition_id,
            _other.results_hash == Approval.results_hash,
            _other.step == Step.frozen.value,
        ),
    )
    .where(Approval.step == Step.signed.value, _other.by_id == Approval.by_id),
    "signature of results that nobody froze": select(Approval.id).where(
        Approval.step == Step.signed.value,
        ~exists().where(
            _other.edition_id == Approval.edition_id,
            _other.results_hash == Approval.results_hash,
            _other.step == Step.frozen.value,
            _other.at <= Approval.at,
        ),
    ),
    "ranking frozen without a freeze, or the other way round": select(Approval.id)
    .join(Ranking, Ranking.id == Approval.ranking_id)
    .where(
        _newest(Approval),
        Approval.step.in_([Step.frozen.value, Step.signed.value]) != Ranking.frozen_at.is_not(None),
    ),
    "results frozen without their names, or names of results that are not frozen": select(
        Ranking.id
    ).where(Ranking.names.is_not(None) != Ranking.frozen_at.is_not(None)),
    "publication without the signature": select(Publication.id).where(
        ~exists().where(
            Approval.edition_id == Publication.edition_id,
            Approval.ranking_id == Publication.ranking_id,
            Approval.results_hash == Publication.results_hash,
            Approval.step == Step.signed.value,
            _newest(Approval),
        )
    ),
    "minute of an edition's results that its publication did not set": select(Edition.id)
    .outerjoin(Publication, Publication.edition_id == Edition.id)
    .where(Edition.results_from.is_distinct_from(Publication.visible_from)),
    "published edition without a publication": select(Edition.id).where(
        Edition.phase == Phase.published.value,
        ~exists().where(Publication.edition_id == Edition.id),
    ),
    "publication of a cancelled edition": select(Publication.id)
    .join(Edition, Edition.id == Publication.edition_id)
    .where(Edition.phase == Phase.cancelled.value),
    "approved edition without a signature": select(Edition.id).where(
        Edition.phase.in_([Phase.approved.value, Phase.published.value]),
        ~exists().where(Approval.edition_id == Edition.id, Approval.step == Step.signed.value),
    ),
}
