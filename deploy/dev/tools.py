"""What the scripts behind the Makefile share: where things are, and running them."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")
FRONTEND = ROOT / "frontend"
SOURCES = ("src", "public", "scripts")


def environment(**extra: str) -> dict[str, str]:
    """The environment of our tools: the venv's node and python first."""
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONDONTWRITEBYTECODE": "", **extra}


def run(*command: str, cwd: Path = ROOT, **extra: str) -> int:
    """Run a command with its output on the terminal; gives its exit code."""
    return subprocess.run(command, cwd=cwd, env=environment(**extra)).returncode


def sources_of_the_spa() -> str:
    """One hash over what the SPA is built from."""
    files = [path for path in FRONTEND.iterdir() if path.is_file()]
    for folder in SOURCES:
        files += [path for path in (FRONTEND / folder).rglob("*") if path.is_file()]
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(str(path.relative_to(FRONTEND)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
