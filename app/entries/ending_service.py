"""How an entrant ends an entry: a draft is deleted, what was submitted is withdrawn."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Category, Edition
from app.editions.rules import Phase
from app.entries.co_owner_service import co_owners_of, tell_ended
from app.entries.correction_service import close_decisions
from app.entries.mail_service import mail_organisers, tell_others
from app.entries.member_rules import EntryRight
from app.entries.models import Entry
from app.entries.queries import entrant_entry, entrant_view
from app.entries.rules import EntryState, check_may_delete, check_may_withdraw
from app.entries.schemas import EntryView


def delete_entry(session: Session, actor: Actor, entry_id: UUID, now: datetime) -> None:
    """Delete a draft, telling its people and co-owners. Refusals: `own_people_only` (403), `not_a_draft` (409)."""
    entry = entrant_entry(session, actor, entry_id, lock=True, needs=EntryRight.submit, own=True)
    check_may_delete(EntryState(entry.state), was_submitted=entry.submitted_at is not None)
    tell_others(session, actor, "draft_deleted", entry, now, page="/app/entrant/entries")
    tell_ended(session, entry, co_owners_of(session, entry), "deleted", now)
    _record(session, actor, "delete_entry", entry, now)
    session.delete(entry)


def withdraw_entry(
    session: Session, actor: Actor, entry_id: UUID, reason: str, now: datetime
) -> EntryView:
    """Withdraw a submitted entry; its people and co-owners are told, the organisers once the call is over."""
    entry = entrant_entry(session, actor, entry_id, lock=True, needs=EntryRight.submit, own=True)
    edition = session.get_one(Edition, entry.edition_id)
    check_may_withdraw(EntryState(entry.state), edition.phase_now)
    entry.state, entry.state_reason = EntryState.withdrawn.value, reason
    close_decisions(session, entry, actor.user_id, now, answered=False)
    entry.version += 1
    _record(session, actor, "withdraw_entry", entry, now, reason=reason)
    tell_others(session, actor, "withdrawal_told", entry, now, reason=reason)
    tell_ended(session, entry, co_owners_of(session, entry), "withdrawn", now)
    if edition.phase_now != Phase.open:
        category = session.get_one(Category, entry.category_id)
        mail_organisers(session, "entry_withdrawn", entry, category, edition, now, reason=reason)
    return entrant_view(session, actor, entry, now)


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
