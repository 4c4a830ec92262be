"""Decisions of two persons: one proposes, another confirms or disagrees."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Category, Edition
from app.entries.desk_queries import desk_view
from app.entries.desk_schemas import DeskEntry, DeskView, ScreeningDecisionIn
from app.entries.mail_service import mail_entry
from app.entries.models import Entry
from app.entries.queries import SCREENERS, entry_for_staff
from app.entries.rules import EntryState
from app.entries.screening_models import ScreeningDecision
from app.entries.screening_queries import standing_proposal, two_persons
from app.entries.screening_rules import (
    Standing,
    check_first_person,
    check_no_stake,
    check_none_stands,
    check_reason,
    check_second_person,
    check_stands,
    check_two_persons,
)
from app.entries.screening_service import check_returnable, decide, mail_decision
from app.entries.wall_queries import is_barred
from app.entries.zone_queries import may_decide
from app.kit.ids import uuid7
from app.kit.versions import check_version


def propose_decision(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    wanted: ScreeningDecisionIn,
    condition: str | None,
    now: datetime,
) -> DeskView:
    """Propose a decision for a second person to confirm; the entry stays as it is.

    Refusals: `condition_required` (428), `stale` (412), `one_person_decides`, `decision_proposed`
    and those of `check_decision` (409), those of `check_parts` (422).
    """
    entry = entry_for_staff(session, actor, entry_id, *SCREENERS, lock=True)
    check_no_stake(barred=is_barred(session, actor, entry))
    edition = session.get_one(Edition, entry.edition_id)
    _check_seen(session, actor, entry, edition, condition, now)
    check_two_persons(two_persons=two_persons(session, edition.id))
    propose(session, actor, entry, edition, wanted, now)
    return desk_view(session, actor, entry, edition, now)


def propose(
    session: Session,
    actor: Actor,
    entry: Entry,
    edition: Edition,
    wanted: ScreeningDecisionIn,
    now: datetime,
) -> None:
    """Write a proposal down for a locked entry."""
    check_none_stands(stands=standing_proposal(session, entry.id) is not None)
    check_reason(wanted.decision, wanted.reason)
    may_decide(entry, edition, EntryState(wanted.decision.value), now, wanted.until)
    parts = None if wanted.parts is None else [one.model_dump() for one in wanted.parts]
    check_returnable(session, entry, edition, parts, now)
    row = ScreeningDecision(
        id=uuid7(),
        entry_id=entry.id,
        decision=wanted.decision.value,
        reason=wanted.reason,
        until=wanted.until,
        parts=parts,
        state=Standing.proposed.value,
        proposed_by=actor.user_id,
        proposed_at=now,
        submission_id=entry.submission_id,
    )
    session.add(row)
    session.flush()  # at most one stands, and it is read back
    facts: dict[str, Any] = {"decision": wanted.decision.value}
    if wanted.reason:
        facts["reason"] = wanted.reason
    _record(session, actor, "propose_decision", entry, now, **facts)


def _check_seen(
    session: Session,
    actor: Actor,
    entry: Entry,
    edition: Edition,
    condition: str | None,
    now: datetime,
) -> None:
    """What is decided is what was read. Refusals: `condition_required` (428), `stale` (412)."""
    check_version(
        entry.version,
        condition,
        lambda: DeskEntry.of(desk_view(session, actor, entry, edition, now)),
    )


def _answered(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    proposal_id: UUID,
    condition: str | None,
    now: datetime,
) -> tuple[Entry, Edition, ScreeningDecision]:
    """A locked entry with the proposal that stands on it."""
    entry = entry_for_staff(session, actor, entry_id, *SCREENERS, lock=True)
    check_no_stake(barred=is_barred(session, actor, entry))
    edition = session.get_one(Edition, entry.edition_id)
    _check_seen(session, actor, entry, edition, condition, now)
    row = standing_proposal(session, entry.id)
    if row is None or row.id != proposal_id:
        known = session.get(ScreeningDecision, proposal_id)
        ours = known is not None and known.entry_id == entry.id
        check_stands(Standing(known.state) if known is not None and ours else None)
    assert row is not None  # noqa: S101 -- at most one stands, and `check_stands` refused the rest
    return entry, edition, row


def confirm_decision(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    proposal_id: UUID,
    condition: str | None,
    now: datetime,
) -> DeskView:
    """Confirm what another proposed: it is done, and the entry's people are told.

    Refusals: `proposed_by_you` (403), `proposal_over` and those of `check_decision` (409).
    """
    entry, edition, row = _answered(session, actor, entry_id, proposal_id, condition, now)
    confirm(session, actor, entry, edition, row, now)
    tell(session, entry, edition, row, now)
    return desk_view(session, actor, entry, edition, now)


def confirm(
    session: Session,
    actor: Actor,
    entry: Entry,
    edition: Edition,
    row: ScreeningDecision,
    now: datetime,
) -> None:
    """Do what was proposed for a locked entry; it mails nobody."""
    check_second_person(actor.user_id, row.proposed_by)
    check_returnable(session, entry, edition, row.parts, now)
    row.state = Standing.confirmed.value
    row.decided_by, row.decided_at = actor.user_id, now
    session.flush()  # before what is left is overtaken
    decide(
        session,
        actor,
        entry,
        edition,
        EntryState(row.decision),
        now,
        reason=row.reason,
        until=row.until,
        parts=row.parts,
        proposed_by=str(row.proposed_by),
    )
    _record(session, actor, "confirm_decision", entry, now, decision=row.decision)


def tell(
    session: Session, entry: Entry, edition: Edition, row: ScreeningDecision, now: datetime
) -> None:
    """Mail what was confirmed to the entry's people."""
    mail_decision(
        session,
        EntryState(row.decision),
        [entry],
        edition,
        now,
        reason=row.reason,
        until=row.until,
        only_parts=row.parts is not None,
    )


def decline_decision(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    proposal_id: UUID,
    reason: str,
    condition: str | None,
    now: datetime,
) -> DeskView:
    """Disagree with what another proposed, with a reason that they are told; the entry stays.

    Refusals: `proposed_by_you` (403), `proposal_over` (409).
    """
    entry, edition, row = _answered(session, actor, entry_id, proposal_id, condition, now)
    check_second_person(actor.user_id, row.proposed_by)
    row.state, row.answer = Standing.declined.value, reason
    row.decided_by, row.decided_at = actor.user_id, now
    _record(session, actor, "decline_decision", entry, now, decision=row.decision, reason=reason)
    first = session.get(User, row.proposed_by) if row.proposed_by else None
    if first is not None and first.disabled_at is None:
        category = session.get_one(Category, entry.category_id)
        page = f"/app/editions/{edition.id}/screening/{entry.id}"
        mail_entry(
            session,
            "decision_declined",
            [first],
            entry,
            category,
            edition,
            now,
            page,
            reason=reason,
        )
    return desk_view(session, actor, entry, edition, now)


def withdraw_proposal(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    proposal_id: UUID,
    condition: str | None,
    now: datetime,
) -> DeskView:
    """Take back what one proposed oneself. Refusals: `not_your_proposal` (403), `proposal_over` (409)."""
    entry, edition, row = _answered(session, actor, entry_id, proposal_id, condition, now)
    check_first_person(actor.user_id, row.proposed_by)
    row.state = Standing.withdrawn.value
    row.decided_by, row.decided_at = actor.user_id, now
    _record(session, actor, "withdraw_proposal", entry, now, decision=row.decision)
    return desk_view(session, actor, entry, edition, now)


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
