"""What organisers and screeners do with entries: eligibility, returning, disqualifying, answering."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor, Role
from app.audit import service as audit
from app.editions.models import Category, Edition
from app.editions.queries import staff_edition
from app.editions.rules import Phase
from app.entries.mail_service import mail_entry, people_of
from app.entries.models import Entry, Question
from app.entries.queries import SCREENERS, entry_for_staff, staff_sees, staff_view
from app.entries.question_rules import check_may_answer
from app.entries.rules import (
    EntryState,
    check_decision,
    check_may_reinstate,
)
from app.entries.schemas import EntryView
from app.entries.staff_schemas import Marked, MarkEligibleIn
from app.entries.submission_service import back_to_submitted
from app.kit.errors import not_found


def mark_eligible(session: Session, actor: Actor, entry_id: UUID, now: datetime) -> EntryView:
    """Take an entry into the race, and tell its people."""
    return _decide(session, actor, entry_id, "mark_eligible", EntryState.eligible, now)


def mark_ineligible(
    session: Session, actor: Actor, entry_id: UUID, reason: str, now: datetime
) -> EntryView:
    """Find an entry not eligible, with a reason that its people are told."""
    return _decide(
        session, actor, entry_id, "mark_ineligible", EntryState.ineligible, now, reason=reason
    )


def return_entry(
    session: Session, actor: Actor, entry_id: UUID, reason: str, until: datetime, now: datetime
) -> EntryView:
    """Give an entry back for correction until a date, with a reason; again moves the date."""
    return _decide(
        session,
        actor,
        entry_id,
        "return_entry",
        EntryState.returned,
        now,
        reason=reason,
        until=until,
    )


def disqualify_entry(
    session: Session, actor: Actor, entry_id: UUID, reason: str, now: datetime
) -> EntryView:
    """Take an entry out of every rank, with a reason; its evaluations stay."""
    return _decide(
        session, actor, entry_id, "disqualify_entry", EntryState.disqualified, now, reason=reason
    )


def _decide(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    act: str,
    wanted: EntryState,
    now: datetime,
    *,
    reason: str = "",
    until: datetime | None = None,
) -> EntryView:
    roles = (Role.organiser,) if wanted == EntryState.disqualified else SCREENERS
    entry = entry_for_staff(session, actor, entry_id, *roles, lock=True)
    edition = session.get_one(Edition, entry.edition_id)
    check_decision(EntryState(entry.state), wanted, Phase(edition.phase), until=until, now=now)
    entry.state_before = entry.state if wanted == EntryState.disqualified else ""
    _move(entry, actor, wanted, reason, now)
    entry.return_until = until
    if wanted == EntryState.returned:
        # What was written since the submission stays in its fields' history: corrections begin with
        # what was submitted.
        back_to_submitted(session, actor, entry, now)
    facts: dict[str, Any] = {"reason": reason} if reason else {}
    mailed: dict[str, Any] = {"reason": reason}
    if until is not None:
        facts["until"] = until.isoformat()
        mailed["until"] = until
    _record(session, actor, act, entry, now, **facts)
    _mail(session, f"entry_{wanted.value}", [entry], edition, now, **mailed)
    return staff_view(session, actor, entry, now)


def reinstate_entry(
    session: Session, actor: Actor, entry_id: UUID, reason: str, now: datetime
) -> EntryView:
    """Take a disqualification back, with a reason: the entry is what it was before."""
    entry = entry_for_staff(session, actor, entry_id, Role.organiser, lock=True)
    edition = session.get_one(Edition, entry.edition_id)
    check_may_reinstate(EntryState(entry.state), Phase(edition.phase))
    # A returned entry's date may have passed: it comes back as submitted, for a new decision.
    was_eligible = entry.state_before == EntryState.eligible.value
    wanted = EntryState.eligible if was_eligible else EntryState.submitted
    _move(entry, actor, wanted, reason, now)
    entry.state_before = ""
    _record(session, actor, "reinstate_entry", entry, now, reason=reason)
    _mail(session, "entry_reinstated", [entry], edition, now, reason=reason)
    return staff_view(session, actor, entry, now)


def mark_entries_eligible(
    session: Session, actor: Actor, edition_id: UUID, wanted: MarkEligibleIn, now: datetime
) -> Marked:
    """Mark many submitted entries eligible in one act; entries in another state are skipped.

    `dry_run` only counts. 404 if one of the entries named may not be seen.
    """
    edition = staff_edition(session, actor, edition_id, *SCREENERS)
    query = select(Entry).where(Entry.edition_id == edition.id, staff_sees(actor))
    if wanted.entry_ids is None:
        query = query.where(Entry.state == EntryState.submitted.value)
    else:
        query = query.where(Entry.id.in_(set(wanted.entry_ids)))
    if not wanted.dry_run:
        query = query.with_for_update()
    entries = session.scalars(query.order_by(Entry.number)).all()
    if wanted.entry_ids is not None and len(entries) != len(set(wanted.entry_ids)):
        raise not_found()
    ready = [entry for entry in entries if entry.state == EntryState.submitted.value]
    done = Marked(marked=len(ready), skipped=len(entries) - len(ready), applied=not wanted.dry_run)
    if ready:
        check_decision(EntryState.submitted, EntryState.eligible, Phase(edition.phase))
    if wanted.dry_run or not ready:
        return done
    for entry in ready:
        _move(entry, actor, EntryState.eligible, "", now)
        _record(session, actor, "mark_eligible", entry, now)
    audit.record(
        session,
        actor,
        "mark_entries_eligible",
        now,
        subject=("edition", edition.id),
        edition_id=edition.id,
        marked=done.marked,
        skipped=done.skipped,
    )
    _mail(session, "entry_eligible", ready, edition, now, reason="")
    return done


def answer_question(
    session: Session, actor: Actor, question_id: UUID, answer: str, now: datetime
) -> Question:
    """Answer an entrant's question, once, and mail the answer to whoever asked."""
    question = session.scalars(
        select(Question)
        .join(Entry, Entry.id == Question.entry_id)
        .where(Question.id == question_id, staff_sees(actor))
        .with_for_update(of=Question)
    ).one_or_none()
    if question is None:
        raise not_found()
    entry = entry_for_staff(session, actor, question.entry_id, *SCREENERS)
    check_may_answer(question.answered_at is not None)
    question.answer, question.answered_by, question.answered_at = answer, actor.user_id, now
    audit.record(
        session,
        actor,
        "answer_question",
        now,
        subject=("question", question.id),
        edition_id=question.edition_id,
        entry_id=str(entry.id),
    )
    asker = session.get(User, question.asked_by) if question.asked_by else None
    if asker is not None and asker.disabled_at is None:
        edition = session.get_one(Edition, entry.edition_id)
        category = session.get_one(Category, entry.category_id)
        mail_entry(session, "question_answered", [asker], entry, category, edition, now)
    return question


def _move(entry: Entry, actor: Actor, state: EntryState, reason: str, now: datetime) -> None:
    entry.state, entry.state_reason = state.value, reason
    entry.decided_by, entry.decided_at = actor.user_id, now
    entry.version += 1


def _record(
    session: Session, actor: Actor, act: str, entry: Entry, now: datetime, **facts: Any
) -> None:
    audit.record(
        session,
        actor,
        act,
        now,
        subject=("entry", entry.id),
        edition_id=entry.edition_id,
        number=entry.number,
        **facts,
    )


def _mail(
    session: Session,
    template: str,
    entries: list[Entry],
    edition: Edition,
    now: datetime,
    **facts: Any,
) -> None:
    people = people_of(session, entries)
    categories = {
        category.id: category
        for category in session.scalars(
            select(Category).where(Category.id.in_({entry.category_id for entry in entries}))
        )
    }
    for entry in entries:
        category = categories[entry.category_id]
        mail_entry(session, template, people[entry.id], entry, category, edition, now, **facts)
