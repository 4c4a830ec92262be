"""Resumable uploads by the tus protocol 1.0, each route under its own policy.

Begun in `work`, received with no session, ended in `work`. An upload's id is its attachment's.
"""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Request, Response
from starlette.requests import ClientDisconnect

from app.deps import CurrentToken, Db, Now, policy
from app.entries import attachment_queries, attachment_service
from app.entries.attachment_queries import Arrival
from app.entries.attachment_routes import broken_upload
from app.kit import tus
from app.kit.errors import N_, Refusal
from app.kit.ids import uuid7
from app.kit.incoming import told
from app.kit.strict import StrictRoute

router = APIRouter(tags=["entries"], route_class=StrictRoute)
UPLOADS = "/entrant/entries/{entry_id}/uploads"
UPLOAD = f"{UPLOADS}/{{attachment_id}}"
Text = Annotated[str | None, Header()]
PART: dict[str, Any] = {
    "required": True,
    "content": {tus.CONTENT_TYPE: {"schema": {"type": "string", "format": "binary"}}},
}


@router.options(UPLOADS, status_code=204, **policy(public=True))
async def describe_uploads(db: Db, entry_id: UUID) -> Response:  # noqa: ARG001 -- the same for every entry
    """What this server can do of tus."""
    headers = {
        **tus.answer_headers(),
        "Tus-Version": tus.VERSION,
        "Tus-Extension": tus.EXTENSIONS,
        "Tus-Max-Size": str(db.house.settings.max_upload_bytes),
    }
    return Response(status_code=204, headers=headers)


@router.post(UPLOADS, status_code=201, response_class=Response, **policy())
async def begin_upload(
    db: Db,
    token: CurrentToken,
    now: Now,
    request: Request,
    entry_id: UUID,
    tus_resumable: Text = None,
    upload_length: Text = None,
    upload_metadata: Text = None,
) -> Response:
    """Begin a resumable upload. `Upload-Metadata` names `field_id`, `filename`, and `id` if the client made it.

    The same again is harmless: it answers the same place.
    """
    tus.check_version(tus_resumable)
    said = tus.metadata(upload_metadata)
    attachment_id = _id(said.get("id")) if "id" in said else uuid7()
    arrival: Arrival = await db.work(
        attachment_service.begin_upload,
        token,
        entry_id,
        attachment_id,
        _id(said.get("field_id")),
        said.get("filename", ""),
        tus.number("Upload-Length", upload_length),
        now,
    )
    try:
        async with told():
            if arrival.is_new:
                await db.house.storage.incoming.start(attachment_id)
            else:
                await _offset(db, attachment_id)
    except Refusal:
        if arrival.is_new:  # nothing can come of it: its row must not take up the field's place
            await db.work(attachment_service.abandon_file, token, entry_id, attachment_id)
        raise
    headers = tus.answer_headers(offset=0, expires=arrival.expires_at)
    headers["Location"] = f"{request.url.path.rstrip('/')}/{attachment_id}"
    return Response(status_code=201, headers=headers)


def _id(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        raise Refusal(
            "tus_header", N_("ترويسة «{header}» غير صحيحة."), status=400, header="Upload-Metadata"
        ) from None


@router.head(UPLOAD, status_code=200, response_class=Response, **policy())
async def show_upload(
    db: Db,
    token: CurrentToken,
    now: Now,
    entry_id: UUID,
    attachment_id: UUID,
    tus_resumable: Text = None,
) -> Response:
    """How much of an upload has arrived; one that arrived whole before a crash is ended now."""
    tus.check_version(tus_resumable)
    arrival = await db.read(attachment_queries.my_upload, token, entry_id, attachment_id, now)
    if arrival.kept_sha256:
        headers = tus.answer_headers(offset=arrival.length, length=arrival.length)
        return Response(status_code=200, headers=headers)
    async with told():
        offset = await _offset(db, attachment_id)
    if offset == arrival.length:
        await _end(db, token, now, entry_id, attachment_id)
    headers = tus.answer_headers(offset=offset, length=arrival.length, expires=arrival.expires_at)
    return Response(status_code=200, headers=headers)


@router.patch(
    UPLOAD,
    status_code=204,
    response_class=Response,
    openapi_extra={**policy()["openapi_extra"], "requestBody": PART},
)
async def receive_part(
    db: Db,
    token: CurrentToken,
    now: Now,
    request: Request,
    entry_id: UUID,
    attachment_id: UUID,
    tus_resumable: Text = None,
    upload_offset: Text = None,
    content_type: Text = None,
) -> Response:
    """Add to an upload at `Upload-Offset`; the last part ends it. What arrived of a broken part stays."""
    tus.check_version(tus_resumable)
    tus.check_content_type(content_type)
    wanted = tus.number("Upload-Offset", upload_offset)
    arrival: Arrival = await db.work(
        attachment_service.receive_part, token, entry_id, attachment_id, now
    )
    incoming = db.house.storage.incoming
    try:
        offset = await incoming.append(
            attachment_id,
            wanted,
            request.stream(),
            limit=arrival.limit,
            gate=arrival.gate,
        )
    except ClientDisconnect:
        raise broken_upload() from None  # nobody reads it; what came is kept
    except Refusal as refusal:
        if refusal.status == 415:  # the gate: this is not what its name says
            await db.work(attachment_service.abandon_file, token, entry_id, attachment_id)
            await incoming.abandon(attachment_id)
        raise
    async with told():
        await incoming.sync(attachment_id)
    if offset == arrival.length:
        await _end(db, token, now, entry_id, attachment_id)
    headers = tus.answer_headers(offset=offset, expires=arrival.expires_at)
    return Response(status_code=204, headers=headers)


@router.delete(UPLOAD, status_code=204, response_class=Response, **policy())
async def abandon_upload(
    db: Db,
    token: CurrentToken,
    now: Now,
    entry_id: UUID,
    attachment_id: UUID,
    tus_resumable: Text = None,
) -> Response:
    """Give an upload up; what came of it is forgotten."""
    tus.check_version(tus_resumable)
    await db.work(attachment_service.abandon_upload, token, entry_id, attachment_id, now)
    async with told():
        await db.house.storage.incoming.abandon(attachment_id)
    return Response(status_code=204, headers=tus.answer_headers())


async def _offset(db: Db, attachment_id: UUID) -> int:
    """How much lies there; a place lost in a crash right after the row was made is made again."""
    incoming = db.house.storage.incoming
    try:
        return await incoming.offset(attachment_id)
    except Refusal:
        await incoming.start(attachment_id)
        return 0


async def _end(db: Db, token: CurrentToken, now: Now, entry_id: UUID, attachment_id: UUID) -> None:
    """Keep an upload that is whole: bytes first, then the row, then the place where it arrived."""
    incoming = db.house.storage.incoming
    async with told():
        stored = await incoming.finish(attachment_id)
    await db.work(attachment_service.attach_file, token, entry_id, attachment_id, stored, "", now)
    await incoming.abandon(attachment_id)
