"""Every list of judging costs the same statements for one row and for many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.judging.assignments.models import AssignmentPlan
from app.judging.conflicts.models import Conflict
from app.judging.panels.models import Panel, PanelMember
from app.kit.ids import uuid7
from tests.factories import (
    NOW,
    make_edition,
    make_entry,
    make_evaluation,
    make_juror,
    make_panel,
    make_round,
    make_staff,
)
from tests.judging.scene import Scene

SignIn = Callable[..., TestClient]


def _round(scene: Scene) -> None:
    number = scene.session.scalars(select(Panel.id)).all()
    round_ = make_round(scene.session, scene.edition, number=len(number) + 1)
    make_panel(scene.session, round_, scene.juror)


def _jury(scene: Scene) -> None:
    make_juror(scene.session, make_edition(scene.session), scene.user, invited_at=NOW)


def _juror(scene: Scene) -> None:
    juror = make_juror(scene.session, scene.edition)
    panel = scene.session.scalars(select(Panel.id)).first()
    scene.session.add(PanelMember(panel_id=panel, juror_id=juror.id))


def _panel(scene: Scene) -> None:
    make_panel(scene.session, scene.round, scene.juror)


def _save(scene: Scene) -> None:
    assert scene.put(scene.body(), parent=scene.fresh().head_id).status_code == 201


def _conflict(scene: Scene) -> None:
    entry = make_entry(scene.session, scene.category, state="eligible")
    scene.session.add(
        Conflict(
            id=uuid7(),
            edition_id=scene.edition.id,
            juror_id=scene.juror.id,
            entry_id=entry.id,
            source="juror",
            kind="family",
            state="recused",
            declared_at=NOW,
        )
    )


def _plan(scene: Scene) -> None:
    goal = {"jurors_per_entry": 3, "category_id": None, "juror_ids": None, "max_load": None}
    scene.session.add(
        AssignmentPlan(
            id=uuid7(),
            round_id=scene.round.id,
            kind="spread",
            goal={**goal, "lower_k": {}},
            problem_hash="0" * 64,
            pairs=[],
            summary={},
            made_at=NOW,
        )
    )


def _evaluation(scene: Scene) -> None:
    juror = make_juror(scene.session, scene.edition)
    made = make_evaluation(scene.session, scene.round, scene.entry, juror)
    client = scene.sign_in(scene.session.get_one(User, juror.user_id))
    answer = client.put(
        f"/api/v1/juror/evaluations/{made.id}/revisions/{uuid7()}",
        json=scene.body(status="submitted"),
        headers={"If-None-Match": "*"},
    )
    assert answer.status_code == 201


LISTS: dict[str, tuple[str, str, Callable[[Scene], None]]] = {
    "rounds": ("organiser", "/editions/{edition}/rounds", _round),
    "jurors": ("organiser", "/editions/{edition}/jurors", _juror),
    "panels": ("organiser", "/rounds/{round}/panels", _panel),
    "plans": ("organiser", "/rounds/{round}/plans", _plan),
    "own juries": ("juror", "/jury", _jury),
    "own rounds": ("juror", "/juror/rounds", _round),
    "own revisions": ("juror", "/juror/evaluations/{evaluation}/revisions", _save),
    "own conflicts": ("juror", "/juror/conflicts", _conflict),
    "evaluations of an entry": ("closed", "/entries/{entry}/evaluations", _evaluation),
}


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_list_costs_the_same_for_many(
    name: str, session: Session, scene: Scene, sign_in: SignIn, statements: list[str]
) -> None:
    who, path, more = LISTS[name]
    organiser = sign_in(make_staff(session, scene.edition))
    client = scene.client if who == "juror" else organiser
    url = "/api/v1" + path.format(
        edition=scene.edition.id,
        round=scene.round.id,
        evaluation=scene.evaluation.id,
        entry=scene.entry.id,
    )

    def cost() -> tuple[int, int]:
        scene.round.state = "closed" if who == "closed" else "open"
        session.commit()
        statements.clear()
        answer = client.get(url)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        rows = found.get("items", found.get("members"))
        scene.round.state = "open"
        session.commit()
        return len([one for one in statements if one.startswith("SELECT")]), len(rows or ())

    more(scene)
    session.commit()
    few, some = cost()
    for _ in range(4):
        more(scene)
    session.commit()
    many, all_ = cost()
    assert (many, all_) == (few, some + 4)
