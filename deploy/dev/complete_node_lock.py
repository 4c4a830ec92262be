"""Give `package-lock.json` the optional packages of other platforms that its registry could not show.

A registry that serves one platform only leaves `npm install` a lock that `npm ci` then calls out
of sync (`docs/decisions/0002`). Each missing package gets an entry with its exact version, and the
system and processor that its name tells, so `npm ci` skips it where it does not belong. Run it
after `npm install`; it changes nothing when nothing is missing.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).resolve().parents[2] / "frontend" / "package-lock.json"
SYSTEMS = {"android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "win32"}
PROCESSORS = {"arm", "arm64", "ia32", "loong64", "ppc64", "riscv64", "s390x", "x64", "wasm32"}

Lock = dict[str, dict[str, Any]]


def find(packages: Lock, base: str, name: str) -> str | None:
    """The place where Node would find `name` from the package at `base`."""
    while True:
        place = f"{base}/node_modules/{name}" if base else f"node_modules/{name}"
        if place in packages:
            return place
        if not base:
            return None
        base = base[: base.rfind("node_modules/")].rstrip("/")


def entry(name: str, version: str, *, dev: bool) -> dict[str, Any]:
    """A lock entry for a platform package, read from its name."""
    words = name.replace("/", "-").split("-")
    found: dict[str, Any] = {"version": version, "optional": True}
    systems = [word for word in words if word in SYSTEMS]
    processors = [word for word in words if word in PROCESSORS]
    if systems:
        found["os"] = systems[-1:]
    if processors:
        found["cpu"] = processors[-1:]
    if dev:
        found["dev"] = True
    if "musl" in words:
        found["libc"] = ["musl"]
    return found


def missing(packages: Lock) -> Lock:
    """The entries to add."""
    added: Lock = {}
    for base, package in packages.items():
        for name, version in package.get("optionalDependencies", {}).items():
            place = find({**packages, **added}, base, name)
            if place and ({**packages, **added})[place]["version"] == version:
                continue
            if not version[0].isdigit():
                continue
            target = f"{base}/node_modules/{name}" if place else f"node_modules/{name}"
            added[target] = entry(name, version, dev=bool(package.get("dev")))
    return added


def main() -> None:
    """Complete the lock in place."""
    lock = json.loads(LOCK.read_text())
    added = missing(lock["packages"])
    if not added:
        return
    if "--check" in sys.argv:
        sys.exit("package-lock.json lacks optional packages: run `make lock`")
    lock["packages"] = dict(sorted({**lock["packages"], **added}.items()))
    LOCK.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n")
    print(f"added {len(added)} packages of other platforms to {LOCK.name}")


if __name__ == "__main__":
    main()
