"""Entries from a sheet: shown first in the sheet's own terms, then all of them as drafts, or none."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import Level, Role, Scope
from app.audit.models import AuditEvent
from app.editions.field_schemas import Choice
from app.editions.models import Category, Edition
from app.entries.history_models import SavedVersion
from app.entries.member_models import EntryMember
from app.entries.models import Answer, Entry
from app.judging.conflicts.models import Conflict
from app.kit.ids import uuid7
from app.kit.tables import xlsx_bytes
from app.notifications.models import Mail
from app.organisations.models import Organisation, Service
from tests.conftest import Clock
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_field,
    make_grant,
    make_juror,
    make_member,
    make_organisation,
    make_staff,
    make_user,
)

SignIn = Callable[..., TestClient]
HEAD = ["الجهة", "بريد صاحب المشاركة", "العنوان بالعربية", "العنوان بالإنجليزية"]
# As a form keeps them: made by the builder's own shape.
CHOICES = [
    Choice(code="web", name_ar="بوابة", name_en="Portal").model_dump(),
    Choice(code="app", name_ar="تطبيق", name_en="App").model_dump(),
]


class Desk:
    """An organiser, a category with every kind of question, and two agencies."""

    def __init__(self, session: Session, sign_in: SignIn, **edition: Any) -> None:
        self.session = session
        self.edition: Edition = make_edition(session, **edition)
        self.category: Category = make_category(session, self.edition)
        questions: tuple[tuple[str, str, dict[str, Any]], ...] = (
            ("الوصف", "long_text", {"word_limit": 5}),
            ("عدد المستفيدين", "number", {"maximum": 5000}),
            ("القناة", "choice", {"choices": CHOICES}),
            ("القنوات:", "multi_choice", {"choices": CHOICES}),
            ("الإطلاق", "date", {}),
            ("الموقع", "url", {}),
            ("الخدمة", "service", {}),
            ("الدليل", "file", {}),
            ("الأرقام", "table", {"options": {"columns": []}}),
        )
        self.fields = {
            label: make_field(
                session, self.category, label_ar=label, label_en="", kind=kind, position=at, **rest
            )
            for at, (label, kind, rest) in enumerate(questions)
        }
        self.agency: Organisation = make_organisation(session, name_ar="أمانة المثال", name_en="X")
        self.manager = make_member(session, self.agency)
        self.writer = make_member(session, self.agency, Level.edit, email="writer@example.sa")
        self.other: Organisation = make_organisation(session, name_ar="هيئة المدن", name_en="")
        session.add(
            Service(
                id=uuid7(),
                organisation_id=self.agency.id,
                name_ar="إصدار رخصة",
                folded_name="اصدار رخصه",
                created_at=NOW,
            )
        )
        self.staff = make_staff(session, self.edition)
        session.commit()
        self.client = sign_in(self.staff)
        self.url = f"/api/v1/categories/{self.category.id}/entry-import"

    def send(self, data: bytes, **params: Any) -> Any:
        return self.client.post(self.url, content=data, params=params)

    def confirm(self, data: bytes, shown: dict[str, Any], key: Any = None) -> Any:
        key = key or uuid7()
        return self.send(data, dry_run=False, plan_hash=shown["plan_hash"], import_id=key)

    def count(self, model: Any) -> int:
        return self.session.scalar(select(func.count()).select_from(model)) or 0


@pytest.fixture
def desk(session: Session, sign_in: SignIn) -> Desk:
    return Desk(session, sign_in)


def sheet(*rows: dict[str, Any], head: list[str] | None = None) -> bytes:
    names = [*(head or HEAD), *dict.fromkeys(key for row in rows for key in row if key not in HEAD)]
    return xlsx_bytes(names, [[row.get(name, "") for name in names] for row in rows], "ar")


def row(title: str, agency: str = "أمانة المثال", **values: Any) -> dict[str, Any]:
    return {"العنوان بالعربية": title, "الجهة": agency} | values


FULL = row(
    "خدمة الرخص",
    **{
        "بريد صاحب المشاركة": "Writer@Example.sa",
        "الملخص بالعربية": "سطر\nوسطر",
        "الوصف": "خمس كلمات لا تزيد",
        "عدد المستفيدين": "٤٬٢٠٠",
        "القناة": "تطبيق",
        "القنوات:": "تطبيق، بوابة",
        "الإطلاق": "2025-02-01",
        "الموقع": "https://example.sa",
        "الخدمة": "إصدار رخصة",
        "ملاحظات المنسّق": "لا يُقرأ",
    },
)


def test_a_sheet_is_shown_then_made_once_and_its_people_are_told(
    desk: Desk, session: Session
) -> None:
    data = sheet(FULL, row("خدمة المدن", "هيئة  المُدن"))
    answer = desk.send(data)
    assert answer.status_code == 200, answer.json()
    shown = answer.json()
    assert {
        k: shown[k] for k in ("applied", "rows", "entrants", "problems", "call", "ignored")
    } == {
        "applied": False,
        "rows": 2,
        "entrants": 2,
        "problems": [],
        "call": "open",
        "ignored": ["ملاحظات المنسّق"],
    }
    assert [
        (one["row"], one["entrant_ar"], one["answers"], one["tells"]) for one in shown["items"]
    ] == [
        (2, "أمانة المثال", 7, 2),
        (3, "هيئة المدن", 0, 0),
    ]
    assert [desk.count(one) for one in (Entry, Answer, Mail, AuditEvent)] == [0, 0, 0, 0]
    for wrong, code in (
        ({}, "import_id_missing"),
        ({"import_id": uuid7()}, "plan_stale"),
        ({"import_id": uuid7(), "plan_hash": "0" * 64}, "plan_stale"),
    ):
        assert desk.send(data, dry_run=False, **wrong).json()["code"] == code
    key = uuid7()
    done = desk.confirm(data, shown, key)
    assert (done.status_code, done.json()["applied"]) == (200, True), done.json()
    rows = session.scalars(select(Entry).order_by(Entry.number)).all()
    assert [
        (one.number, one.title_ar, one.organisation_id, one.state, one.created_by, one.summary_ar)
        for one in rows
    ] == [
        (101, "خدمة الرخص", desk.agency.id, "draft", desk.staff.id, "سطر\nوسطر"),
        (102, "خدمة المدن", desk.other.id, "draft", desk.staff.id, ""),
    ]
    values = {one.field_id: one.value for one in session.scalars(select(Answer))}
    service = session.scalars(select(Service.id)).one()
    assert [values[desk.fields[one].id] for one in [*desk.fields][:7]] == [
        "خمس كلمات لا تزيد",
        "4200",
        "app",
        ["web", "app"],
        "2025-02-01",
        "https://example.sa",
        [str(service)],
    ]
    assert desk.count(SavedVersion) == 10
    right = session.execute(select(EntryMember.user_id, EntryMember.right, EntryMember.outside))
    assert right.all() == [(desk.writer.id, "submit", False)]
    mails = session.scalars(select(Mail).order_by(Mail.to_email)).all()
    assert {one.to_email for one in mails} == {desk.manager.email, desk.writer.email}
    assert all("101" in one.text and "خدمة الرخص" not in one.text for one in mails)
    log = session.execute(select(AuditEvent.act, AuditEvent.subject_id).order_by(AuditEvent.id))
    assert log.all() == [
        ("import_entries", key),
        ("start_entry", rows[0].id),
        ("start_entry", rows[1].id),
    ]
    # The answer was lost on the way and the same import comes again: nothing is made twice.
    again = desk.confirm(data, shown, key)
    assert again.status_code == 200
    assert [one["number"] for one in again.json()["items"]] == [101, 102]
    other = desk.confirm(sheet(row("غيرها")), shown, key)
    assert (other.status_code, other.json()["code"]) == (409, "id_taken")
    # Another try with the same file is told what is there, though drafts' titles are their people's.
    second = desk.confirm(data, shown)
    assert (second.status_code, second.json()["code"]) == (422, "import_invalid")
    assert {one["code"] for one in second.json()["errors"]} == {"title_in_edition"}
    assert [desk.count(one) for one in (Entry, Mail)] == [2, 2]
    session.expire_all()
    assert desk.edition.next_entry_number == 103


def test_every_kind_of_wrong_cell_is_named_in_the_sheets_own_terms(
    desk: Desk, session: Session, sign_in: SignIn
) -> None:
    make_organisation(session, name_ar="جهة مرفوضة", name_en="", status="refused")
    for _ in range(2):
        make_organisation(session, name_ar="جهة مكررة", name_en="")
    taken = make_entry(session, desk.category, desk.other, title_ar="مقدَّمة", state="submitted")
    make_entry(session, desk.category, desk.other, title_ar="مسودة خفية")
    make_user(session, "stranger@example.sa")
    session.commit()
    rows = [
        row("", الوصف="بلا عنوان"),  # 2
        row("ع " * 200),  # 3
        row("أ", "جهة لا نعرفها"),  # 4
        row("ب", "جهة مكررة"),  # 5
        row("ت", "جهة مرفوضة"),  # 6
        row("ث", **{"بريد صاحب المشاركة": "stranger@example.sa"}),  # 7
        row("ج", **{"بريد صاحب المشاركة": "ليس بريدًا"}),  # 8
        row("ح", الوصف="كلمة " * 6),  # 9
        row("خ", **{"عدد المستفيدين": "كثير"}),  # 10
        row("د", **{"عدد المستفيدين": "٥٠٠١"}),  # 11
        row("ذ", القناة="فاكس"),  # 12
        row("ر", **{"القنوات:": "بوابة، فاكس"}),  # 13
        row("ز", الإطلاق="1/2/2025"),  # 14
        row("س", الموقع="example.sa"),  # 15
        row("ش", الخدمة="تجديد"),  # 16
        row("مقدّمة", "هيئة المدن"),  # 17
        row("مسودة خفية", "هيئة المدن"),  # 18: a draft's title is not told
        row("مُسوّدة خفيه", "هيئة المدن"),  # 19
        row("ص", ""),  # 20
        row("ض", "", **{"بريد صاحب المشاركة": "nobody@example.sa"}),  # 21
        row("ط", "", **{"بريد صاحب المشاركة": "stranger@example.sa"}),  # 22
        row("ظ", "جهة لا يعرفها أحد", **{"عدد المستفيدين": "كثير"}),  # 23: all at once
    ]
    data = sheet(*rows)
    expected = [
        (2, "العنوان بالعربية", "text_missing"),
        (3, "العنوان بالعربية", "text_too_long"),
        (4, "الجهة", "agency_unknown"),
        (5, "الجهة", "agency_ambiguous"),
        (6, "الجهة", "organisation_refused"),
        (7, "بريد صاحب المشاركة", "contact_not_member"),
        (8, "بريد صاحب المشاركة", "bad_email"),
        (9, "الوصف", "too_many_words"),
        (10, "عدد المستفيدين", "not_a_number"),
        (11, "عدد المستفيدين", "out_of_range"),
        (12, "القناة", "not_a_choice"),
        (13, "القنوات:", "not_a_choice"),
        (14, "الإطلاق", "not_a_date"),
        (15, "الموقع", "not_a_url"),
        (16, "الخدمة", "not_a_service"),
        (17, "العنوان بالعربية", "title_in_edition"),
        (19, "العنوان بالعربية", "title_in_sheet"),
        (20, "الجهة", "entrant_missing"),
        (21, "بريد صاحب المشاركة", "owner_unknown"),
        (22, "الجهة", "entrant_kind"),
        (23, "الجهة", "agency_unknown"),
        (23, "عدد المستفيدين", "not_a_number"),
    ]
    shown = desk.send(data).json()
    assert [(one["row"], one["header"], one["code"]) for one in shown["problems"]] == expected
    said = {one["row"]: one for one in shown["problems"]}
    assert (
        said[12]["message"]
        == "«\u2068فاكس\u2069» ليست من الإجابات: \u2068بوابة\u2069، \u2068تطبيق\u2069."
    )
    assert str(taken.number) in said[17]["message"]
    assert "18" in said[19]["message"]
    assert (said[2]["cell"], said[4]["cell"]) == ("C2", "A4")
    refused = desk.confirm(data, shown)
    assert (refused.status_code, refused.json()["code"]) == (422, "import_invalid")
    assert len(refused.json()["errors"]) == len(expected)
    assert desk.count(Entry) == 2
    english = sign_in(make_staff(session, desk.edition), "en")
    told = english.post(desk.url, content=data).json()["problems"]
    assert told[10]["message"].endswith(
        "is none of the answers: \u2068Portal\u2069, \u2068App\u2069."
    )
    # The same sheet with what is wrong in a column of its own, which a next upload leaves aside.
    for _ in range(2):
        answer = desk.client.post(f"{desk.url}/problems", content=data)
        assert answer.status_code == 200
        data = answer.content
        table = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
        assert table[0][:3] == ["ما يجب تصحيحه", "الجهة", "بريد صاحب المشاركة"]
        assert table[1][0].startswith("العنوان بالعربية: ")
        assert (table[17][0], len(table)) == ("", 23)
    assert desk.send(data).json()["ignored"] == []


def test_a_formula_is_no_value(desk: Desk) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet()
    page.write_row(0, 0, [*HEAD, "عدد المستفيدين"])
    page.write_row(1, 0, ["أمانة المثال", "", "=خدمة", "", 5])
    page.write_formula(1, 2, '="خد"&"مة"', None, "خدمة")
    page.write_formula(1, 4, '="كثير"', None, "كثير")  # told once, not as no number too
    page.write_row(2, 0, ["أمانة المثال", "", "أخرى", "", 5])
    book.add_worksheet().write_formula(2, 2, "=1+1")  # another sheet's is nobody's business
    book.close()
    shown = desk.send(out.getvalue()).json()
    assert [(one["row"], one["cell"], one["code"]) for one in shown["problems"]] == [
        (2, "C2", "formula"),
        (2, "E2", "formula"),
    ]


def test_twenty_rows_count_for_the_limits_as_entries_do(desk: Desk, session: Session) -> None:
    desk.edition.max_entries_per_entrant = 11
    desk.category.max_entries_per_entrant = 10
    make_entry(session, desk.category, desk.agency)
    make_entry(session, make_category(session, desk.edition), desk.agency)
    session.commit()
    data = sheet(
        *(row(f"خدمة {n}") for n in range(10)), *(row(f"مدن {n}", "هيئة المدن") for n in range(10))
    )
    shown = desk.send(data).json()
    assert [(one["row"], one["code"]) for one in shown["problems"]] == [
        (11, "edition_limit"),
        (11, "category_limit"),
    ]
    fewer = sheet(*(row(f"خدمة {n}") for n in range(9)))
    assert desk.confirm(fewer, desk.send(fewer).json()).status_code == 200
    assert desk.count(Entry) == 11


def test_what_changed_between_is_told_and_nothing_is_made(desk: Desk, session: Session) -> None:
    data = sheet(FULL)
    shown = desk.send(data).json()
    other = desk.confirm(sheet(row("غير المعروض")), shown)
    assert (other.json()["code"], other.json()["changed"]) == ("plan_stale", "file")
    member = session.scalars(select(Organisation).where(Organisation.id == desk.agency.id)).one()
    member.status = "refused"
    session.commit()
    refused = desk.confirm(data, shown)
    assert [(one["loc"][1:], one["code"]) for one in refused.json()["errors"]] == [
        ([2, "entrant"], "organisation_refused")
    ]
    member.status = "approved"
    desk.fields["الوصف"].word_limit = 100
    desk.category.version += 1
    session.commit()
    form = desk.confirm(data, shown)
    assert (form.json()["code"], form.json()["changed"]) == ("plan_stale", "form")
    shown = desk.send(data).json()
    desk.agency.name_ar, twin = "أمانة أخرى", make_organisation(session, name_ar="أمانة المثال")
    make_member(session, twin)
    session.commit()
    data = sheet(row("خدمة"))
    shown = desk.send(data).json()
    desk.agency.name_ar, twin.name_ar = "أمانة المثال", "توأم"
    session.commit()
    moved = desk.confirm(data, shown)
    assert (moved.status_code, moved.json()["changed"]) == (409, "entrants")
    desk.edition.phase = "judging"
    session.commit()
    late = desk.confirm(data, desk.send(data).json() | {"plan_hash": ""})
    assert (late.status_code, late.json()["code"]) == (409, "import_too_late")
    assert [desk.count(one) for one in (Entry, Mail, AuditEvent)] == [0, 0, 0]


def test_the_template_is_read_back_and_says_what_no_cell_holds(
    desk: Desk, session: Session, sign_in: SignIn
) -> None:
    english = sign_in(make_staff(session, desk.edition), "en")
    for client, first, no in ((desk.client, "الجهة", "لا"), (english, "Agency", "No")):
        answer = client.get(f"{desk.url}/template")
        assert answer.status_code == 200
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
        main, explained, names = (book.get_sheet_by_index(at).to_python() for at in range(3))
        assert (main[0][0], len(main[0])) == (first, 13)
        assert [line[1] for line in explained[1:]].count(no) == 14
        assert ["أمانة المثال", "X"] in names
        assert client.post(desk.url, content=answer.content).json()["code"] == "file_empty"
    form = desk.client.get(desk.url).json()
    states = {one["label_ar"]: one["state"] for one in form["questions"]}
    assert [one for one, state in states.items() if state == "platform"] == ["الدليل", "الأرقام"]
    desk.fields["الوصف"].freeze_at = NOW - timedelta(days=1)
    session.commit()
    assert desk.client.get(desk.url).json()["questions"][0]["state"] == "frozen"


def test_individuals_have_theirs_by_their_address(desk: Desk, session: Session) -> None:
    desk.category.entrant_kind = "individual"
    make_user(session, "noura@example.sa")
    juror = make_staff(session, desk.edition, Role.juror).email
    session.commit()
    data = sheet(
        row("فكرة", "", **{"بريد صاحب المشاركة": "noura@example.sa"}),
        row("فكرة", "", **{"بريد صاحب المشاركة": juror}),
        row("فكرة", "", **{"بريد صاحب المشاركة": "noura@example.sa", "الخدمة": "خدمة"}),
        row("فكرة"),
    )
    shown = desk.send(data).json()
    assert [(one["row"], one["code"]) for one in shown["problems"]] == [
        (3, "staff_may_not_enter"),
        (4, "title_in_sheet"),
        (4, "not_a_service"),
        (5, "entrant_kind"),
    ]
    good = sheet(row("فكرة", "", **{"بريد صاحب المشاركة": "noura@example.sa"}))
    assert desk.confirm(good, desk.send(good).json()).status_code == 200
    entry = session.scalars(select(Entry)).one()
    assert (entry.organisation_id, entry.owner_id is None) == (None, False)


@pytest.mark.parametrize(
    ("phase", "days", "call"), [("draft", 5, "before"), ("screening", -20, "over")]
)
def test_before_and_after_the_call_drafts_come_in_too(
    session: Session, sign_in: SignIn, clock: Clock, phase: str, days: int, call: str
) -> None:
    desk = Desk(session, sign_in, phase=phase, closes_at=NOW + timedelta(days=20 + days))
    if call == "over":
        clock.forward(days=1)
    data = sheet(row("خدمة"))
    shown = desk.send(data).json()
    assert (shown["call"], shown["problems"]) == (call, [])
    assert desk.confirm(data, shown).status_code == 200
    assert desk.count(Mail) == 1
    # A category that holds drafts stays, even while nobody has seen it.
    gone = desk.client.delete(f"/api/v1/editions/{desk.edition.id}/categories/{desk.category.id}")
    assert gone.status_code == 409
    assert gone.json()["code"] == ("category_entered" if phase == "draft" else "category_public")


def test_conflicts_and_own_agencies_are_kept_apart(desk: Desk, session: Session) -> None:
    make_grant(session, desk.staff, Role.entrant, Scope.organisation, desk.agency.id)
    session.commit()
    juror = make_juror(session, desk.edition, desk.staff)
    session.add(
        Conflict(
            id=uuid7(),
            edition_id=desk.edition.id,
            juror_id=juror.id,
            organisation_id=desk.other.id,
            source="juror",
            kind="family",
            state="recused",
            declared_at=NOW,
        )
    )
    session.commit()
    shown = desk.send(sheet(row("خدمة"), row("خدمة", "هيئة المدن"))).json()
    assert [one["code"] for one in shown["problems"]] == ["own_agency", "agency_barred"]


def test_a_long_file_costs_as_many_statements_as_a_short_one(
    desk: Desk, session: Session, statements: list[str]
) -> None:
    def cost(data: bytes) -> tuple[int, int]:
        session.commit()
        statements.clear()
        shown = desk.send(data).json()
        looked = len(statements)
        assert shown["problems"] == []
        statements.clear()
        assert desk.confirm(data, shown).status_code == 200
        return looked, len(statements)

    one = cost(sheet(FULL | {"العنوان بالعربية": "وحيدة"}))
    assert cost(sheet(*(FULL | {"العنوان بالعربية": f"خدمة {n}"} for n in range(30)))) == one


def test_what_a_dry_run_finds_good_is_made_and_nothing_else(desk: Desk, session: Session) -> None:
    """Of forty files of good and bad rows: shown without a problem ⇔ made."""
    chance = random.Random(7)
    pool = [
        *(row(f"خدمة {n}") for n in range(12)),
        *(row(f"مدن {n}", "هيئة المدن", القناة="تطبيق") for n in range(12)),
        FULL,
        row("بلا جهة", ""),
        row("رقم", **{"عدد المستفيدين": "كثير"}),
        row(""),
    ]
    made = 0
    for _ in range(40):
        rows = chance.sample(pool, chance.randint(1, 4))
        data = sheet(*rows)
        shown = desk.send(data).json()
        done = desk.confirm(data, shown)
        assert (done.status_code == 200) == (shown["problems"] == []), shown["problems"]
        made += len(rows) if done.status_code == 200 else 0
        assert desk.count(Entry) == made
    assert 0 < made <= 25
