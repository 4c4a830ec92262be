"""An agency's services: kept by its people, read by staff, searched, saved as a list, imported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.kit.ids import uuid7
from app.kit.tables import xlsx_bytes
from app.organisations.models import Organisation, Service
from app.organisations.registry_rules import months_between
from app.organisations.registry_schemas import COLUMNS, HEADERS
from tests.editions.support import API, acts, codes
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_field,
    make_member,
    make_organisation,
    make_staff,
)

SignIn = Callable[..., TestClient]
NAMES = [column.name for column in COLUMNS]


@pytest.fixture
def agency(session: Session) -> Organisation:
    return make_organisation(session)


@pytest.fixture
def member(session: Session, sign_in: SignIn, agency: Organisation) -> TestClient:
    return sign_in(make_member(session, agency))


def url(agency: Organisation, rest: str = "") -> str:
    return f"{API}/organisations/{agency.id}/services{rest}"


def body(**values: Any) -> dict[str, Any]:
    return {"name_ar": "إصدار رخصة", "name_en": "Issuing a licence"} | values


@pytest.mark.parametrize(
    ("start", "day", "months"),
    [
        ("2025-09-10", "2026-03-10", 6),
        ("2025-09-11", "2026-03-10", 5),
        ("2026-03-10", "2026-03-10", 0),
        ("2026-04-01", "2026-03-10", 0),
        ("2020-02-29", "2021-02-28", 11),
    ],
)
def test_months_in_operation_are_whole(start: str, day: str, months: int) -> None:
    assert months_between(date.fromisoformat(start), date.fromisoformat(day)) == months


def test_a_service_is_kept_changed_found_and_removed(
    session: Session, agency: Organisation, member: TestClient
) -> None:
    key = uuid7()
    full = body(channels=["app", "portal"], audience="business", launched_on="2025-09-10")
    made = member.put(url(agency, f"/{key}"), json=full)
    assert (made.status_code, made.json()["months_in_operation"], made.json()["channels"]) == (
        201,
        6,
        ["portal", "app"],
    )
    assert member.put(url(agency, f"/{key}"), json=full).status_code == 200
    assert member.put(url(agency, f"/{key}"), json=body()).status_code == 428
    version = {"If-Match": "1"}
    stopped = member.put(url(agency, f"/{key}"), json=full | {"state": "retired"}, headers=version)
    assert (stopped.json()["state"], stopped.json()["version"]) == ("retired", 2)
    stale = member.put(url(agency, f"/{key}"), json=full, headers=version)
    assert (stale.status_code, stale.json()["current"]) == (412, stopped.json())
    listed = member.get(url(agency) + "?q=اصدار رخصه&state=retired").json()
    assert listed["items"] == [stopped.json()]
    assert member.get(url(agency) + "?audience=government").json()["total"] == 0
    saved = member.get(url(agency) + "?format=csv").content.decode("utf-8-sig")
    assert "الأعمال" in saved
    assert "البوابة الإلكترونية، تطبيق الجوال" in saved
    assert member.delete(url(agency, f"/{key}")).status_code == 204
    assert member.get(url(agency, f"/{key}")).status_code == 404
    assert member.get(url(agency)).json()["total"] == 0
    assert session.scalars(select(Service.name_ar)).all() == ["إصدار رخصة"]  # answers may name it
    assert [act for act, *_ in acts(session)] == ["put_service", "put_service", "delete_service"]


def test_what_is_refused(session: Session, agency: Organisation, member: TestClient) -> None:
    later = member.put(url(agency, f"/{uuid7()}"), json=body(launched_on="2031-01-01"))
    assert codes(later.json()) == [("launch_impossible", ["launched_on"])]
    unnamed = member.put(url(agency, f"/{uuid7()}"), json=body(name_ar=""))
    assert codes(unnamed.json()) == [("text_missing", ["name_ar"])]
    assert session.scalars(select(Service.id)).all() == []


def test_staff_read_the_registry_and_others_do_not(
    session: Session, sign_in: SignIn, agency: Organisation, member: TestClient
) -> None:
    key = uuid7()
    member.put(url(agency, f"/{key}"), json=body())
    organiser = sign_in(make_staff(session, make_edition(session)))
    assert organiser.get(url(agency)).json()["total"] == 1
    refused = organiser.put(url(agency, f"/{key}"), json=body(name_ar="أخرى"))
    assert (refused.status_code, refused.json()["code"]) == (403, "members_only")
    stranger = sign_in(make_member(session, make_organisation(session)))
    assert stranger.get(url(agency)).status_code == 404
    other = make_organisation(session)
    assert organiser.get(url(other, f"/{key}")).status_code == 404


def sheet(*rows: dict[str, str], language: int = 0) -> bytes:
    return xlsx_bytes(
        [HEADERS[name][language] for name in NAMES],
        [[one.get(name, "") for name in NAMES] for one in rows],
        "ar",
    )


def send(client: TestClient, agency: Organisation, data: bytes, **params: Any) -> Any:
    return client.post(url(agency, "/import"), content=data, params=params)


@pytest.mark.parametrize("language", [0, 1])
def test_services_come_from_a_sheet_shown_first(
    session: Session, agency: Organisation, member: TestClient, language: int
) -> None:
    member.put(url(agency, f"/{uuid7()}"), json=body())
    member.put(url(agency, f"/{uuid7()}"), json=body(name_ar="باقية", name_en=""))
    words = [
        {"audience": "الأعمال", "channels": "البوابة الإلكترونية، تطبيق الجوال", "state": "قائمة"},
        {"audience": "Business", "channels": "Web portal, Mobile app", "state": "Active"},
    ][language]
    data = sheet(
        {"name_ar": "اصدار رخصه", "launched_on": "٢٠٢٥-٠٩-١٠"} | words,
        {"name_ar": "جديدة"},
        {"name_ar": "باقية"},
        language=language,
    )
    plan = send(member, agency, data).json()
    assert [one["act"] for one in plan["items"]] == ["change", "create", "same"]
    assert (plan["applied"], plan["created"], plan["changed"], plan["problems"]) == (
        False,
        1,
        1,
        [],
    )
    assert len(session.scalars(select(Service.id)).all()) == 2
    stale = send(member, agency, data, dry_run=False, plan_hash="0" * 64)
    assert (stale.status_code, stale.json()["code"]) == (409, "plan_stale")
    done = send(member, agency, data, dry_run=False, plan_hash=plan["plan_hash"])
    assert (done.status_code, done.json()["applied"]) == (200, True)
    found = {one["name_ar"]: one for one in member.get(url(agency)).json()["items"]}
    assert set(found) == {"اصدار رخصه", "جديدة", "باقية"}
    changed = found["اصدار رخصه"]
    assert (changed["audience"], changed["channels"], changed["launched_on"]) == (
        "business",
        ["portal", "app"],
        "2025-09-10",
    )


def test_every_wrong_cell_is_named_and_nothing_is_written(
    session: Session, agency: Organisation, member: TestClient
) -> None:
    data = sheet(
        {"name_ar": "واحدة", "audience": "الجن", "channels": "بريد"},
        {"name_en": "No Arabic", "launched_on": "أمس"},
        {"name_ar": "ثانية", "launched_on": "2031-01-01"},
        {"name_ar": "ثالثة"},
        {"name_ar": "ثالثه"},
    )
    plan = send(member, agency, data).json()
    assert [(one["row"], one["column"], one["code"]) for one in plan["problems"]] == [
        (2, "audience", "unknown_word"),
        (2, "channels", "unknown_word"),
        (3, "name_ar", "text_missing"),
        (3, "launched_on", "bad_date"),
        (4, "launched_on", "launch_impossible"),
        (6, "name_ar", "duplicate_row"),
    ]
    assert "الأفراد" in plan["problems"][0]["message"]
    refused = send(member, agency, data, dry_run=False, plan_hash=plan["plan_hash"])
    assert (refused.status_code, refused.json()["code"]) == (422, "import_invalid")
    assert session.scalars(select(Service.id)).all() == []


def test_an_entry_names_a_service_of_its_agency_alone(
    session: Session, sign_in: SignIn, agency: Organisation, member: TestClient
) -> None:
    own, foreign = uuid7(), uuid7()
    member.put(url(agency, f"/{own}"), json=body())
    other = make_organisation(session)
    sign_in(make_member(session, other)).put(url(other, f"/{foreign}"), json=body())
    category = make_category(session, make_edition(session))
    field = make_field(session, category, kind="service", required=True)
    entry = make_entry(session, category, agency)
    page = f"{API}/entrant/entries/{entry.id}"
    first = {"If-None-Match": "*"}
    no = member.put(f"{page}/answers/{field.id}", json={"value": [str(foreign)]}, headers=first)
    assert codes({"errors": [no.json()["errors"][0]]}) == [("not_a_service", ["value"])]
    yes = member.put(f"{page}/answers/{field.id}", json={"value": [str(own)]}, headers=first)
    assert yes.status_code == 200
    member.delete(url(agency, f"/{own}"))
    seen = member.get(page).json()
    assert ([one["name_ar"] for one in seen["services"]], seen["missing"]) == (["إصدار رخصة"], [])
