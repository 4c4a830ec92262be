"""One's own account: registering, confirming, passwords, names."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.accounts import service
from app.accounts.models import Ticket, User
from app.accounts.queries import find_ticket, get_user, user_by_email
from app.accounts.rules import TicketKind, link_invalid, wrong_password
from app.accounts.schemas import Client
from app.accounts.throttle_queries import address_key, check_wait, email_key, waits
from app.accounts.throttle_service import count_failure
from app.actor import Actor, Role, Scope
from app.audit import service as audit


def register_individual(
    session: Session,
    _actor: Actor,
    wanted: Any,
    password_hash: str,
    client: Client,
    now: datetime,
) -> None:
    """Register a person who enters in their own name; the answer never says whether they were known.

    `wanted` has email, name_ar, name_en, language. Refusal: `slow_down` (429, by address).
    """
    check_may_mail(session, client, now)
    user = service.register(
        session,
        email=wanted.email,
        password_hash=password_hash,
        name_ar=wanted.name_ar,
        name_en=wanted.name_en,
        language=wanted.language,
        now=now,
    )
    if user is not None:
        themselves = Actor(user_id=user.id)
        service.add_grant(session, themselves, user.id, Role.entrant, Scope.instance, None, now)
        audit.record(session, themselves, "register_individual", now, subject=("user", user.id))


def check_may_mail(session: Session, client: Client, now: datetime) -> None:
    """Refuse a client that asks for mails again and again (429 `slow_down`), and count this one."""
    key = address_key(client.address, "mail-address")
    check_wait(session, now, key)
    count_failure(session, now, key)


def may_mail_to(session: Session, email: str, now: datetime) -> bool:
    """Whether an address may be mailed at a stranger's wish once more; silent, and counted."""
    key = email_key(email, "mail")
    if waits(session, now, key):
        return False
    count_failure(session, now, key)
    return True


def confirm_email(session: Session, _actor: Actor, token: str, now: datetime) -> User:
    """Confirm an address by the secret that was mailed to it. Refusal: `link_invalid` (410)."""
    ticket = consume(session, TicketKind.confirm_email, token, now)
    user = get_user(session, _user_id(ticket), lock=True)
    if user.email_confirmed_at is None:
        user.email_confirmed_at = now
        # Of several registrations with one address, that whose link was opened counts.
        user.password_hash = ticket.password_hash or user.password_hash
        who = Actor(user_id=user.id)
        audit.record(session, who, "confirm_email", now, subject=("user", user.id))
    return user


def resend_confirmation(
    session: Session, actor: Actor, email: str, client: Client, now: datetime
) -> None:
    """Mail a new confirmation link if this address waits for one; silent otherwise."""
    check_may_mail(session, client, now)
    user = user_by_email(session, email)
    if (
        user is not None
        and user.email_confirmed_at is None
        and user.disabled_at is None
        and may_mail_to(session, email, now)
    ):
        service.mail_ticket(session, user, TicketKind.confirm_email, now)
        audit.record(session, actor, "resend_confirmation", now, subject=("user", user.id))


def request_password_reset(
    session: Session, actor: Actor, email: str, client: Client, now: datetime
) -> None:
    """Mail a link to set a new password, if the address is known; the answer is always the same."""
    check_may_mail(session, client, now)
    user = user_by_email(session, email)
    if user is not None and user.disabled_at is None and may_mail_to(session, email, now):
        service.mail_ticket(session, user, TicketKind.reset_password, now)
        audit.record(session, actor, "request_password_reset", now, subject=("user", user.id))


def reset_password(
    session: Session, _actor: Actor, token: str, password_hash: str, now: datetime
) -> User:
    """Set a new password by a mailed link; ends every session. Refusal: `link_invalid` (410)."""
    ticket = consume(session, TicketKind.reset_password, token, now)
    user = get_user(session, _user_id(ticket), lock=True)
    user.password_hash = password_hash
    user.email_confirmed_at = user.email_confirmed_at or now  # the link came by that mail
    session.execute(
        update(Ticket)
        .where(Ticket.user_id == user.id, Ticket.used_at.is_(None))
        .values(used_at=now)
    )
    service.end_sessions(session, user.id, now)
    service.tell_password_changed(session, user, now)
    who = Actor(user_id=user.id)
    audit.record(session, who, "reset_password", now, subject=("user", user.id))
    return user


def _user_id(ticket: Ticket) -> Any:
    if ticket.user_id is None:
        raise link_invalid()
    return ticket.user_id


def consume(session: Session, kind: TicketKind, token: str, now: datetime) -> Ticket:
    """Use a secret once. Refusal: `link_invalid` (410)."""
    ticket = find_ticket(session, kind, token, now, lock=True)
    ticket.used_at = now
    return ticket


def change_account(session: Session, actor: Actor, wanted: Any, now: datetime) -> User:
    """Change one's own names, title, language or digits: those that `wanted` names."""
    user = get_user(session, actor.id, lock=True)
    values: dict[str, Any] = wanted.model_dump(exclude_unset=True)
    changed = [name for name, value in values.items() if getattr(user, name) != value]
    for name in changed:
        setattr(user, name, values[name])
    if changed:
        user.folded_name = service.folded(user.name_ar, user.name_en)
        audit.record(
            session, actor, "change_account", now, subject=("user", user.id), changed=changed
        )
    return user


def change_password(
    session: Session,
    actor: Actor,
    matched_hash: str | None,
    password_hash: str,
    now: datetime,
) -> None:
    """Change one's own password; ends the other sessions.

    `matched_hash` is the stored hash that the given current password fits. Refusals:
    `wrong_password` (422, kept), `slow_down` (429).
    """
    user = get_user(session, actor.id, lock=True)
    key = email_key(user.email)
    check_wait(session, now, key)
    if matched_hash is None or user.password_hash != matched_hash:
        count_failure(session, now, key)
        audit.record(session, actor, "fail_sign_in", now, subject=("user", user.id), at="password")
        raise wrong_password()
    user.password_hash = password_hash
    service.end_sessions(session, user.id, now, except_id=actor.session_id)
    service.tell_password_changed(session, user, now)
    audit.record(session, actor, "change_password", now, subject=("user", user.id))
