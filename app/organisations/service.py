"""The verbs of agencies: registering, approving, refusing, changing; and of domain rules."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.accounts.models import User
from app.accounts.queries import get_user
from app.actor import Actor, Role, Scope
from app.audit import service as audit
from app.kit.errors import N_, invalid, not_found
from app.kit.versions import Put, apply, check_version, same
from app.notifications.service import post
from app.organisations.member_schemas import EntrantOrganisation, OwnRow
from app.organisations.models import DomainRule, Organisation
from app.organisations.queries import (
    deciders,
    get_organisation,
    members_of,
    own_ids,
    rule_for,
    staff_row,
)
from app.organisations.rules import (
    Status,
    check_approvable,
    check_changeable,
    check_may_edit,
    check_may_rule_domains,
    check_open_requests,
    check_refusable,
    domain_of,
    folded,
)
from app.organisations.schemas import (
    DomainRuleIn,
    OrganisationDraft,
    OrganisationIn,
    RefusalIn,
    StaffOrganisation,
    StaffRow,
    columns,
)


def record(
    session: Session, actor: Actor, act: str, now: datetime, organisation_id: UUID, **facts: Any
) -> None:
    """Write an act on an agency."""
    audit.record(session, actor, act, now, subject=("organisation", organisation_id), **facts)


# ---------------------------------------------------------------- by its own people


def create(
    session: Session,
    by: User,
    organisation_id: UUID,
    wanted: OrganisationDraft,
    now: datetime,
) -> Organisation:
    """Make a waiting agency whose first member is `by`."""
    organisation = Organisation(
        id=organisation_id,
        folded_name=folded(wanted.name_ar, wanted.name_en),
        email_domain=domain_of(by.email),
        status=Status.pending.value,
        registered_by=by.id,
        created_at=now,
        is_demo=by.is_demo,
        **columns(wanted),
    )
    session.add(organisation)
    session.flush()  # the answer reads the defaults
    accounts.add_grant(
        session,
        Actor(user_id=by.id),
        by.id,
        Role.entrant,
        Scope.organisation,
        organisation.id,
        now,
    )
    return organisation


def register_organisation(
    session: Session,
    actor: Actor,
    organisation_id: UUID,
    wanted: OrganisationDraft,
    condition: str | None,
    now: datetime,
) -> Put[OwnRow]:
    """Register an agency as a signed-in person, or correct one until it is approved.

    Correcting a refused one sends it to the organiser again.
    """
    known = session.scalar(select(exists().where(Organisation.id == organisation_id)))
    if not known:
        _check_few_waiting(session, actor)
        user = get_user(session, actor.id)
        organisation = create(session, user, organisation_id, wanted, now)
        settle(session, actor, organisation, user, now)
    else:
        if organisation_id not in own_ids(actor):
            raise not_found()
        organisation = get_organisation(session, actor, organisation_id, lock=True)
        values = columns(wanted)
        if same(organisation, values):
            return Put(own_row(session, organisation), created=False)
        check_version(
            organisation.version,
            condition,
            lambda: EntrantOrganisation.of(own_row(session, organisation)),
        )
        check_changeable(Status(organisation.status))
        apply(organisation, values)
        organisation.folded_name = folded(wanted.name_ar, wanted.name_en)
        organisation.status, organisation.status_reason = Status.pending.value, ""
        organisation.decided_by = organisation.decided_at = None
        organisation.version += 1
        settle(session, actor, organisation, get_user(session, actor.id), now)
    record(session, actor, "register_organisation", now, organisation.id)
    return Put(own_row(session, organisation), created=not known)


def _check_few_waiting(session: Session, actor: Actor) -> None:
    waiting = session.scalar(
        select(func.count())
        .select_from(Organisation)
        .where(Organisation.registered_by == actor.id, Organisation.status == Status.pending)
    )
    check_open_requests(waiting or 0)


def own_row(session: Session, organisation: Organisation) -> OwnRow:
    """An agency as its own people see it right after they changed it."""
    session.flush()  # its members are read below
    members = members_of(session, [organisation.id])[organisation.id]
    return OwnRow(organisation, members, [], [])


def settle(
    session: Session, actor: Actor, organisation: Organisation, user: User, now: datetime
) -> None:
    """Now that the registrant's address is proven: a domain rule approves, or people are told.

    Nothing happens for an unproven address, so that it links nobody to an agency.
    """
    if organisation.status != Status.pending or user.email_confirmed_at is None:
        return
    rule = rule_for(session, user.email)
    if rule is not None:
        organisation.status = Status.approved.value
        organisation.decided_at = now
        organisation.version += 1
        record(session, actor, "approve_organisation", now, organisation.id, rule=rule.domain)
        return
    for decider in deciders(session):
        tell(
            session,
            "organisation_pending",
            decider,
            organisation,
            now,
            dedupe=f"organisation_pending:{organisation.id}:{organisation.version}:{decider.id}",
            by_ar=user.name_ar,
            by_en=user.name_en,
        )


def tell(
    session: Session,
    template: str,
    user: User,
    organisation: Organisation,
    now: datetime,
    *,
    dedupe: str | None = None,
    by_ar: str = "",
    by_en: str = "",
    **facts: Any,
) -> None:
    """Mail a person about an agency in their language."""
    post(
        session,
        template,
        to_email=user.email,
        language=user.language,
        facts={
            "name": accounts.in_language(user.language, user.name_ar, user.name_en),
            "organisation": accounts.in_language(
                user.language, organisation.name_ar, organisation.name_en
            ),
            "by_name": accounts.in_language(user.language, by_ar, by_en),
            **facts,
        },
        now=now,
        user_id=user.id,
        dedupe_key=dedupe,
    )


# ---------------------------------------------------------------- by staff


def put_organisation(
    session: Session,
    actor: Actor,
    organisation_id: UUID,
    wanted: OrganisationIn,
    condition: str | None,
    now: datetime,
    *,
    is_demo: bool = False,
) -> Put[StaffRow]:
    """Create an agency, approved at once, or change one."""
    check_may_edit(actor)
    known = session.scalar(select(exists().where(Organisation.id == organisation_id)))
    values = columns(wanted)
    if not known:
        organisation = Organisation(
            id=organisation_id,
            folded_name=folded(wanted.name_ar, wanted.name_en),
            status=Status.approved.value,
            decided_by=actor.user_id,
            decided_at=now,
            created_at=now,
            is_demo=is_demo,
            **values,
        )
        session.add(organisation)
        session.flush()  # the answer reads the defaults
        changed = sorted(values)
    else:
        organisation = get_organisation(session, actor, organisation_id, lock=True)
        if same(organisation, values):
            return Put(staff_row(session, organisation), created=False)
        check_version(
            organisation.version,
            condition,
            lambda: StaffOrganisation.of(staff_row(session, organisation)),
        )
        changed = apply(organisation, values)
        organisation.folded_name = folded(wanted.name_ar, wanted.name_en)
        organisation.version += 1
    record(session, actor, "put_organisation", now, organisation.id, changed=changed)
    return Put(staff_row(session, organisation), created=not known)


def approve_organisation(
    session: Session, actor: Actor, organisation_id: UUID, now: datetime
) -> StaffRow:
    """Let an agency submit entries, and tell its people."""
    check_may_edit(actor)
    organisation = get_organisation(session, actor, organisation_id, lock=True)
    check_approvable(Status(organisation.status))
    _decide(organisation, actor, Status.approved, "", now)
    for member, *_ in members_of(session, [organisation.id])[organisation.id]:
        tell(session, "organisation_approved", member, organisation, now)
    record(session, actor, "approve_organisation", now, organisation.id)
    return staff_row(session, organisation)


def refuse_organisation(
    session: Session, actor: Actor, organisation_id: UUID, wanted: RefusalIn, now: datetime
) -> StaffRow:
    """Refuse a waiting agency with a reason that its people read."""
    check_may_edit(actor)
    organisation = get_organisation(session, actor, organisation_id, lock=True)
    check_refusable(Status(organisation.status))
    _decide(organisation, actor, Status.refused, wanted.reason, now)
    for member, *_ in members_of(session, [organisation.id])[organisation.id]:
        tell(session, "organisation_refused", member, organisation, now, reason=wanted.reason)
    record(session, actor, "refuse_organisation", now, organisation.id, reason=wanted.reason)
    return staff_row(session, organisation)


def _decide(
    organisation: Organisation, actor: Actor, status: Status, reason: str, now: datetime
) -> None:
    organisation.status, organisation.status_reason = status.value, reason
    organisation.decided_by, organisation.decided_at = actor.user_id, now
    organisation.version += 1


# ---------------------------------------------------------------- domain rules


def put_domain_rule(
    session: Session, actor: Actor, rule_id: UUID, wanted: DomainRuleIn, now: datetime
) -> Put[DomainRule]:
    """Approve registrations from a domain, and those below it, without a person's decision."""
    check_may_rule_domains(actor)
    rule = session.get(DomainRule, rule_id)
    if rule is not None and rule.domain == wanted.domain:
        return Put(rule, created=False)
    if rule is not None or session.scalar(
        select(exists().where(DomainRule.domain == wanted.domain))
    ):
        raise invalid(
            "domain_taken", N_("لهذا النطاق قاعدة من قبل."), "domain", value=wanted.domain
        )
    rule = DomainRule(id=rule_id, domain=wanted.domain, added_by=actor.user_id, added_at=now)
    session.add(rule)
    audit.record(
        session,
        actor,
        "put_domain_rule",
        now,
        subject=("domain_rule", rule_id),
        domain=wanted.domain,
    )
    return Put(rule, created=True)


def delete_domain_rule(session: Session, actor: Actor, rule_id: UUID, now: datetime) -> None:
    """Take a rule back; what it approved stays approved."""
    check_may_rule_domains(actor)
    rule = session.get(DomainRule, rule_id, with_for_update=True)
    if rule is None:
        raise not_found()
    session.delete(rule)
    audit.record(
        session,
        actor,
        "delete_domain_rule",
        now,
        subject=("domain_rule", rule_id),
        domain=rule.domain,
    )
