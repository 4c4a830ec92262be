"""Routes of a juror's own profile and of the photos of jurors."""

from __future__ import annotations

import asyncio
import hashlib
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from app.actor import Role
from app.deps import CurrentToken, Db, IfMatch, Now, policy
from app.judging.panels import profile_queries, profile_service, queries
from app.judging.panels.profile_schemas import OwnProfile, OwnProfileIn
from app.judging.panels.schemas import StaffJuror
from app.kit.bodies import read_body
from app.kit.images import rewrite_image
from app.kit.strict import StrictRoute

router = APIRouter(tags=["panels"], route_class=StrictRoute)

PHOTO_BYTES: Final = 5 * 1024 * 1024
PHOTO_PIXELS: Final = 25_000_000
PHOTO_SIDE: Final = 640
PICTURE: Final = {
    "requestBody": {
        "required": True,
        "content": {
            media_type: {"schema": {"type": "string", "format": "binary"}}
            for media_type in ("image/png", "image/jpeg", "image/webp")
        },
    }
}


def _shown(photo: profile_queries.Photo) -> Response:
    data, media_type = photo
    return Response(
        data,
        media_type=media_type,
        headers={
            "ETag": f'"{hashlib.sha256(data).hexdigest()[:32]}"',
            "Cache-Control": "private, max-age=300",
        },
    )


async def _picture(request: Request) -> tuple[bytes, str]:
    data = await read_body(request, PHOTO_BYTES)
    return await asyncio.to_thread(
        rewrite_image, data, max_side=PHOTO_SIDE, max_pixels=PHOTO_PIXELS
    )


@router.get("/jury/{juror_id}/profile", response_model=OwnProfile, **policy())
async def show_own_profile(db: Db, token: CurrentToken, juror_id: UUID) -> Any:
    """My profile as a juror of an edition."""
    return await db.read(profile_queries.show_own_profile, token, juror_id)


@router.put("/jury/{juror_id}/profile", response_model=OwnProfile, **policy())
async def put_own_profile(
    db: Db, token: CurrentToken, now: Now, juror_id: UUID, wanted: OwnProfileIn, condition: IfMatch
) -> Any:
    """Change my profile, before I accept or later."""
    return await db.work(profile_service.put_own_profile, token, juror_id, wanted, condition, now)


@router.get("/jury/{juror_id}/photo", response_class=Response, **policy())
async def show_own_photo(db: Db, token: CurrentToken, juror_id: UUID) -> Response:
    """My photo."""
    return _shown(await db.read(profile_queries.show_own_photo, token, juror_id))


@router.put(
    "/jury/{juror_id}/photo",
    response_model=OwnProfile,
    openapi_extra=policy()["openapi_extra"] | PICTURE,
)
async def put_own_photo(
    db: Db, token: CurrentToken, now: Now, juror_id: UUID, request: Request
) -> Any:
    """Give my photo."""
    # The right is asked before the body is read, and again when it is stored.
    await db.read(profile_queries.show_own_profile, token, juror_id)
    image, media_type = await _picture(request)
    return await db.work(profile_service.put_own_photo, token, juror_id, image, media_type, now)


@router.delete("/jury/{juror_id}/photo", response_model=OwnProfile, **policy())
async def delete_own_photo(db: Db, token: CurrentToken, now: Now, juror_id: UUID) -> Any:
    """Take my photo away."""
    return await db.work(profile_service.delete_own_photo, token, juror_id, now)


@router.get("/jurors/{juror_id}/photo", response_class=Response, **policy(*queries.ROSTER_READERS))
async def show_juror_photo(db: Db, token: CurrentToken, juror_id: UUID) -> Response:
    """A juror's photo."""
    return _shown(await db.read(profile_queries.show_juror_photo, token, juror_id))


@router.put(
    "/jurors/{juror_id}/photo",
    response_model=StaffJuror,
    openapi_extra=policy(Role.organiser)["openapi_extra"] | PICTURE,
)
async def put_juror_photo(
    db: Db, token: CurrentToken, now: Now, juror_id: UUID, request: Request
) -> Any:
    """Give a juror a photo; the public sees it only if the juror agrees."""
    await db.read(queries.show_juror, token, juror_id)
    image, media_type = await _picture(request)
    return await db.work(
        profile_service.put_juror_photo,
        token,
        juror_id,
        image,
        media_type,
        now,
        answer=StaffJuror.of,
    )


@router.delete("/jurors/{juror_id}/photo", response_model=StaffJuror, **policy(Role.organiser))
async def delete_juror_photo(db: Db, token: CurrentToken, now: Now, juror_id: UUID) -> Any:
    """Take a juror's photo away."""
    return await db.work(
        profile_service.delete_juror_photo, token, juror_id, now, answer=StaffJuror.of
    )
