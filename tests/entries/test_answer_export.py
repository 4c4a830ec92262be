"""The workbook of what was submitted: a sheet a category, every answer in words, drafts unseen."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.audit.models import AuditEvent
from app.editions.rules import FieldKind
from app.entries.answer_rules import answer_cell
from app.entries.models import Answer
from tests.entries.test_receipts import Call
from tests.factories import NOW, make_category, make_entry, make_field

SignIn = Callable[..., TestClient]
NAMES = {
    "choices": {"a": "ألف", "b": "باء"},
    "columns": {"n": "عدد"},
    "rows": {"r": "صف"},
    "services": {"1": "خدمة"},
    "comma": "، ",
}


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("short_text", "نص", "نص"),
        ("choice", "a", "ألف"),
        ("choice", "gone", "gone"),
        ("multi_choice", ["a", "b"], "ألف، باء"),
        ("service", ["1", "2"], "خدمة، 2"),
        (
            "links",
            [{"url": "https://a.example", "title": "أ"}, {"url": "https://b.example", "title": ""}],
            "أ – https://a.example\nhttps://b.example",
        ),
        ("person", {"name": "سارة", "email": "s@a.example"}, "سارة، s@a.example"),
        (
            "table",
            [{"row": "r", "cells": {"n": "5"}}, {"row": None, "cells": {"m": "6"}}],
            "صف – عدد: 5\nm: 6",
        ),
        ("table", [{"row": None, "cells": {"m": "6", "n": "5"}}], "عدد: 5، m: 6"),
        ("number", "100.5", Decimal("100.5")),
        ("number", "1234567890.1234567", "1234567890.1234567"),
        ("date", "2024-01-01", date(2024, 1, 1)),
        ("date", "1900-02-28", "1900-02-28"),
    ],
)
def test_an_answer_in_one_cell(kind: str, value: Any, text: Any) -> None:
    assert answer_cell(FieldKind(kind), value, **NAMES) == text  # type: ignore[arg-type]


def sheets(answer: Any) -> dict[str, list[list[Any]]]:
    assert answer.status_code == 200, answer.text
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.fixture
def call(session: Session, sign_in: Any) -> Call:
    return Call(session, sign_in)


def test_what_was_submitted_stands_in_words(call: Call, session: Session) -> None:
    second = make_category(session, call.edition, position=1)
    gone = make_field(session, call.category, label_ar="سؤال قديم", position=5)
    make_entry(session, call.category, call.agency, title_ar="مسودة لا تُرى")
    call.write("الأول")
    call.attach("first.pdf", "a")
    call.submit()
    call.write("الثاني")  # not submitted
    gone.retired_at = call.edition.closes_at
    session.commit()
    url = f"/api/v1/editions/{call.edition.id}/answers.xlsx"
    pages = sheets(call.staff.get(url))
    assert list(pages) == [call.category.name_ar, call.category.name_ar[:27] + " 2"]
    head, row = pages[call.category.name_ar]
    assert head[:4] == ["الرقم", "العنوان بالعربية", "العنوان بالإنجليزية", "المشارك"]
    assert head[8:] == [call.text.label_ar, call.file.label_ar]
    assert row[0] == call.entry.number
    assert row[8:] == ["الأول", "first.pdf"]
    only = sheets(
        call.staff.get(f"{url}?category_id={second.id}", headers={"Accept-Language": "en"})
    )
    assert [len(rows) for rows in only.values()] == [1]
    acts = session.scalars(
        select(AuditEvent.facts).where(AuditEvent.act == "export_answers").order_by(AuditEvent.id)
    )
    assert [one["category_id"] for one in acts] == [None, str(second.id)]


def test_choices_and_tables_are_told_by_name(call: Call, session: Session) -> None:
    choices = [{"code": "a", "name_ar": "ألف", "name_en": "A"}, {"code": "b", "name_ar": "باء"}]
    columns = [{"code": "n", "name_ar": "عدد", "name_en": "Count", "kind": "number"}]
    asked: dict[str, tuple[Any, dict[str, Any]]] = {
        "choice": ("a", {"choices": choices}),
        "multi_choice": (["a", "b"], {"choices": choices}),
        "table": ([{"row": None, "cells": {"n": "5"}}], {"options": {"columns": columns}}),
    }
    for at, (kind, (value, values)) in enumerate(asked.items()):
        field = make_field(session, call.category, kind=kind, position=10 + at, **values)
        session.add(
            Answer(entry_id=call.entry.id, field_id=field.id, value=value, revision=1, saved_at=NOW)
        )
    session.commit()
    call.write("الأول")
    call.attach("first.pdf", "a")
    call.submit()
    url = f"/api/v1/editions/{call.edition.id}/answers.xlsx"
    for language, told in (
        ("ar", ["ألف", "ألف، باء", "عدد: 5"]),
        ("en", ["A", "A, باء", "Count: 5"]),
    ):
        (pages,) = sheets(call.staff.get(url, headers={"Accept-Language": language})).values()
        assert pages[1][-3:] == told
