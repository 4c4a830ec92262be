"""Functions that the tests run in another process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.kit.errors import Refusal


def add(a: int, b: int, progress: Callable[[int, str], None]) -> int:
    print("this must not disturb the frames")
    progress(40, "half")
    progress(80, "nearly")
    return a + b


def refuse(limit: int) -> None:
    raise Refusal("too_much", "أكثر من {limit}.", status=422, limit=limit)


def crash() -> None:
    raise RuntimeError("a bug")


def die() -> None:
    os._exit(3)


def sleep(path: str) -> None:
    """Say who sleeps, child and grandchild, then sleep."""
    grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    Path(path).write_text(f"{os.getpid()} {grandchild.pid}")
    time.sleep(60)


def echo(value: Any) -> Any:
    return value
