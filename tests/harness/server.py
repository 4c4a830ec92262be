"""A real `tahkeem serve`, ended by its own process id."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.harness.postgres import free_port

ROOT = Path(__file__).parents[2]
START_SECONDS = 60
STOP_SECONDS = 15


class Server:
    """One server on one folder of data; may be killed and started again."""

    def __init__(
        self, folder: Path, database_url: str | None = None, environ: Mapping[str, str] = {}
    ) -> None:
        """`database_url` defaults to an SQLite file in `folder`; `environ` adds settings."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.port = free_port()
        self.log = folder / "server.log"
        self.process: subprocess.Popen[bytes] | None = None
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith("TAHKEEM_")
        }
        self.environ = {
            **kept,
            "PYTHONPATH": str(ROOT),
            "TAHKEEM_MODE": "demo",
            "TAHKEEM_DATABASE_URL": database_url or f"sqlite:///{folder / 'tahkeem.sqlite3'}",
            "TAHKEEM_FILES_URL": f"file://{folder / 'files'}",
            "TAHKEEM_KEYS": str(folder / "keys"),
            "TAHKEEM_PUBLIC_URL": self.url,
            **environ,
        }

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://localhost:{self.port}"

    def run(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run one `tahkeem` command on the same data."""
        done = subprocess.run(
            [sys.executable, "-m", "app.cli", *arguments],
            cwd=ROOT,
            env=self.environ,
            capture_output=True,
            text=True,
        )
        assert not check or done.returncode == 0, f"tahkeem {arguments}:\n{done.stderr}"
        return done

    def start(self) -> None:
        """Start and wait for /livez."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "app.cli", "serve", "--port", str(self.port)],
                cwd=ROOT,
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + START_SECONDS
        while not self.is_live():
            if self.process.poll() is not None or time.monotonic() > until:
                self.kill()
                message = f"tahkeem serve did not start:\n{self.logs()[-4000:]}"
                raise AssertionError(message)
            time.sleep(0.05)

    def is_live(self) -> bool:
        """Whether /livez answers 200."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/livez", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        """Ask it to end (SIGTERM); kill it if it does not."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """`kill -9`."""
        self._end(signal.SIGKILL)

    def logs(self) -> str:
        """What it wrote so far."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def _end(self, number: signal.Signals) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        process.send_signal(number)
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def serve(
    folder: Path, database_url: str | None = None, environ: Mapping[str, str] = {}
) -> Iterator[Server]:
    """A started server in an empty folder; it makes its tables itself."""
    made = Server(folder, database_url, environ)
    made.start()
    try:
        yield made
    finally:
        made.stop()
