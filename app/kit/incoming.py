"""Files on their way in: received block by block, hashed as they come, resumable where they stopped.

An upload's bytes lie in one spool file of this machine (`FolderIncoming`), or, with a bucket, as small
objects of the bucket itself (`bucket.py`), so that any node can go on with what another received.
An offset that was answered is durable: the folder is synced, the bucket has said so. Why our own and not
tuspyserver's core: docs/decisions/0013.
"""

from __future__ import annotations

import asyncio
import errno
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

from obstore.exceptions import BaseError

from app.kit.errors import N_, Refusal
from app.kit.ids import uuid7

CHUNK: Final = 1024 * 1024
HEAD: Final = 8192
_KEPT_HASHES: Final = 256

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


class Digest:
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

    block: int = 2 * CHUNK  # stored and hashed at once, outside the loop

    def __init__(self) -> None:
        self.hashes: dict[UUID, Digest] = {}

    @abstractmethod
    async def start(self, upload: UUID | None = None) -> UUID:
        """Begin an upload, under this id if one is given; what was there under it is forgotten."""

    @abstractmethod
    async def offset(self, upload: UUID) -> int:
        """Return how many bytes of an upload are kept. Raises `upload_unknown` (404)."""

    @abstractmethod
    async def finish(self, upload: UUID) -> Stored:
        """Put an upload at its content's key, durably; again is harmless until it is abandoned.

        Raises `upload_unknown` (404).
        """

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
        self, upload: UUID, digest: Digest | None
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
        (404), `upload_busy` (423), `offset_conflict` (409 with `offset`), `too_large` (413).
        """
        digest = self.hashes.get(upload)
        if digest is None or digest.fed != offset:
            digest = Digest() if offset == 0 else None
        async with told(), self._opened(upload, digest) as (size, store):
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
        stored, held = size, 0
        pieces: list[bytes] = []
        waiting_gate = gate if size == 0 else None
        try:
            async for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise too_large(limit)
                pieces.append(chunk)
                held += len(chunk)
                if waiting_gate is not None and held >= HEAD:
                    waiting_gate(b"".join(pieces)[:HEAD])
                    waiting_gate = None
                if held >= self.block:
                    if writing is not None:
                        await settled(writing)
                    writing = asyncio.create_task(store(stored, b"".join(pieces)))
                    stored += held
                    pieces, held = [], 0
            if waiting_gate is not None:
                waiting_gate(b"".join(pieces)[:HEAD])
                waiting_gate = None
        finally:
            # A stream that broke off keeps what it brought; a file that was refused keeps nothing new.
            if writing is not None:
                await settled(writing)
            if held and waiting_gate is None and size <= limit:
                await settled(asyncio.create_task(store(stored, b"".join(pieces))))

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
        self, upload: UUID, digest: Digest | None
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
                raise busy() from None
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
        await asyncio.to_thread(_place, part, self._folder, stored)
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


@asynccontextmanager
async def told() -> AsyncIterator[None]:
    """A full or absent store as a refusal that says what to do: `storage_full` (507), `storage_away` (503)."""
    try:
        yield
    except OSError as error:
        if isinstance(error, ConnectionError | TimeoutError):
            raise  # the sender's line broke, or the work took too long
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise Refusal(
                "storage_full",
                N_("امتلأ مخزن الملفات فتوقّف الرفع. أبلغ المنظّم، ثم أكمل الرفع لاحقًا."),
                status=507,
            ) from error
        raise away() from error
    except BaseError as error:
        raise away() from error


def away() -> Refusal:
    """The place where files are kept does not answer."""
    return Refusal(
        "storage_away",
        N_("تعذّر الوصول إلى مخزن الملفات. لم يضع شيء؛ أعد المحاولة بعد قليل."),
        status=503,
        headers={"Retry-After": "30"},
    )


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


def busy() -> Refusal:
    """Somebody else is sending the same upload."""
    return Refusal("upload_busy", N_("هذا الملف يُرفع الآن من نافذة أخرى."), status=423)


def _add(descriptor: int, digest: Digest | None, block: bytes) -> None:
    """Write a block and hash what was written; both leave the interpreter's lock."""
    view = memoryview(block)
    while view:
        view = view[os.write(descriptor, view) :]
    if digest is not None:
        digest.update(block)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _place(part: Path, folder: Path, stored: Stored) -> None:
    """Put a spool file at its address: bytes to disk, then the name, then the folders that hold it."""
    target = folder / stored.key
    _sync(part)
    if target.exists() and target.stat().st_size == stored.size:
        return
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.unlink(missing_ok=True)  # a cut file is mended
    target.hardlink_to(part)
    target.chmod(0o400)
    for place in (target.parent, target.parent.parent, folder):
        _sync(place)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
