"""Reading what arrived in a round's grace window. Never a mark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from math import ceil
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from app.accounts.models import User
from app.accounts.queries import users_over
from app.actor import Actor, Role
from app.editions.models import Category, Edition
from app.editions.queries import places
from app.entries.models import Entry
from app.entries.screening_rules import Standing
from app.entries.wall_queries import barred_categories, not_barred
from app.judging.evaluations.late_models import LateDecision
from app.judging.evaluations.late_rules import LateState, check_decidable, late_acts
from app.judging.evaluations.late_schemas import LateEvaluation, LateWordOut
from app.judging.evaluations.models import Evaluation, NaClaim, NaDecision, Revision
from app.judging.evaluations.progress_queries import WATCHERS
from app.judging.evaluations.rules import ClosedReason
from app.judging.panels.models import Juror
from app.judging.rounds.models import Round
from app.judging.rounds.queries import staff_round
from app.judging.rounds.rules import RoundState
from app.kit.errors import Refusal
from app.kit.paging import InWords, PageParams, paginate

DECIDERS = (Role.organiser, Role.approver)
_first = aliased(Revision)


def waits() -> ColumnElement[bool]:
    """Late work that waits for a decision."""
    return and_(Evaluation.late_state == LateState.waiting, Evaluation.closed_at.is_(None))


def superseded() -> ColumnElement[bool]:
    """Late work whose first revision was not built on what is the head now."""
    return and_(
        Evaluation.late_head_id.is_not(None),
        ~exists()
        .where(
            _first.evaluation_id == Evaluation.id,
            _first.branch == "late",
            or_(
                _first.parent_id == Evaluation.head_id,
                and_(_first.parent_id.is_(None), Evaluation.head_id.is_(None)),
            ),
        )
        .correlate(Evaluation),
    )


def unmarked() -> ColumnElement[bool]:
    """Late work that says of a criterion that it does not apply, of which the chair has said that it does."""
    return (
        exists()
        .where(
            NaClaim.revision_id == Evaluation.late_head_id,
            NaDecision.round_id == Evaluation.round_id,
            NaDecision.entry_id == Evaluation.entry_id,
            NaDecision.criterion_id == NaClaim.criterion_id,
            ~NaDecision.accepted,
        )
        .correlate(Evaluation)
    )


def late_waiting(session: Session, round_id: UUID, actor: Actor) -> list[int]:
    """The entries' numbers, one for each late evaluation that waits, of those the actor may see."""
    return list(
        session.scalars(
            select(Entry.number)
            .join(Evaluation, Evaluation.entry_id == Entry.id)
            .where(Evaluation.round_id == round_id, waits(), not_barred(actor))
            .order_by(Entry.number)
        )
    )


def confirming(session: Session, edition: Edition, but: UUID | None) -> list[User]:
    """Who could give the second name, without the one who proposes."""
    found = {
        user.id: user
        for role in DECIDERS
        for user in users_over(session, role, *places(edition))
        if user.id != but
    }
    return list(found.values())


def waits_for_second(
    session: Session, actor: Actor, edition_ids: Collection[UUID]
) -> list[tuple[Round, int, datetime]]:
    """Rounds of these editions with words on late work that the actor may confirm: how many, since when."""
    rows = session.execute(
        select(Round, func.count(), func.min(LateDecision.proposed_at))
        .join(Evaluation, Evaluation.round_id == Round.id)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .join(LateDecision, LateDecision.id == Evaluation.late_decision_id)
        .where(
            Round.edition_id.in_(edition_ids),
            Round.state == RoundState.open,
            waits(),
            LateDecision.state == Standing.proposed,
            LateDecision.proposed_by.is_distinct_from(actor.user_id),
            not_barred(actor),
        )
        .group_by(Round.id)
        .order_by(func.min(LateDecision.proposed_at), Round.id)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def list_late_evaluations(
    session: Session,
    actor: Actor,
    round_id: UUID,
    params: PageParams,
    state: LateState | None = None,
) -> tuple[list[LateEvaluation], int]:
    """What arrived in a round's grace window, what waits first."""
    round_, edition = staff_round(session, actor, round_id, *WATCHERS)
    order = case({one.value: at for at, one in enumerate(_ORDER)}, value=Evaluation.late_state)
    rows, total = paginate(
        session,
        select(Evaluation, Entry, Category, Juror, Revision, superseded())
        .join(Entry, Entry.id == Evaluation.entry_id)
        .join(Category, Category.id == Entry.category_id)
        .join(Juror, Juror.id == Evaluation.juror_id)
        .outerjoin(LateDecision, LateDecision.id == Evaluation.late_decision_id)
        .join(
            Revision,
            Revision.id == func.coalesce(Evaluation.late_head_id, LateDecision.revision_id),
        )
        .where(
            Evaluation.round_id == round_.id,
            Evaluation.late_state.is_not(None),
            true() if state is None else Evaluation.late_state == state,
            not_barred(actor),
        ),
        params,
        sorts={
            "state": (order, Revision.received_at),
            "number": Entry.number,
            "juror": InWords(Juror.folded_name, Juror.name_en),
            "made_at": Revision.made_at,
            "received_at": Revision.received_at,
        },
        default_sort="state",
        tiebreak=Evaluation.id,
        search=[Juror.folded_name, Entry.folded],
    )
    words = _words(session, [row[0].id for row in rows])
    barred = barred_categories(session, actor, edition.id)
    decidable = _takes_decisions(round_, edition)
    organises, approves = (actor.holds(role, *places(edition)) for role in DECIDERS)

    def shown(row: Any) -> LateEvaluation:
        evaluation, entry, category, juror, revision, over = row
        own = words.get(evaluation.id, [])
        stands = next((one for one in own if one.id == evaluation.late_decision_id), None)
        proposed = stands if stands and stands.state is Standing.proposed else None
        by = proposed.proposed_by if proposed else None
        return LateEvaluation(
            evaluation_id=evaluation.id,
            entry_id=entry.id,
            number=entry.number,
            title_ar=entry.title_ar,
            title_en=entry.title_en,
            category_ar=category.name_ar,
            category_en=category.name_en,
            juror_id=juror.id,
            juror_ar=juror.name_ar,
            juror_en=juror.name_en,
            made_at=revision.made_at,
            received_at=revision.received_at,
            minutes_late=max(
                0, ceil((revision.received_at - round_.closes_at).total_seconds() / 60)
            ),
            state=LateState(evaluation.late_state),
            closed_reason=ClosedReason(evaluation.closed_reason)
            if evaluation.closed_reason
            else None,
            superseded=over,
            decision_id=evaluation.late_decision_id,
            words=own,
            may=late_acts(
                decidable=decidable
                and evaluation.late_state == LateState.waiting
                and evaluation.closed_at is None
                and entry.category_id not in barred
                and (actor.user_id is None or juror.user_id != actor.user_id),
                proposed=proposed is not None,
                own=by is not None and by.id == actor.user_id,
                organises=organises,
                approves=approves,
            ),
        )

    return [shown(row) for row in rows], total


_ORDER = (LateState.waiting, LateState.draft, LateState.admitted, LateState.refused)


def _takes_decisions(round_: Round, edition: Edition) -> bool:
    try:
        check_decidable(RoundState(round_.state), edition.phase_now)
    except Refusal:
        return False
    return True


def _words(session: Session, evaluations: Sequence[UUID]) -> dict[UUID, list[LateWordOut]]:
    """The words on these evaluations, the newest first."""
    rows = session.scalars(
        select(LateDecision)
        .where(LateDecision.evaluation_id.in_(evaluations))
        .order_by(LateDecision.proposed_at.desc(), LateDecision.id.desc())
    ).all()
    people = _people(session, rows)
    found = defaultdict[UUID, list[LateWordOut]](list)
    for row in rows:
        found[row.evaluation_id].append(LateWordOut.of(row, people))
    return found


def _people(session: Session, rows: Iterable[LateDecision]) -> dict[UUID, User]:
    ids = {one for row in rows for one in (row.proposed_by, row.answered_by) if one is not None}
    return {user.id: user for user in session.scalars(select(User).where(User.id.in_(ids)))}
