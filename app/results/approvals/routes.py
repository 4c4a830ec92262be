"""Routes of the approval: freeze, sign, return."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, Now, policy
from app.kit.strict import StrictRoute
from app.results.approvals import queries, service
from app.results.approvals.schemas import ApprovalState, ResultsReturn, SignatureIn
from app.results.rankings.queries import READERS

router = APIRouter(tags=["results"], route_class=StrictRoute)


@router.get("/editions/{edition_id}/approval", response_model=ApprovalState, **policy(*READERS))
async def show_approval(db: Db, token: CurrentToken, edition_id: UUID) -> Any:
    """Where the approval stands: who froze, signed or returned, and when."""
    return await db.read(queries.show_approval, token, edition_id)


@router.post(
    "/editions/{edition_id}/freeze", response_model=ApprovalState, **policy(Role.organiser)
)
async def freeze_results(db: Db, token: CurrentToken, now: Now, edition_id: UUID) -> Any:
    """Freeze the ranking and the decisions, and ask for the signature."""
    return await db.work(service.freeze_results, token, edition_id, now)


@router.post("/editions/{edition_id}/sign", response_model=ApprovalState, **policy(Role.approver))
async def sign_results(
    db: Db, token: CurrentToken, now: Now, edition_id: UUID, wanted: SignatureIn
) -> Any:
    """Sign what another person froze: the edition is approved."""
    return await db.work(service.sign_results, token, edition_id, wanted.results_hash, now)


@router.post("/editions/{edition_id}/return", response_model=ApprovalState, **policy(Role.approver))
async def return_results(
    db: Db, token: CurrentToken, now: Now, edition_id: UUID, wanted: ResultsReturn
) -> Any:
    """Give frozen results back to the organiser, with a reason."""
    return await db.work(service.return_results, token, edition_id, wanted.reason, now)
