"""The holder's side of invitations, and the administrator's list of users."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.accounts import people_service, queries
from app.accounts.routes import FromClient
from app.accounts.rules import UserState
from app.accounts.schemas import (
    Acceptance,
    AcceptedInvitation,
    AdminUser,
    LookedAtInvitation,
    TokenIn,
)
from app.actor import Role
from app.deps import CurrentToken, Db, Now, Paging, policy
from app.kit.errors import N_
from app.kit.paging import Page, list_answer
from app.kit.passwords import check_password, hash_password
from app.kit.strict import StrictRoute

router = APIRouter(tags=["accounts"], route_class=StrictRoute)

_USER_COLUMNS = (
    (N_("البريد الإلكتروني"), lambda user: user.email),
    (N_("الاسم بالعربية"), lambda user: user.name_ar),
    (N_("الاسم بالإنجليزية"), lambda user: user.name_en),
    (N_("أُكّد البريد"), lambda user: user.email_confirmed_at),
    (N_("أُوقف"), lambda user: user.disabled_at),
    (N_("أُنشئ"), lambda user: user.created_at),
)


@router.post("/invitations/look", response_model=LookedAtInvitation, **policy(public=True))
async def look_at_invitation(db: Db, now: Now, wanted: TokenIn) -> Any:
    return await db.read(
        queries.look_at_invitation, None, wanted.token, now, answer=LookedAtInvitation.of
    )


@router.post("/invitations/accept", response_model=AcceptedInvitation, **policy(public=True))
async def accept_invitation(db: Db, now: Now, client: FromClient, wanted: Acceptance) -> Any:
    found = await db.read(
        queries.look_at_invitation, None, wanted.token, now, answer=LookedAtInvitation.of
    )
    hashed = None
    if wanted.password is not None and found.needs_password:
        check_password(wanted.password, found.email)
        hashed = await hash_password(wanted.password)
    return await db.work(
        people_service.accept_invitation,
        None,
        wanted,
        hashed,
        client,
        now,
        answer=AcceptedInvitation.answer,
    )


@router.get("/users", response_model=Page[AdminUser], **policy(Role.admin))
async def list_users(
    db: Db,
    token: CurrentToken,
    params: Paging,
    state: Annotated[UserState | None, Query()] = None,
) -> Response:
    page = await db.read(queries.list_users, token, params, state, answer=AdminUser.page)
    return list_answer(page, _USER_COLUMNS, params, token.language, name="users")


@router.post("/users/{user_id}/disable", response_model=AdminUser, **policy(Role.admin))
async def disable_user(db: Db, token: CurrentToken, now: Now, user_id: UUID) -> Any:
    return await db.work(people_service.disable_user, token, user_id, now, answer=AdminUser.of)


@router.post("/users/{user_id}/enable", response_model=AdminUser, **policy(Role.admin))
async def enable_user(db: Db, token: CurrentToken, now: Now, user_id: UUID) -> Any:
    return await db.work(people_service.enable_user, token, user_id, now, answer=AdminUser.of)
