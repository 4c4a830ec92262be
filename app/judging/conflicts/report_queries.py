"""Reading what entrants reported of a jury."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.models import Edition
from app.editions.queries import staff_edition
from app.entries.member_queries import is_own, own_right
from app.entries.member_rules import EntryRight, includes
from app.entries.models import Entry
from app.entries.queries import entrant_entry, refused_now
from app.entries.rules import EntryState
from app.entries.wall_queries import agency_not_barred, not_barred
from app.judging.conflicts.models import EntrantReport
from app.judging.conflicts.queries import READERS
from app.judging.conflicts.report_rules import check_reports_now
from app.judging.conflicts.report_schemas import NamedPerson, OwnReport, OwnReports, PublicJuror
from app.judging.panels.models import Juror
from app.judging.panels.rules import JurorState
from app.kit.paging import PageParams, paginate
from app.organisations.models import Organisation


def public_jury(session: Session, edition: Edition) -> Sequence[Juror]:
    """The jurors whom an entrant may read of; nobody where the jury is not public."""
    if not edition.jury_is_public:
        return []
    return session.scalars(
        select(Juror)
        .where(Juror.edition_id == edition.id, Juror.state == JurorState.accepted)
        .order_by(Juror.folded_name, Juror.id)
    ).all()


def reports_by(entry: Entry) -> ColumnElement[bool]:
    """A condition on reports: by the agency of this entry, or by who enters it alone."""
    here: ColumnElement[bool] = EntrantReport.edition_id == entry.edition_id
    if entry.organisation_id is not None:
        return here & (EntrantReport.organisation_id == entry.organisation_id)
    return here & (EntrantReport.entry_id == entry.id)


def own_report(session: Session, report_id: UUID) -> tuple[EntrantReport, Juror | None]:
    """One report with the juror whom it is about."""
    report = session.get_one(EntrantReport, report_id)
    return report, None if report.juror_id is None else session.get(Juror, report.juror_id)


def list_own_reports(session: Session, actor: Actor, entry_id: UUID) -> OwnReports:
    """What the agency reported in this edition, for its own people."""
    entry = entrant_entry(session, actor, entry_id, own=True)
    edition = session.get_one(Edition, entry.edition_id)
    closed = refused_now(
        {"report": lambda: check_reports_now(EntryState(entry.state), edition.phase_now)}
    )
    rows = session.execute(
        select(EntrantReport, Juror)
        .outerjoin(Juror, Juror.id == EntrantReport.juror_id)
        .where(reports_by(entry))
        .order_by(EntrantReport.declared_at, EntrantReport.id)
    )
    return OwnReports(
        may_report=not closed
        and is_own(actor, entry)
        and includes(own_right(session, actor, entry), EntryRight.submit),
        jury=[PublicJuror.of(one) for one in public_jury(session, edition)],
        items=[OwnReport.of((row[0], row[1])) for row in rows],
    )


def _not_met(actor: Actor, edition_id: UUID) -> ColumnElement[bool]:
    """Reports of a person whose name nobody on the jury bears; of the report's entry."""
    return and_(
        EntrantReport.edition_id == edition_id,
        EntrantReport.juror_id.is_(None),
        not_barred(actor),
        agency_not_barred(actor, EntrantReport.organisation_id, EntrantReport.edition_id),
    )


def count_named(session: Session, actor: Actor, edition_id: UUID) -> int:
    """How many reports name somebody who is not on the jury under that name."""
    return (
        session.scalar(
            select(func.count())
            .select_from(EntrantReport)
            .join(Entry, Entry.id == EntrantReport.entry_id)
            .where(_not_met(actor, edition_id))
        )
        or 0
    )


def list_named_persons(
    session: Session, actor: Actor, edition_id: UUID, params: PageParams
) -> tuple[list[NamedPerson], int]:
    """The people whom entrants named and whose names nobody on the jury bears."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    wanted: Any = (
        select(EntrantReport, Entry.number, Organisation)
        .join(Entry, Entry.id == EntrantReport.entry_id)
        .outerjoin(Organisation, Organisation.id == EntrantReport.organisation_id)
        .where(_not_met(actor, edition.id))
    )
    rows, total = paginate(
        session,
        wanted,
        params,
        sorts={"declared_at": EntrantReport.declared_at},
        default_sort="-declared_at",
        tiebreak=EntrantReport.id,
        search=[Organisation.folded_name],
    )
    return [NamedPerson.of((row[0], row[1], row[2])) for row in rows], total
