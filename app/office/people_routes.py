"""Who is asking; grants and invitations for the administrator and for organisers."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query

from app.accounts.rules import INVITATION_NAMES, ROLE_NAMES, SCOPE_NAMES
from app.actor import Role, Scope
from app.deps import CurrentToken, Db, Now, Paging, policy
from app.kit.answers import put_answer
from app.kit.errors import N_
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute
from app.kit.tables import Word
from app.office import people_queries, people_service
from app.office.people_schemas import (
    GrantIn,
    InvitationIn,
    InvitationState,
    MeOut,
    StaffGrant,
    StaffInvitation,
)

router = APIRouter(tags=["people"], route_class=StrictRoute)

_GRANT_COLUMNS = (
    (N_("البريد الإلكتروني"), lambda grant: grant.email),
    (N_("الاسم بالعربية"), lambda grant: grant.name_ar),
    (N_("الاسم بالإنجليزية"), lambda grant: grant.name_en),
    (N_("الدور"), lambda grant: Word(ROLE_NAMES[grant.role])),
    (N_("نطاق الدور"), lambda grant: Word(SCOPE_NAMES[grant.scope_kind])),
    (N_("اسم النطاق"), lambda grant: grant.scope_name_ar),
    (N_("اسم النطاق بالإنجليزية"), lambda grant: grant.scope_name_en),
    (N_("مُنح في"), lambda grant: grant.granted_at),
)
_INVITATION_COLUMNS = (
    (N_("البريد الإلكتروني"), lambda invitation: invitation.email),
    (N_("الدور"), lambda invitation: Word(ROLE_NAMES[invitation.role])),
    (N_("نطاق الدور"), lambda invitation: Word(SCOPE_NAMES[invitation.scope_kind])),
    (N_("اسم النطاق"), lambda invitation: invitation.scope_name_ar),
    (N_("اسم النطاق بالإنجليزية"), lambda invitation: invitation.scope_name_en),
    (N_("الحالة"), lambda invitation: Word(INVITATION_NAMES[invitation.state])),
    (N_("أُرسلت في"), lambda invitation: invitation.created_at),
)

RoleFilter = Annotated[Role | None, Query()]
ScopeKindFilter = Annotated[Scope | None, Query()]
ScopeFilter = Annotated[UUID | None, Query()]
StaffFilter = Annotated[bool, Query(description="Only roles that organisers give")]


@router.get("/me", response_model=MeOut, **policy())
async def show_me(db: Db, token: CurrentToken) -> Any:
    return await db.read(people_queries.show_me, token, answer=MeOut.of)


@router.get("/grants", response_model=Page[StaffGrant], **policy(Role.admin, Role.organiser))
async def list_grants(
    db: Db,
    token: CurrentToken,
    params: Paging,
    role: RoleFilter = None,
    scope_kind: ScopeKindFilter = None,
    scope_id: ScopeFilter = None,
    user_id: Annotated[UUID | None, Query()] = None,
    staff: StaffFilter = False,
) -> Any:
    return await db.read(
        people_queries.list_grants,
        token,
        params,
        role=role,
        scope_kind=scope_kind,
        scope_id=scope_id,
        user_id=user_id,
        staff=staff,
        answer=lambda found: list_answer(
            Page.of([StaffGrant.of(row) for row in found[0]], found[1], params),
            _GRANT_COLUMNS,
            params,
            token.language,
            name="grants",
        ),
    )


@router.put(
    "/grants/{grant_id}",
    response_model=StaffGrant,
    responses={201: {"model": StaffGrant}},
    **policy(Role.admin, Role.organiser),
)
async def grant_role(db: Db, token: CurrentToken, now: Now, grant_id: UUID, wanted: GrantIn) -> Any:
    return await db.work(
        people_service.grant_role, token, grant_id, wanted, now, answer=put_answer(StaffGrant.of)
    )


@router.delete("/grants/{grant_id}", status_code=204, **policy(Role.admin, Role.organiser))
async def revoke_role(db: Db, token: CurrentToken, now: Now, grant_id: UUID) -> None:
    await db.work(people_service.revoke_role, token, grant_id, now)


@router.get(
    "/invitations", response_model=Page[StaffInvitation], **policy(Role.admin, Role.organiser)
)
async def list_invitations(
    db: Db,
    token: CurrentToken,
    now: Now,
    params: Paging,
    role: RoleFilter = None,
    scope_kind: ScopeKindFilter = None,
    scope_id: ScopeFilter = None,
    state: Annotated[InvitationState | None, Query()] = None,
    staff: StaffFilter = False,
) -> Any:
    return await db.read(
        people_queries.list_invitations,
        token,
        now,
        params,
        role=role,
        scope_kind=scope_kind,
        scope_id=scope_id,
        state=state,
        staff=staff,
        answer=lambda found: list_answer(
            Page.of([StaffInvitation.of(row) for row in found[0]], found[1], params),
            _INVITATION_COLUMNS,
            params,
            token.language,
            name="invitations",
        ),
    )


@router.put(
    "/invitations/{invitation_id}",
    response_model=StaffInvitation,
    responses={201: {"model": StaffInvitation}},
    **policy(Role.admin, Role.organiser),
)
async def invite(
    db: Db, token: CurrentToken, now: Now, invitation_id: UUID, wanted: InvitationIn
) -> Any:
    return await db.work(
        people_service.invite,
        token,
        invitation_id,
        wanted,
        now,
        answer=put_answer(StaffInvitation.of),
    )


@router.post(
    "/invitations/{invitation_id}/resend",
    response_model=StaffInvitation,
    **policy(Role.admin, Role.organiser),
)
async def resend_invitation(db: Db, token: CurrentToken, now: Now, invitation_id: UUID) -> Any:
    return await db.work(
        people_service.resend_invitation, token, invitation_id, now, answer=StaffInvitation.of
    )


@router.delete(
    "/invitations/{invitation_id}", status_code=204, **policy(Role.admin, Role.organiser)
)
async def revoke_invitation(db: Db, token: CurrentToken, now: Now, invitation_id: UUID) -> None:
    await db.work(people_service.revoke_invitation, token, invitation_id, now)
