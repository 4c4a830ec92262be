"""Signing in and out, registering, one's own account. (`people_routes`: invitations and users.)

Passwords are hashed and compared between a `read` and a `work`, never inside one.
"""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Cookie, Depends, Header

from app.accounts import account_service, queries, registration_service, session_service
from app.accounts.rules import other_site
from app.accounts.schemas import (
    COOKIE,
    AccessToken,
    Account,
    AccountIn,
    Client,
    EmailIn,
    MailedTo,
    NewPassword,
    OwnSessions,
    PasswordIn,
    RegistrationIn,
    SignIn,
    without_cookie,
)
from app.deps import Address, CurrentToken, Db, Language, Now, policy
from app.kit.passwords import check_password, hash_password, verify_password
from app.kit.strict import StrictRoute

router = APIRouter(tags=["accounts"], route_class=StrictRoute)


async def _client(
    address: Address, user_agent: Annotated[str, Header(include_in_schema=False)] = ""
) -> Client:
    return Client(address, user_agent)


FromClient = Annotated[Client, Depends(_client)]


async def _own_cookie(
    cookie: Annotated[str | None, Cookie(alias=COOKIE, include_in_schema=False)] = None,
    sec_fetch_site: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> str | None:
    """The refresh cookie, unless a page of another origin sent it: a neighbour's under the same domain
    is `same-site`, for which SameSite=Strict is no hindrance.
    """
    if sec_fetch_site in {"cross-site", "same-site"}:
        raise other_site()
    return cookie


RefreshCookie = Annotated[str | None, Depends(_own_cookie)]


@router.post("/sign-in", response_model=AccessToken, **policy(public=True))
async def sign_in(db: Db, token: CurrentToken, now: Now, client: FromClient, wanted: SignIn) -> Any:
    stored = await db.read(queries.password_of, None, wanted.email, client.address, now)
    matched = stored if await verify_password(wanted.password, stored) else None
    return await db.work(
        session_service.sign_in,
        token,
        wanted.email,
        matched,
        client,
        now,
        answer=AccessToken.answer,
    )


@router.post("/refresh", response_model=AccessToken, **policy(public=True))
async def refresh(db: Db, now: Now, cookie: RefreshCookie) -> Any:
    return await db.work(session_service.refresh, None, cookie, now, answer=AccessToken.answer)


@router.post("/sign-out", status_code=204, response_model=None, **policy(public=True))
async def sign_out(db: Db, token: CurrentToken, now: Now, cookie: RefreshCookie) -> Any:
    return await db.work(session_service.sign_out, token, cookie, now, answer=without_cookie)


@router.post(
    "/registrations/individual", status_code=202, response_model=MailedTo, **policy(public=True)
)
async def register_individual(
    db: Db, token: CurrentToken, now: Now, client: FromClient, wanted: RegistrationIn
) -> Any:
    await db.work(registration_service.register_individual, token, wanted, client, now)
    return MailedTo(email=wanted.email)


@router.post(
    "/confirm-email/resend", status_code=202, response_model=MailedTo, **policy(public=True)
)
async def resend_confirmation(
    db: Db, now: Now, language: Language, client: FromClient, wanted: EmailIn
) -> Any:
    await db.work(
        registration_service.resend_confirmation, None, wanted.email, language, client, now
    )
    return MailedTo(email=wanted.email)


@router.post("/password-resets", status_code=202, response_model=MailedTo, **policy(public=True))
async def request_password_reset(
    db: Db, now: Now, language: Language, client: FromClient, wanted: EmailIn
) -> Any:
    await db.work(
        registration_service.request_password_reset, None, wanted.email, language, client, now
    )
    return MailedTo(email=wanted.email)


@router.post("/password-resets/confirm", response_model=MailedTo, **policy(public=True))
async def reset_password(db: Db, now: Now, wanted: NewPassword) -> Any:
    email = await db.read(queries.email_of_reset, None, wanted.token, now)
    check_password(wanted.password, email)
    hashed = await hash_password(wanted.password)
    return await db.work(
        account_service.reset_password,
        None,
        wanted.token,
        hashed,
        now,
        answer=lambda user: MailedTo(email=user.email),
    )


@router.patch("/account", response_model=Account, **policy())
async def change_account(db: Db, token: CurrentToken, now: Now, wanted: AccountIn) -> Any:
    return await db.work(account_service.change_account, token, wanted, now, answer=Account.of)


@router.post("/account/password", status_code=204, **policy())
async def change_password(db: Db, token: CurrentToken, now: Now, wanted: PasswordIn) -> None:
    email, stored = await db.read(queries.own_password, token, now)
    matched = stored if await verify_password(wanted.current, stored) else None
    check_password(wanted.new, email)
    hashed = await hash_password(wanted.new)
    await db.work(account_service.change_password, token, matched, hashed, now)


@router.get("/account/sessions", response_model=OwnSessions, **policy())
async def list_own_sessions(db: Db, token: CurrentToken, now: Now) -> Any:
    return await db.read(queries.own_sessions, token, now, answer=OwnSessions.of)


@router.delete("/account/sessions/{session_id}", status_code=204, **policy())
async def end_session(db: Db, token: CurrentToken, now: Now, session_id: UUID) -> None:
    await db.work(session_service.end_session, token, session_id, now)
