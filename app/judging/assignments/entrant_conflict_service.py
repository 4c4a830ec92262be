"""Conflicts that entrants report: whoever is on the jury is suspended until a person decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.queries import users_over
from app.actor import Actor, Role
from app.audit import service as audit
from app.database import actor_of
from app.editions.models import Edition
from app.editions.queries import places
from app.entries.member_rules import EntryRight
from app.entries.models import Entry
from app.entries.queries import entrant_entry
from app.entries.rules import EntryState
from app.judging.assignments.barring_service import close_evaluations
from app.judging.conflicts.invitation_service import CONFLICTS_PAGE
from app.judging.conflicts.models import Conflict, EntrantReport
from app.judging.conflicts.queries import standing
from app.judging.conflicts.report_queries import own_report, public_jury, reports_by
from app.judging.conflicts.report_rules import (
    check_named,
    check_new,
    check_reports_now,
    is_named,
)
from app.judging.conflicts.report_schemas import EntrantReportIn
from app.judging.conflicts.rules import ConflictSource, check_declaration, first_state
from app.judging.evaluations.rules import ClosedReason
from app.judging.panels.detection_queries import settings_of
from app.judging.panels.models import Juror
from app.judging.panels.notice_service import tell_organisers_of, tell_user
from app.judging.panels.queries import lock_jurors
from app.judging.panels.rules import JurorState
from app.kit.errors import N_, Refusal
from app.kit.ids import uuid7
from app.kit.versions import Put

_ON_THE_JURY = (JurorState.invited, JurorState.accepted)


def report_juror(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    report_id: UUID,
    wanted: EntrantReportIn,
    now: datetime,
) -> Put[tuple[EntrantReport, Juror | None]]:
    """Report a conflict with one of the jury, or with a person by name.

    The answer is the same whether or not that person is on the jury. Refusals: 404,
    `entry_right_needed`, `own_people_only` (403), `reports_closed`, `report_known`,
    `reports_many`, `id_taken` (409), those of `check_named`, `reason_missing` (422).
    """
    entry = entrant_entry(session, actor, entry_id, lock=True, needs=EntryRight.submit, own=True)
    edition = session.get_one(Edition, entry.edition_id)
    known = session.get(EntrantReport, report_id)
    if known is not None:
        if (known.entry_id, known.reason) != (entry.id, wanted.reason):
            raise Refusal("id_taken", N_("هذا المعرّف مستعمل. أعد المحاولة من صفحة جديدة."))
        return Put(own_report(session, report_id), created=False)
    check_reports_now(EntryState(entry.state), edition.phase_now)
    check_named(wanted.juror_id, wanted.person, [one.id for one in public_jury(session, edition)])
    check_declaration(ConflictSource.entrant, wanted.kind, wanted.reason)
    before = session.scalars(select(EntrantReport).where(reports_by(entry))).all()
    check_new(
        wanted.juror_id,
        wanted.person,
        [(None if one.person else one.juror_id, one.person) for one in before],
    )
    report = EntrantReport(
        id=report_id,
        edition_id=edition.id,
        entry_id=entry.id,
        organisation_id=entry.organisation_id,
        juror_id=wanted.juror_id,
        person=wanted.person,
        kind=wanted.kind.value,
        reason=wanted.reason,
        declared_by=actor.user_id,
        declared_at=now,
    )
    session.add(report)
    jurors = _about(session, report)
    closed = sum(suspend(session, report, juror, now) for juror in jurors)
    audit.record(
        session,
        actor,
        "report_juror",
        now,
        subject=("entry", entry.id),
        edition_id=edition.id,
        kind=wanted.kind.value,
        person=wanted.person,
        conflicts=len(jurors),
        evaluations_closed=closed,
    )
    session.flush()  # the answer reads the report with its juror
    _tell(session, edition, entry, report, jurors, now)
    return Put(own_report(session, report_id), created=True)


def _about(session: Session, report: EntrantReport) -> list[Juror]:
    """The jurors whom a report is about."""
    jury = session.scalars(
        select(Juror)
        .where(Juror.edition_id == report.edition_id, Juror.state.in_(_ON_THE_JURY))
        .order_by(Juror.id)
    )
    return [
        one
        for one in jury
        if one.id == report.juror_id or is_named(report.person, one.name_ar, one.name_en)
    ]


def suspend(session: Session, report: EntrantReport, juror: Juror, now: datetime) -> int:
    """Keep a juror from what a report is about until a person decides; how much of theirs it closed."""
    lock_jurors(session, [juror.id])
    report.juror_id = juror.id
    entry_id = report.entry_id if report.organisation_id is None else None
    if standing(session, juror.id, entry_id, report.organisation_id) is not None:
        return 0
    conflict = Conflict(
        id=uuid7(),
        edition_id=report.edition_id,
        juror_id=juror.id,
        entry_id=entry_id,
        organisation_id=report.organisation_id,
        source=ConflictSource.entrant.value,
        kind=report.kind,
        reason=report.reason,
        state=first_state(ConflictSource.entrant).value,
        declared_by=report.declared_by,
        declared_at=now,
        decide_by=now + timedelta(days=settings_of(session, report.edition_id).conflict_days),
    )
    session.add(conflict)
    return close_evaluations(session, conflict, ClosedReason.suspended, now)


def find_named(
    session: Session, actor: Actor, edition: Edition, jurors: Sequence[Juror], now: datetime
) -> None:
    """Suspend whoever joined the jury after an entrant had named them, and tell the organisers."""
    waiting = session.scalars(
        select(EntrantReport)
        .where(EntrantReport.edition_id == edition.id, EntrantReport.juror_id.is_(None))
        .order_by(EntrantReport.id)
        .with_for_update()
    ).all()
    for report in waiting:
        for juror in jurors:
            if is_named(report.person, juror.name_ar, juror.name_en):
                closed = suspend(session, report, juror, now)
                audit.record(
                    session,
                    actor,
                    "notice_conflicts",
                    now,
                    subject=("juror", juror.id),
                    edition_id=edition.id,
                    conflicts=1,
                    evaluations_closed=closed,
                )
                decide_by = now + timedelta(days=settings_of(session, edition.id).conflict_days)
                facts = {"count": 1, "decide_by": decide_by}
                page = CONFLICTS_PAGE.format(edition=edition.id)
                tell_organisers_of(session, "conflicts_noticed", edition, juror, page, now, **facts)


def _tell(
    session: Session,
    edition: Edition,
    entry: Entry,
    report: EntrantReport,
    jurors: Sequence[Juror],
    now: datetime,
) -> None:
    """Mail the organisers whom no wall keeps from the entry."""
    for user in users_over(session, Role.organiser, *places(edition)):
        if actor_of(session, user.id).barred_from(entry.id, entry.organisation_id):
            continue
        tell_user(
            session,
            "juror_reported",
            edition,
            user,
            CONFLICTS_PAGE.format(edition=edition.id),
            now,
            number=entry.number,
            person=report.person or jurors[0],
            on_the_jury=bool(jurors),
        )
