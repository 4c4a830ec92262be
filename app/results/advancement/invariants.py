"""What must always hold of advancement; each query selects the ids of rows that break its promise."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.entries.models import Entry
from app.judging.evaluations.models import Evaluation
from app.judging.rounds.advancement_models import AdvancedEntry, Advancement, PassDecision
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundMode, RoundState
from app.results.rankings.models import Ranking

_from = aliased(Round)
_listed = (
    select(func.count())
    .where(AdvancedEntry.round_id == Advancement.round_id)
    .correlate(Advancement)
    .scalar_subquery()
)

INVARIANTS: Final[dict[str, Select[*tuple[Any, ...]]]] = {
    "list of another length than was applied": select(Advancement.round_id).where(
        Advancement.entries != _listed
    ),
    "list on a ranking of another edition or of no earlier round": select(Advancement.round_id)
    .join(Round, Round.id == Advancement.round_id)
    .join(Ranking, Ranking.id == Advancement.ranking_id)
    .join(_from, _from.id == Ranking.round_id)
    .where(or_(_from.edition_id != Round.edition_id, _from.number >= Round.number)),
    "decided by the chair in a round that has no votes, or that is not closed": select(
        PassDecision.entry_id
    )
    .join(Round, Round.id == PassDecision.round_id)
    .where(or_(Round.mode != RoundMode.pass_fail, Round.state != RoundState.closed)),
    "entry of another edition on a list": select(AdvancedEntry.entry_id)
    .join(Round, Round.id == AdvancedEntry.round_id)
    .join(Entry, Entry.id == AdvancedEntry.entry_id)
    .where(Entry.edition_id != Round.edition_id),
    "assigned in a round to which the entry did not go on": select(Evaluation.id)
    .join(Advancement, Advancement.round_id == Evaluation.round_id)
    .where(
        Advancement.applied_at.is_not(None),
        Evaluation.closed_at.is_(None),
        ~exists().where(
            AdvancedEntry.round_id == Evaluation.round_id,
            AdvancedEntry.entry_id == Evaluation.entry_id,
        ),
    ),
}
