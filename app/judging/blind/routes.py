"""Routes of judging without names: preparing a blind round, and opening rounds."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Path, Query, Request, Response
from starlette.responses import StreamingResponse

from app.actor import Role
from app.deps import CurrentToken, Db, FileToken, IfMatch, Language, Now, Paging, policy
from app.entries.attachment_routes import DOWNLOAD, UPLOAD, Range, file_answer
from app.judging.blind import check_queries, copy_service, service
from app.judging.blind.check_queries import READERS
from app.judging.blind.rules import SIGN_NAMES
from app.judging.blind.schemas import (
    BlindEntry,
    BlindFile,
    BlindPart,
    BlindRow,
    BlindSummary,
    FileDecision,
    RedactionIn,
    RoundOpening,
)
from app.judging.rounds.schemas import StaffRound
from app.kit.errors import N_
from app.kit.incoming import too_large
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute
from app.kit.tables import Word

router = APIRouter(tags=["blind"], route_class=StrictRoute)
ENTRY = "/rounds/{round_id}/blind/entries/{entry_id}"

COLUMNS = [
    (N_("رقم المشاركة"), lambda r: r.number),
    (N_("المشاركة"), lambda r: r.title_ar),
    (N_("المشاركة بالإنجليزية"), lambda r: r.title_en),
    (N_("الجهة"), lambda r: r.agency_ar),
    (N_("بقي"), lambda r: r.left),
    (N_("السبب"), lambda r: [Word(SIGN_NAMES[one]) for one in r.signs]),
    (N_("ما وُجد"), lambda r: r.found),
]


@router.post("/rounds/{round_id}/open", response_model=StaffRound, **policy(Role.organiser))
async def open_round(
    db: Db, token: CurrentToken, now: Now, round_id: UUID, wanted: RoundOpening | None = None
) -> Any:
    """Open a planned round to its panel; a blind one is looked through first."""
    return await db.bulk(
        service.open_round, token, round_id, wanted or RoundOpening(), now, answer=StaffRound.of
    )


@router.get("/rounds/{round_id}/blind", response_model=BlindSummary, **policy(*READERS))
async def show_blind(db: Db, token: CurrentToken, round_id: UUID) -> Any:
    """How far a blind round is prepared."""
    return await db.read_bulk(check_queries.show_blind, token, round_id)


@router.get("/rounds/{round_id}/blind/entries", response_model=Page[BlindRow], **policy(*READERS))
async def list_blind_entries(
    db: Db,
    token: CurrentToken,
    language: Language,
    round_id: UUID,
    params: Paging,
    left: bool | None = None,
) -> Any:
    """The entries of a blind round with what is left to look at in each."""
    return await db.read_bulk(
        check_queries.list_blind_entries,
        token,
        round_id,
        params,
        left,
        answer=lambda found: list_answer(
            Page.of(found[0], found[1], params), COLUMNS, params, language, name="blind"
        ),
    )


@router.get(ENTRY, response_model=BlindEntry, **policy(*READERS))
async def show_blind_entry(db: Db, token: CurrentToken, round_id: UUID, entry_id: UUID) -> Any:
    """An entry with everything that the round's jurors would read of it."""
    return await db.read(check_queries.show_blind_entry, token, round_id, entry_id)


@router.put(f"{ENTRY}/parts/{{part}}", response_model=BlindPart, **policy(Role.organiser))
async def put_redaction(
    db: Db,
    token: CurrentToken,
    now: Now,
    round_id: UUID,
    entry_id: UUID,
    part: Annotated[str, Path(max_length=40)],
    wanted: RedactionIn,
    condition: IfMatch,
) -> Any:
    """Decide what jurors read of a text or an answer."""
    return await db.work(
        service.put_redaction, token, round_id, entry_id, part, wanted, condition, now
    )


@router.put(f"{ENTRY}/files/{{attachment_id}}", response_model=BlindFile, **policy(Role.organiser))
async def decide_file(
    db: Db,
    token: CurrentToken,
    now: Now,
    round_id: UUID,
    entry_id: UUID,
    attachment_id: UUID,
    wanted: FileDecision,
    condition: IfMatch,
) -> Any:
    """Decide whether jurors get a file's copy."""
    return await db.work(
        service.decide_file, token, round_id, entry_id, attachment_id, wanted, condition, now
    )


@router.put(
    f"{ENTRY}/files/{{attachment_id}}/content",
    response_model=BlindFile,
    openapi_extra={**policy(Role.organiser)["openapi_extra"], "requestBody": UPLOAD},
)
async def replace_file(
    db: Db,
    token: CurrentToken,
    now: Now,
    request: Request,
    round_id: UUID,
    entry_id: UUID,
    attachment_id: UUID,
    name: Annotated[str, Query(min_length=1, max_length=1000)],
    content_length: Annotated[int | None, Header()] = None,
) -> Any:
    """Put another file in the place of one that would name its makers; its bytes are the body."""
    arrival, owner = await db.read(
        service.begin_replacing, token, round_id, entry_id, attachment_id, name
    )
    if content_length is not None and content_length > arrival.limit:
        raise too_large(arrival.limit)
    stored = await db.house.storage.write(request.stream(), limit=arrival.limit, gate=arrival.gate)
    copy = await copy_service.replacement(db.house, arrival, stored, owner)
    return await db.work(
        service.replace_file, token, round_id, entry_id, attachment_id, copy, stored, now
    )


@router.get(
    f"{ENTRY}/files/{{attachment_id}}/content",
    response_class=StreamingResponse,
    responses=DOWNLOAD,
    **policy(*READERS),
)
async def download_blind_copy(
    db: Db,
    token: FileToken,
    round_id: UUID,
    entry_id: UUID,
    attachment_id: UUID,
    range: Range = None,
) -> Response:
    """A file as jurors of the round would get it."""
    file = await db.read(service.blind_copy, token, round_id, entry_id, attachment_id)
    return await file_answer(db.house, file, range)
