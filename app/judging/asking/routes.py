"""Routes of what jurors ask from the desk, and of those who answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, Language, Now, Paging, policy
from app.judging.asking import queries, service
from app.judging.asking.rules import AskedKind
from app.judging.asking.schemas import (
    AskIn,
    DeskQuestion,
    DeskQuestions,
    JurorAnswerIn,
    StaffJurorQuestion,
)
from app.kit.answers import put_answer
from app.kit.errors import N_
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute
from app.kit.tables import Word

router = APIRouter(tags=["evaluations"], route_class=StrictRoute)

KIND_NAMES = {AskedKind.question: N_("سؤال"), AskedKind.file: N_("ملف لا يُقرأ")}
COLUMNS = [
    (N_("النوع"), lambda q: Word(KIND_NAMES[q.kind])),
    (N_("رقم المشاركة"), lambda q: q.number),
    (N_("المشاركة"), lambda q: q.title_ar),
    (N_("المحكّم"), lambda q: q.juror_ar),
    (N_("الملف"), lambda q: q.file),
    (N_("السؤال"), lambda q: q.body),
    (N_("سُئل في"), lambda q: q.asked_at),
    (N_("الجواب"), lambda q: q.answer),
    (N_("أُجيب في"), lambda q: q.answered_at),
]


def _list(items: list[DeskQuestion]) -> DeskQuestions:
    return DeskQuestions(items=items)


@router.get(
    "/juror/evaluations/{evaluation_id}/questions", response_model=DeskQuestions, **policy()
)
async def own_desk_questions(db: Db, token: CurrentToken, evaluation_id: UUID) -> Any:
    """What I asked about an entry, and answers about it that all its jurors read."""
    return await db.read(queries.own_desk_questions, token, evaluation_id, answer=_list)


@router.put(
    "/juror/evaluations/{evaluation_id}/questions/{question_id}",
    response_model=DeskQuestion,
    responses={201: {"model": DeskQuestion}},
    **policy(),
)
async def ask_from_desk(
    db: Db, token: CurrentToken, now: Now, evaluation_id: UUID, question_id: UUID, wanted: AskIn
) -> Any:
    """Ask the chair about an entry, or report a file that cannot be read to the organisers."""
    return await db.work(
        service.ask_from_desk,
        token,
        evaluation_id,
        question_id,
        wanted,
        now,
        answer=put_answer(lambda row: row),
    )


@router.get(
    "/juror/rounds/{round_id}/questions", response_model=DeskQuestions, **policy(Role.juror)
)
async def own_round_questions(db: Db, token: CurrentToken, round_id: UUID) -> Any:
    """What I asked in a round, and the answers that all its jurors read."""
    return await db.read(queries.own_round_questions, token, round_id, answer=_list)


@router.get(
    "/rounds/{round_id}/juror-questions",
    response_model=Page[StaffJurorQuestion],
    **policy(Role.organiser, Role.auditor, Role.chair),
)
async def list_juror_questions(
    db: Db,
    token: CurrentToken,
    language: Language,
    round_id: UUID,
    params: Paging,
    answered: bool | None = None,
    kind: AskedKind | None = None,
) -> Any:
    """What the jurors of a round asked, unanswered first; the chair reads the questions alone."""
    return await db.read(
        queries.list_juror_questions,
        token,
        round_id,
        params,
        answered,
        kind,
        answer=lambda found: list_answer(
            Page.of(found[0], found[1], params), COLUMNS, params, language, name="juror-questions"
        ),
    )


@router.post(
    "/juror-questions/{question_id}/answer",
    status_code=204,
    **policy(Role.organiser, Role.chair),
)
async def answer_juror(
    db: Db, token: CurrentToken, now: Now, question_id: UUID, wanted: JurorAnswerIn
) -> None:
    """Answer what a juror asked; the answer is mailed, to all jurors of the round if `shared`."""
    await db.work(service.answer_juror, token, question_id, wanted, now)
