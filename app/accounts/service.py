"""What the higher domains build on: making users, giving and taking roles, inviting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.accounts.models import Grant, Invitation, PastTie, Ticket, User, UserSession
from app.accounts.queries import find_grant, get_user
from app.accounts.rules import (
    INVITATION_LIFE,
    ROLE_NAMES,
    TICKET_LIFE,
    TicketKind,
    check_scope,
    last_admin,
)
from app.actor import Actor, Level, Role, Scope
from app.audit import service as audit
from app.house import house_of
from app.kit.arabic import fold
from app.kit.i18n import Language, translate
from app.kit.ids import digest, secret, uuid7
from app.kit.texts import fold_email
from app.notifications.service import post

# The SPA's pages that read a token from the URL's fragment.
RESET_PAGE: Final = "/app/reset-password"
INVITATION_PAGE: Final = "/app/invitation"


def folded(name_ar: str, name_en: str) -> str:
    """What search compares of a person's names."""
    return fold(f"{name_ar} {name_en}")


def create_user(
    session: Session,
    *,
    email: str,
    name_ar: str,
    name_en: str,
    language: str,
    now: datetime,
    password_hash: str | None = None,
    confirmed: bool = False,
    is_demo: bool = False,
    title: str = "",
    user_id: UUID | None = None,
) -> User:
    """Make a user. The caller has made sure that the address is free."""
    user = User(
        id=user_id or uuid7(),
        email=fold_email(email),
        name_ar=name_ar or name_en,
        name_en=name_en,
        title=title,
        folded_name=folded(name_ar, name_en),
        language=language,
        password_hash=password_hash,
        email_confirmed_at=now if confirmed else None,
        is_demo=is_demo,
        created_at=now,
    )
    session.add(user)
    session.flush()  # grants and tickets refer to it by bare inserts
    return user


def end_sessions(
    session: Session, user_id: UUID, now: datetime, *, except_id: UUID | None = None
) -> None:
    """End every session of a person, but for the one that asks."""
    wanted = update(UserSession).where(
        UserSession.user_id == user_id, UserSession.revoked_at.is_(None)
    )
    if except_id is not None:
        wanted = wanted.where(UserSession.id != except_id)
    session.execute(wanted.values(revoked_at=now))


def add_grant(
    session: Session,
    actor: Actor,
    user_id: UUID,
    role: Role,
    scope_kind: Scope,
    scope_id: UUID | None,
    now: datetime,
    *,
    grant_id: UUID | None = None,
    level: Level | None = None,
) -> Grant:
    """Give a role over a scope; giving it again changes nothing. The caller checked the right.

    The person's sessions end, unless they gave it to themselves (by accepting or registering).
    `level` is for members of an agency; unless it says more, the first of them manages it.
    """
    check_scope(role, scope_kind, scope_id)
    user = get_user(session, user_id, lock=True)  # two at once would both find no grant
    grant = find_grant(session, user_id, role, scope_kind, scope_id)
    if grant is not None:
        return grant
    grant = Grant(
        id=grant_id or uuid7(),
        user_id=user.id,
        role=role.value,
        scope_kind=scope_kind.value,
        scope_id=scope_id,
        level=_level(session, role, scope_kind, scope_id, level),
        granted_by=actor.user_id,
        granted_at=now,
    )
    session.add(grant)
    if actor.user_id != user_id:
        end_sessions(session, user_id, now)
    _record_role(session, actor, "grant_role", grant, now)
    return grant


def _level(
    session: Session, role: Role, kind: Scope, scope_id: UUID | None, wanted: Level | None
) -> str:
    """What the grant says of an agency's member; an agency that nobody manages gets a manager."""
    if role is not Role.entrant or kind is not Scope.organisation:
        return ""
    managed = select(Grant.id).where(
        Grant.role == role,
        Grant.scope_kind == kind,
        Grant.scope_id == scope_id,
        Grant.level == Level.manage,
    )
    if session.scalar(managed.limit(1)) is None:
        return Level.manage.value
    return (wanted or Level.edit).value


def remove_grant(
    session: Session,
    actor: Actor,
    user_id: UUID,
    role: Role,
    scope_kind: Scope,
    scope_id: UUID | None,
    now: datetime,
) -> None:
    """Take a role back; nothing happens if it was not held. The caller checked the right.

    Refusal: `last_admin` (409).
    """
    grant = find_grant(session, user_id, role, scope_kind, scope_id)
    if grant is None:
        return
    if role is Role.admin:
        check_another_admin(session, user_id)
    session.delete(grant)
    if role is Role.entrant and scope_id is not None:
        keep_tie(session, user_id, Scope.organisation, scope_id, now)
    end_sessions(session, user_id, now)
    _record_role(session, actor, "revoke_role", grant, now)


def keep_tie(session: Session, user_id: UUID, kind: Scope, scope_id: UUID, now: datetime) -> None:
    """Remember that a person belonged to an agency, or worked on an entry, until now."""
    session.merge(PastTie(user_id=user_id, scope_kind=kind.value, scope_id=scope_id, ended_at=now))


def check_another_admin(session: Session, user_id: UUID) -> None:
    """Refuse to lose the last administrator who can sign in (409 `last_admin`)."""
    # The lock on every administrator's grant keeps two of them from removing each other at once.
    others = session.scalars(
        select(Grant.user_id)
        .join(User, User.id == Grant.user_id)
        .where(Grant.role == Role.admin, User.disabled_at.is_(None))
        .order_by(Grant.id)
        .with_for_update(of=Grant)
    ).all()
    if user_id in others and len(others) == 1:
        raise last_admin()


def _record_role(session: Session, actor: Actor, act: str, grant: Grant, now: datetime) -> None:
    audit.record(
        session,
        actor,
        act,
        now,
        subject=("user", grant.user_id),
        edition_id=grant.scope_id if grant.scope_kind == Scope.edition else None,
        grant_id=str(grant.id),
        role=grant.role,
        scope_kind=grant.scope_kind,
        scope_id=None if grant.scope_id is None else str(grant.scope_id),
    )


def invite(
    session: Session,
    actor: Actor,
    *,
    email: str,
    name_ar: str,
    name_en: str,
    language: str,
    role: Role,
    scope_kind: Scope,
    scope_id: UUID | None,
    now: datetime,
    facts: dict[str, str] | None = None,
    invitation_id: UUID | None = None,
    edition_id: UUID | None = None,
    reply_to: str = "",
    level: Level | None = None,
    answer_by: datetime | None = None,
    seats: Sequence[dict[str, Any]] = (),
) -> Invitation:
    """Invite an address to a role over a scope and mail the link. The caller checked the right.

    An earlier open invitation of this address to the same role and scope is revoked. `scope_ar` and
    `scope_en` among the `facts` say in the mail what it is to. Where an answer is awaited later than
    links usually live, this one lives until then. `seats` are the panels that it is to.
    """
    check_scope(role, scope_kind, scope_id)
    facts = facts or {}
    email = fold_email(email)
    revoke_open_invitation(session, email, role, scope_kind, scope_id, now)
    invitation = Invitation(
        id=invitation_id or uuid7(),
        email=email,
        name_ar=name_ar,
        name_en=name_en,
        language=language,
        role=role.value,
        scope_kind=scope_kind.value,
        scope_id=scope_id,
        level=level.value if level else "",
        scope_name_ar=facts.get("scope_ar", ""),
        scope_name_en=facts.get("scope_en", ""),
        edition_id=edition_id or (scope_id if scope_kind is Scope.edition else None),
        reply_to=reply_to,
        token_hash="",
        invited_by=actor.user_id,
        created_at=now,
        expires_at=answer_by or now,
    )
    mail_invitation(session, actor, invitation, now, answer_by, seats)
    session.add(invitation)
    audit.record(
        session,
        actor,
        "invite",
        now,
        subject=("invitation", invitation.id),
        edition_id=invitation.edition_id,
        role=role.value,
        scope_kind=scope_kind.value,
        scope_id=None if scope_id is None else str(scope_id),
    )
    return invitation


def revoke_open_invitation(
    session: Session,
    email: str,
    role: Role,
    scope_kind: Scope,
    scope_id: UUID | None,
    now: datetime,
) -> None:
    """End the links to this role over this scope that this address did not follow yet."""
    session.execute(
        update(Invitation)
        .where(
            Invitation.email == email,
            Invitation.role == role,
            Invitation.scope_kind == scope_kind,
            Invitation.scope_id.is_(None) if scope_id is None else Invitation.scope_id == scope_id,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )


def mail_invitation(
    session: Session,
    actor: Actor,
    invitation: Invitation,
    now: datetime,
    answer_by: datetime | None = None,
    seats: Sequence[dict[str, Any]] = (),
) -> None:
    """Give an invitation a new secret and 72 hours at least, and mail the link; an older link dies."""
    token = secret()
    invitation.token_hash = digest(token)
    invitation.expires_at = max(invitation.expires_at, now + INVITATION_LIFE)
    language = cast("Language", invitation.language)
    by = session.get(User, actor.user_id) if actor.user_id else None
    post(
        session,
        "invitation",
        to_email=invitation.email,
        language=language,
        facts={
            "name": in_language(language, invitation.name_ar, invitation.name_en),
            "role_name": translate(language, ROLE_NAMES[Role(invitation.role)]),
            "scope_name": in_language(language, invitation.scope_name_ar, invitation.scope_name_en),
            "by_name": in_language(language, by.name_ar, by.name_en) if by else "",
            "link": secret_link(session, INVITATION_PAGE, token, language),
            "expires_at": invitation.expires_at,
            "is_jury": invitation.role == Role.juror,
            "answer_by": answer_by or invitation.expires_at,
            "seats": list(seats),
        },
        now=now,
        edition_id=invitation.edition_id,
        reply_to=invitation.reply_to,
        is_secret=True,
    )


def secret_link(session: Session, page: str, token: str, language: str) -> str:
    """The address that a mail shows: the page speaks the mail's language, the secret reaches no log."""
    spoken = "?lang=en" if language == "en" else ""
    return f"{house_of(session).settings.base_url}{page}{spoken}#{token}"


def in_language(language: str, ar: str, en: str) -> str:
    """The text in a language, or in the other where it is missing."""
    return (en or ar) if language == "en" else (ar or en)


def mail_reset(session: Session, user: User, template: str, now: datetime) -> None:
    """Make a single-use link by which a user chooses a new password, and mail it."""
    token = secret()
    ticket = Ticket(
        token_hash=digest(token),
        kind=TicketKind.reset_password.value,
        user_id=user.id,
        created_at=now,
        expires_at=now + TICKET_LIFE[TicketKind.reset_password],
    )
    session.add(ticket)
    post(
        session,
        template,
        to_email=user.email,
        language=user.language,
        facts={
            "name": in_language(user.language, user.name_ar, user.name_en),
            "link": secret_link(session, RESET_PAGE, token, user.language),
            "expires_at": ticket.expires_at,
        },
        now=now,
        user_id=user.id,
        is_secret=True,
    )


def tell_password_changed(session: Session, user: User, now: datetime) -> None:
    """Mail the holder that their password is another now."""
    post(
        session,
        "password_changed",
        to_email=user.email,
        language=user.language,
        facts={"name": in_language(user.language, user.name_ar, user.name_en), "at": now},
        now=now,
        user_id=user.id,
    )


def count_users(session: Session) -> int:
    """How many users there are; none on a database that nobody set up."""
    return session.scalar(select(func.count()).select_from(User)) or 0
