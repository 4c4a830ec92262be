"""A juror leaves: their panel seats, what they never submitted and their roles go with them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.actor import Actor, Role, Scope
from app.audit import service as audit
from app.entries.wall_queries import barred_categories
from app.judging.assignments.service import close_unsubmitted_of
from app.judging.evaluations.rules import ClosedReason
from app.judging.panels.models import Juror, Panel, PanelMember
from app.judging.panels.queries import open_panels, staff_juror
from app.judging.panels.rules import JurorState, check_on_jury, check_panel_reach
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundState


def remove_juror(
    session: Session, actor: Actor, juror_id: UUID, reason: str, now: datetime
) -> Juror:
    """Withdraw a juror from an edition; what they submitted stands, in open rounds too.

    Refusals: `juror_not_serving` (409), `panel_walled` (403).
    """
    juror, edition = staff_juror(session, actor, juror_id, lock=True)
    check_on_jury(JurorState(juror.state))
    barred = barred_categories(session, actor, edition.id)
    check_panel_reach(barred, open_panels(session, edition.id))
    juror.state = JurorState.withdrawn.value
    juror.state_reason = reason
    juror.version += 1
    seats = (
        select(Panel.id)
        .join(Round, Round.id == Panel.round_id)
        .where(Round.edition_id == edition.id, Round.state != RoundState.closed)
    )
    session.execute(
        delete(PanelMember).where(PanelMember.juror_id == juror_id, PanelMember.panel_id.in_(seats))
    )
    for panel in session.scalars(
        select(Panel).where(Panel.chair_id == juror_id, Panel.id.in_(seats))
    ):
        panel.chair_id = None
        panel.version += 1
    closed = close_unsubmitted_of(session, juror_id, ClosedReason.removed, reason, now)
    if juror.user_id is not None:
        for role in (Role.juror, Role.chair):
            accounts.remove_grant(
                session, actor, juror.user_id, role, Scope.edition, edition.id, now
            )
    audit.record(
        session,
        actor,
        "remove_juror",
        now,
        subject=("juror", juror_id),
        edition_id=edition.id,
        reason=reason,
        evaluations_closed=closed,
    )
    return juror
