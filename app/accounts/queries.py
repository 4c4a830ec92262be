"""Reading people and their rights."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, exists, or_, select
from sqlalchemy.orm import Session

from app.accounts.models import (
    Grant,
    Invitation,
    RefreshToken,
    Registration,
    Ticket,
    User,
    UserSession,
)
from app.accounts.rules import TicketKind, UserState, link_invalid
from app.accounts.throttle_queries import address_key, check_wait, email_key
from app.actor import Actor, Level, Right, Role, Scope, signed_out
from app.kit.errors import not_found
from app.kit.ids import digest
from app.kit.paging import InWords, PageParams, paginate
from app.kit.texts import fold_email


def load_rights(session: Session, user_id: UUID) -> frozenset[Right]:
    """Every right of a person, as of this transaction."""
    rows = session.execute(
        select(Grant.role, Grant.scope_kind, Grant.scope_id, Grant.level).where(
            Grant.user_id == user_id
        )
    )
    return frozenset(_right(*row) for row in rows)


def _right(role: str, kind: str, scope_id: UUID | None, level: str) -> Right:
    return Right(Role(role), Scope(kind), scope_id, Level(level) if level else None)


_PERSON = (
    select(User.language, Grant.role, Grant.scope_kind, Grant.scope_id, Grant.level)
    .outerjoin(Grant, Grant.user_id == User.id)
    .where(User.id == bindparam("user"), User.disabled_at.is_(None))
)
_IN_SESSION = _PERSON.join(UserSession, UserSession.user_id == User.id).where(
    UserSession.id == bindparam("session"), UserSession.revoked_at.is_(None)
)


def load_person(
    session: Session, user_id: UUID, session_id: UUID | None
) -> tuple[str, frozenset[Right]]:
    """The language and every right of a person who may act now, in one statement.

    401 if disabled or the session has ended.
    """
    # Run by the connection: every request asks, and the session would add nothing to it.
    rows: Sequence[Any] = (
        session.connection()
        .execute(
            _PERSON if session_id is None else _IN_SESSION, {"user": user_id, "session": session_id}
        )
        .all()
    )
    if not rows:
        raise signed_out()
    rights = frozenset(_right(row[1], row[2], row[3], row[4]) for row in rows if row[1] is not None)
    return rows[0][0], rights


def has_demo(session: Session, _actor: Actor) -> bool:
    """Whether this database holds accounts of the demo."""
    return session.scalar(select(User.id).where(User.is_demo).limit(1)) is not None


def get_user(session: Session, user_id: UUID, *, lock: bool = False) -> User:
    """The user, or 404. `lock` takes the row's lock."""
    user = session.get(User, user_id, with_for_update=lock or None)
    if user is None:
        raise not_found()
    return user


def find_ticket(
    session: Session, kind: TicketKind, token: str, now: datetime, *, lock: bool = False
) -> Ticket:
    """The open ticket of a secret, or 410 `link_invalid`. `lock` takes the row's lock."""
    ticket = session.get(Ticket, digest(token), with_for_update=lock or None)
    if (
        ticket is None
        or ticket.kind != kind
        or ticket.used_at is not None
        or ticket.expires_at <= now
    ):
        raise link_invalid()
    return ticket


def find_registration(session: Session, token: str, now: datetime) -> Registration:
    """The open registration of a secret, or 410 `link_invalid`."""
    row = session.get(Registration, digest(token))
    if row is None or row.used_at is not None or row.expires_at <= now:
        raise link_invalid()
    return row


def find_invitation(
    session: Session, token: str, now: datetime, *, lock: bool = False
) -> Invitation:
    """The open invitation of a secret, or 410 `link_invalid`. `lock` takes the row's lock."""
    wanted = select(Invitation).where(Invitation.token_hash == digest(token))
    invitation = session.scalars(wanted.with_for_update() if lock else wanted).one_or_none()
    if (
        invitation is None
        or invitation.accepted_at is not None
        or invitation.revoked_at is not None
        or invitation.expires_at <= now
    ):
        raise link_invalid()
    return invitation


def look_at_invitation(
    session: Session, _actor: Actor, token: str, now: datetime
) -> tuple[Invitation, bool]:
    """What a secret invites to, and whether its holder must choose a password."""
    invitation = find_invitation(session, token, now)
    user = user_by_email(session, invitation.email)
    ready = user is not None and user.password_hash and user.email_confirmed_at
    return invitation, not ready


def email_of_reset(session: Session, _actor: Actor, token: str, now: datetime) -> str:
    """The address whose password a link resets, or 410 `link_invalid`."""
    ticket = find_ticket(session, TicketKind.reset_password, token, now)
    return session.scalars(select(User.email).where(User.id == ticket.user_id)).one()


def password_of(
    session: Session, _actor: Actor, email: str, address: str, now: datetime
) -> str | None:
    """The stored hash to compare with, None for an unknown address; 429 `slow_down`."""
    check_wait(session, now, email_key(email), address_key(address))
    return session.scalar(select(User.password_hash).where(User.email == fold_email(email)))


def own_password(session: Session, actor: Actor, now: datetime) -> tuple[str, str | None]:
    """One's own address and stored hash; 429 `slow_down`."""
    user = get_user(session, actor.id)
    check_wait(session, now, email_key(user.email))
    return user.email, user.password_hash


def own_sessions(session: Session, actor: Actor, now: datetime) -> list[tuple[UserSession, bool]]:
    """One's own live sessions, newest use first, each with whether it is the one that asks."""
    alive = exists().where(RefreshToken.session_id == UserSession.id, RefreshToken.expires_at > now)
    rows = session.scalars(
        select(UserSession)
        .where(UserSession.user_id == actor.id, UserSession.revoked_at.is_(None))
        .where(or_(alive, UserSession.id == actor.session_id))
        .order_by(UserSession.last_used_at.desc(), UserSession.id.desc())
    )
    return [(row, row.id == actor.session_id) for row in rows]


def list_users(
    session: Session, _actor: Actor, params: PageParams, state: UserState | None = None
) -> tuple[list[User], int, PageParams]:
    """Every user, for the administrator."""
    wanted = select(User)
    if state == "disabled":
        wanted = wanted.where(User.disabled_at.is_not(None))
    elif state == "unconfirmed":
        wanted = wanted.where(User.disabled_at.is_(None), User.email_confirmed_at.is_(None))
    elif state == "active":
        wanted = wanted.where(User.disabled_at.is_(None), User.email_confirmed_at.is_not(None))
    rows, total = paginate(
        session,
        wanted,
        params,
        search=(User.folded_name, User.email),
        sorts={
            "name": InWords(User.folded_name, User.name_en),
            "email": User.email,
            "created_at": User.created_at,
        },
        default_sort="name",
        tiebreak=User.id,
    )
    return rows, total, params


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


def users_over(session: Session, role: Role, *places: tuple[Scope, UUID | None]) -> list[User]:
    """Users who hold `role` over one of these scopes and may sign in, each once, by name."""
    held = or_(
        *(
            (Grant.scope_kind == kind)
            & (Grant.scope_id.is_(None) if scope_id is None else Grant.scope_id == scope_id)
            for kind, scope_id in places
        )
    )
    return list(
        session.scalars(
            select(User)
            .where(
                User.disabled_at.is_(None),
                exists().where(Grant.user_id == User.id, Grant.role == role, held),
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
