"""Reminding the people of what is still to be submitted before its deadline, each once for each step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.actor import Actor, Role
from app.audit import service as audit
from app.database import Database, Who
from app.editions.models import Category, Edition
from app.editions.queries import places, staff_edition
from app.editions.rules import Phase
from app.entries.mail_service import mail_entry, people_of
from app.entries.models import Entry
from app.entries.queries import load_view
from app.entries.reminder_queries import (
    TEMPLATE,
    deadline_set_at,
    drafts_of,
    returned_at,
    unsent_of,
)
from app.entries.reminder_rules import check_steps, due_step, reminder_key
from app.entries.reminder_schemas import Reminders, ReminderStep
from app.entries.rules import EXTENDABLE, EntryState
from app.entries.submission_queries import is_changed, standing
from app.entries.zone_queries import entry_deadline
from app.house import house_of
from app.notifications.models import Mail


def put_reminders(
    session: Session, actor: Actor, edition_id: UUID, hours: Sequence[int], now: datetime
) -> Reminders:
    """Say when the people of drafts are reminded; the same again changes nothing.

    Refusal: `reminders_invalid` (422).
    """
    edition = staff_edition(session, actor, edition_id, lock=True)
    steps = check_steps(hours)
    if steps != edition.reminder_hours:
        before, edition.reminder_hours = edition.reminder_hours, steps
        edition.version += 1
        audit.record(
            session,
            actor,
            "put_reminders",
            now,
            subject=("edition", edition.id),
            edition_id=edition.id,
            before=before,
            after=steps,
        )
    return show_reminders(session, actor, edition_id, now)


def show_reminders(session: Session, actor: Actor, edition_id: UUID, now: datetime) -> Reminders:
    """The plan with its moments, how many each would reach now, and how many were sent."""
    edition = staff_edition(session, actor, edition_id, Role.organiser, Role.screener, Role.auditor)
    organises = actor.holds(Role.organiser, *places(edition))
    drafts = drafts_of(session, edition.id)
    people = people_of(session, drafts)
    reached = {user.id for users in people.values() for user in users}
    return Reminders(
        hours=edition.reminder_hours,
        closes_at=edition.closes_at,
        drafts=len(drafts),
        people=len(reached),
        items=[
            ReminderStep(
                hours=step,
                at=edition.closes_at and edition.closes_at - timedelta(hours=step),
                is_past=edition.closes_at is not None
                and edition.closes_at - timedelta(hours=step) <= now,
                sent=_sent(session, edition, step),
            )
            for step in edition.reminder_hours
        ],
        may_change=organises and edition.phase in (Phase.draft.value, Phase.open.value),
        may_extend=organises and edition.phase_now in EXTENDABLE,
    )


def _sent(session: Session, edition: Edition, step: int) -> int:
    return (
        session.scalar(
            select(func.count()).where(
                Mail.edition_id == edition.id,
                Mail.template == TEMPLATE,
                Mail.dedupe_key.like(f"reminder:%:{step}:%"),
            )
        )
        or 0
    )


def editions_to_remind(session: Session, _actor: Actor, now: datetime) -> list[UUID]:
    """Editions with a plan whose call, or an extension or a return in it, is still to close."""
    still_open = select(Entry.edition_id).where(
        or_(Entry.extended_until > now, Entry.return_until > now)
    )
    return [
        row.id
        for row in session.execute(
            select(Edition.id, Edition.reminder_hours).where(
                Edition.phase.in_([Phase.open.value, Phase.screening.value]),
                or_(Edition.closes_at > now, Edition.id.in_(still_open)),
            )
        )
        if row.reminder_hours
    ]


def remind_edition(session: Session, _actor: Actor, edition_id: UUID, now: datetime) -> int:
    """Post the reminders that are due in one edition; how many were posted.

    Two workers at once post each once: the outbox refuses a second mail of the same key.
    """
    edition = session.get_one(Edition, edition_id)
    set_at = deadline_set_at(session, edition)
    returned = returned_at(session, edition_id)
    due: dict[UUID, tuple[int, datetime]] = {}
    waiting = {entry.id: entry for entry in unsent_of(session, edition_id)}
    for entry in waiting.values():
        state = EntryState(entry.state)
        closes = entry_deadline(entry, edition)
        known_at = entry.extended_at if closes != edition.closes_at else set_at
        if state is EntryState.returned:
            known_at = returned.get(entry.id)
        begun = entry.submitted_at if state is EntryState.submitted else entry.created_at
        step = due_step(edition.reminder_hours, closes, now, [begun, known_at])
        if step is not None and closes is not None:
            due[entry.id] = (step, closes)
    if not due:
        return 0
    known = _posted(session, edition_id)
    people = people_of(session, [waiting[one] for one in due])
    wanted = [
        (waiting[entry_id], user, step, closes)
        for entry_id, (step, closes) in due.items()
        for user in people[entry_id]
        if reminder_key(entry_id, user.id, step, closes) not in known
    ]
    same = {entry.id for entry, *_ in wanted if _is_sent(session, entry)}
    wanted = [one for one in wanted if one[0].id not in same]
    categories = {
        one.id: one
        for one in session.scalars(select(Category).where(Category.edition_id == edition_id))
    }
    base_url = house_of(session).settings.base_url
    for entry, user, step, closes in wanted:
        mail_entry(
            session,
            TEMPLATE,
            [user],
            entry,
            categories[entry.category_id],
            edition,
            now,
            dedupe_key=reminder_key(entry.id, user.id, step, closes),
            standing=entry.state,
            closes_at=closes,
            hours_left=max(1, round((closes - now) / timedelta(hours=1))),
            days_left=(closes - now + timedelta(hours=1)).days,
            calendar=_calendar(base_url, user.language, edition)
            if closes == edition.closes_at
            else "",
        )
    return len(wanted)


def _is_sent(session: Session, entry: Entry) -> bool:
    """Submitted, and what is written is what was submitted."""
    submission = standing(session, entry)
    return (
        entry.state == EntryState.submitted.value
        and submission is not None
        and not is_changed(session, load_view(session, entry), submission)
    )


def _calendar(base_url: str, language: str, edition: Edition) -> str:
    """The public calendar of the call; an entry's own deadline is added from its own page."""
    return f"{base_url}{'/en' if language == 'en' else ''}/editions/{edition.slug}/calendar.ics"


def _posted(session: Session, edition_id: UUID) -> set[str | None]:
    return set(
        session.scalars(
            select(Mail.dedupe_key).where(
                Mail.edition_id == edition_id,
                Mail.template == TEMPLATE,
                func.length(Mail.dedupe_key) > 0,
            )
        )
    )


async def remind(database: Database, who: Who) -> bool:
    """The chore of the background: look through the editions whose deadline is near."""
    now = database.house.clock()
    for edition_id in await database.read(editions_to_remind, who, now):
        await database.work(remind_edition, who, edition_id, now)
    return False
