"""Writing feedback and releasing it to entrants."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor, Role
from app.audit import service as audit
from app.editions.models import Category
from app.editions.queries import staff_edition
from app.entries.mail_service import mail_entry, people_of
from app.entries.models import Entry
from app.entries.rules import EntryState
from app.entries.wall_queries import barred_categories
from app.judging.deliberation.feedback_queries import (
    FEEDBACK_READERS,
    WRITERS,
    closed_round,
    entry_of,
    staff_feedback,
)
from app.judging.deliberation.feedback_rules import (
    FeedbackState,
    check_may_release,
    check_may_write,
)
from app.judging.deliberation.feedback_schemas import FeedbackIn, StaffFeedback
from app.judging.deliberation.models import Feedback
from app.kit.versions import Put, check_version


def read_feedback(session: Session, actor: Actor, entry_id: UUID, now: datetime) -> StaffFeedback:
    """An entry's feedback with what the jurors wrote; the reading is recorded. Refusal: 404."""
    entry, edition, row = entry_of(session, actor, entry_id, *FEEDBACK_READERS)
    audit.record_reading(
        session,
        actor,
        "read_standings",
        now,
        subject=("entry", entry.id),
        edition_id=edition.id,
        what="feedback",
    )
    return staff_feedback(session, actor, entry, edition, row)


def put_feedback(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    wanted: FeedbackIn,
    condition: str | None,
    now: datetime,
) -> Put[StaffFeedback]:
    """Write what the entrant will be told; ready or not.

    Refusals: 404, of `check_may_write`, `condition_required` (428), `stale` (412).
    """
    entry, edition, row = entry_of(session, actor, entry_id, *WRITERS, lock=True)
    state = FeedbackState.none if row is None else FeedbackState(row.state)
    check_may_write(
        state,
        (wanted.strengths, wanted.improvements),
        closed=closed_round(session, edition.id) is not None,
    )
    after = (FeedbackState.ready if wanted.ready else FeedbackState.draft).value
    created = row is None
    if row is None:
        row = Feedback(entry_id=entry.id, version=1)
        session.add(row)
    elif (row.strengths, row.improvements, row.state) == (
        wanted.strengths,
        wanted.improvements,
        after,
    ):
        return Put(staff_feedback(session, actor, entry, edition, row), created=False)
    else:
        kept = row
        check_version(
            row.version, condition, lambda: staff_feedback(session, actor, entry, edition, kept)
        )
        row.version += 1
    row.strengths, row.improvements, row.state = wanted.strengths, wanted.improvements, after
    row.written_by, row.written_at = actor.user_id, now
    audit.record(
        session,
        actor,
        "put_feedback",
        now,
        subject=("entry", entry.id),
        edition_id=edition.id,
        state=after,
    )
    session.flush()  # the answer reads it
    return Put(staff_feedback(session, actor, entry, edition, row), created=created)


def release_feedback(
    session: Session, actor: Actor, edition_id: UUID, wanted: list[UUID] | None, now: datetime
) -> int:
    """Send what is ready to its entrants: all of it, or of these entries; how many that were.

    Of entries in the race: the list shows no others. Of the categories of the organiser's own
    conflicts another releases it. Refusals: of
    `check_may_release`.
    """
    edition = staff_edition(session, actor, edition_id, Role.organiser, lock=True)
    ready = (
        select(Feedback, Entry)
        .join(Entry, Entry.id == Feedback.entry_id)
        .where(
            Entry.edition_id == edition.id,
            Entry.state == EntryState.eligible.value,
            Feedback.state == FeedbackState.ready.value,
            Entry.category_id.not_in(barred_categories(session, actor, edition.id)),
        )
        .order_by(Entry.number)
        .with_for_update(of=Feedback)
    )
    if wanted is not None:
        ready = ready.where(Entry.id.in_(wanted))
    rows = session.execute(ready).all()
    check_may_release(edition.phase_now, len(rows))
    people = people_of(session, [entry for _, entry in rows])
    categories = {
        one.id: one
        for one in session.scalars(select(Category).where(Category.edition_id == edition.id))
    }
    for row, entry in rows:
        row.state = FeedbackState.released.value
        row.released_by, row.released_at = actor.user_id, now
        row.version += 1
        mail_entry(
            session,
            "feedback_released",
            people[entry.id],
            entry,
            categories[entry.category_id],
            edition,
            now,
        )
    audit.record_all(
        session,
        actor,
        "release_feedback",
        now,
        edition_id=edition.id,
        acts=[(("entry", entry.id), {}) for _, entry in rows],
    )
    return len(rows)
