"""Who holds which role over what, who was invited to it, and who is asking."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, case, literal, select
from sqlalchemy.orm import Session, aliased

from app.accounts.models import Grant, Invitation, User
from app.accounts.queries import get_user
from app.accounts.rules import TEAM
from app.actor import Actor, Role, Scope
from app.editions.models import Edition
from app.house import house_of
from app.judging.panels.models import Juror
from app.kit.paging import InWords, PageParams, paginate
from app.kit.texts import fold_email
from app.office.people_schemas import GrantRow, InvitationRow, Myself
from app.office.scope_queries import NAMELESS, Place, scope_names, within_charge


def place_of(row: Grant | Invitation) -> Place:
    """The scope of a row, as the actor carries it."""
    return Scope(row.scope_kind), row.scope_id


def places_held(session: Session, role: Role, email: str, now: datetime) -> set[Place]:
    """Over what an address holds a role, or is invited to it."""
    held = (
        select(Grant)
        .join(User, User.id == Grant.user_id)
        .where(Grant.role == role, User.email == fold_email(email))
    )
    invited = select(Invitation).where(
        Invitation.role == role,
        Invitation.email == fold_email(email),
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > now,
    )
    return {place_of(row) for row in (*session.scalars(held), *session.scalars(invited))}


def list_grants(
    session: Session,
    actor: Actor,
    params: PageParams,
    *,
    role: Role | None = None,
    scope_kind: Scope | None = None,
    scope_id: UUID | None = None,
    user_id: UUID | None = None,
    staff: bool = False,
) -> tuple[list[GrantRow], int]:
    """Grants: all for the administrator, an organiser's over what they organise."""
    granter = aliased(User)
    wanted = (
        select(Grant, User, granter)
        .join(User, User.id == Grant.user_id)
        .outerjoin(granter, granter.id == Grant.granted_by)
        .where(within_charge(actor, Grant.scope_kind, Grant.scope_id, Role.organiser))
    )
    for column, value in (
        (Grant.role, role),
        (Grant.scope_kind, scope_kind),
        (Grant.scope_id, scope_id),
        (Grant.user_id, user_id),
    ):
        if value is not None:
            wanted = wanted.where(column == value)
    if staff:
        wanted = wanted.where(Grant.role.in_(TEAM))
    rows, total = paginate(
        session,
        wanted,
        params,
        search=(User.folded_name, User.email),
        sorts={
            "name": InWords(User.folded_name, User.name_en),
            "role": Grant.role,
            "granted_at": Grant.granted_at,
        },
        default_sort="name",
        tiebreak=Grant.id,
    )
    names = scope_names(session, [place_of(grant) for grant, _, _ in rows])
    return [
        GrantRow(grant, user, by, names.get(place_of(grant), NAMELESS)) for grant, user, by in rows
    ], total


def grant_row(session: Session, grant: Grant) -> GrantRow:
    """One grant with its names."""
    place = place_of(grant)
    return GrantRow(
        grant,
        session.get_one(User, grant.user_id),
        session.get(User, grant.granted_by) if grant.granted_by else None,
        scope_names(session, [place]).get(place, NAMELESS),
    )


def list_invitations(
    session: Session,
    actor: Actor,
    now: datetime,
    params: PageParams,
    *,
    role: Role | None = None,
    scope_kind: Scope | None = None,
    scope_id: UUID | None = None,
    state: str | None = None,
    staff: bool = False,
) -> tuple[list[InvitationRow], int]:
    """Invitations, newest first: all for the administrator, an organiser's over what they organise."""
    inviter = aliased(User)
    state_now = case(
        (Invitation.accepted_at.is_not(None), "accepted"),
        (Invitation.revoked_at.is_not(None), "revoked"),
        (Invitation.expires_at <= now, "expired"),
        else_=literal("open"),
    )
    wanted = (
        select(Invitation, inviter, state_now)
        .outerjoin(inviter, inviter.id == Invitation.invited_by)
        .where(within_charge(actor, Invitation.scope_kind, Invitation.scope_id, Role.organiser))
    )
    for column, value in (
        (Invitation.role, role),
        (Invitation.scope_kind, scope_kind),
        (Invitation.scope_id, scope_id),
        (state_now, state),
    ):
        if value is not None:
            wanted = wanted.where(column == value)
    if staff:
        wanted = wanted.where(Invitation.role.in_(TEAM))
    rows, total = paginate(
        session,
        wanted,
        params,
        search=(Invitation.email,),
        sorts={"email": Invitation.email, "created_at": Invitation.created_at},
        default_sort="-created_at",
        tiebreak=Invitation.id,
    )
    return [InvitationRow(*row) for row in rows], total


def invitation_row(session: Session, invitation: Invitation, now: datetime) -> InvitationRow:
    """One invitation with its names."""
    by = session.get(User, invitation.invited_by) if invitation.invited_by else None
    return InvitationRow(invitation, by, state_of(invitation, now))


def state_of(invitation: Invitation, now: datetime) -> str:
    """open, accepted, revoked or expired."""
    if invitation.accepted_at is not None:
        return "accepted"
    if invitation.revoked_at is not None:
        return "revoked"
    return "expired" if invitation.expires_at <= now else "open"


# ---------------------------------------------------------------- who is asking


def show_me(session: Session, actor: Actor) -> Myself:
    """The signed-in person."""
    user = get_user(session, actor.id)
    grants = session.scalars(
        select(Grant)
        .where(Grant.user_id == user.id)
        .order_by(Grant.role, Grant.granted_at, Grant.id)
    ).all()
    names = scope_names(session, [place_of(grant) for grant in grants])
    waiting = session.execute(
        select(Juror, Edition)
        .join(Edition, Edition.id == Juror.edition_id)
        .where(and_(Juror.email == user.email, Juror.state == "invited"))
        .order_by(Juror.created_at, Juror.id)
    )
    return Myself(
        user,
        [(grant, names.get(place_of(grant), NAMELESS)) for grant in grants],
        [(juror, edition) for juror, edition in waiting],
        house_of(session).settings.is_demo,
    )
