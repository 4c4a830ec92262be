"""The demo on this machine: migrate, load the demo edition once, say who can sign in, serve."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from tools import PYTHON, ROOT, environment

ACCOUNTS = ROOT / "var" / "demo-accounts.json"


def tahkeem(*arguments: str) -> str:
    """One `tahkeem` command; its errors go to the terminal and end this."""
    done = subprocess.run(
        [PYTHON, "-m", "app.cli", *arguments],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        sys.exit(f"tahkeem {arguments[0]} failed")
    return done.stdout


def load_demo_once(stage: str, seed: int) -> None:
    """Load the demo edition into an empty database and keep its accounts beside it."""
    if tahkeem("editions").strip():
        return
    print(f"· loading the demo edition (stage {stage}, seed {seed}); once, about a minute")
    accounts = tahkeem("demo", "--stage", stage, "--seed", str(seed), "--json")
    ACCOUNTS.parent.mkdir(parents=True, exist_ok=True)
    ACCOUNTS.write_text(accounts)


def say_who_can_sign_in(port: int) -> None:
    """One line a role."""
    print(
        f"\nTahkeem: http://localhost:{port}/ (public)   http://localhost:{port}/app/ (sign in)\n"
    )
    if ACCOUNTS.is_file():
        accounts = json.loads(ACCOUNTS.read_text())
        width = max(len(account["role"]) for account in accounts)
        mail = max(len(account["email"]) for account in accounts)
        for account in accounts:
            print(f"  {account['role']:{width}}  {account['email']:{mail}}  {account['password']}")
        print()
    sys.stdout.flush()


def main() -> None:
    """Prepare, then become the server."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--stage", default="judging")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    os.environ.setdefault("TAHKEEM_MODE", "demo")
    os.environ.setdefault("TAHKEEM_PUBLIC_URL", f"http://localhost:{wanted.port}")
    Path(ROOT / "var").mkdir(exist_ok=True)
    tahkeem("migrate")
    load_demo_once(wanted.stage, wanted.seed)
    say_who_can_sign_in(wanted.port)
    os.chdir(ROOT)
    os.execve(  # noqa: S606 -- this process becomes the server, so Ctrl-C reaches it
        PYTHON, [PYTHON, "-m", "app.cli", "serve", "--port", str(wanted.port)], environment()
    )


if __name__ == "__main__":
    main()
