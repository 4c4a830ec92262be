"""Reading what the votes of a pass/fail round decided, and the chair's word where they are even."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor, Role
from app.audit import service as audit
from app.editions.models import Edition
from app.entries.models import Entry
from app.entries.wall_queries import barred_categories
from app.judging.panels.panel_queries import chaired_panels, reaches_of
from app.judging.panels.reach_rules import panel_for
from app.judging.rounds.advancement_models import Advancement, PassDecision
from app.judging.rounds.models import Round
from app.judging.rounds.queries import staff_round
from app.judging.rounds.rules import RoundMode, RoundState
from app.kit.errors import not_found
from app.kit.paging import PageParams
from app.results.advancement.rules import VoteOutcome, check_even, check_not_applied, check_votes
from app.results.advancement.schemas import EntryOutcome, PassDecisionIn
from app.results.advancement.vote_queries import load_outcomes, outcome_now
from app.results.rankings.rules import check_not_barred

READERS = (Role.organiser, Role.auditor, Role.chair)


def list_outcomes(
    session: Session,
    actor: Actor,
    round_id: UUID,
    params: PageParams,
    category_id: UUID | None,
    outcome: VoteOutcome | None,
    now: datetime,
) -> tuple[list[EntryOutcome], int]:
    """The entries of a closed pass/fail round with their votes; the reading is recorded.

    A round that is not judged by votes has none. Refusal (409): `votes_sealed`.
    """
    round_, edition = staff_round(session, actor, round_id, *READERS)
    if round_.mode != RoundMode.pass_fail:
        return [], 0
    check_votes(RoundMode(round_.mode), RoundState(round_.state))
    (audit.record if params.format == "csv" else audit.record_reading)(
        session,
        actor,
        "read_standings",
        now,
        subject=("edition", edition.id),
        edition_id=edition.id,
        what="votes",
        round_id=str(round_.id),
    )
    return load_outcomes(
        session, actor, edition, round_, params, category_id=category_id, outcome=outcome
    )


def decide_pass(
    session: Session,
    actor: Actor,
    round_id: UUID,
    entry_id: UUID,
    wanted: PassDecisionIn,
    now: datetime,
) -> PassDecision:
    """The chair decides, with a reason, on an entry on which the votes are even.

    What was proposed for the next round is to be looked at again. Refusals: 404, `category_barred`
    (403), those of `check_votes`, `check_even` and `check_not_applied` (409).
    """
    round_, edition, chaired = chaired_panels(session, actor, round_id)
    session.scalars(
        select(Edition)
        .where(Edition.id == edition.id)
        .with_for_update(of=Edition)
        .execution_options(populate_existing=True)
    ).one()
    check_votes(RoundMode(round_.mode), RoundState(round_.state))
    entry = session.get(Entry, entry_id)
    outcome = outcome_now(session, round_, edition.quorum, entry_id)
    if entry is None or outcome is None:
        raise not_found()
    panel = panel_for(entry.category_id, reaches_of(session, round_id))
    if panel is None or panel.id not in chaired:
        raise not_found()
    check_not_barred([entry.category_id], barred_categories(session, actor, edition.id))
    later = session.scalars(
        select(Round)
        .where(Round.edition_id == edition.id, Round.number > round_.number)
        .order_by(Round.number)
    ).all()
    proposed = session.get(Advancement, later[0].id) if later else None
    row = session.get(PassDecision, (round_id, entry_id))
    check_even(outcome, decided=row is not None, later=[RoundState(one.state) for one in later])
    check_not_applied(applied=proposed is not None and proposed.applied_at is not None)
    if row is None:
        row = PassDecision(round_id=round_id, entry_id=entry_id)
        session.add(row)
    row.passed, row.reason = wanted.passed, wanted.reason
    row.decided_by, row.decided_at = actor.user_id, now
    if proposed is not None:
        proposed.version += 1
    audit.record(
        session,
        actor,
        "decide_pass",
        now,
        subject=("entry", entry_id),
        edition_id=edition.id,
        round_id=str(round_id),
        passed=wanted.passed,
        reason=wanted.reason,
    )
    return row
