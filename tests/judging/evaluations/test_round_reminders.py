"""Reminding jurors before their round closes: by the plan, by hand, never twice within a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import SYSTEM_ACTOR, Scope
from app.audit.models import AuditEvent
from app.editions.models import Edition
from app.judging.evaluations.reminder_service import remind_round, rounds_to_remind
from app.judging.panels.models import Juror
from app.notifications.models import Mail
from tests.factories import (
    NOW,
    make_entry,
    make_evaluation,
    make_juror,
    make_past_tie,
    make_staff,
    make_user,
)
from tests.judging.scene import Scene

SignIn = Callable[..., TestClient]
DAY = timedelta(days=1)


@pytest.fixture
def organiser(session: Session, scene: Scene, sign_in: SignIn) -> TestClient:
    return sign_in(make_staff(session, scene.edition))


def url(scene: Scene, rest: str = "reminders") -> str:
    return f"/api/v1/rounds/{scene.round.id}/{rest}"


def mails(session: Session) -> list[tuple[str, str]]:
    rows = session.execute(
        select(Mail.to_email, Mail.language)
        .where(Mail.template == "juror_reminder")
        .order_by(Mail.created_at, Mail.to_email)
    )
    return [(row[0], row[1]) for row in rows]


def remind(session: Session, scene: Scene, at: datetime) -> int:
    if scene.round.id not in rounds_to_remind(session, SYSTEM_ACTOR, at):
        return 0
    return remind_round(session, SYSTEM_ACTOR, scene.round.id, at)


def by_hand(client: TestClient, scene: Scene, *jurors: Juror) -> Any:
    body = {"juror_ids": [str(one.id) for one in jurors]}
    return client.post(url(scene, "remind-jurors"), json=body)


def test_the_plan_reminds_each_who_has_something_left_once_for_each_step(
    session: Session, scene: Scene
) -> None:
    english = make_user(session, language="en")
    other = make_juror(session, scene.edition, english, name_ar="ب")
    idle = make_juror(session, scene.edition)
    make_evaluation(session, scene.round, scene.entry, other)
    withdrawn = make_juror(session, scene.edition, state="withdrawn")
    make_evaluation(session, scene.round, scene.entry, withdrawn)
    closes = scene.round.closes_at
    assert scene.round.reminder_hours == [168, 48, 24]
    assert remind(session, scene, closes - 8 * DAY) == 0
    assert remind(session, scene, closes - 7 * DAY) == 2
    assert remind(session, scene, closes - 7 * DAY + timedelta(minutes=1)) == 0
    assert dict(mails(session)) == {scene.user.email: "ar", english.email: "en"}
    texts = {
        mail.language: (mail.subject, mail.text)
        for mail in session.scalars(select(Mail).where(Mail.template == "juror_reminder"))
    }
    assert "7 أيام" in texts["ar"][0]
    assert texts["en"][0].startswith("7 days left to judge")
    assert "You have: 1." in texts["en"][1]
    assert "/app/juror" in texts["en"][1]
    assert idle.email not in dict(mails(session))
    # A juror to whom the first thing is given after a step hears of the next one.
    late = make_juror(session, scene.edition)
    given = make_evaluation(session, scene.round, scene.entry, late)
    given.assigned_at = closes - 6 * DAY
    session.commit()
    assert remind(session, scene, closes - 3 * DAY) == 0
    assert remind(session, scene, closes - 2 * DAY) == 3
    assert remind(session, scene, closes) == 0
    scene.round.reminder_hours = []
    session.commit()
    assert remind(session, scene, closes - DAY) == 0


def test_by_hand_and_never_twice_within_a_day(
    session: Session, scene: Scene, organiser: TestClient
) -> None:
    done = make_juror(session, scene.edition)
    first = by_hand(organiser, scene, scene.juror, done)
    assert first.status_code == 200
    assert first.json() == {"mailed": 1, "recently": 0, "nothing_left": 1}
    assert by_hand(organiser, scene, scene.juror).json() == {
        "mailed": 0,
        "recently": 1,
        "nothing_left": 0,
    }
    assert mails(session) == [(scene.user.email, "ar")]
    act = session.scalars(
        select(AuditEvent).where(AuditEvent.act == "remind_jurors").order_by(AuditEvent.id)
    ).all()
    assert [(one.facts["mailed"], one.facts["already"]) for one in act] == [(1, 0), (0, 1)]
    # A step within a day of it is left out, the one after it is not.
    scene.round.closes_at = NOW + timedelta(hours=66)  # two days before: in 18 hours
    session.commit()
    assert remind(session, scene, NOW + timedelta(hours=19)) == 0
    assert remind(session, scene, NOW + timedelta(hours=30)) == 0
    assert remind(session, scene, NOW + timedelta(hours=43)) == 1
    scene.round.closes_at = NOW - timedelta(minutes=1)
    session.commit()
    over = by_hand(organiser, scene, scene.juror)
    assert (over.status_code, over.json()["code"]) == (409, "round_not_accepting")


def test_the_plan_is_shown_with_the_mail_and_changed(
    session: Session, scene: Scene, organiser: TestClient
) -> None:
    remind(session, scene, scene.round.closes_at - 7 * DAY)
    shown = organiser.get(url(scene)).json()
    assert [(one["hours"], one["is_past"], one["sent"]) for one in shown["items"]] == [
        (168, False, 1),
        (48, False, 0),
        (24, False, 0),
    ]
    assert (shown["jurors"], shown["may_change"]) == (1, True)
    assert [one["language"] for one in shown["mails"]] == ["ar", "en"]
    edition = session.get_one(Edition, scene.edition.id)
    assert edition.name_ar in shown["mails"][0]["text"]
    changed = organiser.put(url(scene), json={"hours": [24, 72, 24]}).json()
    assert changed["hours"] == [72, 24]
    organiser.put(url(scene), json={"hours": [72, 24]})
    acts = session.scalars(
        select(AuditEvent).where(AuditEvent.act == "put_round_reminders").order_by(AuditEvent.id)
    ).all()
    assert [(one.facts["before"], one.facts["after"]) for one in acts] == [
        ([168, 48, 24], [72, 24])
    ]
    wrong = organiser.put(url(scene), json={"hours": [0]})
    assert (wrong.status_code, wrong.json()["errors"][0]["code"]) == (422, "reminders_invalid")


def test_a_wall_does_not_tell_who_still_has_its_entry_to_judge(
    session: Session, scene: Scene, sign_in: SignIn
) -> None:
    user = make_staff(session, scene.edition)
    assert scene.entry.organisation_id is not None
    make_past_tie(session, user, Scope.organisation, scene.entry.organisation_id)
    walled = sign_in(user)
    assert walled.get(url(scene)).json()["jurors"] == 0
    assert by_hand(walled, scene, scene.juror).json()["nothing_left"] == 1
    other = make_entry(session, scene.category, state="eligible", submitted_at=NOW)
    make_evaluation(session, scene.round, other, scene.juror)
    assert by_hand(walled, scene, scene.juror).json()["mailed"] == 1
    text = session.scalars(select(Mail.text).where(Mail.template == "juror_reminder")).one()
    assert "عددها: 2" in text


def test_the_board_tells_the_pace_and_who_has_not_begun(
    session: Session, scene: Scene, organiser: TestClient
) -> None:
    second = make_juror(session, scene.edition)
    make_evaluation(session, scene.round, scene.entry, second)
    board = organiser.get(url(scene, "progress")).json()
    assert (board["jurors_behind"], board["jurors_not_begun"]) == (2, 2)
    assert board["pace"] == {
        "standing": "none",
        "left": 2,
        "days": 2,
        "recent": 0.0,
        "needed": 0.1,
    }
    scene.put(scene.body(status="submitted"))
    board = organiser.get(url(scene, "progress")).json()
    assert (board["jurors_behind"], board["jurors_not_begun"]) == (1, 1)
    assert (board["pace"]["standing"], board["pace"]["recent"]) == ("on_pace", 0.5)

    def who(standing: str) -> list[str]:
        found = organiser.get(url(scene, "progress/jurors"), params={"standing": standing}).json()
        return [one["juror_id"] for one in found["items"]]

    assert who("not_begun") == who("behind") == [str(second.id)]
    assert who("done") == [str(scene.juror.id)]
