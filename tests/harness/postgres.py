"""A private PostgreSQL cluster in a temporary folder, stopped by its own process id."""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

# A running cluster to make databases in (`make test` starts one for all workers).
SHARED = "TAHKEEM_TEST_POSTGRES"
START_SECONDS = 30
PR_SET_PDEATHSIG = 1


def binaries() -> Path | None:
    """Where `initdb` and `postgres` are; None if PostgreSQL is not installed."""
    homes = sorted(
        (path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")),
        key=lambda path: int(path.parent.name),
    )
    if homes:
        return homes[-1]
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def free_port() -> int:
    """A port on 127.0.0.1 that nobody listens on now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _die_with_parent() -> None:
    """Ask Linux to stop the cluster when the tests are killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


class Cluster:
    """One cluster. `url(name)` is the address of a database in it."""

    def __init__(self, folder: Path, *, fsync: bool) -> None:
        home = binaries()
        if home is None:
            message = "PostgreSQL is not installed: apt-get install -y postgresql"
            raise RuntimeError(message)
        self.home = home
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "log"
        self.fsync = fsync
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None
        self._as_whom: dict[str, Any] = {"cwd": "/"}
        if os.geteuid() == 0:  # initdb and postgres refuse root
            person = pwd.getpwnam("postgres")
            os.chown(folder, person.pw_uid, person.pw_gid)
            self._as_whom |= {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}

    def create(self) -> None:
        """Lay the files."""
        done = subprocess.run(
            [
                self.home / "initdb", "--pgdata", self.data, "--username", "postgres",
                "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync",
            ],
            capture_output=True,
            text=True,
            **self._as_whom,
        )  # fmt: skip
        if done.returncode:
            message = f"initdb failed:\n{done.stdout}\n{done.stderr}"
            raise RuntimeError(message)

    def start(self) -> None:
        """Start on a free port and wait until it answers."""
        self.port = self.port or free_port()
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": str(self.folder),
            "max_connections": "100",
            "shared_buffers": "128MB",
            "fsync": "on" if self.fsync else "off",
            "synchronous_commit": "on" if self.fsync else "off",
            "full_page_writes": "on" if self.fsync else "off",
            "lock_timeout": "120s",  # a test that waits for itself fails instead of hanging
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [self.home / "postgres", "-D", self.data, *options],
                stdout=log,
                stderr=log,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 -- one prctl, no lock taken
                **self._as_whom,
            )
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=2).close()
            except psycopg.OperationalError as error:
                if self.process.poll() is not None or time.monotonic() > until:
                    self.kill()
                    message = f"PostgreSQL did not start:\n{self.log.read_text()[-3000:]}"
                    raise RuntimeError(message) from error
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        """The fast shutdown; connections are cut."""
        self._signal(signal.SIGINT)

    def kill(self) -> None:
        """The immediate shutdown, as if the machine lost power (the files recover at start)."""
        self._signal(signal.SIGQUIT)

    def url(self, name: str) -> str:
        """The address of a database of this cluster."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def _signal(self, number: signal.Signals) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        process.send_signal(number)
        try:
            process.wait(timeout=START_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def make_database(server: str, like: str = "template1") -> str:
    """Make a database on the server of this address, empty or a copy of another; gives its address."""
    name = f"tahkeem_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    return f"{server.rpartition('/')[0]}/{name}"


@contextmanager
def cluster(*, fsync: bool = False) -> Iterator[Cluster]:
    """A started cluster of one's own, for tests that kill it. `fsync` costs time and saves data."""
    folder = Path(tempfile.mkdtemp(prefix="tahkeem-postgres-"))
    made = Cluster(folder, fsync=fsync)
    try:
        made.create()
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres(*, fsync: bool = False) -> Iterator[str]:
    """The address of an empty database, in the shared cluster if there is one."""
    shared = os.environ.get(SHARED)
    if shared and not fsync:
        yield make_database(shared)
        return
    with cluster(fsync=fsync) as own:
        yield make_database(own.url("postgres"))
