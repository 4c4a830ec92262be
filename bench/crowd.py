"""A demo edition that is grown to so many entries, with what was submitted and pairs that look alike."""

from __future__ import annotations

import random
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, func, insert, select

from app.database import Base, sync_engine
from app.demo.rules import EDITION_SLUG
from app.editions.models import Edition
from app.entries.models import Entry
from app.entries.screening_models import DuplicatePair
from app.entries.submission_models import Submission
from app.kit.ids import uuid7

PAIRS = 300
_AT_ONCE = 2_000


def grow(url: str, size: int, pairs: int = PAIRS) -> UUID:
    """Copy submitted entries of the demo until the edition holds `size`; return the edition."""
    engine = sync_engine(url)
    with engine.begin() as connection:
        edition: UUID = connection.execute(
            select(Edition.id).where(Edition.slug == EDITION_SLUG)
        ).scalar_one()
        mine = Entry.edition_id == edition
        have, last = connection.execute(
            select(func.count(), func.max(Entry.number)).where(mine)
        ).one()
        kept = connection.execute(
            select(_table(Entry)).where(mine, Entry.submission_id.is_not(None))
        ).mappings()
        models = [dict(row) for row in kept]
        papers = {
            row["id"]: dict(row)
            for row in connection.execute(select(_table(Submission))).mappings()
        }
        made = [uuid7() for _ in range(size - have)]
        entries, submissions = [], []
        for number, key in enumerate(made):
            entry = dict(models[number % len(models)])
            paper = papers[entry["submission_id"]] | {"id": uuid7(), "entry_id": key}
            paper["code"] = f"{number:019d}"
            entry |= {"id": key, "number": last + 1 + number, "submission_id": paper["id"]}
            entry["folded"] = f"{entry['folded']} {number}"
            entries.append(entry)
            submissions.append(paper)
        _insert(connection, Entry, entries)
        _insert(connection, Submission, submissions)
        _insert(connection, DuplicatePair, _alike(made, edition, papers, pairs))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()
    return edition


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


def _insert(connection: Connection, model: type[Base], rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), _AT_ONCE):
        connection.execute(insert(_table(model)), rows[start : start + _AT_ONCE])


def _alike(made: list[UUID], edition: UUID, papers: Any, pairs: int) -> list[dict[str, Any]]:
    at = next(iter(papers.values()))["submitted_at"]
    chosen = random.Random(1).sample(made, min(2 * pairs, len(made) // 2 * 2))
    return [
        {
            "id": uuid7(),
            "edition_id": edition,
            "first_id": min(first, second),
            "second_id": max(first, second),
            "signs": ["title"],
            "likeness": 90,
            "found_at": at,
            "dismissed_by": None,
            "dismissed_at": None,
            "dismissed_why": "",
        }
        for first, second in zip(chosen[::2], chosen[1::2], strict=True)
    ]
