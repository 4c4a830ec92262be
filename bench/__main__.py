"""`make bench`: right first, then fast; a line a figure. `make bench ONLY="save public"` for some."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from statistics import median
from typing import Any
from uuid import UUID

from app.demo.rules import EDITION_SLUG, email
from app.judging.evaluations import juror_queries, progress_queries, service
from app.judging.evaluations.schemas import RevisionIn, Sent
from app.kit.ids import uuid7
from bench import conformance, places, wrk
from bench.advancing import measure_advancing
from bench.allocation import measure_allocation
from bench.client import ask, juror_addresses, open_desk, sign_in
from bench.entries import measure_entries
from bench.fairness import measure_fairness
from bench.figures import Report, Turn
from bench.keys import measure_keys
from bench.pgbench import Call, Yardstick
from bench.turns import QUICK, at_rest, take_turns
from bench.uploads import measure_uploads
from tests.harness.postgres import Cluster
from tests.harness.server import ROOT, Server

SAVES = 2_000 if QUICK else 10_000  # on SQLite
STARTS = 1 if QUICK else 3


# ---------------------------------------------------------------- judging, on PostgreSQL


def measure_judging(report: Report, cluster: Cluster, wanted: set[str]) -> None:
    """Save, queue and board against the same statements from pgbench."""
    report.heading("judging: 184 entries, 21 jurors; two workers on PostgreSQL")
    with places.served("judging", cluster) as server:
        if "save" in wanted:
            measure_save(report, server)
        if "queue" in wanted:
            measure_queue(report, server)
        if "board" in wanted:
            measure_board(report, server)
        if "start" in wanted:
            report.heading("memory of one worker after the load")
            report.ratio("memory_mib", server.memory())


def measure_save(report: Report, server: Server) -> None:
    """The juror's save: fresh random marks, each a new revision of the one before."""
    report.heading("save")
    desks = [open_desk(server, address) for address in juror_addresses()]
    free = [desk for desk in desks if desk.evaluations]
    criteria = conformance.rubric_of(server, free[0])
    conformance.check_save(server, free[0], free[1], criteria)
    report.say("conformance: 15 answers are right, the total recomputed")
    yardstick = Yardstick(server, _saves(server, criteria), writes=True)
    report.say(f"{yardstick.each} statements in each transaction")
    turns = take_turns(partial(_save_turn, server, criteria), yardstick)
    report.say("every accepted save is kept, with its act")
    report.pairs("save_vs_pgbench", *turns)


def _save_turn(server: Server, criteria: list[dict[str, Any]], seconds: int) -> Turn:
    """One turn of saves from the present heads; what was accepted must be there."""
    desks = [open_desk(server, address) for address in juror_addresses()]
    before, _ = conformance.kept(server)
    ran = wrk.run(server, seconds, "save", data=wrk.save_data(desks, criteria))
    after, acts = conformance.kept(server)
    conformance.expect("acts of saving", acts, after)
    conformance.expect(
        "accepted saves that are kept", after - before >= ran.answers - ran.bad, True
    )
    return ran.turn()


def _saves(server: Server, criteria: list[dict[str, Any]]) -> list[Call]:
    """One save of each evaluation that is free, as the route calls it."""
    calls = []
    content = RevisionIn.model_validate_json(conformance.as_bytes(conformance.body(criteria)))
    for address in juror_addresses():
        desk = open_desk(server, address)
        for key, head in desk.evaluations.items():
            revision = uuid7()
            content = RevisionIn.model_validate_json(
                conformance.as_bytes(conformance.body(criteria))
            )
            sent = Sent(UUID(head) if head else None, content)
            now = datetime.now(UTC)
            calls.append(
                Call(
                    desk.token, service.save_evaluation, UUID(key), revision, partial(_same, sent), now,
                    fresh=revision,
                )
            )  # fmt: skip
    random.shuffle(calls)
    return calls


def _same(sent: Sent) -> Sent:
    return sent


def measure_queue(report: Report, server: Server) -> None:
    """The juror's list."""
    report.heading("queue")
    desks = [open_desk(server, address) for address in juror_addresses()]
    conformance.check_queue(server, desks[0])
    calls = [Call(desk.token, juror_queries.own_evaluations, None, None) for desk in desks]
    yardstick = Yardstick(server, calls, writes=False)
    report.say(f"{yardstick.each} statements in each transaction")
    data = {"tokens": [desk.token for desk in desks]}

    def ours(seconds: int) -> Turn:
        return wrk.run(server, seconds, "get", path="/api/v1/juror/evaluations", data=data).turn()

    report.pairs("queue_vs_pgbench", *take_turns(ours, yardstick))


def measure_board(report: Report, server: Server) -> None:
    """The organiser's progress board."""
    report.heading("board")
    organiser = sign_in(server, email("organiser"))
    desk = open_desk(server, email("juror"))
    conformance.check_board(server, organiser, desk.round_id, desk.token)
    call = Call(organiser, progress_queries.show_progress, UUID(desk.round_id), datetime.now(UTC))
    yardstick = Yardstick(server, [call], writes=False)
    report.say(f"{yardstick.each} statements in each transaction")
    path = f"/api/v1/rounds/{desk.round_id}/progress"

    def ours(seconds: int) -> Turn:
        return wrk.run(server, seconds, "get", path=path, data={"tokens": [organiser]}).turn()

    report.pairs("board_vs_pgbench", *take_turns(ours, yardstick))


# ---------------------------------------------------------------- the public page


def measure_public(report: Report, cluster: Cluster, wanted: set[str]) -> None:
    """The winners page against a static file of about its size."""
    with places.seeded("published", cluster) as (server, seconds):
        if "demo" in wanted:
            report.heading("the published demo, on PostgreSQL")
            report.ratio("demo_seconds_postgresql", seconds)
        if "public" not in wanted:
            return
        report.heading("public winners page; two workers on PostgreSQL")
        server.start(places.WORKERS)
        path = f"/editions/{EDITION_SLUG}/winners"
        size = conformance.check_winners(server, path)
        static = _static_file(size)
        if static is None:
            report.say("skipped: the SPA is not built (make build), so there is no static file")
            return
        conformance.expect("the static file", ask(server, "GET", static).status, 200)
        report.say(f"the page has {size:,} bytes; beside it {static}")

        def load(at: str, seconds: int) -> Turn:
            return wrk.run(server, seconds, "get", path=at).turn()

        report.pairs("public_vs_static", *take_turns(partial(load, path), partial(load, static)))


def _static_file(size: int) -> str | None:
    """The built asset nearest to this size."""
    files = [one for one in (ROOT / "frontend" / "dist" / "assets").glob("*") if one.is_file()]
    if not files:
        return None
    nearest = min(files, key=lambda file: abs(file.stat().st_size - size))
    return f"/app/assets/{nearest.name}"


# ---------------------------------------------------------------- SQLite


def measure_sqlite(report: Report) -> None:
    """Eight writers on the embedded database: nobody waits long, nobody meets a lock."""
    report.heading(f"SQLite: {SAVES:,} saves by 8 writers")
    with places.served("judging") as server:
        desks = [open_desk(server, address) for address in juror_addresses()]
        free = [desk for desk in desks if desk.evaluations]
        criteria = conformance.rubric_of(server, free[0])
        conformance.check_save(server, free[0], free[1], criteria)

        def load(seconds: int) -> wrk.Ran:
            at = [open_desk(server, address) for address in juror_addresses()]
            return wrk.run(server, seconds, "save", data=wrk.save_data(at, criteria))

        rate = load(2).turn().rate
        busy = at_rest()
        ran = load(max(3, min(60, round(SAVES / rate))))
        locked = server.logs().count("database is locked")
        report.say(
            f"{ran.answers:,} saves, {ran.answers / ran.seconds:,.0f}/s; "
            f"p50 {ran.p50:.1f} ms, p99 {ran.p99:.1f} ms"
        )
        void = busy or ran.turn().void
        if void:
            report.say(f"does not count: {void}")
        revisions, acts = conformance.kept(server)
        conformance.expect("acts of saving", acts, revisions)
        report.ratio("sqlite_save_p99_vs_p50", ran.p99 / ran.p50, valid=not void)
        report.ratio("sqlite_lock_errors", locked)


def measure_start(report: Report) -> None:
    """From the command to the first answer."""
    report.heading("start to the first answer")
    with places.seeded("open") as (server, _):
        seconds = []
        for _ in range(STARTS):
            server.start()
            seconds.append(server.seconds)
            server.stop()
        report.ratio("start_seconds", median(seconds))


def measure_demo(report: Report) -> None:
    """The whole published demo."""
    report.heading("the published demo, on SQLite")
    with places.seeded("published") as (_, seconds):
        report.ratio("demo_seconds", seconds)


# ---------------------------------------------------------------- all

FIGURES: dict[str, str] = {
    "demo": "how long the demo takes to build",
    "start": "start to first answer, and memory",
    "save": "a juror saves",
    "queue": "a juror's list",
    "board": "the organiser's board",
    "entries": "the table of entries at three sizes",
    "advancing": "who goes on among 20 000 entries",
    "public": "the winners page",
    "sqlite": "eight writers on SQLite",
    "uploads": "1 GiB by tus",
    "keys": "a juror's keys in the browser, and what was done offline sent",
    "allocation": "entries to jurors at three sizes",
    "fairness": "ranking against a simulated truth",
}
NEED_WRK = {"save", "queue", "board", "public", "sqlite"}


def measurable(wanted: set[str], *, has_wrk: bool) -> set[str]:
    """What of it can be measured here."""
    return wanted if has_wrk else wanted - NEED_WRK


def main() -> None:
    """Measure what is asked for; exit 1 when something fell short."""
    wanted = set(sys.argv[1:]) or set(FIGURES)
    unknown = wanted - set(FIGURES)
    if unknown:
        sys.exit(f"unknown: {' '.join(sorted(unknown))}. Known: {' '.join(FIGURES)}")
    here = measurable(wanted, has_wrk=wrk.available())
    if here != wanted:
        print(f"skipped without wrk: {' '.join(sorted(wanted - here))} (apt-get install -y wrk)")
    wanted = here
    report = Report()
    steps: list[tuple[set[str], Callable[[], None]]] = [
        ({"demo"}, partial(measure_demo, report)),
        ({"start"}, partial(measure_start, report)),
        ({"sqlite"}, partial(measure_sqlite, report)),
        ({"uploads"}, partial(measure_uploads, report)),
        ({"keys"}, partial(measure_keys, report)),
        ({"allocation"}, partial(measure_allocation, report)),
        ({"fairness"}, partial(measure_fairness, report)),
    ]
    for names, step in steps:
        if names & wanted:
            step()
    if wanted & {"save", "queue", "board", "entries", "advancing", "public", "start", "demo"}:
        with places.postgres() as cluster:
            if "entries" in wanted:
                measure_entries(report, cluster)
            if "advancing" in wanted:
                measure_advancing(report, cluster)
            if wanted & {"save", "queue", "board", "start"}:
                measure_judging(report, cluster, wanted)
            if wanted & {"public", "demo"}:
                measure_public(report, cluster, wanted)
    report.heading(
        "Peers (pretalx, HotCRP) are skipped: they need other Pythons, PHP and MySQL than this "
        "machine offers; their figures stand in docs/bench.md."
    )
    if report.short:
        sys.exit(f"short: {' '.join(report.short)}")


if __name__ == "__main__":
    try:
        main()
    except conformance.Wrong as wrong:
        sys.exit(f"wrong answers are not timed. {wrong}")
