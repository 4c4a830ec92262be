"""A round with two panels: each judges its own categories, is planned and watched by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Role, Scope
from app.editions.models import Category, Edition
from app.entries.models import Entry
from app.judging.evaluations.models import Evaluation
from app.judging.panels.models import Juror, Panel, PanelCategory
from app.judging.rounds.models import Round
from app.kit.ids import uuid7
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_evaluation,
    make_grant,
    make_juror,
    make_panel,
    make_round,
    make_staff,
)
from tests.judging.scene import broken

SignIn = Callable[..., TestClient]


@dataclass
class Two:
    """Health has a panel of its own, the rest another; `both` sits on the two of them."""

    edition: Edition
    round: Round
    health: Category
    schools: Category
    doctor: Juror
    teacher: Juror
    both: Juror
    of_health: Panel
    of_rest: Panel
    sick: list[Entry]
    taught: list[Entry]
    organiser: TestClient

    @property
    def at(self) -> str:
        return f"/api/v1/rounds/{self.round.id}"

    def give(self, entry: Entry, juror: Juror) -> str | None:
        pair = {"entry_id": str(entry.id), "juror_id": str(juror.id)}
        code: str | None = (
            self.organiser.put(f"{self.at}/assignments/{uuid7()}", json=pair).json().get("code")
        )
        return code

    def panel(self, **values: Any) -> dict[str, Any]:
        return {"name_ar": "لجنة الطرق", "juror_ids": [str(self.both.id)]} | values


@pytest.fixture
def two(session: Session, sign_in: SignIn) -> Two:
    edition = make_edition(session, phase="judging")
    health, schools = make_category(session, edition), make_category(session, edition)
    round_ = make_round(session, edition, jurors_per_entry=1)
    doctor, teacher, both = (make_juror(session, edition) for _ in range(3))
    of_health = make_panel(session, round_, doctor, both, chair=doctor)
    of_rest = make_panel(session, round_, teacher, both, chair=teacher)
    for juror in (doctor, teacher):
        user = session.get_one(User, juror.user_id)
        make_grant(session, user, Role.chair, Scope.edition, edition.id)
    session.add(PanelCategory(panel_id=of_health.id, category_id=health.id))

    def entries(category: Category) -> list[Entry]:
        return [make_entry(session, category, state="eligible", submitted_at=NOW) for _ in range(3)]

    sick, taught = entries(health), entries(schools)
    session.commit()
    return Two(
        edition, round_, health, schools, doctor, teacher, both, of_health, of_rest, sick, taught,
        sign_in(make_staff(session, edition)),
    )  # fmt: skip


def code(answer: Any) -> tuple[int, str | None]:
    body = answer.json() if answer.content else {}
    errors = body.get("errors")
    return answer.status_code, errors[0]["code"] if errors else body.get("code")


def test_panels_share_no_category_and_go_only_when_idle(session: Session, two: Two) -> None:
    listed = two.organiser.get(f"{two.at}/panels").json()
    assert [one["id"] for one in listed["items"]] == [str(two.of_health.id), str(two.of_rest.id)]
    assert listed["uncovered"] == []
    put = f"{two.at}/panels/{uuid7()}"
    taken = two.organiser.put(put, json=two.panel(category_ids=[str(two.health.id)]))
    assert code(taken) == (422, "panel_categories_taken")
    assert two.of_health.name_ar in taken.json()["errors"][0]["message"]
    assert code(two.organiser.put(put, json=two.panel())) == (422, "panel_rest_taken")
    named = two.organiser.put(put, json=two.panel(category_ids=[str(two.schools.id)]))
    assert named.status_code == 201
    other = f"/api/v1/rounds/{make_round(session, two.edition, number=2).id}/panels"
    assert code(two.organiser.put(f"{other}/{two.of_rest.id}", json=two.panel())) == (
        409,
        "id_taken",
    )
    make_evaluation(session, two.round, two.taught[0], two.teacher)
    session.commit()
    # Nothing is left for the rest; who judges schools keeps their panel.
    assert two.organiser.delete(f"{two.at}/panels/{two.of_rest.id}").status_code == 204
    assert code(two.organiser.delete(put)) == (409, "panel_at_work")
    assert broken(session) == {}


def test_by_hand_only_to_who_sits_on_the_entrys_panel(session: Session, two: Two) -> None:
    assert two.give(two.sick[0], two.teacher) == "on_other_panel"
    assert two.give(two.taught[0], two.doctor) == "on_other_panel"
    assert [two.give(two.sick[0], two.doctor), two.give(two.taught[0], two.both)] == [None, None]
    assert two.organiser.delete(f"{two.at}/panels/{two.of_rest.id}").status_code == 409
    kept = session.scalars(select(Evaluation)).all()
    assert {(one.entry_id, one.juror_id) for one in kept} == {
        (two.sick[0].id, two.doctor.id),
        (two.taught[0].id, two.both.id),
    }


def test_a_plan_is_made_for_one_panel(session: Session, two: Two) -> None:
    plans = f"{two.at}/plans"
    assert code(two.organiser.post(plans, json={"kind": "spread"})) == (422, "plan_panel_missing")
    strange = {"kind": "spread", "panel_id": str(uuid7())}
    assert code(two.organiser.post(plans, json=strange)) == (422, "plan_panel_unknown")
    made = two.organiser.post(
        plans, json={"kind": "spread", "panel_id": str(two.of_health.id)}
    ).json()["plan"]
    assert made["goal"]["panel_id"] == str(two.of_health.id)
    assert {UUID(one["entry_id"]) for one in made["pairs"]} == {one.id for one in two.sick}
    assert {UUID(one["juror_id"]) for one in made["loads"]} == {two.doctor.id, two.both.id}
    assert two.organiser.post(f"/api/v1/plans/{made['id']}/apply").status_code == 200
    held = len(
        session.scalars(select(Evaluation.id).where(Evaluation.juror_id == two.both.id)).all()
    )
    # What they judge for the other panel is their load, and its entries are not planned again.
    rest = {"kind": "repair", "panel_id": str(two.of_rest.id)}
    second = two.organiser.post(plans, json=rest).json()["plan"]
    assert {UUID(one["entry_id"]) for one in second["pairs"]} == {one.id for one in two.taught}
    before = {UUID(one["juror_id"]): one["before"] for one in second["loads"]}
    assert before == {two.teacher.id: 0, two.both.id: held}


def test_a_chair_sees_their_own_panel_alone(session: Session, two: Two, sign_in: SignIn) -> None:
    for entry in two.sick:
        make_evaluation(session, two.round, entry, two.doctor)
    make_evaluation(session, two.round, two.taught[0], two.teacher)
    session.commit()
    whole = two.organiser.get(f"{two.at}/progress").json()
    assert (whole["assigned"], whole["entries"]) == (4, 6)
    assert [(one["panel_id"], one["assigned"], one["entries"]) for one in whole["by_panel"]] == [
        (str(two.of_health.id), 3, 3),
        (str(two.of_rest.id), 1, 3),
    ]
    part = two.organiser.get(f"{two.at}/progress?panel_id={two.of_rest.id}").json()
    assert (part["assigned"], part["entries"], part["by_panel"]) == (1, 3, [])
    chair = sign_in(session.get_one(User, two.teacher.user_id))
    board = chair.get(f"{two.at}/chair-progress").json()
    assert (board["assigned"], board["entries"]) == (1, 3)
    assert [one["category_id"] for one in board["by_category"]] == [str(two.schools.id)]
    for who, path in ((chair, "chair-progress"), (two.organiser, "progress")):
        jurors = who.get(f"{two.at}/{path}/jurors?panel_id={two.of_rest.id}").json()["items"]
        assert {one["juror_id"] for one in jurors} == {str(two.teacher.id), str(two.both.id)}
    two.round.state, two.round.closed_at, two.round.closing_hash = "closed", NOW, "0" * 64
    session.commit()
    assert chair.get(f"/api/v1/entries/{two.sick[0].id}/evaluations").status_code == 404
    assert chair.get(f"/api/v1/entries/{two.taught[0].id}/evaluations").status_code == 200
