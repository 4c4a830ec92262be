"""Registering with an agency, and finishing a registration by its mailed link, under `/api/v1`.

Passwords are hashed between a `read` and a `work`, never inside one.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from app.accounts.routes import FromClient
from app.accounts.schemas import AccessToken, MailedTo, NewPassword, TokenIn
from app.deps import CurrentToken, Db, Now, policy
from app.kit.passwords import check_password, hash_password
from app.kit.strict import StrictRoute
from app.organisations import registration_service
from app.organisations.schemas import AgencyRegistration, LookedAtRegistration

router = APIRouter(tags=["registration"], route_class=StrictRoute)


@router.post(
    "/registrations/agency", status_code=202, response_model=MailedTo, **policy(public=True)
)
async def register_agency(
    db: Db, token: CurrentToken, now: Now, client: FromClient, wanted: AgencyRegistration
) -> Any:
    await db.work(registration_service.register_agency, token, wanted, client, now)
    return MailedTo(email=wanted.email)


@router.post("/registrations/look", response_model=LookedAtRegistration, **policy(public=True))
async def look_at_registration(db: Db, now: Now, wanted: TokenIn) -> Any:
    return await db.read(
        registration_service.look_at_registration,
        None,
        wanted.token,
        now,
        answer=LookedAtRegistration.of,
    )


@router.post("/confirm-email", response_model=AccessToken, **policy(public=True))
async def confirm_email(db: Db, now: Now, client: FromClient, wanted: NewPassword) -> Any:
    found = await db.read(
        registration_service.look_at_registration,
        None,
        wanted.token,
        now,
        answer=LookedAtRegistration.of,
    )
    check_password(wanted.password, found.email)
    hashed = await hash_password(wanted.password)
    return await db.work(
        registration_service.confirm_email,
        None,
        wanted.token,
        hashed,
        client,
        now,
        answer=AccessToken.answer,
    )
