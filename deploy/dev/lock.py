"""Make the locks anew: `make lock`. No registry's host gets into them (`make check` looks)."""

from __future__ import annotations

import sys

from tools import BIN, FRONTEND, PYTHON, run

PYTHON_LOCKS = ("requirements", "requirements-dev")


def main() -> None:
    """Both Python locks, for every platform and Python ≥ 3.11, then the Node lock."""
    for name in PYTHON_LOCKS:
        code = run(
            str(BIN / "uv"), "pip", "compile", "--quiet", "--universal", "--python-version", "3.11",
            "--generate-hashes", "--no-emit-index-url", f"{name}.in", "--output-file", f"{name}.txt",
            "--custom-compile-command", "make lock",
        )  # fmt: skip
        if code:
            sys.exit(f"{name}.in did not lock")
    if (FRONTEND / "package.json").is_file():
        npm = run(
            str(BIN / "npm"), "install", "--package-lock-only", "--no-audit", "--no-fund",
            cwd=FRONTEND,
        )  # fmt: skip
        if npm or run(PYTHON, "deploy/dev/complete_node_lock.py"):
            sys.exit("package.json did not lock")


if __name__ == "__main__":
    main()
