"""Build the SPA into `frontend/dist` when its sources changed: `make build`."""

from __future__ import annotations

import sys

from tools import BIN, FRONTEND, run, sources_of_the_spa

STAMP = FRONTEND / "dist" / ".sources"


def main() -> None:
    """Build, or see that the build is current."""
    if not (FRONTEND / "package.json").is_file():
        return
    wanted = sources_of_the_spa()
    if STAMP.is_file() and STAMP.read_text() == wanted:
        return
    print("· building the SPA", flush=True)
    code = run(str(BIN / "npm"), "run", "--silent", "build", cwd=FRONTEND)
    if code:
        sys.exit("the SPA did not build")
    STAMP.write_text(wanted)


if __name__ == "__main__":
    main()
