"""Categories, their forms and the rubrics under `/api/v1`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from app.actor import Role
from app.deps import CurrentToken, Db, IfMatch, Language, Now, Paging, policy
from app.editions import category_service, queries, rubric_service
from app.editions.field_schemas import StaffForm
from app.editions.form_schemas import CategoryIn, CategoryOrderIn, StaffCategory
from app.editions.routes import READERS
from app.editions.rubric_schemas import RubricCard, RubricIn, StaffRubric
from app.editions.texts import ENTRANT_KIND_NAMES
from app.editions.version_schemas import FormVersions
from app.kit.answers import created, list_of, put_answer
from app.kit.errors import N_
from app.kit.paging import Page
from app.kit.strict import StrictRoute
from app.kit.tables import Word

router = APIRouter(tags=["editions"], route_class=StrictRoute)

CATEGORY_COLUMNS = [
    (N_("الرمز"), lambda c: c.code),
    (N_("الاسم بالعربية"), lambda c: c.name_ar),
    (N_("الاسم بالإنجليزية"), lambda c: c.name_en),
    (N_("من يشارك"), lambda c: Word(ENTRANT_KIND_NAMES[c.entrant_kind])),
    (N_("أقصى مشاركات للمشارك"), lambda c: c.max_entries_per_entrant),
    (N_("عدد المراكز"), lambda c: c.places),
    (N_("عدد الحقول"), lambda c: c.fields),
]
RUBRIC_COLUMNS = [
    (N_("الاسم بالعربية"), lambda r: r.name_ar),
    (N_("الاسم بالإنجليزية"), lambda r: r.name_en),
    (N_("عدد المعايير"), lambda r: r.criteria),
    (N_("عدد الفئات"), lambda r: len(r.categories)),
]


@router.get(
    "/editions/{edition_id}/categories", response_model=Page[StaffCategory], **policy(*READERS)
)
async def list_categories(
    db: Db, token: CurrentToken, language: Language, edition_id: UUID, params: Paging
) -> Any:
    return await db.read(
        queries.list_categories,
        token,
        edition_id,
        params,
        answer=list_of(StaffCategory.of, CATEGORY_COLUMNS, params, language, name="categories"),
    )


@router.get(
    "/editions/{edition_id}/categories/{category_id}",
    response_model=StaffCategory,
    **policy(*READERS),
)
async def show_category(db: Db, token: CurrentToken, edition_id: UUID, category_id: UUID) -> Any:
    return await db.read(
        queries.show_category, token, edition_id, category_id, answer=StaffCategory.of
    )


@router.put(
    "/editions/{edition_id}/categories/{category_id}",
    response_model=StaffCategory,
    responses=created(StaffCategory),
    **policy(Role.organiser),
)
async def put_category(
    db: Db,
    token: CurrentToken,
    now: Now,
    edition_id: UUID,
    category_id: UUID,
    wanted: CategoryIn,
    condition: IfMatch,
) -> Any:
    return await db.work(
        category_service.put_category,
        token,
        edition_id,
        category_id,
        wanted,
        condition,
        now,
        answer=put_answer(StaffCategory.of),
    )


@router.delete(
    "/editions/{edition_id}/categories/{category_id}",
    status_code=204,
    response_class=Response,
    **policy(Role.organiser),
)
async def delete_category(
    db: Db, token: CurrentToken, now: Now, edition_id: UUID, category_id: UUID
) -> None:
    await db.work(category_service.delete_category, token, edition_id, category_id, now)


@router.put(
    "/editions/{edition_id}/category-order",
    response_model=list[StaffCategory],
    **policy(Role.organiser),
)
async def order_categories(
    db: Db, token: CurrentToken, now: Now, edition_id: UUID, wanted: CategoryOrderIn
) -> Any:
    return await db.work(
        category_service.order_categories,
        token,
        edition_id,
        wanted,
        now,
        answer=lambda rows: [StaffCategory.of(row) for row in rows],
    )


@router.get("/categories/{category_id}/fields", response_model=StaffForm, **policy())
async def show_fields(db: Db, token: CurrentToken, category_id: UUID) -> Any:
    return await db.read(queries.show_fields, token, category_id, answer=StaffForm.of)


@router.get("/categories/{category_id}/form-versions", response_model=FormVersions, **policy())
async def list_form_versions(db: Db, token: CurrentToken, category_id: UUID) -> Any:
    return await db.read(queries.list_form_versions, token, category_id, answer=FormVersions.of)


@router.get("/editions/{edition_id}/rubrics", response_model=Page[RubricCard], **policy(*READERS))
async def list_rubrics(
    db: Db, token: CurrentToken, language: Language, edition_id: UUID, params: Paging
) -> Any:
    return await db.read(
        queries.list_rubrics,
        token,
        edition_id,
        params,
        answer=list_of(RubricCard.of, RUBRIC_COLUMNS, params, language, name="rubrics"),
    )


@router.get(
    "/editions/{edition_id}/rubrics/{rubric_id}", response_model=StaffRubric, **policy(*READERS)
)
async def show_rubric(db: Db, token: CurrentToken, edition_id: UUID, rubric_id: UUID) -> Any:
    return await db.read(queries.show_rubric, token, edition_id, rubric_id, answer=StaffRubric.of)


@router.put(
    "/editions/{edition_id}/rubrics/{rubric_id}",
    response_model=StaffRubric,
    responses=created(StaffRubric),
    **policy(Role.organiser),
)
async def put_rubric(
    db: Db,
    token: CurrentToken,
    now: Now,
    edition_id: UUID,
    rubric_id: UUID,
    wanted: RubricIn,
    condition: IfMatch,
) -> Any:
    return await db.work(
        rubric_service.put_rubric,
        token,
        edition_id,
        rubric_id,
        wanted,
        condition,
        now,
        answer=put_answer(StaffRubric.of),
    )


@router.delete(
    "/editions/{edition_id}/rubrics/{rubric_id}",
    status_code=204,
    response_class=Response,
    **policy(Role.organiser),
)
async def delete_rubric(
    db: Db, token: CurrentToken, now: Now, edition_id: UUID, rubric_id: UUID
) -> None:
    await db.work(rubric_service.delete_rubric, token, edition_id, rubric_id, now)
