"""What a juror says of their own work: this one later; all of it is complete, while it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.audit.models import AuditEvent
from app.judging.evaluations.models import Completion
from app.judging.evaluations.rules import check_may_complete, completion_stands
from app.judging.rounds.rules import RoundState
from app.kit.errors import Refusal
from app.kit.ids import uuid7
from tests.conftest import Clock
from tests.factories import NOW, make_entry, make_evaluation, make_staff
from tests.judging.scene import Scene


def test_when_the_word_stands() -> None:
    later = NOW + timedelta(hours=1)
    assert completion_stands(None, NOW, waiting=0) is None
    assert completion_stands(later, NOW, waiting=1) is None
    assert completion_stands(NOW, later, waiting=0) is None
    assert completion_stands(later, NOW, waiting=0) == later
    assert completion_stands(NOW, None, waiting=0) == NOW
    check_may_complete(RoundState.open, 0)
    for state, waiting, code in (
        (RoundState.closed, 0, "round_not_open"),
        (RoundState.open, 2, "not_all_submitted"),
    ):
        with pytest.raises(Refusal) as refused:
            check_may_complete(state, waiting)
        assert (refused.value.status, refused.value.code) == (409, code)


def test_the_word_is_given_withdrawn_by_reopening_and_given_again(
    session: Session, scene: Scene, sign_in: Callable[..., TestClient], clock: Clock
) -> None:
    url = f"/api/v1/juror/rounds/{scene.round.id}/completion"
    organiser = make_staff(session, scene.edition)
    head = uuid7()

    def stands() -> list[str | None]:
        own = scene.client.get("/api/v1/juror/rounds").json()["items"][0]["signed_at"]
        board = f"/api/v1/rounds/{scene.round.id}/progress/jurors"
        seen = sign_in(organiser).get(board).json()["items"][0]["signed_at"]
        return [own, seen]

    refused = scene.client.put(url)
    assert (refused.status_code, refused.json()["code"], refused.json()["count"]) == (
        409,
        "not_all_submitted",
        1,
    )
    scene.put(scene.body(status="submitted"), revision=head)
    signed = scene.client.put(url)
    assert (signed.status_code, signed.json()["items"][0]["signed_at"]) == (
        200,
        "2026-03-10T09:00:00Z",
    )
    clock.forward(minutes=5)
    assert scene.client.put(url).json() == signed.json()  # again changes nothing
    assert stands() == ["2026-03-10T09:00:00Z"] * 2
    assert scene.reopen(head).status_code == 200
    assert stands() == [None, None]
    assert scene.client.put(url).status_code == 409
    scene.put(scene.body(status="submitted"), parent=head)
    assert stands() == [None, None]  # what was submitted anew asks for the word anew
    assert scene.client.put(url).status_code == 200
    assert stands() == ["2026-03-10T09:05:00Z"] * 2
    # What is assigned afterwards withdraws it too.
    make_evaluation(
        session, scene.round, make_entry(session, scene.category, state="eligible"), scene.juror
    )
    assert stands() == [None, None]
    session.expire_all()
    assert len(session.scalars(select(Completion)).all()) == 1
    acts = list(session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)))
    assert acts.count("complete_round") == 2
    stranger = make_staff(session, scene.edition)
    assert sign_in(stranger).put(url).status_code == 403
    assert scene.client.put(f"/api/v1/juror/rounds/{uuid7()}/completion").status_code == 404


def test_an_evaluation_is_put_off_and_taken_up(session: Session, scene: Scene) -> None:
    def later() -> bool:
        return bool(scene.client.get("/api/v1/juror/evaluations").json()["items"][0]["later"])

    assert not later()
    for wanted in (True, True, False):
        answer = scene.client.put(f"{scene.url}/later", json={"later": wanted})
        assert answer.status_code == 204
        assert later() is wanted
    acts = list(session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)))
    assert acts == ["put_off_evaluation"] * 2
