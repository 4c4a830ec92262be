"""What a juror reads: rounds, queue, desk, files and their own history. And what it costs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.entries.models import Answer, Attachment
from app.house import House
from app.judging.evaluations import juror_queries
from app.kit.ids import uuid7
from tests.conftest import Clock
from tests.factories import (
    NOW,
    make_entry,
    make_evaluation,
    make_field,
    make_juror,
    make_level,
    make_panel,
    make_round,
    make_user,
)
from tests.judging.scene import MADE_AT, Scene, make_scene

SignIn = Callable[..., TestClient]


def queries(statements: list[str]) -> list[str]:
    return [
        one
        for one in statements
        if not one.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA", "SET LOCAL"))
    ]


# ------------------------------------------------------------------ the queue


def test_the_queue(scene: Scene) -> None:
    assert scene.client.get("/api/v1/juror/evaluations").json() == {
        "items": [
            {
                "evaluation_id": str(scene.evaluation.id),
                "round_id": str(scene.round.id),
                "entry_id": str(scene.entry.id),
                "number": scene.entry.number,
                "title": "خدمة المثال",
                "title_ar": "خدمة المثال",
                "title_en": "Example service",
                "category_id": str(scene.category.id),
                "category_ar": "تقديم خدمة أفضل لأفراد المجتمع",
                "category_en": "Serving People Better",
                "state": "none",
                "head": None,
                "reopened": False,
                "late": None,
                "saved_at": None,
                "later": False,
            }
        ],
        "next": None,
    }
    head = uuid7()
    scene.put(scene.body(status="submitted"), revision=head)
    item = scene.client.get(f"/api/v1/juror/evaluations?round={scene.round.id}").json()["items"][0]
    assert (item["state"], item["head"], item["saved_at"]) == (
        "submitted",
        str(head),
        "2026-03-10T09:00:00Z",
    )
    other = scene.client.get(f"/api/v1/juror/evaluations?round={uuid7()}").json()
    assert other == {"items": [], "next": None}


def test_the_queue_speaks_the_jurors_language(
    session: Session, scene: Scene, sign_in: SignIn
) -> None:
    scene.user.language = "en"
    session.commit()
    item = scene.client.get("/api/v1/juror/evaluations").json()["items"][0]
    assert item["title"] == "Example service"


def test_the_queue_holds_what_may_be_judged_and_nothing_else(
    session: Session, scene: Scene
) -> None:
    """Closed, out of the race, in a round that is only planned: gone, and not counted."""
    for state in ("withdrawn", "disqualified"):
        make_evaluation(
            session, scene.round, make_entry(session, scene.category, state=state), scene.juror
        )
    gone = make_evaluation(
        session, scene.round, make_entry(session, scene.category, state="eligible"), scene.juror
    )
    gone.closed_at, gone.closed_reason = NOW, "recused"
    later = make_round(session, scene.edition, number=2, state="planned")
    make_panel(session, later, scene.juror)
    make_evaluation(session, later, scene.entry, scene.juror)
    items = scene.client.get("/api/v1/juror/evaluations").json()["items"]
    assert [item["evaluation_id"] for item in items] == [str(scene.evaluation.id)]
    rounds = scene.client.get("/api/v1/juror/rounds").json()["items"]
    counts = ("assigned", "untouched", "drafts", "submitted", "recused", "given_back")
    assert {row["number"]: [row[name] for name in counts] for row in rounds} == {
        1: [1, 1, 0, 0, 1, 0],
        2: [1, 1, 0, 0, 0, 0],
    }


def test_the_queue_comes_in_parts_by_number(session: Session, scene: Scene) -> None:
    entries = [make_entry(session, scene.category, state="eligible") for _ in range(4)]
    for entry in reversed(entries):
        make_evaluation(session, scene.round, entry, scene.juror)
    from app.actor import Actor

    actor = Actor(user_id=scene.user.id)
    seen, after = [], None
    for _ in range(5):
        part = juror_queries.own_evaluations(session, actor, None, after, limit=2)
        seen.append([item["number"] for item in part["items"]])
        after = part["next"]
        if after is None:
            break
    first = scene.entry.number
    assert seen == [[first, first + 1], [first + 2, first + 3], [first + 4]]
    wrong = scene.client.get("/api/v1/juror/evaluations?after=1.x")
    assert [error["code"] for error in wrong.json()["errors"]] == ["cursor_invalid"]


def test_the_queue_is_one_statement_beside_the_actor(
    session: Session, scene: Scene, statements: list[str]
) -> None:
    for _ in range(5):
        make_evaluation(
            session, scene.round, make_entry(session, scene.category, state="eligible"), scene.juror
        )
    statements.clear()
    assert len(scene.client.get("/api/v1/juror/evaluations").json()["items"]) == 6
    assert len(queries(statements)) == 3


# ------------------------------------------------------------------ rounds


def test_the_jurors_rounds(session: Session, scene: Scene, clock: Clock) -> None:
    row = scene.client.get("/api/v1/juror/rounds").json()["items"][0]
    assert (row["window"], row["state"], row["is_chair"]) == ("open", "open", False)
    assert (row["edition_ar"], row["programme_en"]) == ("الدورة الثانية", "Example Award")
    scene.put()
    clock.now = scene.round.closes_at.replace(hour=23)
    row = scene.client.get("/api/v1/juror/rounds").json()["items"][0]
    assert (row["window"], row["drafts"], row["untouched"]) == ("over", 1, 0)


def test_a_chair_is_told_so(session: Session, scene: Scene, sign_in: SignIn) -> None:
    user = make_user(session)
    chair = make_juror(session, scene.edition, user)
    round_ = make_round(session, scene.edition, number=2)
    make_panel(session, round_, chair, chair=chair)
    rows = sign_in(user).get("/api/v1/juror/rounds").json()["items"]
    assert [(row["number"], row["is_chair"], row["assigned"]) for row in rows] == [(2, True, 0)]


# ------------------------------------------------------------------ the desk


def test_the_desk_before_any_save(session: Session, scene: Scene) -> None:
    answer = scene.client.get(scene.url)
    assert answer.status_code == 200
    assert "etag" not in answer.headers
    desk = answer.json()
    assert (desk["head"], desk["scores"], desk["status"], desk["total"]) == (None, {}, "none", None)
    assert (desk["closes_at"], desk["window"]) == ("2026-03-30T09:00:00Z", "open")
    assert (desk["previous_id"], desk["next_id"]) == (None, None)
    leaves = [
        {key: leaf[key] for key in ("code", "min", "max", "step", "levels", "weight")}
        for leaf in desk["rubric"]
    ]
    scale = {"min": "0", "max": "5", "step": "1", "levels": []}
    assert leaves == [
        {"code": "a", **scale, "weight": "3/10"},
        {"code": "b1", **scale, "weight": "1/10"},
        {"code": "b2", **scale, "weight": "1/10"},
        {"code": "c", **scale, "weight": "1/2"},
    ]
    assert [leaf["criterion_id"] for leaf in desk["rubric"]] == [
        str(scene.leaves[code]) for code in ("a", "b1", "b2", "c")
    ]
    tree = [
        (node["code"], [child["code"] for child in node["children"]]) for node in desk["criteria"]
    ]
    assert tree == [("a", []), ("b", ["b1", "b2"]), ("c", [])]


def test_the_desk_shows_the_head(scene: Scene) -> None:
    head = uuid7()
    body = scene.body(status="submitted", comment="واضح", notes="لي")
    scene.put(body, revision=head)
    answer = scene.client.get(scene.url)
    assert answer.headers["etag"] == f'"{head}"'
    desk = answer.json()
    assert {key: desk[key] for key in ("head", "scores", "comment", "notes", "status")} == {
        "head": str(head),
        "scores": body["scores"],
        "comment": "واضح",
        "notes": "لي",
        "status": "submitted",
    }
    assert (desk["total"], desk["submitted_id"], desk["reopened"]) == ("60.00", str(head), False)
    assert desk["made_at"] == MADE_AT


def test_the_desk_shows_only_what_the_form_shows_to_jurors(
    session: Session, scene: Scene, house: House
) -> None:
    shown = make_field(session, scene.category, position=1)
    hidden = make_field(session, scene.category, position=2, visible_to_jurors=False)
    papers = make_field(session, scene.category, position=3, kind="file")
    secret = make_field(session, scene.category, position=4, kind="file", visible_to_jurors=False)
    for field, value in ((shown, "وصف"), (hidden, "سرّ")):
        session.add(
            Answer(
                entry_id=scene.entry.id, field_id=field.id, value=value, revision=1, saved_at=NOW
            )
        )
    files = {}
    for field in (papers, secret):
        files[field.id] = _file(session, house, scene, field.id)
    answer = scene.client.get(scene.url)
    entry = answer.json()["entry"]
    assert [field["id"] for field in entry["fields"]] == [str(shown.id), str(papers.id)]
    assert entry["answers"] == [{"field_id": str(shown.id), "value": "وصف"}]
    assert [one["id"] for one in entry["attachments"]] == [str(files[papers.id])]
    assert (entry["agency_ar"], entry["number"]) == ("جهة تجريبية ٠١", scene.entry.number)
    assert "سرّ" not in answer.text
    got = scene.client.get(f"{scene.url}/attachments/{files[papers.id]}/content")
    assert (got.status_code, got.content) == (200, b"%PDF-1.4")
    assert got.headers["content-disposition"].startswith("attachment")
    for key in (files[secret.id], uuid7()):
        assert scene.client.get(f"{scene.url}/attachments/{key}/content").status_code == 404


def _file(session: Session, house: House, scene: Scene, field_id: Any) -> Any:
    async def body() -> AsyncIterator[bytes]:
        yield b"%PDF-1.4"

    stored = asyncio.run(house.storage.write(body(), limit=100))
    row = Attachment(
        id=uuid7(),
        entry_id=scene.entry.id,
        field_id=field_id,
        name="ورقة.pdf",
        media_type="application/pdf",
        size=stored.size,
        sha256=stored.sha256,
        state="clean",
        clean_sha256=stored.sha256,
        clean_size=stored.size,
        added_at=NOW,
    )
    session.add(row)
    session.commit()
    return row.id


def test_a_file_of_another_entry_is_not_there(
    session: Session, scene: Scene, house: House, sign_in: SignIn
) -> None:
    other = make_scene(session, sign_in)
    field = make_field(session, other.category, kind="file")
    key = _file(session, house, other, field.id)
    assert other.client.get(f"{other.url}/attachments/{key}/content").status_code == 200
    assert scene.client.get(f"{scene.url}/attachments/{key}/content").status_code == 404


def test_levels_stand_on_the_desk(session: Session, scene: Scene) -> None:
    from app.editions.models import Criterion

    leaf = session.get_one(Criterion, scene.leaves["a"])
    make_level(session, leaf, "good", 4)
    levels = scene.client.get(scene.url).json()["rubric"][0]["levels"]
    assert [(level["code"], level["points"]) for level in levels] == [("good", "4")]


def test_neighbours_are_of_the_same_round_and_still_mine(session: Session, scene: Scene) -> None:
    found = []
    for _ in range(3):
        entry = make_entry(session, scene.category, state="eligible")
        found.append(make_evaluation(session, scene.round, entry, scene.juror))
    found[0].closed_at, found[0].closed_reason = NOW, "given_back"
    session.commit()
    desk = scene.client.get(scene.url).json()
    assert (desk["previous_id"], desk["next_id"]) == (None, str(found[1].id))
    desk = scene.client.get(f"/api/v1/juror/evaluations/{found[1].id}").json()
    assert (desk["previous_id"], desk["next_id"]) == (str(scene.evaluation.id), str(found[2].id))


def test_a_planned_round_is_not_read_yet(session: Session, scene: Scene) -> None:
    scene.round.state = "planned"
    session.commit()
    answer = scene.client.get(scene.url)
    assert (answer.status_code, answer.json()["code"]) == (423, "round_not_open_yet")


def test_a_closed_round_is_still_read_by_its_juror(session: Session, scene: Scene) -> None:
    scene.put(scene.body(status="submitted"))
    scene.round.state = "closed"
    session.commit()
    desk = scene.client.get(scene.url).json()
    assert (desk["total"], desk["window"]) == ("60.00", "over")


def test_the_desk_takes_the_same_statements_for_a_long_form(
    session: Session, scene: Scene, statements: list[str]
) -> None:
    url = scene.url
    scene.client.get(url)  # the rubric is compiled
    statements.clear()
    scene.client.get(url)
    short = len(queries(statements))
    for at in range(6):
        make_field(session, scene.category, position=at)
    statements.clear()
    scene.client.get(url)
    assert (short, len(queries(statements))) == (10, 10)


# ------------------------------------------------------------------ own history


def test_the_jurors_own_history(scene: Scene, clock: Clock) -> None:
    first, second = uuid7(), uuid7()
    scene.put(scene.body({"a": "1"}), revision=first)
    clock.forward(minutes=5)
    scene.put(scene.body(status="submitted"), parent=first, revision=second)
    page = scene.client.get(f"{scene.url}/revisions").json()
    assert page["total"] == 2
    assert [(row["id"], row["status"], row["total"]) for row in page["items"]] == [
        (str(second), "submitted", "60.00"),
        (str(first), "draft", None),
    ]
    one = scene.client.get(f"{scene.url}/revisions/{first}").json()
    assert (one["scores"], one["branch"]) == (scene.scores({"a": "1"}), "head")
    csv = scene.client.get(f"{scene.url}/revisions?format=csv").text
    assert csv.count("\r\n") == 3
    assert scene.client.get(f"{scene.url}/revisions/{uuid7()}").status_code == 404
