"""Files by content: streamed in, hashed on the way, kept under their SHA-256 in a folder or an S3 bucket.

What arrives is received by `incoming.py`; finishing puts it, durably, at `sha256/ab/cd…`. The same bytes
are stored once.
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from collections.abc import AsyncIterable, AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, Final

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from app.kit.bucket import BucketIncoming
from app.kit.errors import N_, Refusal
from app.kit.incoming import (
    CHUNK,
    FolderIncoming,
    Gate,
    Incoming,
    Stored,
    away,
    content_key,
    told,
)

__all__ = ["Storage", "Stored", "byte_range", "content_key"]

_RANGE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)


class Storage:
    """One place for files: `file://folder` (relative or absolute) or `s3://bucket/prefix`.

    `incoming` receives uploads. `temporary` is where a bucket's files are brought to be read whole.
    """

    def __init__(
        self,
        url: str,
        *,
        endpoint: str | None = None,
        key: str | None = None,
        secret: str | None = None,
        region: str = "us-east-1",
        temporary: Path | None = None,
    ) -> None:
        scheme, _, place = url.partition("://")
        self._folder: Path | None = None
        self._temporary = temporary
        self._store: LocalStore | S3Store
        self.incoming: Incoming
        if scheme == "file" and place:
            self._folder = Path(place).absolute()
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._store = LocalStore(self._folder)
            self.incoming = FolderIncoming(self._folder / "incoming", self._folder)
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
            self.incoming = BucketIncoming(self._store)
        else:
            msg = f"files are kept under file://folder or s3://bucket/prefix, not {scheme}://"
            raise ValueError(msg)

    # ------------------------------------------------------------ in

    async def write(
        self, chunks: AsyncIterable[bytes], *, limit: int, gate: Gate | None = None
    ) -> Stored:
        """Store a stream of at most `limit` bytes; `gate` sees its first 8 KiB and may refuse it.

        Nothing is kept when it fails. Raises `too_large` (413), `storage_full` (507), `storage_away` (503)
        and whatever `gate` or the stream raises.
        """
        async with told():
            upload = await self.incoming.start()
            try:
                await self.incoming.append(upload, 0, chunks, limit=limit, gate=gate)
                return await self.incoming.finish(upload)
            finally:
                await asyncio.shield(self.incoming.abandon(upload))

    async def keep(self, path: Path) -> Stored:
        """Store a file of this machine; it stays where it is."""

        async def blocks() -> AsyncIterator[bytes]:
            with path.open("rb") as file:
                while block := await asyncio.to_thread(file.read, CHUNK):
                    yield block

        return await self.write(blocks(), limit=2**62)

    # ------------------------------------------------------------ out

    @asynccontextmanager
    async def as_file(self, key: str) -> AsyncIterator[Path]:
        """A stored file as a path to read, brought here if it lies in a bucket. Raises FileNotFoundError."""
        if self._folder is not None:
            path = self._folder / key
            if not path.is_file():
                raise FileNotFoundError(key)
            yield path
            return
        if self._temporary is not None:
            self._temporary.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, name = await asyncio.to_thread(tempfile.mkstemp, dir=self._temporary)
        try:
            with os.fdopen(descriptor, "wb") as file:
                async for block in self.stream(key):
                    await asyncio.to_thread(file.write, block)
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)  # noqa: ASYNC240 -- one quick call

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """A file that is missing is FileNotFoundError; a place that does not answer is `storage_away` (503)."""
        try:
            yield
        except FileNotFoundError:
            if self._folder is None or self._folder.is_dir():
                raise
            raise away() from None
        except BaseError as error:
            raise away() from error

    async def stat(self, key: str) -> int | None:
        """Return the size of a stored file, or nothing when there is none. Raises `storage_away` (503)."""
        try:
            with self._reading():
                return (await obstore.head_async(self._store, key))["size"]
        except FileNotFoundError:
            return None

    async def check_here(self) -> None:
        """Ask the place for something that need not be there. Raises `storage_away` (503)."""
        await self.stat("ready")

    async def get_range(self, key: str, start: int, length: int) -> bytes:
        """Return `length` bytes from `start`. Raises FileNotFoundError and `storage_away` (503)."""
        with self._reading():
            got = await obstore.get_range_async(self._store, key, start=start, length=length)
        return bytes(got)

    async def stream(
        self, key: str, start: int = 0, end: int | None = None
    ) -> AsyncIterator[bytes]:
        """Yield the bytes from `start` up to, not including, `end`, a MiB at most at a time.

        Raises FileNotFoundError and `storage_away` (503) before the first block.
        """
        if end is not None and end <= start:
            return
        wanted: Any = {"range": (start, end)} if end is not None else {"range": {"offset": start}}
        with self._reading():
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
