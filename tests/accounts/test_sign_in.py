"""Signing in, the refresh cookie's rotation, signing out, and how long a guesser waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts import session_service
from app.accounts.models import RefreshToken, Throttle, UserSession
from app.actor import Role, Scope
from app.database import Database
from app.house import House
from app.kit.ids import digest, uuid7
from app.office.queries import load_actor
from app.settings import Mode
from tests.accounts.support import PASSWORD, acts, cookie_of, make_known, sent
from tests.conftest import Clock, Current
from tests.factories import make_grant, make_user


def sign_in(client: TestClient, email: str = "sara@example.org", password: str = PASSWORD) -> Any:
    return client.post("/api/v1/sign-in", json={"email": email, "password": password})


def test_signing_in_gives_a_token_and_the_cookie(client: TestClient, session: Session) -> None:
    user = make_known(session)
    answer = sign_in(client, " SARA@example.org ")
    assert answer.status_code == 200
    assert list(answer.json()) == ["access_token"]
    assert answer.headers["set-cookie"] == (
        f"__Host-rt={cookie_of(answer)}; Path=/; Max-Age=28800; Secure; HttpOnly; SameSite=Strict"
    )
    token = answer.json()["access_token"]
    seen = client.get("/api/v1/account/sessions", headers={"Authorization": f"Bearer {token}"})
    row = session.scalars(select(UserSession)).one()
    assert seen.json() == {
        "items": [
            {
                "id": str(row.id),
                "user_agent": "testclient",
                "address": "testclient",
                "created_at": "2026-03-10T09:00:00Z",
                "last_used_at": "2026-03-10T09:00:00Z",
                "is_current": True,
            }
        ]
    }
    assert acts(session) == [("sign_in", user.id)]
    assert session.get(RefreshToken, digest(cookie_of(answer))) is not None


def test_wrong_and_unknown_are_the_same_and_are_kept(client: TestClient, session: Session) -> None:
    make_known(session)
    make_user(session, "nopassword@example.org")
    wrong = [
        sign_in(client, password="not this one"),
        sign_in(client, "nobody@example.org"),
        sign_in(client, "nopassword@example.org"),
    ]
    assert [a.status_code for a in wrong] == [401, 401, 401]
    assert {a.content for a in wrong} == {wrong[0].content}
    assert wrong[0].json()["code"] == "wrong_credentials"
    assert acts(session) == [("fail_sign_in", None)] * 3
    assert {row.failures for row in session.scalars(select(Throttle))} == {1, 3}
    assert session.scalars(select(UserSession)).all() == []


def test_the_holder_of_the_password_learns_why(client: TestClient, session: Session) -> None:
    make_known(session, "new@example.org", email_confirmed_at=None)
    make_known(session, "stopped@example.org", disabled_at=Clock().now)
    # A password that was set before its address was proven is nobody's.
    assert sign_in(client, "new@example.org").json()["code"] == "wrong_credentials"
    stopped = sign_in(client, "stopped@example.org")
    assert (stopped.status_code, stopped.json()["code"]) == (403, "account_disabled")
    for email in ("new@example.org", "stopped@example.org"):
        assert sign_in(client, email, "not this one").json()["code"] == "wrong_credentials"
    assert acts(session) == [("fail_sign_in", None)] * 3


def test_failures_make_wait_ever_longer(client: TestClient, session: Session, clock: Clock) -> None:
    make_known(session)
    for _ in range(5):
        assert sign_in(client, password="not this one").status_code == 401
    slow = sign_in(client)
    assert slow.status_code == 429
    assert slow.headers["retry-after"] == "1"
    assert slow.json() == {
        "type": "/problems/slow_down",
        "title": slow.json()["title"],
        "status": 429,
        "code": "slow_down",
        "wait_until": "2026-03-10T09:00:01Z",
        "seconds": 1,
    }
    waits = []
    for _ in range(12):
        clock.forward(seconds=int(sign_in(client).headers.get("retry-after", 0)))
        assert sign_in(client, password="not this one").status_code == 401
        waits.append(int(sign_in(client).headers["retry-after"]))
    assert waits[:4] == [2, 4, 8, 16]
    assert waits[-1] == 300
    assert waits == sorted(waits)


def test_a_success_forgets_the_failures_of_the_address(
    client: TestClient, session: Session, clock: Clock
) -> None:
    make_known(session)
    for _ in range(4):
        sign_in(client, password="not this one")
    assert sign_in(client).status_code == 200
    assert [row.key for row in session.scalars(select(Throttle))] == ["address:testclient"]
    for _ in range(4):
        assert sign_in(client, password="not this one").status_code == 401
    clock.forward(hours=2)
    assert sign_in(client, password="not this one").status_code == 401
    session.expire_all()
    assert {row.failures for row in session.scalars(select(Throttle))} == {1}


def test_guesses_in_flight_cannot_beat_the_wait(session: Session, clock: Clock) -> None:
    """A right guess that arrived with the wrong ones is refused when they were counted first."""
    from app.accounts.schemas import Client
    from app.actor import ANONYMOUS
    from app.kit.errors import Refusal

    user = make_known(session)
    codes = []
    for guess in [None] * 5 + [user.password_hash]:
        try:
            session_service.sign_in(
                session, ANONYMOUS, user.email, guess, Client("10.0.0.1", ""), clock.now
            )
        except Refusal as refusal:
            codes.append(refusal.code)
    assert codes == ["wrong_credentials"] * 5 + ["slow_down"]


def test_a_refresh_exchanges_the_token(client: TestClient, session: Session, clock: Clock) -> None:
    make_known(session)
    first = cookie_of(sign_in(client))
    clock.forward(hours=7)
    answer = client.post("/api/v1/refresh", headers=sent(first))
    assert answer.status_code == 200
    second = cookie_of(answer)
    assert second != first
    clock.forward(hours=7)  # idle time counts from the last refresh
    assert client.post("/api/v1/refresh", headers=sent(second)).status_code == 200


def test_two_tabs_may_refresh_at_once(client: TestClient, session: Session, clock: Clock) -> None:
    make_known(session)
    first = cookie_of(sign_in(client))
    one = client.post("/api/v1/refresh", headers=sent(first))
    clock.forward(seconds=10)
    two = client.post("/api/v1/refresh", headers=sent(first))
    assert [one.status_code, two.status_code] == [200, 200]
    assert cookie_of(one) != cookie_of(two)
    for answer in (one, two):
        assert client.post("/api/v1/refresh", headers=sent(cookie_of(answer))).status_code == 200


def test_reuse_after_the_grace_ends_the_session(
    client: TestClient, session: Session, clock: Clock
) -> None:
    user = make_known(session)
    first = cookie_of(sign_in(client))
    second = cookie_of(client.post("/api/v1/refresh", headers=sent(first)))
    clock.forward(seconds=11)
    stolen = client.post("/api/v1/refresh", headers=sent(first))
    assert (stolen.status_code, stolen.json()["code"]) == (401, "refresh_reused")
    after = client.post("/api/v1/refresh", headers=sent(second))
    assert (after.status_code, after.json()["code"]) == (401, "session_ended")
    assert acts(session) == [("sign_in", user.id), ("refuse_refresh_reuse", user.id)]
    assert session.scalars(select(UserSession)).one().revoked_at == clock.now


def test_an_idle_session_ends(client: TestClient, session: Session, clock: Clock) -> None:
    make_known(session)
    token = cookie_of(sign_in(client))
    clock.forward(hours=8)
    answer = client.post("/api/v1/refresh", headers=sent(token))
    assert (answer.status_code, answer.json()["code"]) == (401, "session_ended")
    assert client.post("/api/v1/refresh").status_code == 401
    assert client.post("/api/v1/refresh", headers=sent("forged")).status_code == 401


def test_whoever_is_in_charge_may_idle_an_hour(
    client: TestClient, session: Session, clock: Clock
) -> None:
    for email, role, kind, scope in (
        ("admin@example.org", Role.admin, Scope.instance, None),
        ("organiser@example.org", Role.organiser, Scope.edition, uuid7()),
    ):
        user = make_known(session, email)
        make_grant(session, user, role, kind, scope)
        answer = sign_in(client, email)
        assert "Max-Age=3600;" in answer.headers["set-cookie"]
        clock.forward(hours=1)
        refused = client.post("/api/v1/refresh", headers=sent(cookie_of(answer)))
        assert refused.json()["code"] == "session_ended"


def test_signing_out_ends_the_session_and_takes_the_cookie(
    client: TestClient, session: Session, clock: Clock
) -> None:
    user = make_known(session)
    opened = sign_in(client)
    bearer = {"Authorization": f"Bearer {opened.json()['access_token']}"}
    answer = client.post("/api/v1/sign-out", headers=bearer | sent(cookie_of(opened)))
    assert answer.status_code == 204
    assert answer.headers["set-cookie"] == (
        "__Host-rt=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict"
    )
    assert client.get("/api/v1/account/sessions", headers=bearer).json()["code"] == "signed_out"
    refused = client.post("/api/v1/refresh", headers=sent(cookie_of(opened)))
    assert refused.json()["code"] == "session_ended"
    assert acts(session) == [("sign_in", user.id), ("sign_out", user.id)]
    assert client.post("/api/v1/sign-out").status_code == 204  # nobody signed in: nothing to do


def test_signing_out_without_the_cookie_ends_the_tokens_session(
    client: TestClient, session: Session
) -> None:
    make_known(session)
    bearer = {"Authorization": f"Bearer {sign_in(client).json()['access_token']}"}
    assert client.post("/api/v1/sign-out", headers=bearer).status_code == 204
    assert client.get("/api/v1/account/sessions", headers=bearer).status_code == 401


def test_an_access_token_lives_ten_minutes(
    client: TestClient, session: Session, clock: Clock
) -> None:
    make_known(session)
    bearer = {"Authorization": f"Bearer {sign_in(client).json()['access_token']}"}
    clock.forward(minutes=10, seconds=4)
    assert client.get("/api/v1/account/sessions", headers=bearer).status_code == 200
    clock.forward(seconds=2)
    answer = client.get("/api/v1/account/sessions", headers=bearer)
    assert (answer.status_code, answer.json()["code"]) == (401, "token_invalid")


def test_one_ends_ones_other_sessions(client: TestClient, session: Session, clock: Clock) -> None:
    user = make_known(session)
    make_known(session, "other@example.org")
    here, there = sign_in(client), sign_in(client)
    foreign = sign_in(client, "other@example.org")
    bearer = {"Authorization": f"Bearer {here.json()['access_token']}"}
    items = client.get("/api/v1/account/sessions", headers=bearer).json()["items"]
    assert sorted(item["is_current"] for item in items) == [False, True]
    (other,) = [item["id"] for item in items if not item["is_current"]]
    assert client.delete(f"/api/v1/account/sessions/{other}", headers=bearer).status_code == 204
    assert client.post("/api/v1/refresh", headers=sent(cookie_of(there))).status_code == 401
    foreign_id = session.get_one(RefreshToken, digest(cookie_of(foreign))).session_id
    refused = client.delete(f"/api/v1/account/sessions/{foreign_id}", headers=bearer)
    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")
    assert client.post("/api/v1/refresh", headers=sent(cookie_of(foreign))).status_code == 200
    assert acts(session)[-1] == ("end_session", user.id)
    assert clock.now - session.get_one(RefreshToken, digest(cookie_of(here))).created_at == (
        timedelta(0)
    )


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_sites_page_cannot_use_the_cookie(
    client: TestClient, session: Session, site: str
) -> None:
    """Not a neighbour's under the same domain either, which SameSite=Strict lets through."""
    make_known(session)
    token = cookie_of(sign_in(client))
    for path in ("refresh", "sign-out"):
        answer = client.post(f"/api/v1/{path}", headers=sent(token) | {"Sec-Fetch-Site": site})
        assert (answer.status_code, answer.json()["code"]) == (403, "other_site")
        assert "set-cookie" not in answer.headers
    ours = client.post("/api/v1/refresh", headers=sent(token) | {"Sec-Fetch-Site": "same-origin"})
    assert ours.status_code == 200


def test_the_demos_accounts_are_good_in_a_demo_alone(
    client: TestClient,
    session: Session,
    connection: Connection,
    house: House,
    shared: tuple[FastAPI, Current],
) -> None:
    make_known(session, is_demo=True)
    opened = sign_in(client)
    assert opened.status_code == 200
    real = house.settings.model_copy(update={"mode": Mode.production})
    shared[1].database = Database(
        real.database_url, replace(house, settings=real), load_actor, bind=connection
    )
    refused = sign_in(client)
    assert (refused.status_code, refused.json()["code"]) == (403, "demo_account")
    refused = client.post("/api/v1/refresh", headers=sent(cookie_of(opened)))
    assert (refused.status_code, refused.json()["code"]) == (403, "demo_account")
