"""The first run of an empty installation."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from app.accounts.routes import FromClient
from app.accounts.schemas import AccessToken
from app.deps import Db, Now, policy
from app.kit.passwords import check_password, hash_password
from app.kit.strict import StrictRoute
from app.office import first_run_service
from app.office.first_run_schemas import FirstAdministrator, FirstRun

router = APIRouter(tags=["first run"], route_class=StrictRoute)


@router.get("/first-run", response_model=FirstRun, **policy(public=True))
async def show_first_run(db: Db) -> Any:
    return await db.read(first_run_service.show_first_run, None)


@router.post("/first-run", response_model=AccessToken, **policy(public=True))
async def set_up_instance(db: Db, now: Now, client: FromClient, wanted: FirstAdministrator) -> Any:
    await db.read(first_run_service.check_first_run, None, client, now)
    check_password(wanted.password, wanted.email)
    hashed = await hash_password(wanted.password)
    return await db.work(
        first_run_service.set_up_instance,
        None,
        wanted,
        hashed,
        client,
        now,
        answer=AccessToken.answer,
    )
