"""Runs the migrations on the configured database, SQLite or PostgreSQL.

Callers may give `config.attributes["url"]`; else the settings say which database.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

import app
from app.database import Base, Instant, sync_engine


def import_models() -> None:
    """Every `models` module of `app`, so that the metadata is complete."""
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if module.name.rpartition(".")[2].endswith("models"):
            importlib.import_module(module.name)


def render_item(kind: str, value: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write our types as SQLAlchemy's, so that an old migration needs none of our code."""
    if kind == "type" and isinstance(value, Instant):
        return "sa.DateTime(timezone=True)"
    return False


def migrate(connection: Connection) -> None:
    """Each migration in its own transaction."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        transaction_per_migration=True,
        render_as_batch=True,  # SQLite changes a table by making it anew
        render_item=render_item,
        compare_type=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def keep_children(connection: Connection, *, enforce: bool) -> None:
    """On SQLite, let batch mode drop a parent table without deleting its children.

    The pragma is ignored inside a transaction, so it goes to the driver before one begins.
    """
    driver: Any = connection.connection.driver_connection
    if enforce:
        orphans = driver.execute("PRAGMA foreign_key_check").fetchall()
        if orphans:
            message = f"the migrations left rows without their parent: {orphans[:5]}"
            raise RuntimeError(message)
    driver.execute(f"PRAGMA foreign_keys={'ON' if enforce else 'OFF'}")


def run() -> None:
    """Migrate the configured database."""
    import_models()
    url = context.config.attributes.get("url")
    if url is None:
        from app.settings import Settings

        url = Settings().database_url
    engine = sync_engine(url)
    try:
        with engine.connect() as connection:
            embedded = connection.dialect.name == "sqlite"
            if embedded:
                keep_children(connection, enforce=False)
            migrate(connection)
            if embedded:
                keep_children(connection, enforce=True)
    finally:
        engine.dispose()


run()
