"""An organiser brings entries in from Excel: corrected by the sheet's own words, seen, then made at once."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import sync_engine
from app.entries.models import Entry
from app.kit.tables import XLSX, xlsx_bytes
from app.notifications.models import Mail
from tests.factories import (
    make_category,
    make_edition,
    make_field,
    make_member,
    make_organisation,
    make_staff,
)
from tests.journeys.person import Person
from tests.journeys.place import Place, serving, sqlite_url
from tests.journeys.scene import PASSWORD, hashed

pytestmark = pytest.mark.browser

HUDA = "huda@example.org"
AGENCY = "أمانة المثال"
CHOICES = [{"code": "web", "name_ar": "بوابة"}, {"code": "app", "name_ar": "تطبيق"}]


@pytest.fixture
def laid(tmp_path: Path) -> Iterator[tuple[Place, str]]:
    """A place, and the address of its edition."""
    with serving(tmp_path, sqlite_url(tmp_path)) as place:
        engine = sync_engine(place.settings.database_url)
        with Session(engine) as session:
            now = place.clock()
            edition = make_edition(
                session, opens_at=now - timedelta(days=9), closes_at=now + timedelta(days=9)
            )
            category = make_category(session, edition)
            asked: tuple[tuple[str, str, Any], ...] = (
                ("عدد المستفيدين", "number", []),
                ("القناة", "choice", CHOICES),
                ("دليل التشغيل", "file", []),
            )
            for at, (label, kind, choices) in enumerate(asked):
                make_field(
                    session,
                    category,
                    position=at,
                    label_ar=label,
                    label_en="",
                    kind=kind,
                    choices=choices,
                )
            make_member(session, make_organisation(session, name_ar=AGENCY, name_en=""))
            huda = make_staff(session, edition)
            huda.email, huda.password_hash = HUDA, hashed()
            session.commit()
            path = f"/app/editions/{edition.id}/entries"
        engine.dispose()
        yield place, path


def book(template: bytes, *rows: tuple[Any, ...]) -> dict[str, Any]:
    """The template, filled as a person does."""
    head = CalamineWorkbook.from_filelike(io.BytesIO(template)).get_sheet_by_index(0).to_python()[0]
    names = ("الجهة", "العنوان بالعربية", "عدد المستفيدين", "القناة")
    lines = [[dict(zip(names, row, strict=True)).get(name, "") for name in head] for row in rows]
    data = xlsx_bytes([str(one) for one in head], lines, "ar")
    return {"name": "مشاركات.xlsx", "mimeType": XLSX, "buffer": data}


def looked_at(person: Person, name: str, *, asked: bool = False) -> None:
    """`asked`: axe finds nothing on the page as it is; with TAHKEEM_WIDTHS it is drawn at three widths."""
    found = Axe().run(person.page).response["violations"] if asked else []
    assert [(one["id"], [n["target"] for n in one["nodes"]]) for one in found] == [], name
    for width in (390, 820, 1280) if os.environ.get("TAHKEEM_WIDTHS") else ():
        person.page.set_viewport_size({"width": width, "height": 900})
        person.shot(f"import-{name}-{width}")


def test_a_sheet_is_corrected_seen_and_made(
    laid: tuple[Place, str], people: Callable[..., Person]
) -> None:
    place, path = laid
    huda = people(place.url, "ar")
    huda.open(path)
    huda.sign_in(HUDA, PASSWORD)
    huda.arrived("المشاركات")
    huda.follow("استورد من Excel")
    huda.arrived("استيراد المشاركات")
    expect(huda.page.get_by_role("listitem").filter(has_text="دليل التشغيل")).to_be_visible()
    looked_at(huda, "choose")
    with huda.page.expect_download() as saved:
        huda.press("نزّل القالب")
    template = Path(saved.value.path()).read_bytes()
    chooser = huda.page.locator("input[type=file]")
    chooser.set_input_files(
        [book(template, (AGENCY, "خدمة الرخص", "كثير", "فاكس"), ("جهة مجهولة", "خدمة", "5", ""))]
    )
    huda.sees("في الملف ما يجب تصحيحه، ولم يُحفظ شيء")
    for told in ("اكتب رقمًا", "ليست من الإجابات", "لا جهة مسجّلة باسم"):
        expect(huda.page.get_by_role("cell", name=re.compile(told))).to_be_visible()
    looked_at(huda, "problems", asked=True)
    with huda.page.expect_download() as saved:
        huda.press("نزّل الملف وعليه الملاحظات")
    marked = Path(saved.value.path()).read_bytes()
    assert "ما يجب تصحيحه" in str(
        CalamineWorkbook.from_filelike(io.BytesIO(marked)).get_sheet_by_index(0).to_python()[0]
    )
    huda.press("اختر ملفًا آخر")
    chooser.set_input_files(
        [
            book(
                template,
                (AGENCY, "خدمة الرخص", "٤٬٢٠٠", "تطبيق"),
                (AGENCY, "خدمة البلاغات", "900", "بوابة"),
            )
        ]
    )
    expect(huda.page.get_by_role("cell", name="خدمة البلاغات")).to_be_visible()
    looked_at(huda, "preview", asked=True)
    huda.press("أنشئ المسودات وراسل أصحابها")
    huda.sees("أُنشئت المسودات كلها، وروسل بها أصحابها. لهم أن يصحّحوها ويكملوها، وهم من يقدّمها.")
    looked_at(huda, "done")
    engine = sync_engine(place.settings.database_url)
    with Session(engine) as session:
        rows = session.execute(select(Entry.title_ar, Entry.state).order_by(Entry.number)).all()
        assert rows == [("خدمة الرخص", "draft"), ("خدمة البلاغات", "draft")]
        assert len(session.scalars(select(Mail.id)).all()) == 1
    engine.dispose()
