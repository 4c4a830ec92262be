"""What every answer carries."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.conftest import Clock


def test_an_answer_of_the_api_says_the_time_by_which_deadlines_act(
    client: TestClient, clock: Clock
) -> None:
    clock.forward(hours=1, milliseconds=5)
    answer = client.get("/api/v1/first-run")
    assert answer.headers["server-time"] == "2026-03-10T10:00:00.005Z"
    assert answer.headers["cache-control"] == "no-store"


def test_a_page_does_not(client: TestClient) -> None:
    assert "server-time" not in client.get("/").headers
