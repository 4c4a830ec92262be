"""Who enters for an agency: asking to join, inviting, deciding, removing."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.accounts.models import Invitation, User
from app.accounts.queries import find_grant, get_user, user_by_email
from app.actor import Actor, Level, Role, Scope
from app.kit.errors import N_, Refusal, invalid, not_found
from app.kit.ids import uuid7
from app.organisations.member_schemas import MemberIn, MemberRow
from app.organisations.models import MembershipRequest, Organisation
from app.organisations.queries import (
    all_members,
    deciders,
    get_organisation,
    members_of,
    own_ids,
    own_organisations,
    visible_to,
)
from app.organisations.rules import (
    RequestState,
    Status,
    can_edit,
    check_another_manager,
    check_invites,
    check_manager,
    check_may_edit,
    check_open_requests,
    check_other_members,
    check_pending_request,
)
from app.organisations.schemas import RefusalIn
from app.organisations.service import record, settle, tell

Found = tuple[list[MemberRow], list[Invitation]]
Asked = tuple[MembershipRequest, Organisation, User]


def joinable(session: Session, organisation_id: UUID) -> Organisation:
    """An agency that one may ask to join, or 422 `organisation_unknown`."""
    organisation = session.get(Organisation, organisation_id)
    if organisation is None or organisation.status != Status.approved:
        raise invalid("organisation_unknown", N_("اختر جهة من القائمة."), "join")
    return organisation


def ask(
    session: Session, actor: Actor, organisation: Organisation, user: User, now: datetime
) -> MembershipRequest:
    """Keep a request to join; `settle_requests` tells of it."""
    request = MembershipRequest(
        id=uuid7(), organisation_id=organisation.id, user_id=user.id, requested_at=now
    )
    session.add(request)
    session.flush()  # its defaults are read, and it is told by its id
    record(session, actor, "request_membership", now, organisation.id, request=str(request.id))
    return request


def request_membership(
    session: Session, actor: Actor, organisation_id: UUID, now: datetime
) -> tuple[MembershipRequest, Organisation]:
    """Ask to enter for an approved agency; asking again changes nothing.

    Refusals: `already_member` (409), `too_many_waiting` (409), `organisation_unknown` (422).
    """
    user = get_user(session, actor.id, lock=True)
    organisation = joinable(session, organisation_id)
    if find_grant(session, user.id, Role.entrant, Scope.organisation, organisation.id):
        raise _already_member()
    own = select(MembershipRequest).where(
        MembershipRequest.user_id == user.id, MembershipRequest.state == RequestState.pending
    )
    known = session.scalars(
        own.where(MembershipRequest.organisation_id == organisation.id)
    ).one_or_none()
    if known is None:
        waiting = session.scalar(select(func.count()).select_from(own.subquery()))
        check_open_requests(waiting or 0)
        known = ask(session, actor, organisation, user, now)
    settle_requests(session, user, now)
    return known, organisation


def _already_member() -> Refusal:
    return Refusal("already_member", N_("هذا الشخص عضو في الجهة بالفعل."))


def settle_requests(session: Session, user: User, now: datetime) -> None:
    """Tell an agency's people and the organiser, once, of each request of a proven address."""
    if user.email_confirmed_at is None:
        return
    asked = session.execute(
        select(MembershipRequest, Organisation)
        .join(Organisation, Organisation.id == MembershipRequest.organisation_id)
        .where(
            MembershipRequest.user_id == user.id,
            MembershipRequest.state == RequestState.pending,
        )
    ).all()
    if not asked:
        return
    members = members_of(session, [organisation.id for _, organisation in asked])
    staff = deciders(session)
    for request, organisation in asked:
        managers = (m.user for m in members[organisation.id] if m.level is Level.manage)
        people = {one.id: one for one in (*managers, *staff)}
        for person in people.values():
            if person.disabled_at is None:
                tell(
                    session,
                    "membership_requested",
                    person,
                    organisation,
                    now,
                    dedupe=f"membership_requested:{request.id}:{person.id}",
                    by_ar=user.name_ar,
                    by_en=user.name_en,
                    by_email=user.email,
                )


def list_own_organisations(session: Session, actor: Actor, now: datetime) -> Any:
    """The reader's agencies. A recorded read: what waited for a proven address is settled first."""
    user = get_user(session, actor.id)
    for organisation in session.scalars(
        select(Organisation).where(
            Organisation.registered_by == actor.id,
            Organisation.status == Status.pending,
            Organisation.id.in_(own_ids(actor)),
        )
    ).all():
        settle(session, actor, organisation, user, now)
    settle_requests(session, user, now)
    session.flush()  # the rows are read with their new state
    return own_organisations(session, actor, now)


# ---------------------------------------------------------------- deciding


def _decidable(session: Session, actor: Actor, request_id: UUID) -> Asked:
    """A pending request with a proven address, for staff and for the agency's people."""
    seen = visible_to(actor).with_only_columns(Organisation.id)
    request = session.scalars(
        select(MembershipRequest)
        .where(MembershipRequest.id == request_id, MembershipRequest.organisation_id.in_(seen))
        .with_for_update()
    ).one_or_none()
    if request is None:
        raise not_found()
    organisation = session.get_one(Organisation, request.organisation_id)
    _check_manages(actor, organisation)
    user = get_user(session, request.user_id)
    if user.email_confirmed_at is None:
        raise not_found()
    check_pending_request(RequestState(request.state))
    return request, organisation, user


def _check_manages(actor: Actor, organisation: Organisation) -> None:
    """An agency's people are looked after by its managers, and by staff who run editions."""
    level = actor.level_in(organisation.id)
    if level is None:
        check_may_edit(actor)
    elif not can_edit(actor):
        check_manager(level)


def approve_membership(session: Session, actor: Actor, request_id: UUID, now: datetime) -> Asked:
    """Make the asker a member, and tell them."""
    request, organisation, user = _decidable(session, actor, request_id)
    _decide(request, actor, RequestState.approved, "", now)
    accounts.add_grant(
        session, actor, user.id, Role.entrant, Scope.organisation, organisation.id, now
    )
    tell(session, "membership_approved", user, organisation, now)
    record(
        session,
        actor,
        "approve_membership",
        now,
        organisation.id,
        request=str(request.id),
        user_id=str(user.id),
    )
    return request, organisation, user


def refuse_membership(
    session: Session, actor: Actor, request_id: UUID, wanted: RefusalIn, now: datetime
) -> Asked:
    """Refuse the asker with a reason that they read."""
    request, organisation, user = _decidable(session, actor, request_id)
    _decide(request, actor, RequestState.refused, wanted.reason, now)
    tell(session, "membership_refused", user, organisation, now, reason=wanted.reason)
    record(
        session,
        actor,
        "refuse_membership",
        now,
        organisation.id,
        request=str(request.id),
        user_id=str(user.id),
        reason=wanted.reason,
    )
    return request, organisation, user


def _decide(
    request: MembershipRequest, actor: Actor, state: RequestState, reason: str, now: datetime
) -> None:
    request.state, request.reason = state.value, reason
    request.decided_by, request.decided_at = actor.user_id, now


# ---------------------------------------------------------------- inviting and removing


def invite_member(
    session: Session,
    actor: Actor,
    organisation_id: UUID,
    wanted: MemberIn,
    now: datetime,
) -> Found:
    """Invite a colleague by e-mail; by staff and by the agency's own people."""
    organisation = _managed(session, actor, organisation_id)
    check_invites(Status(organisation.status))
    known = user_by_email(session, wanted.email)
    if known is not None and find_grant(
        session, known.id, Role.entrant, Scope.organisation, organisation.id
    ):
        raise _already_member()
    send_invitation(session, actor, organisation, wanted, now)
    record(session, actor, "invite_member", now, organisation.id)
    session.flush()  # the invitation is read below
    return all_members(session, organisation, now)


def send_invitation(
    session: Session, actor: Actor, organisation: Organisation, wanted: MemberIn, now: datetime
) -> Invitation:
    """Mail an invitation to enter for an agency."""
    return accounts.invite(
        session,
        actor,
        email=wanted.email,
        name_ar=wanted.name_ar,
        name_en=wanted.name_en,
        language=wanted.language,
        role=Role.entrant,
        scope_kind=Scope.organisation,
        scope_id=organisation.id,
        now=now,
        facts={"scope_ar": organisation.name_ar, "scope_en": organisation.name_en},
        level=wanted.level,
    )


def _managed(session: Session, actor: Actor, organisation_id: UUID) -> Organisation:
    """The agency, for its own people and for staff who run editions."""
    organisation = get_organisation(session, actor, organisation_id, lock=True)
    _check_manages(actor, organisation)
    return organisation


def set_member_level(
    session: Session,
    actor: Actor,
    organisation_id: UUID,
    user_id: UUID,
    level: Level,
    now: datetime,
) -> Found:
    """Say what a member does with the agency's entries by default.

    Refusals: 404 for a stranger, `managers_only` (403), `last_manager` (409).
    """
    organisation = _managed(session, actor, organisation_id)
    grant = find_grant(session, user_id, Role.entrant, Scope.organisation, organisation.id)
    if grant is None:
        raise not_found()
    if level is not Level.manage:
        _check_other_managers(members_of(session, [organisation.id])[organisation.id], user_id)
    grant.level = level.value
    session.flush()  # the members are read again
    record(
        session,
        actor,
        "set_member_level",
        now,
        organisation.id,
        user_id=str(user_id),
        level=level.value,
    )
    return all_members(session, organisation, now)


def _check_other_managers(members: list[MemberRow], user_id: UUID) -> None:
    managers = {
        row.user.id for row in members if row.level is Level.manage and row.user.disabled_at is None
    }
    check_another_manager(managers - {user_id}, among=managers, user_id=user_id)


def remove_member(
    session: Session, actor: Actor, organisation_id: UUID, user_id: UUID, now: datetime
) -> Any:
    """Take a person's right to enter for an agency, or leave it; all that they wrote stays theirs.

    Refusals: 404 for a stranger, `managers_only` (403), `last_member`, `last_manager` (409).
    """
    if user_id == actor.user_id:
        organisation = get_organisation(session, actor, organisation_id, lock=True)
    else:
        organisation = _managed(session, actor, organisation_id)
    members = members_of(session, [organisation.id])[organisation.id]
    if user_id not in {row.user.id for row in members}:
        raise not_found()
    check_other_members(members, by_staff=can_edit(actor))
    if not can_edit(actor):
        _check_other_managers(members, user_id)
    accounts.remove_grant(
        session, actor, user_id, Role.entrant, Scope.organisation, organisation.id, now
    )
    record(session, actor, "remove_member", now, organisation.id, user_id=str(user_id))
