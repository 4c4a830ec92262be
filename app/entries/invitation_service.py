"""Inviting somebody by e-mail to work on one entry, and what the holder of the link does with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.accounts.models import User
from app.accounts.queries import get_user, load_rights, user_by_email
from app.accounts.rules import account_disabled, password_missing
from app.accounts.schemas import Client
from app.accounts.session_service import open_session
from app.actor import Actor
from app.editions.models import Category, Edition
from app.editions.queries import STAFF, places
from app.entries.member_models import EntryInvitation, EntryMember
from app.entries.member_queries import people_on
from app.entries.member_rules import (
    INVITATION_LIFE,
    RIGHT_WORDS,
    EntryRight,
    already_works_here,
    check_not_everybody,
    check_same_address,
    includes,
    invitation_closed,
    invitation_gone,
)
from app.entries.member_schemas import CollaborationIn, CollaboratorIn, Joined, Looked, PeopleView
from app.entries.member_service import people_view, record
from app.entries.models import Entry
from app.entries.queries import entrant_entry
from app.entries.question_rules import check_may_ask
from app.entries.rules import check_not_staff
from app.kit.errors import N_, Refusal, not_found
from app.kit.i18n import language_of, translate
from app.kit.ids import digest, secret
from app.kit.texts import fold_email
from app.kit.versions import Put
from app.notifications.service import post
from app.organisations.models import Organisation

# The SPA's page that reads the token from the URL's fragment.
PAGE = "/app/collaborate"


def _managed(session: Session, actor: Actor, entry_id: UUID) -> tuple[Entry, Edition]:
    """An entry locked for one who manages its people, while its edition goes on."""
    entry = entrant_entry(session, actor, entry_id, lock=True, needs=EntryRight.submit, own=True)
    edition = session.get_one(Edition, entry.edition_id)
    check_may_ask(edition.phase_now, 0)
    return entry, edition


def invite_collaborator(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    invitation_id: UUID,
    wanted: CollaboratorIn,
    now: datetime,
) -> Put[PeopleView]:
    """Invite an address to work on an entry, and mail the link; an earlier open one of it dies.

    Whether the address has an account, or may enter at all, only its holder learns. Refusals:
    `entry_right_needed`, `own_people_only` (403), `already_works_here`, `too_many_people`, `edition_over`, `id_taken`
    (409).
    """
    entry, edition = _managed(session, actor, entry_id)
    email = fold_email(wanted.email)
    known = session.get(EntryInvitation, invitation_id)
    if known is not None:
        if (known.entry_id, known.email, known.right) != (entry.id, email, wanted.right.value):
            raise Refusal("id_taken", N_("هذا المعرّف مستعمل. أعد المحاولة من صفحة جديدة."))
        return Put(people_view(session, actor, entry, now), created=False)
    people = people_on(session, [entry])[entry.id]
    if email in {one.user.email for one in people}:
        raise already_works_here()
    _revoke_open(session, entry.id, email, now)
    waiting = session.scalar(
        select(func.count()).where(
            EntryInvitation.entry_id == entry.id,
            EntryInvitation.accepted_at.is_(None),
            EntryInvitation.revoked_at.is_(None),
        )
    )
    check_not_everybody(len(people) + (waiting or 0))
    invitation = EntryInvitation(
        id=invitation_id,
        entry_id=entry.id,
        email=email,
        name_ar=wanted.name_ar,
        name_en=wanted.name_en,
        language=wanted.language,
        right=wanted.right.value,
        invited_by=actor.user_id,
        created_at=now,
    )
    _mail(session, actor, invitation, entry, edition, now)
    session.add(invitation)
    session.flush()  # it is read back among the entry's people
    record(
        session,
        actor,
        "invite_collaborator",
        entry,
        now,
        invitation_id=str(invitation.id),
        right=invitation.right,
    )
    return Put(people_view(session, actor, entry, now), created=True)


def _revoke_open(session: Session, entry_id: UUID, email: str, now: datetime) -> None:
    session.execute(
        update(EntryInvitation)
        .where(
            EntryInvitation.entry_id == entry_id,
            EntryInvitation.email == email,
            EntryInvitation.accepted_at.is_(None),
            EntryInvitation.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )


def _mail(
    session: Session,
    actor: Actor,
    row: EntryInvitation,
    entry: Entry,
    edition: Edition,
    now: datetime,
) -> None:
    """Give an invitation a new secret and seven days, and mail the link; an older link dies."""
    token = secret()
    row.token_hash, row.expires_at = digest(token), now + INVITATION_LIFE
    language = language_of(row.language)
    by = get_user(session, actor.id)
    category = session.get_one(Category, entry.category_id)
    (entrant_ar, entrant_en), _ = _names(session, entry, edition)

    def say(ar: str, en: str) -> str:
        return accounts.in_language(language, ar, en)

    post(
        session,
        "collaboration_invitation",
        to_email=row.email,
        language=language,
        facts={
            "name": say(row.name_ar, row.name_en),
            "by_name": say(by.name_ar, by.name_en),
            "entrant": say(entrant_ar, entrant_en),
            "number": entry.number,
            "category": say(category.name_ar, category.name_en),
            "edition": say(edition.name_ar, edition.name_en),
            "programme": say(edition.programme.name_ar, edition.programme.name_en),
            "right": translate(language, RIGHT_WORDS[EntryRight(row.right)]),
            "link": accounts.secret_link(session, PAGE, token, language),
            "expires_at": row.expires_at,
            "zone": edition.timezone,
            "digits": edition.digits,
        },
        now=now,
        edition_id=edition.id,
        reply_to=edition.programme.reply_to,
        is_secret=True,
    )


def _names(
    session: Session, entry: Entry, edition: Edition
) -> tuple[tuple[str, str], tuple[str, str]]:
    """Whose entry it is, and in what: both names of each."""
    whose: Any = (
        session.get_one(Organisation, entry.organisation_id)
        if entry.organisation_id
        else session.get_one(User, entry.owner_id)
    )
    programme = edition.programme
    return (whose.name_ar, whose.name_en), (
        f"{programme.name_ar} – {edition.name_ar}",
        f"{programme.name_en} – {edition.name_en}",
    )


def _waiting(session: Session, entry: Entry, invitation_id: UUID) -> EntryInvitation:
    """An invitation to this entry that may still be accepted or renewed, locked."""
    row = session.get(EntryInvitation, invitation_id, with_for_update=True, populate_existing=True)
    if row is None or row.entry_id != entry.id:
        raise not_found()
    if row.accepted_at is not None or row.revoked_at is not None:
        raise invitation_closed()
    return row


def resend_collaboration(
    session: Session, actor: Actor, entry_id: UUID, invitation_id: UUID, now: datetime
) -> PeopleView:
    """Mail a new link, good for seven days; the old one dies. Refusal: `invitation_closed` (409)."""
    entry, edition = _managed(session, actor, entry_id)
    row = _waiting(session, entry, invitation_id)
    _mail(session, actor, row, entry, edition, now)
    record(session, actor, "resend_collaboration", entry, now, invitation_id=str(row.id))
    return people_view(session, actor, entry, now)


def revoke_collaboration(
    session: Session, actor: Actor, entry_id: UUID, invitation_id: UUID, now: datetime
) -> PeopleView:
    """Make an invitation's link worthless. Refusal: `invitation_closed` (409)."""
    entry = entrant_entry(session, actor, entry_id, lock=True, needs=EntryRight.submit, own=True)
    row = _waiting(session, entry, invitation_id)
    row.revoked_at = now
    session.flush()  # the open invitations are read again
    record(session, actor, "revoke_collaboration", entry, now, invitation_id=str(row.id))
    return people_view(session, actor, entry, now)


# ---------------------------------------------------------------- the holder's side


def _find(session: Session, token: str, now: datetime) -> EntryInvitation:
    """The open invitation of a secret, or 410 `collaboration_link_invalid`."""
    row = session.scalars(
        select(EntryInvitation)
        .where(EntryInvitation.token_hash == digest(token))
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None or row.accepted_at or row.revoked_at or row.expires_at <= now:
        raise invitation_gone()
    return row


def look_at_collaboration(session: Session, _actor: Actor, token: str, now: datetime) -> Looked:
    """What a secret invites to, and whether its holder must choose a password."""
    row = _find(session, token, now)
    entry = session.get_one(Entry, row.entry_id)
    edition = session.get_one(Edition, entry.edition_id)
    user = user_by_email(session, row.email)
    return Looked(
        invitation=row,
        entry=entry,
        names=_names(session, entry, edition),
        by=session.get(User, row.invited_by) if row.invited_by else None,
        needs_password=_chooses(user),
    )


def _chooses(user: User | None) -> bool:
    """Whether this person must choose a password: nobody yet, or an address never proven."""
    return user is None or user.password_hash is None or user.email_confirmed_at is None


def accept_collaboration(
    session: Session,
    actor: Actor,
    wanted: CollaborationIn,
    password_hash: str | None,
    client: Client,
    now: datetime,
) -> Joined:
    """Take the place that an invitation offers; makes the user if nobody has the address yet.

    The secret came by mail, so the address is proven; it is the invited one that joins, whoever is
    signed in. Refusals: `collaboration_link_invalid` (410), `other_address`, `staff_may_not_enter`,
    `account_disabled` (403), `password_missing` (422).
    """
    entry_id = _find(session, wanted.token, now).entry_id
    entry = session.scalars(
        select(Entry).where(Entry.id == entry_id).with_for_update()
    ).one_or_none()
    if entry is None:
        raise invitation_gone()
    email = _find(session, wanted.token, now).email
    # All of the address's, in one order: two links opened at once make one user.
    session.scalars(
        select(EntryInvitation)
        .where(EntryInvitation.email == email, EntryInvitation.accepted_at.is_(None))
        .order_by(EntryInvitation.id)
        .with_for_update()
    ).all()
    row = _find(session, wanted.token, now)
    check_same_address(get_user(session, actor.id).email if actor.user_id else None, row.email)
    user = user_by_email(session, row.email)
    if user is not None:
        if user.disabled_at is not None:
            raise account_disabled()
        them = Actor(user_id=user.id, rights=load_rights(session, user.id))
        edition = session.get_one(Edition, entry.edition_id)
        check_not_staff(is_staff=them.holds(STAFF, *places(edition)))
    chooses = _chooses(user)
    if chooses and password_hash is None:
        raise password_missing()
    if user is None:
        user = accounts.create_user(
            session,
            email=row.email,
            name_ar=wanted.name_ar or row.name_ar,
            name_en=wanted.name_en or row.name_en,
            language=row.language,
            now=now,
        )
    if chooses:
        # Whoever registered this address without confirming it does not keep their password.
        user.password_hash, user.email_confirmed_at = password_hash, now
    row.accepted_at, row.accepted_by = now, user.id
    _join(session, entry, row, user, now)
    themselves = Actor(user_id=user.id)
    opened = open_session(session, user, client, now) if chooses else None
    record(
        session,
        themselves,
        "accept_collaboration",
        entry,
        now,
        invitation_id=str(row.id),
        right=row.right,
    )
    return Joined(entry_id=entry.id, email=user.email, opened=opened)


def _join(session: Session, entry: Entry, row: EntryInvitation, user: User, now: datetime) -> None:
    """Put a person among an entry's people; one who is there already keeps the higher right."""
    there = session.get(EntryMember, (entry.id, user.id))
    right = EntryRight(row.right)
    if there is None:
        session.add(
            EntryMember(
                entry_id=entry.id,
                user_id=user.id,
                right=right.value,
                outside=True,
                added_by=row.invited_by,
                added_at=now,
            )
        )
        return
    if not there.outside or includes(right, EntryRight(there.right)):
        there.right = right.value
    there.outside = True
