"""The approver's home: whose results they sign, and which of them wait for their name."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor, Role
from app.editions.models import Edition
from app.editions.queries import places, visible_to
from app.editions.rules import Phase
from app.judging.evaluations.late_queries import waits_for_second
from app.office.approver_schemas import ApproverEdition, LateWords, Waits
from app.office.reopening_models import Reopening
from app.office.reopening_rules import ReopeningState
from app.results.approvals.models import Approval
from app.results.approvals.rules import Step


def show_approver_home(session: Session, actor: Actor) -> list[ApproverEdition]:
    """The editions whose results the actor approves, in a fixed number of statements.

    Those that wait first, the longest waiting first of all; then the newest.
    """
    found = session.scalars(visible_to(actor).order_by(Edition.created_at.desc(), Edition.id))
    editions = [one for one in found if actor.holds(Role.approver, *places(one))]
    ids = [one.id for one in editions]
    steps = session.scalars(
        select(Approval).where(Approval.edition_id.in_(ids)).order_by(Approval.at, Approval.id)
    )
    last = {one.edition_id: one for one in steps}
    proposed = session.scalars(
        select(Reopening).where(
            Reopening.edition_id.in_(ids),
            Reopening.state == ReopeningState.proposed,
            Reopening.from_phase == Phase.approved.value,
        )
    )
    back = {one.edition_id: one for one in proposed}
    names = {
        user.id: user
        for user in session.scalars(
            select(User).where(
                User.id.in_(
                    {one.by_id for one in last.values()}
                    | {one.proposed_by for one in back.values()}
                )
            )
        )
    }

    late: defaultdict[UUID, list[LateWords]] = defaultdict(list)
    for round_, count, since in waits_for_second(session, actor, ids):
        late[round_.edition_id].append(
            LateWords(
                round_id=round_.id,
                name_ar=round_.name_ar,
                name_en=round_.name_en,
                count=count,
                since=since,
            )
        )

    def row(edition: Edition) -> ApproverEdition:
        approval, reopening = last.get(edition.id), back.get(edition.id)
        asked = None
        if (
            approval is not None
            and approval.step == Step.frozen
            and edition.phase_now is Phase.deliberation
        ):
            asked = Waits.signature, approval.by_id, approval.at
        elif reopening is not None and edition.phase_now is Phase.approved:
            asked = Waits.reopening, reopening.proposed_by, reopening.proposed_at
        return ApproverEdition.of(
            edition,
            Step.none if approval is None else Step(approval.step),
            asked,
            None if asked is None or asked[1] is None else names.get(asked[1]),
            late[edition.id],
            own=asked is not None and asked[1] == actor.user_id,
            organises=actor.holds(Role.organiser, *places(edition)),
        )

    rows = [row(edition) for edition in editions]
    waiting = sorted((one for one in rows if one.since), key=lambda one: (one.own, one.since))
    return [*waiting, *(one for one in rows if not one.since)]
