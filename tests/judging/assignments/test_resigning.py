"""A juror who accepted leaves the jury by their own word; the seats are filled by a repair."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import Grant
from app.actor import Role, Scope
from app.audit.models import AuditEvent
from app.judging.evaluations.models import Evaluation
from app.judging.panels.models import Juror, Panel, PanelMember
from app.kit.ids import uuid7
from app.notifications.models import Mail
from tests.factories import (
    NOW,
    make_entry,
    make_evaluation,
    make_grant,
    make_juror,
    make_staff,
    make_user,
)
from tests.judging.scene import Scene, broken

SignIn = Callable[..., TestClient]


def resign(scene: Scene, client: TestClient, reason: str = "سفر طويل") -> Any:
    return client.post(f"/api/v1/jury/{scene.juror.id}/resign", json={"reason": reason})


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_who_resigns_leaves_what_was_sent_and_a_repair_fills_the_rest(
    session: Session, scene: Scene, sign_in: SignIn
) -> None:
    organiser_user = make_staff(session, scene.edition)
    organiser_user.language = "en"
    organiser = sign_in(organiser_user)
    begun = make_evaluation(
        session,
        scene.round,
        make_entry(session, scene.category, state="eligible", submitted_at=NOW),
        scene.juror,
    )
    other = make_juror(session, scene.edition)
    panel = session.scalars(select(Panel)).one()
    panel.chair_id = scene.juror.id
    session.add(PanelMember(panel_id=panel.id, juror_id=other.id))
    make_grant(session, scene.user, Role.chair, Scope.edition, scene.edition.id)
    session.commit()
    scene.put(scene.body(status="submitted"))

    assert resign(scene, scene.client, " ").status_code == 422
    left = resign(scene, scene.client)
    assert (left.status_code, left.json()["state"]) == (200, "resigned")
    assert left.json()["left_at"] is not None
    # The rights ended with the act, and the sessions with them.
    assert scene.client.get("/api/v1/jury").status_code == 401
    assert session.scalars(select(Grant.role).where(Grant.user_id == scene.user.id)).all() == []
    assert session.scalars(select(PanelMember.juror_id)).all() == [other.id]
    session.expire_all()
    assert session.get_one(Panel, panel.id).chair_id is None
    assert (scene.fresh().closed_at, scene.fresh().submitted_id is None) == (None, False)
    assert session.get_one(Evaluation, begun.id).closed_reason == "removed"
    assert broken(session) == {}

    # The organiser reads why, in their language, and sees it on the juror's page.
    told = {one.template: one for one in session.scalars(select(Mail))}
    assert told["jury_resigned"].to_email == organiser_user.email
    assert "سفر طويل" in told["jury_resigned"].text
    assert "resigned" in told["jury_resigned"].subject
    assert (told["resignation_kept"].to_email, told["resignation_kept"].language) == (
        scene.user.email,
        "ar",
    )
    shown = organiser.get(f"/api/v1/jurors/{scene.juror.id}").json()
    assert (shown["state"], shown["state_reason"]) == ("resigned", "سفر طويل")
    listed = organiser.get(f"/api/v1/editions/{scene.edition.id}/jurors?state=resigned").json()
    assert [one["id"] for one in listed["items"]] == [str(scene.juror.id)]
    act = session.scalars(select(AuditEvent).where(AuditEvent.act == "resign_jury")).one()
    assert (act.actor_id, act.facts["evaluations_closed"]) == (scene.user.id, 1)

    # Only the seat that nobody holds is filled anew.
    at = f"/api/v1/rounds/{scene.round.id}"
    made = organiser.post(f"{at}/plans", json={"kind": "repair", "jurors_per_entry": 1})
    assert made.status_code == 201, made.json()
    plan = made.json()["plan"]
    assert plan["repair"] == {"empty": 1, "minimal": True}
    applied = organiser.post(f"/api/v1/plans/{plan['id']}/apply")
    assert applied.status_code == 200, applied.json()
    rows = session.execute(
        select(Evaluation.juror_id, Evaluation.entry_id).where(Evaluation.closed_at.is_(None))
    )
    assert set(rows.all()) == {
        (scene.juror.id, scene.entry.id),
        (other.id, begun.entry_id),
    }

    # They see that they left; only an invitation brings them back.
    again = sign_in(scene.user)
    mine = again.get("/api/v1/jury").json()["items"]
    assert [(one["state"], one["left_at"] is None) for one in mine] == [("resigned", False)]
    assert code(resign(scene, again)) == (409, "juror_not_serving")
    back = organiser.post(f"/api/v1/jurors/{scene.juror.id}/invite").json()
    assert (back["state"], back["left_at"], back["state_reason"]) == ("invited", None, "")


def test_nobody_resigns_for_another_nor_when_all_is_over(
    session: Session, scene: Scene, sign_in: SignIn
) -> None:
    stranger = sign_in(make_user(session))
    assert resign(scene, stranger).status_code == 404
    assert resign(scene, sign_in(make_staff(session, scene.edition))).status_code == 404
    scene.edition.results_from = NOW
    session.commit()
    assert code(resign(scene, scene.client)) == (409, "jury_over")
    scene.edition.results_from, scene.edition.phase = None, "cancelled"
    session.commit()
    assert code(resign(scene, scene.client)) == (409, "jury_over")
    assert session.get_one(Juror, scene.juror.id).state == "accepted"


@pytest.mark.parametrize("own", [True, False], ids=["lifted", "dismissed"])
@pytest.mark.parametrize("leave", ["resign", "remove"])
def test_a_conflict_that_ends_gives_no_work_to_who_left(
    session: Session, scene: Scene, sign_in: SignIn, leave: str, *, own: bool
) -> None:
    organiser = sign_in(make_staff(session, scene.edition))
    idle = make_evaluation(
        session,
        scene.round,
        make_entry(session, scene.category, state="eligible", submitted_at=NOW),
        scene.juror,
    )
    session.commit()
    scene.put(scene.body(status="submitted"))
    keys = [uuid7()] if own else [uuid7(), uuid7()]
    if own:
        about = {"evaluation_id": str(idle.id), "kind": "employer"}
        said = scene.client.put(f"/api/v1/juror/conflicts/{keys[0]}", json=about)
        assert said.status_code == 201
    else:
        who = {"juror_id": str(scene.juror.id), "kind": "other", "reason": "قرابة"}
        for key, entry_id in zip(keys, (idle.entry_id, scene.entry.id), strict=True):
            url = f"/api/v1/editions/{scene.edition.id}/conflicts/{key}"
            assert organiser.put(url, json=who | {"entry_id": str(entry_id)}).status_code == 201
        assert scene.fresh().closed_reason == "suspended"
    if leave == "resign":
        assert resign(scene, scene.client).status_code == 200
    else:
        gone = organiser.post(f"/api/v1/jurors/{scene.juror.id}/remove", json={"reason": "-"})
        assert gone.status_code == 200
    act, body = ("lift", {}) if own else ("decide", {"state": "dismissed"})
    for key in keys:
        done = organiser.post(f"/api/v1/conflicts/{key}/{act}", json=body | {"reason": "لا صلة"})
        assert done.status_code == 200, done.json()
    session.expire_all()
    assert session.get_one(Evaluation, idle.id).closed_reason == "removed"
    assert scene.fresh().closed_at is None  # what was submitted counts again, or still
    assert broken(session) == {}


def test_who_left_may_still_step_back_from_what_they_submitted(
    session: Session, scene: Scene, sign_in: SignIn
) -> None:
    scene.put(scene.body(status="submitted"))
    assert resign(scene, scene.client).status_code == 200
    again = sign_in(scene.user)
    about = {"evaluation_id": str(scene.evaluation.id), "kind": "employer"}
    said = again.put(f"/api/v1/juror/conflicts/{uuid7()}", json=about)
    assert said.status_code == 201
    assert scene.fresh().closed_reason == "recused"  # it counts no more
    assert broken(session) == {}
