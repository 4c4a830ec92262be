"""What organisers and screeners do with entries: eligibility, returning, disqualifying, answering."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor, Role
from app.audit import service as audit
from app.editions.models import Category, Edition
from app.entries.correction_service import overtake
from app.entries.form_queries import entry_form, frozen_fields
from app.entries.mail_service import mail_entry, people_of
from app.entries.models import Entry, Question
from app.entries.queries import SCREENERS, entry_for_staff, staff_sees, staff_view
from app.entries.question_rules import check_may_answer
from app.entries.rules import EntryState, check_may_reinstate
from app.entries.schemas import EntryView
from app.entries.screening_models import ScreeningDecision
from app.entries.screening_queries import check_alone_of, parts_beside, parts_of
from app.entries.screening_rules import Standing, check_no_stake, check_parts
from app.entries.staff_schemas import StaffEntry
from app.entries.submission_service import back_to_submitted
from app.entries.wall_queries import is_barred
from app.entries.zone_queries import may_decide
from app.kit.errors import not_found
from app.kit.ids import uuid7
from app.kit.versions import check_version

Parts = list[dict[str, str]] | None
ACTS: Final = {
    EntryState.eligible: "mark_eligible",
    EntryState.ineligible: "mark_ineligible",
    EntryState.returned: "return_entry",
    EntryState.disqualified: "disqualify_entry",
}


def mark_eligible(
    session: Session, actor: Actor, entry_id: UUID, condition: str | None, now: datetime
) -> EntryView:
    """Take an entry into the race, and tell its people."""
    return _decide(session, actor, entry_id, EntryState.eligible, condition, now)


def mark_ineligible(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    reason: str,
    condition: str | None,
    now: datetime,
) -> EntryView:
    """Find an entry not eligible, with a reason that its people are told."""
    return _decide(session, actor, entry_id, EntryState.ineligible, condition, now, reason=reason)


def return_entry(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    reason: str,
    until: datetime,
    condition: str | None,
    now: datetime,
    parts: Parts = None,
) -> EntryView:
    """Give an entry back for correction until a date, with a reason; again moves the date.

    `parts`: what its people may change; None: the whole entry.
    """
    return _decide(
        session,
        actor,
        entry_id,
        EntryState.returned,
        condition,
        now,
        reason=reason,
        until=until,
        parts=parts,
    )


def disqualify_entry(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    reason: str,
    condition: str | None,
    now: datetime,
) -> EntryView:
    """Take an entry out of every rank, with a reason; its evaluations stay."""
    return _decide(session, actor, entry_id, EntryState.disqualified, condition, now, reason=reason)


def _decide(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    wanted: EntryState,
    condition: str | None,
    now: datetime,
    *,
    reason: str = "",
    until: datetime | None = None,
    parts: Parts = None,
) -> EntryView:
    roles = (Role.organiser,) if wanted == EntryState.disqualified else SCREENERS
    entry = entry_for_staff(session, actor, entry_id, *roles, lock=True)
    check_no_stake(barred=is_barred(session, actor, entry))
    _check_seen(session, actor, entry, condition, now)
    edition = session.get_one(Edition, entry.edition_id)
    check_alone_of(session, entry, wanted)
    check_returnable(session, entry, edition, parts, now)
    submission_id = entry.submission_id
    decide(session, actor, entry, edition, wanted, now, reason=reason, until=until, parts=parts)
    if wanted != EntryState.disqualified:
        session.add(
            ScreeningDecision(
                id=uuid7(),
                entry_id=entry.id,
                decision=wanted.value,
                reason=reason,
                until=until,
                parts=parts,
                state=Standing.made.value,
                proposed_by=actor.user_id,
                proposed_at=now,
                submission_id=submission_id,
            )
        )
    mail_decision(
        session,
        wanted,
        [entry],
        edition,
        now,
        reason=reason,
        until=until,
        only_parts=parts is not None,
    )
    return staff_view(session, actor, entry, now)


def _check_seen(
    session: Session, actor: Actor, entry: Entry, condition: str | None, now: datetime
) -> None:
    """What is decided is what was read. Refusals: `condition_required` (428), `stale` (412)."""
    check_version(
        entry.version, condition, lambda: StaffEntry.of(staff_view(session, actor, entry, now))
    )


def decide(
    session: Session,
    actor: Actor,
    entry: Entry,
    edition: Edition,
    wanted: EntryState,
    now: datetime,
    *,
    reason: str = "",
    until: datetime | None = None,
    parts: Parts = None,
    **facts: Any,
) -> None:
    """Move a locked entry by a decision that may be made, and record the act; it mails nobody."""
    may_decide(entry, edition, wanted, now, until)
    entry.state_before = entry.state if wanted == EntryState.disqualified else ""
    _move(entry, actor, wanted, reason, now)
    entry.return_until, entry.return_parts = until, parts
    overtake(session, entry, actor.user_id, now)
    if wanted == EntryState.returned:
        # What was written since the submission stays in its fields' history: corrections begin with
        # what was submitted.
        back_to_submitted(session, actor, entry, now)
    if reason:
        facts["reason"] = reason
    if until is not None:
        facts["until"] = until.isoformat()
    if parts is not None:
        facts["parts"] = len(parts)
    _record(session, actor, ACTS[wanted], entry, now, **facts)


def mail_decision(
    session: Session,
    wanted: EntryState,
    entries: list[Entry],
    edition: Edition,
    now: datetime,
    *,
    reason: str,
    until: datetime | None = None,
    only_parts: bool = False,
) -> None:
    """Tell the people of these entries what was decided; of a return, whether only parts are open."""
    facts: dict[str, Any] = {"reason": reason}
    if until is not None:
        facts |= {"until": until, "only_parts": only_parts}
    _mail(session, f"entry_{wanted.value}", entries, edition, now, **facts)


def check_returnable(
    session: Session, entry: Entry, edition: Edition, parts: Parts, now: datetime
) -> None:
    """What a return names are parts of the entry's form that can still change."""
    if parts is not None:
        category = session.get_one(Category, entry.category_id)
        form = entry_form(session, entry, category)
        fixed = frozenset(str(one) for one in frozen_fields(edition, form.fields, now))
        known = parts_of(form.fields, parts_beside(session, edition, category))
        check_parts([one["part"] for one in parts], known, fixed)


def reinstate_entry(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    reason: str,
    condition: str | None,
    now: datetime,
) -> EntryView:
    """Take a disqualification back, with a reason: the entry is what it was before."""
    entry = entry_for_staff(session, actor, entry_id, Role.organiser, lock=True)
    check_no_stake(barred=is_barred(session, actor, entry))
    _check_seen(session, actor, entry, condition, now)
    edition = session.get_one(Edition, entry.edition_id)
    check_may_reinstate(EntryState(entry.state), edition.phase_now)
    # A returned entry's date may have passed: it comes back as submitted, for a new decision.
    was_eligible = entry.state_before == EntryState.eligible.value
    wanted = EntryState.eligible if was_eligible else EntryState.submitted
    _move(entry, actor, wanted, reason, now)
    entry.state_before = ""
    entry.return_parts = None
    _record(session, actor, "reinstate_entry", entry, now, reason=reason)
    _mail(session, "entry_reinstated", [entry], edition, now, reason=reason)
    return staff_view(session, actor, entry, now)


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
