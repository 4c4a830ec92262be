"""Exported files say words in the reader's language, with stable codes beside them where they help."""

from __future__ import annotations

import ast
import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import Actor, Role, Scope
from app.audit.rules import ACTS
from app.audit.service import record
from app.audit.texts import ACT_WORDS, SUBJECT_WORDS
from app.kit.ids import uuid7
from app.notifications.service import post
from tests.factories import NOW, make_edition, make_grant, make_staff, make_user

SignIn = Callable[..., TestClient]
WORDS = Path(__file__).parents[2] / "frontend/src/features/audit"


def sheet(client: TestClient, path: str, language: str) -> list[dict[str, str]]:
    answer = client.get(f"/api/v1/{path}?format=csv", headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


@pytest.fixture
def admin(session: Session, sign_in: SignIn) -> TestClient:
    user = make_user(session, "admin@example.org", name_ar="مديرة", name_en="Admin")
    make_grant(session, user, Role.admin, Scope.instance)
    return sign_in(user)


def test_grants_in_words(admin: TestClient, session: Session) -> None:
    make_staff(session, make_edition(session, name_ar="الدورة", name_en="The edition"))
    found = {
        (row["Role"], row["Scope"], row["Scope name in English"])
        for row in sheet(admin, "grants", "en")
    }
    assert found == {
        ("administrator", "The whole system", ""),
        ("organiser", "Edition", "Example Award — The edition"),
    }
    assert {row["الدور"] for row in sheet(admin, "grants", "ar")} == {"مدير النظام", "منظّم"}


def test_invitations_in_words(admin: TestClient) -> None:
    body = {"email": "new@example.org", "role": "auditor", "scope_kind": "instance"}
    assert admin.put(f"/api/v1/invitations/{uuid7()}", json=body).status_code == 201
    (row,) = sheet(admin, "invitations", "ar")
    assert (row["الدور"], row["نطاق الدور"], row["الحالة"]) == ("مدقّق", "النظام كله", "تنتظر الرد")


def test_the_outbox_in_words(admin: TestClient, session: Session) -> None:
    facts = {"name": "سارة", "at": NOW}
    post(
        session,
        "password_changed",
        to_email="sara@example.org",
        language="ar",
        facts=facts,
        now=NOW,
    )
    session.commit()
    (row,) = sheet(admin, "outbox", "en")
    assert row["State"] == "Waiting"


def test_the_log_in_words_with_stable_codes(admin: TestClient, session: Session) -> None:
    user = make_user(session, "sara@example.org", name_ar="سارة", name_en="Sara")
    record(session, Actor(user_id=user.id), "change_account", NOW, subject=("user", user.id))
    session.commit()
    (row,) = [r for r in sheet(admin, "log", "en") if r["Act code"] == "change_account"]
    assert [
        row[name] for name in ("Act", "Actor in English", "Kind of subject", "Subject in English")
    ] == [
        "Changed the account",
        "Sara",
        "Person",
        "Sara",
    ]
    (row,) = [r for r in sheet(admin, "log", "ar") if r["رمز الفعل"] == "change_account"]
    assert (row["الفعل"], row["نوع الموضوع"]) == ("تغيير بيانات الحساب", "شخص")


def test_every_act_has_its_word_the_same_as_the_page(admin: TestClient) -> None:
    assert set(ACT_WORDS) == ACTS
    page = (WORDS / "actWords.ts").read_text()
    assert dict(re.findall(r"^  (\w+): msg`(.*?)`", page, re.MULTILINE)) == ACT_WORDS
    kinds = (WORDS / "factWords.ts").read_text().partition("subjectWords")[2].partition("};")[0]
    assert dict(re.findall(r"^  (\w+): msg`(.*?)`", kinds, re.MULTILINE)) == SUBJECT_WORDS


def test_every_fact_of_the_log_has_a_name() -> None:
    """The facts that the services keep of an act, as they write them, are words on the log's page."""
    facts = {
        keyword.arg
        for file in (WORDS.parents[3] / "app").rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text()))
        if isinstance(call, ast.Call)
        and any(isinstance(one, ast.Constant) and one.value in ACTS for one in call.args)
        for keyword in call.keywords
        if keyword.arg and not keyword.arg.endswith("_id")
    }
    page = (WORDS / "factWords.ts").read_text().partition("factWords")[2].partition("};")[0]
    named = set(re.findall(r"^  (\w+): msg`", page, re.MULTILINE))
    # What the recording itself is told, people and things (ids are left out of the page), and lines
    # that stand one by one.
    told = {"subject", "at", "now", "acts", "facts", "is_secret", "to_email"}
    hidden = {"cloned_from", "confirmed_by", "proposed_by", "request"}
    assert facts - named == {*told, *hidden, "composition"}
