"""The votes of a pass/fail round and what its rule makes of them, in SQL, however many entries."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor
from app.editions.models import Edition
from app.entries.models import Entry
from app.entries.rules import EntryState
from app.judging.blind.queries import folded_shown, hides_names
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.panels.queries import judged_in
from app.judging.rounds.advancement_models import PassDecision
from app.judging.rounds.models import Round
from app.judging.rounds.rules import Consensus
from app.kit.paging import InWords, PageParams, paginate
from app.organisations.models import Organisation
from app.results.advancement.rules import VoteOutcome
from app.results.advancement.schemas import EntryOutcome
from app.results.rankings.queries import blind_titles, unread
from app.results.rankings.schemas import RankedEntry

# A submitted vote's exact total: all of the scale's 100 points, as a save writes it or as a text.
PASS = ("100/1", "100")


def votes_of(round_: Round) -> Subquery:
    """Per entry of a round the counted votes, and how many of them pass."""
    return (
        select(
            Evaluation.entry_id,
            func.count().label("votes"),
            func.sum(case((Revision.total.in_(PASS), 1), else_=0)).label("passes"),
        )
        .join(Revision, Revision.id == Evaluation.submitted_id)
        .where(Evaluation.round_id == round_.id, Evaluation.closed_at.is_(None))
        .group_by(Evaluation.entry_id)
        .subquery()
    )


def outcome_of(round_: Round, votes: Subquery, quorum: int) -> ColumnElement[str]:
    """The outcome of an entry, beside its votes and the chair's word (`with_votes`)."""
    given, passes = votes.c.votes, votes.c.passes
    too_few = func.coalesce(given, 0) < max(round_.needed(quorum), 1)
    if round_.consensus == Consensus.majority:
        return case(
            (too_few, VoteOutcome.unjudged.value),
            (passes * 2 > given, VoteOutcome.passed.value),
            (passes * 2 < given, VoteOutcome.failed.value),
            (PassDecision.passed.is_(True), VoteOutcome.passed.value),
            (PassDecision.passed.is_(False), VoteOutcome.failed.value),
            else_=VoteOutcome.tied.value,
        )
    least = given if round_.consensus == Consensus.unanimous else round_.passes
    return case(
        (too_few, VoteOutcome.unjudged.value),
        (passes >= least, VoteOutcome.passed.value),
        else_=VoteOutcome.failed.value,
    )


def with_votes(
    query: Select[*tuple[Any, ...]], round_: Round, votes: Subquery
) -> Select[*tuple[Any, ...]]:
    """The entries of a query beside their votes and the chair's word."""
    return query.outerjoin(votes, votes.c.entry_id == Entry.id).outerjoin(
        PassDecision,
        and_(PassDecision.round_id == round_.id, PassDecision.entry_id == Entry.id),
    )


def outcome_now(session: Session, round_: Round, quorum: int, entry_id: UUID) -> VoteOutcome | None:
    """What the votes make of one entry; None where the round does not judge it."""
    votes = votes_of(round_)
    query = with_votes(
        select(outcome_of(round_, votes, quorum)).select_from(Entry), round_, votes
    ).where(Entry.id == entry_id, judged_in(round_))
    found = session.scalar(query)
    return None if found is None else VoteOutcome(found)


def load_outcomes(
    session: Session,
    actor: Actor,
    edition: Edition,
    round_: Round,
    params: PageParams,
    *,
    category_id: UUID | None,
    outcome: VoteOutcome | None,
) -> tuple[list[EntryOutcome], int]:
    """A page of the entries of a round with their votes, of those whose results the actor reads."""
    votes = votes_of(round_)
    said = outcome_of(round_, votes, edition.quorum)
    query = with_votes(
        select(
            Entry,
            func.coalesce(votes.c.votes, 0).label("votes"),
            func.coalesce(votes.c.passes, 0).label("passes"),
            said.label("outcome"),
            PassDecision.entry_id.is_not(None).label("decided"),
            func.coalesce(PassDecision.reason, "").label("reason"),
            func.coalesce(Organisation.name_ar, User.name_ar, "").label("entrant_ar"),
            func.coalesce(Organisation.name_en, User.name_en, "").label("entrant_en"),
        ).select_from(Entry),
        round_,
        votes,
    )
    query = (
        query.outerjoin(Organisation, Organisation.id == Entry.organisation_id)
        .outerjoin(User, User.id == Entry.owner_id)
        .where(
            judged_in(round_),
            Entry.category_id.not_in(unread(session, actor, edition)),
        )
    )
    if category_id is not None:
        query = query.where(Entry.category_id == category_id)
    if outcome is not None:
        query = query.where(said == outcome.value)
    blind = hides_names(actor, edition, round_)
    words = folded_shown(round_) if blind else Entry.folded
    rows, total = paginate(
        session,
        query,
        params,
        sorts={
            "number": Entry.number,
            "title": words if blind else InWords(Entry.folded, Entry.title_en),
            "passes": (votes.c.passes, Entry.number),
            "outcome": (said, Entry.number),
        },
        default_sort="number",
        tiebreak=Entry.id,
        search=(words,),
    )
    titles = blind_titles(session, actor, edition, round_, [row.Entry for row in rows])
    return [_row(row, titles) for row in rows], total


def _row(row: Any, titles: Any) -> EntryOutcome:
    entry: Entry = row.Entry
    title = (entry.title_ar, entry.title_en) if titles is None else titles[entry.id]
    return EntryOutcome(
        entry=RankedEntry(
            id=entry.id,
            number=entry.number,
            title_ar=title[0],
            title_en=title[1],
            entrant_ar=row.entrant_ar if titles is None else "",
            entrant_en=row.entrant_en if titles is None else "",
            state=EntryState(entry.state),
            state_reason="",
        ),
        category_id=entry.category_id,
        votes=row.votes,
        passes=row.passes,
        outcome=VoteOutcome(row.outcome),
        decided=row.decided,
        reason=row.reason,
    )
