"""The staff's routes: the list of entries, one entry, the decisions on it, the questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from app.actor import Role
from app.deps import CurrentToken, Db, IfMatch, Language, Now, Paging, policy
from app.entries import bulk_service, list_queries, queries, screening_service
from app.entries.desk_schemas import Bulk
from app.entries.queries import READERS, SCREENERS
from app.entries.question_schemas import QuestionOut
from app.entries.rules import STATE_WORDS, EntryState
from app.entries.schemas import ReasonIn
from app.entries.staff_schemas import (
    AnswerToQuestionIn,
    MarkEligibleIn,
    ReturnIn,
    StaffEntry,
    StaffEntryRow,
    StaffQuestion,
)
from app.kit.errors import N_
from app.kit.i18n import translate
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute
from app.kit.tables import XLSX, attachment, xlsx_bytes

router = APIRouter(tags=["entries"], route_class=StrictRoute)

Columns = list[tuple[str, Callable[[StaffEntryRow], Any]]]
SHEET = N_("المشاركات")
QUESTION_COLUMNS: list[tuple[str, Callable[[StaffQuestion], Any]]] = [
    (N_("الرقم"), lambda row: row.number),
    (N_("العنوان"), lambda row: row.title_ar),
    (N_("المشارك"), lambda row: row.entrant_ar),
    (N_("السؤال"), lambda row: row.body),
    (N_("سُئل في"), lambda row: row.asked_at),
    (N_("الجواب"), lambda row: row.answer),
    (N_("أُجيب في"), lambda row: row.answered_at),
]


def _columns(language: Language) -> Columns:
    """What the saved list holds, with the states in the reader's language."""
    return [
        (N_("الرقم"), lambda row: row.number),
        (N_("العنوان"), lambda row: row.title_ar),
        (N_("العنوان بالإنجليزية"), lambda row: row.title_en),
        (N_("الفئة"), lambda row: row.category.name_ar),
        (N_("الفئة بالإنجليزية"), lambda row: row.category.name_en),
        (N_("المشارك"), lambda row: row.entrant_ar),
        (N_("المشارك بالإنجليزية"), lambda row: row.entrant_en),
        (N_("الحالة"), lambda row: translate(language, STATE_WORDS[row.state])),
        (N_("قُدّمت في"), lambda row: row.submitted_at),
        (N_("أسئلة بلا جواب"), lambda row: row.open_questions),
    ]


async def _filters(
    category_id: UUID | None = None, state: EntryState | None = None
) -> tuple[UUID | None, EntryState | None]:
    return category_id, state


Filters = Annotated[tuple[UUID | None, EntryState | None], Depends(_filters)]


@router.get(
    "/editions/{edition_id}/entries", response_model=Page[StaffEntryRow], **policy(*READERS)
)
async def list_entries(
    db: Db,
    token: CurrentToken,
    language: Language,
    edition_id: UUID,
    params: Paging,
    filters: Filters,
) -> Any:
    """The entries of an edition."""
    return await db.read(
        list_queries.list_entries,
        token,
        edition_id,
        params,
        *filters,
        answer=lambda found: list_answer(
            Page.of(found[0], found[1], params),
            _columns(language),
            params,
            language,
            name="entries",
        ),
    )


@router.get(
    "/editions/{edition_id}/entries.xlsx",
    response_class=Response,
    responses={200: {"description": "The list", "content": {XLSX: {}}}},
    **policy(*READERS),
)
async def export_entries(
    db: Db,
    token: CurrentToken,
    language: Language,
    edition_id: UUID,
    params: Paging,
    filters: Filters,
) -> Response:
    """The same list as a workbook, right to left in Arabic."""
    whole = params.model_copy(update={"format": "csv"})
    table = await db.read_bulk(
        list_queries.list_entries,
        token,
        edition_id,
        whole,
        *filters,
        answer=lambda found: _workbook(found[0], language),
    )
    return Response(
        table, media_type=XLSX, headers={"Content-Disposition": attachment("entries.xlsx")}
    )


def _workbook(rows: list[StaffEntryRow], language: Language) -> bytes:
    """The list as Excel, with the states in the reader's language."""
    columns = _columns(language)
    cells = ([getter(row) for _, getter in columns] for row in rows)
    headers = [header for header, _ in columns]
    return xlsx_bytes(headers, cells, language, sheet=translate(language, SHEET))


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
