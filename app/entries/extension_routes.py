"""Routes of the organiser's deadlines: extensions for one entrant, and the reminder plan."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, Language, Now, Paging, policy
from app.entries import extension_queries, extension_service, reminder_service
from app.entries.reminder_schemas import ExtensionIn, ExtensionOut, Reminders, RemindersIn
from app.kit.answers import put_answer
from app.kit.errors import N_
from app.kit.i18n import Pair
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute

router = APIRouter(tags=["entries"], route_class=StrictRoute)
READERS = (Role.organiser, Role.screener, Role.auditor, Role.approver)


@router.put(
    "/editions/{edition_id}/extensions/{extension_id}",
    response_model=ExtensionOut,
    responses={201: {"model": ExtensionOut}},
    **policy(Role.organiser),
)
async def extend_deadline(
    db: Db,
    token: CurrentToken,
    now: Now,
    edition_id: UUID,
    extension_id: UUID,
    wanted: ExtensionIn,
) -> Any:
    """Give one entrant more time."""
    return await db.work(
        extension_service.extend_deadline,
        token,
        edition_id,
        extension_id,
        wanted,
        now,
        answer=put_answer(lambda row: row),
    )


@router.put(
    "/editions/{edition_id}/shortenings/{extension_id}",
    response_model=ExtensionOut,
    responses={201: {"model": ExtensionOut}},
    **policy(Role.organiser),
)
async def shorten_extension(
    db: Db,
    token: CurrentToken,
    now: Now,
    edition_id: UUID,
    extension_id: UUID,
    wanted: ExtensionIn,
) -> Any:
    """Let an extension end earlier, with notice."""
    return await db.work(
        extension_service.shorten_extension,
        token,
        edition_id,
        extension_id,
        wanted,
        now,
        answer=put_answer(lambda row: row),
    )


@router.get(
    "/editions/{edition_id}/extensions", response_model=Page[ExtensionOut], **policy(*READERS)
)
async def list_extensions(
    db: Db, token: CurrentToken, now: Now, language: Language, params: Paging, edition_id: UUID
) -> Any:
    """Who was given more time, by whom and why."""
    columns = [
        (N_("رقم المشاركة"), lambda row: row.number or ""),
        (N_("المشارك"), lambda row: Pair(row.entrant_ar, row.entrant_en)),
        (N_("الموعد الجديد"), lambda row: row.until),
        (N_("كان التمديد حتى"), lambda row: row.before or ""),
        (N_("عدد المشاركات"), lambda row: row.entries),
        (N_("السبب"), lambda row: row.reason),
        (N_("وقت القرار"), lambda row: row.granted_at),
        (
            N_("صاحب القرار"),
            lambda row: row.granted_by and Pair(row.granted_by.name_ar, row.granted_by.name_en),
        ),
    ]
    return await db.read(
        extension_queries.list_extensions,
        token,
        edition_id,
        params,
        now,
        answer=lambda found: list_answer(
            Page.of(found[0], found[1], params), columns, params, language, name="extensions"
        ),
    )


@router.get(
    "/editions/{edition_id}/reminders",
    response_model=Reminders,
    **policy(Role.organiser, Role.screener, Role.auditor),
)
async def show_reminders(db: Db, token: CurrentToken, now: Now, edition_id: UUID) -> Any:
    """The reminder plan, its moments and whom it reaches."""
    return await db.read(reminder_service.show_reminders, token, edition_id, now)


@router.put("/editions/{edition_id}/reminders", response_model=Reminders, **policy(Role.organiser))
async def put_reminders(
    db: Db, token: CurrentToken, now: Now, edition_id: UUID, wanted: RemindersIn
) -> Any:
    """Say when the people of drafts are reminded."""
    return await db.work(reminder_service.put_reminders, token, edition_id, wanted.hours, now)
