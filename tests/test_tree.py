"""The tree is what `app/README.md` says it is, and its files keep the promises of `docs/decisions`."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
APP = ROOT / "app"
LIMIT = 400
TOP_LEVEL = {
    "app", "migrations", "tests", "frontend", "bench", "docs", "deploy", ".ci",
    "alembic.ini", "pyproject.toml", "Dockerfile", "Makefile", "LICENSE", "CHANGELOG.md",
    "README.md", "README.ar.md", ".gitignore", ".dockerignore", ".editorconfig",
    "requirements.in", "requirements.txt", "requirements-dev.in", "requirements-dev.txt",
}  # fmt: skip

pytestmark = pytest.mark.once


def committed() -> list[str]:
    """The paths that git knows."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [path for path in listed.stdout.split("\0") if path]


def modules() -> list[Path]:
    """Every Python file of the application."""
    return sorted(path for path in APP.rglob("*.py"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_map_shows_every_folder_and_module() -> None:
    """`app/README.md` names each top-level part of `app/`, and nothing that is not there."""
    there = {
        path.name + ("/" if path.is_dir() else "")
        for path in APP.iterdir()
        if path.name not in {"__pycache__", "__init__.py", "README.md"}
    }
    table = (APP / "README.md").read_text().split("## One domain", 1)[0]
    shown = set(re.findall(r"^\| `([^`]+)`", table, re.MULTILINE))
    assert shown == there


def test_no_file_of_the_application_is_longer_than_one_can_read() -> None:
    long = {
        name(path): lines
        for path in modules()
        if (lines := len(path.read_text().splitlines())) > LIMIT
    }
    assert long == {}, f"split by noun what is over {LIMIT} lines"


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        name(path)
        for path in modules()
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


def test_one_module_speaks_to_the_token_library() -> None:
    """Also for a late import inside a function, or by name, which the import contract may miss."""
    speaks = re.compile(r"^\s*(from|import)\s+jose\b|import_module\(.jose", re.MULTILINE)
    assert [name(path) for path in modules() if speaks.search(path.read_text())] == [
        "app/kit/tokens.py"
    ]


def test_no_word_without_meaning_names_a_module() -> None:
    vague = {"utils", "helpers", "common", "misc"}
    assert [name(path) for path in modules() if path.stem in vague] == []


def test_only_the_database_commits() -> None:
    commits = re.compile(r"\.(commit|rollback)\(\)")
    found = [name(path) for path in modules() if commits.search(path.read_text())]
    assert set(found) <= {"app/database.py"}


def test_locks_name_no_host() -> None:
    for lock in ("requirements.txt", "requirements-dev.txt"):
        assert "://" not in (ROOT / lock).read_text()
    assert '"resolved"' not in (ROOT / "frontend" / "package-lock.json").read_text()


def test_the_top_level_holds_only_what_it_may() -> None:
    assert {path.split("/", 1)[0] for path in committed()} <= TOP_LEVEL


def test_the_server_starts_without_what_only_plans_and_rankings_need() -> None:
    """The parts of scipy are a hundred native modules that most processes never use."""
    program = "import app.main, sys; print(*(one for one in sys.modules if one in sys.argv))"
    heavy = ["scipy.stats", "scipy.optimize", "scipy.linalg", "scipy.sparse", "pandas"]
    ran = subprocess.run(
        [sys.executable, "-c", program, *heavy], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == []
