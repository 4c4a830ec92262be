"""Invitations that are accepted, and users that the administrator stops or lets in again."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service
from app.accounts.models import User
from app.accounts.queries import find_invitation, get_user, user_by_email
from app.accounts.rules import (
    account_disabled,
    not_yourself,
    password_missing,
)
from app.accounts.schemas import Accepted, Client
from app.accounts.session_service import open_session
from app.actor import Actor, Level, Role, Scope
from app.audit import service as audit


def accept_invitation(
    session: Session,
    _actor: Actor,
    wanted: Any,
    password_hash: str | None,
    client: Client,
    now: datetime,
) -> Accepted:
    """Take the role that an invitation offers; makes the user if nobody has the address yet.

    `wanted` has token, name_ar, name_en. The secret came by mail, so the address is confirmed. One
    who has a password signs in with it; one who sets it now is signed in. Refusals: `link_invalid`
    (410), `password_missing` (422), `account_disabled` (403).
    """
    invitation = find_invitation(session, wanted.token, now, lock=True)
    user = user_by_email(session, invitation.email)
    if user is not None and user.disabled_at is not None:
        raise account_disabled()
    chooses = user is None or user.password_hash is None or user.email_confirmed_at is None
    if chooses and password_hash is None:
        raise password_missing()
    if user is None:
        user = service.create_user(
            session,
            email=invitation.email,
            name_ar=wanted.name_ar or invitation.name_ar,
            name_en=wanted.name_en or invitation.name_en,
            language=invitation.language,
            now=now,
        )
    if chooses:
        # Whoever registered this address without confirming it does not keep their password.
        user.password_hash = password_hash
        user.email_confirmed_at = now
    invitation.accepted_at = now
    invitation.accepted_by = user.id
    themselves = Actor(user_id=user.id)
    service.add_grant(
        session,
        themselves,
        user.id,
        Role(invitation.role),
        Scope(invitation.scope_kind),
        invitation.scope_id,
        now,
        level=Level(invitation.level) if invitation.level else None,
    )
    opened = open_session(session, user, client, now) if chooses else None
    audit.record(
        session,
        themselves,
        "accept_invitation",
        now,
        subject=("invitation", invitation.id),
        edition_id=invitation.edition_id,
        role=invitation.role,
    )
    return Accepted(invitation, user, opened)


def disable_user(session: Session, actor: Actor, user_id: UUID, now: datetime) -> User:
    """Stop a person from signing in; ends their sessions. Refusals: `not_yourself`, `last_admin`."""
    user = get_user(session, user_id, lock=True)
    if user.id == actor.user_id:
        raise not_yourself()
    if user.disabled_at is None:
        service.check_another_admin(session, user.id)
        user.disabled_at = now
        service.end_sessions(session, user.id, now)
        audit.record(session, actor, "disable_user", now, subject=("user", user.id))
    return user


def enable_user(session: Session, actor: Actor, user_id: UUID, now: datetime) -> User:
    """Let a stopped person sign in again."""
    user = get_user(session, user_id, lock=True)
    if user.disabled_at is not None:
        user.disabled_at = None
        audit.record(session, actor, "enable_user", now, subject=("user", user.id))
    return user
