"""Plans: made, shown, applied once, refused when the world changed."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.audit.models import AuditEvent
from app.database import SYSTEM, Database
from app.jobs.models import Job
from app.jobs.worker import Running
from app.judging.assignments import plan_routes, plan_rules, plan_service
from app.judging.assignments.models import AssignmentPlan
from app.judging.assignments.plan_job_service import make_plan
from app.judging.conflicts.models import Conflict
from app.judging.evaluations.models import Evaluation
from app.judging.panels.models import Juror, JurorExpertise, Panel, PanelMember
from app.kit.errors import Refusal
from app.kit.ids import uuid7
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_evaluation,
    make_juror,
    make_staff,
)
from tests.judging.scene import Scene, broken

SignIn = Callable[..., TestClient]


@pytest.fixture
def organiser(session: Session, scene: Scene, sign_in: SignIn) -> TestClient:
    return sign_in(make_staff(session, scene.edition))


@pytest.fixture
def jurors(session: Session, scene: Scene) -> list[Juror]:
    """Five jurors on the panel, six entries; the scene's juror holds one of them."""
    panel = session.scalars(select(Panel)).one()
    made = [make_juror(session, scene.edition) for _ in range(4)]
    for one in made:
        session.add(PanelMember(panel_id=panel.id, juror_id=one.id))
    for _ in range(5):
        make_entry(session, scene.category, state="eligible", submitted_at=NOW)
    session.commit()
    return [scene.juror, *made]


def code(answer: Any) -> tuple[int, str | None]:
    body = answer.json()
    errors = body.get("errors")
    return answer.status_code, errors[0]["code"] if errors else body.get("code")


def plan(scene: Scene, organiser: TestClient, **wanted: Any) -> Any:
    return organiser.post(
        f"/api/v1/rounds/{scene.round.id}/plans", json={"kind": "spread"} | wanted
    )


def apply(organiser: TestClient, key: str, **headers: str) -> Any:
    return organiser.post(f"/api/v1/plans/{key}/apply", headers=headers)


def explain(organiser: TestClient, key: str, pair: dict[str, Any]) -> Any:
    return organiser.get(f"/api/v1/plans/{key}/why/{pair['entry_id']}/{pair['juror_id']}")


def live(session: Session) -> Counter[Any]:
    session.expire_all()
    rows = session.scalars(select(Evaluation.juror_id).where(Evaluation.closed_at.is_(None)))
    return Counter(rows.all())


def test_a_spread_is_planned_shown_and_applied(
    session: Session, scene: Scene, organiser: TestClient, jurors: list[Juror]
) -> None:
    made = plan(scene, organiser)
    assert made.status_code == 201
    shown = made.json()["plan"]
    assert (shown["pairs_total"], shown["short"], shown["connected"]) == (17, [], True)
    assert shown["goal"]["jurors_per_entry"] == 3  # the round's own
    assert sorted(row["after"] for row in shown["loads"]) == [3, 3, 4, 4, 4]
    before = {row["juror_id"]: (row["before"], row["added"]) for row in shown["loads"]}
    assert before[str(scene.juror.id)][0] == 1
    assert sum(live(session).values()) == 1  # nothing yet
    assert organiser.get(f"/api/v1/plans/{shown['id']}").json() == shown
    applied = apply(organiser, shown["id"])
    assert (applied.status_code, applied.json()["applied_at"]) == (200, "2026-03-10T09:00:00Z")
    assert sorted(live(session).values()) == [3, 3, 4, 4, 4]
    assert set(session.scalars(select(Evaluation.source))) == {"hand", "spread"}
    assert broken(session) == {}
    facts = session.scalars(
        select(AuditEvent.facts).where(AuditEvent.act == "apply_plan").order_by(AuditEvent.id)
    ).all()
    assert [(one["added"], one["revived"]) for one in facts] == [(17, 0)]
    listed = organiser.get(f"/api/v1/rounds/{scene.round.id}/plans").json()
    assert [(row["id"], row["pairs_total"]) for row in listed["items"]] == [(shown["id"], 17)]
    csv = organiser.get(f"/api/v1/rounds/{scene.round.id}/plans?format=csv").text
    assert csv.splitlines()[1].startswith("توزيع متساوٍ,2026-03-10")


def test_no_plan_is_solved_or_explained_in_the_serving_process(
    scene: Scene,
    organiser: TestClient,
    jurors: list[Juror],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What solves loads native code that must not share a process with the server's."""

    def here(*_given: Any, **_named: Any) -> None:
        raise AssertionError("solved in the serving process")

    for name in ("build", "solve", "repair", "certify", "explain"):
        monkeypatch.setattr(plan_rules, name, here)
    made = plan(scene, organiser)
    assert made.status_code == 201
    shown = made.json()["plan"]
    assert explain(organiser, shown["id"], shown["pairs"][0]).status_code == 200
    assert plan(scene, organiser, kind="repair").status_code == 201
    monkeypatch.setattr(plan_routes, "PATIENCE", 0.01)  # what takes too long is a job
    assert plan(scene, organiser).json()["job"]["kind"] == "make_plan"


def test_a_plan_is_applied_once(
    session: Session, scene: Scene, organiser: TestClient, jurors: list[Juror]
) -> None:
    key = plan(scene, organiser, jurors_per_entry=2).json()["plan"]["id"]
    header = {"Idempotency-Key": "apply-1"}
    assert apply(organiser, key, **header).status_code == 200
    count = sum(live(session).values())
    assert apply(organiser, key, **header).status_code == 200  # a repeat is harmless
    assert code(apply(organiser, key)) == (409, "plan_applied")
    assert code(apply(organiser, key, **{"Idempotency-Key": "apply-2"})) == (409, "plan_applied")
    assert sum(live(session).values()) == count
    other = plan(scene, organiser, jurors_per_entry=3).json()["plan"]["id"]
    assert code(apply(organiser, other, **header)) == (422, "idempotency_key_reused")


def change_nothing(_session: Session, _scene: Scene, _jurors: list[Juror]) -> None:
    """The control."""


def new_entry(session: Session, scene: Scene, _jurors: list[Juror]) -> None:
    make_entry(session, scene.category, state="eligible")


def entry_out(session: Session, scene: Scene, _jurors: list[Juror]) -> None:
    scene.entry.state = "disqualified"


def juror_out(session: Session, scene: Scene, jurors: list[Juror]) -> None:
    jurors[1].state = "withdrawn"


def new_conflict(session: Session, scene: Scene, jurors: list[Juror]) -> None:
    session.add(
        Conflict(
            id=uuid7(),
            edition_id=scene.edition.id,
            juror_id=jurors[1].id,
            entry_id=scene.entry.id,
            source="organiser",
            kind="other",
            reason="-",
            state="suspended",
            declared_at=NOW,
        )
    )


def by_hand(session: Session, scene: Scene, jurors: list[Juror]) -> None:
    make_evaluation(session, scene.round, scene.entry, jurors[1])


def new_employer(session: Session, scene: Scene, jurors: list[Juror]) -> None:
    jurors[1].employer_id = scene.entry.organisation_id


CHANGES = (change_nothing, new_entry, entry_out, juror_out, new_conflict, by_hand, new_employer)


@pytest.mark.parametrize("change", CHANGES)
def test_a_plan_is_refused_when_the_world_changed(
    session: Session,
    scene: Scene,
    organiser: TestClient,
    jurors: list[Juror],
    change: Callable[[Session, Scene, list[Juror]], None],
) -> None:
    key = plan(scene, organiser).json()["plan"]["id"]
    change(session, scene, jurors)
    session.commit()
    before = sum(live(session).values())
    if change is change_nothing:
        assert apply(organiser, key).status_code == 200
        return
    assert code(apply(organiser, key)) == (409, "world_changed")
    assert sum(live(session).values()) == before
    assert session.scalars(select(AssignmentPlan.applied_at)).all() == [None]


def test_a_category_plan_gives_its_entries_to_these_jurors(
    session: Session, scene: Scene, organiser: TestClient, jurors: list[Juror]
) -> None:
    category = make_category(session, scene.edition)
    entries = [make_entry(session, category, state="eligible") for _ in range(2)]
    entries[0].organisation_id = entries[1].organisation_id
    jurors[2].employer_id = entries[0].organisation_id
    session.commit()
    made = plan(
        scene,
        organiser,
        kind="category",
        category_id=str(category.id),
        juror_ids=[str(one.id) for one in jurors[1:3]],
    ).json()["plan"]
    assert {(row["number"], row["juror_id"]) for row in made["pairs"]} == {
        (one.number, str(jurors[1].id)) for one in entries
    }
    assert {(row["juror_id"], row["reason"]) for row in made["excluded"]} == {
        (str(jurors[2].id), "own_employer")
    }
    assert [(row["wanted"], row["gets"]) for row in made["short"]] == [(3, 1), (3, 1)]
    assert apply(organiser, made["id"]).status_code == 200
    assert live(session)[jurors[1].id] == 2


def test_what_was_taken_away_comes_back_as_one_row(
    session: Session, scene: Scene, organiser: TestClient, jurors: list[Juror]
) -> None:
    url = f"/api/v1/assignments/{scene.evaluation.id}"
    organiser.request("DELETE", url, json={"reason": "-"})
    made = plan(scene, organiser, jurors_per_entry=5).json()["plan"]
    assert made["pairs_total"] == 30
    assert apply(organiser, made["id"]).status_code == 200
    assert scene.fresh().closed_at is None
    assert len(session.scalars(select(Evaluation.id)).all()) == 30
    facts = session.scalars(select(AuditEvent.facts).where(AuditEvent.act == "apply_plan")).one()
    assert (facts["added"], facts["revived"]) == (29, 1)


def test_what_was_given_back_is_not_given_again(
    session: Session, scene: Scene, organiser: TestClient, jurors: list[Juror]
) -> None:
    scene.client.post(f"{scene.url}/give-back", json={"reason": "سفر"})
    made = plan(scene, organiser, jurors_per_entry=4).json()["plan"]
    pairs = {(row["entry_id"], row["juror_id"]) for row in made["pairs"]}
    assert (str(scene.entry.id), str(scene.juror.id)) not in pairs
    assert [row["reason"] for row in made["excluded"]] == ["given_back"]


def test_wishes_for_who_is_not_there_are_told(
    session: Session, scene: Scene, organiser: TestClient, jurors: list[Juror]
) -> None:
    gone = make_entry(session, scene.category, state="disqualified", submitted_at=NOW)
    other = make_edition(session)
    foreign = make_entry(session, make_category(session, other), state="eligible")
    session.commit()
    there = {"entry_id": str(scene.entry.id), "juror_id": str(jurors[0].id)}
    late = {"entry_id": str(gone.id), "juror_id": str(jurors[1].id)}
    elsewhere = {"entry_id": str(foreign.id), "juror_id": str(uuid7())}
    made = plan(scene, organiser, jurors_per_entry=2, pins=[late, there], forbids=[elsewhere])
    assert made.status_code == 201, made.json()
    name = {"name_ar": jurors[1].name_ar, "name_en": jurors[1].name_en}
    said = made.json()["plan"]
    assert said["gone_pins"] == [late | {"number": gone.number} | name]
    # Of another edition nothing is named.
    assert said["gone_forbids"] == [elsewhere | {"number": None, "name_ar": "", "name_en": ""}]
    assert organiser.get(f"/api/v1/plans/{said['id']}").json()["gone_pins"] == said["gone_pins"]


def test_what_cannot_be_planned(
    session: Session, scene: Scene, organiser: TestClient, jurors: list[Juror]
) -> None:
    many = plan(scene, organiser, jurors_per_entry=6)
    assert code(many) == (409, "infeasible")
    said = many.json()
    assert (said["needed"], said["available"], said["rule"]) == (6, 5, "seats")
    assert len(said["entries"]) == 1
    assert len(said["jurors"]) == 5
    assert {option["kind"] for option in said["options"]} == {"lower_k"}
    assert code(plan(scene, organiser, category_id=str(uuid7()))) == (422, "category_unknown")
    assert code(plan(scene, organiser, juror_ids=[str(uuid7())])) == (422, "plan_juror_unknown")
    assert code(plan(scene, organiser, jurors_per_entry=0)) == (422, "greater_than_equal")
    reversed_ = plan(scene, organiser, min_load=4, max_load=3)
    assert code(reversed_) == (422, "plan_loads_reversed")
    assert code(plan(scene, organiser, kind="repair", min_load=4, max_load=3))[0] == 422
    assert session.scalars(select(AssignmentPlan.id)).all() == []
    key = plan(scene, organiser).json()["plan"]["id"]
    scene.round.state = "closed"
    session.commit()
    assert code(plan(scene, organiser)) == (409, "round_closed")
    assert code(apply(organiser, key)) == (409, "round_closed")
    assert organiser.get(f"/api/v1/plans/{uuid7()}").status_code == 404


def test_a_large_plan_is_a_job(
    session: Session,
    scene: Scene,
    organiser: TestClient,
    jurors: list[Juror],
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(plan_routes, "AT_ONCE", 10)
    queued = plan(scene, organiser, jurors_per_entry=2)
    assert queued.status_code == 202
    assert (queued.json()["plan"], queued.json()["job"]["kind"]) == (None, "make_plan")
    job = session.scalars(select(Job)).one()
    running = Running(job.id, job.payload, job.edition_id, SYSTEM)
    result = asyncio.run(make_plan(database, running))
    assert result is not None
    shown = organiser.get(f"/api/v1/plans/{result['plan_id']}").json()
    assert shown["pairs_total"] == 11
    assert (running.progress, running.stage) == (100, "certify")


def test_a_plan_is_looked_into_compared_and_solved_again_with_pins(
    session: Session, scene: Scene, organiser: TestClient, jurors: list[Juror]
) -> None:
    panel = session.scalars(select(Panel)).one()
    panel.composition = {"international": 1, "per_employer": 2}
    jurors[1].origin = jurors[2].origin = "international"
    jurors[3].languages = ["en"]
    session.add(JurorExpertise(juror_id=jurors[1].id, category_id=scene.category.id, level=3))
    session.commit()
    first = plan(scene, organiser, jurors_per_entry=2).json()["plan"]
    url = f"/api/v1/plans/{first['id']}"
    quality = first["quality"]
    assert (quality["fits"], [row["category_id"] for row in quality["overlap"]]) == (
        True,
        [str(scene.category.id)],
    )
    rows = organiser.get(f"{url}/entries?sort=mean&category_id={scene.category.id}").json()
    assert rows["total"] == 6
    for row in rows["items"]:
        assert len(row["seats"]) == 2
        assert "international" in {one["origin"] for one in row["seats"]}
        assert row["lacks"] == []
    means = [row["mean"] for row in rows["items"]]
    assert means == sorted(means)
    held = next(row for row in rows["items"] if row["entry_id"] == str(scene.entry.id))
    assert {one["juror_id"]: one["kept"] for one in held["seats"]}[str(scene.juror.id)] is True
    assert organiser.get(f"{url}/entries?lacking=true").json()["total"] == 0
    assert organiser.get(f"{url}/entries?sort=title").status_code == 422
    found = organiser.get(f"{url}/entries", params={"q": str(held["number"])}).json()["items"]
    assert [row["entry_id"] for row in found] == [held["entry_id"]]
    # It gives each entry a juror.
    assert organiser.get(f"{url}/entries?changed=true").json()["total"] == 6
    assert len(organiser.get(f"{url}/entries?format=csv").text.splitlines()) == 7
    # Why, and why not; then the pair is fixed and the plan is made again.
    other = next(
        row
        for row in rows["items"]
        if str(jurors[3].id) not in {s["juror_id"] for s in row["seats"]}
    )
    pair = {"entry_id": other["entry_id"], "juror_id": str(jurors[3].id)}
    why = explain(organiser, first["id"], pair).json()
    assert (why["assigned"], why["fit"]["language"], why["weights"]["expertise"]) == (False, 0.0, 3)
    expert = explain(organiser, first["id"], pair | {"juror_id": str(jurors[1].id)}).json()
    assert expert["fit"] == {"expertise": 1.0, "language": 1.0, "bid": 0.5}
    again = plan(scene, organiser, jurors_per_entry=2, pins=[pair]).json()["plan"]
    why = explain(organiser, again["id"], pair).json()
    assert (why["assigned"], why["pinned"], why["kept"]) == (True, True, False)
    differs = organiser.get(f"{url}/differences/{again['id']}").json()
    change = next(row for row in differs["changes"] if row["number"] == other["number"])
    assert pair["juror_id"] in change["there"]
    assert differs["same"] + sum(len(row["here"]) for row in differs["changes"]) == 12
    assert differs["other_total"] <= differs["total"]
    nobody = {"entry_id": str(uuid7()), "juror_id": pair["juror_id"]}
    assert explain(organiser, first["id"], nobody).status_code == 404
    # The world moves on: the older plan is neither explained nor applied, and says what changed.
    assert apply(organiser, again["id"]).status_code == 200
    assert code(explain(organiser, first["id"], pair)) == (409, "world_changed")
    stale = apply(organiser, first["id"])
    assert (code(stale), stale.json()["changed"]) == ((409, "world_changed"), ["assignments"])
    now = explain(organiser, again["id"], pair).json()
    assert (now["assigned"], now["blocking"]) == (True, None)


def test_a_repair_fills_lost_seats_and_takes_away_only_what_nobody_began(
    session: Session, scene: Scene, organiser: TestClient, jurors: list[Juror]
) -> None:
    whole = plan(scene, organiser, jurors_per_entry=2).json()["plan"]
    apply(organiser, whole["id"])
    lost = live(session)[jurors[4].id]
    organiser.post(f"/api/v1/jurors/{jurors[4].id}/remove", json={"reason": "سفر"})
    made = plan(scene, organiser, kind="repair", jurors_per_entry=2).json()["plan"]
    assert (made["pairs_total"], made["removed_total"]) == (lost, 0)
    assert made["repair"] == {"empty": lost, "minimal": True}
    assert apply(organiser, made["id"]).status_code == 200
    assert set(session.scalars(select(Evaluation.source))) == {"hand", "spread", "repair"}
    # Nobody else may read a late entry than juror 1, who may not have more: what they have not
    # begun goes to another.
    late = make_entry(session, scene.category, state="eligible", submitted_at=NOW)
    for one in (jurors[0], jurors[2], jurors[3]):
        session.add(
            Conflict(
                id=uuid7(),
                edition_id=scene.edition.id,
                juror_id=one.id,
                entry_id=late.id,
                source="organiser",
                kind="other",
                reason="-",
                state="suspended",
                declared_at=NOW,
            )
        )
    session.commit()
    loads = live(session)
    wish = {"jurors_per_entry": 2, "lower_k": {str(late.id): 1}, "max_load": 4}
    moved = plan(scene, organiser, kind="repair", **wish).json()["plan"]
    took = loads[jurors[1].id] + 1 - 4
    assert (moved["pairs_total"], moved["removed_total"]) == (1 + max(took, 0), max(took, 0))
    assert apply(organiser, moved["id"]).status_code == 200
    ended = session.scalars(select(Evaluation.id).where(Evaluation.closed_reason == "removed"))
    assert len(ended.all()) == lost + max(took, 0)
    assert max(live(session).values()) <= 4
    assert broken(session) == {}


def test_what_was_begun_after_the_check_is_not_taken_away(session: Session, scene: Scene) -> None:
    """The first mark fell between the check of the world and the lock of its row."""
    pair = [str(scene.entry.id), str(scene.juror.id)]
    repair = AssignmentPlan(summary={"removed": [pair]})
    scene.evaluation.status = "draft"
    session.commit()
    with pytest.raises(Refusal) as refused:
        plan_service._take_away(session, scene.round.id, repair, NOW)
    assert (refused.value.code, refused.value.facts) == (
        "world_changed",
        {"changed": ["assignments"], "left": []},
    )
    assert scene.fresh().closed_at is None
