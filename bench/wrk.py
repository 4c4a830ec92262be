"""Load by wrk (Debian's package): a script writes the requests, counts wrong answers, prints a line."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.client import Desk
from bench.figures import Turn
from bench.turns import CONNECTIONS
from tests.harness.server import ROOT, Server

LUA = Path(__file__).parent / "lua"
THREADS = 2


@dataclass(frozen=True)
class Ran:
    """What wrk saw: answers, seconds, latencies in milliseconds, wrong answers, broken connections."""

    answers: int
    seconds: float
    p50: float
    p99: float
    bad: int
    broken: int
    said: str  # the statuses of the first wrong answers

    def turn(self) -> Turn:
        """As a turn; a single wrong answer voids it."""
        wrong = self.bad + self.broken
        void = f"{wrong} wrong answers: {self.said or 'none came'}" if wrong else ""
        return Turn(self.answers / self.seconds, void)


def available() -> bool:
    """Whether wrk is here."""
    return shutil.which("wrk") is not None


def run(
    server: Server,
    seconds: int,
    script: str,
    *,
    path: str = "/",
    data: dict[str, Any] | None = None,
    connections: int = CONNECTIONS,
) -> Ran:
    """Run a script of `bench/lua` for so many seconds."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "data.lua"
        table.write_text(f"return {_lua(data or {})}\n")
        done = subprocess.run(
            [
                "wrk", f"-t{min(THREADS, connections)}", f"-c{connections}", f"-d{seconds}s",
                "--timeout", "10s", "-s", LUA / f"{script}.lua",
                "-H", f"Host: localhost:{server.port}",
                f"http://127.0.0.1:{server.port}{path}", "--", table,
            ],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        message = f"wrk said:\n{done.stdout}\n{done.stderr}"
        raise RuntimeError(message)
    return Ran(**json.loads(lines[-1]))


def _lua(value: Any) -> str:
    """A value as a Lua table."""
    if value is None:
        return "false"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"[{json.dumps(k)}]={_lua(v)}" for k, v in value.items()) + "}"
    return "{" + ",".join(_lua(one) for one in value) + "}"


def save_data(desks: list[Desk], criteria: list[dict[str, Any]]) -> dict[str, Any]:
    """What `save.lua` needs: evaluations with their head and token, and how to mark."""
    evaluations = [
        {"id": key, "head": head, "token": desk.token}
        for desk in desks
        for key, head in desk.evaluations.items()
    ]
    random.shuffle(evaluations)
    return {
        "seed": random.randrange(2**31),
        "threads": THREADS,
        "made_at": datetime.now(UTC).isoformat(),
        "evaluations": evaluations,
        "criteria": criteria,
    }
