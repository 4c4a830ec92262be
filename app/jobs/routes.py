"""How far long work is, and stopping it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.deps import CurrentToken, Db, Now, policy
from app.jobs import queries, service
from app.jobs.schemas import JobOut

router = APIRouter(tags=["jobs"])


@router.get("/jobs/{job_id}", response_model=JobOut, **policy())
async def show_job(db: Db, token: CurrentToken, job_id: UUID) -> Any:
    return await db.read(queries.show_job, token, job_id, answer=JobOut.in_language(token.language))


@router.post("/jobs/{job_id}/cancel", response_model=JobOut, **policy())
async def cancel_job(db: Db, token: CurrentToken, now: Now, job_id: UUID) -> Any:
    return await db.work(
        service.cancel_job, token, job_id, now, answer=JobOut.in_language(token.language)
    )
