"""Answering for an agency that an entry belongs to as well: its manager signed in, or who holds the mailed link."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.accounts.queries import get_user
from app.actor import Actor
from app.editions.models import Category, Edition
from app.entries.co_owner_rules import (
    check_may_answer,
    check_not_own,
    check_not_yourself,
    check_says_why,
    link_gone,
)
from app.entries.co_owner_schemas import AskedCoOwner, CoOwnerAnswerIn, CoOwningIn
from app.entries.co_owner_service import entrant_of, own_addresses, record_co_owner
from app.entries.eligibility_models import CoOwner
from app.entries.eligibility_rules import CoOwnerState
from app.entries.mail_service import mail_entry, people_of
from app.entries.models import Entry
from app.entries.rules import EntryState
from app.kit.errors import Refusal, not_found
from app.kit.ids import digest
from app.organisations.rules import check_manager


def _asked(
    session: Session, wanted: ColumnElement[bool], *, lock: bool = False
) -> AskedCoOwner | None:
    found = select(CoOwner).where(wanted)
    if lock:
        # The entry first, as everybody takes it.
        entry_id = session.scalar(found.with_only_columns(CoOwner.entry_id))
        session.scalars(select(Entry.id).where(Entry.id == entry_id).with_for_update()).all()
    row = session.scalars(found.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        return None
    entry = session.get_one(Entry, row.entry_id, populate_existing=True)
    edition = session.get_one(Edition, entry.edition_id)
    may = True
    try:
        check_may_answer(EntryState(entry.state), edition.phase_now)
    except Refusal:
        may = False
    category = session.get_one(Category, entry.category_id)
    return AskedCoOwner(row, entry, category, edition, entrant_of(session, entry), may)


def look_at_co_owning(session: Session, _actor: Actor, token: str) -> AskedCoOwner:
    """What the holder of a link is asked. Refusal: `co_owner_link_invalid` (410)."""
    asked = _asked(session, CoOwner.token_hash == digest(token))
    if asked is None:
        raise link_gone()
    return asked


def answer_co_ownership(
    session: Session, actor: Actor, wanted: CoOwnerAnswerIn, now: datetime
) -> AskedCoOwner:
    """Agree by the link that the entry is the agency's as well, or not; may change until eligibility is decided.

    Refusals: `co_owner_link_invalid` (410), `co_owning_closed`, `co_owner_is_own` (409),
    `decline_reason_required` (422).
    """
    asked = _asked(session, CoOwner.token_hash == digest(wanted.token), lock=True)
    if asked is None:
        raise link_gone()
    _check_may(session, actor, asked)
    # Who joined the entry since answers for nobody else either.
    check_not_own(own_addresses(session, asked.entry), asked.row.email)
    _answer(
        session, actor, "answer_co_ownership", asked, now, wanted.manager_name,
        wanted.manager_title, agrees=wanted.agrees, note=wanted.note,
    )  # fmt: skip
    return asked


def answer_co_owning(
    session: Session, actor: Actor, co_owner_id: UUID, wanted: CoOwningIn, now: datetime
) -> AskedCoOwner:
    """Agree as its manager that the entry is the agency's as well, or not; may change as by the link.

    Refusals: 404 for who does not enter for the agency, `managers_only` (403), `co_owning_closed`,
    `co_owner_is_own` (409), `decline_reason_required` (422).
    """
    asked = _asked(session, CoOwner.id == co_owner_id, lock=True)
    level = None if asked is None else actor.level_in(asked.row.organisation_id)
    if asked is None or level is None:
        raise not_found()
    check_manager(level)
    _check_may(session, actor, asked)
    user = get_user(session, actor.id)
    name = accounts.in_language(asked.row.language, user.name_ar, user.name_en)
    asked.row.answered_by = user.id
    _answer(
        session, actor, "answer_co_owning", asked, now, name, user.title,
        agrees=wanted.agrees, note=wanted.note,
    )  # fmt: skip
    return asked


def _check_may(session: Session, actor: Actor, asked: AskedCoOwner) -> None:
    """Whether an answer may still change, and not by one of the entry's own people."""
    check_may_answer(EntryState(asked.entry.state), asked.edition.phase_now)
    if actor.user_id is not None:
        check_not_yourself(
            get_user(session, actor.user_id).email in own_addresses(session, asked.entry)
        )


def _answer(
    session: Session,
    actor: Actor,
    act: str,
    asked: AskedCoOwner,
    now: datetime,
    name: str,
    title: str,
    *,
    agrees: bool,
    note: str,
) -> None:
    """Keep the answer, and tell the entry's people."""
    row, entry = asked.row, asked.entry
    check_says_why(agrees=agrees, note=note)
    row.state = (CoOwnerState.agreed if agrees else CoOwnerState.declined).value
    row.manager_name, row.manager_title = name, title
    row.note, row.answered_at = note, now
    record_co_owner(session, actor, act, row, entry, now)
    for user in people_of(session, [entry])[entry.id]:
        mail_entry(
            session,
            "co_owner_answered",
            [user],
            entry,
            asked.category,
            asked.edition,
            now,
            agency=accounts.in_language(user.language, row.name_ar, row.name_en),
            agrees=agrees,
            by_name=name,
            note=note,
        )
