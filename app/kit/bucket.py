"""Uploads into a bucket: small objects of its own, so that any node goes on with what another received."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import obstore
from obstore.exceptions import AlreadyExistsError
from obstore.store import S3Store

from app.kit.ids import uuid7
from app.kit.incoming import (
    CHUNK,
    Digest,
    Incoming,
    Store,
    Stored,
    busy,
    content_key,
    unknown_upload,
)

SEGMENT: Final = 4 * CHUNK
_START: Final = "start"


class BucketIncoming(Incoming):
    """Uploads as objects `incoming/<id>/<offset>` of a few MiB; the bucket refuses two at one offset."""

    block = SEGMENT

    def __init__(self, store: S3Store) -> None:
        super().__init__()
        self._store = store
        self._held: set[UUID] = set()

    async def start(self, upload: UUID | None = None) -> UUID:
        made = upload or uuid7()
        if upload is not None:
            await self.abandon(made)
        await obstore.put_async(self._store, f"{_folder(made)}/{_START}", b"")
        return made

    async def _segments(self, upload: UUID) -> list[tuple[int, int]]:
        """(offset, size) of what lies there without a gap; `upload_unknown` where nothing was begun."""
        found: dict[int, int] = {}
        begun = False
        async for batch in obstore.list(self._store, _folder(upload)):
            for one in batch:
                name = one["path"].rpartition("/")[2]
                begun = begun or name == _START
                if name.isdecimal():
                    found[int(name)] = one["size"]
        if not begun:
            raise unknown_upload()
        whole: list[tuple[int, int]] = []
        at = 0
        while found.get(at):
            whole.append((at, found[at]))
            at += found[at]
        return whole

    async def offset(self, upload: UUID) -> int:
        return sum(size for _, size in await self._segments(upload))

    @asynccontextmanager
    async def _opened(
        self, upload: UUID, digest: Digest | None
    ) -> AsyncIterator[tuple[int, Store]]:
        if upload in self._held:
            raise busy()
        self._held.add(upload)

        async def store(offset: int, block: bytes) -> None:
            key = f"{_folder(upload)}/{offset:015d}"
            try:
                await obstore.put_async(self._store, key, block, mode="create", use_multipart=False)
            except AlreadyExistsError:  # another node received the same upload meanwhile
                raise busy() from None
            if digest is not None:
                await asyncio.to_thread(digest.update, block)

        try:
            yield await self.offset(upload), store
        finally:
            self._held.discard(upload)

    async def _blocks(self, upload: UUID) -> AsyncIterator[bytes]:
        for offset, _ in await self._segments(upload):
            got = await obstore.get_async(self._store, f"{_folder(upload)}/{offset:015d}")
            yield bytes(await got.bytes_async())

    async def _hash(self, upload: UUID) -> str:
        digest = hashlib.sha256()
        async for block in self._blocks(upload):
            await asyncio.to_thread(digest.update, block)
        return digest.hexdigest()

    async def finish(self, upload: UUID) -> Stored:
        size = await self.offset(upload)
        sha256 = self._digest(upload, size) or await self._hash(upload)
        stored = Stored(sha256, size, content_key(sha256))
        if await _size(self._store, stored.key) != size:
            if size:
                await obstore.put_async(
                    self._store,
                    stored.key,
                    self._blocks(upload),
                    chunk_size=2 * SEGMENT,
                    max_concurrency=2,  # memory stays flat
                )
            else:
                await obstore.put_async(self._store, stored.key, b"")
        return stored

    async def abandon(self, upload: UUID) -> None:
        self.hashes.pop(upload, None)
        await self._remove(_folder(upload))

    async def _remove(self, folder: str) -> None:
        """The mark of the beginning goes last: what is left of it is swept later."""
        keys = [one["path"] async for batch in obstore.list(self._store, folder) for one in batch]
        segments = [key for key in keys if not key.endswith(f"/{_START}")]
        for group in (segments, [key for key in keys if key not in set(segments)]):
            if group:
                await obstore.delete_async(self._store, group)

    async def sweep(self, before: datetime) -> int:
        newest: dict[str, datetime] = {}
        async for batch in obstore.list(self._store, "incoming"):
            for one in batch:
                folder = one["path"].rpartition("/")[0]
                newest[folder] = max(one["last_modified"], newest.get(folder, one["last_modified"]))
        old = [folder for folder, touched in newest.items() if touched < before]
        for folder in old:
            await self._remove(folder)
        return len(old)


def _folder(upload: UUID) -> str:
    return f"incoming/{UUID(str(upload))}"


async def _size(store: Any, key: str) -> int | None:
    try:
        return (await obstore.head_async(store, key))["size"]
    except FileNotFoundError:
        return None
