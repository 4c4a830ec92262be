"""Reading an agency's services."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.kit.errors import not_found
from app.kit.paging import InWords, PageParams, paginate
from app.organisations.models import Service
from app.organisations.queries import get_organisation
from app.organisations.registry_rules import Audience, ServiceState
from app.organisations.registry_schemas import ServiceRow

ZONE = ZoneInfo("Asia/Riyadh")


def day_of(now: datetime) -> date:
    """The day on which months in operation are counted: agencies belong to no edition."""
    return now.astimezone(ZONE).date()


def list_services(
    session: Session,
    actor: Actor,
    organisation_id: UUID,
    params: PageParams,
    now: datetime,
    state: ServiceState | None = None,
    audience: Audience | None = None,
) -> tuple[list[ServiceRow], int]:
    """The registry of an agency, for its people and for staff who look after agencies."""
    organisation = get_organisation(session, actor, organisation_id)
    wanted = select(Service).where(
        Service.organisation_id == organisation.id, Service.removed_at.is_(None)
    )
    if state is not None:
        wanted = wanted.where(Service.state == state.value)
    if audience is not None:
        wanted = wanted.where(Service.audience == audience.value)
    rows, total = paginate(
        session,
        wanted,
        params,
        sorts={
            "name": InWords(Service.folded_name, Service.name_en),
            "launched_on": Service.launched_on,
            "state": Service.state,
            "created_at": Service.created_at,
        },
        default_sort="name",
        tiebreak=Service.id,
        search=(Service.folded_name,),
    )
    return [ServiceRow(row, day_of(now)) for row in rows], total


def show_service(
    session: Session, actor: Actor, organisation_id: UUID, service_id: UUID, now: datetime
) -> ServiceRow:
    """One service, or 404."""
    organisation = get_organisation(session, actor, organisation_id)
    return ServiceRow(service_of(session, organisation.id, service_id), day_of(now))


def service_of(
    session: Session, organisation_id: UUID, service_id: UUID, *, lock: bool = False
) -> Service:
    """A service of the agency that was not removed, or 404."""
    wanted = select(Service).where(
        Service.id == service_id,
        Service.organisation_id == organisation_id,
        Service.removed_at.is_(None),
    )
    service = session.scalars(wanted.with_for_update() if lock else wanted).one_or_none()
    if service is None:
        raise not_found()
    return service
