"""Routes of jurors: the fixed revision API, the queue, the desk and their own history."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

import orjson
from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.responses import StreamingResponse

from app.actor import Role
from app.deps import CurrentToken, Db, FileToken, Language, Now, Paging, policy
from app.entries.attachment_routes import DOWNLOAD, PREVIEW, Range, file_answer
from app.judging.evaluations import juror_queries, own_round_queries, service
from app.judging.evaluations.desk_schemas import Desk, JurorEvaluation
from app.judging.evaluations.own_round_schemas import OwnRounds
from app.judging.evaluations.rules import BRANCH_NAMES, STATUS_NAMES
from app.judging.evaluations.schemas import (
    OwnRevision,
    OwnRevisionCard,
    Queue,
    RevisionIn,
    Saved,
    SavedRevision,
    Sent,
)
from app.kit.errors import N_, Refusal, invalid
from app.kit.paging import Page, list_answer
from app.kit.strict import strict_json
from app.kit.tables import Word

router = APIRouter(tags=["evaluations"])

LONGEST_BODY: Final = 1024 * 1024
Condition = Annotated[str | None, Header()]

HISTORY = [
    (N_("حُفظ في"), lambda r: r.made_at),
    (N_("وصل في"), lambda r: r.received_at),
    (N_("الحالة"), lambda r: Word(STATUS_NAMES[r.status])),
    (N_("المسار"), lambda r: Word(BRANCH_NAMES[r.branch])),
    (N_("المجموع"), lambda r: r.total),
]


def with_body(route: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """Describe a body that the route reads from its bytes, because 401 and 428 come before it."""
    schema = model.model_json_schema(mode="validation")
    parts = schema.pop("$defs", {})

    def inline(value: Any) -> Any:
        if isinstance(value, dict):
            name = str(value.get("$ref", "")).rpartition("/")[2]
            return inline(parts[name]) if name else {k: inline(v) for k, v in value.items()}
        return [inline(one) for one in value] if isinstance(value, list) else value

    body = {"required": True, "content": {"application/json": {"schema": inline(schema)}}}
    return {"openapi_extra": {**route["openapi_extra"], "requestBody": body}}


async def body_of(request: Request) -> bytes | None:
    """The body, or None where it is longer than any evaluation."""
    whole = bytearray()
    async for chunk in request.stream():
        whole += chunk
        if len(whole) > LONGEST_BODY:
            return None
    return bytes(whole)


def named_parent(if_match: str | None, if_none_match: str | None) -> UUID | None:
    """The parent that a request names; None where it says that it is the first.

    Refusals: `condition_required` (428), `condition_invalid` (422).
    """
    if if_match is None and if_none_match is None:
        raise Refusal(
            "condition_required",
            N_("أرسل رقم النسخة التي بنيت عليها (If-Match)، أو If-None-Match: * للنسخة الأولى."),
            status=428,
        )
    if if_match is None and if_none_match is not None and if_none_match.strip() == "*":
        return None
    try:
        if if_match is not None and if_none_match is None:
            return UUID(if_match.strip().removeprefix('"').removesuffix('"'))
    except ValueError:
        pass
    raise invalid(
        "condition_invalid",
        N_("رأس الشرط غير مفهوم: If-Match برقم نسخة واحدة، أو If-None-Match: *."),
        "header",
        "if-match" if if_match is not None else "if-none-match",
    )


def _content(raw: bytes | None) -> RevisionIn:
    if raw is None:
        raise Refusal("too_large", N_("الطلب أكبر من المسموح."), status=413)
    strict_json(raw)
    try:
        return RevisionIn.model_validate_json(raw)
    except ValidationError as wrong:
        raise RequestValidationError(wrong.errors()) from None


def _saved(saved: Saved) -> Response:
    status = 202 if saved.branch == "late" else 200 if saved.replay else 201
    return answered(SavedRevision.of(saved), saved.head, status)


def answered(shown: BaseModel, head: UUID | None, status: int = 200) -> Response:
    return Response(
        shown.model_dump_json().encode(),
        status,
        {} if head is None else {"ETag": f'"{head}"'},
        media_type="application/json",
    )


@router.get("/juror/rounds", response_model=OwnRounds, **policy(Role.juror))
async def own_rounds(db: Db, token: CurrentToken, now: Now) -> Any:
    """The juror's rounds with their progress."""
    return await db.read(
        own_round_queries.own_rounds, token, answer=lambda rows: OwnRounds.of(rows, now)
    )


@router.get("/juror/evaluations", response_model=Queue, **policy(Role.juror))
async def own_evaluations(
    db: Db,
    token: CurrentToken,
    round: Annotated[UUID | None, Query()] = None,
    after: Annotated[str | None, Query(max_length=60)] = None,
) -> Any:
    """The juror's queue, in parts of 500.

    Not paged like other lists: the desk holds the whole queue on the device, so that it searches,
    sorts, writes the CSV and steps to the next entry there, also without a network.
    """
    return await db.read(juror_queries.own_evaluations, token, round, after, answer=_queue_answer)


def _queue_answer(queue: dict[str, Any]) -> Response:
    # asyncpg's UUIDs are a subclass, which orjson does not know: `default` writes them.
    raw = orjson.dumps(queue, default=str, option=orjson.OPT_UTC_Z)
    return Response(raw, media_type="application/json")


@router.get("/juror/evaluations/{evaluation_id}", response_model=JurorEvaluation, **policy())
async def show_own_evaluation(
    db: Db, token: CurrentToken, now: Now, language: Language, evaluation_id: UUID
) -> Any:
    """The desk: the entry beside the rubric, and the juror's own head, which is the ETag."""

    def answer(desk: Desk) -> Response:
        shown = JurorEvaluation.of(desk, now, language)
        return answered(shown, shown.head)

    return await db.read(juror_queries.show_own_evaluation, token, evaluation_id, answer=answer)


@router.get(
    "/juror/evaluations/{evaluation_id}/attachments/{attachment_id}/content",
    response_class=StreamingResponse,
    responses=DOWNLOAD,
    **policy(),
)
async def download_own_attachment(
    db: Db,
    token: FileToken,
    evaluation_id: UUID,
    attachment_id: UUID,
    range: Range = None,
) -> Response:
    """A file of the entry, if its field is shown to jurors."""
    file = await db.read(juror_queries.own_attachment, token, evaluation_id, attachment_id)
    return await file_answer(db.house, file, range)


@router.get(
    "/juror/evaluations/{evaluation_id}/attachments/{attachment_id}/previews/{page}",
    response_class=StreamingResponse,
    responses=PREVIEW,
    **policy(),
)
async def preview_own_attachment(
    db: Db, token: CurrentToken, evaluation_id: UUID, attachment_id: UUID, page: int
) -> Response:
    """A small picture of a file's page, if its field is shown to jurors."""
    file = await db.read(juror_queries.own_attachment, token, evaluation_id, attachment_id, page)
    return await file_answer(db.house, file, None)


@router.get(
    "/juror/evaluations/{evaluation_id}/revisions",
    response_model=Page[OwnRevisionCard],
    **policy(),
)
async def own_revisions(
    db: Db, token: CurrentToken, language: Language, evaluation_id: UUID, params: Paging
) -> Any:
    """The juror's own saves of one evaluation, the last first."""
    return await db.read(
        juror_queries.own_revisions,
        token,
        evaluation_id,
        params,
        answer=lambda found: list_answer(
            Page.of([OwnRevisionCard.of(row) for row in found[0]], found[1], params),
            HISTORY,
            params,
            language,
            name="revisions",
        ),
    )


@router.get(
    "/juror/evaluations/{evaluation_id}/revisions/{revision_id}",
    response_model=OwnRevision,
    **policy(),
)
async def show_own_revision(
    db: Db, token: CurrentToken, evaluation_id: UUID, revision_id: UUID
) -> Any:
    """One of the juror's own saves."""
    return await db.read(
        juror_queries.show_own_revision,
        token,
        evaluation_id,
        revision_id,
        answer=OwnRevision.of,
    )


@router.put(
    "/juror/evaluations/{evaluation_id}/revisions/{revision_id}",
    status_code=201,
    response_model=SavedRevision,
    responses={
        200: {"model": SavedRevision, "description": "A replay: nothing doubled"},
        202: {"model": SavedRevision, "description": "Received in the grace window, not counted"},
    },
    **with_body(policy(), RevisionIn),
)
async def save_evaluation(
    db: Db,
    token: CurrentToken,
    now: Now,
    request: Request,
    evaluation_id: UUID,
    revision_id: UUID,
    if_match: Condition = None,
    if_none_match: Condition = None,
) -> Any:
    """Save the whole evaluation as a new revision of the head that `If-Match` names."""
    raw = await body_of(request)

    def read() -> Sent:
        return Sent(named_parent(if_match, if_none_match), _content(raw))

    return await db.work(
        service.save_evaluation, token, evaluation_id, revision_id, read, now, answer=_saved
    )


@router.post("/juror/evaluations/{evaluation_id}/reopen", response_model=SavedRevision, **policy())
async def reopen_evaluation(
    db: Db,
    token: CurrentToken,
    now: Now,
    evaluation_id: UUID,
    if_match: Condition = None,
) -> Any:
    """Allow drafts on a submitted evaluation again; `If-Match` names its head."""

    def read() -> UUID | None:
        return named_parent(if_match, None)

    def answer(saved: Saved) -> Response:
        return answered(SavedRevision.of(saved), saved.head)

    return await db.work(service.reopen_evaluation, token, evaluation_id, read, now, answer=answer)
