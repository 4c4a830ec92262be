"""Registering with an agency, and finishing any registration behind its mailed link."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import registration_service as registrations
from app.accounts import service as accounts
from app.accounts.models import Registration
from app.accounts.queries import find_registration, get_user
from app.accounts.schemas import Client, Opened
from app.accounts.session_service import open_session
from app.actor import Actor, Role, Scope
from app.audit import service as audit
from app.kit.errors import Refusal
from app.kit.ids import uuid7
from app.organisations.member_service import ask, joinable, settle_requests
from app.organisations.models import Organisation
from app.organisations.schemas import AgencyRegistration, OrganisationDraft
from app.organisations.service import create, settle


def register_agency(
    session: Session, actor: Actor, wanted: AgencyRegistration, client: Client, now: datetime
) -> None:
    """Register a person with a new agency, or with a wish to join one.

    The answer is the same whether or not the address was known, and there is neither person nor
    agency before its link is opened. Refusals: `slow_down` (429), `organisation_unknown` (422).
    """
    if wanted.join is not None:
        joinable(session, wanted.join)
    wish = wanted.model_dump(mode="json", include={"organisation", "join"}, exclude_none=True)
    registrations.register(session, actor, "register_agency", wanted, wish, client, now)


def look_at_registration(
    session: Session, _actor: Actor, token: str, now: datetime
) -> tuple[Registration, OrganisationDraft | None, Organisation | None]:
    """What the holder of a link confirms: the registration, the new agency or the one to join."""
    row = find_registration(session, token, now)
    draft, join = read_wish(row.wish)
    return row, draft, None if join is None else session.get(Organisation, join)


def read_wish(wish: dict[str, object] | None) -> tuple[OrganisationDraft | None, UUID | None]:
    """The agency that a registration makes or joins, as `register_agency` kept it."""
    if wish is None:
        return None, None
    if "join" in wish:
        return None, UUID(str(wish["join"]))
    return OrganisationDraft.model_validate(wish["organisation"]), None


def confirm_email(
    session: Session, _actor: Actor, token: str, password_hash: str, client: Client, now: datetime
) -> Opened:
    """Finish a registration with the password that the holder of the mailbox chose; signs them in.

    Makes the person, and their agency or request to join. Refusals: `link_invalid` (410),
    `address_taken` (409).
    """
    user, wish = registrations.confirm(session, token, password_hash, now)
    themselves = Actor(user_id=user.id)
    draft, join = read_wish(wish)
    if draft is not None:
        organisation = create(session, user, uuid7(), draft, now)
        settle(session, themselves, organisation, user, now)
    elif join is not None:
        _join(session, themselves, join, now)
        settle_requests(session, user, now)
    else:
        accounts.add_grant(session, themselves, user.id, Role.entrant, Scope.instance, None, now)
    opened = open_session(session, user, client, now)
    audit.record(session, themselves, "confirm_email", now, subject=("user", user.id))
    return opened


def _join(session: Session, themselves: Actor, organisation_id: UUID, now: datetime) -> None:
    """Ask to join, unless the agency has gone since: then the person has an account and asks anew."""
    try:
        organisation = joinable(session, organisation_id)
    except Refusal:
        return
    ask(session, themselves, organisation, get_user(session, themselves.id), now)
