"""Whom a moved deadline concerns: the people of drafts and of submitted entries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.models import CallChange, Edition
from app.editions.queries import staff_edition
from app.editions.rules import NOTICE
from app.editions.service import iso
from app.entries.mail_service import people_of
from app.entries.models import Entry
from app.entries.rules import EntryState
from app.office.deadline_schemas import DeadlineAudience

CONCERNED = (EntryState.draft, EntryState.submitted)


def entries_by_person(session: Session, edition_id: UUID) -> dict[UUID, list[Entry]]:
    """Who would be told, each with their own drafts and submitted entries."""
    entries = session.scalars(
        select(Entry)
        .where(Entry.edition_id == edition_id, Entry.state.in_(CONCERNED))
        .order_by(Entry.number)
    ).all()
    people = people_of(session, entries)
    found: defaultdict[UUID, list[Entry]] = defaultdict(list)
    for entry in entries:
        for user in people[entry.id]:
            found[user.id].append(entry)
    return dict(found)


def show_deadline_audience(
    session: Session, actor: Actor, edition_id: UUID, now: datetime
) -> DeadlineAudience:
    """Who would be mailed if the deadline moved now, in numbers."""
    edition = staff_edition(session, actor, edition_id)
    theirs = entries_by_person(session, edition.id)
    states = Counter({entry.id: entry.state for own in theirs.values() for entry in own}.values())
    return DeadlineAudience(
        people=len(theirs),
        drafts=states[EntryState.draft],
        submitted=states[EntryState.submitted],
        earliest=now + NOTICE,
    )


def still_to_tell(
    session: Session, _actor: Actor, change_id: UUID, now: datetime
) -> Sequence[UUID]:
    """Whom this change is still news to: nobody once the deadline has passed or moved again."""
    change = session.get_one(CallChange, change_id)
    edition = session.get_one(Edition, change.edition_id)
    if edition.closes_at is None or edition.closes_at <= now:
        return []
    if iso(edition.closes_at) != change.after:
        return []
    return sorted(entries_by_person(session, edition.id))
