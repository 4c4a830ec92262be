"""Jurors of an edition from a sheet: planned and shown first, then all or nothing."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

import rfc8785
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Category, Edition
from app.editions.queries import staff_edition
from app.judging.panels.import_schemas import (
    CategoryColumn,
    JurorForm,
    JurorImport,
    JurorPlan,
    JurorRow,
    JurorSheet,
    JurorStep,
    PanelName,
)
from app.judging.panels.models import Juror, Panel, PanelMember
from app.judging.panels.profile_service import (
    agencies_by_name,
    agency_named,
    columns,
    write_profile,
)
from app.judging.panels.queries import enters, staff_among
from app.judging.panels.rules import (
    JurorState,
    check_on_jury,
    entrant_cannot_judge,
    staff_cannot_judge,
)
from app.judging.panels.schemas import JurorIn
from app.judging.panels.service import invite_juror
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundState
from app.kit.arabic import fold
from app.kit.errors import N_, Refusal
from app.kit.ids import uuid7
from app.organisations.import_schemas import problem


def import_form(session: Session, actor: Actor, edition_id: UUID) -> JurorForm:
    """What the sheet of an edition asks: its categories and its panels are among the columns."""
    edition = staff_edition(session, actor, edition_id)
    categories = session.execute(
        select(Category.id, Category.code, Category.name_ar, Category.name_en)
        .where(Category.edition_id == edition.id)
        .order_by(Category.position, Category.id)
    )
    panels = session.execute(
        select(Panel, Round)
        .join(Round, Round.id == Panel.round_id)
        .where(Round.edition_id == edition.id, Round.state != RoundState.closed)
        .order_by(Round.number, Panel.id)
    )
    return JurorForm(
        edition.id,
        tuple(CategoryColumn(*row) for row in categories),
        tuple(_panel_name(panel, round_) for panel, round_ in panels),
    )


def _panel_name(panel: Panel, round_: Round) -> PanelName:
    names = (panel.name_ar, panel.name_en, round_.name_ar, round_.name_en, str(round_.number))
    return PanelName(
        panel.id, frozenset(fold(one) for one in names if one), panel.name_ar, panel.name_en
    )


def plan_jurors(
    session: Session, actor: Actor, edition_id: UUID, sheet: JurorSheet, now: datetime
) -> JurorPlan:
    """What this file would do now; nothing is written."""
    return _plan(session, staff_edition(session, actor, edition_id), sheet, now)


def _plan(session: Session, edition: Edition, sheet: JurorSheet, now: datetime) -> JurorPlan:
    jurors = session.scalars(select(Juror).where(Juror.edition_id == edition.id)).all()
    known = {juror.email: juror for juror in jurors}
    seats = {
        (row[0], row[1])
        for row in session.execute(
            select(PanelMember.panel_id, PanelMember.juror_id).where(
                PanelMember.panel_id.in_([one.id for one in sheet.form.panels])
            )
        )
    }
    emails = sorted({row.juror.email for row in sheet.rows if row.juror.email not in known})
    staff = staff_among(session, edition, emails, now)
    entrants = _entrants(session, edition, emails)
    names: dict[str, set[str]] = defaultdict(set)
    people: list[Juror | JurorIn] = [*jurors, *(row.juror for row in sheet.rows)]
    for one in people:
        for name in {fold(one.name_ar), fold(one.name_en)} - {""}:
            names[name].add(one.email)
    problems = list(sheet.problems)
    twice = {one.facts["loc"][1] for one in problems}
    steps = []
    for row in sheet.rows:
        juror = known.get(row.juror.email)
        wrong = _row_problems(row, juror, staff, entrants)
        problems += wrong
        if wrong or row.number in twice:
            continue  # promises nothing
        same = names[fold(row.juror.name_ar)] | names.get(fold(row.juror.name_en), set())
        steps.append(
            JurorStep(
                row=row,
                act="create" if juror is None else "known",
                juror_id=None if juror is None else juror.id,
                joins=tuple(
                    one for one in row.panels if juror is None or (one, juror.id) not in seats
                ),
                namesakes=tuple(sorted(same - {row.juror.email})),
            )
        )
    problems.sort(key=lambda one: one.facts["loc"][1])
    plan = JurorPlan(sheet, "", steps, problems)
    shown = JurorImport.of(plan, "ar", applied=False)
    document: dict[str, Any] = {
        "file": sheet.sha256,
        "steps": [one.model_dump(mode="json") for one in shown.items],
        "problems": len(problems),
    }
    return JurorPlan(sheet, hashlib.sha256(rfc8785.dumps(document)).hexdigest(), steps, problems)


def _entrants(session: Session, edition: Edition, emails: list[str]) -> set[str]:
    """Those of these addresses whose people work on an entry; asked of the few who have an account."""
    users = session.execute(select(User.id, User.email).where(User.email.in_(emails)))
    return {email for user_id, email in users.all() if enters(session, edition, user_id)}


def _row_problems(
    row: JurorRow, juror: Juror | None, staff: set[str], entrants: set[str]
) -> list[Refusal]:
    found: list[tuple[Refusal, str]] = []
    if juror is not None and row.panels:
        try:
            check_on_jury(JurorState(juror.state))
        except Refusal as why:
            found.append((why, "panel"))
    if row.juror.email in staff:
        found.append((staff_cannot_judge(), "email"))
    elif row.juror.email in entrants:
        found.append((entrant_cannot_judge(), "email"))
    return [problem(why.code, why.sentence, row.number, column) for why, column in found]


def import_jurors(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    sheet: JurorSheet,
    plan_hash: str | None,
    invite: bool,
    now: datetime,
) -> JurorPlan:
    """Carry out the plan that was shown, all of it or nothing; with `invite` the new are invited.

    Who is known by their address stays as they are, and joins the panels that the file names.
    Refusals: `import_invalid` (422) with every problem, `plan_stale` (409) when the file or the
    world is not what was shown.
    """
    edition = staff_edition(session, actor, edition_id, lock=True)
    if import_form(session, actor, edition_id) != sheet.form:
        raise _stale("")
    plan = _plan(session, edition, sheet, now)
    if plan.problems:
        raise Refusal(
            "import_invalid",
            N_("في الملف ما يجب تصحيحه. لم يُحفظ شيء منه."),
            status=422,
            errors=plan.problems,
        )
    if plan.plan_hash != plan_hash:
        raise _stale(plan.plan_hash)
    agencies = agencies_by_name(session)
    created: list[UUID] = []
    members: list[dict[str, UUID]] = []
    for step in plan.steps:
        wanted = step.row.juror
        juror_id = step.juror_id
        if juror_id is None:
            juror_id = uuid7()
            juror = Juror(
                id=juror_id,
                edition_id=edition.id,
                state=JurorState.invited.value,
                created_at=now,
            )
            employer = agency_named(agencies, wanted.employer_ar, wanted.employer_en)
            values = columns(wanted) | {"origin": wanted.origin.value, "employer_id": employer}
            write_profile(session, juror, values, wanted.expertise)
            session.add(juror)
            created.append(juror_id)
        members += [{"panel_id": panel, "juror_id": juror_id} for panel in step.joins]
    session.flush()  # the members refer to the jurors by bare inserts
    _join(session, members)
    audit.record(
        session,
        actor,
        "import_jurors",
        now,
        subject=("edition", edition.id),
        edition_id=edition.id,
        file_sha256=sheet.sha256,
        rows=sheet.count,
        created=len(created),
        invited=len(created) if invite else 0,
        members=len(members),
    )
    if invite:
        for juror_id in created:
            invite_juror(session, actor, juror_id, now)
    return plan


def _stale(plan_hash: str) -> Refusal:
    return Refusal(
        "plan_stale",
        N_("تغيّر الملف أو البيانات بعد المعاينة. راجع المعاينة من جديد ثم نفّذ."),
        plan_hash=plan_hash,
    )


def _join(session: Session, members: list[dict[str, UUID]]) -> None:
    if not members:
        return
    session.execute(insert(PanelMember), members)
    panels = session.scalars(
        select(Panel)
        .where(Panel.id.in_({one["panel_id"] for one in members}))
        .order_by(Panel.id)
        .with_for_update()
    )
    for panel in panels:
        panel.version += 1
