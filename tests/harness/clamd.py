"""A real `clamd` with one signature of our own (EICAR's test text), so that nothing is downloaded."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
NAME = "Tahkeem.Test.EICAR"


def binary() -> str | None:
    """Where Debian's package puts it; root's PATH may lack /usr/sbin."""
    return shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")


@contextmanager
def clamd(folder: Path) -> Iterator[str]:
    """A scanner that listens while the block runs; its address as `TAHKEEM_CLAMAV` takes it."""
    found = binary()
    if found is None:
        msg = "This test needs clamd: apt-get install -y --no-install-recommends clamav-daemon"
        raise RuntimeError(msg)
    signatures, socket = folder / "signatures", folder / "clamd.sock"
    signatures.mkdir(parents=True)
    (signatures / "own.ndb").write_text(f"{NAME}:0:*:{EICAR.hex()}\n")
    config = folder / "clamd.conf"
    config.write_text(
        f"DatabaseDirectory {signatures}\nLocalSocket {socket}\nForeground yes\n"
        f"LogFile {folder / 'clamd.log'}\nMaxThreads 2\nUser root\nStreamMaxLength 100M\n"
    )
    scanner = subprocess.Popen(
        [found, "--config-file", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
    )
    try:
        end = time.monotonic() + 60
        while not socket.exists():
            if scanner.poll() is not None or time.monotonic() > end:
                msg = f"clamd did not start: {(folder / 'clamd.log').read_text()[-500:]}"
                raise RuntimeError(msg)
            time.sleep(0.1)
        yield f"unix:{socket}"
    finally:
        scanner.terminate()
        scanner.wait(30)
