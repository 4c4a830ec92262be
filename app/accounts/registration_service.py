"""How a stranger becomes a user: a registration, its mailed link, and a password chosen behind it.

Anyone may write any address into these forms. So nobody learns whether it has an account: every
answer is the same, every request costs the same work, and what there is to say is said by mail.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service
from app.accounts.account_service import check_may_mail, may_mail_to
from app.accounts.models import Registration, User
from app.accounts.queries import find_registration, user_by_email
from app.accounts.rules import REGISTRATION_LIFE, address_taken, link_invalid
from app.accounts.schemas import Client
from app.actor import Actor
from app.audit import service as audit
from app.kit.ids import digest, secret
from app.kit.texts import fold_email
from app.notifications.service import post

# The SPA's pages: one reads a token from the URL's fragment.
CONFIRM_PAGE: Final = "/app/confirm"


def register_individual(
    session: Session, actor: Actor, wanted: Any, client: Client, now: datetime
) -> None:
    """Register a person who enters in their own name; the answer never says whether they were known.

    `wanted` has email, name_ar, name_en, language. Refusal: `slow_down` (429, by address).
    """
    register(session, actor, "register_individual", wanted, None, client, now)


def register(
    session: Session,
    actor: Actor,
    act: str,
    wanted: Any,
    wish: dict[str, Any] | None,
    client: Client,
    now: datetime,
) -> None:
    """Keep what somebody wrote about an address, and mail it a link to finish.

    Its owner, if it has one, is told that they have an account, with a link to a new password. Both
    cost the same. An address is mailed few times: beyond that, nothing happens and nobody is told.
    Refusal: `slow_down` (429, by the client's address).
    """
    check_may_mail(session, client, now)
    if not may_mail_to(session, wanted.email, now):
        return
    user = user_by_email(session, wanted.email)
    if user is None:
        row = Registration(
            email=fold_email(wanted.email),
            name_ar=wanted.name_ar,
            name_en=wanted.name_en,
            language=wanted.language,
            wish=wish,
        )
        _mail(session, row, now)
    else:
        service.mail_reset(session, user, "already_registered", now)
    session.flush()  # the log's row comes last
    _record(session, actor, act, user, now)


def _mail(session: Session, row: Registration, now: datetime) -> None:
    """Give a registration its secret and mail the link."""
    token = secret()
    row.token_hash = digest(token)
    row.created_at, row.expires_at = now, now + REGISTRATION_LIFE
    session.add(row)
    post(
        session,
        "confirm_email",
        to_email=row.email,
        language=row.language,
        facts={
            # No word of whoever wrote the address: the mail is no place for a stranger's text.
            "name": "",
            "link": service.secret_link(session, CONFIRM_PAGE, token, row.language),
            "expires_at": row.expires_at,
        },
        now=now,
        is_secret=True,
    )


def _record(session: Session, actor: Actor, act: str, user: User | None, now: datetime) -> None:
    audit.record(session, actor, act, now, subject=("user", user.id if user else None))


def resend_confirmation(
    session: Session, actor: Actor, email: str, language: str, client: Client, now: datetime
) -> None:
    """Mail a new link to an address that registered; else what `mail_way_in` says to it."""
    if mail_way_in(session, email, language, "already_registered", client, now):
        _record(session, actor, "resend_confirmation", user_by_email(session, email), now)


def request_password_reset(
    session: Session, actor: Actor, email: str, language: str, client: Client, now: datetime
) -> None:
    """Mail a link to set a new password; the answer is the same for an unknown address."""
    if mail_way_in(session, email, language, "reset_password", client, now):
        _record(session, actor, "request_password_reset", user_by_email(session, email), now)


def mail_way_in(
    session: Session, email: str, language: str, template: str, client: Client, now: datetime
) -> bool:
    """Mail an address what brings its owner in; False when it was mailed too often already.

    A user gets `template` with a link to a new password; one who registered, a new link to finish
    that; anybody else, in `language`, that the address has no account here.
    Refusal: `slow_down` (429, by the client's address).
    """
    check_may_mail(session, client, now)
    if not may_mail_to(session, email, now):
        return False
    user = user_by_email(session, email)
    waiting = session.scalars(
        select(Registration)
        .where(Registration.email == fold_email(email))
        .order_by(Registration.created_at.desc(), Registration.token_hash)
        .limit(1)
    ).one_or_none()
    if user is not None:
        service.mail_reset(session, user, template, now)
    elif waiting is not None:
        again = Registration(
            **{name: getattr(waiting, name) for name in ("email", *_WRITTEN)},
        )
        _mail(session, again, now)
    else:
        post(session, "no_account", to_email=email, language=language, facts={}, now=now)
    session.flush()  # the log's row comes last
    return True


_WRITTEN: Final = ("name_ar", "name_en", "language", "wish")


def confirm(
    session: Session, token: str, password_hash: str, now: datetime
) -> tuple[User, dict[str, Any] | None]:
    """Make the user that a registration names, with the password of who opened its mail.

    Returns the user and what the registration wished for besides. Every other link to this address
    dies. Refusals: `link_invalid` (410), `address_taken` (409).
    """
    row = find_registration(session, token, now)
    # All of the address's, in one order: of two links opened at once, one waits and finds itself used.
    open_ones = session.scalars(
        select(Registration)
        .where(Registration.email == row.email, Registration.used_at.is_(None))
        .order_by(Registration.token_hash)
        .with_for_update()
    ).all()
    if row not in open_ones:
        raise link_invalid()
    for one in open_ones:
        one.used_at = now
    user = user_by_email(session, row.email)
    if user is None:
        user = service.create_user(
            session,
            email=row.email,
            name_ar=row.name_ar,
            name_en=row.name_en,
            language=row.language,
            now=now,
            password_hash=password_hash,
            confirmed=True,
        )
    elif user.password_hash is None or user.email_confirmed_at is None:
        user.password_hash, user.email_confirmed_at = password_hash, now
    else:
        raise address_taken()
    return user, row.wish
