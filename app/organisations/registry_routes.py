"""An agency's services under `/api/v1`."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.deps import CurrentToken, Db, IfMatch, Language, Now, Paging, policy
from app.kit.answers import created, list_of, put_answer
from app.kit.bodies import read_body
from app.kit.errors import N_
from app.kit.imports import MAX_BYTES
from app.kit.paging import Page
from app.kit.strict import StrictRoute
from app.kit.tables import XLSX, Word, attachment, xlsx_bytes
from app.organisations import registry_queries, registry_service
from app.organisations.registry_rules import (
    AUDIENCE_NAMES,
    CHANNEL_NAMES,
    STATE_NAMES,
    Audience,
    ServiceState,
)
from app.organisations.registry_schemas import (
    COLUMNS,
    ServiceImportReport,
    ServiceIn,
    ServiceOut,
    read_services,
)
from app.organisations.routes import SHEET_BODY, XLSX_ANSWER

router = APIRouter(
    prefix="/organisations/{organisation_id}/services",
    tags=["organisations"],
    route_class=StrictRoute,
)

SERVICE_COLUMNS = [
    (N_("اسم الخدمة بالعربية"), lambda s: s.name_ar),
    (N_("اسم الخدمة بالإنجليزية"), lambda s: s.name_en),
    (N_("المستفيدون"), lambda s: Word(AUDIENCE_NAMES[s.audience])),
    (N_("القنوات"), lambda s: [Word(CHANNEL_NAMES[one]) for one in s.channels]),
    (N_("رابط الخدمة"), lambda s: s.url),
    (N_("تاريخ الإطلاق"), lambda s: s.launched_on),
    (N_("أشهر التشغيل"), lambda s: s.months_in_operation),
    (N_("حالة الخدمة"), lambda s: Word(STATE_NAMES[s.state])),
]


@router.get("", response_model=Page[ServiceOut], **policy())
async def list_services(
    db: Db,
    token: CurrentToken,
    now: Now,
    language: Language,
    organisation_id: UUID,
    params: Paging,
    state: ServiceState | None = None,
    audience: Audience | None = None,
) -> Any:
    return await db.read(
        registry_queries.list_services,
        token,
        organisation_id,
        params,
        now,
        state,
        audience,
        answer=list_of(ServiceOut.of, SERVICE_COLUMNS, params, language, name="services"),
    )


@router.get("/import/template", response_class=Response, responses=XLSX_ANSWER, **policy())
async def show_services_template(
    db: Db, token: CurrentToken, language: Language, organisation_id: UUID
) -> Response:
    await db.read(registry_service.check_may_import, token, organisation_id)
    headers = [column.headers[0 if language == "ar" else 1] for column in COLUMNS]
    data = await asyncio.to_thread(xlsx_bytes, headers, [], language)
    return Response(
        data,
        media_type=XLSX,
        headers={"Content-Disposition": attachment("services-template.xlsx")},
    )


@router.post(
    "/import",
    response_model=ServiceImportReport,
    openapi_extra=policy()["openapi_extra"] | SHEET_BODY,
)
async def import_services(
    db: Db,
    token: CurrentToken,
    now: Now,
    language: Language,
    request: Request,
    organisation_id: UUID,
    dry_run: bool = True,
    plan_hash: Annotated[str | None, Query(max_length=64)] = None,
) -> Any:
    await db.read(registry_service.check_may_import, token, organisation_id)
    data = await read_body(request, MAX_BYTES)
    sheet = await asyncio.to_thread(read_services, data)
    if dry_run:
        return await db.read(
            registry_service.plan_services,
            token,
            organisation_id,
            sheet,
            now,
            answer=lambda plan: ServiceImportReport.of(plan, language, applied=False),
        )
    return await db.bulk(
        registry_service.import_services,
        token,
        organisation_id,
        sheet,
        plan_hash,
        now,
        answer=lambda plan: ServiceImportReport.of(plan, language, applied=True),
    )


@router.get("/{service_id}", response_model=ServiceOut, **policy())
async def show_service(
    db: Db, token: CurrentToken, now: Now, organisation_id: UUID, service_id: UUID
) -> Any:
    return await db.read(
        registry_queries.show_service,
        token,
        organisation_id,
        service_id,
        now,
        answer=ServiceOut.of,
    )


@router.put("/{service_id}", response_model=ServiceOut, responses=created(ServiceOut), **policy())
async def put_service(
    db: Db,
    token: CurrentToken,
    now: Now,
    organisation_id: UUID,
    service_id: UUID,
    wanted: ServiceIn,
    condition: IfMatch,
) -> Any:
    return await db.work(
        registry_service.put_service,
        token,
        organisation_id,
        service_id,
        wanted,
        condition,
        now,
        answer=put_answer(ServiceOut.of),
    )


@router.delete("/{service_id}", status_code=204, response_class=Response, **policy())
async def delete_service(
    db: Db, token: CurrentToken, now: Now, organisation_id: UUID, service_id: UUID
) -> None:
    await db.work(registry_service.delete_service, token, organisation_id, service_id, now)
