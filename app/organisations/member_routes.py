"""An agency's own people: its members and the requests to join it, under `/api/v1`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from app.actor import Role
from app.deps import CurrentToken, Db, IfMatch, Language, Now, Paging, policy
from app.kit.answers import created, list_of, put_answer
from app.kit.errors import N_
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute
from app.kit.tables import Word
from app.organisations import member_service, queries, service
from app.organisations.member_schemas import (
    EntrantOrganisation,
    EntrantOrganisations,
    InvitedMember,
    LevelIn,
    Member,
    MemberIn,
    MemberPage,
    Members,
    Membership,
    OwnRequest,
)
from app.organisations.rules import EDITORS, LEVEL_NAMES, READERS, REQUEST_NAMES, RequestState
from app.organisations.schemas import OrganisationDraft, RefusalIn

router = APIRouter(tags=["organisations"], route_class=StrictRoute)

REQUEST_COLUMNS = [
    (N_("الجهة"), lambda r: r.organisation_name_ar),
    (N_("الاسم بالعربية"), lambda r: r.name_ar),
    (N_("الاسم بالإنجليزية"), lambda r: r.name_en),
    (N_("البريد"), lambda r: r.email),
    (N_("الحالة"), lambda r: Word(REQUEST_NAMES[r.state])),
    (N_("طُلب في"), lambda r: r.requested_at),
]
MEMBER_COLUMNS = [
    (N_("الاسم بالعربية"), lambda m: m.name_ar),
    (N_("الاسم بالإنجليزية"), lambda m: m.name_en),
    (N_("البريد"), lambda m: m.email),
    (N_("الصلاحية"), lambda m: Word(LEVEL_NAMES[m.level])),
    (N_("منذ"), lambda m: m.since),
]


# ---------------------------------------------------------------- for its own people


@router.get(
    "/entrant/organisations",
    response_model=EntrantOrganisations,
    **policy(recorded_read=True),
)
async def list_own_organisations(db: Db, token: CurrentToken, now: Now) -> Any:
    """My agencies with their people and what waits in them. Whole, not paged: a person has a few,
    and the home page and every agency's page read from this one answer.
    """
    return await db.work(
        member_service.list_own_organisations, token, now, answer=EntrantOrganisations.of
    )


@router.put(
    "/entrant/organisations/{organisation_id}",
    response_model=EntrantOrganisation,
    responses=created(EntrantOrganisation),
    **policy(),
)
async def register_organisation(
    db: Db,
    token: CurrentToken,
    now: Now,
    organisation_id: UUID,
    wanted: OrganisationDraft,
    condition: IfMatch,
) -> Any:
    return await db.work(
        service.register_organisation,
        token,
        organisation_id,
        wanted,
        condition,
        now,
        answer=put_answer(EntrantOrganisation.of),
    )


@router.post("/entrant/organisations/{organisation_id}/join", response_model=OwnRequest, **policy())
async def request_membership(db: Db, token: CurrentToken, now: Now, organisation_id: UUID) -> Any:
    return await db.work(
        member_service.request_membership, token, organisation_id, now, answer=OwnRequest.of
    )


# ---------------------------------------------------------------- members


@router.get(
    "/organisations/{organisation_id}/members",
    response_model=MemberPage,
    **policy(*READERS, Role.entrant),
)
async def list_members(
    db: Db,
    token: CurrentToken,
    now: Now,
    language: Language,
    organisation_id: UUID,
    params: Paging,
) -> Any:
    return await db.read(
        queries.list_members,
        token,
        organisation_id,
        params,
        now,
        answer=lambda found: list_answer(
            MemberPage(
                items=[Member.of(row) for row in found[0]],
                total=found[1],
                page=params.page,
                size=params.size,
                invited=[InvitedMember.of(row) for row in found[2]],
            ),
            MEMBER_COLUMNS,
            params,
            language,
            name="members",
        ),
    )


@router.post(
    "/organisations/{organisation_id}/members",
    response_model=Members,
    **policy(*EDITORS, Role.entrant),
)
async def invite_member(
    db: Db, token: CurrentToken, now: Now, organisation_id: UUID, wanted: MemberIn
) -> Any:
    return await db.work(
        member_service.invite_member, token, organisation_id, wanted, now, answer=Members.of
    )


@router.put(
    "/organisations/{organisation_id}/members/{user_id}",
    response_model=Members,
    **policy(*EDITORS, Role.entrant),
)
async def set_member_level(
    db: Db,
    token: CurrentToken,
    now: Now,
    organisation_id: UUID,
    user_id: UUID,
    wanted: LevelIn,
) -> Any:
    return await db.work(
        member_service.set_member_level,
        token,
        organisation_id,
        user_id,
        wanted.level,
        now,
        answer=Members.of,
    )


@router.delete(
    "/organisations/{organisation_id}/members/{user_id}",
    status_code=204,
    response_class=Response,
    **policy(*EDITORS, Role.entrant),
)
async def remove_member(
    db: Db, token: CurrentToken, now: Now, organisation_id: UUID, user_id: UUID
) -> None:
    await db.work(member_service.remove_member, token, organisation_id, user_id, now)


# ---------------------------------------------------------------- requests to join


@router.get("/membership-requests", response_model=Page[Membership], **policy(*READERS))
async def list_membership_requests(
    db: Db,
    token: CurrentToken,
    language: Language,
    params: Paging,
    state: RequestState | None = None,
    organisation_id: UUID | None = None,
) -> Any:
    return await db.read(
        queries.list_membership_requests,
        token,
        params,
        state,
        organisation_id,
        answer=list_of(
            Membership.of, REQUEST_COLUMNS, params, language, name="membership-requests"
        ),
    )


@router.post(
    "/membership-requests/{request_id}/approve",
    response_model=Membership,
    **policy(*EDITORS, Role.entrant),
)
async def approve_membership(db: Db, token: CurrentToken, now: Now, request_id: UUID) -> Any:
    return await db.work(
        member_service.approve_membership, token, request_id, now, answer=Membership.of
    )


@router.post(
    "/membership-requests/{request_id}/refuse",
    response_model=Membership,
    **policy(*EDITORS, Role.entrant),
)
async def refuse_membership(
    db: Db, token: CurrentToken, now: Now, request_id: UUID, wanted: RefusalIn
) -> Any:
    return await db.work(
        member_service.refuse_membership, token, request_id, wanted, now, answer=Membership.of
    )
