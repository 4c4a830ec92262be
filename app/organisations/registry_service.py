"""The verbs of an agency's services: keeping them, and importing them from a sheet."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

import rfc8785
from sqlalchemy import exists, insert, select, update
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.kit.arabic import fold
from app.kit.errors import N_, Refusal
from app.kit.ids import uuid7
from app.kit.versions import Put, apply, check_version, same
from app.organisations.import_schemas import problem
from app.organisations.models import Organisation, Service
from app.organisations.queries import get_organisation
from app.organisations.registry_queries import day_of, service_of
from app.organisations.registry_rules import check_launched, check_may_keep
from app.organisations.registry_schemas import (
    ServiceImportStep,
    ServiceIn,
    ServiceOut,
    ServicePlan,
    ServiceRow,
    ServiceSheet,
    ServiceStep,
)


def _kept(session: Session, actor: Actor, organisation_id: UUID) -> Organisation:
    organisation = get_organisation(session, actor, organisation_id)
    check_may_keep(actor, organisation.id)
    return organisation


def put_service(
    session: Session,
    actor: Actor,
    organisation_id: UUID,
    service_id: UUID,
    wanted: ServiceIn,
    condition: str | None,
    now: datetime,
) -> Put[ServiceRow]:
    """Add a service to the agency's registry, or change one."""
    organisation = _kept(session, actor, organisation_id)
    check_launched(wanted.launched_on, day_of(now))
    values = wanted.values()
    known = session.scalar(select(exists().where(Service.id == service_id)))
    if known:
        service = service_of(session, organisation.id, service_id, lock=True)
        shown = ServiceRow(service, day_of(now))
        if same(service, values):
            return Put(shown, created=False)
        check_version(service.version, condition, lambda: ServiceOut.of(shown))
        apply(service, values)
        service.version += 1
    else:
        service = Service(
            id=service_id,
            organisation_id=organisation.id,
            created_by=actor.user_id,
            created_at=now,
            **values,
        )
        session.add(service)
        session.flush()  # the answer reads the defaults
    _record(session, actor, "put_service", now, service_id, organisation.id)
    return Put(ServiceRow(service, day_of(now)), created=not known)


def delete_service(
    session: Session, actor: Actor, organisation_id: UUID, service_id: UUID, now: datetime
) -> None:
    """Take a service off the registry; answers that name it still do."""
    organisation = _kept(session, actor, organisation_id)
    service = service_of(session, organisation.id, service_id, lock=True)
    service.removed_at = now
    _record(session, actor, "delete_service", now, service_id, organisation.id)


def _record(
    session: Session,
    actor: Actor,
    act: str,
    now: datetime,
    service_id: UUID | None,
    organisation_id: UUID,
    **facts: Any,
) -> None:
    audit.record(
        session,
        actor,
        act,
        now,
        subject=("service", service_id),
        organisation_id=str(organisation_id),
        **facts,
    )


# ---------------------------------------------------------------- from a sheet


def check_may_import(session: Session, actor: Actor, organisation_id: UUID) -> None:
    """Refuse before the file is read."""
    _kept(session, actor, organisation_id)


def plan_services(
    session: Session, actor: Actor, organisation_id: UUID, sheet: ServiceSheet, now: datetime
) -> ServicePlan:
    """What this file would do now; nothing is written. Services are known by their Arabic name."""
    organisation = _kept(session, actor, organisation_id)
    known = {
        fold(service.name_ar): service
        for service in session.scalars(
            select(Service)
            .where(Service.organisation_id == organisation.id, Service.removed_at.is_(None))
            .order_by(Service.created_at.desc())
        )
    }
    problems = list(sheet.problems)
    steps = []
    for row in sheet.rows:
        try:
            check_launched(row.wanted.launched_on, day_of(now))
        except Refusal as wrong:
            problems.append(problem(wrong.code, wrong.sentence, row.number, "launched_on"))
        service = known.get(row.key)
        steps.append(
            ServiceStep(
                row,
                service.id if service else None,
                "create"
                if service is None
                else "same"
                if same(service, row.wanted.values())
                else "change",
            )
        )
    problems.sort(key=lambda one: one.facts["loc"][1])
    document: dict[str, Any] = {
        "file": sheet.sha256,
        "organisation": str(organisation.id),
        "steps": [
            ServiceImportStep(
                row=step.row.number, name_ar=step.row.wanted.name_ar, act=step.act
            ).model_dump()
            | {"id": str(step.service_id or "")}
            for step in steps
        ],
        "problems": len(problems),
    }
    return ServicePlan(sheet, hashlib.sha256(rfc8785.dumps(document)).hexdigest(), steps, problems)


def import_services(
    session: Session,
    actor: Actor,
    organisation_id: UUID,
    sheet: ServiceSheet,
    plan_hash: str | None,
    now: datetime,
) -> ServicePlan:
    """Carry out the plan that was shown, all of it or nothing.

    Refusals: `import_invalid` (422) with every problem, `plan_stale` (409).
    """
    plan = plan_services(session, actor, organisation_id, sheet, now)
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
    new = [
        {
            "id": uuid7(),
            "organisation_id": organisation_id,
            "created_by": actor.user_id,
            "created_at": now,
            **step.row.wanted.values(),
        }
        for step in plan.steps
        if step.act == "create"
    ]
    if new:
        session.execute(insert(Service), new)
    changed = [
        {"id": step.service_id, "version": Service.version + 1, **step.row.wanted.values()}
        for step in plan.steps
        if step.act == "change"
    ]
    for values in changed:
        key = values.pop("id")
        session.execute(update(Service).where(Service.id == key).values(**values))
    _record(
        session,
        actor,
        "import_services",
        now,
        None,
        organisation_id,
        file_sha256=sheet.sha256,
        rows=sheet.count,
        created=len(new),
        changed=len(changed),
    )
    return plan
