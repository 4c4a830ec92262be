"""Files by content: streamed in, hashed on the way, kept under their SHA-256 in a folder or an S3 bucket.

Bytes arrive in a spool file of this machine (`start`, `append`, `finish`), so an interrupted upload goes on
where it stopped; finishing moves it, durably, to `sha256/ab/cd…`. The same bytes are stored once.
"""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import os
import re
from collections.abc import AsyncIterable, AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import obstore
from obstore.store import LocalStore, S3Store

from app.kit.errors import N_, Refusal
from app.kit.ids import uuid7

CHUNK: Final = 1024 * 1024
HEAD: Final = 8192
_KEPT_HASHES: Final = 256
_RANGE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)

Gate = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Stored:
    """A finished file: the SHA-256 of its bytes in lower hex, its size, and the key to read it by."""

    sha256: str
    size: int
    key: str


def content_key(sha256: str) -> str:
    """Return where the bytes with this SHA-256 are kept."""
    return f"sha256/{sha256[:2]}/{sha256[2:]}"


class Storage:
    """One place for files: `file://folder` (relative or absolute) or `s3://bucket/prefix`."""

    def __init__(
        self,
        url: str,
        *,
        endpoint: str | None = None,
        key: str | None = None,
        secret: str | None = None,
        region: str = "us-east-1",
        spool: Path | None = None,
    ) -> None:
        scheme, _, place = url.partition("://")
        self._folder: Path | None = None
        self._store: LocalStore | S3Store
        if scheme == "file" and place:
            self._folder = Path(place).absolute()
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._store = LocalStore(self._folder)
            self._spool = spool or self._folder / "incoming"
        elif scheme == "s3" and place:
            bucket, _, prefix = place.partition("/")
            config: dict[str, Any] = {"region": region, "virtual_hosted_style_request": False}
            if endpoint:
                config["endpoint"] = endpoint
            if key and secret:
                config |= {"access_key_id": key, "secret_access_key": secret}
            plain_http = bool(endpoint and endpoint.startswith("http://"))
            self._store = S3Store(
                bucket, prefix=prefix or None, client_options={"allow_http": plain_http}, **config
            )
            self._spool = spool or Path("var/incoming").absolute()
        else:
            msg = f"files are kept under file://folder or s3://bucket/prefix, not {scheme}://"
            raise ValueError(msg)
        self._spool.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._hashes: dict[UUID, tuple[int, Any]] = {}

    # ------------------------------------------------------------ in

    async def write(
        self, chunks: AsyncIterable[bytes], *, limit: int, gate: Gate | None = None
    ) -> Stored:
        """Store a stream of at most `limit` bytes; `gate` sees its first 8 KiB and may refuse it.

        Nothing is kept when it fails. Raises `too_large` (413) and whatever `gate` or the stream raises.
        """
        upload = await self.start()
        try:
            await self.append(upload, 0, chunks, limit=limit, gate=gate)
            return await self.finish(upload)
        except BaseException:
            await asyncio.shield(self.abandon(upload))
            raise

    async def start(self) -> UUID:
        """Begin an upload and return its id."""
        upload = uuid7()
        os.close(os.open(self._part(upload), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        self._hashes[upload] = (0, hashlib.sha256())
        while len(self._hashes) > _KEPT_HASHES:
            del self._hashes[next(iter(self._hashes))]
        return upload

    async def offset(self, upload: UUID) -> int:
        """Return how many bytes of an upload are kept. Raises `upload_unknown` (404)."""
        try:
            return self._part(upload).stat().st_size
        except FileNotFoundError:
            raise _unknown() from None

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
        try:
            descriptor = os.open(self._part(upload), os.O_RDWR | os.O_APPEND)
        except FileNotFoundError:
            raise _unknown() from None
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Refusal("upload_busy", N_("هذا الملف يُرفع الآن من نافذة أخرى.")) from None
            size = os.fstat(descriptor).st_size
            if offset != size:
                sentence = N_("توقّف الرفع عند موضع آخر. أكمل من {offset}.")
                raise Refusal("offset_conflict", sentence, offset=size)
            return await self._receive(upload, descriptor, size, chunks, limit, gate)
        finally:
            os.close(descriptor)

    async def _receive(  # one loop: collect, check, write
        self,
        upload: UUID,
        descriptor: int,
        size: int,
        chunks: AsyncIterable[bytes],
        limit: int,
        gate: Gate | None,
    ) -> int:
        """Write in blocks of a MiB in a thread, one block under way while the next one arrives."""
        known, digest = self._hashes.get(upload, (-1, None))
        if known != size:
            digest = None
        writing: asyncio.Task[None] | None = None
        buffer = bytearray()
        waiting_gate = gate if size == 0 else None
        try:
            async for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise _too_large(limit)
                buffer += chunk
                if waiting_gate is not None and len(buffer) >= HEAD:
                    waiting_gate(bytes(buffer[:HEAD]))
                    waiting_gate = None
                if len(buffer) >= CHUNK:
                    if writing is not None:
                        await _settled(writing)
                    writing = asyncio.create_task(
                        asyncio.to_thread(_add, descriptor, digest, bytes(buffer))
                    )
                    buffer.clear()
            if waiting_gate is not None:
                waiting_gate(bytes(buffer[:HEAD]))
                waiting_gate = None
        finally:
            # A stream that broke off keeps what it brought; a file that was refused keeps nothing new.
            self._hashes.pop(upload, None)
            if writing is not None:
                await _settled(writing)
            if waiting_gate is None and size <= limit:
                last = asyncio.to_thread(_add, descriptor, digest, bytes(buffer))
                await _settled(asyncio.create_task(last))
            kept = os.fstat(descriptor).st_size
            if digest is not None:
                self._hashes[upload] = (kept, digest)
        return kept

    async def finish(self, upload: UUID) -> Stored:
        """Make an upload durable under its content's key. Raises `upload_unknown` (404)."""
        part = self._part(upload)
        size = await self.offset(upload)
        known, digest = self._hashes.pop(upload, (-1, None))
        sha256 = (
            digest.hexdigest() if known == size and digest else await asyncio.to_thread(_hash, part)
        )
        stored = Stored(sha256, size, content_key(sha256))
        if self._folder is not None:
            await asyncio.to_thread(_move, part, self._folder, stored)
        else:
            if await self.stat(stored.key) != size:
                await obstore.put_async(self._store, stored.key, part)
            part.unlink(missing_ok=True)
        return stored

    async def abandon(self, upload: UUID) -> None:
        """Forget an upload and what it brought."""
        self._hashes.pop(upload, None)
        self._part(upload).unlink(missing_ok=True)

    async def sweep(self, before: datetime) -> int:
        """Remove uploads that nobody touched since `before`; return how many."""
        removed = 0
        for part in self._spool.glob("*.part"):
            if part.stat().st_mtime < before.timestamp():
                part.unlink(missing_ok=True)
                removed += 1
        return removed

    def _part(self, upload: UUID) -> Path:
        return self._spool / f"{UUID(str(upload))}.part"

    # ------------------------------------------------------------ out

    async def stat(self, key: str) -> int | None:
        """Return the size of a stored file, or nothing when there is none."""
        try:
            return (await obstore.head_async(self._store, key))["size"]
        except FileNotFoundError:
            return None

    async def get_range(self, key: str, start: int, length: int) -> bytes:
        """Return `length` bytes from `start`. Raises FileNotFoundError."""
        return bytes(await obstore.get_range_async(self._store, key, start=start, length=length))

    async def stream(
        self, key: str, start: int = 0, end: int | None = None
    ) -> AsyncIterator[bytes]:
        """Yield the bytes from `start` up to, not including, `end`, a MiB at most at a time.

        Raises FileNotFoundError before the first block.
        """
        if end is not None and end <= start:
            return
        wanted: Any = {"range": (start, end)} if end is not None else {"range": {"offset": start}}
        found = await obstore.get_async(
            self._store, key, options=wanted if start or end is not None else None
        )
        async for block in found.stream(min_chunk_size=CHUNK):
            yield bytes(block)

    async def copy(self, source: str, target: str) -> None:
        """Copy a stored file to another key. Raises FileNotFoundError."""
        await obstore.copy_async(self._store, source, target)

    async def list(self, prefix: str = "sha256") -> AsyncIterator[tuple[str, int]]:
        """Yield key and size of every stored file under a prefix."""
        async for batch in obstore.list(self._store, prefix):
            for one in batch:
                yield one["path"], one["size"]

    async def delete(self, key: str) -> None:
        """Remove a stored file; a missing one is no error."""
        try:
            await obstore.delete_async(self._store, key)
        except FileNotFoundError:
            return


async def _settled(writing: asyncio.Task[None]) -> None:
    """Wait until a thread has written its block, even when cancelled: its file must not be closed before."""
    cancelled: asyncio.CancelledError | None = None
    while not writing.done():
        try:
            await asyncio.wait({writing})
        except asyncio.CancelledError as error:
            cancelled = error
    writing.result()
    if cancelled is not None:
        raise cancelled


def _unknown() -> Refusal:
    return Refusal("upload_unknown", N_("لا رفع بهذا المعرّف. ابدأ رفع الملف من جديد."), status=404)


def _too_large(limit: int) -> Refusal:
    return Refusal(
        "too_large",
        N_("الملف أكبر من الحد المسموح ({limit_mb} م.ب)."),
        status=413,
        limit=limit,
        limit_mb=round(limit / 1024 / 1024, 1) if limit % (1024 * 1024) else limit // (1024 * 1024),
    )


def _add(descriptor: int, digest: Any, block: bytes) -> None:
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


def byte_range(header: str | None, size: int) -> tuple[int, int] | None:
    """Return the (start, end) that a `Range` header asks of `size` bytes; nothing when the whole is meant.

    More than one range, or a unit that is not bytes, is answered whole. Raises `range_unsatisfiable` (416).
    """
    found = _RANGE.fullmatch(header.strip()) if header else None
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        start, end = max(size - int(last), 0), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return None
    if start >= end:
        raise Refusal(
            "range_unsatisfiable",
            N_("الجزء المطلوب خارج الملف."),
            status=416,
            headers={"Content-Range": f"bytes */{size}"},
        )
    return start, end
