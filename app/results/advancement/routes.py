"""Routes of advancement. Who goes on is read from unpublished standings, and recorded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, IfMatch, Language, Now, Paging, policy
from app.kit.errors import N_
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute
from app.kit.tables import Word
from app.results.advancement import service, vote_service
from app.results.advancement.queries import READERS
from app.results.advancement.rules import OUTCOME_WORDS, VoteOutcome
from app.results.advancement.schemas import (
    AdvancementIn,
    AdvancementOut,
    AdvancingEntry,
    EntryOutcome,
    HandIn,
    PassDecisionIn,
    PassDecisionOut,
    UndoIn,
)

router = APIRouter(tags=["results"], route_class=StrictRoute)

COLUMNS: list[tuple[str, Callable[[AdvancingEntry], Any]]] = [
    (N_("الترتيب"), lambda row: row.rank),
    (N_("الرقم"), lambda row: row.entry.number),
    (N_("العنوان"), lambda row: row.entry.title_ar),
    (N_("العنوان بالإنجليزية"), lambda row: row.entry.title_en),
    (N_("المشارك"), lambda row: row.entry.entrant_ar),
    (N_("الدرجة"), lambda row: row.shown),
    (N_("القرار"), lambda row: Word(OUTCOME_WORDS[row.outcome]) if row.outcome else ""),
    (N_("تتأهل"), lambda row: row.goes_on),
    (N_("متعادلة عند الحد"), lambda row: row.tied),
    (N_("يدويًا"), lambda row: row.by_hand),
    (N_("السبب"), lambda row: row.reason),
    (N_("في القائمة المطبّقة"), lambda row: row.applied),
]


@router.get(
    "/rounds/{round_id}/advancement",
    response_model=AdvancementOut,
    **policy(*READERS, recorded_read=True),
)
async def show_advancement(db: Db, token: CurrentToken, now: Now, round_id: UUID) -> Any:
    """Who goes on to a round, by category."""
    return await db.bulk(service.show_advancement, token, round_id, now)


@router.put(
    "/rounds/{round_id}/advancement", response_model=AdvancementOut, **policy(Role.organiser)
)
async def put_advancement(
    db: Db,
    token: CurrentToken,
    now: Now,
    round_id: UUID,
    wanted: AdvancementIn,
    condition: IfMatch,
) -> Any:
    """Propose the rules; `If-Match` names the version, 0 where there is none yet."""
    return await db.bulk(service.put_advancement, token, round_id, wanted, condition, now)


@router.get(
    "/rounds/{round_id}/advancement/entries",
    response_model=Page[AdvancingEntry],
    **policy(*READERS, recorded_read=True),
)
async def list_advancing(
    db: Db,
    token: CurrentToken,
    now: Now,
    language: Language,
    round_id: UUID,
    params: Paging,
    category_id: UUID | None = None,
    goes_on: bool | None = None,
    tied: bool | None = None,
    by_hand: bool | None = None,
    changed: bool | None = None,
) -> Any:
    """The entries of the closed round, and which of them go on."""
    return await db.bulk(
        service.list_advancing,
        token,
        round_id,
        params,
        category_id,
        goes_on,
        tied,
        by_hand,
        changed,
        now,
        answer=lambda found: list_answer(
            Page.of(found[0], found[1], params), COLUMNS, params, language, name="advancement"
        ),
    )


@router.put(
    "/rounds/{round_id}/advancement/entries/{entry_id}",
    response_model=AdvancementOut,
    **policy(Role.organiser),
)
async def decide_advancing(
    db: Db,
    token: CurrentToken,
    now: Now,
    round_id: UUID,
    entry_id: UUID,
    wanted: HandIn,
    condition: IfMatch,
) -> Any:
    """Send an entry on, or not, by hand and with a reason."""
    return await db.bulk(
        service.decide_advancing, token, round_id, entry_id, wanted, condition, now
    )


@router.post(
    "/rounds/{round_id}/advancement/apply",
    response_model=AdvancementOut,
    **policy(Role.organiser),
)
async def apply_advancement(
    db: Db, token: CurrentToken, now: Now, round_id: UUID, condition: IfMatch
) -> Any:
    """Apply the list as it was shown."""
    return await db.bulk(service.apply_advancement, token, round_id, condition, now)


@router.post(
    "/rounds/{round_id}/advancement/undo",
    response_model=AdvancementOut,
    **policy(Role.organiser),
)
async def undo_advancement(
    db: Db, token: CurrentToken, now: Now, round_id: UUID, wanted: UndoIn
) -> Any:
    """Take an applied list back while the round is planned."""
    return await db.work(service.undo_advancement, token, round_id, wanted, now)


VOTE_COLUMNS: list[tuple[str, Callable[[EntryOutcome], Any]]] = [
    (N_("الرقم"), lambda row: row.entry.number),
    (N_("العنوان"), lambda row: row.entry.title_ar),
    (N_("العنوان بالإنجليزية"), lambda row: row.entry.title_en),
    (N_("المشارك"), lambda row: row.entry.entrant_ar),
    (N_("الأصوات"), lambda row: row.votes),
    (N_("أصوات الاجتياز"), lambda row: row.passes),
    (N_("القرار"), lambda row: Word(OUTCOME_WORDS[row.outcome])),
    (N_("السبب"), lambda row: row.reason),
]


@router.get(
    "/rounds/{round_id}/outcomes",
    response_model=Page[EntryOutcome],
    **policy(*vote_service.READERS, recorded_read=True),
)
async def list_outcomes(
    db: Db,
    token: CurrentToken,
    now: Now,
    language: Language,
    round_id: UUID,
    params: Paging,
    category_id: UUID | None = None,
    outcome: VoteOutcome | None = None,
) -> Any:
    """What the votes of a closed pass/fail round decided."""
    return await db.bulk(
        vote_service.list_outcomes,
        token,
        round_id,
        params,
        category_id,
        outcome,
        now,
        answer=lambda found: list_answer(
            Page.of(found[0], found[1], params), VOTE_COLUMNS, params, language, name="outcomes"
        ),
    )


@router.put(
    "/rounds/{round_id}/outcomes/{entry_id}", response_model=PassDecisionOut, **policy(Role.chair)
)
async def decide_pass(
    db: Db, token: CurrentToken, now: Now, round_id: UUID, entry_id: UUID, wanted: PassDecisionIn
) -> Any:
    """The chair's reasoned word where the votes are even."""
    return await db.work(
        vote_service.decide_pass,
        token,
        round_id,
        entry_id,
        wanted,
        now,
        answer=PassDecisionOut.model_validate,
    )
