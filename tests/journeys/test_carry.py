"""Last year's answers begin this year's entry; what was changed since is marked, what was sent then stays."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from app.database import sync_engine
from app.editions.models import Category, Edition, Field
from app.entries.models import Answer, Entry
from app.organisations.models import Organisation
from tests.factories import make_category, make_edition, make_entry, make_field
from tests.journeys.person import Both, Person
from tests.journeys.scene import MEMBERS, PASSWORD, Scene

pytestmark = pytest.mark.browser

FIELD = Both("الوصف", "Description")
THEN, NOW = "ما كُتب في الدورة الماضية.", "ما كُتب في هذه الدورة."


def remember(scene: Scene) -> tuple[str, str, Answer]:
    """An earlier edition with the agency's entry; the id of the call, its category's name, the old answer."""
    engine = sync_engine(scene.place.settings.database_url)
    with Session(engine, expire_on_commit=False) as session:
        draft, asked = session.get_one(Entry, scene.entry), session.get_one(Field, scene.field)
        category = session.get_one(Category, draft.category_id)
        past = scene.place.clock() - timedelta(days=300)
        before = make_edition(session, name_ar="الدورة الماضية", phase="screening", closes_at=past)
        old = make_category(session, before)
        kept = make_field(session, old, kind="long_text", code=asked.code)
        gone = make_field(session, old, position=1, label_ar="سؤال لم يعد يُسأل")
        agency = session.get_one(Organisation, draft.organisation_id)
        entry = make_entry(
            session, old, agency, title_ar="خدمة الأمس", state="submitted", submitted_at=past
        )
        answers = [
            Answer(entry_id=entry.id, field_id=one.id, value=value, revision=1, saved_at=past)
            for one, value in ((kept, THEN), (gone, "بلا مكان"))
        ]
        session.add_all(answers)
        session.commit()
        call = session.get_one(Edition, draft.edition_id)
        found = str(call.id), category.name_ar, answers[0]
    engine.dispose()
    return found


def test_last_years_answers_go_on(scene: Scene, people: Callable[..., Person]) -> None:
    call, category, old = remember(scene)
    person = people(scene.place.url, "ar")
    person.open(f"/app/entrant/calls/{call}")
    person.sign_in(MEMBERS[0], PASSWORD)
    person.press(person.word("ابدأ مشاركة في {name}", name=category))
    person.part("radio", re.compile("خدمة الأمس")).check()
    expect(person.part("textbox", re.compile("^عنوان المشاركة بالعربية"))).to_have_value(
        "خدمة الأمس"
    )
    person.shot("carry-start")
    person.press("ابدأ المسودة")

    box = person.part("textbox", FIELD)
    expect(box).to_have_value(THEN)
    person.sees("كما في المشاركة السابقة")
    person.sees("أجوبة سابقة لا سؤال لها في النموذج الجديد")
    person.shot("carry-begun")
    person.fill(FIELD, NOW)
    person.saved()
    person.sees("تغيّر عن السابقة")
    found = Axe().run(person.page).response["violations"]
    assert [(one["id"], [n["target"] for n in one["nodes"]]) for one in found] == []
    person.press("الجواب السابق")
    dialog = person.part("dialog", "الجواب في المشاركة السابقة")
    expect(dialog.get_by_text(THEN)).to_be_visible()
    person.shot("carry-compared")

    engine = sync_engine(scene.place.settings.database_url)
    with Session(engine) as session:
        assert session.get_one(Answer, (old.entry_id, old.field_id)).value == THEN
        begun = session.query(Entry).filter(Entry.carried_from == old.entry_id).one()
        assert session.get_one(Answer, (begun.id, scene.field)).value == NOW
    engine.dispose()
