"""The conflicts of a round for its minutes: complete, by entry, behind the walls of its reader."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import SYSTEM_ACTOR, Scope
from app.documents.conflict_queries import conflict_document, conflict_report
from app.judging.conflicts.models import Conflict
from app.judging.panels.models import Juror
from app.kit.ids import uuid7
from tests.factories import (
    NOW,
    make_edition,
    make_entry,
    make_evaluation,
    make_juror,
    make_organisation,
    make_past_tie,
    make_staff,
)
from tests.judging.scene import Scene

SignIn = Callable[..., TestClient]


def conflict(session: Session, juror: Juror, **values: Any) -> None:
    session.add(
        Conflict(
            id=uuid7(),
            edition_id=juror.edition_id,
            juror_id=juror.id,
            **{"source": "juror", "kind": "family", "state": "recused", "declared_at": NOW}
            | values,
        )
    )
    session.commit()


def lines(client: TestClient, scene: Scene, **params: str) -> list[list[str]]:
    answer = client.get(
        f"/api/v1/rounds/{scene.round.id}/conflict-report", params={"format": "csv", **params}
    )
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1:]


def test_the_report_names_each_entry_with_its_conflicts(
    session: Session, scene: Scene, sign_in: SignIn
) -> None:
    user = make_staff(session, scene.edition)
    organiser = sign_in(user)
    agency = make_organisation(session, name_ar="أمانة", name_en="Municipality")
    other = make_entry(session, scene.category, agency, state="eligible", submitted_at=NOW)
    conflict(session, scene.juror, entry_id=scene.entry.id, reason="=SUM(1)")
    conflict(
        session,
        scene.juror,
        organisation_id=agency.id,
        source="organiser",
        kind="advised",
        state="dismissed",
        decided_by=user.id,
        decided_at=NOW + timedelta(days=1),
        decision_reason="عمل قديم",
    )
    # One who is neither on the panel nor was ever assigned the entry is no matter of this round.
    stranger = make_juror(session, scene.edition)
    conflict(session, stranger, entry_id=scene.entry.id)
    # One who was on it and left is.
    left = make_juror(session, scene.edition, name_ar="يوسف")
    gone = make_evaluation(session, scene.round, scene.entry, left)
    gone.closed_at, gone.closed_reason = NOW, "recused"
    session.commit()
    conflict(session, left, entry_id=scene.entry.id, kind="employer")
    found = lines(organiser, scene, language="en")
    assert [(row[0], row[3], row[4], row[6], row[9]) for row in found] == [
        (str(scene.entry.number), "Example Juror", "Family", "No", "Recused"),
        (str(scene.entry.number), "Example Juror", "Current employer", "No", "Recused"),
        (str(other.number), "Example Juror", "Advice or work on the entry", "Yes", "Dismissed"),
    ]
    assert found[0][8] == "'=SUM(1)"
    assert found[2][2] == "Municipality"
    assert found[2][11:] == ["عمل قديم", "Sara Example"]
    for form in ("pdf", "xlsx"):
        made = organiser.get(
            f"/api/v1/rounds/{scene.round.id}/conflict-report", params={"format": form}
        )
        assert made.status_code == 200
        assert made.content.startswith(b"%PDF" if form == "pdf" else b"PK")
        assert f"conflicts.{form}" in made.headers["content-disposition"]


def test_walls_stand_before_the_report_and_it_says_so(
    session: Session, scene: Scene, sign_in: SignIn
) -> None:
    conflict(session, scene.juror, entry_id=scene.entry.id)
    user = make_staff(session, scene.edition)
    assert scene.entry.organisation_id is not None
    make_past_tie(session, user, Scope.organisation, scene.entry.organisation_id)
    walled = sign_in(user)
    assert lines(walled, scene) == []
    stranger = sign_in(make_staff(session, make_edition(session)))
    refused = stranger.get(f"/api/v1/rounds/{scene.round.id}/conflict-report")
    assert refused.status_code in {403, 404}


def test_a_partial_report_says_that_it_is(session: Session, scene: Scene) -> None:
    conflict(session, scene.juror, entry_id=scene.entry.id)
    whole = conflict_report(session, SYSTEM_ACTOR, scene.round.id)
    assert (len(whole.rows), whole.partial) == (1, False)
    walled = replace(SYSTEM_ACTOR, barred_entries=frozenset({scene.entry.id}))
    part = conflict_report(session, walled, scene.round.id)
    assert conflict_document(part, "ar", NOW)["partial"] is True
    assert part.rows == []
