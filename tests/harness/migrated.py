"""Databases at the head of the migrations: run once a worker, and copied for every further one."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from alembic import command
from alembic.config import Config

from tests.harness.postgres import SHARED, make_database

ROOT = Path(__file__).parents[2]


def upgrade(url: str) -> None:
    """Run the real migrations on a database, to the head."""
    config = Config(str(ROOT / "alembic.ini"))
    config.attributes["url"] = url
    command.upgrade(config, "head")


def migrate(url: str) -> None:
    """Bring an empty database to the head; what already has tables is upgraded as it is."""
    if url.startswith("sqlite:///"):
        file = Path(url.removeprefix("sqlite:///"))
        if not file.exists():
            file.write_bytes(_embedded())
            return
    elif (server := os.environ.get(SHARED)) and _is_empty(url, server):
        _copy(url, server)
        return
    upgrade(url)


@cache
def _embedded() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "empty.sqlite3"
        upgrade(f"sqlite:///{file}")
        return file.read_bytes()


def _is_empty(url: str, server: str) -> bool:
    """Whether it is a new database of the cluster that the workers share."""
    if url.rpartition("/")[0] != server.rpartition("/")[0]:
        return False
    with psycopg.connect(url) as connection:
        tables = connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")
        return tables.fetchone() is None


@cache
def _template(server: str) -> str:
    """The name of a migrated database on this server, of this worker alone."""
    url = make_database(server)
    upgrade(url)
    return url.rpartition("/")[2]


def _copy(url: str, server: str) -> None:
    """Put a copy of the migrated database in the place of an empty one."""
    name, template = url.rpartition("/")[2], _template(server)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}"')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
