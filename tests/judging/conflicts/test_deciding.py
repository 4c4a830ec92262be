"""The time in which a conflict is to be decided: on the home page, in a mail before it passes, in the list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import SYSTEM_ACTOR
from app.judging.conflicts.deciding_service import remind_to_decide
from app.judging.conflicts.models import Conflict
from app.judging.conflicts.rules import ConflictState
from app.kit.ids import uuid7
from app.notifications.models import Mail
from tests.conftest import Clock
from tests.factories import NOW, make_entry, make_juror, make_organisation, make_staff
from tests.judging.scene import Scene

SignIn = Callable[..., TestClient]


def test_decisions_are_asked_for_in_time_and_the_late_ones_stand_out(
    session: Session, scene: Scene, sign_in: SignIn, clock: Clock
) -> None:
    boss, walled = make_staff(session, scene.edition), make_staff(session, scene.edition)
    walled.language = "en"
    other = make_entry(session, scene.category, make_organisation(session), state="eligible")

    def suspend(days: float, **about: Any) -> Conflict:
        made = Conflict(
            id=uuid7(),
            edition_id=scene.edition.id,
            juror_id=scene.juror.id,
            source="organiser",
            kind="family",
            state=ConflictState.suspended,
            declared_at=NOW,
            decide_by=NOW + timedelta(days=days),
            **about,
        )
        session.add(made)
        return made

    near, short = suspend(3, entry_id=scene.entry.id), suspend(1, entry_id=other.id)
    suspend(9, organisation_id=other.organisation_id)
    # One of the organisers is a juror who is walled off from the first entry.
    tied = make_juror(session, scene.edition, walled)
    wall = suspend(30, entry_id=scene.entry.id)
    wall.juror_id, wall.state = tied.id, ConflictState.recused
    session.commit()

    def remind(**later: float) -> list[tuple[str, str]]:
        clock.forward(**later)
        before = set(session.scalars(select(Mail.id)))
        remind_to_decide(session, SYSTEM_ACTOR, clock())
        session.commit()
        found = session.scalars(select(Mail).where(Mail.template == "conflicts_due"))
        return sorted((one.to_email, one.language) for one in found if one.id not in before)

    both = sorted([(boss.email, "ar"), (walled.email, "en")])
    assert remind(hours=11) == []
    assert remind(hours=1) == both  # half of the one day that there is for `short`
    assert remind(hours=35) == []
    assert remind(hours=1) == [(boss.email, "ar")]  # a day before `near`, of which one may not read
    assert remind() == []
    assert near.reminded_at == clock()
    assert short.reminded_at is not None

    def waiting(user: Any) -> list[Any]:
        home = sign_in(user).get(f"/api/v1/home/organiser/{scene.edition.id}").json()
        return [
            (one["code"], one["count"], one["at"])
            for one in home["attention"]
            if one["code"].startswith("conflicts")
        ]

    overdue = ("conflicts_overdue", 1, "2026-03-11T09:00:00Z")
    assert waiting(boss) == [overdue, ("conflicts_to_decide", 2, "2026-03-13T09:00:00Z")]
    assert waiting(walled) == [overdue, ("conflicts_to_decide", 1, "2026-03-19T09:00:00Z")]
    listed = sign_in(boss).get(
        f"/api/v1/editions/{scene.edition.id}/conflicts?overdue=true&sort=decide_by"
    )
    assert [one["id"] for one in listed.json()["items"]] == [str(short.id)]
