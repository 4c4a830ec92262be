"""Routes of rounds; opening and closing them live above (`panels`, `evaluations`)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, IfMatch, Language, Now, Paging, policy
from app.judging.rounds import queries, service
from app.judging.rounds.rules import ROUND_NAMES
from app.judging.rounds.schemas import RoundIn, RoundMove, StaffRound
from app.kit.answers import put_answer
from app.kit.errors import N_
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute
from app.kit.tables import Word

router = APIRouter(tags=["rounds"], route_class=StrictRoute)

COLUMNS = [
    (N_("الرقم"), lambda r: r.number),
    (N_("الاسم"), lambda r: r.name_ar),
    (N_("الاسم بالإنجليزية"), lambda r: r.name_en),
    (N_("الحالة"), lambda r: Word(ROUND_NAMES[r.state])),
    (N_("تُفتح في"), lambda r: r.opens_at),
    (N_("تُغلق في"), lambda r: r.closes_at),
]


@router.get(
    "/editions/{edition_id}/rounds",
    response_model=Page[StaffRound],
    **policy(*queries.READERS),
)
async def list_rounds(
    db: Db, token: CurrentToken, language: Language, edition_id: UUID, params: Paging
) -> Any:
    """The rounds of an edition."""
    return await db.read(
        queries.list_rounds,
        token,
        edition_id,
        params,
        answer=lambda found: list_answer(
            Page.of([StaffRound.of(row) for row in found[0]], found[1], params),
            COLUMNS,
            params,
            language,
            name="rounds",
        ),
    )


@router.put(
    "/rounds/{round_id}",
    response_model=StaffRound,
    responses={201: {"model": StaffRound}},
    **policy(Role.organiser),
)
async def put_round(
    db: Db,
    token: CurrentToken,
    now: Now,
    round_id: UUID,
    wanted: RoundIn,
    condition: IfMatch,
) -> Any:
    """Plan a round, or change it while the rulebook is open."""
    return await db.work(
        service.put_round,
        token,
        round_id,
        wanted,
        condition,
        now,
        answer=put_answer(StaffRound.of),
    )


@router.post("/rounds/{round_id}/move", response_model=StaffRound, **policy(Role.organiser))
async def move_round(
    db: Db, token: CurrentToken, now: Now, round_id: UUID, wanted: RoundMove
) -> Any:
    """Move the times of a round that is not closed; public, with the reason."""
    return await db.work(service.move_round, token, round_id, wanted, now, answer=StaffRound.of)
