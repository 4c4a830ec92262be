"""Reading people and their rights."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Grant, User, UserSession
from app.actor import Right, Role, Scope, signed_out


def load_rights(session: Session, user_id: UUID) -> frozenset[Right]:
    """Every right of a person, as of this transaction."""
    rows = session.execute(
        select(Grant.role, Grant.scope_kind, Grant.scope_id).where(Grant.user_id == user_id)
    )
    return frozenset(Right(Role(role), Scope(kind), scope_id) for role, kind, scope_id in rows)


def load_person(session: Session, user_id: UUID, session_id: UUID | None) -> str:
    """The language of a person who may act now; 401 if disabled or the session has ended."""
    wanted = select(User.language).where(User.id == user_id, User.disabled_at.is_(None))
    if session_id is not None:
        wanted = wanted.join(UserSession, UserSession.user_id == User.id).where(
            UserSession.id == session_id, UserSession.revoked_at.is_(None)
        )
    language = session.execute(wanted).scalar_one_or_none()
    if language is None:
        raise signed_out()
    return language
