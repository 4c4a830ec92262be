"""Agencies and domain rules under `/api/v1`. (`member_routes`: members and requests to join.)"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.deps import CurrentToken, Db, IfMatch, Language, Now, Paging, policy
from app.kit.answers import created, list_of, put_answer
from app.kit.bodies import read_body
from app.kit.errors import N_
from app.kit.imports import MAX_BYTES
from app.kit.paging import Page, PageParams
from app.kit.strict import StrictRoute
from app.kit.tables import XLSX, Word, attachment, xlsx_bytes
from app.organisations import import_service, queries, service
from app.organisations.import_schemas import COLUMNS, ImportReport, read_sheet
from app.organisations.rules import EDITORS, KIND_NAMES, READERS, STATUS_NAMES, Kind, Status
from app.organisations.schemas import (
    DomainRuleIn,
    OrganisationIn,
    RefusalIn,
    SimilarOrganisation,
    StaffDomainRule,
    StaffOrganisation,
    StaffOrganisationDetail,
)

router = APIRouter(tags=["organisations"], route_class=StrictRoute)

ORGANISATION_COLUMNS: list[tuple[str, Callable[[StaffOrganisation], Any]]] = [
    (N_("اسم الجهة بالعربية"), lambda o: o.name_ar),
    (N_("اسم الجهة بالإنجليزية"), lambda o: o.name_en),
    (N_("نوع الجهة"), lambda o: Word(KIND_NAMES[o.kind])),
    (N_("المجموعة النظيرة"), lambda o: o.peer_group),
    (N_("المدينة"), lambda o: o.city),
    (N_("الدولة"), lambda o: o.country),
    (N_("الموقع الإلكتروني"), lambda o: o.website),
    (N_("نطاق البريد"), lambda o: o.email_domain),
    (N_("الحالة"), lambda o: Word(STATUS_NAMES[o.status])),
    (N_("عدد الأعضاء"), lambda o: o.members),
    (N_("بريد المسجِّل"), lambda o: o.registrant_email),
    (N_("سُجّلت في"), lambda o: o.created_at),
]
RULE_COLUMNS = [
    (N_("النطاق"), lambda r: r.domain),
    (N_("أُضيف في"), lambda r: r.added_at),
]
XLSX_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}
}
SHEET_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            media_type: {"schema": {"type": "string", "format": "binary"}}
            for media_type in (XLSX, "text/csv")
        },
    }
}


@router.get(
    "/organisations/similar", response_model=list[SimilarOrganisation], **policy(public=True)
)
async def find_similar_organisations(
    db: Db, token: CurrentToken, name: Annotated[str, Query(max_length=300)]
) -> Any:
    return await db.read(
        queries.find_similar_organisations,
        token,
        name,
        answer=lambda rows: [SimilarOrganisation.of(row) for row in rows],
    )


@router.get("/organisations", response_model=Page[StaffOrganisation], **policy(*READERS))
async def list_organisations(
    db: Db,
    token: CurrentToken,
    language: Language,
    params: Paging,
    status: Status | None = None,
    kind: Kind | None = None,
) -> Any:
    return await db.read(
        queries.list_organisations,
        token,
        params,
        status,
        kind,
        answer=list_of(
            StaffOrganisation.of, ORGANISATION_COLUMNS, params, language, name="organisations"
        ),
    )


@router.get(
    "/organisations/export", response_class=Response, responses=XLSX_ANSWER, **policy(*READERS)
)
async def export_organisations(
    db: Db,
    token: CurrentToken,
    language: Language,
    q: Annotated[str | None, Query(max_length=200)] = None,
    status: Status | None = None,
    kind: Kind | None = None,
) -> Response:
    rows, _ = await db.read(
        queries.list_organisations,
        token,
        PageParams(q=q, format="csv"),  # every row of the list
        status,
        kind,
        answer=lambda found: ([StaffOrganisation.of(row) for row in found[0]], found[1]),
    )
    data = await asyncio.to_thread(
        xlsx_bytes,
        [header for header, _ in ORGANISATION_COLUMNS],
        [[getter(row) for _, getter in ORGANISATION_COLUMNS] for row in rows],
        language,
    )
    return _xlsx(data, "organisations.xlsx")


def _xlsx(data: bytes, name: str) -> Response:
    return Response(data, media_type=XLSX, headers={"Content-Disposition": attachment(name)})


@router.get(
    "/organisations/import/template",
    response_class=Response,
    responses=XLSX_ANSWER,
    **policy(*EDITORS),
)
async def show_import_template(db: Db, token: CurrentToken, language: Language) -> Response:
    await db.read(import_service.check_may_import, token)
    headers = [column.headers[0 if language == "ar" else 1] for column in COLUMNS]
    data = await asyncio.to_thread(xlsx_bytes, headers, [], language)
    return _xlsx(data, "organisations-template.xlsx")


@router.post(
    "/organisations/import",
    response_model=ImportReport,
    openapi_extra=policy(*EDITORS)["openapi_extra"] | SHEET_BODY,
)
async def import_organisations(
    db: Db,
    token: CurrentToken,
    now: Now,
    language: Language,
    request: Request,
    dry_run: bool = True,
    plan_hash: Annotated[str | None, Query(max_length=64)] = None,
) -> Any:
    await db.read(import_service.check_may_import, token)  # before the body is read
    data = await read_body(request, MAX_BYTES)
    sheet = await asyncio.to_thread(read_sheet, data)
    if dry_run:
        return await db.read(
            import_service.plan_import,
            token,
            sheet,
            answer=lambda plan: ImportReport.of(plan, language, applied=False),
        )
    return await db.bulk(
        import_service.import_organisations,
        token,
        sheet,
        plan_hash,
        now,
        answer=lambda plan: ImportReport.of(plan, language, applied=True),
    )


@router.get(
    "/organisations/{organisation_id}",
    response_model=StaffOrganisationDetail,
    **policy(*READERS),
)
async def show_organisation(db: Db, token: CurrentToken, organisation_id: UUID) -> Any:
    return await db.read(
        queries.show_organisation,
        token,
        organisation_id,
        answer=StaffOrganisationDetail.with_similar,
    )


@router.put(
    "/organisations/{organisation_id}",
    response_model=StaffOrganisation,
    responses=created(StaffOrganisation),
    **policy(*EDITORS),
)
async def put_organisation(
    db: Db,
    token: CurrentToken,
    now: Now,
    organisation_id: UUID,
    wanted: OrganisationIn,
    condition: IfMatch,
) -> Any:
    return await db.work(
        service.put_organisation,
        token,
        organisation_id,
        wanted,
        condition,
        now,
        answer=put_answer(StaffOrganisation.of),
    )


@router.post(
    "/organisations/{organisation_id}/approve",
    response_model=StaffOrganisation,
    **policy(*EDITORS),
)
async def approve_organisation(db: Db, token: CurrentToken, now: Now, organisation_id: UUID) -> Any:
    return await db.work(
        service.approve_organisation, token, organisation_id, now, answer=StaffOrganisation.of
    )


@router.post(
    "/organisations/{organisation_id}/refuse",
    response_model=StaffOrganisation,
    **policy(*EDITORS),
)
async def refuse_organisation(
    db: Db, token: CurrentToken, now: Now, organisation_id: UUID, wanted: RefusalIn
) -> Any:
    return await db.work(
        service.refuse_organisation,
        token,
        organisation_id,
        wanted,
        now,
        answer=StaffOrganisation.of,
    )


@router.get("/domain-rules", response_model=Page[StaffDomainRule], **policy(*EDITORS))
async def list_domain_rules(db: Db, token: CurrentToken, language: Language, params: Paging) -> Any:
    return await db.read(
        queries.list_domain_rules,
        token,
        params,
        answer=list_of(StaffDomainRule.of, RULE_COLUMNS, params, language, name="domain-rules"),
    )


@router.put(
    "/domain-rules/{rule_id}",
    response_model=StaffDomainRule,
    responses=created(StaffDomainRule),
    **policy(*EDITORS),
)
async def put_domain_rule(
    db: Db, token: CurrentToken, now: Now, rule_id: UUID, wanted: DomainRuleIn
) -> Any:
    return await db.work(
        service.put_domain_rule,
        token,
        rule_id,
        wanted,
        now,
        answer=put_answer(StaffDomainRule.of),
    )


@router.delete(
    "/domain-rules/{rule_id}", status_code=204, response_class=Response, **policy(*EDITORS)
)
async def delete_domain_rule(db: Db, token: CurrentToken, now: Now, rule_id: UUID) -> None:
    await db.work(service.delete_domain_rule, token, rule_id, now)
