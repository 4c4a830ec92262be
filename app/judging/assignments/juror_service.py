"""A juror is let go or resigns: their panel seats, what they never submitted and their roles go."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.accounts.queries import user_by_email
from app.actor import Actor, Role, Scope
from app.audit import service as audit
from app.editions.models import Edition
from app.entries.wall_queries import barred_categories
from app.judging.assignments.service import close_unsubmitted_of
from app.judging.evaluations.rules import ClosedReason
from app.judging.panels.models import Juror, Panel, PanelMember
from app.judging.panels.notice_service import tell_juror, tell_organisers_of, tell_withdrawn
from app.judging.panels.queries import OVER, open_panels, own_jury, staff_juror
from app.judging.panels.rules import (
    JurorState,
    check_may_resign,
    check_on_jury,
    check_panel_reach,
)
from app.judging.panels.service import JUROR_PAGE, JURY_PAGE
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundState


def remove_juror(
    session: Session, actor: Actor, juror_id: UUID, reason: str, now: datetime
) -> Juror:
    """Withdraw a juror from an edition, who is told why; what they submitted stands, in open rounds too.

    Refusals: `juror_not_serving` (409), `panel_walled` (403).
    """
    juror, edition = staff_juror(session, actor, juror_id, lock=True)
    check_on_jury(JurorState(juror.state))
    barred = barred_categories(session, actor, edition.id)
    check_panel_reach(barred, open_panels(session, edition.id))
    _leave(session, actor, juror, JurorState.withdrawn, "remove_juror", reason, now)
    if juror.invited_at is not None or juror.user_id is not None:
        tell_withdrawn(session, edition, juror, JURY_PAGE, reason, now)
        juror.reason_told = True
    return juror


def resign_jury(
    session: Session, actor: Actor, juror_id: UUID, reason: str, now: datetime
) -> tuple[Juror, Edition]:
    """A juror who accepted leaves, and says why; what they submitted stands, the rest is free again.

    The organisers are told, and the juror has it in writing. Refusals (409): those of
    `check_may_resign`.
    """
    juror, edition = own_jury(session, actor, juror_id, lock=True)
    over = edition.phase in OVER or (
        edition.results_from is not None and edition.results_from <= now
    )
    check_may_resign(JurorState(juror.state), over=over)
    _leave(session, actor, juror, JurorState.resigned, "resign_jury", reason, now)
    page = JUROR_PAGE.format(edition=edition.id, juror=juror.id)
    tell_organisers_of(session, "jury_resigned", edition, juror, page, now, reason=reason)
    tell_juror(session, "resignation_kept", edition, juror, f"{JURY_PAGE}/{juror.id}", now)
    return juror, edition


def _leave(
    session: Session,
    actor: Actor,
    juror: Juror,
    state: JurorState,
    act: str,
    reason: str,
    now: datetime,
) -> None:
    juror.state = state.value
    juror.state_reason, juror.left_at = reason, now
    juror.version += 1
    seats = (
        select(Panel.id)
        .join(Round, Round.id == Panel.round_id)
        .where(Round.edition_id == juror.edition_id, Round.state != RoundState.closed)
    )
    session.execute(
        delete(PanelMember).where(PanelMember.juror_id == juror.id, PanelMember.panel_id.in_(seats))
    )
    for panel in session.scalars(
        select(Panel).where(Panel.chair_id == juror.id, Panel.id.in_(seats))
    ):
        panel.chair_id = None
        panel.version += 1
    closed = close_unsubmitted_of(session, juror.id, ClosedReason.removed, reason, now)
    accounts.revoke_open_invitation(
        session, juror.email, Role.juror, Scope.edition, juror.edition_id, now
    )
    # Who has made an account and not answered yet holds the role already.
    known = user_by_email(session, juror.email) if juror.user_id is None else None
    user_id = juror.user_id if known is None else known.id
    if user_id is not None:
        for role in (Role.juror, Role.chair):
            accounts.remove_grant(
                session, actor, user_id, role, Scope.edition, juror.edition_id, now
            )
    audit.record(
        session,
        actor,
        act,
        now,
        subject=("juror", juror.id),
        edition_id=juror.edition_id,
        reason=reason,
        evaluations_closed=closed,
    )
