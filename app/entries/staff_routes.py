"""The staff's routes: the list of entries, one entry, the decisions on it, the questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, IfMatch, Language, Now, Paging, policy
from app.entries import bulk_service, list_queries, queries, screening_service
from app.entries.bulk_schemas import Bulk
from app.entries.queries import READERS, SCREENERS
from app.entries.question_schemas import QuestionOut
from app.entries.schemas import ReasonIn
from app.entries.staff_schemas import (
    AnswerToQuestionIn,
    MarkEligibleIn,
    ReturnIn,
    StaffEntry,
    StaffQuestion,
)
from app.kit.errors import N_
from app.kit.i18n import Pair
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute

router = APIRouter(tags=["entries"], route_class=StrictRoute)

QUESTION_COLUMNS: list[tuple[str, Callable[[StaffQuestion], Any]]] = [
    (N_("الرقم"), lambda row: row.number),
    (N_("العنوان"), lambda row: Pair(row.title_ar, row.title_en)),
    (N_("المشارك"), lambda row: Pair(row.entrant_ar, row.entrant_en)),
    (N_("السؤال"), lambda row: row.body),
    (N_("سُئل في"), lambda row: row.asked_at),
    (N_("الجواب"), lambda row: row.answer),
    (N_("أُجيب في"), lambda row: row.answered_at),
]


@router.get("/entries/{entry_id}", response_model=StaffEntry, **policy(*READERS))
async def show_entry(db: Db, token: CurrentToken, now: Now, entry_id: UUID) -> Any:
    """An entry with its answers, files, questions and history."""
    return await db.read(queries.show_entry, token, entry_id, now, answer=StaffEntry.of)


@router.post("/entries/{entry_id}/mark-eligible", response_model=StaffEntry, **policy(*SCREENERS))
async def mark_eligible(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, condition: IfMatch
) -> Any:
    """Take an entry into the race; `If-Match` names the version of it that was read."""
    return await db.work(
        screening_service.mark_eligible, token, entry_id, condition, now, answer=StaffEntry.of
    )


@router.post("/entries/{entry_id}/mark-ineligible", response_model=StaffEntry, **policy(*SCREENERS))
async def mark_ineligible(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, wanted: ReasonIn, condition: IfMatch
) -> Any:
    """Find an entry not eligible, with the reason that its people are told."""
    return await db.work(
        screening_service.mark_ineligible,
        token,
        entry_id,
        wanted.reason,
        condition,
        now,
        answer=StaffEntry.of,
    )


@router.post("/entries/{entry_id}/return", response_model=StaffEntry, **policy(*SCREENERS))
async def return_entry(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, wanted: ReturnIn, condition: IfMatch
) -> Any:
    """Give an entry back for correction until a date."""
    return await db.work(
        screening_service.return_entry,
        token,
        entry_id,
        wanted.reason,
        wanted.until,
        condition,
        now,
        None if wanted.parts is None else [one.model_dump() for one in wanted.parts],
        answer=StaffEntry.of,
    )


@router.post("/entries/{entry_id}/disqualify", response_model=StaffEntry, **policy(Role.organiser))
async def disqualify_entry(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, wanted: ReasonIn, condition: IfMatch
) -> Any:
    """Take an entry out of every rank, with a reason."""
    return await db.work(
        screening_service.disqualify_entry,
        token,
        entry_id,
        wanted.reason,
        condition,
        now,
        answer=StaffEntry.of,
    )


@router.post("/entries/{entry_id}/reinstate", response_model=StaffEntry, **policy(Role.organiser))
async def reinstate_entry(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, wanted: ReasonIn, condition: IfMatch
) -> Any:
    """Take a disqualification back, with a reason."""
    return await db.work(
        screening_service.reinstate_entry,
        token,
        entry_id,
        wanted.reason,
        condition,
        now,
        answer=StaffEntry.of,
    )


@router.post(
    "/editions/{edition_id}/entries/mark-eligible", response_model=Bulk, **policy(*SCREENERS)
)
async def mark_entries_eligible(
    db: Db, token: CurrentToken, now: Now, edition_id: UUID, wanted: MarkEligibleIn
) -> Any:
    """Mark many submitted entries eligible; `dry_run` shows what it would do."""
    return await db.bulk(bulk_service.mark_entries_eligible, token, edition_id, wanted, now)


@router.get(
    "/editions/{edition_id}/questions", response_model=Page[StaffQuestion], **policy(*READERS)
)
async def list_questions(
    db: Db,
    token: CurrentToken,
    language: Language,
    edition_id: UUID,
    params: Paging,
    answered: bool | None = None,
) -> Any:
    """The questions of an edition, unanswered first."""
    return await db.read(
        list_queries.list_questions,
        token,
        edition_id,
        params,
        answered,
        answer=lambda found: list_answer(
            Page.of(found[0], found[1], params),
            QUESTION_COLUMNS,
            params,
            language,
            name="questions",
        ),
    )


@router.post("/questions/{question_id}/answer", response_model=QuestionOut, **policy(*SCREENERS))
async def answer_question(
    db: Db, token: CurrentToken, now: Now, question_id: UUID, wanted: AnswerToQuestionIn
) -> Any:
    """Answer an entrant's question; the answer is mailed."""
    return await db.work(
        screening_service.answer_question,
        token,
        question_id,
        wanted.answer,
        now,
        answer=QuestionOut.model_validate,
    )
