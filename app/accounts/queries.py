"""Reading people and their rights."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Grant, User, UserSession
from app.actor import Right, Role, Scope, signed_out
from app.kit.errors import not_found
from app.kit.texts import fold_email


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


def get_user(session: Session, user_id: UUID, *, lock: bool = False) -> User:
    """The user, or 404. `lock` takes the row's lock."""
    user = session.get(User, user_id, with_for_update=lock or None)
    if user is None:
        raise not_found()
    return user


def user_by_email(session: Session, email: str) -> User | None:
    """The user with this address, in whatever form it is written."""
    return session.scalars(select(User).where(User.email == fold_email(email))).one_or_none()


def users_with(
    session: Session, role: Role, scope_kind: Scope, scope_id: UUID | None
) -> list[User]:
    """Users who hold `role` over exactly this scope and may sign in, by name."""
    return list(
        session.scalars(
            select(User)
            .join(Grant, Grant.user_id == User.id)
            .where(
                Grant.role == role,
                Grant.scope_kind == scope_kind,
                Grant.scope_id.is_(None) if scope_id is None else Grant.scope_id == scope_id,
                User.disabled_at.is_(None),
            )
            .order_by(User.folded_name, User.id)
        )
    )


def find_grant(
    session: Session, user_id: UUID, role: Role, scope_kind: Scope, scope_id: UUID | None
) -> Grant | None:
    """The grant of this role over this scope to this user."""
    return session.scalars(
        select(Grant).where(
            Grant.user_id == user_id,
            Grant.role == role,
            Grant.scope_kind == scope_kind,
            Grant.scope_id.is_(None) if scope_id is None else Grant.scope_id == scope_id,
        )
    ).one_or_none()
