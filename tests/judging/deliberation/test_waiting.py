"""What waits for the members of a panel: a meeting to open, one that goes on, questions for the chair."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.judging.asking.models import JurorQuestion
from app.judging.conflicts.models import Conflict
from app.judging.evaluations.models import Evaluation
from app.kit.ids import uuid7
from tests.factories import NOW
from tests.judging.deliberation.scene import Sitting
from tests.results.support import API

SignIn = Callable[..., TestClient]


def waiting(client: TestClient) -> tuple[list[str], list[int]]:
    told: Any = client.get(f"{API}/juror/waiting").json()
    return [one["state"] for one in told["meetings"]], [one["count"] for one in told["questions"]]


def test_a_meeting_waits_for_its_chair_then_for_its_members(
    session: Session, sign_in: SignIn
) -> None:
    sitting = Sitting(session, sign_in)
    assert (waiting(sitting.chair), waiting(sitting.second)) == ((["none"], []), ([], []))
    sitting.open()
    assert (waiting(sitting.chair), waiting(sitting.second)) == ((["open"], []), (["open"], []))
    sitting.chair.post(f"{sitting.url}/close")
    assert waiting(sitting.chair) == ([], [])


def test_questions_wait_for_the_chair_alone_and_never_over_a_conflict(
    session: Session, sign_in: SignIn
) -> None:
    sitting = Sitting(session, sign_in)
    rows = session.query(Evaluation).filter_by(juror_id=sitting.judged.jurors[1].id).all()
    for row in rows[:2]:
        session.add(
            JurorQuestion(
                id=uuid7(), evaluation_id=row.id, kind="question", body="ما المقصود؟", asked_at=NOW
            )
        )
    session.commit()
    assert waiting(sitting.chair)[1] == [2]
    assert waiting(sitting.second)[1] == []
    session.add(
        Conflict(
            id=uuid7(),
            edition_id=sitting.judged.edition.id,
            juror_id=sitting.judged.jurors[0].id,
            entry_id=rows[0].entry_id,
            source="juror",
            kind="family",
            state="recused",
            declared_at=NOW,
        )
    )
    session.commit()
    assert waiting(sitting.chair)[1] == [1]
