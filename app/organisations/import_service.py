"""Importing agencies and members from a sheet: planned and shown first, then all or nothing."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

import rfc8785
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.accounts.models import Grant, User
from app.actor import Actor, Role, Scope
from app.audit import service as audit
from app.kit.arabic import fold
from app.kit.errors import N_, Refusal
from app.kit.ids import uuid7
from app.organisations.import_schemas import (
    ImportStep,
    MemberAction,
    Plan,
    Sheet,
    SheetRow,
    Step,
    problem,
)
from app.organisations.member_service import send_invitation
from app.organisations.models import Organisation
from app.organisations.rules import Status, check_may_edit, folded
from app.organisations.schemas import columns

CHUNK = 500


def check_may_import(_session: Session, actor: Actor) -> None:
    """Refuse before the file is read."""
    check_may_edit(actor)


def plan_import(session: Session, actor: Actor, sheet: Sheet) -> Plan:
    """What this file would do now; nothing is written."""
    check_may_edit(actor)
    known = _known(session)
    users = _users(session, sheet)
    members = _members(session, users)
    problems = list(sheet.problems)
    steps = []
    for row in sheet.rows:
        organisation = known.get(row.key)
        user = users.get(row.member.email) if row.member else None
        problems += _row_problems(row, organisation, user)
        steps.append(
            Step(
                row=row,
                organisation_id=organisation[0] if organisation else None,
                organisation="known" if organisation else "create",
                member=_member_action(row, organisation, user, members),
                user_id=user[0] if user else None,
            )
        )
    problems.sort(key=lambda one: one.facts["loc"][1])
    document: dict[str, Any] = {
        "file": sheet.sha256,
        "steps": [ImportStep.of(step).model_dump(mode="json") for step in steps],
        "problems": len(problems),
    }
    return Plan(sheet, hashlib.sha256(rfc8785.dumps(document)).hexdigest(), steps, problems)


def _known(session: Session) -> dict[str, tuple[UUID, str]]:
    """Agencies by folded Arabic name: (id, status), an approved one before its namesakes."""
    rows = session.execute(
        select(Organisation.name_ar, Organisation.id, Organisation.status).order_by(
            (Organisation.status == Status.approved).asc(), Organisation.id.desc()
        )
    )
    return {fold(name): (key, status) for name, key, status in rows}


def _users(session: Session, sheet: Sheet) -> dict[str, tuple[UUID, bool]]:
    """Users by e-mail: (id, whether disabled)."""
    emails = sorted({row.member.email for row in sheet.rows if row.member})
    found: dict[str, tuple[UUID, bool]] = {}
    for start in range(0, len(emails), CHUNK):
        rows = session.execute(
            select(User.email, User.id, User.disabled_at).where(
                User.email.in_(emails[start : start + CHUNK])
            )
        )
        found |= {email: (key, disabled is not None) for email, key, disabled in rows}
    return found


def _members(session: Session, users: dict[str, tuple[UUID, bool]]) -> defaultdict[UUID, set[UUID]]:
    """Who of these users enters for which agency: user ids by agency."""
    ids = [key for key, _ in users.values()]
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for start in range(0, len(ids), CHUNK):
        rows = session.execute(
            select(Grant.scope_id, Grant.user_id).where(
                Grant.user_id.in_(ids[start : start + CHUNK]),
                Grant.role == Role.entrant,
                Grant.scope_kind == Scope.organisation,
            )
        )
        for organisation_id, user_id in rows:
            if organisation_id is not None:
                found[organisation_id].add(user_id)
    return found


def _row_problems(
    row: SheetRow, organisation: tuple[UUID, str] | None, user: tuple[UUID, bool] | None
) -> list[Refusal]:
    found = []
    if organisation is not None and organisation[1] == Status.refused:
        found.append(
            problem(
                "organisation_refused",
                N_("رُفضت هذه الجهة من قبل. اعتمدها أولًا أو احذف الصف."),
                row.number,
                "name_ar",
            )
        )
    if user is not None and user[1]:
        found.append(
            problem("user_disabled", N_("حساب هذا العضو موقوف."), row.number, "member_email")
        )
    return found


def _member_action(
    row: SheetRow,
    organisation: tuple[UUID, str] | None,
    user: tuple[UUID, bool] | None,
    members: defaultdict[UUID, set[UUID]],
) -> MemberAction:
    if row.member is None:
        return "none"
    if user is None:
        return "invite"
    return "known" if organisation and user[0] in members[organisation[0]] else "add"


def import_organisations(
    session: Session, actor: Actor, sheet: Sheet, plan_hash: str | None, now: datetime
) -> Plan:
    """Carry out the plan that was shown, all of it or nothing.

    Refusals: `import_invalid` (422) with every problem, `plan_stale` (409) when the file or the
    world is not what was shown.
    """
    plan = plan_import(session, actor, sheet)
    if plan.problems:
        raise Refusal(
            "import_invalid",
            N_("في الملف ما يجب تصحيحه. لم يُحفظ شيء منه."),
            status=422,
            errors=plan.problems,
        )
    if plan.plan_hash != plan_hash:
        raise Refusal(
            "plan_stale",
            N_("تغيّر الملف أو البيانات بعد المعاينة. راجع المعاينة من جديد ثم نفّذ."),
            plan_hash=plan.plan_hash,
        )
    ids = _create(session, actor, plan, now)
    organisations = {
        row.id: row
        for row in session.scalars(
            select(Organisation).where(
                Organisation.id.in_({ids[step.row.key] for step in plan.steps if step.row.member})
            )
        )
    }
    for step in plan.steps:
        organisation_id = ids[step.row.key]
        if step.member == "add" and step.user_id is not None:
            accounts.add_grant(
                session,
                actor,
                step.user_id,
                Role.entrant,
                Scope.organisation,
                organisation_id,
                now,
            )
        elif step.member == "invite" and step.row.member is not None:
            send_invitation(session, actor, organisations[organisation_id], step.row.member, now)
    audit.record(
        session,
        actor,
        "import_organisations",
        now,
        subject=("organisation", None),
        file_sha256=sheet.sha256,
        rows=sheet.count,
        created=len({step.row.key for step in plan.steps if step.organisation == "create"}),
        invited=sum(step.member == "invite" for step in plan.steps),
        added=sum(step.member == "add" for step in plan.steps),
    )
    return plan


def _create(session: Session, actor: Actor, plan: Plan, now: datetime) -> dict[str, UUID]:
    """Insert the new agencies, approved; the ids of all by key."""
    ids: dict[str, UUID] = {}
    new = []
    for step in plan.steps:
        if step.row.key in ids:
            continue
        ids[step.row.key] = step.organisation_id or uuid7()
        if step.organisation == "create":
            wanted = step.row.organisation
            new.append(
                {
                    "id": ids[step.row.key],
                    "folded_name": folded(wanted.name_ar, wanted.name_en),
                    "status": Status.approved.value,
                    "decided_by": actor.user_id,
                    "decided_at": now,
                    "created_at": now,
                    **columns(wanted),
                }
            )
    if new:
        session.execute(insert(Organisation), new)
    return ids
