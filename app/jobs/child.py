"""The other end of `subprocess.py`: `python -m app.jobs.child module:function`."""

from __future__ import annotations

import importlib
import inspect
import os
import pickle
import struct
import sys
from contextlib import suppress
from typing import Any, BinaryIO

from app.kit.errors import Refusal


def main(function: str) -> None:
    """Read the arguments, call the function, write its answer."""
    # Whatever the function prints must not disturb the frames.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with suppress(OSError):
        os.nice(10)  # those who wait for an answer come first
    arguments: dict[str, Any] = pickle.load(sys.stdin.buffer)  # noqa: S301 -- from our own parent
    module, _, name = function.partition(":")
    called = getattr(importlib.import_module(module), name)
    if "progress" in inspect.signature(called).parameters:
        arguments["progress"] = lambda percent, stage="": _write(
            out, ("progress", int(percent), str(stage))
        )
    try:
        value = called(**arguments)
    except Refusal as refusal:
        _write(out, ("refused", refusal.code, refusal.sentence, refusal.status, refusal.facts))
    else:
        _write(out, ("done", value))


def _write(out: BinaryIO, frame: Any) -> None:
    data = pickle.dumps(frame)
    out.write(struct.pack(">I", len(data)) + data)
    out.flush()


if __name__ == "__main__":
    main(sys.argv[1])
