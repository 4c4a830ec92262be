"""One meaning of 'submitted' wherever evaluations are counted, and one spelling of a mark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.judging.evaluations.queries import counted_totals, shortfall
from app.kit.ids import uuid7
from tests.factories import make_entry, make_evaluation, make_staff
from tests.judging.scene import WORKED, Scene, broken

SignIn = Callable[..., TestClient]
API = "/api/v1"


def counted(scene: Scene, organiser: TestClient) -> dict[str, Any]:
    """What every page says of the round: (assigned, submitted, reopened) where it says all."""
    round_url = f"{API}/rounds/{scene.round.id}"
    board = organiser.get(f"{round_url}/progress").json()
    juror = organiser.get(f"{round_url}/progress/jurors").json()["items"][0]
    home = organiser.get(f"{API}/home/organiser/{scene.edition.id}").json()
    own = scene.client.get(f"{API}/juror/rounds").json()["items"][0]
    loads = organiser.get(f"{round_url}/loads").json()["items"][0]
    names = ("assigned", "submitted", "reopened")
    scene.session.expire_all()
    return {
        "board": tuple(board[name] for name in names),
        "category": tuple(board["by_category"][0][name] for name in names),
        "days": sum(one["submitted"] for one in board["by_day"]),
        "behind": (board["jurors_behind"], len(home["behind"])),
        "juror": tuple(juror[name] for name in names),
        "home": tuple(home["rounds"][0][name] for name in ("assigned", "done", "reopened")),
        "own": tuple(own[name] for name in names),
        "loads": loads["submitted"],
        "closing": shortfall(scene.session, scene.round, 1).unsubmitted,
        "results": len(counted_totals(scene.session, scene.round.id)),
    }


def all_say(assigned: int, submitted: int, reopened: int) -> dict[str, Any]:
    whole = (assigned, submitted, reopened)
    behind = int(submitted < assigned)
    return {
        "board": whole,
        "category": whole,
        "days": submitted,
        "behind": (behind, behind),
        "juror": whole,
        "home": whole,
        "own": whole,
        "loads": submitted,
        "closing": assigned - submitted,
        "results": submitted,
    }


def test_a_reopened_evaluation_is_submitted_everywhere_and_shown_as_reopened(
    session: Session, scene: Scene, sign_in: SignIn
) -> None:
    organiser = sign_in(make_staff(session, scene.edition))
    assert counted(scene, organiser) == all_say(1, 0, 0)
    draft = uuid7()
    scene.put(revision=draft)
    assert counted(scene, organiser) == all_say(1, 0, 0)
    head = uuid7()
    scene.put(scene.body(status="submitted"), parent=draft, revision=head)
    assert counted(scene, organiser) == all_say(1, 1, 0)
    scene.reopen(head)
    assert counted(scene, organiser) == all_say(1, 1, 1)
    after = uuid7()
    scene.put(scene.body({"a": "0"}), parent=head, revision=after)
    assert counted(scene, organiser) == all_say(1, 1, 1)
    assigned = organiser.get(f"{API}/rounds/{scene.round.id}/assignments").json()["items"][0]
    assert [one["status"] for one in assigned["jurors"]] == ["submitted"]
    queue = scene.client.get(f"{API}/juror/evaluations").json()["items"][0]
    assert (queue["state"], queue["reopened"]) == ("draft", True)
    scene.put(scene.body(status="submitted"), parent=after)
    assert counted(scene, organiser) == all_say(1, 1, 0)
    # An entry that left the race is counted nowhere.
    gone = make_entry(session, scene.category, state="withdrawn")
    make_evaluation(session, scene.round, gone, scene.juror)
    session.commit()
    assert counted(scene, organiser) == all_say(1, 1, 0) | {"loads": 1}
    assert broken(session) == {}


@pytest.mark.parametrize("spelling", ["-0", "00", "0.0", "-0.000"])
def test_one_mark_is_kept_in_one_spelling(scene: Scene, spelling: str) -> None:
    revision = uuid7()
    assert scene.put(scene.body({"a": spelling}), revision=revision).status_code == 201
    (stored,) = scene.revisions()
    assert stored.scores[str(scene.leaves["a"])]["points"] == "0"
    # The same in another spelling is the same content, to the byte that is hashed: a replay.
    assert scene.put(scene.body({"a": "0"}), revision=revision).status_code == 200
    assert scene.put(scene.body({"a": "1"}), revision=revision).status_code == 409


def test_other_digits_are_refused_with_what_to_do(scene: Scene) -> None:
    refused = scene.put(scene.body(WORKED | {"a": "٣"}))
    (error,) = refused.json()["errors"]
    assert (refused.status_code, error["code"]) == (422, "not_a_number")
    assert error["message"] == "اكتب الدرجة رقمًا بالأرقام 0-9 وبنقطة للكسور، مثل 3.5."
    assert scene.revisions() == []
