"""Routes of files: streamed in without a session held open, streamed out as downloads."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Query, Request, Response
from starlette.requests import ClientDisconnect
from starlette.responses import StreamingResponse

from app.deps import CurrentToken, Db, FileToken, Now, policy
from app.entries import attachment_queries, attachment_restore_service, attachment_service
from app.entries.attachment_schemas import AttachmentOut, FileLink, FileLinkIn, FileToSend
from app.entries.queries import READERS
from app.house import House
from app.kit.answers import put_answer
from app.kit.errors import N_, Refusal
from app.kit.storage import byte_range
from app.kit.strict import StrictRoute
from app.kit.tables import attachment as saved_as

router = APIRouter(tags=["entries"], route_class=StrictRoute)

DOWNLOAD: dict[int | str, dict[str, Any]] = {
    status: {"description": "The file", "content": {"application/octet-stream": {}}}
    for status in (200, 206)
}
UPLOAD = {
    "required": True,
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
}
PREVIEW: dict[int | str, dict[str, Any]] = {
    200: {"description": "A small picture", "content": {"image/webp": {}}}
}
Range = Annotated[str | None, Header()]
_saved = put_answer(AttachmentOut.model_validate)


@router.put(
    "/entrant/entries/{entry_id}/attachments/{attachment_id}",
    response_model=AttachmentOut,
    responses={201: {"model": AttachmentOut}},
    openapi_extra={**policy()["openapi_extra"], "requestBody": UPLOAD},
)
async def attach_file(
    db: Db,
    token: CurrentToken,
    now: Now,
    request: Request,
    entry_id: UUID,
    attachment_id: UUID,
    field_id: Annotated[UUID, Query()],
    name: Annotated[str, Query(min_length=1, max_length=1000)],
    content_length: Annotated[int | None, Header()] = None,
) -> Any:
    """Attach a file; its bytes are the body. The same again is harmless."""
    arrival = await db.work(
        attachment_service.begin_file,
        token,
        entry_id,
        attachment_id,
        field_id,
        name,
        content_length,
        now,
    )
    if arrival.kept_sha256:
        # It came before: its bytes are compared, nothing is written.
        sha256 = await _hash(request, arrival.limit)
        return await db.read(
            attachment_service.repeat_file, token, entry_id, attachment_id, sha256, answer=_saved
        )
    try:
        stored = await db.house.storage.write(
            request.stream(), limit=arrival.limit, gate=arrival.gate
        )
        return await db.work(
            attachment_service.attach_file,
            token,
            entry_id,
            attachment_id,
            stored,
            arrival.media_type,
            now,
            answer=_saved,
        )
    except BaseException as error:
        forget = db.work(attachment_service.abandon_file, token, entry_id, attachment_id)
        with contextlib.suppress(Refusal):
            await asyncio.shield(forget)
        if isinstance(error, ClientDisconnect):
            raise broken_upload() from None  # nobody reads it, but it is no failure of ours
        raise


def broken_upload() -> Refusal:
    """The line broke while bytes were on their way."""
    return Refusal("upload_broken", N_("انقطع الرفع ولم يُحفظ الملف. أعد رفعه."), status=400)


async def _hash(request: Request, limit: int) -> str:
    """The SHA-256 of a repeated body, of which no more than `limit` bytes are looked at."""
    digest, size = hashlib.sha256(), 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            break
        digest.update(chunk)
    return digest.hexdigest()


@router.delete(
    "/entrant/entries/{entry_id}/attachments/{attachment_id}", status_code=204, **policy()
)
async def remove_attachment(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, attachment_id: UUID
) -> None:
    """Take a file off the entry."""
    await db.work(attachment_service.remove_attachment, token, entry_id, attachment_id, now)


@router.post(
    "/entrant/entries/{entry_id}/attachments/{attachment_id}/restore",
    response_model=AttachmentOut,
    **policy(),
)
async def restore_attachment(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, attachment_id: UUID
) -> Any:
    """Put a file back that was taken off."""
    return await db.work(
        attachment_restore_service.restore_attachment,
        token,
        entry_id,
        attachment_id,
        now,
        answer=AttachmentOut.model_validate,
    )


@router.get(
    "/entrant/entries/{entry_id}/attachments/{attachment_id}/content",
    response_class=StreamingResponse,
    responses=DOWNLOAD,
    **policy(),
)
async def download_my_attachment(
    db: Db, token: FileToken, entry_id: UUID, attachment_id: UUID, range: Range = None
) -> Response:
    """Download a file of one of my entries."""
    file = await db.read(attachment_queries.my_attachment, token, entry_id, attachment_id)
    return await file_answer(db.house, file, range)


@router.get(
    "/attachments/{attachment_id}/content",
    response_class=StreamingResponse,
    responses=DOWNLOAD,
    **policy(*READERS),
)
async def download_attachment(
    db: Db, token: FileToken, attachment_id: UUID, range: Range = None
) -> Response:
    """Download a file of an entry, as staff."""
    file = await db.read(attachment_queries.staff_attachment, token, attachment_id)
    return await file_answer(db.house, file, range)


@router.post("/file-links", response_model=FileLink, **policy())
async def link_file(db: Db, token: CurrentToken, now: Now, wanted: FileLinkIn) -> Any:
    """An address for a player, good for ten minutes; who may see the file is asked at every use."""
    return await db.read(attachment_queries.link_file, token, wanted.path, now)


@router.get(
    "/entrant/entries/{entry_id}/attachments/{attachment_id}/previews/{page}",
    response_class=StreamingResponse,
    responses=PREVIEW,
    **policy(),
)
async def preview_my_attachment(
    db: Db, token: CurrentToken, entry_id: UUID, attachment_id: UUID, page: int
) -> Response:
    """A small picture of a page of a file of one of my entries."""
    file = await db.read(attachment_queries.my_attachment, token, entry_id, attachment_id, page)
    return await file_answer(db.house, file, None)


@router.get(
    "/attachments/{attachment_id}/previews/{page}",
    response_class=StreamingResponse,
    responses=PREVIEW,
    **policy(*READERS),
)
async def preview_attachment(
    db: Db, token: CurrentToken, attachment_id: UUID, page: int
) -> Response:
    """A small picture of a page of a file, for staff."""
    file = await db.read(attachment_queries.staff_attachment, token, attachment_id, page)
    return await file_answer(db.house, file, None)


async def file_answer(house: House, file: FileToSend, wanted: str | None) -> Response:
    """Send a file, or the part that a `Range` header asks for, as a download that nothing runs.

    A small picture is shown in place.
    For the routes of every audience, after they have checked the reader. Refusals:
    `range_unsatisfiable` (416), `file_lost` (404), `storage_away` (503).
    """
    size = file.size if file.size is not None else await house.storage.stat(file.key)
    part = byte_range(wanted, size or 0)
    start, end = part or (0, size or 0)
    blocks = house.storage.stream(file.key, start, end)
    try:
        first = await anext(blocks)
    except (FileNotFoundError, StopAsyncIteration):
        raise Refusal(
            "file_lost", N_("الملف غير موجود في مخزن الملفات. أبلغ مدير النظام."), status=404
        ) from None

    async def body() -> Any:
        yield first
        async for block in blocks:
            yield block

    headers = {
        "Content-Disposition": "inline" if file.size is None else saved_as(file.name),
        "Content-Length": str(end - start),
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
        "Accept-Ranges": "bytes",
    }
    if part is not None:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return StreamingResponse(
        body(), 206 if part is not None else 200, headers, media_type=file.media_type
    )
