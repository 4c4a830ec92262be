"""Changing a category's form under `/api/v1`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, IfMatch, Now, policy
from app.editions.form_schemas import FormIn, StaffForm
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
