"""Routes of what entrants are told of their entries."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, IfMatch, Language, Now, Paging, policy
from app.judging.deliberation import feedback_queries, feedback_service
from app.judging.deliberation.feedback_queries import FEEDBACK_READERS, WRITERS
from app.judging.deliberation.feedback_rules import STATE_NAMES, FeedbackState
from app.judging.deliberation.feedback_schemas import (
    EntrantFeedback,
    FeedbackIn,
    FeedbackRelease,
    FeedbackReleased,
    FeedbackRow,
    StaffFeedback,
)
from app.kit.answers import created, put_answer
from app.kit.errors import N_
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute
from app.kit.tables import Word

router = APIRouter(tags=["feedback"], route_class=StrictRoute)

COLUMNS = [
    (N_("رقم المشاركة"), lambda f: f.number),
    (N_("المشاركة"), lambda f: f.title_ar),
    (N_("المشاركة بالإنجليزية"), lambda f: f.title_en),
    (N_("الفئة"), lambda f: f.category_ar),
    (N_("الحالة"), lambda f: Word(STATE_NAMES[f.state])),
    (N_("تعليقات المحكّمين"), lambda f: f.comments),
    (N_("كُتب في"), lambda f: f.written_at),
    (N_("أُرسل في"), lambda f: f.released_at),
]


@router.get(
    "/editions/{edition_id}/feedback",
    response_model=Page[FeedbackRow],
    **policy(*FEEDBACK_READERS),
)
async def list_feedback(
    db: Db,
    token: CurrentToken,
    language: Language,
    edition_id: UUID,
    params: Paging,
    state: FeedbackState | None = None,
) -> Any:
    """The entries of an edition, and how far the feedback to their entrants is."""
    return await db.read(
        feedback_queries.list_feedback,
        token,
        edition_id,
        params,
        state,
        answer=lambda found: list_answer(
            Page.of(found[0], found[1], params), COLUMNS, params, language, name="feedback"
        ),
    )


@router.post(
    "/editions/{edition_id}/feedback/release",
    response_model=FeedbackReleased,
    **policy(Role.organiser),
)
async def release_feedback(
    db: Db, token: CurrentToken, now: Now, edition_id: UUID, wanted: FeedbackRelease
) -> Any:
    """Send what is ready to its entrants, after publication."""
    return await db.work(
        feedback_service.release_feedback,
        token,
        edition_id,
        wanted.entry_ids,
        now,
        answer=lambda released: FeedbackReleased(released=released),
    )


@router.get(
    "/entries/{entry_id}/feedback",
    response_model=StaffFeedback,
    **policy(*FEEDBACK_READERS, recorded_read=True),
)
async def read_feedback(db: Db, token: CurrentToken, now: Now, entry_id: UUID) -> Any:
    """An entry's feedback with what the jurors wrote, without names; the reading is recorded."""
    return await db.work(feedback_service.read_feedback, token, entry_id, now)


@router.put(
    "/entries/{entry_id}/feedback",
    response_model=StaffFeedback,
    responses=created(StaffFeedback),
    **policy(*WRITERS),
)
async def put_feedback(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, wanted: FeedbackIn, condition: IfMatch
) -> Any:
    """Write what the entrant will be told."""
    return await db.work(
        feedback_service.put_feedback,
        token,
        entry_id,
        wanted,
        condition,
        now,
        answer=put_answer(lambda shown: shown),
    )


@router.get("/entrant/entries/{entry_id}/feedback", response_model=EntrantFeedback, **policy())
async def own_feedback(db: Db, token: CurrentToken, entry_id: UUID) -> Any:
    """What I am told of my entry; nothing until it is released."""
    return await db.read(feedback_queries.own_feedback, token, entry_id)
