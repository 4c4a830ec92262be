"""Bids: asked for by the organiser, given by the panel, weighed in plans, over once one is applied."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.audit.models import AuditEvent
from app.judging.assignments.bid_rules import check_bids_open, check_bids_until
from app.judging.assignments.models import Bid
from app.judging.conflicts.models import Conflict
from app.judging.panels.models import Panel, PanelCategory, PanelMember
from app.judging.rounds.rules import RoundState
from app.kit.errors import Refusal
from app.kit.ids import uuid7
from app.notifications.models import Mail
from tests.conftest import Clock
from tests.factories import NOW, make_category, make_entry, make_juror, make_staff, make_user
from tests.judging.scene import Scene

SignIn = Callable[..., TestClient]
UNTIL = NOW + timedelta(days=2)


def code(answer: Any) -> tuple[int, str | None]:
    body = answer.json()
    errors = body.get("errors")
    return answer.status_code, errors[0]["code"] if errors else body.get("code")


def test_a_panel_bids_and_its_plan_weighs_the_bids(
    session: Session, scene: Scene, sign_in: SignIn, clock: Clock, statements: list[str]
) -> None:
    organiser = sign_in(make_staff(session, scene.edition))
    panel = session.scalars(select(Panel)).one()
    session.add(PanelCategory(panel_id=panel.id, category_id=scene.category.id))
    keen_user = make_user(session)
    keen = make_juror(session, scene.edition, keen_user)
    session.add(PanelMember(panel_id=panel.id, juror_id=keen.id))
    walled, own, person = (
        make_entry(session, scene.category, state="eligible", submitted_at=NOW),
        make_entry(session, scene.category, state="eligible", submitted_at=NOW),
        make_entry(session, scene.category, owner_id=make_user(session).id, state="eligible"),
    )
    make_entry(session, scene.category, state="submitted")
    make_entry(session, make_category(session, scene.edition), state="eligible")
    keen.employer_id = own.organisation_id
    conflict = {"source": "organiser", "kind": "other", "reason": "-", "state": "suspended"}
    session.add(
        Conflict(
            id=uuid7(),
            edition_id=scene.edition.id,
            juror_id=keen.id,
            organisation_id=walled.organisation_id,
            declared_at=NOW,
            **conflict,
        )
    )
    session.commit()
    round_ = f"/api/v1/rounds/{scene.round.id}"
    url = f"/api/v1/juror/rounds/{scene.round.id}/bids"
    juror = sign_in(keen_user)

    # Nobody is asked until the organiser asks, until a moment before the round closes; then all are
    # written to, once.
    assert code(juror.get(url)) == (423, "bids_closed")
    ask = {"until": UNTIL.isoformat()}
    assert code(organiser.put(f"{round_}/bidding", json={"until": NOW.isoformat()})) == (
        422,
        "deadline_in_past",
    )
    asked = organiser.put(f"{round_}/bidding", json=ask)
    assert asked.json()["bids_until"] == "2026-03-12T09:00:00Z"
    assert organiser.put(f"{round_}/bidding", json=ask).json() == asked.json()
    mails = session.scalars(select(Mail.to_email).where(Mail.template == "bids_asked")).all()
    assert sorted(mails) == sorted([scene.user.email, keen_user.email])
    rounds = juror.get("/api/v1/juror/rounds").json()["items"]
    assert [one["bids_until"] for one in rounds] == ["2026-03-12T09:00:00Z"]

    # They see what the round judges and no wall keeps from them; nothing of whose it is.
    statements.clear()
    listed = juror.get(f"{url}?sort=number").json()
    assert len([one for one in statements if "FROM entries" in one]) == 2
    assert [one["entry_id"] for one in listed["items"]] == [str(scene.entry.id), str(person.id)]
    assert listed["items"][0].keys() == {
        "entry_id", "number", "title_ar", "title_en", "category_id", "category_ar", "category_en", "bid",
    }  # fmt: skip
    for one in (walled, own):
        assert juror.put(f"{url}/{one.id}", json={"bid": "want"}).status_code == 404
    kept = juror.put(f"{url}/{scene.entry.id}", json={"bid": "rather_not"})
    assert (kept.status_code, kept.json()["bid"]) == (200, "rather_not")
    assert juror.put(f"{url}/{scene.entry.id}", json={"bid": "want"}).json()["bid"] == "want"
    assert juror.put(f"{url}/{person.id}", json={"bid": "can"}).json()["bid"] == "can"
    assert juror.put(f"{url}/{person.id}", json={"bid": None}).json()["bid"] is None
    assert juror.put(f"{url}/{person.id}", json={"bid": None}).status_code == 200
    assert code(juror.put(f"{url}/{person.id}", json={"bid": "must"}))[0] == 422
    assert [one["bid"] for one in juror.get(f"{url}?bid=want").json()["items"]] == ["want"]
    assert juror.get(f"{url}?bid=none&category_id={scene.category.id}").json()["total"] == 1
    assert len(juror.get(f"{url}?format=csv").text.splitlines()) == 3
    assert sign_in(make_user(session)).get(url).status_code == 403
    acts = session.scalars(
        select(AuditEvent.facts).where(AuditEvent.act == "put_bid").order_by(AuditEvent.id)
    ).all()
    assert [one["bid"] for one in acts] == ["rather_not", "want", "can", None]

    # The organiser sees how many, the plan weighs them, and the weights are the plan's own.
    loads = organiser.get(f"{round_}/loads").json()["items"]
    assert {one["juror_id"]: one["bids"] for one in loads} == {
        str(keen.id): 1,
        str(scene.juror.id): 0,
    }
    wish = {"kind": "spread", "jurors_per_entry": 1, "category_id": str(scene.category.id)}
    weights = {"expertise": 0, "language": 0, "bid": 5}
    made = organiser.post(f"{round_}/plans", json=wish | {"weights": weights}).json()["plan"]
    assert made["goal"]["weights"] == weights
    why = organiser.get(f"/api/v1/plans/{made['id']}/why/{scene.entry.id}/{keen.id}").json()
    assert (why["weights"], why["fit"]["bid"], why["affinity"]) == (weights, 1.0, 1.0)
    usual = organiser.post(f"{round_}/plans", json=wish).json()["plan"]
    assert usual["goal"]["weights"] == {"expertise": 3, "language": 2, "bid": 2}
    heavy = {"weights": weights | {"bid": 11}}
    assert code(organiser.post(f"{round_}/plans", json=wish | heavy))[0] == 422

    # A bid after it makes the plan another one's; once a plan is applied the bids are over.
    juror.put(f"{url}/{person.id}", json={"bid": "want"})
    stale = organiser.post(f"/api/v1/plans/{made['id']}/apply")
    assert (code(stale), stale.json()["changed"]) == ((409, "world_changed"), ["bids"])
    fresh = organiser.post(f"{round_}/plans", json=wish | {"weights": weights}).json()["plan"]
    clock.forward(minutes=1)
    assert organiser.post(f"/api/v1/plans/{fresh['id']}/apply").status_code == 200
    clock.forward(minutes=1)
    assert code(juror.get(url)) == (423, "bids_closed")
    assert code(juror.put(f"{url}/{person.id}", json={"bid": "can"})) == (423, "bids_closed")
    assert session.scalars(select(Bid.bid)).all() == ["want", "want"]
    assert organiser.put(f"{round_}/bidding", json={"until": None}).json()["bids_until"] is None


def test_when_bids_are_taken() -> None:
    check_bids_open(RoundState.planned, UNTIL, UNTIL)
    check_bids_until(None, UNTIL, NOW)
    check_bids_until(UNTIL, UNTIL + timedelta(days=1), NOW)
    closed = [
        (RoundState.closed, UNTIL, NOW),
        (RoundState.open, None, NOW),
        (RoundState.open, NOW, UNTIL),
    ]
    for state, until, now in closed:
        with pytest.raises(Refusal) as refused:
            check_bids_open(state, until, now)
        assert (refused.value.code, refused.value.status) == ("bids_closed", 423)
    with pytest.raises(Refusal) as late:
        check_bids_until(UNTIL, UNTIL, NOW)
    assert late.value.code == "bids_after_closing"
