"""A juror's keys in a real Chromium: to the next paint, to the device's database; and what was done offline, sent.

Each against the same in the barest page of the same browser, in turns.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median, quantiles
from typing import Any, Final
from uuid import UUID

from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.database import sync_engine
from app.demo.rules import PASSWORD, email
from app.entries.models import Entry
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.panels.models import Juror
from app.judging.rounds.models import Round
from app.kit.ids import uuid7
from bench import conformance, places
from bench.client import Desk, ask, open_desk
from bench.conformance import expect
from bench.crowd import grow
from bench.figures import Report
from bench.turns import QUICK, at_rest
from tests.harness.browser import chromium, chromium_path, new_context
from tests.harness.server import ROOT

OFFLINE: Final = 300
TURNS: Final = 2 if QUICK else 5
KEYS: Final = 40 if QUICK else 120
BETWEEN: Final = 60  # ms from key to key: faster than anybody writes
LETTERS: Final = "عمل نافع للناس موصوف بوضوح "
PATIENCE: Final = 30_000
# Notes of each key when it came, when a frame after it was painted, and when the first transaction that
# was begun after its character was in the field had been committed.
WATCH: Final = """
globalThis.bench = { at: 0, painted: [], kept: [], open: [] };
addEventListener('keydown', (event) => {
  const at = event.timeStamp;
  bench.at = at;
  requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = () => bench.painted.push(performance.now() - at);
    after.port2.postMessage(null);
  });
}, true);
addEventListener('input', () => bench.open.push(bench.at), true);
const begin = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (stores, mode, ...rest) {
  const made = begin.call(this, stores, mode, ...rest);
  if (mode === 'readwrite' && [stores].flat().includes('drafts')) {
    const keys = bench.open.splice(0);
    made.addEventListener('complete', () => {
      for (const at of keys) bench.kept.push(performance.now() - at);
    });
  }
  return made;
};
"""
BARE: Final = """async () => {
  const field = document.body.appendChild(document.createElement('textarea'));
  const database = await new Promise((done) => {
    const asked = indexedDB.open('bench-bare', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('drafts');
    asked.onsuccess = () => done(asked.result);
  });
  field.addEventListener('input', () =>
    database.transaction('drafts', 'readwrite').objectStore('drafts').put(field.value, 'text'));
}"""
TAKEN: Final = """() => {
  const { painted, kept } = bench;
  Object.assign(bench, { painted: [], kept: [], open: [] });
  return { painted, kept };
}"""
# Writes what a juror did without a network as `offline/device.ts` keeps it.
KEEP: Final = """async ([name, drafts]) => {
  while (!(await indexedDB.databases()).some((one) => one.name === name && one.version > 1))
    await new Promise((done) => setTimeout(done, 25));
  const database = await new Promise((done, failed) => {
    const asked = indexedDB.open(name);
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  const change = database.transaction('drafts', 'readwrite');
  for (const draft of drafts) change.objectStore('drafts').put(draft);
  await new Promise((done) => { change.oncomplete = done; });
  database.close();
}"""
SENT: Final = """async (name) => {
  const begun = performance.now();
  const database = await new Promise((done) => {
    const asked = indexedDB.open(name);
    asked.onsuccess = () => done(asked.result);
  });
  for (;;) {
    const left = await new Promise((done) => {
      const asked = database.transaction('drafts').objectStore('drafts').count();
      asked.onsuccess = () => done(asked.result);
    });
    if (left === 0 || performance.now() - begun > 240_000) {
      database.close();
      return [left, (performance.now() - begun) / 1000];
    }
    await new Promise((done) => setTimeout(done, 25));
  }
}"""
PUTS: Final = """async ([token, puts]) => {
  const begun = performance.now();
  const wrong = [];
  for (const { path, head, body } of puts) {
    const answer = await fetch(path, {
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${token}`, 'Content-Type': 'application/json',
        ...(head ? { 'If-Match': `"${head}"` } : { 'If-None-Match': '*' }),
      },
      body: JSON.stringify(body),
    });
    await answer.json();
    if (answer.status !== 201) wrong.push(answer.status);
  }
  return [wrong, (performance.now() - begun) / 1000];
}"""


@dataclass(frozen=True)
class Seat:
    """A juror of the demo with the evaluations that they may save."""

    address: str
    user: UUID
    evaluations: list[UUID]


def measure_keys(report: Report) -> None:
    """Skipped where there is no Chromium or no built application."""
    report.heading(
        f"a juror's keys in Chromium, and {OFFLINE} evaluations sent after the network is back"
    )
    if chromium_path() is None or not (ROOT / "frontend" / "dist" / "index.html").is_file():
        report.say("skipped: it needs chromium and the built application (make build)")
        return
    with _judged() as (server, desk, bare), chromium() as browser:
        _typing(report, server, browser, desk)
        _sending(report, server, browser, desk, bare)


# ---------------------------------------------------------------- keys


def _typing(report: Report, server: places.Measured, browser: Browser, seat: Seat) -> None:
    first = str(seat.evaluations[0])
    with _page(browser, server) as page, _page(browser, server) as plain:
        _sign_in(page, seat, f"/app/juror/evaluations/{first}")
        field = page.get_by_role("textbox", name="تعليقك على المشاركة")
        field.wait_for(timeout=PATIENCE)
        plain.goto("/livez")
        plain.evaluate(BARE)
        p95: dict[str, list[float]] = {
            name: [] for name in ("paint", "kept", "bare paint", "bare kept")
        }
        busy, typed = "", ""
        for turn in range(TURNS + 1):  # the first warms up
            busy = busy or at_rest()
            page.bring_to_front()  # a page in the background is painted when there is time
            field.focus()
            mine = _type(page)
            plain.bring_to_front()
            plain.locator("textarea").focus()
            theirs = _type(plain)
            typed += _text()
            if turn:
                for name, some in (("", mine), ("bare ", theirs)):
                    p95[f"{name}paint"].append(_p95(some["painted"]))
                    p95[f"{name}kept"].append(_p95(some["kept"]))
        expect("what stands in the field", field.input_value(), typed)
        _until_saved(server, seat, first, typed)
        report.say("conformance: every key was painted and kept, and the server has the whole text")
    told = ", ".join(f"{name} {median(some):.1f}" for name, some in p95.items())
    report.say(f"ms, p95 of {KEYS} keys, median of {TURNS} turns: {told}")
    if busy:
        report.say(f"does not count: {busy}")
    for name in ("paint", "kept"):
        report.ratio(f"key_{name}_p95_ms", median(p95[name]), valid=not busy)
        ratios = [ours / base for ours, base in zip(p95[name], p95[f"bare {name}"], strict=True)]
        report.ratio(f"key_{name}_vs_bare", median(ratios), valid=not busy)


def _text() -> str:
    return (LETTERS * (KEYS // len(LETTERS) + 1))[:KEYS]


def _type(page: Page) -> dict[str, list[float]]:
    keyboard = page.context.new_cdp_session(page)  # Playwright's own knows no Arabic keys
    page.evaluate(TAKEN)  # what was typed before is none of these
    for letter in _text():
        key = {"key": letter, "text": letter}
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", **key})
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": letter})
        page.wait_for_timeout(BETWEEN)
    keyboard.detach()
    page.wait_for_timeout(500)
    taken: dict[str, list[float]] = page.evaluate(TAKEN)
    expect("keys that were painted", len(taken["painted"]), KEYS)
    expect("keys that were kept", len(taken["kept"]), KEYS)
    return taken


def _p95(some: list[float]) -> float:
    return quantiles(some, n=20)[-1]


def _until_saved(server: places.Measured, seat: Seat, evaluation: str, text: str) -> None:
    until = time.monotonic() + 20
    token = open_desk(server, seat.address).token
    while True:
        read = ask(server, "GET", f"/api/v1/juror/evaluations/{evaluation}", token=token).body
        if read["comment"] == text or time.monotonic() > until:
            expect("what the server has", read["comment"], text)
            return
        time.sleep(0.2)


# ---------------------------------------------------------------- what was done offline


def _sending(
    report: Report, server: places.Measured, browser: Browser, seat: Seat, bare: Seat
) -> None:
    """The drafts of one juror by the outbox, as many of another as bare requests, in turns."""
    ratios: list[float] = []
    seconds: dict[str, list[float]] = {"sync": [], "puts": []}
    busy = ""
    name = f"tahkeem-juror-{seat.user}"
    with _page(browser, server) as page, _page(browser, server) as plain:
        _sign_in(page, seat, "/app/juror")
        page.get_by_role("heading", name="قائمتي").wait_for(timeout=PATIENCE)
        plain.goto("/livez")
        for turn in range(1 + (1 if QUICK else 3)):
            busy = busy or at_rest()
            text = f"كُتب بلا شبكة، المرة {turn}"
            page.context.set_offline(offline=True)
            page.evaluate(KEEP, [name, _drafts(server, seat, text)])
            page.context.set_offline(offline=False)
            left, sync = page.evaluate(SENT, name)
            expect("what is left on the device", left, 0)
            _expect_kept(server, seat, text)
            desk = open_desk(server, bare.address)
            wrong, puts = plain.evaluate(PUTS, [desk.token, _puts(server, bare, desk, text)])
            expect("answers to bare requests", wrong, [])
            _expect_kept(server, bare, text)
            if turn:
                ratios.append(sync / puts)
                seconds["sync"].append(sync)
                seconds["puts"].append(puts)
    report.say(f"conformance: all {OFFLINE} are on the server as they were written, none is left")
    report.say(
        f"seconds: {median(seconds['sync']):.1f} by the outbox, "
        f"{median(seconds['puts']):.1f} as bare requests one after the other"
    )
    if busy:
        report.say(f"does not count: {busy}")
    report.ratio("sync_300_vs_puts", median(ratios), valid=not busy)


def _heads(server: places.Measured, seat: Seat) -> dict[UUID, UUID | None]:
    with Session(sync_engine(server.environ["TAHKEEM_DATABASE_URL"])) as session:
        rows = session.execute(
            select(Evaluation.id, Evaluation.head_id).where(Evaluation.id.in_(seat.evaluations))
        )
        return {row.id: row.head_id for row in rows}


def _drafts(server: places.Measured, seat: Seat, text: str) -> list[dict[str, Any]]:
    now = datetime.now(UTC).isoformat()
    return [
        {
            "evaluation_id": str(key),
            "head": str(head) if head else None,
            "waiting": None,
            "content": {"scores": {}, "comment": text, "notes": ""},
            "made": now,
        }
        for key, head in _heads(server, seat).items()
    ]


def _puts(server: places.Measured, seat: Seat, desk: Desk, text: str) -> list[dict[str, Any]]:
    content = {
        "scores": {},
        "comment": text,
        "notes": "",
        "status": "draft",
        "made_at": datetime.now(UTC).isoformat(),
    }
    expect("whose desk", desk.email, seat.address)
    return [
        {
            "path": f"/api/v1/juror/evaluations/{key}/revisions/{uuid7()}",
            "head": str(head) if head else None,
            "body": content,
        }
        for key, head in _heads(server, seat).items()
    ]


def _expect_kept(server: places.Measured, seat: Seat, text: str) -> None:
    with Session(sync_engine(server.environ["TAHKEEM_DATABASE_URL"])) as session:
        kept = session.scalars(
            select(Revision.comment)
            .join(Evaluation, Evaluation.head_id == Revision.id)
            .where(Evaluation.id.in_(seat.evaluations))
        ).all()
    expect("evaluations that say what was written", sum(one == text for one in kept), OFFLINE)


# ---------------------------------------------------------------- the place


@contextmanager
def _judged() -> Iterator[tuple[places.Measured, Seat, Seat]]:
    """The demo in judging, grown, with two jurors who have so many evaluations before them."""
    with places.seeded("judging") as (server, _):
        url = server.environ["TAHKEEM_DATABASE_URL"]
        edition = grow(url, 2 * OFFLINE, pairs=0)
        with Session(sync_engine(url)) as session:
            session.execute(
                update(Entry).where(Entry.edition_id == edition).values(state="eligible")
            )
            round_ = session.scalars(select(Round).where(Round.edition_id == edition)).one()
            seats = [_seat(session, round_, name) for name in ("juror", "juror02")]
            session.commit()
        server.start()
        desk = open_desk(server, seats[0].address)
        conformance.rubric_of(server, desk)
        yield server, seats[0], seats[1]


def _seat(session: Session, round_: Round, name: str) -> Seat:
    address = email(name)
    user = session.scalars(select(User.id).where(User.email == address)).one()
    juror = session.scalars(
        select(Juror.id).where(Juror.user_id == user, Juror.edition_id == round_.edition_id)
    ).one()
    taken = select(Evaluation.entry_id).where(Evaluation.juror_id == juror)
    free = session.scalars(
        select(Entry.id)
        .where(Entry.edition_id == round_.edition_id, Entry.id.not_in(taken))
        .order_by(Entry.id)
        .limit(OFFLINE)
    ).all()
    expect("entries to judge", len(free), OFFLINE)
    now = datetime.now(UTC)
    keys = [uuid7() for _ in free]
    rows = [
        {
            "id": key,
            "round_id": round_.id,
            "entry_id": entry,
            "juror_id": juror,
            "assigned_at": now,
        }
        for key, entry in zip(keys, free, strict=True)
    ]
    session.execute(insert(Evaluation), rows)
    return Seat(address, user, keys)


@contextmanager
def _page(browser: Browser, server: places.Measured) -> Iterator[Page]:
    context: BrowserContext = new_context(browser, f"http://localhost:{server.port}")
    context.set_default_timeout(PATIENCE)
    context.add_init_script(WATCH)
    try:
        yield context.new_page()
    finally:
        context.close()


def _sign_in(page: Page, seat: Seat, path: str) -> None:
    page.goto(path)
    page.get_by_role("textbox", name="البريد الإلكتروني").fill(seat.address)
    page.get_by_role("textbox", name="كلمة المرور").fill(PASSWORD)
    page.get_by_role("button", name="دخول", exact=True).click()
    page.wait_for_url(f"**{path}", timeout=PATIENCE)
