"""Who resigns or is let go has no more part in a meeting, though they serve on another jury."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.kit.ids import uuid7
from tests.factories import make_edition, make_juror
from tests.judging.deliberation.scene import Sitting
from tests.judging.scene import broken

SignIn = Callable[..., TestClient]


def serving_elsewhere(session: Session, sitting: Sitting, number: int) -> User:
    """A member who is a juror of another edition too, so that the routes of jurors stay open to them."""
    user = session.get_one(User, sitting.judged.jurors[number].user_id)
    make_juror(session, make_edition(session, phase="judging"), user)
    session.commit()
    return user


@pytest.mark.parametrize("removed", [False, True])
def test_who_left_neither_reads_nor_votes(session: Session, sign_in: SignIn, removed: bool) -> None:
    sitting = Sitting(session, sign_in)
    sitting.judged.edition.meeting_votes = "open"
    user, second = serving_elsewhere(session, sitting, 1), sitting.judged.jurors[1]
    entry, vote = sitting.entries[1], uuid7()
    before = broken(session)
    sitting.open()
    sitting.present(0, 1)
    sitting.take(entry)
    called = sitting.chair.put(f"{sitting.at(entry)}/votes/{vote}", json={"question": "أنوافق؟"})
    assert called.status_code == 201
    who, verb = (
        (sitting.organiser, f"jurors/{second.id}/remove")
        if removed
        else (sitting.second, f"jury/{second.id}/resign")
    )
    assert who.post(f"/api/v1/{verb}", json={"reason": "سفر"}).status_code == 200
    again = sign_in(user)
    assert again.get("/api/v1/juror/meetings").json()["items"] == []
    assert again.get(sitting.url).status_code == 404
    assert again.get(sitting.at(entry)).status_code == 404
    ballot = again.put(f"{sitting.url}/votes/{vote}/ballot", json={"choice": "no"})
    assert ballot.status_code == 404
    room = sitting.chair.get(sitting.url).json()
    assert [one["present"] for one in room["members"] if one["juror_id"] == str(second.id)] == [
        False
    ]
    assert room["present"] == 1
    marked = sitting.chair.put(
        f"{sitting.url}/attendance/{second.id}", json={"present": True}
    ).status_code
    assert marked == 404
    assert broken(session) == before


def test_a_chair_who_resigned_runs_nothing(session: Session, sign_in: SignIn) -> None:
    sitting = Sitting(session, sign_in)
    user, first = serving_elsewhere(session, sitting, 0), sitting.judged.jurors[0]
    before = broken(session)
    sitting.open()
    sitting.present(0, 1)
    answer = sitting.chair.post(f"/api/v1/jury/{first.id}/resign", json={"reason": "سفر"})
    assert answer.status_code == 200
    again = sign_in(user)
    assert again.get(sitting.url).status_code == 404
    assert again.post(f"{sitting.url}/close", json={}).status_code in (403, 404)
    # The organiser goes on with it.
    assert sitting.organiser.post(f"{sitting.url}/close", json={}).status_code == 204
    assert broken(session) == before
