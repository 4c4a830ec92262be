"""Install the locks into `.venv` and `frontend/node_modules`; does nothing when they are in.

Runs on the machine's own Python (standard library only): `make setup`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = [ROOT / "requirements.txt", ROOT / "requirements-dev.txt"]
NODE_LOCK = ROOT / "frontend" / "package-lock.json"
NODE_MODULES = ROOT / "frontend" / "node_modules"


def say(text: str) -> None:
    """Tell the person at the terminal what is being done."""
    print(f"· {text}", flush=True)


def fingerprint(*parts: Path | str) -> str:
    """One hash over files and words."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.read_bytes() if isinstance(part, Path) else part.encode())
    return digest.hexdigest()


def is_done(stamp: Path, wanted: str) -> bool:
    """Whether this very content was installed before."""
    return stamp.is_file() and stamp.read_text() == wanted


def refuse_without_ensurepip() -> None:
    """Debian and Ubuntu ship Python without ensurepip: name the line that brings it."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    line = f"apt-get install -y python{version}-venv"
    if os.geteuid() != 0:
        line = f"sudo {line}"
    sys.exit(
        f"This Python ({sys.executable}) has no ensurepip, so it cannot make a virtual "
        f"environment. Install it, then run make again:\n\n    {line}\n"
    )


def make_environment() -> None:
    """Create `.venv`, anew if its interpreter is gone (a moved tree, another Python)."""
    if PYTHON.exists():
        check = subprocess.run([PYTHON, "-c", "import pip"], capture_output=True)
        if check.returncode == 0:
            return
        shutil.rmtree(VENV)
    refuse_without_ensurepip()
    say("making .venv")
    subprocess.run([sys.executable, "-m", "venv", VENV], check=True)


def uv_section() -> str:
    """The lines of the lock that pin uv itself, with their hashes."""
    found = re.search(r"^uv==.*?(?=^[a-z#])", LOCKS[1].read_text() + "z", re.DOTALL | re.MULTILINE)
    if found is None:
        sys.exit("requirements-dev.txt does not pin uv: run `make lock`.")
    return found.group(0)


def install_python() -> None:
    """Both locks, with hashes; by uv for speed, by pip where uv cannot reach the index."""
    say("installing the Python locks (requirements.txt, requirements-dev.txt)")
    names = [argument for lock in LOCKS for argument in ("-r", str(lock))]
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check"]
    only_uv = VENV / "uv.txt"
    only_uv.write_text(uv_section())
    quick = subprocess.run(
        [*pip, "install", "--quiet", "--require-hashes", "-r", str(only_uv)], env=quiet_pip()
    )
    if quick.returncode == 0:
        uv = [str(VENV / "bin" / "uv"), "pip", "sync", "--quiet", "--require-hashes"]
        environment = dict(
            os.environ, VIRTUAL_ENV=str(VENV), UV_PYTHON_DOWNLOADS="never", UV_SYSTEM_CERTS="1"
        )
        if subprocess.run([*uv, *(str(lock) for lock in LOCKS)], env=environment).returncode == 0:
            return
        say("uv could not; trying pip")
    subprocess.run([*pip, "install", "--quiet", "--require-hashes", *names], check=True)


def quiet_pip() -> dict[str, str]:
    """The environment for pip, without its chatter."""
    return dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_ROOT_USER_ACTION="ignore")


def write_launcher() -> None:
    """Write `.venv/bin/tahkeem`: runs this tree from any folder; nothing is installed for it."""
    launcher = VENV / "bin" / "tahkeem"
    launcher.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}${{PYTHONPATH:+:$PYTHONPATH}}" '
        f'exec "{PYTHON}" -m app.cli "$@"\n'
    )
    launcher.chmod(0o755)


def set_up_python() -> None:
    """The Python half."""
    stamp = VENV / "python.stamp"
    interpreter = f"{platform.python_version()} {sysconfig.get_platform()} {VENV}"
    wanted = fingerprint(*LOCKS, interpreter)
    if is_done(stamp, wanted) and PYTHON.exists():
        return
    make_environment()
    install_python()
    write_launcher()
    stamp.write_text(wanted)


def set_up_node() -> None:
    """The Node half, with the Node of the Python lock."""
    if not NODE_LOCK.is_file():
        return
    stamp = NODE_MODULES / ".tahkeem.stamp"
    wanted = fingerprint(NODE_LOCK, str(NODE_MODULES))
    if is_done(stamp, wanted):
        return
    say("installing the Node lock (frontend/package-lock.json)")
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        [VENV / "bin" / "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=NODE_LOCK.parent,
        env=dict(os.environ, PATH=path, NODE_USE_SYSTEM_CA="1"),
        check=True,
    )
    stamp.write_text(wanted)


def main() -> None:
    """Set up what is missing."""
    try:
        set_up_python()
        set_up_node()
    except subprocess.CalledProcessError as failed:
        sys.exit(f"set-up failed: {failed}")


if __name__ == "__main__":
    main()
