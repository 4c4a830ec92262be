"""An agency's entry is written by two: invited by mail, seen at work, taken back a step, signed off, sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from app.database import sync_engine
from app.editions.models import Edition
from app.entries.models import Entry
from tests.harness.smtp import mailbox
from tests.journeys.entering import mail_to
from tests.journeys.person import Both, Person
from tests.journeys.place import Place, link_in, serving, sqlite_url
from tests.journeys.scene import MEMBERS, PASSWORD, Scene, lay

pytestmark = pytest.mark.browser

FIELD = Both("الوصف", "Description")
CONSULTANT = "hind@consult.example"
FIRST, SECOND = "وصف كتبته الجهة.", "وصف كتبته المستشارة."


@pytest.fixture
def laid(tmp_path: Path) -> Iterator[Scene]:
    """The usual scene with a real mail server, in an edition that asks for a sign-off."""
    with mailbox() as mails, serving(tmp_path, sqlite_url(tmp_path), mails=mails) as place:
        scene = lay(place)
        engine = sync_engine(place.settings.database_url)
        with Session(engine) as session:
            entry = session.get_one(Entry, scene.entry)
            session.get_one(Edition, entry.edition_id).internal_sign_off = True
            session.commit()
        engine.dispose()
        yield replace(scene, place=place)


def axe(person: Person, name: str) -> None:
    """The page as it is now has no violation."""
    found = Axe().run(person.page).response["violations"]
    assert [(one["id"], [n["target"] for n in one["nodes"]]) for one in found] == [], name


def test_two_write_and_a_third_signs(laid: Scene, people: Callable[..., Person]) -> None:
    place: Place = laid.place
    assert place.mails
    manager = people(place.url, "ar")
    manager.open(laid.form)
    manager.sign_in(MEMBERS[0], PASSWORD)
    manager.fill(FIELD, FIRST)
    manager.saved()

    # Invited by mail, with the right to edit.
    manager.part("tab", "العاملون فيها").click()
    manager.press("ادعُ متعاونًا")
    manager.fill("البريد الإلكتروني", CONSULTANT)
    manager.fill(re.compile("^الاسم بالعربية"), "هند الخبيرة")
    manager.decide("أرسل الدعوة", "دعوة متعاون")
    manager.sees(Both(CONSULTANT, CONSULTANT))
    manager.shot("people")
    axe(manager, "people")
    manager.part("tab", "النموذج").click()

    consultant = people(place.url, "ar")
    consultant.open(link_in(mail_to(place.mails, CONSULTANT, "دعوة إلى العمل")))
    consultant.arrived("دعوة إلى العمل في مشاركة")
    consultant.shot("collaborate")
    axe(consultant, "collaborate")
    consultant.fill("كلمة المرور", PASSWORD)
    consultant.press("اقبل الدعوة")

    # Both at the entry: each sees the other, and who is in which field.
    expect(consultant.part("textbox", FIELD)).to_be_visible()
    consultant.part("textbox", FIELD).focus()
    expect(manager.page.get_by_text("هند الخبيرة").first).to_be_visible()
    manager.page.reload()
    manager.sees(manager.word_in("في هذا الحقل الآن: {names}"))
    manager.shot("presence")
    axe(manager, "presence")
    consultant.fill(FIELD, SECOND)
    consultant.saved()
    # The manager's page reads it without a word.
    expect(manager.part("textbox", FIELD)).to_have_value(SECOND)

    # A step back: the version of before, as a new one.
    manager.press(manager.word("سجل {name}", name="الوصف"))
    drawer = manager.page.locator("dialog[open]")
    expect(drawer.get_by_text("هند الخبيرة")).to_be_visible()
    manager.shot("history")
    axe(manager, "history")
    manager.press("استعد هذه النسخة", drawer)
    expect(drawer.get_by_text(manager.word("مستعادة"))).to_be_visible()
    manager.press("إغلاق", drawer)
    expect(manager.part("textbox", FIELD)).to_have_value(FIRST)
    assert laid.answer() == FIRST

    # The second member asks the manager; nothing is sent before the answer.
    second = people(place.url, "ar")
    second.open(laid.form)
    second.sign_in(MEMBERS[1], PASSWORD)
    second.press("راجع وقدّم")
    second.sees(second.word("تنتظر المشاركة موافقة شخص ثانٍ من الجهة قبل تقديمها."))
    second.press("عُد إلى النموذج")
    second.press("اطلب الموافقة")
    second.decide("أرسل الطلب", "طلب موافقة الجهة")
    second.sees(second.word("طُلبت الموافقة"))
    mail_to(place.mails, MEMBERS[0], "تنتظر المشاركة")
    manager.page.reload()
    expect(manager.part("button", "وافق على المشاركة")).to_be_visible()
    manager.shot("sign-off")
    axe(manager, "sign-off")
    manager.press("وافق على المشاركة")
    manager.sees(manager.word("تمت الموافقة"))
    mail_to(place.mails, MEMBERS[1], "تمت الموافقة")
    second.page.reload()
    second.press("راجع وقدّم")
    second.press("قدّم المشاركة")
    second.page.wait_for_url(re.compile("/submitted"))
    assert [name for name in place.broken() if name.startswith("entries")] == []
