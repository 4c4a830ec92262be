"""The organiser's table of entries: every filter, the article in search, and files of what is shown."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import insert
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import SYSTEM_ACTOR, Role
from app.entries.models import Attachment, Entry
from app.entries.table_queries import EntryFilters, export_entries
from app.kit.ids import uuid7
from app.kit.paging import PageParams
from tests.conftest import NOW
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
API = "/api/v1"


class Table:
    """Four entries: two of an agency (one by a screener), one of another, one draft."""

    def __init__(self, session: Session, sign_in: SignIn) -> None:
        self.session = session
        self.edition = make_edition(session, phase="screening", closes_at=NOW)
        category = make_category(session, self.edition)
        field = make_field(session, category, kind="file")
        self.one = make_organisation(session, name_ar="هيئة المياه")
        self.other = make_organisation(session, name_ar="أمانة المدينة")
        self.screener = make_staff(session, self.edition, Role.screener)

        def enter(owner: Any, title: str, days: int, *files: str, **values: Any) -> Any:
            at = NOW - timedelta(days=days)
            values = {"state": "submitted", "submitted_at": at} | values
            entry = make_entry(session, category, owner, title_ar=title, title_en="", **values)
            for state in files:
                session.add(
                    Attachment(
                        id=uuid7(), entry_id=entry.id, field_id=field.id, name="a.pdf",
                        state=state, added_at=NOW,
                    )
                )  # fmt: skip
            return entry

        self.entries = {
            "a": enter(self.one, "خدمة التراخيص", 0, "clean", "rejected"),
            "b": enter(self.one, "الخدمة الموحدة", 3, screener_id=self.screener.id),
            "c": enter(
                self.other, "منصة", 6, state="returned", return_until=NOW - timedelta(days=1)
            ),
            "d": enter(self.other, "مسودة", 0, "clean", state="draft", submitted_at=None),
        }
        session.commit()
        self.client = sign_in(self.screener)
        self.url = f"{API}/editions/{self.edition.id}/entries"

    def shown(self, asked: str) -> str:
        answer = self.client.get(f"{self.url}?{asked}")
        assert answer.status_code == 200, answer.text
        named = {str(entry.id): name for name, entry in self.entries.items()}
        return "".join(sorted(named[row["id"]] for row in answer.json()["items"]))

    def sheet(self, asked: str, language: str = "ar") -> list[list[Any]]:
        said = {"Accept-Language": language}
        data = self.client.get(f"{self.url}.xlsx?{asked}", headers=said).content
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return book.get_sheet_by_index(0).to_python()


@pytest.fixture
def table(session: Session, sign_in: SignIn) -> Table:
    return Table(session, sign_in)


def test_each_filter_narrows_the_table(table: Table) -> None:
    day = NOW.date()
    for asked, found in {
        "": "abcd",
        "q=الخدمة": "ab",
        "q=خدمة": "ab",
        "q=هيئة المياه": "ab",
        f"organisation_id={table.other.id}": "cd",
        "screener=me": "b",
        "screener=none": "acd",
        f"screener={table.screener.id}": "b",
        f"submitted_from={day - timedelta(days=3)}": "ab",
        f"submitted_to={day - timedelta(days=3)}": "bc",
        f"submitted_from={day - timedelta(days=3)}&submitted_to={day - timedelta(days=3)}": "b",
        "files=some": "a",
        "files=none": "bc",  # of a draft nothing is told
        "files=rejected": "a",
        "flag=overdue": "c",
        "state=submitted&files=none": "b",
    }.items():
        assert table.shown(asked) == found, asked
    rows = table.client.get(f"{table.url}?sort=screener").json()["items"]
    assert [row["screener"] and row["screener"]["id"] for row in rows] == [
        str(table.screener.id), None, None, None,
    ]  # fmt: skip
    counts = {row["number"]: (row["files"], row["rejected_files"]) for row in rows}
    assert sorted(counts.values()) == [(0, 0), (0, 0), (0, 0), (1, 1)]
    for wrong in ("screener=x", "files=x", "submitted_from=x", "columns=secret"):
        assert table.client.get(f"{table.url}?{wrong}").status_code == 422


def test_a_day_is_the_editions(table: Table) -> None:
    table.edition.timezone = "Pacific/Auckland"  # 13 hours ahead: 09:00Z is 22:00 there
    table.entries["a"].submitted_at = NOW.replace(hour=11)  # the next day there
    table.session.commit()
    next_day = NOW.date() + timedelta(days=1)
    assert table.shown(f"submitted_from={next_day}") == "a"


def test_the_file_holds_what_is_filtered_and_shown(table: Table) -> None:
    asked = "q=الخدمة&screener=none&sort=-number&columns=state,number,title,files"
    head = ["الحالة", "الرقم", "العنوان", "ملفات", "ملفات مرفوضة"]
    row = ["مقدَّمة", 101.0, "خدمة التراخيص", 1.0, 1.0]
    assert table.sheet(asked) == [head, row]
    text = table.client.get(f"{table.url}?{asked}&format=csv", headers={"Accept-Language": "ar"})
    assert text.text.lstrip("\ufeff").splitlines() == [
        ",".join(head), "مقدَّمة,101,خدمة التراخيص,1,1",
    ]  # fmt: skip
    english = table.sheet("columns=title,organisation,screener,category&screener=me", "en")
    assert english[1][0] == "الخدمة الموحدة"  # it has no English title
    assert [len(line) for line in english] == [4, 4]
    assert len(table.sheet("")[0]) == 14


def test_the_file_speaks_the_programmes_words_and_the_editions_time(table: Table) -> None:
    programme = table.edition.programme
    programme.category_noun_ar, programme.category_noun_en = "الفرع", "branch"
    table.edition.timezone = "Asia/Dubai"  # 09:00Z is 13:00 there
    table.session.commit()
    asked = "q=التراخيص&columns=category,submitted"
    assert [line[0] for line in (table.sheet(asked)[0], table.sheet(asked, "en")[0])] == [
        "الفرع",
        "Branch",
    ]
    for url in (table.url, f"{API}/editions/{table.edition.id}/screening"):
        text = table.client.get(
            f"{url}?{asked}&format=csv&zone=Asia/Dubai", headers={"Accept-Language": "ar"}
        ).text
        head, row = text.lstrip("\ufeff").splitlines()
        local = NOW.astimezone(ZoneInfo("Asia/Dubai"))
        assert {"الفرع", "قُدّمت في (بتوقيت أبوظبي)"} <= set(head.split(","))
        assert f"{local:%Y-%m-%d %H:%M:%S}" in row.split(",")
        assert table.client.get(f"{url}?zone=Mars/Base").status_code == 422


def test_whose_entries_they_are(table: Table, session: Session, sign_in: SignIn) -> None:
    url = f"{API}/editions/{table.edition.id}/entrants"
    told = [(one["name_ar"], one["entries"]) for one in table.client.get(url).json()["items"]]
    assert told == [("أمانة المدينة", 2), ("هيئة المياه", 2)]


def test_my_entries_tell_their_edition(table: Table, session: Session, sign_in: SignIn) -> None:
    sara = make_member(session, table.one)
    later = make_edition(session, phase="open", name_ar="دورة لاحقة")
    make_entry(session, make_category(session, later), table.one)
    session.commit()
    client, url = sign_in(sara), f"{API}/entrant/entries"
    assert client.get(url).json()["total"] == 3
    text = client.get(f"{url}?edition_id={later.id}&format=csv", headers={"Accept-Language": "ar"})
    head, row = text.text.lstrip("\ufeff").splitlines()
    assert row.split(",")[head.split(",").index("الدورة")] == "دورة لاحقة"


def test_a_long_table_is_never_in_memory_whole(table: Table, session: Session) -> None:
    one = table.entries["a"]
    alike = {column.name: getattr(one, column.name) for column in Entry.__table__.columns}
    session.execute(
        insert(Entry), [alike | {"id": uuid7(), "number": 1000 + at} for at in range(3000)]
    )
    asked = (
        session,
        SYSTEM_ACTOR,
        table.edition.id,
        PageParams(sort="-title"),
        EntryFilters(),
        NOW,
    )
    list(export_entries(*asked)[0])  # what is loaded once

    def peak(read: Callable[[Iterator[Any]], int]) -> tuple[int, int]:
        tracemalloc.start()
        rows = read(export_entries(*asked)[0])
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return rows, most

    whole = peak(lambda rows: len(list(rows)))
    flat = peak(lambda rows: sum(1 for _ in rows))
    assert whole[0] == flat[0] == 3004
    assert flat[1] * 3 < whole[1]


def test_names_stand_in_the_order_of_what_the_reader_reads(
    session: Session, sign_in: SignIn
) -> None:
    """In Arabic by the Arabic names, in English by the English ones."""
    edition = make_edition(session)
    category = make_category(session, edition)
    for arabic, english in (("أول", "Zebra"), ("باب", "apple"), ("جيم", "Mango"), ("دال", "")):
        owner = make_organisation(session, name_ar=f"هيئة {arabic}", name_en=f"{english} agency")
        values = {"state": "submitted", "submitted_at": NOW}
        make_entry(session, category, owner, title_ar=arabic, title_en=english, **values)
    session.commit()
    client = sign_in(make_staff(session, edition))

    def order(language: str, sort: str) -> list[str]:
        answer = client.get(
            f"{API}/editions/{edition.id}/entries",
            params={"sort": sort},
            headers={"Accept-Language": language},
        )
        return [row["title_ar"] for row in answer.json()["items"]]

    assert order("ar", "title") == order("ar", "organisation") == ["أول", "باب", "جيم", "دال"]
    # What has no English title is shown, and stands, by its Arabic one.
    assert order("en", "title") == ["باب", "جيم", "أول", "دال"]
    assert order("en", "-title") == ["دال", "أول", "جيم", "باب"]
    assert order("en", "organisation") == ["دال", "باب", "جيم", "أول"]
