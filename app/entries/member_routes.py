"""Routes of who works on an entry: its people, invitations by e-mail, and who is at it now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from app.accounts.routes import FromClient
from app.deps import CurrentToken, Db, Now, policy
from app.entries import agency_queries, invitation_service, member_service
from app.entries.member_schemas import (
    AcceptedCollaboration,
    AgencyPeople,
    CollaborationIn,
    CollaborationToken,
    CollaboratorIn,
    EntryPeople,
    EntryPresence,
    LookedAtCollaboration,
    PeopleView,
    PlaceIn,
    RightIn,
)
from app.kit.answers import put_answer
from app.kit.passwords import check_password, hash_password
from app.kit.strict import StrictRoute

router = APIRouter(tags=["entries"], route_class=StrictRoute)

ENTRY = "/entrant/entries/{entry_id}"


@router.get(f"{ENTRY}/people", response_model=EntryPeople, **policy())
async def list_entry_people(db: Db, token: CurrentToken, now: Now, entry_id: UUID) -> Any:
    """Who works on one of my entries."""
    return await db.read(
        member_service.list_entry_people, token, entry_id, now, answer=EntryPeople.of
    )


@router.put(f"{ENTRY}/people/{{user_id}}", response_model=EntryPeople, **policy())
async def set_entry_right(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, user_id: UUID, wanted: RightIn
) -> Any:
    """Say what one of an entry's people may do with it."""
    return await db.work(
        member_service.set_entry_right,
        token,
        entry_id,
        user_id,
        wanted.right,
        now,
        answer=EntryPeople.of,
    )


def _rest(view: PeopleView | None) -> Any:
    return Response(status_code=204) if view is None else EntryPeople.of(view)


@router.delete(
    f"{ENTRY}/people/{{user_id}}",
    response_model=EntryPeople,
    responses={204: {"description": "One left the entry oneself"}},
    **policy(),
)
async def remove_collaborator(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, user_id: UUID
) -> Any:
    """Take a collaborator off an entry, or leave it oneself."""
    return await db.work(
        member_service.remove_collaborator, token, entry_id, user_id, now, answer=_rest
    )


@router.put(
    f"{ENTRY}/invitations/{{invitation_id}}",
    response_model=EntryPeople,
    responses={201: {"model": EntryPeople}},
    **policy(),
)
async def invite_collaborator(
    db: Db,
    token: CurrentToken,
    now: Now,
    entry_id: UUID,
    invitation_id: UUID,
    wanted: CollaboratorIn,
) -> Any:
    """Invite somebody by e-mail to work on an entry."""
    return await db.work(
        invitation_service.invite_collaborator,
        token,
        entry_id,
        invitation_id,
        wanted,
        now,
        answer=put_answer(EntryPeople.of),
    )


@router.post(
    f"{ENTRY}/invitations/{{invitation_id}}/resend", response_model=EntryPeople, **policy()
)
async def resend_collaboration(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, invitation_id: UUID
) -> Any:
    """Mail a new link; the old one dies."""
    return await db.work(
        invitation_service.resend_collaboration,
        token,
        entry_id,
        invitation_id,
        now,
        answer=EntryPeople.of,
    )


@router.delete(f"{ENTRY}/invitations/{{invitation_id}}", response_model=EntryPeople, **policy())
async def revoke_collaboration(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, invitation_id: UUID
) -> Any:
    """Make an invitation's link worthless."""
    return await db.work(
        invitation_service.revoke_collaboration,
        token,
        entry_id,
        invitation_id,
        now,
        answer=EntryPeople.of,
    )


@router.get(
    "/entrant/organisations/{organisation_id}/people", response_model=AgencyPeople, **policy()
)
async def list_agency_people(db: Db, token: CurrentToken, organisation_id: UUID) -> Any:
    """Who works on which entries of an agency, for those who manage it."""
    return await db.read(agency_queries.list_agency_people, token, organisation_id)


@router.post(f"{ENTRY}/presence", response_model=EntryPresence, **policy())
async def mark_presence(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, wanted: PlaceIn
) -> Any:
    """Say where in an entry one is, every 15 seconds or so, and read who else is there."""
    return await db.work(
        member_service.mark_presence, token, entry_id, wanted, now, answer=EntryPresence.of
    )


@router.post("/collaborations/look", response_model=LookedAtCollaboration, **policy(public=True))
async def look_at_collaboration(db: Db, now: Now, wanted: CollaborationToken) -> Any:
    """What the link of a mail invites to."""
    return await db.read(
        invitation_service.look_at_collaboration,
        None,
        wanted.token,
        now,
        answer=LookedAtCollaboration.of,
    )


@router.post("/collaborations/accept", response_model=AcceptedCollaboration, **policy(public=True))
async def accept_collaboration(
    db: Db, token: CurrentToken, now: Now, client: FromClient, wanted: CollaborationIn
) -> Any:
    """Take the place that an invitation offers."""
    found = await db.read(
        invitation_service.look_at_collaboration,
        None,
        wanted.token,
        now,
        answer=LookedAtCollaboration.of,
    )
    hashed = None
    if wanted.password is not None and found.needs_password:
        check_password(wanted.password, found.email)
        hashed = await hash_password(wanted.password)
    return await db.work(
        invitation_service.accept_collaboration,
        token,
        wanted,
        hashed,
        client,
        now,
        answer=AcceptedCollaboration.answer,
    )
