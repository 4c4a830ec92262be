"""Late work over late work: what was proposed about the older is overtaken, and nobody decides on their own."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Role, Scope
from app.audit.models import AuditEvent
from app.judging.evaluations.late_models import LateDecision
from app.kit.ids import uuid7
from tests.conftest import Clock
from tests.factories import make_grant
from tests.judging.evaluations.test_late import SignIn, act, late_submission, propose, rows, staff
from tests.judging.scene import Scene, broken

__all__ = ["staff"]
Staff = dict[str, tuple[User, TestClient]]
BEST = {"a": "5", "b1": "5", "b2": "5", "c": "5"}


@pytest.fixture
def overtaken(scene: Scene, clock: Clock, staff: Staff) -> tuple[str, UUID]:
    """A proposal about late work, and the id of the newer work that came after it."""
    _, late = late_submission(scene, clock)
    assert propose(staff["first"][1], scene, "admit")["changed"] == 1
    (row,) = rows(staff["second"][1], scene)
    newer = uuid7()
    sent = scene.put(scene.body(BEST, status="submitted"), parent=late, revision=newer)
    assert sent.status_code == 202
    return row["decision_id"], newer


def test_an_older_proposal_is_confirmed_by_nobody(
    scene: Scene, staff: Staff, overtaken: tuple[str, UUID]
) -> None:
    old, newer = overtaken
    for name, verb, more in (
        ("second", "confirm", {}),
        ("second", "decline", {"reason": "لا"}),
        ("first", "withdraw", {}),
    ):
        said = act(staff[name][1], scene, verb, decision_ids=[old], **more)
        assert (said["changed"], said["left"][0]["why"]["code"]) == (0, "proposal_over"), verb
    stored = scene.fresh()
    assert (stored.late_head_id, stored.late_state, stored.submitted_id) == (newer, "waiting", None)
    word = scene.session.get_one(LateDecision, UUID(old))
    assert (word.state, word.answered_by) == ("overtaken", scene.user.id)
    acts = select(AuditEvent).where(AuditEvent.act == "overtake_late_decision")
    assert [one.subject_id for one in scene.session.scalars(acts)] == [scene.evaluation.id]
    assert broken(scene.session) == {}


def test_the_newer_work_is_decided_on_anew(
    scene: Scene, staff: Staff, overtaken: tuple[str, UUID]
) -> None:
    _, newer = overtaken
    (row,) = rows(staff["second"][1], scene)
    assert (row["decision_id"], row["may"]) == (None, ["propose"])
    assert [one["state"] for one in row["words"]] == ["overtaken"]
    assert propose(staff["second"][1], scene, "admit")["changed"] == 1
    (row,) = rows(staff["first"][1], scene)
    said = act(staff["first"][1], scene, "confirm", decision_ids=[row["decision_id"]])
    assert said["changed"] == 1
    stored = scene.fresh()
    assert (stored.head_id, stored.submitted_id, stored.late_state) == (newer, newer, "admitted")
    assert broken(scene.session) == {}


def test_nobody_decides_on_their_own_late_work(
    scene: Scene, clock: Clock, staff: Staff, sign_in: SignIn
) -> None:
    late_submission(scene, clock)
    for role in (Role.organiser, Role.approver):
        make_grant(scene.session, scene.user, role, Scope.edition, scene.edition.id)
    own = sign_in(scene.user)
    assert [one["may"] for one in rows(own, scene)] == [[]]
    said = propose(own, scene, "admit")
    assert (said["changed"], said["left"][0]["why"]["code"]) == (0, "late_own")
    assert propose(staff["first"][1], scene, "admit")["changed"] == 1
    (row,) = rows(own, scene)
    assert row["may"] == []
    said = act(own, scene, "confirm", decision_ids=[row["decision_id"]])
    assert (said["changed"], said["left"][0]["why"]["code"]) == (0, "late_own")
    assert act(staff["second"][1], scene, "confirm", decision_ids=[row["decision_id"]]) == {
        "changed": 1,
        "left": [],
    }
