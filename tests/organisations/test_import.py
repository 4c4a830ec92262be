"""Importing agencies and members: shown first, every wrong cell named, all or nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import Grant, Invitation, User
from app.actor import Role, Scope
from app.kit.tables import xlsx_bytes
from app.notifications.models import Mail
from app.organisations.import_schemas import COLUMNS, HEADERS
from app.organisations.models import Organisation
from tests.editions.support import API, acts
from tests.factories import (
    NOW,
    make_edition,
    make_grant,
    make_member,
    make_organisation,
    make_staff,
    make_user,
)

SignIn = Callable[..., TestClient]
URL = f"{API}/organisations/import"
NAMES = [column.name for column in COLUMNS]


@pytest.fixture
def organiser(session: Session, sign_in: SignIn) -> TestClient:
    return sign_in(make_staff(session, make_edition(session)))


def row(name_ar: str = "أمانة المثال", **values: str) -> dict[str, str]:
    return {"name_ar": name_ar} | values


def sheet(*rows: dict[str, str], language: int = 0) -> bytes:
    """An Excel file with our headers in one of the two languages."""
    unknown = {name for one in rows for name in one} - set(NAMES)
    assert not unknown
    return xlsx_bytes(
        [HEADERS[name][language] for name in NAMES],
        [[one.get(name, "") for name in NAMES] for one in rows],
        "ar",
    )


def as_csv(*rows: dict[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([HEADERS[name][1] for name in NAMES])
    writer.writerows([[one.get(name, "") for name in NAMES] for one in rows])
    return out.getvalue().encode("utf-8-sig")


def send(client: TestClient, data: bytes, **params: Any) -> Any:
    return client.post(URL, content=data, params=params)


def count(session: Session, model: Any) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


GOOD = (
    row(
        name_en="Example Municipality",
        kind="شبه حكومية",
        country="sa",
        website="https://example.sa",
        email_domain="example.sa",
        member_email="Sara@Example.sa",
        member_name_ar="سارة",
        member_language="العربية",
    ),
    row(member_email="omar@example.sa", member_language="en"),
    row("هيئة المدن"),
)


@pytest.mark.parametrize("make", [sheet, as_csv])
def test_a_file_is_shown_first_and_applied_by_its_plan(
    session: Session, organiser: TestClient, make: Callable[..., bytes]
) -> None:
    data = make(*GOOD)
    shown = send(organiser, data)
    assert shown.status_code == 200, shown.json()
    plan = shown.json()
    assert {k: v for k, v in plan.items() if k not in ("file_sha256", "plan_hash", "items")} == {
        "applied": False,
        "rows": 3,
        "organisations_created": 2,
        "members_invited": 2,
        "members_added": 0,
        "problems": [],
    }
    assert [(one["row"], one["organisation"], one["member"]) for one in plan["items"]] == [
        (2, "create", "invite"),
        (3, "create", "invite"),
        (4, "create", "none"),
    ]
    assert (count(session, Organisation), count(session, Mail), acts(session)) == (0, 0, [])
    for missing in ({}, {"plan_hash": "0" * 64}):
        refused = send(organiser, data, dry_run=False, **missing)
        assert (refused.status_code, refused.json()["code"]) == (409, "plan_stale")
    done = send(organiser, data, dry_run=False, plan_hash=plan["plan_hash"])
    assert (done.status_code, done.json()["applied"]) == (200, True)
    rows = session.execute(
        select(
            Organisation.name_ar,
            Organisation.name_en,
            Organisation.kind,
            Organisation.country,
            Organisation.status,
        ).order_by(Organisation.name_ar)
    ).all()
    assert rows == [
        ("أمانة المثال", "Example Municipality", "semi_government", "SA", "approved"),
        ("هيئة المدن", "", "government", "SA", "approved"),
    ]
    invited = session.execute(
        select(Invitation.email, Invitation.language).order_by(Invitation.email)
    ).all()
    assert invited == [("omar@example.sa", "en"), ("sara@example.sa", "ar")]
    assert [act for act, *_ in acts(session)] == ["invite", "invite", "import_organisations"]
    again = send(organiser, data, dry_run=False, plan_hash=plan["plan_hash"])
    assert (again.status_code, again.json()["code"]) == (409, "plan_stale")
    known = send(organiser, data).json()
    assert known["organisations_created"] == 0


def test_people_we_know_become_members_or_stay(session: Session, organiser: TestClient) -> None:
    organisation = make_organisation(session, name_ar="أمانة المثال", name_en="Other")
    member = make_member(session, organisation)
    user = make_user(session, "known@example.sa")
    data = sheet(row(member_email=member.email), row(member_email=user.email))
    plan = send(organiser, data).json()
    assert [(one["organisation"], one["member"]) for one in plan["items"]] == [
        ("known", "known"),
        ("known", "add"),
    ]
    done = send(organiser, data, dry_run=False, plan_hash=plan["plan_hash"])
    assert done.status_code == 200
    grants = session.scalars(select(Grant.user_id).where(Grant.scope_id == organisation.id))
    assert set(grants) == {member.id, user.id}
    session.expire_all()
    assert organisation.name_en == "Other"


def test_twelve_kinds_of_wrong_rows_are_named_at_once_and_nothing_is_written(
    session: Session, organiser: TestClient, sign_in: SignIn
) -> None:
    make_organisation(session, name_ar="جهة مرفوضة", status="refused")
    make_user(session, "gone@example.sa", disabled_at=NOW)
    rows = [
        row("", city="جدة"),  # 2
        row("اسم " * 100),  # 3
        row("أ", kind="سحرية"),  # 4
        row("ب", country="Arabia"),  # 5
        row("ج", website="example.sa"),  # 6
        row("د", email_domain="gmail.com"),  # 7
        row("هـ", email_domain="not a domain"),  # 8
        row("و", member_email="nobody"),  # 9
        row("ز", member_name_ar="بلا بريد"),  # 10
        row("ح", member_email="a@example.sa", member_language="fr"),  # 11
        row("ط", city="جدة", member_email="b@example.sa"),  # 12
        row("ط", city="الرياض", member_email="c@example.sa"),  # 13
        row("ط", member_email="b@example.sa"),  # 14
        row("جهة مرفوضة"),  # 15
        row("ي", member_email="gone@example.sa"),  # 16
        row("ك", city="م" * 101),  # 17
        row("سليمة"),  # 18
    ]
    before = count(session, Organisation)
    data = sheet(*rows)
    plan = send(organiser, data).json()
    expected = [
        (2, "name_ar", "text_missing"),
        (3, "name_ar", "text_too_long"),
        (4, "kind", "bad_kind"),
        (5, "country", "bad_country"),
        (6, "website", "not_a_url"),
        (7, "email_domain", "public_domain"),
        (8, "email_domain", "bad_domain"),
        (9, "member_email", "bad_email"),
        (10, "member_email", "email_missing"),
        (11, "member_language", "bad_language"),
        (13, "city", "contradicts_row"),
        (14, "member_email", "duplicate_row"),
        (15, "name_ar", "organisation_refused"),
        (16, "member_email", "user_disabled"),
        (17, "city", "text_too_long"),
    ]
    assert [(one["row"], one["column"], one["code"]) for one in plan["problems"]] == expected
    assert [one["header"] for one in plan["problems"][:3]] == [
        "اسم الجهة بالعربية",
        "اسم الجهة بالعربية",
        "نوع الجهة",
    ]
    assert "حكومية" in plan["problems"][2]["message"]
    assert "12" in plan["problems"][10]["message"]
    assert "300" in plan["problems"][1]["message"]
    refused = send(organiser, data, dry_run=False, plan_hash=plan["plan_hash"])
    assert (refused.status_code, refused.json()["code"]) == (422, "import_invalid")
    assert [
        (one["loc"][1], one["loc"][2], one["code"]) for one in refused.json()["errors"]
    ] == expected
    assert (count(session, Organisation), count(session, Mail)) == (before, 0)
    english = sign_in(make_staff(session, make_edition(session)), "en")
    assert send(english, data).json()["problems"][0]["header"] == "Name in Arabic"


def test_the_plan_is_stale_when_the_world_changed(session: Session, organiser: TestClient) -> None:
    data = sheet(row(member_email="new@example.sa"))
    plan = send(organiser, data).json()
    make_user(session, "new@example.sa")
    answer = send(organiser, data, dry_run=False, plan_hash=plan["plan_hash"])
    assert (answer.status_code, answer.json()["code"]) == (409, "plan_stale")
    assert count(session, Organisation) == 0
    other = send(organiser, sheet(row("أخرى")), dry_run=False, plan_hash=plan["plan_hash"])
    assert other.json()["code"] == "plan_stale"


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 422, "file_empty"),
        (b"PK\x03\x04 not a workbook", 422, "file_not_excel"),
        (b"\xff\xfe\x00", 422, "file_not_excel"),
        ("المدينة\nجدة\n".encode(), 422, "column_missing"),
        ("اسم الجهة بالعربية\n".encode(), 422, "file_empty"),
        ("Name in Arabic,Name in Arabic\nأ,ب\n".encode(), 422, "column_twice"),
        (("Name in Arabic\n" + "أ\n" * 1001).encode(), 422, "too_many_rows"),
        (b"x" * (10 * 1024 * 1024 + 1), 413, "too_large"),
    ],
)
def test_what_is_no_sheet_is_refused(
    session: Session, organiser: TestClient, data: bytes, status: int, code: str
) -> None:
    answer = send(organiser, data)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_lacking_column_is_named_in_the_readers_language(
    session: Session, sign_in: SignIn
) -> None:
    person = make_staff(session, make_edition(session))
    for language, name in (("ar", "اسم الجهة بالعربية"), ("en", "Name in Arabic")):
        answer = send(sign_in(person, language), "المدينة\nجدة\n".encode()).json()
        assert answer["missing"] == [name]
        assert name in answer["title"]


def test_a_formula_is_only_a_text(session: Session, organiser: TestClient) -> None:
    data = sheet(row('=HYPERLINK("http://evil.example","x")'))
    plan = send(organiser, data).json()
    send(organiser, data, dry_run=False, plan_hash=plan["plan_hash"])
    text = organiser.get(f"{API}/organisations?format=csv").content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[1][0].startswith("'=HYPERLINK")


def test_a_calculated_cell_is_named_and_never_imported(
    session: Session, organiser: TestClient
) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet()
    page.write_row(0, 0, [HEADERS["name_ar"][0], HEADERS["city"][0]])
    page.write_row(1, 0, ["أمانة المثال", "=جدة"])
    page.write_formula(1, 1, '="جد"&"ة"', None, "جدة")
    book.close()
    shown = send(organiser, out.getvalue()).json()
    assert [(one["row"], one["column"], one["code"]) for one in shown["problems"]] == [
        (2, "city", "formula")
    ]
    assert "B2" in shown["problems"][0]["message"]
    before = count(session, Organisation)
    refused = send(organiser, out.getvalue(), dry_run=False, plan_hash=shown["plan_hash"])
    assert refused.json()["code"] == "import_invalid"
    assert count(session, Organisation) == before


def test_the_template_is_read_back(session: Session, sign_in: SignIn) -> None:
    for language in ("ar", "en"):
        client = sign_in(make_staff(session, make_edition(session)), language)
        template = client.get(f"{URL}/template")
        assert template.status_code == 200
        assert send(client, template.content).json()["code"] == "file_empty"


def test_a_plan_costs_the_same_however_long(
    session: Session, organiser: TestClient, statements: list[str]
) -> None:
    def cost(*rows: dict[str, str]) -> int:
        data = sheet(*rows)
        session.commit()
        statements.clear()
        assert send(organiser, data).status_code == 200
        return len(statements)

    people = [make_user(session, f"u{n}@example.sa") for n in range(6)]
    one = cost(row(member_email=people[0].email))
    many = cost(*(row(f"جهة {n}", member_email=user.email) for n, user in enumerate(people)))
    assert many == one


def test_who_reads_only_does_not_import(session: Session, sign_in: SignIn) -> None:
    auditor = sign_in(make_staff(session, make_edition(session), Role.auditor))
    answer = send(auditor, sheet(row()))
    assert (answer.status_code, answer.json()["code"]) == (403, "role_required")
    admin = make_user(session)
    make_grant(session, admin, Role.admin, Scope.instance)
    assert send(sign_in(admin), sheet(row())).status_code == 200
    assert count(session, User) == 2
