"""What every answer carries."""

from __future__ import annotations

import pytest
from fastapi import FastAPI, Response
from starlette.testclient import TestClient

from app.kit.headers import DemoNames
from app.kit.tables import XLSX, attachment
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


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("text/csv; charset=utf-8", "demo-entries.csv"),
        (XLSX, "demo-entries.csv"),
        ("application/pdf", "entries.csv"),
    ],
)
def test_the_tables_of_a_demonstration_say_so_in_their_names(kind: str, name: str) -> None:
    app = FastAPI()
    app.add_middleware(DemoNames)
    app.add_api_route(
        "/",
        lambda: Response(
            b"", media_type=kind, headers={"Content-Disposition": attachment("entries.csv")}
        ),
    )
    said = TestClient(app).get("/").headers["content-disposition"]
    assert said == attachment(name)


def test_a_file_that_a_person_sent_keeps_its_name_in_a_demonstration() -> None:
    app = FastAPI()
    app.add_middleware(DemoNames)
    sent = {"Content-Disposition": attachment("mine.xlsx")}
    app.add_api_route("/a/content", lambda: Response(b"", media_type=XLSX, headers=sent))
    said = TestClient(app).get("/a/content").headers["content-disposition"]
    assert said == attachment("mine.xlsx")
