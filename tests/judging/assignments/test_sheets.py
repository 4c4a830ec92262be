"""Assignments out to a sheet and in from one: shown first, all or nothing, walls before it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import Scope
from app.audit.models import AuditEvent
from app.judging.assignments.sheet_schemas import COLUMNS, HEADERS
from app.judging.conflicts.models import Conflict
from app.judging.evaluations.models import Evaluation
from app.judging.panels.models import Juror, Panel, PanelMember
from app.kit.ids import uuid7
from app.kit.imports import read_grid
from app.kit.tables import xlsx_bytes
from tests.factories import (
    NOW,
    make_entry,
    make_evaluation,
    make_juror,
    make_past_tie,
    make_staff,
)
from tests.judging.scene import Scene, broken

SignIn = Callable[..., TestClient]


@pytest.fixture
def organiser(session: Session, scene: Scene, sign_in: SignIn) -> TestClient:
    return sign_in(make_staff(session, scene.edition))


def url(scene: Scene) -> str:
    return f"/api/v1/rounds/{scene.round.id}/assignment-sheet"


def sheet(*rows: tuple[Any, ...], language: int = 0) -> bytes:
    heads = [HEADERS[column.name][language] for column in COLUMNS]
    return xlsx_bytes(heads, [[*row, ""][:3] for row in rows], "ar")


def send(client: TestClient, scene: Scene, data: bytes, **params: Any) -> Any:
    return client.post(url(scene), content=data, params=params)


def member(scene: Scene, **values: Any) -> Juror:
    juror = make_juror(scene.session, scene.edition, **values)
    panel = scene.session.scalars(select(Panel)).one()
    scene.session.add(PanelMember(panel_id=panel.id, juror_id=juror.id))
    scene.session.commit()
    return juror


def live(scene: Scene) -> set[tuple[int, str, str]]:
    scene.session.expire_all()
    rows = scene.session.scalars(select(Evaluation).where(Evaluation.closed_at.is_(None)))
    names = {juror.id: juror.email for juror in scene.session.scalars(select(Juror))}
    numbers = {scene.entry.id: scene.entry.number}
    return {(numbers.get(row.entry_id, 0), names[row.juror_id], row.source) for row in rows}


def test_a_file_is_compared_shown_and_applied(
    session: Session, scene: Scene, organiser: TestClient
) -> None:
    second = make_entry(session, scene.category, state="eligible", submitted_at=NOW)
    two, three = member(scene, name_ar="ليلى المثال", name_en="Layla"), member(scene)
    make_evaluation(session, scene.round, scene.entry, three)
    scene.put()  # the juror of the scene has begun
    removed = make_evaluation(session, scene.round, second, three)
    number = scene.entry.number
    data = sheet((number, three.email), (number, "", "ليلي المثال"), (second.number, two.email))
    shown = send(organiser, scene, data).json()
    assert {key: shown[key] for key in ("applied", "rows", "entries", "problems")} == {
        "applied": False,
        "rows": 3,
        "entries": 2,
        "problems": [],
    }
    assert [
        (one["change"], one["row"], one["number"], one["juror_ar"]) for one in shown["items"]
    ] == [
        ("added", 3, number, two.name_ar),
        ("added", 4, second.number, two.name_ar),
        ("removed", 4, second.number, three.name_ar),
        ("kept", 2, number, scene.juror.name_ar),
        ("unchanged", 2, number, three.name_ar),
    ]
    before = live(scene)
    stale = send(organiser, scene, data, dry_run=False, plan_hash="0" * 64)
    assert (stale.status_code, stale.json()["code"]) == (409, "plan_stale")
    assert live(scene) == before
    done = send(organiser, scene, data, dry_run=False, plan_hash=shown["plan_hash"])
    assert (done.status_code, done.json()["applied"], done.json()["removed"]) == (200, True, 1)
    assert live(scene) == {
        (number, scene.juror.email, "hand"),
        (number, three.email, "hand"),
        (number, two.email, "file"),
        (0, two.email, "file"),
    }
    session.refresh(removed)
    assert (removed.closed_reason, removed.source) == ("removed", "hand")
    act = session.scalars(select(AuditEvent).where(AuditEvent.act == "import_assignments")).one()
    assert (act.facts["added"], act.facts["removed"], act.facts["rows"]) == (2, 1, 3)
    # What was taken away comes back by its own row; what nobody names empties an entry.
    back = sheet((second.number, three.email))
    plan = send(organiser, scene, back).json()
    assert (plan["added"], plan["removed"]) == (1, 1)
    send(organiser, scene, back, dry_run=False, plan_hash=plan["plan_hash"])
    session.refresh(removed)
    assert removed.closed_at is None
    empty = send(organiser, scene, sheet((second.number, ""))).json()
    assert (empty["added"], empty["removed"], empty["unchanged"]) == (0, 1, 0)
    assert not broken(session)


def test_begun_since_the_look_is_not_taken_away(
    session: Session, scene: Scene, organiser: TestClient
) -> None:
    data = sheet((scene.entry.number, ""))
    shown = send(organiser, scene, data).json()
    assert shown["removed"] == 1
    scene.put()
    refused = send(organiser, scene, data, dry_run=False, plan_hash=shown["plan_hash"])
    assert (refused.status_code, refused.json()["code"]) == (409, "plan_stale")
    assert len(live(scene)) == 1
    assert send(organiser, scene, data).json()["kept"] == 1


def test_every_wrong_row_is_named_and_nothing_is_kept(
    session: Session, scene: Scene, organiser: TestClient
) -> None:
    number, panel = scene.entry.number, member(scene)
    outside = make_juror(session, scene.edition)
    twins = [member(scene, name_ar="سعد"), member(scene, name_ar="سعد", state="invited")]
    recused, returner = member(scene), member(scene)
    session.add(
        Conflict(
            id=uuid7(),
            edition_id=scene.edition.id,
            juror_id=recused.id,
            entry_id=scene.entry.id,
            source="juror",
            kind="family",
            state="recused",
            declared_at=NOW,
        )
    )
    own = member(scene, employer_id=scene.entry.organisation_id)
    gone = make_evaluation(session, scene.round, scene.entry, returner)
    gone.closed_at, gone.closed_reason = NOW, "given_back"
    draft = make_entry(session, scene.category)
    waiting = make_entry(session, scene.category, state="submitted", submitted_at=NOW)
    session.commit()
    rows: list[tuple[Any, ...]] = [
        ("ابجد", panel.email),
        (999, panel.email),
        (draft.number, panel.email),
        (waiting.number, panel.email),
        (number, "nobody@example.org"),
        (number, "", "سعد"),
        (number, twins[1].email),
        (number, outside.email),
        (number, recused.email),
        (number, own.email),
        (number, returner.email),
        (number, panel.email),
        (number, panel.email.upper()),
    ]
    shown = send(organiser, scene, sheet(*rows)).json()
    assert [(one["row"], one["column"], one["code"]) for one in shown["problems"]] == [
        (2, "number", "bad_number"),
        (3, "number", "entry_unknown"),
        (4, "number", "entry_unknown"),
        (5, "number", "entry_not_eligible"),
        (6, "juror_email", "juror_unknown"),
        (7, "juror", "juror_name_unclear"),
        (8, "juror_email", "juror_not_accepted"),
        (9, "juror_email", "not_on_panel"),
        (10, "juror_email", "conflict_bars"),
        (11, "juror_email", "own_employer"),
        (12, "juror_email", "given_back"),
        (14, "juror_email", "duplicate_row"),
    ]
    assert shown["problems"][1]["header"] == "رقم المشاركة"
    before = live(scene)
    refused = send(organiser, scene, sheet(*rows), dry_run=False, plan_hash=shown["plan_hash"])
    assert (refused.status_code, refused.json()["code"]) == (422, "import_invalid")
    assert len(refused.json()["errors"]) == 12
    assert live(scene) == before
    scene.round.state, scene.round.closed_at = "closed", NOW
    session.commit()
    closed = send(organiser, scene, sheet((number, panel.email)))
    assert (closed.status_code, closed.json()["code"]) == (409, "round_closed")


def test_what_is_downloaded_comes_back_as_it_is(
    session: Session, scene: Scene, organiser: TestClient
) -> None:
    make_entry(session, scene.category, state="eligible", submitted_at=NOW, title_ar="=1+1")
    kinds = (("xlsx", "application/vnd.open", "en"), ("csv", "text/csv", "ar"))
    for form, mime, language in kinds:
        got = organiser.get(
            url(scene), params={"format": form}, headers={"Accept-Language": language}
        )
        assert got.status_code == 200
        assert got.headers["content-type"].startswith(mime)
        assert f"assignments.{form}" in got.headers["content-disposition"]
        rows = read_grid(got.content, COLUMNS).rows
        assert [(row.values["number"], row.values["juror_email"]) for row in rows] == [
            ("101", scene.juror.email),
            ("102", ""),
        ]
        back = send(organiser, scene, got.content).json()
        assert (back["unchanged"], back["added"], back["removed"], back["problems"]) == (
            1,
            0,
            0,
            [],
        )
    text = got.content.decode("utf-8-sig")
    assert [row[3] for row in csv.reader(io.StringIO(text))] == ["المشاركة", "خدمة المثال", "'=1+1"]


def test_a_wall_hides_the_pairs_of_its_entry(
    session: Session, scene: Scene, sign_in: SignIn
) -> None:
    other = make_entry(session, scene.category, state="eligible", submitted_at=NOW)
    user = make_staff(session, scene.edition)
    assert scene.entry.organisation_id is not None
    make_past_tie(session, user, Scope.organisation, scene.entry.organisation_id)
    walled = sign_in(user)
    rows = read_grid(walled.get(url(scene)).content, COLUMNS).rows
    assert [row.values["number"] for row in rows] == [str(other.number)]
    shown = send(walled, scene, sheet((scene.entry.number, ""), (other.number, ""))).json()
    assert [(one["row"], one["code"]) for one in shown["problems"]] == [(2, "entry_unknown")]
    assert shown["items"] == []
