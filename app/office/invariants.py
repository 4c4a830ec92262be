"""Every domain's invariants, run as SQL by the command line and after each journey."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any, Final

from sqlalchemy import Select
from sqlalchemy.orm import Session

import app
from app.actor import Actor

SHOWN: Final = 5


def all_invariants() -> dict[str, Select[*tuple[Any, ...]]]:
    """Each domain's `INVARIANTS`, named `domain: promise broken`."""
    found: dict[str, Select[*tuple[Any, ...]]] = {}
    for module in pkgutil.walk_packages(app.__path__, "app."):
        domain, _, name = module.name.removeprefix("app.").rpartition(".")
        if name.endswith("invariants") and module.name != __name__:
            for promise, query in importlib.import_module(module.name).INVARIANTS.items():
                found[f"{domain}: {promise}"] = query
    return found


def broken_invariants(session: Session, _actor: Actor) -> dict[str, list[str]]:
    """The promises that do not hold, each with the first ids that break it."""
    broken: dict[str, list[str]] = {}
    for promise, query in all_invariants().items():
        rows = session.execute(query.limit(SHOWN)).all()
        if rows:
            broken[promise] = [", ".join(str(value) for value in row) for row in rows]
    return broken
