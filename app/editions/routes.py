"""Programmes and editions under `/api/v1`."""

from __future__ import annotations

import asyncio
import hashlib
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from app.actor import Role
from app.deps import CurrentToken, Db, IfMatch, Language, Now, Paging, policy
from app.editions import queries, service
from app.editions.schemas import (
    EditionCard,
    EditionIn,
    ProgrammeIn,
    PublicCallChange,
    Rulebook,
    StaffEdition,
    StaffProgramme,
)
from app.editions.texts import PHASE_NAMES, PROGRAMME_KIND_NAMES
from app.kit.answers import created, list_of, put_answer
from app.kit.bodies import read_body
from app.kit.errors import N_
from app.kit.images import rewrite_image
from app.kit.paging import Page
from app.kit.strict import StrictRoute
from app.kit.tables import Word

router = APIRouter(tags=["editions"], route_class=StrictRoute)

LOGO_BYTES = 512 * 1024
LOGO_SIDE = 1024
EDITORS = (Role.admin, Role.organiser)
READERS = (
    Role.admin,
    Role.organiser,
    Role.screener,
    Role.chair,
    Role.auditor,
    Role.approver,
)

PROGRAMME_COLUMNS = [
    (N_("الاسم بالعربية"), lambda p: p.name_ar),
    (N_("الاسم بالإنجليزية"), lambda p: p.name_en),
    (N_("المعرّف في الرابط"), lambda p: p.slug),
    (N_("النوع"), lambda p: Word(PROGRAMME_KIND_NAMES[p.kind])),
    (N_("أُنشئ في"), lambda p: p.created_at),
]
EDITION_COLUMNS = [
    (N_("البرنامج"), lambda e: e.programme.name_ar),
    (N_("الاسم بالعربية"), lambda e: e.name_ar),
    (N_("الاسم بالإنجليزية"), lambda e: e.name_en),
    (N_("المعرّف في الرابط"), lambda e: e.slug),
    (N_("المرحلة"), lambda e: Word(PHASE_NAMES[e.phase])),
    (N_("يفتح في"), lambda e: e.opens_at),
    (N_("يغلق في"), lambda e: e.closes_at),
]


@router.get("/programmes", response_model=Page[StaffProgramme], **policy())
async def list_programmes(db: Db, token: CurrentToken, language: Language, params: Paging) -> Any:
    return await db.read(
        queries.list_programmes,
        token,
        params,
        answer=list_of(StaffProgramme.of, PROGRAMME_COLUMNS, params, language, name="programmes"),
    )


@router.get("/programmes/{programme_id}", response_model=StaffProgramme, **policy())
async def show_programme(db: Db, token: CurrentToken, programme_id: UUID) -> Any:
    return await db.read(queries.show_programme, token, programme_id, answer=StaffProgramme.of)


@router.put(
    "/programmes/{programme_id}",
    response_model=StaffProgramme,
    responses=created(StaffProgramme),
    **policy(*EDITORS),
)
async def put_programme(
    db: Db,
    token: CurrentToken,
    now: Now,
    programme_id: UUID,
    wanted: ProgrammeIn,
    condition: IfMatch,
) -> Any:
    return await db.work(
        service.put_programme,
        token,
        programme_id,
        wanted,
        condition,
        now,
        answer=put_answer(StaffProgramme.of),
    )


@router.get("/programmes/{programme_id}/logo", response_class=Response, **policy(public=True))
async def show_programme_logo(db: Db, token: CurrentToken, programme_id: UUID) -> Response:
    data, media_type = await db.read(queries.show_programme_logo, token, programme_id)
    return Response(
        data,
        media_type=media_type,
        headers={
            "ETag": f'"{hashlib.sha256(data).hexdigest()[:32]}"',
            "Cache-Control": "public, max-age=300",
        },
    )


@router.put(
    "/programmes/{programme_id}/logo",
    response_model=StaffProgramme,
    openapi_extra=policy(*EDITORS)["openapi_extra"]
    | {
        "requestBody": {
            "required": True,
            "content": {
                media_type: {"schema": {"type": "string", "format": "binary"}}
                for media_type in ("image/png", "image/jpeg", "image/webp")
            },
        }
    },
)
async def put_programme_logo(
    db: Db, token: CurrentToken, now: Now, programme_id: UUID, request: Request
) -> Any:
    # The right is asked before the body is read, and again when it is stored.
    await db.read(queries.staff_programme, token, programme_id)
    data = await read_body(request, LOGO_BYTES)
    image, media_type = await asyncio.to_thread(rewrite_image, data, max_side=LOGO_SIDE)
    return await db.work(
        service.put_programme_logo,
        token,
        programme_id,
        image,
        media_type,
        now,
        answer=StaffProgramme.of,
    )


@router.delete("/programmes/{programme_id}/logo", response_model=StaffProgramme, **policy(*EDITORS))
async def delete_programme_logo(db: Db, token: CurrentToken, now: Now, programme_id: UUID) -> Any:
    return await db.work(
        service.delete_programme_logo, token, programme_id, now, answer=StaffProgramme.of
    )


@router.get("/editions", response_model=Page[EditionCard], **policy())
async def list_editions(
    db: Db,
    token: CurrentToken,
    language: Language,
    params: Paging,
    programme_id: UUID | None = None,
) -> Any:
    return await db.read(
        queries.list_editions,
        token,
        params,
        programme_id,
        answer=list_of(EditionCard.of, EDITION_COLUMNS, params, language, name="editions"),
    )


@router.get("/editions/{edition_id}", response_model=StaffEdition, **policy(*READERS))
async def show_edition(db: Db, token: CurrentToken, edition_id: UUID) -> Any:
    return await db.read(queries.show_edition, token, edition_id, answer=StaffEdition.of)


@router.put(
    "/editions/{edition_id}",
    response_model=StaffEdition,
    responses=created(StaffEdition),
    **policy(Role.organiser),
)
async def put_edition(
    db: Db,
    token: CurrentToken,
    now: Now,
    edition_id: UUID,
    wanted: EditionIn,
    condition: IfMatch,
) -> Any:
    return await db.work(
        service.put_edition,
        token,
        edition_id,
        wanted,
        condition,
        now,
        answer=put_answer(StaffEdition.of),
    )


@router.get(
    "/editions/{edition_id}/call-changes", response_model=list[PublicCallChange], **policy()
)
async def list_call_changes(db: Db, token: CurrentToken, edition_id: UUID) -> Any:
    return await db.read(
        queries.list_call_changes,
        token,
        edition_id,
        answer=lambda rows: [PublicCallChange.of(row) for row in rows],
    )


@router.get("/editions/{edition_id}/rulebook", response_model=Rulebook, **policy(*READERS))
async def show_rulebook(db: Db, token: CurrentToken, edition_id: UUID) -> Any:
    return await db.read(queries.show_edition, token, edition_id, answer=Rulebook.of)
