"""Routes of those who run or watch a round: progress, closing it, reading it afterwards."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, Language, Now, Paging, policy
from app.judging.evaluations import progress_queries, round_service
from app.judging.evaluations.progress_queries import WATCHERS
from app.judging.evaluations.progress_schemas import JurorProgress, RoundBoard, Standing
from app.judging.evaluations.queries import SCORE_READERS
from app.judging.evaluations.staff_schemas import EntryEvaluation, EntryEvaluations, RoundClosing
from app.judging.panels.rules import ORIGIN_NAMES
from app.judging.rounds.schemas import StaffRound
from app.kit.errors import N_
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute
from app.kit.tables import Word

router = APIRouter(tags=["evaluations"], route_class=StrictRoute)

COLUMNS = [
    (N_("المحكّم"), lambda j: j.name_ar),
    (N_("المحكّم بالإنجليزية"), lambda j: j.name_en),
    (N_("المنشأ"), lambda j: Word(ORIGIN_NAMES[j.origin])),
    (N_("المسند"), lambda j: j.assigned),
    (N_("لم يُبدأ"), lambda j: j.untouched),
    (N_("المسودات"), lambda j: j.drafts),
    (N_("المسلَّم"), lambda j: j.submitted),
    (N_("التنحّي"), lambda j: j.recused),
    (N_("المُعاد"), lambda j: j.given_back),
    (N_("آخر حفظ"), lambda j: j.last_saved_at),
    (N_("أقرّ باكتمال تقييماته في"), lambda j: j.signed_at),
]


@router.post("/rounds/{round_id}/close", response_model=StaffRound, **policy(Role.organiser))
async def close_round(
    db: Db, token: CurrentToken, now: Now, round_id: UUID, wanted: RoundClosing
) -> Any:
    """Close a round that accepts nothing any more."""
    return await db.work(
        round_service.close_round,
        token,
        round_id,
        wanted.accept_missing,
        wanted.reason,
        now,
        answer=StaffRound.of,
    )


@router.get("/rounds/{round_id}/progress", response_model=RoundBoard, **policy(*WATCHERS))
async def show_progress(
    db: Db, token: CurrentToken, now: Now, round_id: UUID, panel_id: UUID | None = None
) -> Any:
    """How far a round is, or one of its panels; no scores."""
    return await db.read(progress_queries.show_progress, token, round_id, now, panel_id)


@router.get(
    "/rounds/{round_id}/progress/jurors",
    response_model=Page[JurorProgress],
    **policy(*WATCHERS),
)
async def list_juror_progress(
    db: Db,
    token: CurrentToken,
    language: Language,
    round_id: UUID,
    params: Paging,
    standing: Standing | None = None,
    panel_id: UUID | None = None,
) -> Any:
    """How far each juror of a round is, or of one of its panels."""
    return await db.read(
        progress_queries.list_juror_progress,
        token,
        round_id,
        params,
        standing,
        panel_id,
        answer=lambda found: list_answer(
            Page.of(found[0], found[1], params), COLUMNS, params, language, name="progress"
        ),
    )


@router.get("/rounds/{round_id}/chair-progress", response_model=RoundBoard, **policy(Role.chair))
async def show_chair_progress(db: Db, token: CurrentToken, now: Now, round_id: UUID) -> Any:
    """How far the panels are that I chair in a round; no scores."""
    return await db.read(progress_queries.show_chair_progress, token, round_id, now)


@router.get(
    "/rounds/{round_id}/chair-progress/jurors",
    response_model=Page[JurorProgress],
    **policy(Role.chair),
)
async def list_chair_juror_progress(
    db: Db,
    token: CurrentToken,
    language: Language,
    round_id: UUID,
    params: Paging,
    standing: Standing | None = None,
) -> Any:
    """How far each juror is of the panels that I chair in a round."""
    return await db.read(
        progress_queries.list_chair_juror_progress,
        token,
        round_id,
        params,
        standing,
        answer=lambda found: list_answer(
            Page.of(found[0], found[1], params), COLUMNS, params, language, name="progress"
        ),
    )


@router.get(
    "/entries/{entry_id}/evaluations",
    response_model=EntryEvaluations,
    **policy(*SCORE_READERS, recorded_read=True),
)
async def read_entry_evaluations(db: Db, token: CurrentToken, now: Now, entry_id: UUID) -> Any:
    """The submitted evaluations of an entry in closed rounds; the reading is recorded."""
    return await db.work(
        round_service.read_entry_evaluations,
        token,
        entry_id,
        now,
        answer=lambda rows: EntryEvaluations(
            items=[
                EntryEvaluation.of(
                    one.round, one.juror, one.evaluation, one.revision, one.total, one.comment
                )
                for one in rows
            ]
        ),
    )
