"""The entrant's routes: what can be entered, my entries, their answers and questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header

from app.deps import CurrentToken, Db, IfMatch, Language, Now, Paging, policy
from app.entries import (
    category_queries,
    ending_service,
    language_service,
    list_queries,
    queries,
    service,
)
from app.entries.answer_schemas import AnswerOut
from app.entries.category_schemas import EnterableCategories
from app.entries.language_schemas import EntryLanguagesIn
from app.entries.question_schemas import QuestionIn, QuestionOut, Questions
from app.entries.rules import STATE_WORDS, EntryState
from app.entries.schemas import (
    AnswerIn,
    EntrantEntry,
    EntrantEntryRow,
    EntryChange,
    EntryIn,
    ReasonIn,
)
from app.kit.answers import put_answer
from app.kit.errors import N_
from app.kit.i18n import Pair, translate
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute

router = APIRouter(prefix="/entrant", tags=["entries"], route_class=StrictRoute)


def _columns(language: Language) -> list[tuple[str, Callable[[EntrantEntryRow], Any]]]:
    """What the saved list holds, with the states in the reader's language."""
    return [
        (N_("الرقم"), lambda row: row.number),
        (N_("العنوان"), lambda row: row.title_ar),
        (N_("العنوان بالإنجليزية"), lambda row: row.title_en),
        (N_("الدورة"), lambda row: Pair(row.edition.name_ar, row.edition.name_en)),
        (N_("الفئة"), lambda row: Pair(row.category.name_ar, row.category.name_en)),
        (
            N_("الجهة"),
            lambda row: (
                row.organisation and Pair(row.organisation.name_ar, row.organisation.name_en)
            ),
        ),
        (N_("الحالة"), lambda row: translate(language, STATE_WORDS[row.state])),
        (N_("قُدّمت في"), lambda row: row.submitted_at),
    ]


async def _revision(
    if_match: IfMatch, if_none_match: Annotated[str | None, Header()] = None
) -> str | None:
    """The revision that a change follows; `*` (from If-None-Match) for the first."""
    if if_none_match is not None and if_none_match.strip() == "*":
        return "*"
    return None if if_match == "*" else if_match


Revision = Annotated[str | None, Depends(_revision)]
IdempotencyKey = Annotated[str | None, Header()]


@router.get("/categories", response_model=EnterableCategories, **policy())
async def list_enterable_categories(db: Db, token: CurrentToken, now: Now, edition_id: UUID) -> Any:
    """The categories of an edition, and as whom I could enter each, with the reasons."""
    return await db.read(category_queries.list_enterable_categories, token, edition_id, now)


@router.get("/entries", response_model=Page[EntrantEntryRow], **policy())
async def list_my_entries(
    db: Db,
    token: CurrentToken,
    language: Language,
    params: Paging,
    edition_id: UUID | None = None,
    state: EntryState | None = None,
) -> Any:
    """The entries of my organisations and my own."""
    return await db.read(
        list_queries.list_my_entries,
        token,
        params,
        edition_id,
        state,
        answer=lambda found: list_answer(
            Page.of(found[0], found[1], params),
            _columns(language),
            params,
            language,
            name="entries",
        ),
    )


@router.get("/entries/{entry_id}", response_model=EntrantEntry, **policy())
async def show_my_entry(db: Db, token: CurrentToken, now: Now, entry_id: UUID) -> Any:
    """One of my entries, with its form, answers, files, and what is missing."""
    return await db.read(queries.show_my_entry, token, entry_id, now, answer=EntrantEntry.of)


@router.put(
    "/entries/{entry_id}",
    response_model=EntrantEntry,
    responses={201: {"model": EntrantEntry}},
    **policy(),
)
async def start_entry(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, wanted: EntryIn
) -> Any:
    """Start a draft."""
    return await db.work(
        service.start_entry, token, entry_id, wanted, now, answer=put_answer(EntrantEntry.of)
    )


@router.patch("/entries/{entry_id}", response_model=EntrantEntry, **policy())
async def change_entry(
    db: Db,
    token: CurrentToken,
    now: Now,
    entry_id: UUID,
    wanted: EntryChange,
    condition: IfMatch,
) -> Any:
    """Change the titles and the summary."""
    return await db.work(
        service.change_entry, token, entry_id, wanted, condition, now, answer=EntrantEntry.of
    )


@router.put("/entries/{entry_id}/languages", response_model=EntrantEntry, **policy())
async def put_entry_languages(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, wanted: EntryLanguagesIn
) -> Any:
    """Say which languages the entry is written in."""
    return await db.work(
        language_service.put_entry_languages,
        token,
        entry_id,
        wanted.languages,
        now,
        answer=EntrantEntry.of,
    )


@router.delete("/entries/{entry_id}", status_code=204, **policy())
async def delete_entry(db: Db, token: CurrentToken, now: Now, entry_id: UUID) -> None:
    """Delete a draft."""
    await db.work(ending_service.delete_entry, token, entry_id, now)


@router.put("/entries/{entry_id}/answers/{field_id}", response_model=AnswerOut, **policy())
async def save_answer(
    db: Db,
    token: CurrentToken,
    now: Now,
    entry_id: UUID,
    field_id: UUID,
    wanted: AnswerIn,
    condition: Revision,
) -> Any:
    """Save the answer to one field: `If-Match: "<revision>"`, or `If-None-Match: *` for the first."""
    return await db.work(
        service.save_answer,
        token,
        entry_id,
        field_id,
        wanted.value,
        condition,
        now,
        answer=AnswerOut.model_validate,
    )


@router.post("/entries/{entry_id}/submit", response_model=EntrantEntry, **policy())
async def submit_entry(
    db: Db,
    token: CurrentToken,
    now: Now,
    entry_id: UUID,
    idempotency_key: IdempotencyKey = None,
) -> Any:
    """Submit; what is missing is named all at once."""
    return await db.work(
        service.submit_entry, token, entry_id, idempotency_key, now, answer=EntrantEntry.of
    )


@router.post("/entries/{entry_id}/withdraw", response_model=EntrantEntry, **policy())
async def withdraw_entry(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, wanted: ReasonIn
) -> Any:
    """Withdraw a submitted entry, with a reason."""
    return await db.work(
        ending_service.withdraw_entry, token, entry_id, wanted.reason, now, answer=EntrantEntry.of
    )


@router.get("/entries/{entry_id}/questions", response_model=Questions, **policy())
async def list_my_questions(db: Db, token: CurrentToken, entry_id: UUID) -> Any:
    """The questions asked about one of my entries, oldest first."""
    return await db.read(
        list_queries.list_my_questions,
        token,
        entry_id,
        answer=lambda rows: Questions(items=[QuestionOut.model_validate(row) for row in rows]),
    )


@router.put(
    "/entries/{entry_id}/questions/{question_id}",
    response_model=QuestionOut,
    responses={201: {"model": QuestionOut}},
    **policy(),
)
async def ask_question(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, question_id: UUID, wanted: QuestionIn
) -> Any:
    """Ask the organiser about an entry."""
    return await db.work(
        service.ask_question,
        token,
        entry_id,
        question_id,
        wanted.body,
        now,
        answer=put_answer(QuestionOut.model_validate),
    )
