"""Storage: streamed, hashed and durable; limits hold while bytes arrive; uploads go on where they stopped."""

from __future__ import annotations

import asyncio
import hashlib
import os
import stat
import tracemalloc
from collections.abc import AsyncIterator, Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import pytest

from app.kit import storage as module
from app.kit.errors import Refusal
from app.kit.storage import CHUNK, Storage, Stored, byte_range, content_key

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


async def pieces(
    data: bytes, size: int = 65_536, *, fail: Exception | None = None
) -> AsyncIterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]
    if fail is not None:
        raise fail


@pytest.fixture
def store(tmp_path: Path) -> Storage:
    return Storage(f"file://{tmp_path / 'files'}")


def incoming(tmp_path: Path) -> list[str]:
    return [path.name for path in (tmp_path / "files" / "incoming").iterdir()]


async def whole(store: Storage, key: str, start: int = 0, end: int | None = None) -> bytes:
    return b"".join([block async for block in store.stream(key, start, end)])


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 17])
def test_what_is_written_is_read_back_by_its_hash(
    store: Storage, tmp_path: Path, size: int
) -> None:
    data = os.urandom(size)
    stored = run(store.write(pieces(data), limit=size))
    sha256 = hashlib.sha256(data).hexdigest()
    assert stored == Stored(sha256, size, f"sha256/{sha256[:2]}/{sha256[2:]}")
    path = tmp_path / "files" / stored.key
    assert path.read_bytes() == data
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert run(store.stat(stored.key)) == size
    assert run(whole(store, stored.key)) == data
    assert incoming(tmp_path) == []


def test_ranges(store: Storage) -> None:
    data = os.urandom(3 * CHUNK)
    key = run(store.write(pieces(data), limit=len(data))).key
    assert run(store.get_range(key, 5, 10)) == data[5:15]
    assert run(whole(store, key, CHUNK - 3)) == data[CHUNK - 3 :]
    assert run(whole(store, key, 7, 2 * CHUNK)) == data[7 : 2 * CHUNK]
    assert run(whole(store, key, 7, 7)) == b""


def test_the_same_bytes_are_stored_once(store: Storage, tmp_path: Path) -> None:
    first = run(store.write(pieces(b"same"), limit=9))
    inode = (tmp_path / "files" / first.key).stat().st_ino
    assert run(store.write(pieces(b"same"), limit=9)) == first
    assert (tmp_path / "files" / first.key).stat().st_ino == inode
    assert incoming(tmp_path) == []


def test_a_cut_file_is_mended_by_the_next_upload(store: Storage, tmp_path: Path) -> None:
    stored = run(store.write(pieces(b"whole"), limit=9))
    path = tmp_path / "files" / stored.key
    path.chmod(0o600)
    path.write_bytes(b"wh")
    run(store.write(pieces(b"whole"), limit=9))
    assert path.read_bytes() == b"whole"


@pytest.mark.parametrize("size", [1001, 5 * CHUNK])
def test_the_limit_holds_while_bytes_arrive(store: Storage, tmp_path: Path, size: int) -> None:
    asked = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal asked
        while True:
            asked += 1
            yield bytes(1000)

    with pytest.raises(Refusal) as refused:
        run(store.write(endless(), limit=size - 1))
    assert (refused.value.code, refused.value.status) == ("too_large", 413)
    assert refused.value.facts["limit"] == size - 1
    assert asked == (size - 1) // 1000 + 1
    assert incoming(tmp_path) == []


def test_a_broken_stream_leaves_nothing(store: Storage, tmp_path: Path) -> None:
    with pytest.raises(ConnectionResetError):
        run(store.write(pieces(bytes(3 * CHUNK), fail=ConnectionResetError()), limit=10 * CHUNK))
    assert incoming(tmp_path) == []


def test_a_cancelled_upload_leaves_nothing(store: Storage, tmp_path: Path) -> None:
    async def cancel() -> None:
        started = asyncio.Event()

        async def slow() -> AsyncIterator[bytes]:
            yield bytes(2 * CHUNK)
            started.set()
            await asyncio.sleep(60)

        task = asyncio.create_task(store.write(slow(), limit=10 * CHUNK))
        await started.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    run(cancel())
    assert incoming(tmp_path) == []


def test_the_gate_sees_the_first_bytes_before_anything_is_written(
    store: Storage, tmp_path: Path
) -> None:
    seen: list[bytes] = []
    data = os.urandom(20_000)
    run(store.write(pieces(data, 1000), limit=CHUNK, gate=seen.append))
    run(store.write(pieces(b"tiny"), limit=CHUNK, gate=seen.append))
    run(store.write(pieces(b""), limit=CHUNK, gate=seen.append))
    assert seen == [data[:8192], b"tiny", b""]

    def refuse(_: bytes) -> None:
        raise Refusal("file_mismatch", "لا", status=415)

    with pytest.raises(Refusal, match="file_mismatch"):
        run(store.write(pieces(data), limit=CHUNK, gate=refuse))
    assert incoming(tmp_path) == []


def test_an_upload_goes_on_where_it_stopped(store: Storage, tmp_path: Path) -> None:
    data = os.urandom(3 * CHUNK + 5)

    async def resume() -> Stored:
        upload = await store.start()
        with pytest.raises(ConnectionResetError):
            await store.append(
                upload, 0, pieces(data[: CHUNK + 9], fail=ConnectionResetError()), limit=len(data)
            )
        kept = await store.offset(upload)
        assert kept == CHUNK + 9
        # Another process knows the file only: it hashes it again.
        other = Storage(f"file://{tmp_path / 'files'}")
        kept = await other.append(upload, kept, pieces(data[kept : 2 * CHUNK]), limit=len(data))
        assert kept == 2 * CHUNK
        assert await store.append(upload, kept, pieces(data[kept:]), limit=len(data)) == len(data)
        return await store.finish(upload)

    assert run(resume()).sha256 == hashlib.sha256(data).hexdigest()


def test_a_wrong_offset_says_the_right_one(store: Storage) -> None:
    async def wrong() -> None:
        upload = await store.start()
        await store.append(upload, 0, pieces(b"abc"), limit=9)
        for offset in (0, 2, 4):
            with pytest.raises(Refusal) as refused:
                await store.append(upload, offset, pieces(b"d"), limit=9)
            assert (refused.value.code, refused.value.facts) == ("offset_conflict", {"offset": 3})
        with pytest.raises(Refusal, match="too_large"):
            await store.append(upload, 3, pieces(b"1234567"), limit=9)
        await store.abandon(upload)
        await store.abandon(upload)
        for act in (
            store.offset(upload),
            store.finish(upload),
            store.append(upload, 0, pieces(b""), limit=9),
        ):
            with pytest.raises(Refusal) as refused:
                await act
            assert (refused.value.code, refused.value.status) == ("upload_unknown", 404)

    run(wrong())


def test_two_windows_do_not_write_one_upload(store: Storage) -> None:
    async def both() -> None:
        upload = await store.start()
        started, release = asyncio.Event(), asyncio.Event()

        async def slow() -> AsyncIterator[bytes]:
            yield b"a"
            started.set()
            await release.wait()

        first = asyncio.create_task(store.append(upload, 0, slow(), limit=9))
        await started.wait()
        with pytest.raises(Refusal) as refused:
            await store.append(upload, 0, pieces(b"b"), limit=9)
        assert (refused.value.code, refused.value.status) == ("upload_busy", 409)
        release.set()
        assert await first == 1

    run(both())


def test_a_full_disk_keeps_no_false_hash(store: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    data = os.urandom(2 * CHUNK)

    def half(descriptor: int, _digest: Any, block: bytes) -> None:
        os.write(descriptor, block[:100])
        raise OSError(28, "no space left")

    async def fill() -> Stored:
        upload = await store.start()
        with monkeypatch.context() as patch:
            patch.setattr(module, "_add", half)
            with pytest.raises(OSError, match="no space"):
                await store.append(upload, 0, pieces(data), limit=len(data))
        kept = await store.offset(upload)
        assert kept == 100
        await store.append(upload, kept, pieces(data[kept:]), limit=len(data))
        return await store.finish(upload)

    assert run(fill()).sha256 == hashlib.sha256(data).hexdigest()


def test_forgotten_uploads_are_swept(store: Storage, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    old, new = run(store.start()), run(store.start())
    long_ago = (now - timedelta(days=3)).timestamp()
    os.utime(tmp_path / "files" / "incoming" / f"{old}.part", (long_ago, long_ago))
    assert run(store.sweep(now - timedelta(days=2))) == 1
    assert incoming(tmp_path) == [f"{new}.part"]


def test_few_hashes_are_kept_in_memory(store: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_KEPT_HASHES", 2)

    async def many() -> Stored:
        uploads = [await store.start() for _ in range(4)]
        assert len(store._hashes) == 2
        await store.append(uploads[0], 0, pieces(b"abc"), limit=9)
        return await store.finish(uploads[0])

    assert run(many()).sha256 == hashlib.sha256(b"abc").hexdigest()


def test_copy_list_delete(store: Storage) -> None:
    async def acts() -> None:
        stored = await store.write(pieces(b"abc"), limit=9)
        await store.copy(stored.key, "clean/abc")
        assert [one async for one in store.list()] == [(stored.key, 3)]
        assert [one async for one in store.list("clean")] == [("clean/abc", 3)]
        await store.delete(stored.key)
        await store.delete(stored.key)
        assert await store.stat(stored.key) is None
        with pytest.raises(FileNotFoundError):
            await store.get_range(stored.key, 0, 1)
        with pytest.raises(FileNotFoundError):
            await whole(store, stored.key)
        assert await whole(store, "clean/abc") == b"abc"

    run(acts())


@pytest.mark.parametrize("key", ["../../etc/passwd", "/etc/passwd", "sha256/../../x"])
def test_a_key_does_not_leave_the_folder(store: Storage, key: str) -> None:
    with pytest.raises(Exception):  # noqa: B017 -- whatever it is, no file is read
        run(store.get_range(key, 0, 1))


def test_memory_stays_flat(store: Storage) -> None:
    block = os.urandom(65_536)

    async def long() -> AsyncIterator[bytes]:
        for _ in range(1024):  # 64 MiB
            yield block

    async def there_and_back() -> None:
        stored = await store.write(long(), limit=2**30)
        async for _ in store.stream(stored.key):
            pass

    tracemalloc.start()
    run(there_and_back())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * CHUNK


def test_urls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    stored = run(Storage("file://var/files").write(pieces(b"x"), limit=9))
    assert (tmp_path / "var" / "files" / stored.key).exists()
    for url in ("ftp://x", "file://", "s3://", "var/files"):
        with pytest.raises(ValueError, match="files are kept"):
            Storage(url)


def test_s3_takes_the_same_calls(tmp_path: Path) -> None:
    moto = pytest.importorskip("moto.server", reason="moto[server] is not installed")
    server = moto.ThreadedMotoServer(port=0, verbose=False)
    server.start()
    try:
        import urllib.request

        host, port = server.get_host_and_port()
        endpoint = f"http://{host}:{port}"
        urllib.request.urlopen(urllib.request.Request(f"{endpoint}/bucket", method="PUT")).close()
        options = {"endpoint": endpoint, "key": "k", "secret": "s"}
        store = Storage("s3://bucket/some/prefix", spool=tmp_path / "spool", **options)
        data = os.urandom(12 * CHUNK)

        async def acts() -> None:
            stored = await store.write(pieces(data), limit=len(data))
            assert stored.key == content_key(hashlib.sha256(data).hexdigest())
            assert await store.write(pieces(data), limit=len(data)) == stored
            assert await store.stat(stored.key) == len(data)
            assert await whole(store, stored.key, 5, CHUNK) == data[5:CHUNK]
            assert [one async for one in store.list()] == [(stored.key, len(data))]
            await store.delete(stored.key)
            assert await store.stat(stored.key) is None

        run(acts())
        assert list((tmp_path / "spool").iterdir()) == []
    finally:
        server.stop()


def test_an_unknown_upload_id_is_no_path(store: Storage) -> None:
    with pytest.raises(ValueError, match="badly formed"):
        store._part("../../x")  # type: ignore[arg-type]
    with pytest.raises(Refusal):
        run(store.offset(uuid4()))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, None),
        ("", None),
        ("bytes=0-", (0, 100)),
        ("bytes=0-0", (0, 1)),
        ("bytes=10-19", (10, 20)),
        ("bytes=90-1000", (90, 100)),
        ("bytes=-10", (90, 100)),
        ("bytes=-1000", (0, 100)),
        ("bytes=5-3", None),
        ("bytes=-", None),
        ("bytes=0-1,5-6", None),
        ("items=0-1", None),
        ("bytes=a-b", None),
        ("bytes=٣-٤", None),
    ],
)
def test_byte_range(header: str | None, expected: tuple[int, int] | None) -> None:
    assert byte_range(header, 100) == expected


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=500-600", "bytes=-0"])
def test_a_range_outside_is_a_416(header: str) -> None:
    with pytest.raises(Refusal) as refused:
        byte_range(header, 100)
    assert (refused.value.status, refused.value.headers) == (416, {"Content-Range": "bytes */100"})
