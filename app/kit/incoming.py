"""Files on their way in: received block by block, hashed as they come, resumable where they stopped.

An upload's bytes lie in one spool file of this machine (`FolderIncoming`), or, with a bucket, as small
objects of the bucket itself (`BucketIncoming`), so that any node can go on with what another received.
An offset that was answered is durable: the folder is synced, the bucket has said so. Why our own and not
tuspyserver's core: docs/decisions/0007.
"""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import os
from abc import ABC, abstractmethod
from collections.abc import AsyncIterable, AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import obstore
from obstore.exceptions import AlreadyExistsError
from obstore.store import S3Store

from app.kit.errors import N_, Refusal
from app.kit.ids import uuid7

CHUNK: Final = 1024 * 1024
SEGMENT: Final = 4 * CHUNK  # one object of a bucket's upload
HEAD: Final = 8192
_KEPT_HASHES: Final = 256
_START: Final = "start"

Gate = Callable[[bytes], object]
Store = Callable[[int, bytes], Any]  # (offset, block) → awaitable


@dataclass(frozen=True, slots=True)
class Stored:
    """A finished file: the SHA-256 of its bytes in lower hex, its size, and the key to read it by."""

    sha256: str
    size: int
    key: str


def content_key(sha256: str) -> str:
    """Return where the bytes with this SHA-256 are kept."""
    return f"sha256/{sha256[:2]}/{sha256[2:]}"


def too_large(limit: int) -> Refusal:
    """A file of more bytes than `limit`, told in mebibytes."""
    mebibytes = limit / 1024 / 1024
    return Refusal(
        "too_large",
        N_("الملف أكبر من الحد المسموح ({limit_mb} م.ب)."),
        status=413,
        limit=limit,
        limit_mb=int(mebibytes) if mebibytes.is_integer() else round(mebibytes, 1),
    )


class _Digest:
    """A SHA-256 that knows how many bytes it has seen: it counts only if they are all that is kept."""

    __slots__ = ("fed", "sha")

    def __init__(self) -> None:
        self.fed = 0
        self.sha = hashlib.sha256()

    def update(self, block: bytes) -> None:
        self.sha.update(block)
        self.fed += len(block)


class Incoming(ABC):
    """What both kinds of place share: the loop that receives, and the hashes under way."""

    block: int = CHUNK

    def __init__(self) -> None:
        self.hashes: dict[UUID, _Digest] = {}

    @abstractmethod
    async def start(self, upload: UUID | None = None) -> UUID:
        """Begin an upload, under this id if one is given; what was there under it is forgotten."""

    @abstractmethod
    async def offset(self, upload: UUID) -> int:
        """Return how many bytes of an upload are kept. Raises `upload_unknown` (404)."""

    @abstractmethod
    async def finish(self, upload: UUID) -> Stored:
        """Put an upload at its content's key, durably. Raises `upload_unknown` (404)."""

    @abstractmethod
    async def abandon(self, upload: UUID) -> None:
        """Forget an upload and what it brought."""

    @abstractmethod
    async def sweep(self, before: datetime) -> int:
        """Remove uploads that nobody touched since `before`; return how many."""

    async def sync(self, upload: UUID) -> None:  # noqa: B027 -- a bucket's answer is its promise
        """Make what arrived survive a power cut: an offset that was told is a promise."""

    @abstractmethod
    def _opened(
        self, upload: UUID, digest: _Digest | None
    ) -> AbstractAsyncContextManager[tuple[int, Store]]:
        """Hold an upload alone: its offset, and how a block is stored (and hashed)."""

    async def append(
        self,
        upload: UUID,
        offset: int,
        chunks: AsyncIterable[bytes],
        *,
        limit: int,
        gate: Gate | None = None,
    ) -> int:
        """Add a stream at `offset` and return the new offset; what arrived before a failure is kept.

        `limit` is for the whole upload; `gate` sees the first bytes of the file. Raises `upload_unknown`
        (404), `upload_busy` (409), `offset_conflict` (409 with `offset`), `too_large` (413).
        """
        digest = self.hashes.get(upload)
        if digest is None or digest.fed != offset:
            digest = _Digest() if offset == 0 else None
        async with self._opened(upload, digest) as (size, store):
            if offset != size:
                sentence = N_("توقّف الرفع عند موضع آخر. أكمل من {offset}.")
                raise Refusal("offset_conflict", sentence, offset=size)
            self.hashes.pop(upload, None)
            try:
                await self._receive(size, chunks, store, limit, gate)
            finally:
                kept = await self.offset(upload)
                if digest is not None and digest.fed == kept:
                    self.hashes[upload] = digest
                    while len(self.hashes) > _KEPT_HASHES:
                        del self.hashes[next(iter(self.hashes))]
        return kept

    async def _receive(
        self,
        size: int,
        chunks: AsyncIterable[bytes],
        store: Store,
        limit: int,
        gate: Gate | None,
    ) -> None:
        """Store blocks, one under way while the next one arrives."""
        writing: asyncio.Task[None] | None = None
        stored = size
        buffer = bytearray()
        waiting_gate = gate if size == 0 else None
        try:
            async for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise too_large(limit)
                buffer += chunk
                if waiting_gate is not None and len(buffer) >= HEAD:
                    waiting_gate(bytes(buffer[:HEAD]))
                    waiting_gate = None
                while len(buffer) >= self.block:
                    if writing is not None:
                        await settled(writing)
                    block = bytes(buffer[: self.block])
                    del buffer[: self.block]
                    writing = asyncio.create_task(store(stored, block))
                    stored += len(block)
            if waiting_gate is not None:
                waiting_gate(bytes(buffer[:HEAD]))
                waiting_gate = None
        finally:
            # A stream that broke off keeps what it brought; a file that was refused keeps nothing new.
            if writing is not None:
                await settled(writing)
            if buffer and waiting_gate is None and size <= limit:
                await settled(asyncio.create_task(store(stored, bytes(buffer))))

    def _digest(self, upload: UUID, size: int) -> str | None:
        digest = self.hashes.pop(upload, None)
        return digest.sha.hexdigest() if digest is not None and digest.fed == size else None


class FolderIncoming(Incoming):
    """Uploads in `spool`, moved into `folder` when they are whole."""

    def __init__(self, spool: Path, folder: Path) -> None:
        super().__init__()
        self._spool, self._folder = spool, folder
        spool.mkdir(mode=0o700, parents=True, exist_ok=True)

    def part(self, upload: UUID) -> Path:
        """Where an upload's bytes lie until it is finished."""
        return self._spool / f"{UUID(str(upload))}.part"

    async def start(self, upload: UUID | None = None) -> UUID:
        made = upload or uuid7()
        flags = os.O_CREAT | os.O_WRONLY | (os.O_TRUNC if upload else os.O_EXCL)
        os.close(os.open(self.part(made), flags, 0o600))
        self.hashes.pop(made, None)
        return made

    async def offset(self, upload: UUID) -> int:
        try:
            return self.part(upload).stat().st_size
        except FileNotFoundError:
            raise unknown_upload() from None

    @asynccontextmanager
    async def _opened(
        self, upload: UUID, digest: _Digest | None
    ) -> AsyncIterator[tuple[int, Store]]:
        try:
            descriptor = os.open(self.part(upload), os.O_RDWR | os.O_APPEND)
        except FileNotFoundError:
            raise unknown_upload() from None

        async def store(_offset: int, block: bytes) -> None:
            await asyncio.to_thread(_add, descriptor, digest, block)

        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise _busy() from None
            yield os.fstat(descriptor).st_size, store
        finally:
            os.close(descriptor)

    async def sync(self, upload: UUID) -> None:
        await asyncio.to_thread(_sync, self.part(upload))

    async def finish(self, upload: UUID) -> Stored:
        part = self.part(upload)
        size = await self.offset(upload)
        sha256 = self._digest(upload, size)
        if sha256 is None:
            sha256 = await asyncio.to_thread(_hash, part)
        stored = Stored(sha256, size, content_key(sha256))
        await asyncio.to_thread(_move, part, self._folder, stored)
        return stored

    async def abandon(self, upload: UUID) -> None:
        self.hashes.pop(upload, None)
        self.part(upload).unlink(missing_ok=True)

    async def sweep(self, before: datetime) -> int:
        removed = 0
        for part in self._spool.glob("*.part"):
            if part.stat().st_mtime < before.timestamp():
                part.unlink(missing_ok=True)
                removed += 1
        return removed


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
        self, upload: UUID, digest: _Digest | None
    ) -> AsyncIterator[tuple[int, Store]]:
        if upload in self._held:
            raise _busy()
        self._held.add(upload)

        async def store(offset: int, block: bytes) -> None:
            key = f"{_folder(upload)}/{offset:015d}"
            try:
                await obstore.put_async(self._store, key, block, mode="create", use_multipart=False)
            except AlreadyExistsError:  # another node received the same upload meanwhile
                raise _busy() from None
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
                    max_concurrency=2,
                )
            else:
                await obstore.put_async(self._store, stored.key, b"")
        await self.abandon(upload)
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


async def settled(writing: asyncio.Task[None]) -> None:
    """Wait until a block is written, even when cancelled: its file must not be closed before."""
    cancelled: asyncio.CancelledError | None = None
    while not writing.done():
        try:
            await asyncio.wait({writing})
        except asyncio.CancelledError as error:
            cancelled = error
    writing.result()
    if cancelled is not None:
        raise cancelled


def unknown_upload() -> Refusal:
    """No upload by this id: it was finished, given up or forgotten."""
    return Refusal("upload_unknown", N_("لا رفع بهذا المعرّف. ابدأ رفع الملف من جديد."), status=404)


def _busy() -> Refusal:
    return Refusal("upload_busy", N_("هذا الملف يُرفع الآن من نافذة أخرى."))


def _add(descriptor: int, digest: _Digest | None, block: bytes) -> None:
    """Write a block and hash what was written; both leave the interpreter's lock."""
    view = memoryview(block)
    while view:
        view = view[os.write(descriptor, view) :]
    if digest is not None:
        digest.update(block)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _move(part: Path, folder: Path, stored: Stored) -> None:
    """Put a spool file at its address: bytes to disk, then the name, then the folders that hold it."""
    target = folder / stored.key
    _sync(part)
    if target.exists() and target.stat().st_size == stored.size:
        part.unlink()
        return
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part.chmod(0o400)
    part.replace(target)
    for place in (target.parent, target.parent.parent, folder):
        _sync(place)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
