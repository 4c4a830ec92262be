"""A small body read whole, under a limit that is counted and not believed."""

from __future__ import annotations

from fastapi import Request

from app.kit.errors import N_, Refusal


async def read_body(
    request: Request, limit: int, sentence: str = N_("الملف أكبر من المسموح ({limit} بايت).")
) -> bytes:
    """Return the bytes of the request. Refusal: `too_large` (413) with `limit` in bytes, said by `sentence`."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise Refusal("too_large", sentence, status=413, limit=limit)
        parts.append(part)
    return b"".join(parts)
