"""Running a pure function in a process of its own: killable, with progress through a pipe.

The child gets a pickle on its standard input and writes frames of four bytes length and a pickle to its
standard output: any number of ("progress", per cent, stage), then ("done", value) or
("refused", code, sentence, status, facts). Both ends are this program.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from app.kit.errors import Refusal

OnProgress = Callable[[int, str], None]
_LENGTH: Final = struct.Struct(">I")


class ChildFailed(Exception):
    """The process ended without an answer; the message holds the end of its standard error."""


async def run_in_subprocess(
    function: str,
    arguments: dict[str, Any],
    on_progress: OnProgress | None = None,
    *,
    limit: float | None = None,
) -> Any:
    """Call `module:name` with `arguments` (picklable) in another process and return its value.

    The function may take a keyword `progress`, a function of (per cent, stage), which is heard by
    `on_progress`. The process is killed after `limit` seconds and when the caller is cancelled. Raises
    the `Refusal` that the function raised, `ChildFailed` or `TimeoutError`.
    """
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "app.jobs.child",
        function,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,  # one signal reaches whatever it starts itself
        limit=2**20,
    )
    said = asyncio.ensure_future(_end_of(child.stderr))
    try:
        async with asyncio.timeout(limit):
            await _feed(child, pickle.dumps(arguments))
            answer = await _listen(child, on_progress)
            await child.wait()
    finally:
        if child.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            await asyncio.shield(child.wait())
        errors = await said
    match answer:
        case ("done", value):
            return value
        case ("refused", code, sentence, status, facts):
            raise Refusal(code, sentence, status=status, **facts)
        case _:
            raise ChildFailed(f"{function} ended with {child.returncode}: {errors}")


async def _feed(child: asyncio.subprocess.Process, data: bytes) -> None:
    assert child.stdin is not None  # noqa: S101 -- asked for above
    with suppress(BrokenPipeError, ConnectionResetError):  # it died: `_listen` finds the end
        child.stdin.write(data)
        await child.stdin.drain()
        child.stdin.close()
        await child.stdin.wait_closed()


async def _listen(child: asyncio.subprocess.Process, on_progress: OnProgress | None) -> Any:
    """The last frame, or None when the process ended without one."""
    assert child.stdout is not None  # noqa: S101 -- asked for above
    with suppress(asyncio.IncompleteReadError):
        while True:
            (length,) = _LENGTH.unpack(await child.stdout.readexactly(_LENGTH.size))
            frame = pickle.loads(await child.stdout.readexactly(length))  # noqa: S301 -- our own child
            if frame[0] != "progress":
                return frame
            if on_progress is not None:
                on_progress(frame[1], frame[2])
    return None


async def _end_of(stream: asyncio.StreamReader | None) -> str:
    assert stream is not None  # noqa: S101 -- asked for above
    end = b""
    while chunk := await stream.read(65536):
        end = (end + chunk)[-2000:]
    return end.decode(errors="replace").strip()
