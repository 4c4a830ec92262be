"""ClamAV's daemon, asked over its socket (INSTREAM). Whoever configures it relies on it: no answer, no verdict.

Our own forty lines and not the `clamd` package: that one reads whole files without yielding and has had no
release since 2014.
"""

from __future__ import annotations

import asyncio
import re
import struct
from collections.abc import AsyncIterable
from typing import Final

_FOUND: Final = re.compile(r"stream: (?P<name>.{1,200}) FOUND", re.DOTALL)
_CONNECT: Final = 10.0
_ANSWER: Final = 300.0


class ClamAway(Exception):
    """The scanner could not be asked, or did not answer yes or no."""


async def scan(address: str, blocks: AsyncIterable[bytes]) -> str | None:
    """The name of what ClamAV found in a stream; None when it found nothing. Raises `ClamAway`.

    `address` is `unix:/path` or `tcp:host:port`. Its `StreamMaxLength` must be as large as the largest
    upload: a file that it will not take whole is not clean.
    """
    try:
        async with asyncio.timeout(_CONNECT):
            reader, writer = await _open(address)
    except (OSError, TimeoutError, ValueError) as error:
        raise ClamAway(type(error).__name__) from error
    try:
        async with asyncio.timeout(_ANSWER):
            writer.write(b"zINSTREAM\0")
            async for block in blocks:
                if block:
                    writer.write(struct.pack(">I", len(block)) + block)
                    await writer.drain()
            writer.write(struct.pack(">I", 0))
            await writer.drain()
            answer = (await reader.readuntil(b"\0"))[:-1].decode("utf-8", "replace")
    except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
        raise ClamAway(type(error).__name__) from error
    finally:
        writer.close()
    if answer == "stream: OK":
        return None
    found = _FOUND.fullmatch(answer)
    if found is None:
        raise ClamAway(answer[:200])
    return found["name"]


async def _open(address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    kind, _, place = address.partition(":")
    if kind == "unix":
        return await asyncio.open_unix_connection(place)
    host, _, port = place.rpartition(":")
    if kind != "tcp" or not host:
        msg = f"ClamAV is at unix:/path or tcp:host:port, not {address}"
        raise ValueError(msg)
    return await asyncio.open_connection(host.strip("[]"), int(port))
