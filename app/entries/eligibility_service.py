"""Eligibility of an entry: what its people answer to the questions, and how it stands to the rules."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.eligibility_rules import RuleKind
from app.editions.models import Category, Edition
from app.entries.correction_service import check_open
from app.entries.eligibility_models import CoOwner, EligibilityAnswer
from app.entries.eligibility_queries import (
    frozen_states,
    rule_states,
    rules_for,
    working_states,
)
from app.entries.eligibility_rules import check_said
from app.entries.eligibility_schemas import OwnStates, StaffStates
from app.entries.member_queries import own_right
from app.entries.member_rules import EntryRight, includes
from app.entries.models import Entry
from app.entries.queries import (
    READERS,
    entrant_entry,
    entry_for_staff,
    may_edit,
    refused_now,
)
from app.entries.rules import EDITABLE, EntryState
from app.entries.screening_rules import CO_OWNERS, ELIGIBILITY
from app.entries.sign_off_service import content_changed
from app.entries.submission_queries import said_of, standing


def show_my_eligibility(session: Session, actor: Actor, entry_id: UUID, now: datetime) -> OwnStates:
    """How one of my entries stands to the rules of its category now."""
    return own_states(session, actor, entrant_entry(session, actor, entry_id), now)


def own_states(session: Session, actor: Actor, entry: Entry, now: datetime) -> OwnStates:
    """The same, for a verb that has just changed something."""
    edition = session.get_one(Edition, entry.edition_id)
    rules = rules_for(session, edition, session.get_one(Category, entry.category_id))
    said = said_of(session, entry.id)
    right = own_right(session, actor, entry)
    closed = refused_now(
        {
            "entry": lambda: may_edit(entry, edition, now),
            ELIGIBILITY: lambda: check_open(session, entry, ELIGIBILITY),
            CO_OWNERS: lambda: check_open(session, entry, CO_OWNERS),
        }
    )
    open_ = "entry" not in closed
    co_owners = session.scalars(
        select(CoOwner).where(CoOwner.entry_id == entry.id).order_by(CoOwner.asked_at, CoOwner.id)
    )
    return OwnStates(
        questions=[
            (rule, said.get(rule.id))
            for rule in rules
            if rule.kind is RuleKind.question and rule.id is not None
        ],
        # What was submitted is judged as the desk judges it: nothing of it is "not known yet".
        states=working_states(
            session, entry, edition, final=EntryState(entry.state) not in EDITABLE
        ),
        co_owners=list(co_owners),
        asks_co_owners=any(rule.kind is RuleKind.co_owners for rule in rules),
        may_edit=open_ and ELIGIBILITY not in closed and includes(right, EntryRight.edit),
        may_manage=open_ and CO_OWNERS not in closed and includes(right, EntryRight.submit),
    )


def save_eligibility(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    answers: dict[UUID, str],
    now: datetime,
) -> OwnStates:
    """Answer questions of eligibility; the same again is harmless.

    Refusals: `entry_right_needed`, `part_not_returned` (403), not editable (409, 423),
    `question_unknown`, `not_a_choice` (422).
    """
    entry = entrant_entry(session, actor, entry_id, lock=True)
    edition = session.get_one(Edition, entry.edition_id)
    may_edit(entry, edition, now)
    check_open(session, entry, ELIGIBILITY)
    rules = rules_for(session, edition, session.get_one(Category, entry.category_id))
    questions = {
        rule.id: [choice["code"] for choice in rule.options["choices"]]
        for rule in rules
        if rule.kind is RuleKind.question and rule.id is not None
    }
    before = said_of(session, entry.id)
    changed = {
        rule_id: code
        for rule_id, code in check_said(questions, answers).items()
        if before.get(rule_id) != code
    }
    for rule_id, code in changed.items():
        # `merge` reads by primary key: at most as many as there are questions.
        session.merge(
            EligibilityAnswer(
                entry_id=entry.id,
                rule_id=rule_id,
                code=code,
                saved_by=actor.user_id,
                saved_at=now,
            )
        )
    if changed:
        content_changed(session, actor, entry, now)
        audit.record(
            session,
            actor,
            "save_eligibility",
            now,
            subject=("entry", entry.id),
            edition_id=entry.edition_id,
            # Not what was said: of a draft nobody outside reads it, the log included.
            questions=len(changed),
        )
        session.flush()  # the states are read from the rows
    return own_states(session, actor, entry, now)


def show_eligibility(session: Session, actor: Actor, entry_id: UUID) -> StaffStates:
    """How an entry stands to its rules, for staff: when it was submitted, and now."""
    entry = entry_for_staff(session, actor, entry_id, *READERS)
    submission = standing(session, entry)
    return StaffStates(
        frozen=frozen_states(session, [entry])[entry.id],
        frozen_at=submission.submitted_at if submission else None,
        live=rule_states(session, actor, entry),
    )
