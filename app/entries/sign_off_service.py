"""An agency's own word on an entry: asking for it, giving it, returning it, and what voids it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.service import in_language
from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Category, Edition
from app.entries.mail_service import mail_entry
from app.entries.member_queries import own_right
from app.entries.member_rules import EntryRight, includes
from app.entries.models import Entry
from app.entries.queries import entrant_entry, load_view, may_edit, refused_now
from app.entries.rules import check_complete
from app.entries.sign_off_models import SignOff
from app.entries.sign_off_queries import (
    entry_hash,
    needs_sign_off,
    newest,
    sign_off_rows,
    signers_of,
    standing,
)
from app.entries.sign_off_rules import (
    APPROVED,
    SignOffState,
    check_asked,
    check_may_sign,
    check_needed,
    check_same_content,
    check_signer,
)
from app.entries.sign_off_schemas import SignOffIn, SignOffView
from app.entries.zone_queries import entry_deadline
from app.kit.ids import uuid7


def sign_off_view(session: Session, actor: Actor, entry: Entry, now: datetime) -> SignOffView:
    """Where the sign-off of an entry stands, for one of its people."""
    edition = session.get_one(Edition, entry.edition_id)
    needed = needs_sign_off(entry, edition)
    row = standing(session, entry.id)
    open_ = not refused_now({"edit": lambda: may_edit(entry, edition, now)})
    signers = signers_of(session, entry, without=None) if needed else []
    submits = includes(own_right(session, actor, entry), EntryRight.submit)
    asked = row is not None and row.state == SignOffState.asked.value
    return SignOffView(
        needed=needed,
        content_hash=entry_hash(session, entry) if needed else "",
        signers=[user for user in signers if user.id != actor.user_id],
        rows=sign_off_rows(session, entry.id),
        may_ask=needed and open_ and submits,
        may_answer=open_
        and asked
        and row is not None
        and row.asked_by != actor.user_id
        and actor.user_id in {user.id for user in signers},
    )


def show_sign_off(session: Session, actor: Actor, entry_id: UUID, now: datetime) -> SignOffView:
    """Where the sign-off of one of my entries stands."""
    return sign_off_view(session, actor, entrant_entry(session, actor, entry_id), now)


def request_sign_off(
    session: Session, actor: Actor, entry_id: UUID, wanted: SignOffIn, now: datetime
) -> SignOffView:
    """Ask a second person of the agency to sign a complete entry off; a request before is replaced.

    Refusals: `entry_right_needed` (403), not editable (409, 423), `sign_off_not_needed` (409),
    `entry_incomplete`, `not_a_signer` (422).
    """
    entry = entrant_entry(session, actor, entry_id, lock=True, needs=EntryRight.submit)
    view = load_view(session, entry)
    check_needed(needed=needs_sign_off(entry, view.edition))
    may_edit(entry, view.edition, now)
    signers = {user.id: user for user in signers_of(session, entry, without=actor.user_id)}
    check_signer(wanted.signer_id, signers)
    check_complete(item.model_dump(mode="json") for item in view.missing)
    before = standing(session, entry.id)
    if before is not None:
        before.state = SignOffState.replaced.value
        session.flush()  # at most one stands
    row = SignOff(
        id=uuid7(),
        entry_id=entry.id,
        state=SignOffState.asked.value,
        signer_id=wanted.signer_id,
        asked_by=actor.user_id,
        asked_at=now,
        note=wanted.note,
    )
    session.add(row)
    session.flush()  # it is read back below
    _record(session, actor, "request_sign_off", entry, now, signer_id=str(wanted.signer_id))
    _tell(
        session,
        actor,
        "sign_off_requested",
        [signers[wanted.signer_id]],
        entry,
        now,
        note=wanted.note,
    )
    return sign_off_view(session, actor, entry, now)


def _answered(
    session: Session, actor: Actor, entry_id: UUID, now: datetime
) -> tuple[Entry, SignOff]:
    """An entry locked with its open request, for one who may answer it."""
    entry = entrant_entry(session, actor, entry_id, lock=True)
    edition = session.get_one(Edition, entry.edition_id)
    check_needed(needed=needs_sign_off(entry, edition))
    may_edit(entry, edition, now)
    row = standing(session, entry.id)
    check_asked(SignOffState(row.state) if row else None)
    assert row is not None  # noqa: S101 -- checked in the line above
    signers = {user.id for user in signers_of(session, entry, without=None)}
    check_may_sign(actor.id, row.asked_by, signers)
    return entry, row


def approve_sign_off(
    session: Session, actor: Actor, entry_id: UUID, read_hash: str, now: datetime
) -> SignOffView:
    """Sign an entry off as it was read; any change from then on voids it.

    Refusals: `sign_off_not_asked`, `entry_changed_since`, `sign_off_not_needed` (409),
    `same_person`, `not_a_signer` (403), not editable (409, 423).
    """
    entry, row = _answered(session, actor, entry_id, now)
    current = entry_hash(session, entry)
    check_same_content(read_hash, current)
    row.state, row.content_hash = SignOffState.approved.value, current
    row.decided_by, row.decided_at = actor.user_id, now
    session.flush()  # it is read back below
    _record(session, actor, "approve_sign_off", entry, now, content_hash=current)
    _tell(session, actor, "sign_off_approved", _users(session, row.asked_by), entry, now)
    return sign_off_view(session, actor, entry, now)


def return_sign_off(
    session: Session, actor: Actor, entry_id: UUID, note: str, now: datetime
) -> SignOffView:
    """Give an entry back to whoever asked, with a note. Refusals as `approve_sign_off`."""
    entry, row = _answered(session, actor, entry_id, now)
    row.state, row.decision_note = SignOffState.returned.value, note
    row.decided_by, row.decided_at = actor.user_id, now
    session.flush()  # it is read back below
    _record(session, actor, "return_sign_off", entry, now)
    _tell(session, actor, "sign_off_returned", _users(session, row.asked_by), entry, now, note=note)
    return sign_off_view(session, actor, entry, now)


def content_changed(session: Session, actor: Actor, entry: Entry, now: datetime) -> None:
    """What every change of an entry's words and files calls: an approval is of one content.

    Another content voids it, and its two people are told once; back at what was approved, it stands
    again. The machine calls it when a file is refused. Where the entry is no longer open, as in the
    window of one file's correction, there is nothing left to sign: what was submitted stands. The
    caller holds the entry's lock.
    """
    row = newest(session, entry.id)
    edition = session.get_one(Edition, entry.edition_id)
    if row is None or row.state not in APPROVED:
        return
    if refused_now({"edit": lambda: may_edit(entry, edition, now)}):
        return
    session.flush()  # what the entry says is read back
    if entry_hash(session, entry) == row.content_hash:
        row.state, row.voided_by, row.voided_at = SignOffState.approved.value, None, None
        return
    if row.state == SignOffState.voided.value:
        return
    row.state, row.voided_by, row.voided_at = SignOffState.voided.value, actor.user_id, now
    people = [
        user for user in _users(session, row.asked_by, row.decided_by) if user.id != actor.user_id
    ]
    _tell(session, actor, "sign_off_voided", people, entry, now, once=row.id)


def _users(session: Session, *ids: UUID | None) -> list[User]:
    found = [session.get(User, user_id) for user_id in dict.fromkeys(ids) if user_id is not None]
    return [user for user in found if user is not None and user.disabled_at is None]


def _tell(
    session: Session,
    actor: Actor,
    template: str,
    users: list[User],
    entry: Entry,
    now: datetime,
    once: UUID | None = None,
    **facts: Any,
) -> None:
    """Mail each of these, with who did it in their language and until when the entry may be sent.

    `once`: of this thing nobody is told the same again.
    """
    edition = session.get_one(Edition, entry.edition_id)
    category = session.get_one(Category, entry.category_id)
    by = session.get(User, actor.user_id) if actor.user_id else None
    if template in ("sign_off_requested", "sign_off_approved"):
        facts["closes_at"] = entry_deadline(entry, edition)
    for user in users:
        name = in_language(user.language, by.name_ar, by.name_en) if by else ""
        mail_entry(
            session,
            template,
            [user],
            entry,
            category,
            edition,
            now,
            dedupe_key=f"{template}:{once}:{user.id}" if once else None,
            by_name=name,
            **facts,
        )


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
        **facts,
    )
