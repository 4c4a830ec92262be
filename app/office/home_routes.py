"""Home pages of staff under `/api/v1`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, Language, Now, policy
from app.kit.strict import StrictRoute
from app.office import approver_queries, home_queries
from app.office.approver_schemas import ApproverHome
from app.office.home_queries import READERS
from app.office.home_schemas import OrganiserHome, home_in

router = APIRouter(tags=["home"], route_class=StrictRoute)


@router.get("/home/organiser/{edition_id}", response_model=OrganiserHome, **policy(*READERS))
async def show_organiser_home(
    db: Db, token: CurrentToken, now: Now, language: Language, edition_id: UUID
) -> Any:
    return await db.read(
        home_queries.show_organiser_home, token, edition_id, now, answer=home_in(language)
    )


@router.get("/home/approver", response_model=ApproverHome, **policy(Role.approver))
async def show_approver_home(db: Db, token: CurrentToken) -> Any:
    """The editions whose results I approve, those that wait for my name first."""
    return await db.read(approver_queries.show_approver_home, token, answer=ApproverHome.of)
