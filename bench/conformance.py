"""Right before fast: what must be true of the answers before any of them is timed."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.database import sync_engine
from app.entries.models import Entry
from app.judging.evaluations.models import Evaluation, Revision
from app.kit.ids import uuid7
from app.results.decisions.models import Decision
from bench.client import Answer, Desk, ask
from tests.harness.server import Server

SAVING = ("save_evaluation", "submit_evaluation")


class Wrong(AssertionError):
    """An answer is not what it must be: nothing is timed."""


def expect(what: str, got: Any, *wanted: Any) -> None:
    """Refuse to go on with a wrong answer."""
    if got not in wanted:
        message = f"{what}: {got!r}, expected {' or '.join(map(repr, wanted))}"
        raise Wrong(message)


def rubric_of(server: Server, desk: Desk) -> list[dict[str, Any]]:
    """How to mark: id, least and most points, or the levels; and the exact weight."""
    evaluation = next(iter(desk.evaluations))
    shown = ask(server, "GET", f"/api/v1/juror/evaluations/{evaluation}", token=desk.token)
    expect("a juror reads the desk", shown.status, 200)
    made: list[dict[str, Any]] = []
    for leaf in shown.body["rubric"]:
        by_level = leaf["step"] is None
        made.append(
            {
                "id": leaf["criterion_id"],
                "least": int(Fraction(leaf["min"])),
                "most": int(Fraction(leaf["max"])),
                "levels": [level["code"] for level in leaf["levels"]] if by_level else None,
                "points": {level["code"]: level["points"] for level in leaf["levels"]},
                "weight": leaf["weight"],
            }
        )
    return made


def body(criteria: list[dict[str, Any]], status: str = "draft", **other: Any) -> dict[str, Any]:
    """Random marks on every leaf."""
    scores: dict[str, dict[str, Any]] = {
        one["id"]: {
            "points": None if one["levels"] else str(random.randint(one["least"], one["most"])),
            "level": random.choice(one["levels"]) if one["levels"] else None,
            "na": False,
            "comment": None,
            "pins": [],
        }
        for one in criteria
    }
    made = {"scores": scores, "comment": "", "notes": "", "status": status}
    return {**made, "made_at": datetime.now(UTC).isoformat(), **other}


def total(criteria: list[dict[str, Any]], scores: dict[str, Any]) -> Fraction:
    """The composite, computed here from the rubric as it was shown."""
    exact = Fraction(0)
    for one in criteria:
        mark = scores[one["id"]]
        points = Fraction(mark["points"] or one["points"][mark["level"]])
        span = one["most"] - one["least"]
        exact += Fraction(one["weight"]) * (points - one["least"]) * 100 / span
    return exact


def check_save(server: Server, desk: Desk, other: Desk, criteria: list[dict[str, Any]]) -> int:
    """The revision API on one evaluation; how many saves were accepted."""
    evaluation, head = next(iter(desk.evaluations.items()))
    foreign = next(key for key in other.evaluations if key not in desk.evaluations)
    condition = {"If-Match": f'"{head}"'} if head else {"If-None-Match": "*"}

    def put(
        wanted: Any,
        revision: Any = None,
        headers: Any = None,
        where: str = evaluation,
        token: str = "",
    ) -> Answer:
        path = f"/api/v1/juror/evaluations/{where}/revisions/{revision or uuid7()}"
        sent = condition if headers is None else headers
        return ask(server, "PUT", path, wanted, token=token or desk.token, headers=sent)

    first, wanted = uuid7(), body(criteria)
    answer = put(wanted, first)
    expect("a save", answer.status, 201)
    expect("its ETag", answer.headers.get("etag"), f'"{first}"')
    expect("the same again", put(wanted, first).status, 200)
    expect("the same id with other content", put(body(criteria, comment="x"), first).status, 409)
    on = {"If-Match": f'"{first}"'}
    expect("a colleague's evaluation", put(body(criteria), None, on, foreign).status, 403, 404)
    expect("without a condition", put(body(criteria), None, {}).status, 428)
    expect("without a token", put(body(criteria), None, on, evaluation, "x").status, 401)
    wrong = body(criteria)
    numeric = next(one for one in criteria if not one["levels"])
    wrong["scores"][numeric["id"]]["points"] = str(numeric["most"] + 1)
    expect("out of scale", put(wrong, None, on).status, 422)
    short = body(criteria, "submitted")
    del short["scores"][numeric["id"]]
    expect("a leaf without a mark", put(short, None, on).status, 422)
    strange = body(criteria)
    strange["scores"][str(uuid7())] = strange["scores"][numeric["id"]]
    expect("a foreign criterion", put(strange, None, on).status, 422)
    double = b'{"comment": "", ' + as_bytes(body(criteria))[1:]
    expect("a key twice", put(double, None, on).status, 422)
    expect("an unknown key", put(body(criteria, extra=1), None, on).status, 422)
    expect("a parent that is no longer the head", put(body(criteria), None, condition).status, 412)
    sent = body(criteria, "submitted")
    last = put(sent, None, on)
    expect("the submission", last.status, 201)
    with Session(sync_engine(server.environ["TAHKEEM_DATABASE_URL"])) as session:
        stored = session.get_one(Revision, UUID(last.body["revision_id"]))
        expect("the total", Fraction(stored.total or "0"), total(criteria, sent["scores"]))
    return 2


def as_bytes(value: Any) -> bytes:
    """A body as bytes."""
    return json.dumps(value).encode()


def kept(server: Server) -> tuple[int, int]:
    """Revisions on a head's branch, and acts of saving: equal, always (read in one statement)."""
    revisions = select(func.count()).select_from(Revision).where(Revision.branch == "head")
    acts = select(func.count()).select_from(AuditEvent).where(AuditEvent.act.in_(SAVING))
    with Session(sync_engine(server.environ["TAHKEEM_DATABASE_URL"])) as session:
        row = session.execute(select(revisions.scalar_subquery(), acts.scalar_subquery())).one()
    return row[0], row[1]


def check_queue(server: Server, desk: Desk) -> None:
    """The queue holds what the tables hold."""
    shown = ask(server, "GET", "/api/v1/juror/evaluations", token=desk.token)
    expect("the queue", shown.status, 200)
    with Session(sync_engine(server.environ["TAHKEEM_DATABASE_URL"])) as session:
        one = session.get_one(Evaluation, UUID(shown.body["items"][0]["evaluation_id"]))
        there = session.scalar(
            select(func.count())
            .select_from(Evaluation)
            .where(Evaluation.juror_id == one.juror_id, Evaluation.closed_at.is_(None))
        )
    expect("the length of the queue", len(shown.body["items"]), there)


def check_board(server: Server, token: str, round_id: str, juror: str) -> None:
    """The board counts what the tables hold, and a juror may not read it."""
    path = f"/api/v1/rounds/{round_id}/progress"
    shown = ask(server, "GET", path, token=token)
    expect("the board", shown.status, 200)
    expect("the board to a juror", ask(server, "GET", path, token=juror).status, 403)
    with Session(sync_engine(server.environ["TAHKEEM_DATABASE_URL"])) as session:
        there = session.scalar(
            select(func.count()).select_from(Evaluation).where(Evaluation.closed_at.is_(None))
        )
    expect("what the board counts", shown.body["assigned"], there)
    expect("a score on the board", b'"total":' in shown.raw or b'"points"' in shown.raw, False)


def check_winners(server: Server, path: str) -> int:
    """The winners page names every decided entry; its size in bytes."""
    shown = ask(server, "GET", path)
    expect("the winners page", shown.status, 200)
    text = shown.raw.decode()
    with Session(sync_engine(server.environ["TAHKEEM_DATABASE_URL"])) as session:
        titles = session.scalars(
            select(Entry.title_ar).join(Decision, Decision.entry_id == Entry.id)
        ).all()
    missing = [title for title in titles if title not in text]
    expect("winners that the page leaves out", missing, [])
    expect("a script on a public page", "<script" in text, False)
    return len(shown.raw)
