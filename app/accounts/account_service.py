"""One's own account: passwords, names. (`registration_service`: how it comes to be.)"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.accounts import service
from app.accounts.models import Ticket, User
from app.accounts.queries import find_ticket, get_user
from app.accounts.rules import TicketKind, link_invalid, wrong_password
from app.accounts.schemas import Client
from app.accounts.throttle_queries import address_key, check_wait, email_key, waits
from app.accounts.throttle_service import count_failure
from app.actor import Actor
from app.audit import service as audit


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
