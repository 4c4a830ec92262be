"""Reading agencies, their members, requests to join and domain rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from app.accounts.models import Grant, Invitation, User
from app.actor import Actor, Level, Role, Scope
from app.kit.arabic import fold
from app.kit.errors import not_found
from app.kit.paging import InWords, PageParams, paginate
from app.organisations.member_schemas import MemberRow, OwnRow
from app.organisations.models import DomainRule, MembershipRequest, Organisation
from app.organisations.rules import (
    Kind,
    RequestState,
    Status,
    can_read,
    check_may_rule_domains,
    domain_of,
    most_similar,
)
from app.organisations.schemas import StaffRow

CANDIDATES = 300  # names that are compared one by one
MOST_LETTERS = 300


def visible_to(actor: Actor) -> Select[Organisation]:
    """Agencies that the actor may see: all for staff who look after them, one's own for the rest."""
    base = select(Organisation)
    if actor.system or can_read(actor):
        return base.where(true())
    return base.where(Organisation.id.in_(actor.scopes(Scope.organisation, Role.entrant)))


def get_organisation(
    session: Session, actor: Actor, organisation_id: UUID, *, lock: bool = False
) -> Organisation:
    """The agency, or 404 if the actor may not see it. `lock` takes the row's lock."""
    wanted = visible_to(actor).where(Organisation.id == organisation_id)
    if lock:
        wanted = wanted.with_for_update(key_share=True).execution_options(populate_existing=True)
    organisation = session.scalars(wanted).one_or_none()
    if organisation is None:
        raise not_found()
    return organisation


# ---------------------------------------------------------------- for everyone


def find_similar_organisations(session: Session, _actor: Actor, name: str) -> list[Organisation]:
    """Approved agencies whose names are like this one, at most five; public."""
    return similar(
        session, name, select(Organisation).where(Organisation.status == Status.approved)
    )


def similar(session: Session, name: str, among: Select[Organisation]) -> list[Organisation]:
    """Of `among` those whose names are most like `name`."""
    words = sorted({word for word in fold(name[:MOST_LETTERS]).split() if len(word) > 2}, key=len)
    if not words:
        return []
    # The longest words tell names apart; an article may stand on one side only.
    needles = [word.removeprefix("ال") for word in words[-4:]]
    rows = session.scalars(
        among.where(
            or_(*(Organisation.folded_name.contains(word, autoescape=True) for word in needles))
        )
        .order_by(Organisation.folded_name, Organisation.id)
        .limit(CANDIDATES)
    ).all()
    by_id = {row.id: row for row in rows}
    alike = most_similar(name, [(row.id, row.folded_name) for row in rows])
    return [by_id[key] for key in by_id if key in alike]


# ---------------------------------------------------------------- for staff


def list_organisations(
    session: Session,
    actor: Actor,
    params: PageParams,
    status: Status | None = None,
    kind: Kind | None = None,
) -> tuple[list[StaffRow], int]:
    """Agencies with their number of members and who registered them."""
    members = (
        select(Grant.scope_id, func.count().label("members"))
        .where(Grant.role == Role.entrant, Grant.scope_kind == Scope.organisation)
        .group_by(Grant.scope_id)
        .subquery()
    )
    registrant = aliased(User)
    wanted = (
        visible_to(actor)
        .outerjoin(members, members.c.scope_id == Organisation.id)
        .outerjoin(registrant, registrant.id == Organisation.registered_by)
        .add_columns(func.coalesce(members.c.members, 0), registrant)
    )
    if status is not None:
        wanted = wanted.where(Organisation.status == status)
    if kind is not None:
        wanted = wanted.where(Organisation.kind == kind)
    rows, total = paginate(
        session,
        wanted,
        params,
        sorts={
            "name": InWords(Organisation.folded_name, Organisation.name_en),
            "name_en": Organisation.name_en,
            "status": Organisation.status,
            "kind": Organisation.kind,
            "city": Organisation.city,
            "members": func.coalesce(members.c.members, 0),
            "created_at": Organisation.created_at,
        },
        default_sort="name",
        tiebreak=Organisation.id,
        search=(Organisation.folded_name, Organisation.email_domain),
    )
    return [StaffRow(*row) for row in rows], total


def staff_row(session: Session, organisation: Organisation) -> StaffRow:
    """One agency as a staff list shows it."""
    count = session.scalar(
        select(func.count())
        .select_from(Grant)
        .where(
            Grant.role == Role.entrant,
            Grant.scope_kind == Scope.organisation,
            Grant.scope_id == organisation.id,
        )
    )
    by = organisation.registered_by
    return StaffRow(organisation, count or 0, session.get(User, by) if by else None)


def show_organisation(
    session: Session, actor: Actor, organisation_id: UUID
) -> tuple[StaffRow, list[Organisation]]:
    """An agency, and those that it may be the same as."""
    organisation = get_organisation(session, actor, organisation_id)
    others = select(Organisation).where(
        Organisation.id != organisation.id, Organisation.status != Status.refused
    )
    return staff_row(session, organisation), similar(session, organisation.name_ar, others)


def list_membership_requests(
    session: Session,
    actor: Actor,
    params: PageParams,
    state: RequestState | None = None,
    organisation_id: UUID | None = None,
) -> tuple[list[tuple[MembershipRequest, Organisation, User]], int]:
    """Requests to join the agencies that the actor may see, of people whose e-mail is proven."""
    seen = visible_to(actor).with_only_columns(Organisation.id)
    wanted = (
        select(MembershipRequest, Organisation, User)
        .join(Organisation, Organisation.id == MembershipRequest.organisation_id)
        .join(User, User.id == MembershipRequest.user_id)
        .where(Organisation.id.in_(seen), User.email_confirmed_at.is_not(None))
    )
    if state is not None:
        wanted = wanted.where(MembershipRequest.state == state)
    if organisation_id is not None:
        wanted = wanted.where(MembershipRequest.organisation_id == organisation_id)
    return paginate(
        session,
        wanted,
        params,
        sorts={
            "requested_at": MembershipRequest.requested_at,
            "organisation": InWords(Organisation.folded_name, Organisation.name_en),
            "name": InWords(User.folded_name, User.name_en),
        },
        default_sort="requested_at",
        tiebreak=MembershipRequest.id,
        search=(Organisation.folded_name, User.folded_name, User.email),
    )


def deciders(session: Session) -> list[User]:
    """Who is told that an agency waits: organisers of the instance, or else every organiser."""
    rows = session.execute(
        select(User, Grant.scope_kind)
        .join(Grant, Grant.user_id == User.id)
        .where(Grant.role == Role.organiser, User.disabled_at.is_(None))
        .order_by(User.id)
    ).all()
    chiefs = {user.id: user for user, kind in rows if kind == Scope.instance}
    return list((chiefs or {user.id: user for user, _ in rows}).values())


# ---------------------------------------------------------------- members


def members_of(session: Session, ids: Iterable[UUID]) -> dict[UUID, list[MemberRow]]:
    """The members of these agencies, each with when they joined and their level, by name."""
    found: dict[UUID, list[MemberRow]] = defaultdict(list)
    rows = session.execute(
        select(Grant.scope_id, User, Grant.granted_at, Grant.level)
        .join(User, User.id == Grant.user_id)
        .where(
            Grant.role == Role.entrant,
            Grant.scope_kind == Scope.organisation,
            Grant.scope_id.in_(list(ids)),
        )
        .order_by(User.folded_name, User.id)
    )
    for organisation_id, user, since, level in rows:
        if organisation_id is not None:
            found[organisation_id].append(MemberRow(user, since, Level(level)))
    return found


def open_invitations(
    session: Session, ids: Iterable[UUID], now: datetime
) -> dict[UUID, list[Invitation]]:
    """Invitations to these agencies that may still be accepted, newest first."""
    found: dict[UUID, list[Invitation]] = defaultdict(list)
    for row in session.scalars(
        select(Invitation)
        .where(
            Invitation.role == Role.entrant,
            Invitation.scope_kind == Scope.organisation,
            Invitation.scope_id.in_(list(ids)),
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > now,
        )
        .order_by(Invitation.created_at.desc(), Invitation.id)
    ):
        if row.scope_id is not None:
            found[row.scope_id].append(row)
    return found


def list_members(
    session: Session, actor: Actor, organisation_id: UUID, params: PageParams, now: datetime
) -> tuple[list[MemberRow], int, list[Invitation]]:
    """Who enters for an agency, for staff and for its own people; with the open invitations."""
    organisation = get_organisation(session, actor, organisation_id)
    rows, total = paginate(
        session,
        select(User, Grant.granted_at, Grant.level)
        .join(Grant, Grant.user_id == User.id)
        .where(
            Grant.role == Role.entrant,
            Grant.scope_kind == Scope.organisation,
            Grant.scope_id == organisation.id,
        ),
        params,
        sorts={
            "name": InWords(User.folded_name, User.name_en),
            "email": User.email,
            "since": Grant.granted_at,
        },
        default_sort="name",
        tiebreak=User.id,
        search=(User.folded_name, User.email),
    )
    members = [MemberRow(user, since, Level(level)) for user, since, level in rows]
    return members, total, open_invitations(session, [organisation.id], now)[organisation.id]


def all_members(
    session: Session, organisation: Organisation, now: datetime
) -> tuple[list[MemberRow], list[Invitation]]:
    """All of an agency's people, after one of them came, went or was given another level."""
    return (
        members_of(session, [organisation.id])[organisation.id],
        open_invitations(session, [organisation.id], now)[organisation.id],
    )


# ---------------------------------------------------------------- for its own people


def own_ids(actor: Actor) -> frozenset[UUID]:
    """The agencies that the actor enters for."""
    return actor.scopes(Scope.organisation, Role.entrant)


def own_organisations(
    session: Session, actor: Actor, now: datetime
) -> tuple[list[OwnRow], list[tuple[MembershipRequest, Organisation]]]:
    """The actor's agencies with their people, and the actor's requests that were not approved."""
    rows = session.scalars(
        select(Organisation)
        .where(Organisation.id.in_(own_ids(actor)))
        .order_by(Organisation.folded_name, Organisation.id)
    ).all()
    ids = [row.id for row in rows]
    members = members_of(session, ids)
    invited = open_invitations(session, ids, now)
    asked: dict[UUID, list[tuple[MembershipRequest, Organisation, User]]] = defaultdict(list)
    for request, organisation, user in session.execute(
        select(MembershipRequest, Organisation, User)
        .join(Organisation, Organisation.id == MembershipRequest.organisation_id)
        .join(User, User.id == MembershipRequest.user_id)
        .where(
            MembershipRequest.organisation_id.in_(ids),
            MembershipRequest.state == RequestState.pending,
            User.email_confirmed_at.is_not(None),
        )
        .order_by(MembershipRequest.requested_at, MembershipRequest.id)
    ):
        asked[organisation.id].append((request, organisation, user))
    own = session.execute(
        select(MembershipRequest, Organisation)
        .join(Organisation, Organisation.id == MembershipRequest.organisation_id)
        .where(
            MembershipRequest.user_id == actor.id,
            MembershipRequest.state != RequestState.approved,
        )
        .order_by(MembershipRequest.requested_at, MembershipRequest.id)
    )
    return (
        [OwnRow(row, members[row.id], invited[row.id], asked[row.id]) for row in rows],
        [(request, organisation) for request, organisation in own],
    )


# ---------------------------------------------------------------- domain rules


def list_domain_rules(
    session: Session, actor: Actor, params: PageParams
) -> tuple[list[DomainRule], int]:
    """The domains whose confirmed addresses need no approval."""
    check_may_rule_domains(actor)
    return paginate(
        session,
        select(DomainRule),
        params,
        sorts={"domain": DomainRule.domain, "added_at": DomainRule.added_at},
        default_sort="domain",
        tiebreak=DomainRule.id,
        search=(DomainRule.domain,),
    )


def rule_for(session: Session, email: str) -> DomainRule | None:
    """The rule of this address's domain, or of one that contains it."""
    parts = domain_of(email).split(".")
    domains = [".".join(parts[at:]) for at in range(len(parts) - 1)]
    if not domains:
        return None
    return session.scalars(
        select(DomainRule)
        .where(DomainRule.domain.in_(domains))
        .order_by(func.length(DomainRule.domain).desc())
        .limit(1)
    ).one_or_none()
