"""Giving and taking roles, and inviting to them: the administrator everywhere, organisers in theirs."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.accounts.models import Grant, Invitation
from app.accounts.queries import get_user, user_by_email
from app.accounts.rules import APART, check_may_grant, check_scope, organises_and_approves
from app.actor import Actor, Role, Scope
from app.audit import service as audit
from app.editions.models import Edition, Programme
from app.judging.panels.queries import STAFF_ROLES, judges_in
from app.judging.panels.rules import staff_cannot_judge
from app.judging.panels.seat_queries import seats_of_invited
from app.kit.errors import N_, Refusal, invalid, not_found
from app.kit.versions import Put
from app.office.people_queries import grant_row, invitation_row, place_of, places_held, state_of
from app.office.people_schemas import GrantRow, InvitationRow
from app.office.scope_queries import NAMELESS, Place, containing, scope_names


def _fixed(what: str) -> Refusal:
    """A PUT on an id that holds something else already; these rows are not edited."""
    return Refusal("id_taken", N_("هذا المعرّف لسجل آخر. أعد المحاولة بمعرّف جديد."), what=what)


def grant_role(
    session: Session, actor: Actor, grant_id: UUID, wanted: Any, now: datetime
) -> Put[GrantRow]:
    """Give a role over a scope to a user named by id or address.

    Refusals: `no_such_user`, `role_scope` (422), `may_not_grant` (403), `id_taken`,
    `staff_cannot_judge`, `organises_and_approves` (409).
    """
    check_scope(wanted.role, wanted.scope_kind, wanted.scope_id)
    check_may_grant(actor, wanted.role, *containing(session, wanted.scope_kind, wanted.scope_id))
    user = (
        user_by_email(session, wanted.email)
        if wanted.user_id is None
        else get_user(session, wanted.user_id)
    )
    if user is None:
        raise invalid(
            "no_such_user", N_("لا حساب بهذا البريد. أرسل إليه دعوة بدلًا من ذلك."), "email"
        )
    there = session.get(Grant, grant_id)
    same = (user.id, wanted.role, wanted.scope_kind, wanted.scope_id)
    if there is not None and (there.user_id, there.role, *place_of(there)) != same:
        raise _fixed("grant")
    _check_apart(session, wanted.role, user.email, (wanted.scope_kind, wanted.scope_id), now)
    grant = accounts.add_grant(
        session,
        actor,
        user.id,
        wanted.role,
        wanted.scope_kind,
        wanted.scope_id,
        now,
        grant_id=grant_id,
    )
    created = there is None and grant.id == grant_id
    return Put(grant_row(session, grant), created=created)


def revoke_role(session: Session, actor: Actor, grant_id: UUID, now: datetime) -> None:
    """Take a role back; the person's sessions end. Refusals: `may_not_grant`, `last_admin`."""
    grant = session.get(Grant, grant_id, with_for_update=True)
    if grant is None:
        raise not_found()
    _check(session, actor, grant)
    kind, scope_id = place_of(grant)
    accounts.remove_grant(session, actor, grant.user_id, Role(grant.role), kind, scope_id, now)


def _check(session: Session, actor: Actor, row: Grant | Invitation) -> None:
    """Whether the actor may touch this row; what its scope lies in may be gone already."""
    kind, scope_id = place_of(row)
    if scope_names(session, [(kind, scope_id)]) or kind is Scope.instance:
        places = containing(session, kind, scope_id)
    else:
        places = ((kind, scope_id), (Scope.instance, None))
    check_may_grant(actor, Role(row.role), *places)


def _check_apart(session: Session, role: Role, email: str, place: Place, now: datetime) -> None:
    """Who judges an edition is not of its staff; who organises one does not approve its results."""
    if role in STAFF_ROLES and judges_in(session, email, *place):
        raise staff_cannot_judge()
    if role in APART:
        others = places_held(session, APART[role], email, now)
        there, above = scope_names(session, others), containing(session, *place)
        for one in others:
            if one in above or (one in there and place in containing(session, *one)):
                raise organises_and_approves()


def invite(
    session: Session, actor: Actor, invitation_id: UUID, wanted: Any, now: datetime
) -> Put[InvitationRow]:
    """Invite an address to a role over a scope.

    Refusals: `role_scope` (422), `may_not_grant` (403), `id_taken`, `staff_cannot_judge`,
    `organises_and_approves` (409).
    """
    check_scope(wanted.role, wanted.scope_kind, wanted.scope_id)
    place = (wanted.scope_kind, wanted.scope_id)
    check_may_grant(actor, wanted.role, *containing(session, *place))
    there = session.get(Invitation, invitation_id)
    if there is not None:
        asked = wanted.model_dump()
        if any(getattr(there, name) != value for name, value in asked.items()):
            raise _fixed("invitation")
        return Put(invitation_row(session, there, now), created=False)
    _check_apart(session, wanted.role, wanted.email, place, now)
    name = scope_names(session, [place]).get(place, NAMELESS)
    invitation = accounts.invite(
        session,
        actor,
        **wanted.model_dump(),
        now=now,
        facts={"scope_ar": name.name_ar, "scope_en": name.name_en},
        invitation_id=invitation_id,
        edition_id=name.edition_id,
        reply_to=_reply_to(session, place),
    )
    return Put(invitation_row(session, invitation, now), created=True)


def _reply_to(session: Session, place: tuple[Scope, UUID | None]) -> str:
    """Where answers to the mail go: the programme's address."""
    kind, scope_id = place
    if kind is Scope.edition:
        return session.get_one(Edition, scope_id).programme.reply_to
    if kind is Scope.programme:
        return session.get_one(Programme, scope_id).reply_to
    return ""


def _open(session: Session, actor: Actor, invitation_id: UUID) -> Invitation:
    invitation = session.get(Invitation, invitation_id, with_for_update=True)
    if invitation is None:
        raise not_found()
    _check(session, actor, invitation)
    return invitation


def resend_invitation(
    session: Session, actor: Actor, invitation_id: UUID, now: datetime
) -> InvitationRow:
    """Mail a new link, good for 72 hours; the old one dies. Refusal: `invitation_closed` (409)."""
    invitation = _open(session, actor, invitation_id)
    if state_of(invitation, now) in {"accepted", "revoked"}:
        raise Refusal("invitation_closed", N_("قُبلت هذه الدعوة أو سُحبت."))
    seats = (
        seats_of_invited(session, invitation.scope_id, invitation.email, invitation.language)
        if invitation.role == Role.juror
        else []
    )
    accounts.mail_invitation(session, actor, invitation, now, seats=seats)
    audit.record(
        session,
        actor,
        "resend_invitation",
        now,
        subject=("invitation", invitation.id),
        edition_id=invitation.edition_id,
    )
    return invitation_row(session, invitation, now)


def revoke_invitation(session: Session, actor: Actor, invitation_id: UUID, now: datetime) -> None:
    """Make an invitation's link worthless. Refusal: `invitation_closed` (409) once accepted."""
    invitation = _open(session, actor, invitation_id)
    if invitation.accepted_at is not None:
        raise Refusal("invitation_closed", N_("قُبلت هذه الدعوة أو سُحبت."))
    if invitation.revoked_at is None:
        invitation.revoked_at = now
        audit.record(
            session,
            actor,
            "revoke_invitation",
            now,
            subject=("invitation", invitation.id),
            edition_id=invitation.edition_id,
        )
