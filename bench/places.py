"""What is measured on: a PostgreSQL of our own with fsync, real servers, demo editions."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.harness.postgres import Cluster, cluster, make_database
from tests.harness.server import ROOT, Server

WORKERS = 2
START_SECONDS = 120


class Measured(Server):
    """A server whose start is timed and whose workers are known."""

    seconds = 0.0

    def start(self, workers: int = 1) -> None:
        """As the harness does, with `--workers`; notes the seconds to the first answer."""
        begun = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable, "-m", "app.cli", "serve", "--port", str(self.port),
                    *(["--workers", str(workers)] if workers > 1 else []),
                ],
                cwd=ROOT,
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )  # fmt: skip
        while not self.is_live():
            if self.process.poll() is not None or time.monotonic() > begun + START_SECONDS:
                self.kill()
                message = f"tahkeem serve did not start:\n{self.logs()[-3000:]}"
                raise RuntimeError(message)
            time.sleep(0.01)
        self.seconds = time.monotonic() - begun

    def _end(self, number: signal.Signals) -> None:
        """As the harness does; workers that outlived their parent go too."""
        family = _children(self.process.pid) if self.process else []
        super()._end(number)
        for pid in family:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def memory(self) -> float:
        """Resident MiB of the largest process that answers."""
        assert self.process is not None
        family = [self.process.pid, *_children(self.process.pid)]
        return max(_resident(pid) for pid in family)


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(one) for one in listed]


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


@contextmanager
def postgres() -> Iterator[Cluster]:
    """A private cluster that keeps its promises (fsync)."""
    with cluster(fsync=True) as made:
        yield made


@contextmanager
def seeded(
    stage: str, postgres: Cluster | None = None, seed: int = 1
) -> Iterator[tuple[Measured, float]]:
    """A demo edition at a stage, not yet served, and the seconds that its build took."""
    with tempfile.TemporaryDirectory(prefix="tahkeem-bench-") as folder:
        url = make_database(postgres.url("postgres")) if postgres else None
        server = Measured(Path(folder), url)
        server.run("migrate")
        begun = time.monotonic()
        server.run("demo", "--stage", stage, "--seed", str(seed))
        seconds = time.monotonic() - begun
        try:
            yield server, seconds
        finally:
            server.stop()


@contextmanager
def served(stage: str, postgres: Cluster | None = None) -> Iterator[Measured]:
    """The same, served: by two workers on PostgreSQL, by one process on SQLite."""
    with seeded(stage, postgres) as (server, _):
        server.start(WORKERS if postgres else 1)
        yield server
