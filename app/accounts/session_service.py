"""Signing in, going on, signing out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from app.accounts.models import RefreshToken, Registration, Throttle, Ticket, User, UserSession
from app.accounts.queries import load_rights, user_by_email
from app.accounts.rules import (
    FORGOTTEN_AFTER,
    KEPT,
    REFRESH_GRACE,
    account_disabled,
    check_real_account,
    idle_of,
    refresh_reused,
    session_ended,
    wrong_credentials,
)
from app.accounts.schemas import Client, Opened
from app.accounts.throttle_queries import address_key, check_wait, email_key
from app.accounts.throttle_service import count_failure, forget_failures
from app.actor import Actor
from app.audit import service as audit
from app.house import AUDIENCE, house_of
from app.kit.errors import not_found
from app.kit.ids import digest, secret, uuid7
from app.kit.tokens import sign_access


def sign_in(
    session: Session,
    actor: Actor,
    email: str,
    matched_hash: str | None,
    client: Client,
    now: datetime,
) -> Opened:
    """Open a session. `matched_hash` is the stored hash that the password fits, None if it did not.

    Refusals: `wrong_credentials` (401, kept), `slow_down` (429), `account_disabled` and
    `demo_account` (403).
    """
    by_email, by_address = email_key(email), address_key(client.address)
    # Again, for those that were checking their password while others failed.
    check_wait(session, now, by_email, by_address)
    user = user_by_email(session, email)
    if (
        user is None
        or user.email_confirmed_at is None
        or matched_hash is None
        or user.password_hash != matched_hash
    ):
        count_failure(session, now, by_email, by_address)
        subject = ("user", user.id if user else None)
        audit.record(session, actor, "fail_sign_in", now, subject=subject, address=client.address)
        raise wrong_credentials()
    if user.disabled_at is not None:
        raise account_disabled()
    check_real_account(is_demo=user.is_demo, in_demo=house_of(session).settings.is_demo)
    forget_failures(session, by_email)
    return open_session(session, user, client, now)


def open_session(session: Session, user: User, client: Client, now: datetime) -> Opened:
    """Begin a session of a user who has just proved who they are."""
    row = UserSession(
        id=uuid7(),
        user_id=user.id,
        user_agent=client.user_agent[:300],
        address=client.address[:64],
        created_at=now,
        last_used_at=now,
    )
    session.add(row)
    session.flush()  # the token refers to it, and the log's row comes last
    opened = _tokens(session, row, now)
    who = Actor(user_id=user.id, session_id=row.id)
    audit.record(session, who, "sign_in", now, subject=("session", row.id))
    return opened


def _tokens(session: Session, row: UserSession, now: datetime) -> Opened:
    """A new pair of tokens for a live session."""
    lifetime = idle_of(load_rights(session, row.user_id))
    token = secret()
    session.add(
        RefreshToken(
            token_hash=digest(token),
            session_id=row.id,
            created_at=now,
            expires_at=now + lifetime,
        )
    )
    house = house_of(session)
    access = sign_access(
        house.keys,
        issuer=house.settings.base_url,
        audience=AUDIENCE,
        sub=row.user_id,
        sid=row.id,
        now=now,
    )
    return Opened(access, token, lifetime)


def _find(session: Session, token: str | None) -> tuple[RefreshToken, UserSession] | None:
    """The refresh token and its session, both locked."""
    if not token:
        return None
    found = session.execute(
        select(RefreshToken, UserSession)
        .join(UserSession, UserSession.id == RefreshToken.session_id)
        .where(RefreshToken.token_hash == digest(token))
        .with_for_update()
    ).one_or_none()
    return None if found is None else (found[0], found[1])


def refresh(session: Session, _actor: Actor, token: str | None, now: datetime) -> Opened:
    """Exchange the cookie's token for a new pair.

    A token works once, and for 10 s more, so that two tabs may race. Later use means that somebody
    else holds it: the session ends. Refusals: `session_ended` (401), `refresh_reused` (401, kept),
    `demo_account` (403).
    """
    found = _find(session, token)
    if found is None:
        raise session_ended()
    used, row = found
    user = session.get_one(User, row.user_id)
    if row.revoked_at is not None or user.disabled_at is not None:
        raise session_ended()
    check_real_account(is_demo=user.is_demo, in_demo=house_of(session).settings.is_demo)
    if used.used_at is not None and now - used.used_at > REFRESH_GRACE:
        row.revoked_at = now
        who = Actor(user_id=row.user_id, session_id=row.id)
        audit.record(session, who, "refuse_refresh_reuse", now, subject=("session", row.id))
        raise refresh_reused()
    if used.expires_at <= now:
        raise session_ended()
    used.used_at = used.used_at or now
    row.last_used_at = now
    return _tokens(session, row, now)


def sign_out(session: Session, actor: Actor, token: str | None, now: datetime) -> None:
    """End the session of the cookie and the one of the access token; nothing else is refused."""
    found = _find(session, token)
    rows = [] if found is None else [found[1]]
    if actor.session_id is not None and all(row.id != actor.session_id for row in rows):
        rows.append(session.get_one(UserSession, actor.session_id, with_for_update=True))
    for row in rows:
        if row.revoked_at is None:
            row.revoked_at = now
            who = Actor(user_id=row.user_id, session_id=row.id)
            audit.record(session, who, "sign_out", now, subject=("session", row.id))


def end_session(session: Session, actor: Actor, session_id: UUID, now: datetime) -> None:
    """End one of one's own sessions, on another device or here."""
    row = session.get(UserSession, session_id, with_for_update=True)
    if row is None or row.user_id != actor.id:
        raise not_found()
    if row.revoked_at is None:
        row.revoked_at = now
        audit.record(session, actor, "end_session", now, subject=("session", row.id))


def sweep(session: Session, now: datetime) -> None:
    """Forget sessions, links and counts of failures whose time has long passed."""
    past = now - KEPT
    session.execute(delete(RefreshToken).where(RefreshToken.expires_at < past))
    session.execute(
        delete(UserSession).where(
            UserSession.last_used_at < past,
            ~exists().where(RefreshToken.session_id == UserSession.id),
        )
    )
    session.execute(delete(Ticket).where(Ticket.expires_at < past))
    session.execute(delete(Registration).where(Registration.expires_at < past))
    session.execute(delete(Throttle).where(Throttle.last_failed_at < now - FORGOTTEN_AFTER * 24))
