"""Every test: on SQLite and on PostgreSQL, the SPA's units, the browser journeys. `make test`.

SLOW=1 adds the tests marked slow and measures coverage, which makes the tests on SQLite twice as long.
WORKERS=n sets how many run at once.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable

from tools import BIN, FRONTEND, PYTHON, ROOT, environment, run

sys.path.insert(0, str(ROOT))

from tests.harness import clamd, postgres

SLOW = os.environ.get("SLOW", "") not in {"", "0"}
WORKERS = os.environ.get("WORKERS", str(min(os.cpu_count() or 1, 8)))


def install_what_is_missing() -> None:
    """Chromium and PostgreSQL, for the slow ones ClamAV, from Debian's packages, or a sentence on what to install."""
    missing = []
    if not (shutil.which("chromium") or shutil.which("chromium-browser")):
        missing.append("chromium")
    if postgres.binaries() is None:
        missing.append("postgresql")
    if SLOW and clamd.binary() is None:
        missing.append("clamav-daemon")
    if not missing:
        return
    words = " ".join(missing)
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    may = shutil.which("apt-get") and (
        not sudo
        or (
            shutil.which("sudo")
            and subprocess.run([*sudo, "true"], capture_output=True).returncode == 0
        )
    )
    if not may:
        sys.exit(
            f"The tests need {words}. Install it with your system's packages "
            f"(Debian, Ubuntu: sudo apt-get install -y {words}), then run make test again."
        )
    print(f"· installing {words} with apt-get", flush=True)
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    run(*apt, "update", **quiet)
    install = [*apt, "install", "-y", "--no-install-recommends", "-o", "Dpkg::Use-Pty=0", *missing]
    with (ROOT / ".venv" / "apt.log").open("w") as log:
        code = subprocess.run(install, env=environment(**quiet), stdout=log, stderr=log).returncode
    if code:
        sys.exit(f"apt-get could not install {words}; see .venv/apt.log")


def pytest(database: str, marks: str, *more: str, **extra: str) -> int:
    """One run of pytest on one database."""
    if not SLOW:
        marks = f"({marks}) and not slow" if marks else "not slow"
    return run(
        PYTHON, "-m", "pytest", "-q", "--dist", "worksteal", "-m", marks, *more,
        *(["--timeout", "7200"] if SLOW else []),
        TAHKEEM_TEST_DATABASE=database, **extra,
    )  # fmt: skip


def on_sqlite() -> int:
    """Everything but the browser, on SQLite; with SLOW=1 the coverage is measured here."""
    measured = ["--cov", "--cov-report="] if SLOW else []
    return pytest("sqlite", "not browser", "-n", WORKERS, *measured)


def on_postgresql() -> int:
    """What touches the database, on PostgreSQL: one cluster, a database a worker."""
    with postgres.cluster() as cluster:
        extra = {postgres.SHARED: cluster.url("postgres")}
        return pytest("postgresql", "not browser and not once", "-n", WORKERS, **extra)


def in_the_browser() -> int:
    """The journeys, in Chromium, on SQLite."""
    return pytest("sqlite", "browser", "-n", WORKERS)


def of_the_spa() -> int:
    """Vitest."""
    if not (FRONTEND / "package.json").is_file():
        return 0
    return run(str(BIN / "npm"), "run", "--silent", "test", cwd=FRONTEND)


def coverage() -> int:
    """Branches: all of what decides (rules, stats, allocation), 90 % of the rest."""
    report = [PYTHON, "-m", "coverage", "report"]
    deciding = "app/**/rules.py,app/**/*_rules.py,app/**/stats/*,app/**/allocation/*"
    strict = run(*report, "--fail-under=100", f"--include={deciding}")
    return run(*report, "--fail-under=90", "--skip-covered") or strict


STEPS: dict[str, Callable[[], int]] = {
    "tests on SQLite": on_sqlite,
    **({"coverage": coverage} if SLOW else {}),
    "tests on PostgreSQL": on_postgresql,
    "tests of the SPA": of_the_spa,
    "browser journeys": in_the_browser,
}


def main() -> None:
    """Run every step, even after a failure; fail if one did."""
    install_what_is_missing()
    results: list[tuple[str, int, float]] = []
    for name, step in STEPS.items():
        print(f"\n=== {name}", flush=True)
        start = time.monotonic()
        results.append((name, step(), time.monotonic() - start))
    print("\n=== summary", flush=True)
    for name, code, seconds in results:
        print(f"{'failed' if code else 'ok':7}{name:22}{seconds:6.0f} s")
    sys.exit(1 if any(code for _, code, _ in results) else 0)


if __name__ == "__main__":
    main()
