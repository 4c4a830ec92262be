"""The first run: an empty installation gets its administrator, by a code that the terminal shows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.accounts.models import Ticket
from app.accounts.rules import TICKET_LIFE, TicketKind
from app.accounts.schemas import Client, Opened
from app.accounts.session_service import open_session
from app.accounts.throttle_queries import address_key, check_wait
from app.accounts.throttle_service import count_failure
from app.actor import Actor, Role, Scope
from app.audit import service as audit
from app.house import house_of
from app.kit.errors import N_, KeptRefusal, Refusal
from app.kit.ids import code as new_code
from app.kit.ids import digest, read_code
from app.office.first_run_schemas import FirstAdministrator, FirstRun


def show_first_run(session: Session, _actor: Actor) -> FirstRun:
    """How this installation stands before anybody has signed in."""
    settings = house_of(session).settings
    return FirstRun(
        needed=accounts.count_users(session) == 0,
        is_demo_mode=settings.is_demo,
        sends_mail=settings.smtp_url is not None or settings.is_demo,
    )


def make_first_run_code(session: Session, _actor: Actor, now: datetime) -> str | None:
    """A fresh code while nobody has set this installation up, else None. Earlier codes die."""
    session.execute(delete(Ticket).where(Ticket.kind == TicketKind.first_run))
    if accounts.count_users(session):
        return None
    code = new_code()
    session.add(
        Ticket(
            token_hash=digest(code),
            kind=TicketKind.first_run.value,
            created_at=now,
            expires_at=now + TICKET_LIFE[TicketKind.first_run],
        )
    )
    return code


def check_first_run(session: Session, _actor: Actor, client: Client, now: datetime) -> None:
    """Before the password is hashed. Refusals: `already_set_up` (409), `slow_down` (429)."""
    if accounts.count_users(session):
        raise _already_set_up()
    check_wait(session, now, address_key(client.address))


def _already_set_up() -> Refusal:
    return Refusal("already_set_up", N_("هُيّئ هذا النظام من قبل. سجّل الدخول."))


def set_up_instance(
    session: Session,
    _actor: Actor,
    wanted: FirstAdministrator,
    password_hash: str,
    client: Client,
    now: datetime,
) -> Opened:
    """Create the administrator, who organises too only where they say so, and sign them in.

    Refusals: `already_set_up` (409), `wrong_code` (422, kept), `slow_down` (429).
    """
    # The lock on the ticket lets one of two at once through.
    ticket = session.get(Ticket, digest(read_code(wanted.code)), with_for_update=True)
    check_first_run(session, _actor, client, now)
    if ticket is None or ticket.kind != TicketKind.first_run or ticket.expires_at <= now:
        count_failure(session, now, address_key(client.address))
        raise KeptRefusal(
            "wrong_code",
            N_("الرمز غير صحيح. انسخه كما ظهر في الطرفية عند التشغيل."),
            status=422,
            loc=["code"],
        )
    session.delete(ticket)
    user = accounts.create_user(
        session,
        email=wanted.email,
        name_ar=wanted.name_ar,
        name_en=wanted.name_en,
        language=wanted.language,
        now=now,
        password_hash=password_hash,
        confirmed=True,
    )
    themselves = Actor(user_id=user.id)
    roles = (Role.admin, Role.organiser) if wanted.organises else (Role.admin,)
    for role in roles:
        accounts.add_grant(session, themselves, user.id, role, Scope.instance, None, now)
    audit.record(
        session,
        themselves,
        "set_up_instance",
        now,
        subject=("user", user.id),
        organises=wanted.organises,
    )
    return open_session(session, user, client, now)
