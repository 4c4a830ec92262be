"""Every check that needs no test: `make check`, or `make check ONLY="types imports"`.

Two at a time; a check that passes says so in a line, one that fails shows what it printed.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools import BIN, FRONTEND, PYTHON, ROOT, environment

Found = list[str]


@dataclass(frozen=True)
class Check:
    """A command that must end with 0, or a function that must find nothing."""

    name: str
    command: tuple[str, ...] | Callable[[], Found]
    folder: Path = ROOT


def tool(name: str) -> str:
    """A program of the venv."""
    return str(BIN / name)


def npm(script: str) -> tuple[str, ...]:
    """A script of frontend/package.json."""
    return (tool("npm"), "run", "--silent", script)


def locks() -> Found:
    """The locks name no registry, carry hashes, and hold what is asked for."""
    found: Found = []
    for name in ("requirements", "requirements-dev"):
        text = (ROOT / f"{name}.txt").read_text()
        if re.search(
            r"://|^\s*(-i|-f|--index-url|--extra-index-url|--find-links)", text, re.MULTILINE
        ):
            found.append(f"{name}.txt names an index")
        pins = re.findall(
            r"^([a-z0-9-]+)(?:\[[^\]]*\])?==(\S+)(.*(?:\n    --hash.*)*)", text, re.MULTILINE
        )
        found += [f"{name}.txt: {pin} has no hash" for pin, _, rest in pins if "--hash" not in rest]
        locked = {pin: version for pin, version, _ in pins}
        wanted = re.findall(
            r"^([a-zA-Z0-9-]+)(?:\[[^\]]*\])?(?:==(\S+))?\s*$",
            (ROOT / f"{name}.in").read_text(),
            re.MULTILINE,
        )
        for package, version in wanted:
            if locked.get(package.lower()) is None or version not in {"", locked[package.lower()]}:
                found.append(f"{name}.txt does not hold {package} {version}: run `make lock`")
    lock = FRONTEND / "package-lock.json"
    if lock.is_file():
        packages = json.loads(lock.read_text())["packages"]
        found += [
            f"package-lock.json: {name} names a host"
            for name in packages
            if "resolved" in packages[name]
        ]
        found += [] if (FRONTEND / ".npmrc").is_file() else ["frontend/.npmrc is missing"]
    return found


def openapi() -> Found:
    """The committed schema is the one that the application gives."""
    done = subprocess.run(
        [PYTHON, "-m", "app.cli", "openapi"],
        cwd=ROOT, env=environment(TAHKEEM_MODE="demo"), capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        return [done.stderr]
    if json.loads(done.stdout) != json.loads((FRONTEND / "openapi.json").read_text()):
        return ["frontend/openapi.json is not what the application gives: run `make openapi`"]
    return []


def migrations() -> Found:
    """One line of migrations, dated file names."""
    done = subprocess.run(
        [PYTHON, "-m", "alembic", "heads"],
        cwd=ROOT, env=environment(TAHKEEM_MODE="demo"), capture_output=True, text=True,
    )  # fmt: skip
    heads = done.stdout.split("\n")[:-1]
    found = [] if len(heads) == 1 else [f"{len(heads)} heads: {heads} {done.stderr}"]
    dated = re.compile(r"\d{4}-\d{2}-\d{2}-\d{4}_[a-z0-9_]+\.py")
    found += [
        f"{path.name} is not named YYYY-MM-DD-HHMM_what_changed.py"
        for path in (ROOT / "migrations" / "versions").glob("*.py")
        if not dated.fullmatch(path.name)
    ]
    return found


def compose() -> Found:
    """The compose file is one that a compose engine accepts: strict keys, every name declared."""
    from compose_spec import PyOptions

    text = (ROOT / "deploy" / "compose.yaml").read_text()
    text = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text)
    text = re.sub(r"\$\{\w+:\?[^}]*\}", "given", text)
    options = PyOptions()
    options.apply_merge = True
    try:
        options.from_yaml(text).validate()
    except ValueError as error:
        return [str(error)]
    return []


def checks() -> list[Check]:
    """All of them, the slow ones first."""
    made = [
        Check("types", (tool("mypy"),)),
        Check("lint", (tool("ruff"), "check", "--quiet", ".")),
        Check("format", (tool("ruff"), "format", "--quiet", "--diff", ".")),
        Check("imports", (tool("lint-imports"),)),
        Check("locks", locks),
        Check("migrations", migrations),
        Check("catalogues", (PYTHON, "-m", "app.kit.i18n", "check")),
        Check("openapi", openapi),
        Check("node-lock", (PYTHON, "deploy/dev/complete_node_lock.py", "--check")),
        Check("dockerfile", (tool("hadolint"), "Dockerfile")),
        Check("compose", compose),
        Check("compose security", (tool("compose-lint"), "deploy/compose.yaml")),
        Check("shell", ("bash", "-c", "bash -n .ci/run && bash -n deploy/entrypoint.sh")),
    ]
    made[1:1] = [
        Check(f"spa {script}", npm(script), FRONTEND)
        for script in ("check", "api:check", "i18n:check", "budgets")
    ]
    return made


def carry_out(check: Check) -> tuple[Check, bool, str, float]:
    """Run one check."""
    start = time.monotonic()
    if callable(check.command):
        said = "\n".join(check.command())
        passed = not said
    else:
        done = subprocess.run(
            check.command, cwd=check.folder, env=environment(TAHKEEM_MODE="demo"),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        said, passed = done.stdout, done.returncode == 0
    return check, passed, said, time.monotonic() - start


def main() -> None:
    """Run what is asked for, all without words."""
    asked = set(sys.argv[1:])
    todo = [check for check in checks() if not asked or asked & set(check.name.split())]
    failed: list[str] = []
    with ThreadPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
        for check, passed, said, seconds in pool.map(carry_out, todo):
            print(f"{'ok' if passed else 'FAILED':7}{check.name:18}{seconds:5.1f} s", flush=True)
            if not passed:
                failed.append(check.name)
                print("  " + said.strip().replace("\n", "\n  "), flush=True)
    if failed:
        sys.exit(f"{len(failed)} checks failed: {', '.join(failed)}")
    print(f"{len(todo)} checks passed")


if __name__ == "__main__":
    main()
