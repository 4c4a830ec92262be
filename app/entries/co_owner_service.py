"""Other agencies that an entry belongs to: naming one, mailing its manager, taking the answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.accounts.models import User
from app.accounts.queries import get_user
from app.actor import Actor
from app.audit import service as audit
from app.editions.eligibility_rules import RuleKind
from app.editions.models import Category, Edition
from app.entries.co_owner_rules import (
    check_asked_for,
    check_may_answer,
    check_may_name,
    check_not_own,
    link_gone,
)
from app.entries.co_owner_schemas import AskedCoOwner, CoOwnerAnswerIn, CoOwnerIn
from app.entries.correction_service import check_open
from app.entries.eligibility_models import CoOwner
from app.entries.eligibility_queries import rules_for
from app.entries.eligibility_rules import CoOwnerState
from app.entries.eligibility_schemas import OwnStates
from app.entries.eligibility_service import own_states
from app.entries.mail_service import mail_entry, people_of
from app.entries.member_queries import people_on
from app.entries.member_rules import EntryRight
from app.entries.models import Entry
from app.entries.queries import entrant_entry, may_edit
from app.entries.rules import EntryState
from app.entries.screening_rules import CO_OWNERS
from app.entries.sign_off_service import content_changed
from app.kit.errors import N_, Refusal, not_found
from app.kit.i18n import language_of
from app.kit.ids import digest, secret
from app.kit.versions import Put
from app.notifications.service import post
from app.organisations.models import Organisation

# The SPA's page that reads the token from the URL's fragment.
PAGE = "/app/co-owner"


def _managed(session: Session, actor: Actor, entry_id: UUID, now: datetime) -> Entry:
    """An entry locked for one who manages its people, while it may change."""
    entry = entrant_entry(session, actor, entry_id, lock=True, needs=EntryRight.submit)
    may_edit(entry, session.get_one(Edition, entry.edition_id), now)
    check_open(session, entry, CO_OWNERS)
    return entry


def _record(
    session: Session, actor: Actor, act: str, row: CoOwner, entry: Entry, now: datetime
) -> None:
    audit.record(
        session,
        actor,
        act,
        now,
        subject=("entry", entry.id),
        edition_id=entry.edition_id,
        co_owner_id=str(row.id),
        state=row.state,
    )


def name_co_owner(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    co_owner_id: UUID,
    wanted: CoOwnerIn,
    now: datetime,
) -> Put[OwnStates]:
    """Name another agency that the entry belongs to, and mail its manager the link.

    Refusals: `entry_right_needed` (403), not editable (409, 423), `co_owners_not_asked`,
    `co_owner_named`, `co_owner_is_own`, `too_many_co_owners`, `id_taken` (409).
    """
    entry = _managed(session, actor, entry_id, now)
    values = wanted.model_dump()
    known = session.get(CoOwner, co_owner_id)
    if known is not None:
        if known.entry_id != entry.id or any(getattr(known, k) != v for k, v in values.items()):
            raise Refusal("id_taken", N_("هذا المعرّف مستعمل. أعد المحاولة من صفحة جديدة."))
        return Put(own_states(session, actor, entry, now), created=False)
    edition = session.get_one(Edition, entry.edition_id)
    rules = rules_for(session, edition, session.get_one(Category, entry.category_id))
    check_asked_for(asked=any(one.kind is RuleKind.co_owners for one in rules))
    check_may_name(
        session.scalars(select(CoOwner.email).where(CoOwner.entry_id == entry.id)).all(),
        wanted.email,
    )
    check_not_own(_own_addresses(session, entry), wanted.email)
    row = CoOwner(
        id=co_owner_id,
        entry_id=entry.id,
        state=CoOwnerState.asked.value,
        asked_by=actor.user_id,
        asked_at=now,
        **values,
    )
    _mail(session, actor, row, entry, edition, now)
    session.add(row)
    content_changed(session, actor, entry, now)
    _record(session, actor, "name_co_owner", row, entry, now)
    session.flush()  # the states are read from the rows
    return Put(own_states(session, actor, entry, now), created=True)


def _mail(
    session: Session, actor: Actor, row: CoOwner, entry: Entry, edition: Edition, now: datetime
) -> None:
    """Give the row a new secret and mail the link; an older link dies."""
    token = secret()
    row.token_hash, row.mailed_at = digest(token), now
    language = language_of(row.language)
    category = session.get_one(Category, entry.category_id)
    by = get_user(session, actor.id)

    def say(ar: str, en: str) -> str:
        return accounts.in_language(language, ar, en)

    post(
        session,
        "co_owner_asked",
        to_email=row.email,
        language=language,
        facts={
            "agency": say(row.name_ar, row.name_en),
            "by_name": say(by.name_ar, by.name_en),
            "entrant": say(*_entrant(session, entry)),
            "number": entry.number,
            "category": say(category.name_ar, category.name_en),
            "edition": say(edition.name_ar, edition.name_en),
            "programme": say(edition.programme.name_ar, edition.programme.name_en),
            "link": accounts.secret_link(session, PAGE, token, language),
            "closes_at": edition.closes_at,
            "zone": edition.timezone,
            "digits": edition.digits,
        },
        now=now,
        edition_id=edition.id,
        reply_to=edition.programme.reply_to,
        is_secret=True,
    )


def _own_addresses(session: Session, entry: Entry) -> list[str]:
    """The addresses of all who work on an entry, and of its whole agency."""
    return [one.user.email for one in people_on(session, [entry])[entry.id]]


def _entrant(session: Session, entry: Entry) -> tuple[str, str]:
    whose: Any = (
        session.get_one(Organisation, entry.organisation_id)
        if entry.organisation_id
        else session.get_one(User, entry.owner_id)
    )
    return whose.name_ar, whose.name_en


def _own(session: Session, entry: Entry, co_owner_id: UUID) -> CoOwner:
    row = session.get(CoOwner, co_owner_id, with_for_update=True, populate_existing=True)
    if row is None or row.entry_id != entry.id:
        raise not_found()
    return row


def mail_co_owner(
    session: Session, actor: Actor, entry_id: UUID, co_owner_id: UUID, now: datetime
) -> OwnStates:
    """Mail a new link to a co-owner's manager; the old one dies, an answer stays."""
    entry = _managed(session, actor, entry_id, now)
    row = _own(session, entry, co_owner_id)
    _mail(session, actor, row, entry, session.get_one(Edition, entry.edition_id), now)
    _record(session, actor, "mail_co_owner", row, entry, now)
    return own_states(session, actor, entry, now)


def remove_co_owner(
    session: Session, actor: Actor, entry_id: UUID, co_owner_id: UUID, now: datetime
) -> OwnStates:
    """Take a co-owner off an entry; its link dies."""
    entry = _managed(session, actor, entry_id, now)
    row = _own(session, entry, co_owner_id)
    _record(session, actor, "remove_co_owner", row, entry, now)
    session.delete(row)
    content_changed(session, actor, entry, now)
    session.flush()  # the states are read from the rows
    return own_states(session, actor, entry, now)


# ---------------------------------------------------------------- the holder's side


def _asked(session: Session, token: str, *, lock: bool = False) -> AskedCoOwner:
    found = select(CoOwner).where(CoOwner.token_hash == digest(token))
    if lock:
        # The entry first, as everybody takes it.
        entry_id = session.scalar(found.with_only_columns(CoOwner.entry_id))
        session.scalars(select(Entry.id).where(Entry.id == entry_id).with_for_update()).all()
    row = session.scalars(found.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise link_gone()
    entry = session.get_one(Entry, row.entry_id, populate_existing=True)
    edition = session.get_one(Edition, entry.edition_id)
    may = True
    try:
        check_may_answer(EntryState(entry.state), edition.phase_now)
    except Refusal:
        may = False
    category = session.get_one(Category, entry.category_id)
    return AskedCoOwner(row, entry, category, edition, _entrant(session, entry), may)


def look_at_co_owning(session: Session, _actor: Actor, token: str) -> AskedCoOwner:
    """What a co-owner's manager is asked. Refusal: `co_owner_link_invalid` (410)."""
    return _asked(session, token)


def answer_co_ownership(
    session: Session, actor: Actor, wanted: CoOwnerAnswerIn, now: datetime
) -> AskedCoOwner:
    """Agree that the entry is the agency's as well, or not; may change until eligibility is decided.

    Refusals: `co_owner_link_invalid` (410), `co_owning_closed`, `co_owner_is_own` (409).
    """
    asked = _asked(session, wanted.token, lock=True)
    row, entry = asked.row, asked.entry
    check_may_answer(EntryState(entry.state), asked.edition.phase_now)
    own = _own_addresses(session, entry)
    check_not_own(own, row.email)  # who joined the entry since answers for nobody else either
    if actor.user_id is not None:
        check_not_own(own, get_user(session, actor.user_id).email)
    row.state = (CoOwnerState.agreed if wanted.agrees else CoOwnerState.declined).value
    row.manager_name, row.manager_title = wanted.manager_name, wanted.manager_title
    row.note, row.answered_at = wanted.note, now
    _record(session, actor, "answer_co_ownership", row, entry, now)
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
            agrees=wanted.agrees,
            by_name=row.manager_name,
            note=row.note,
        )
    return asked
