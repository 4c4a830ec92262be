"""A form from an empty page to its second version: built, filled, changed, and nothing lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Role
from app.database import sync_engine
from app.editions.models import Edition
from app.entries.models import Answer
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_member,
    make_organisation,
    make_staff,
)
from tests.journeys.person import Both, Person
from tests.journeys.place import Place, serving, sqlite_url
from tests.journeys.scene import PASSWORD, hashed

pytestmark = pytest.mark.browser

ORGANISER, MEMBER = "organiser@example.org", "member@example.org"
GATE = Both("هل للخدمة تطبيق جوال؟", "Is there an app?")
STORES = Both("في أي متاجر هو؟", "In which stores?")
GOAL = Both("هدف الخدمة", "Its goal")
SECTION = Both("عن الخدمة", "The service")
NEW = Both("عدد مستخدمي التطبيق", "Users of the app")


@dataclass(frozen=True, slots=True)
class Call:
    """An edition whose call is not open yet, its category without a form, and an agency's draft."""

    place: Place
    edition: UUID
    category: UUID
    entry: UUID

    @property
    def builder(self) -> str:
        return f"/app/editions/{self.edition}/categories/{self.category}/form"

    def open(self) -> None:
        with self._session() as session:
            edition = session.get_one(Edition, self.edition)
            edition.phase, edition.call_opened_at = "open", self.place.clock()
            session.commit()

    def answers(self) -> list[object]:
        with self._session() as session:
            rows = select(Answer.value).where(Answer.entry_id == self.entry)
            return list(session.scalars(rows.order_by(Answer.saved_at)))

    def _session(self) -> Session:
        return Session(sync_engine(self.place.settings.database_url))


@pytest.fixture
def call(tmp_path: Path) -> Iterator[Call]:
    with serving(tmp_path, sqlite_url(tmp_path)) as place:
        now = place.clock()
        with Session(sync_engine(place.settings.database_url)) as session:
            edition = make_edition(
                session,
                phase="draft",
                opens_at=now - timedelta(days=1),
                closes_at=now + timedelta(days=5),
            )
            category = make_category(session, edition)
            organisation = make_organisation(session)
            for user, email in (
                (make_staff(session, edition, Role.organiser), ORGANISER),
                (make_member(session, organisation), MEMBER),
            ):
                user.email, user.password_hash = email, hashed()
            entry = make_entry(session, category, organisation)
            entry.created_at = now
            session.commit()
            made = Call(place, edition.id, category.id, entry.id)
        yield made


def add(person: Person, kind: str, label: Both) -> None:
    """Add a question; its panel stays open."""
    person.press(kind)
    person.fill_both("السؤال", label, person.part("complementary", kind))


def done(person: Person) -> None:
    person.press("تمّ")


def build(person: Person, call: Call) -> None:
    """A section with a question, one that depends on it, and a third that moves by the keyboard."""
    person.open(call.builder)
    person.sign_in(ORGANISER, PASSWORD)
    person.press("أضف قسمًا")
    person.fill_both("عنوان القسم", SECTION)
    done(person)
    add(person, "اختيار واحد", GATE)
    for number, option in enumerate((Both("نعم", "Yes"), Both("لا", "No")), 1):
        for source, text in zip(
            ("الخيار {number} بالعربية", "الخيار {number} بالإنجليزية"), option, strict=True
        ):
            person.part("textbox", person.word(source, number=str(number))).fill(text)
    done(person)
    add(person, "نص قصير", STORES)
    person.tick("يظهر بشرط")
    expect(person.part("combobox", "ما يُشترط في جوابه")).to_have_value("equals")
    done(person)
    add(person, "نص طويل", GOAL)
    done(person)
    rows = person.part("list", "أسئلة النموذج بترتيبها").get_by_role("listitem")
    expect(rows).to_have_count(4)
    # The last goes up past both, by its handle and the arrow keys.
    grip = rows.nth(3).get_by_role("button").first
    grip.focus()
    grip.press("ArrowUp")
    expect(rows.nth(2)).to_contain_text(person.own(GOAL))
    person.page.keyboard.press("ArrowUp")
    expect(rows.nth(1)).to_contain_text(person.own(GOAL))
    # And down again by the pointer, below the first question.
    source, target = (
        rows.nth(1).get_by_role("button").first.bounding_box(),
        rows.nth(3).bounding_box(),
    )
    assert source
    assert target
    person.page.mouse.move(source["x"] + 10, source["y"] + 10)
    person.page.mouse.down()
    person.page.mouse.move(source["x"] + 10, target["y"] + 4, steps=6)
    person.page.mouse.up()
    expect(rows.nth(1)).to_contain_text(person.own(GATE))
    person.press("احفظ النموذج")
    person.told("حُفظ النموذج.")
    person.shot("builder")


def fill(person: Person, call: Call) -> None:
    """The second question comes with its condition; what is written is saved."""
    person.open(f"/app/entrant/entries/{call.entry}")
    person.sign_in(MEMBER, PASSWORD)
    expect(person.part("heading", SECTION)).to_be_visible()
    stores = person.part("textbox", STORES)
    expect(stores).to_have_count(0)
    person.page.get_by_role("radio", name=re.compile("^(نعم|Yes)$")).check()
    expect(stores).to_be_visible()
    person.saved()
    person.fill(STORES, "كل المتاجر المعروفة")
    stores.press("Tab")
    expect(
        person.part("button", person.word("سجل {name}", name=person.own(STORES)))
    ).to_be_visible()
    assert call.answers() == ["o1", "كل المتاجر المعروفة"]


def publish(person: Person, call: Call) -> None:
    """Take one question away, bring another, say why: the public version is the new one."""
    person.page.reload()
    rows = person.part("list", "أسئلة النموذج بترتيبها").get_by_role("listitem")
    rows.filter(has_text=person.own(STORES)).get_by_role("button").nth(1).click()
    person.press("أزل السؤال")
    add(person, "رقم", NEW)
    done(person)
    person.press("احفظ النسخة الجديدة")
    person.told("حُفظت النسخة الجديدة. لا يراها أحد حتى تنشرها.")
    person.press("راجع وانشر")
    dialog = person.part("dialog", "نشر نسخة جديدة من النموذج")
    person.fill_both("ما تغيّر وسببه", Both("طلبت اللجنة رقمًا.", "The jury asked."), dialog)
    person.press("انشر النسخة", dialog)
    person.told("نُشرت النسخة الجديدة من النموذج.")
    person.shot("builder-published")


def test_a_form_is_built_filled_and_changed_without_losing_an_answer(
    call: Call, people: Callable[..., Person]
) -> None:
    organiser, member = people(call.place.url, "ar"), people(call.place.url, "ar")
    build(organiser, call)
    call.open()
    fill(member, call)
    publish(organiser, call)
    member.page.reload()
    member.sees("تغيّر النموذج بعد أن بدأتم. كل ما كتبتموه محفوظ.")
    member.sees(Both("طلبت اللجنة رقمًا.", "The jury asked."))
    expect(member.part("textbox", NEW)).to_be_visible()
    expect(member.part("textbox", STORES)).to_have_count(0)
    member.page.get_by_text(member.word("أسئلة لم تعد مطلوبة")).click()
    member.sees(Both("كل المتاجر المعروفة", "كل المتاجر المعروفة"))
    assert call.answers() == ["o1", "كل المتاجر المعروفة"]
    member.shot("form-changed")
