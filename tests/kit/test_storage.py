"""Storage: streamed, hashed and durable; limits hold while bytes arrive; uploads go on where they stopped."""

from __future__ import annotations

import asyncio
import hashlib
import os
import stat
import time
import tracemalloc
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4

import pytest

from app.kit import incoming as module
from app.kit.errors import Refusal
from app.kit.incoming import CHUNK
from app.kit.storage import Storage, Stored, byte_range
from tests.harness.s3 import s3_server

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


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with s3_server() as address:
        yield address


Open = Callable[[], Storage]


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Opens one and the same place again and again, as another process would."""
    if request.param == "folder":
        return lambda: Storage(f"file://{tmp_path / 'files'}")
    address, prefix = request.getfixturevalue("endpoint"), uuid4()
    return lambda: Storage(
        f"s3://bucket/{prefix}", endpoint=address, key="k", secret="s", temporary=tmp_path
    )


@pytest.fixture
def store(place: Open) -> Storage:
    return place()


@pytest.fixture
def folder(tmp_path: Path) -> Storage:
    return Storage(f"file://{tmp_path / 'files'}")


def incoming(store: Storage) -> list[str]:
    """What lies there of unfinished uploads."""

    async def listed() -> list[str]:
        return sorted([key async for key, _ in store.list("incoming")])

    return run(listed())


async def whole(store: Storage, key: str, start: int = 0, end: int | None = None) -> bytes:
    return b"".join([block async for block in store.stream(key, start, end)])


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 17])
def test_what_is_written_is_read_back_by_its_hash(store: Storage, size: int) -> None:
    data = os.urandom(size)
    stored = run(store.write(pieces(data), limit=size))
    sha256 = hashlib.sha256(data).hexdigest()
    assert stored == Stored(sha256, size, f"sha256/{sha256[:2]}/{sha256[2:]}")
    assert run(store.stat(stored.key)) == size
    assert run(whole(store, stored.key)) == data
    assert incoming(store) == []


def test_ranges(store: Storage) -> None:
    data = os.urandom(3 * CHUNK)
    key = run(store.write(pieces(data), limit=len(data))).key
    assert run(store.get_range(key, 5, 10)) == data[5:15]
    assert run(whole(store, key, CHUNK - 3)) == data[CHUNK - 3 :]
    assert run(whole(store, key, 7, 2 * CHUNK)) == data[7 : 2 * CHUNK]
    assert run(whole(store, key, 7, 7)) == b""


def test_the_same_bytes_are_stored_once(folder: Storage, tmp_path: Path) -> None:
    first = run(folder.write(pieces(b"same"), limit=9))
    path = tmp_path / "files" / first.key
    inode = path.stat().st_ino
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert run(folder.write(pieces(b"same"), limit=9)) == first
    assert path.stat().st_ino == inode
    assert incoming(folder) == []


def test_a_cut_file_is_mended_by_the_next_upload(folder: Storage, tmp_path: Path) -> None:
    stored = run(folder.write(pieces(b"whole"), limit=9))
    path = tmp_path / "files" / stored.key
    path.chmod(0o600)
    path.write_bytes(b"wh")
    run(folder.write(pieces(b"whole"), limit=9))
    assert path.read_bytes() == b"whole"


@pytest.mark.parametrize("size", [1001, 5 * CHUNK])
def test_the_limit_holds_while_bytes_arrive(store: Storage, size: int) -> None:
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
    assert incoming(store) == []


def test_a_broken_stream_leaves_nothing(store: Storage) -> None:
    with pytest.raises(ConnectionResetError):
        run(store.write(pieces(bytes(3 * CHUNK), fail=ConnectionResetError()), limit=10 * CHUNK))
    assert incoming(store) == []


def test_a_cancelled_upload_leaves_nothing(store: Storage) -> None:
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
    assert incoming(store) == []


def test_the_gate_sees_the_first_bytes_before_anything_is_written(store: Storage) -> None:
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
    assert incoming(store) == []


def test_an_upload_goes_on_where_it_stopped(place: Open) -> None:
    store = place()
    data = os.urandom(3 * CHUNK + 5)

    async def resume() -> Stored:
        upload = await store.incoming.start()
        with pytest.raises(ConnectionResetError):
            await store.incoming.append(
                upload, 0, pieces(data[: CHUNK + 9], fail=ConnectionResetError()), limit=len(data)
            )
        kept = await store.incoming.offset(upload)
        assert kept == CHUNK + 9
        # Another process knows the file only: it hashes it again.
        other = place()
        kept = await other.incoming.append(
            upload, kept, pieces(data[kept : 2 * CHUNK]), limit=len(data)
        )
        assert kept == 2 * CHUNK
        assert await store.incoming.append(
            upload, kept, pieces(data[kept:]), limit=len(data)
        ) == len(data)
        return await store.incoming.finish(upload)

    assert run(resume()).sha256 == hashlib.sha256(data).hexdigest()


def test_a_wrong_offset_says_the_right_one(store: Storage) -> None:
    async def wrong() -> None:
        upload = await store.incoming.start()
        await store.incoming.append(upload, 0, pieces(b"abc"), limit=9)
        for offset in (0, 2, 4):
            with pytest.raises(Refusal) as refused:
                await store.incoming.append(upload, offset, pieces(b"d"), limit=9)
            assert (refused.value.code, refused.value.facts) == ("offset_conflict", {"offset": 3})
        with pytest.raises(Refusal, match="too_large"):
            await store.incoming.append(upload, 3, pieces(b"1234567"), limit=9)
        await store.incoming.abandon(upload)
        await store.incoming.abandon(upload)
        for act in (
            store.incoming.offset(upload),
            store.incoming.finish(upload),
            store.incoming.append(upload, 0, pieces(b""), limit=9),
        ):
            with pytest.raises(Refusal) as refused:
                await act
            assert (refused.value.code, refused.value.status) == ("upload_unknown", 404)

    run(wrong())


def test_two_windows_do_not_write_one_upload(store: Storage) -> None:
    async def both() -> None:
        upload = await store.incoming.start()
        started, release = asyncio.Event(), asyncio.Event()

        async def slow() -> AsyncIterator[bytes]:
            yield b"a"
            started.set()
            await release.wait()

        first = asyncio.create_task(store.incoming.append(upload, 0, slow(), limit=9))
        await started.wait()
        with pytest.raises(Refusal) as refused:
            await store.incoming.append(upload, 0, pieces(b"b"), limit=9)
        assert (refused.value.code, refused.value.status) == ("upload_busy", 423)
        release.set()
        assert await first == 1

    run(both())


def test_a_full_disk_keeps_no_false_hash(folder: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    data = os.urandom(2 * CHUNK)

    def half(descriptor: int, _digest: Any, block: bytes) -> None:
        os.write(descriptor, block[:100])
        raise OSError(28, "no space left")

    store = folder

    async def fill() -> Stored:
        upload = await store.incoming.start()
        with monkeypatch.context() as patch:
            patch.setattr(module, "_add", half)
            with pytest.raises(Refusal, match="storage_full"):
                await store.incoming.append(upload, 0, pieces(data), limit=len(data))
        kept = await store.incoming.offset(upload)
        assert kept == 100
        await store.incoming.append(upload, kept, pieces(data[kept:]), limit=len(data))
        return await store.incoming.finish(upload)

    assert run(fill()).sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("kind", ["folder", "bucket"])
def test_a_place_that_is_away_says_so(kind: str, tmp_path: Path) -> None:
    if kind == "folder":
        store = Storage(f"file://{tmp_path / 'files'}")
        (tmp_path / "files").rename(tmp_path / "elsewhere")
    else:
        store = Storage("s3://bucket/x", endpoint="http://127.0.0.1:9", key="k", secret="s")

    async def ask() -> list[Any]:
        asked = [
            store.write(pieces(b"abc"), limit=9),
            store.stat("sha256/aa/bb"),
            whole(store, "sha256/aa/bb"),
        ]
        return await asyncio.gather(*asked, return_exceptions=True)

    assert [(one.code, one.status) for one in run(ask())] == [("storage_away", 503)] * 3


def test_forgotten_uploads_are_swept(store: Storage) -> None:
    async def brought() -> UUID:
        upload = await store.incoming.start()
        await store.incoming.append(upload, 0, pieces(b"abc"), limit=9)
        return upload

    old = run(brought())
    assert run(store.incoming.sweep(datetime.now(UTC) - timedelta(days=2))) == 0
    time.sleep(1.1)  # a bucket tells whole seconds
    between = datetime.now(UTC).replace(microsecond=0)
    new = run(brought())
    assert run(store.incoming.sweep(between)) == 1
    assert [str(new) in key for key in incoming(store)] == [True] * len(incoming(store)) != []
    assert str(old) not in "".join(incoming(store))
    assert run(store.incoming.offset(new)) == 3


def test_an_upload_begun_anew_under_its_id_is_empty(store: Storage) -> None:
    async def again() -> Stored:
        upload = await store.incoming.start(uuid4())
        await store.incoming.append(upload, 0, pieces(b"abc"), limit=9)
        assert await store.incoming.start(upload) == upload
        assert await store.incoming.offset(upload) == 0
        await store.incoming.append(upload, 0, pieces(b"de"), limit=9)
        return await store.incoming.finish(upload)

    assert run(again()).sha256 == hashlib.sha256(b"de").hexdigest()


def test_few_hashes_are_kept_in_memory(store: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_KEPT_HASHES", 2)

    async def many() -> Stored:
        uploads = [await store.incoming.start() for _ in range(4)]
        for upload in uploads:
            await store.incoming.append(upload, 0, pieces(b"abc"), limit=9)
        assert len(store.incoming.hashes) == 2
        return await store.incoming.finish(uploads[0])

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


def test_memory_stays_flat(folder: Storage) -> None:
    store = folder
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


def test_a_file_is_read_where_it_lies_or_brought_here(store: Storage, tmp_path: Path) -> None:
    data = os.urandom(3 * CHUNK)

    async def read() -> tuple[bytes, Path]:
        stored = await store.write(pieces(data), limit=len(data))
        async with store.as_file(stored.key) as path:
            return path.read_bytes(), path

    got, path = run(read())
    assert got == data
    assert path.exists() == path.is_relative_to(tmp_path / "files")

    async def lost() -> None:
        async with store.as_file("sha256/no/thing"):
            pass

    with pytest.raises(FileNotFoundError):
        run(lost())


def test_a_file_of_this_machine_is_kept(store: Storage, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.write_bytes(b"abc" * CHUNK)
    stored = run(store.keep(own))
    assert (stored.size, run(store.stat(stored.key)), own.exists()) == (3 * CHUNK, 3 * CHUNK, True)


def test_two_nodes_do_not_write_one_upload(place: Open) -> None:
    """Another process received the same upload: the later one is told, and nothing is mixed."""
    one, other = place(), place()
    data = os.urandom(6 * CHUNK)

    async def both() -> Stored:
        upload = await one.incoming.start()
        started, release = asyncio.Event(), asyncio.Event()

        async def slow() -> AsyncIterator[bytes]:
            yield data[:CHUNK]
            started.set()
            await release.wait()
            yield data[CHUNK : 5 * CHUNK]

        first = asyncio.create_task(one.incoming.append(upload, 0, slow(), limit=len(data)))
        await started.wait()
        codes = []
        try:
            await other.incoming.append(upload, 0, pieces(data), limit=len(data))
        except Refusal as refusal:
            codes.append(refusal.code)
        release.set()
        try:
            await first
        except Refusal as refusal:
            codes.append(refusal.code)
        assert codes == ["upload_busy"]
        at = await other.incoming.offset(upload)
        await other.incoming.append(upload, at, pieces(data[at:]), limit=len(data))
        return await one.incoming.finish(upload)

    assert run(both()).sha256 == hashlib.sha256(data).hexdigest()


def test_an_unknown_upload_id_is_no_path(store: Storage) -> None:
    with pytest.raises(ValueError, match="badly formed"):
        run(store.incoming.offset("../../x"))  # type: ignore[arg-type]
    with pytest.raises(Refusal):
        run(store.incoming.offset(uuid4()))


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
