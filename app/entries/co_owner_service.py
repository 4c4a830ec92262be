"""Other agencies that an entry belongs to: naming one, asking its managers or an address, taking it off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any, Literal
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
from app.entries.co_owner_queries import managers_for, of_this_name, registered
from app.entries.co_owner_rules import (
    check_asked_for,
    check_has_managers,
    check_may_name,
    check_not_own,
    check_unregistered,
    via_address,
)
from app.entries.co_owner_schemas import CoOwnerIn, RegisteredCoOwnerIn
from app.entries.correction_service import check_open
from app.entries.eligibility_models import CoOwner
from app.entries.eligibility_queries import rules_for
from app.entries.eligibility_rules import CoOwnerState, Via
from app.entries.eligibility_schemas import OwnStates
from app.entries.eligibility_service import own_states
from app.entries.mail_service import mail_entry
from app.entries.member_queries import people_on
from app.entries.member_rules import EntryRight
from app.entries.models import Entry
from app.entries.queries import entrant_entry, may_edit
from app.entries.screening_rules import CO_OWNERS
from app.entries.sign_off_service import content_changed
from app.entries.zone_queries import entry_deadline
from app.kit.errors import N_, Refusal, invalid, not_found
from app.kit.i18n import language_of
from app.kit.ids import digest, secret
from app.kit.versions import Put
from app.notifications.service import post
from app.organisations.models import Organisation

# The SPA's page that reads the token from the URL's fragment, and where managers find what waits.
PAGE = "/app/co-owner"
HOME = "/app/entrant"


def _managed(session: Session, actor: Actor, entry_id: UUID, now: datetime) -> Entry:
    """An entry locked for one who manages its people, while it may change."""
    entry = entrant_entry(session, actor, entry_id, lock=True, needs=EntryRight.submit)
    may_edit(entry, session.get_one(Edition, entry.edition_id), now)
    check_open(session, entry, CO_OWNERS)
    return entry


def record_co_owner(
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
        via=row.via,
    )


def name_co_owner(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    co_owner_id: UUID,
    wanted: CoOwnerIn,
    now: datetime,
) -> Put[OwnStates]:
    """Name an agency that is not registered, and mail an address of its manager's the link.

    Refusals: `entry_right_needed` (403), not editable (409, 423), `co_owners_not_asked`, `co_owner_named`,
    `co_owner_is_own`, `co_owner_registered`, `too_many_co_owners`, `id_taken` (409).
    """
    entry = _managed(session, actor, entry_id, now)
    values = wanted.model_dump()
    if _known(session, co_owner_id, entry, values):
        return Put(own_states(session, actor, entry, now), created=False)
    edition = _asking(session, entry, wanted.email)
    check_not_own(own_addresses(session, entry), wanted.email)
    alike = of_this_name(session, wanted.name_ar)
    answering = [one for one, managed in alike if managed and managers_for(session, entry, one.id)]
    check_unregistered(answering, wanted.name_ar)
    via = via_address(wanted.email, [one.email_domain for one, _ in alike] if alike else None)
    row = _row(co_owner_id, entry, actor, now, via=via.value, **values)
    _mail_link(session, actor, row, entry, edition, now)
    return _named(session, actor, "name_co_owner", row, entry, now)


def name_registered_co_owner(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    co_owner_id: UUID,
    wanted: RegisteredCoOwnerIn,
    now: datetime,
) -> Put[OwnStates]:
    """Name a registered agency, and tell its managers, who answer signed in.

    Refusals: those of `name_co_owner` but `co_owner_registered`; `co_owner_unmanaged` (409),
    `organisation_unknown` (422).
    """
    entry = _managed(session, actor, entry_id, now)
    if _known(session, co_owner_id, entry, wanted.model_dump()):
        return Put(own_states(session, actor, entry, now), created=False)
    edition = _asking(session, entry, str(wanted.organisation_id))
    organisation = registered(session, wanted.organisation_id)
    if organisation is None or organisation.id == entry.organisation_id:
        raise invalid("organisation_unknown", N_("اختر جهة من القائمة."), "organisation_id")
    row = _row(
        co_owner_id,
        entry,
        actor,
        now,
        via=Via.members.value,
        organisation_id=organisation.id,
        name_ar=organisation.name_ar,
        name_en=organisation.name_en,
    )
    _mail_managers(session, actor, row, entry, edition, now)
    return _named(session, actor, "name_registered_co_owner", row, entry, now)


def _known(session: Session, co_owner_id: UUID, entry: Entry, values: dict[str, Any]) -> bool:
    """Whether this is the same asked again. Refusal: `id_taken` (409)."""
    known = session.get(CoOwner, co_owner_id)
    if known is None:
        return False
    if known.entry_id != entry.id or any(getattr(known, k) != v for k, v in values.items()):
        raise Refusal("id_taken", N_("هذا المعرّف مستعمل. أعد المحاولة من صفحة جديدة."))
    return True


def _asking(session: Session, entry: Entry, one: str) -> Edition:
    """The entry's edition, if its rules ask for co-owners and this one may be named."""
    edition = session.get_one(Edition, entry.edition_id)
    rules = rules_for(session, edition, session.get_one(Category, entry.category_id))
    check_asked_for(asked=any(rule.kind is RuleKind.co_owners for rule in rules))
    rows = session.scalars(select(CoOwner).where(CoOwner.entry_id == entry.id))
    check_may_name({str(row.organisation_id or row.email) for row in rows}, one)
    return edition


def _row(co_owner_id: UUID, entry: Entry, actor: Actor, now: datetime, **values: Any) -> CoOwner:
    return CoOwner(
        id=co_owner_id,
        entry_id=entry.id,
        state=CoOwnerState.asked.value,
        asked_by=actor.user_id,
        asked_at=now,
        mailed_at=now,
        **values,
    )


def _named(
    session: Session, actor: Actor, act: str, row: CoOwner, entry: Entry, now: datetime
) -> Put[OwnStates]:
    session.add(row)
    content_changed(session, actor, entry, now)
    record_co_owner(session, actor, act, row, entry, now)
    session.flush()  # the states are read from the rows
    return Put(own_states(session, actor, entry, now), created=True)


def _mail_managers(
    session: Session, actor: Actor, row: CoOwner, entry: Entry, edition: Edition, now: datetime
) -> None:
    """Tell a registered agency's managers what waits on their home. Refusal: `co_owner_unmanaged` (409)."""
    managers = managers_for(session, entry, row.organisation_id)
    check_has_managers(managers)
    row.mailed_at = now
    category = session.get_one(Category, entry.category_id)
    by, entrant = get_user(session, actor.id), entrant_of(session, entry)
    for user in managers:
        say = partial(accounts.in_language, user.language)
        mail_entry(
            session,
            "co_owner_asked",
            [user],
            entry,
            category,
            edition,
            now,
            page=HOME,
            agency=say(row.name_ar, row.name_en),
            by_name=say(by.name_ar, by.name_en),
            entrant=say(*entrant),
            closes_at=entry_deadline(entry, edition),
            registered=True,
        )


def _mail_link(
    session: Session, actor: Actor, row: CoOwner, entry: Entry, edition: Edition, now: datetime
) -> None:
    """Give the row a new secret and mail the link; an older link dies."""
    token = secret()
    row.token_hash, row.mailed_at = digest(token), now
    language = language_of(row.language)
    category = session.get_one(Category, entry.category_id)
    by = get_user(session, actor.id)

    say = partial(accounts.in_language, language)
    post(
        session,
        "co_owner_asked",
        to_email=row.email,
        language=language,
        facts={
            "agency": say(row.name_ar, row.name_en),
            "by_name": say(by.name_ar, by.name_en),
            "entrant": say(*entrant_of(session, entry)),
            "number": entry.number,
            "category": say(category.name_ar, category.name_en),
            "edition": say(edition.name_ar, edition.name_en),
            "programme": say(edition.programme.name_ar, edition.programme.name_en),
            "link": accounts.secret_link(session, PAGE, token, language),
            "registered": False,
            "closes_at": entry_deadline(entry, edition),
            "zone": edition.timezone,
            "digits": edition.digits,
        },
        now=now,
        edition_id=edition.id,
        reply_to=edition.programme.reply_to,
        is_secret=True,
    )


def co_owners_of(session: Session, entry: Entry) -> Sequence[CoOwner]:
    """The agencies that were named in an entry."""
    return session.scalars(
        select(CoOwner).where(CoOwner.entry_id == entry.id).order_by(CoOwner.id)
    ).all()


def tell_ended(
    session: Session,
    entry: Entry,
    rows: Sequence[CoOwner],
    how: Literal["deleted", "withdrawn", "removed"],
    now: datetime,
) -> None:
    """Tell the managers of these agencies, or the addresses that were asked, that nothing waits for them now.

    Who declined is not written to again.
    """
    edition = session.get_one(Edition, entry.edition_id)
    category = session.get_one(Category, entry.category_id)
    for row in rows:
        if row.state == CoOwnerState.declined.value:
            continue
        asked: list[tuple[str, str, UUID | None]] = [
            (user.email, user.language, user.id)
            for user in managers_for(session, entry, row.organisation_id)
        ]
        if row.organisation_id is None:
            asked = [(row.email, row.language, None)]
        for email, language, user_id in asked:
            say = partial(accounts.in_language, language)
            post(
                session,
                "co_owning_ended",
                to_email=email,
                language=language,
                facts={
                    "how": how,
                    "agency": say(row.name_ar, row.name_en),
                    "entrant": say(*entrant_of(session, entry)),
                    "number": entry.number,
                    "category": say(category.name_ar, category.name_en),
                    "edition": say(edition.name_ar, edition.name_en),
                    "programme": say(edition.programme.name_ar, edition.programme.name_en),
                },
                now=now,
                user_id=user_id,
                edition_id=edition.id,
                reply_to=edition.programme.reply_to,
            )


def own_addresses(session: Session, entry: Entry) -> list[str]:
    """The addresses of all who work on an entry, and of its whole agency."""
    return [one.user.email for one in people_on(session, [entry])[entry.id]]


def entrant_of(session: Session, entry: Entry) -> tuple[str, str]:
    """Whose entry it is: an agency's name, or a person's."""
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
    """Ask again: its managers, or the address by a new link (the old one dies); an answer stays."""
    entry = _managed(session, actor, entry_id, now)
    row = _own(session, entry, co_owner_id)
    ask = _mail_link if row.organisation_id is None else _mail_managers
    ask(session, actor, row, entry, session.get_one(Edition, entry.edition_id), now)
    record_co_owner(session, actor, "mail_co_owner", row, entry, now)
    return own_states(session, actor, entry, now)


def remove_co_owner(
    session: Session, actor: Actor, entry_id: UUID, co_owner_id: UUID, now: datetime
) -> OwnStates:
    """Take a co-owner off an entry; its link dies, and it is told."""
    entry = _managed(session, actor, entry_id, now)
    row = _own(session, entry, co_owner_id)
    tell_ended(session, entry, [row], "removed", now)
    record_co_owner(session, actor, "remove_co_owner", row, entry, now)
    session.delete(row)
    content_changed(session, actor, entry, now)
    session.flush()  # the states are read from the rows
    return own_states(session, actor, entry, now)
