"""The organiser's table of entries at 184, 2 000 and 20 000: by how much its p95 grows."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any
from urllib.parse import quote
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database import sync_engine
from app.demo.rules import email
from app.editions.models import Category
from app.entries.models import Entry
from app.kit.arabic import fold
from bench import places
from bench.client import ask, sign_in
from bench.conformance import expect
from bench.crowd import grow
from bench.figures import Report
from bench.turns import QUICK, at_rest
from tests.harness.postgres import Cluster, make_database

SIZES = (184, 2_000, 20_000)
ROUNDS = 10 if QUICK else 40
PAGE = 50


@dataclass(frozen=True)
class Table:
    """A server with an edition of so many entries, and the ways in which its table is asked for."""

    size: int
    server: places.Measured
    token: str
    path: str
    asked: dict[str, str]  # what a person does → the query


def measure_entries(report: Report, cluster: Cluster) -> None:
    """Every way at every size in turn, one request at a time, so that each size meets the same machine."""
    report.heading("the organiser's table of entries at 184, 2 000 and 20 000, on PostgreSQL")
    with _tables(cluster) as tables:
        for table in tables:
            check_table(table)
        report.say("conformance: totals, order, search, pages, filters; a juror is refused")
        seconds: dict[int, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        busy = ""
        for turn in range(ROUNDS + 1):  # the first warms up
            void = at_rest()
            busy = busy or void
            for what in tables[0].asked:
                for table in tables:
                    taken = _time(table, table.asked[what])
                    if turn:
                        seconds[table.size][what].append(taken)
    for size, ways in seconds.items():
        told = ", ".join(
            f"{what} {1000 * median(taken):,.0f}/{1000 * _p95(taken):,.0f}"
            for what, taken in ways.items()
        )
        report.say(f"{size:,} entries, p50/p95 in ms: {told}")
    if busy:
        report.say(f"does not count: {busy}")
    whole = [_p95([one for of in seconds[size].values() for one in of]) for size in SIZES]
    for size, p95 in zip(SIZES[1:], whole[1:], strict=True):
        report.ratio(f"entries_p95_{size}_vs_184", p95 / whole[0], valid=not busy)


def _p95(taken: list[float]) -> float:
    return quantiles(taken, n=20)[-1]


def _time(table: Table, query: str) -> float:
    begun = time.perf_counter()
    answer = ask(table.server, "GET", f"{table.path}?{query}", token=table.token)
    taken = time.perf_counter() - begun
    expect("the table of entries", answer.status, 200)
    return taken


@contextmanager
def _tables(cluster: Cluster) -> Iterator[list[Table]]:
    """The demo once, copied for each size, grown and served."""
    with places.seeded("judging", cluster) as (demo, _), ExitStack() as stack:
        like = demo.environ["TAHKEEM_DATABASE_URL"].rpartition("/")[2]
        tables = []
        for size in SIZES:
            url = make_database(cluster.url("postgres"), like)
            edition = grow(url, size)
            server = places.Measured(demo.folder / str(size), url)
            stack.callback(server.stop)
            server.start()
            path = f"/api/v1/editions/{edition}/entries"
            asked = _asked(url, edition, size)
            tables.append(Table(size, server, sign_in(server, email("organiser")), path, asked))
        yield tables


def _asked(url: str, edition: UUID, size: int) -> dict[str, str]:
    with Session(sync_engine(url)) as session:
        category = session.scalars(
            select(Category.id).where(Category.edition_id == edition).order_by(Category.position)
        ).first()
    whole = f"size={PAGE}"
    return {
        "first page": whole,
        "last page": f"{whole}&page={-(-size // PAGE)}",
        "by title": f"{whole}&sort=-title",
        "search": f"{whole}&q={quote('الخدمات')}",
        "category": f"{whole}&category_id={category}&sort=submitted",
        "duplicates": f"{whole}&flag=duplicate",
    }


# ---------------------------------------------------------------- right first


def check_table(table: Table) -> None:
    """What the table answers is what the tables hold; a juror reads none of it."""
    url = table.server.environ["TAHKEEM_DATABASE_URL"]
    edition = UUID(table.path.split("/")[4])
    with Session(sync_engine(url)) as session:
        mine = select(Entry).where(Entry.edition_id == edition).subquery()
        count = session.scalar(select(func.count()).select_from(mine)) or 0
        numbers = list(session.scalars(select(mine.c.number).order_by(mine.c.number)))
        category = UUID(table.asked["category"].split("category_id=")[1].split("&")[0])
        held = session.scalar(
            select(func.count()).select_from(mine).where(mine.c.category_id == category)
        )

    def shown(query: str) -> dict[str, Any]:
        answer = ask(table.server, "GET", f"{table.path}?{query}", token=table.token)
        expect(f"the table ({query})", answer.status, 200)
        body: dict[str, Any] = answer.body
        return body

    expect("the size of the crowd", count, table.size)
    first, last = shown(table.asked["first page"]), shown(table.asked["last page"])
    expect("the total", (first["total"], last["total"]), (count, count))
    expect("the first page", [one["number"] for one in first["items"]], numbers[:PAGE])
    rest = numbers[(len(numbers) - 1) // PAGE * PAGE :]
    expect("the last page", [one["number"] for one in last["items"]], rest)
    found = shown(table.asked["search"])["items"]
    word = fold("خدمات")
    missed = [one["number"] for one in found if word not in fold(_said(one))]
    expect("rows that a search does not explain", (bool(found), missed), (True, []))
    expect("the category", shown(table.asked["category"])["total"], held)
    marked = shown(table.asked["duplicates"])["total"]
    expect("pairs that look alike", marked > 0 or table.size == SIZES[0], True)
    juror = sign_in(table.server, email("juror"))
    barred = ask(table.server, "GET", f"{table.path}?{table.asked['first page']}", token=juror)
    expect("the table to a juror", barred.status, 403)


def _said(row: dict[str, Any]) -> str:
    agency = row["organisation"] or row["owner"]
    return f"{row['title_ar']} {row['title_en']} {agency['name_ar']} {agency['name_en']}"
