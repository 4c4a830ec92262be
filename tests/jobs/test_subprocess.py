"""Pure functions in a process of their own: values, progress, refusals, crashes, and being killed."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

import pytest

from app.jobs.subprocess import ChildFailed, run_in_subprocess
from app.kit.errors import Refusal


def test_a_value_comes_back_with_progress() -> None:
    heard: list[tuple[int, str]] = []
    value = asyncio.run(
        run_in_subprocess("tests.jobs.work:add", {"a": 2, "b": 3}, lambda *said: heard.append(said))
    )
    assert value == 5
    assert heard == [(40, "half"), (80, "nearly")]


def test_large_values_pass() -> None:
    value = list(range(500_000))
    assert asyncio.run(run_in_subprocess("tests.jobs.work:echo", {"value": value})) == value


def test_a_refusal_comes_back_whole() -> None:
    with pytest.raises(Refusal) as caught:
        asyncio.run(run_in_subprocess("tests.jobs.work:refuse", {"limit": 3}))
    assert repr(caught.value) == "Refusal('too_much', 422, {'limit': 3})"
    assert caught.value.sentence == "أكثر من {limit}."


def test_a_crash_says_where() -> None:
    with pytest.raises(ChildFailed, match="RuntimeError: a bug"):
        asyncio.run(run_in_subprocess("tests.jobs.work:crash", {}))
    with pytest.raises(ChildFailed, match="ended with 3"):
        asyncio.run(run_in_subprocess("tests.jobs.work:die", {}))


def is_alive(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def _pids(path: Path) -> list[int]:
    while not path.exists() or len(path.read_text().split()) < 2:
        time.sleep(0.02)
    return [int(pid) for pid in path.read_text().split()]


def test_cancelling_kills_the_process_and_its_children(tmp_path: Path) -> None:
    path = tmp_path / "pids"

    async def main() -> list[int]:
        task = asyncio.ensure_future(
            run_in_subprocess("tests.jobs.work:sleep", {"path": str(path)})
        )
        pids = await asyncio.to_thread(_pids, path)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return pids

    pids = asyncio.run(main())
    assert len(pids) == 2
    deadline = time.monotonic() + 5
    while any(map(is_alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert [pid for pid in pids if is_alive(pid)] == []
    assert os.getpid() not in pids


def test_too_long_is_killed(tmp_path: Path) -> None:
    started = time.monotonic()
    with pytest.raises(TimeoutError):
        asyncio.run(
            run_in_subprocess("tests.jobs.work:sleep", {"path": str(tmp_path / "pids")}, limit=1.5)
        )
    assert time.monotonic() - started < 10
