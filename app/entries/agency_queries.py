"""Reading who works on which entries of an agency, for those who manage it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.models import Edition
from app.editions.rules import Phase
from app.entries.member_queries import people_on
from app.entries.member_schemas import AgencyPeople, AgencyPerson, PersonEntry
from app.entries.models import Entry
from app.kit.errors import not_found
from app.organisations.rules import check_manager

OVER = (Phase.archived.value, Phase.cancelled.value)


def list_agency_people(session: Session, actor: Actor, organisation_id: UUID) -> AgencyPeople:
    """Collaborators on an agency's entries and members with a word of their own, by name.

    Entries of editions that are over are left out. 404 for who does not enter for the agency, 403
    `managers_only` for who does not manage it.
    """
    level = actor.level_in(organisation_id)
    if level is None:
        raise not_found()
    check_manager(level)
    rows = session.execute(
        select(Entry, Edition)
        .join(Edition, Edition.id == Entry.edition_id)
        .where(Entry.organisation_id == organisation_id, Edition.phase.not_in(OVER))
        .order_by(Edition.created_at.desc(), Entry.number)
    ).all()
    people = people_on(session, [row[0] for row in rows])
    found: dict[UUID, AgencyPerson] = {}
    for entry, edition in rows:
        for one in people[entry.id]:
            if not one.own:
                continue
            user = one.user
            person = found.setdefault(
                user.id,
                AgencyPerson(
                    user_id=user.id,
                    name_ar=user.name_ar,
                    name_en=user.name_en,
                    email=user.email,
                    outside=one.level is None,
                    entries=[],
                ),
            )
            person.entries.append(
                PersonEntry(
                    id=entry.id,
                    number=entry.number,
                    title_ar=entry.title_ar,
                    title_en=entry.title_en,
                    edition_ar=edition.name_ar,
                    edition_en=edition.name_en,
                    right=one.right,
                )
            )
    return AgencyPeople(items=sorted(found.values(), key=lambda one: (one.name_ar, one.user_id)))
