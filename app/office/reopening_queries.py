"""Reading whether an edition may go back one phase, who would answer, and what waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.queries import users_over
from app.actor import Actor, Role
from app.editions.models import Edition
from app.editions.queries import READERS, places, staff_edition
from app.editions.rules import Phase
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundState
from app.kit.errors import Refusal
from app.kit.i18n import Pair
from app.office.reopening_models import Reopening
from app.office.reopening_rules import (
    Ground,
    ReopeningState,
    answering_roles,
    check_may_answer,
    check_may_cancel,
    check_reopenable,
    check_somebody_answers,
)
from app.office.reopening_schemas import Found
from app.results.approvals.queries import last_approval, stakes_of
from app.results.approvals.rules import check_no_stake
from app.results.publication.queries import publication_of
from app.results.rules import check_does_not_organise


def ground_of(session: Session, edition: Edition, now: datetime) -> Ground:
    """What decides whether this edition may go back."""
    opened = session.execute(
        select(Round.name_ar, Round.name_en)
        .where(Round.edition_id == edition.id, Round.state != RoundState.planned)
        .order_by(Round.number)
    )
    approval = last_approval(session, edition.id)
    publication = publication_of(session, edition.id)
    return Ground(
        phase=edition.phase_now,
        now=now,
        rounds_opened=tuple(Pair(ar, en) for ar, en in opened),
        last_approval="" if approval is None else approval.step,
        visible_from=None if publication is None else publication.visible_from,
    )


def answering(session: Session, edition: Edition, but: UUID | None) -> list[User]:
    """Who could give the second name, without the one who proposes.

    A signature is undone as it is given: by nobody who organises the edition.
    """
    found: dict[UUID, User] = {}
    organisers = users_over(session, Role.organiser, *places(edition))
    barred = {one.id for one in organisers} if edition.phase_now is Phase.approved else set()
    for role in answering_roles(edition.phase_now):
        for user in users_over(session, role, *places(edition)):
            if user.id != but and user.id not in barred:
                found[user.id] = user
    return list(found.values())


def waiting(session: Session, edition: Edition) -> Reopening | None:
    """The proposal that waits, if the edition still stands where it was made."""
    return session.scalars(
        select(Reopening).where(
            Reopening.edition_id == edition.id,
            Reopening.state == ReopeningState.proposed,
            Reopening.from_phase == edition.phase_now.value,
        )
    ).one_or_none()


def check_answer(
    session: Session, actor: Actor, edition: Edition, proposed_by: UUID | None
) -> None:
    """Whether the actor may give the second name. Refusals (403): also `approver_organises`,
    `approver_has_stake`.
    """
    phase = edition.phase_now
    check_may_answer(
        phase,
        own=proposed_by == actor.user_id,
        approver=actor.holds(Role.approver, *places(edition)),
    )
    if phase is Phase.approved:
        check_does_not_organise(organises=actor.holds(Role.organiser, *places(edition)))
        stakes = stakes_of(session, actor, edition.id)
        check_no_stake([Pair(one.name_ar, one.name_en) for one in stakes])


def show_reopening(session: Session, actor: Actor, edition_id: UUID, now: datetime) -> Found:
    """Whether the edition may go back, and what waits for whom."""
    return found_in(session, actor, staff_edition(session, actor, edition_id, *READERS), now)


def found_in(session: Session, actor: Actor, edition: Edition, now: datetime) -> Found:
    """The same, for a verb that has just moved it."""
    pending = waiting(session, edition)
    rows = session.scalars(
        select(Reopening)
        .where(Reopening.edition_id == edition.id, Reopening.state != ReopeningState.proposed)
        .order_by(Reopening.proposed_at.desc(), Reopening.id.desc())
    ).all()
    asking = actor.user_id if pending is None else pending.proposed_by
    others = answering(session, edition, asking)
    obstacle = _refused(lambda: check_reopenable(ground_of(session, edition, now))) or _refused(
        lambda: check_somebody_answers(edition.phase_now, len(others))
    )
    named = {
        one
        for row in (*rows, *([pending] if pending else []))
        for one in (row.proposed_by, row.answered_by)
        if one is not None
    }
    return Found(
        edition=edition,
        obstacle=obstacle,
        answering=others,
        pending=pending,
        past=list(rows),
        people={user.id: user for user in session.scalars(select(User).where(User.id.in_(named)))},
        may=_may(session, actor, edition, pending, obstacle),
    )


def _refused(check: Callable[[], None]) -> Refusal | None:
    try:
        check()
    except Refusal as refusal:
        return refusal
    return None


def _may(
    session: Session,
    actor: Actor,
    edition: Edition,
    pending: Reopening | None,
    obstacle: Refusal | None,
) -> list[str]:
    """The acts that the rules and the actor's roles allow now."""
    organises = actor.holds(Role.organiser, *places(edition))
    if pending is None:
        return ["propose"] if organises and obstacle is None else []
    by = pending.proposed_by
    if organises and _refused(lambda: check_may_cancel(by, actor.id)) is None:
        return ["cancel"]
    if not actor.holds(answering_roles(edition.phase_now), *places(edition)):
        return []
    if _refused(lambda: check_answer(session, actor, edition, by)) is not None:
        return []
    return ["decline"] if obstacle is not None else ["confirm", "decline"]
