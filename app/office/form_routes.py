"""Changing a category's form under `/api/v1`: directly before the call, by versions after."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from app.actor import Role
from app.deps import CurrentToken, Db, IfMatch, Now, policy
from app.editions import form_service as forms
from app.editions.field_schemas import FormIn, PublishIn, StaffForm
from app.editions.routes import READERS
from app.editions.version_schemas import FormDraftOut
from app.kit.strict import StrictRoute
from app.office import form_service

router = APIRouter(tags=["editions"], route_class=StrictRoute)


@router.put("/categories/{category_id}/fields", response_model=StaffForm, **policy(Role.organiser))
async def put_fields(
    db: Db, token: CurrentToken, now: Now, category_id: UUID, wanted: FormIn, condition: IfMatch
) -> Any:
    return await db.work(
        form_service.put_fields, token, category_id, wanted, condition, now, answer=StaffForm.of
    )


@router.get("/categories/{category_id}/form-draft", response_model=FormDraftOut, **policy(*READERS))
async def show_form_draft(db: Db, token: CurrentToken, category_id: UUID) -> Any:
    return await db.read(form_service.show_form_draft, token, category_id)


@router.put(
    "/categories/{category_id}/form-draft", response_model=FormDraftOut, **policy(Role.organiser)
)
async def put_form_draft(
    db: Db, token: CurrentToken, now: Now, category_id: UUID, wanted: FormIn, condition: IfMatch
) -> Any:
    return await db.work(form_service.put_form_draft, token, category_id, wanted, condition, now)


@router.delete(
    "/categories/{category_id}/form-draft",
    status_code=204,
    response_class=Response,
    **policy(Role.organiser),
)
async def delete_form_draft(db: Db, token: CurrentToken, now: Now, category_id: UUID) -> None:
    await db.work(forms.delete_form_draft, token, category_id, now)


@router.post(
    "/categories/{category_id}/form-draft/publish",
    response_model=StaffForm,
    **policy(Role.organiser),
)
async def publish_form(
    db: Db, token: CurrentToken, now: Now, category_id: UUID, wanted: PublishIn, condition: IfMatch
) -> Any:
    return await db.work(
        form_service.publish_form, token, category_id, wanted, condition, now, answer=StaffForm.of
    )
