"""An empty installation gets its administrator once, by the code of the terminal."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import Throttle, Ticket, User
from app.actor import SYSTEM_ACTOR
from app.audit.models import AuditEvent
from app.house import House
from app.office.first_run_service import make_first_run_code, show_first_run
from app.settings import Mode
from tests.accounts.support import PASSWORD, acts
from tests.accounts.test_sign_in import sign_in
from tests.conftest import Clock
from tests.factories import make_user


@pytest.fixture
def code(session: Session, clock: Clock) -> str:
    made = make_first_run_code(session, SYSTEM_ACTOR, clock.now)
    session.commit()
    assert made is not None
    return made


def set_up(client: TestClient, code: str, **values: Any) -> Any:
    body = {"code": code, "email": "admin@example.org", "password": PASSWORD, "name_ar": "مدير"}
    return client.post("/api/v1/first-run", json=body | values)


def test_the_first_administrator(client: TestClient, session: Session, code: str) -> None:
    assert client.get("/api/v1/first-run").json() == {
        "needed": True,
        "is_demo_mode": True,
        "sends_mail": True,
    }
    # As a person reads it aloud and another types it.
    typed = " " + code.lower().replace("-", " ").replace("0", "o")
    answer = set_up(client, typed, organises=True)
    assert answer.status_code == 200
    bearer = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    me = client.get("/api/v1/me", headers=bearer).json()
    assert [(g["role"], g["scope_kind"]) for g in me["grants"]] == [
        ("admin", "instance"),
        ("organiser", "instance"),
    ]
    assert client.get("/api/v1/first-run").json()["needed"] is False
    again = set_up(client, code, email="other@example.org")
    assert (again.status_code, again.json()["code"]) == (409, "already_set_up")
    assert sign_in(client, "admin@example.org").status_code == 200
    user = session.scalars(select(User)).one()
    assert acts(session) == [
        ("grant_role", user.id),
        ("grant_role", user.id),
        ("set_up_instance", user.id),
        ("sign_in", user.id),
        ("sign_in", user.id),
    ]
    assert session.scalars(select(Ticket)).all() == []


def test_an_administrator_organises_only_where_they_say_so(
    client: TestClient, session: Session, code: str
) -> None:
    answer = set_up(client, code)
    bearer = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    grants = client.get("/api/v1/me", headers=bearer).json()["grants"]
    assert [(one["role"], one["scope_kind"]) for one in grants] == [("admin", "instance")]
    facts = select(AuditEvent.facts).where(AuditEvent.act == "set_up_instance")
    assert session.scalars(facts).all() == [{"organises": False}]


def test_a_wrong_code_makes_wait(client: TestClient, session: Session, code: str) -> None:
    for _ in range(20):
        wrong = set_up(client, "AAAA-AAAA-AAAA-AAAA")
        assert (wrong.status_code, wrong.json()["code"]) == (422, "wrong_code")
        assert wrong.json()["errors"][0]["loc"] == ["code"]
    assert set_up(client, code).status_code == 429
    assert session.scalars(select(User)).all() == []
    assert session.scalars(select(Throttle)).one().failures == 20


def test_a_weak_password_uses_nothing_up(client: TestClient, session: Session, code: str) -> None:
    assert set_up(client, code, password="short").json()["code"] == "password_weak"
    assert set_up(client, code).status_code == 200


def test_each_start_makes_a_new_code(
    client: TestClient, session: Session, clock: Clock, code: str
) -> None:
    second = make_first_run_code(session, SYSTEM_ACTOR, clock.now)
    session.commit()
    assert second is not None
    assert set_up(client, code).json()["code"] == "wrong_code"
    assert set_up(client, second).status_code == 200
    assert make_first_run_code(session, SYSTEM_ACTOR, clock.now) is None


def test_an_installation_with_people_needs_none(client: TestClient, session: Session) -> None:
    make_user(session)
    assert client.get("/api/v1/first-run").json()["needed"] is False
    assert set_up(client, "AAAA").json()["code"] == "already_set_up"


@pytest.mark.parametrize(("smtp_url", "sends"), [(None, False), ("smtp://mail.example:25", True)])
def test_a_system_without_a_mail_server_says_so(
    session: Session, house: House, smtp_url: str | None, *, sends: bool
) -> None:
    settings = house.settings.model_copy(update={"mode": Mode.production, "smtp_url": smtp_url})
    session.info["house"] = replace(house, settings=settings)
    found = show_first_run(session, SYSTEM_ACTOR)
    assert (found.is_demo_mode, found.sends_mail) == (False, sends)
