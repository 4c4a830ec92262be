"""Two persons screen: one returns an entry for two fields, its agency corrects only these, another confirms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Role
from app.database import sync_engine
from app.entries.models import Answer, Entry
from app.entries.screening_models import ChecklistItem, ScreeningSettings
from app.entries.submission_models import Submission
from app.kit.ids import uuid7
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_field,
    make_member,
    make_organisation,
    make_staff,
)
from tests.journeys.person import Both, Person
from tests.journeys.place import Place, serving, sqlite_url
from tests.journeys.scene import PASSWORD, hashed

pytestmark = pytest.mark.browser

SARA, FIRST, SECOND = "sara@example.org", "first@example.org", "second@example.org"
LABELS = ("تاريخ الإطلاق", "عدد المستفيدين", "القناة")
TITLE = "بوابة البلدية"


@dataclass(frozen=True, slots=True)
class Desk:
    """An edition screened by two persons, with an entry that waits and another."""

    place: Place
    edition: UUID
    entry: UUID

    @property
    def queue(self) -> str:
        return f"/app/editions/{self.edition}/screening"

    def kept(self) -> tuple[str, int]:
        """The entry's state, and how often it was submitted since."""
        engine = sync_engine(self.place.settings.database_url)
        try:
            with Session(engine) as session:
                entry = session.get_one(Entry, self.entry)
                rows = session.scalars(
                    select(Submission.id).where(Submission.entry_id == entry.id)
                ).all()
                return entry.state, len(rows)
        finally:
            engine.dispose()


@pytest.fixture
def laid(tmp_path: Path) -> Iterator[Desk]:
    with serving(tmp_path, sqlite_url(tmp_path)) as place:
        engine = sync_engine(place.settings.database_url)
        with Session(engine) as session:
            now = place.clock()
            edition = make_edition(
                session,
                phase="screening",
                opens_at=now - timedelta(days=9),
                closes_at=now - timedelta(days=1),
            )
            category = make_category(session, edition)
            fields = [
                make_field(session, category, position=at, label_ar=label, label_en=label)
                for at, label in enumerate(LABELS)
            ]
            agency = make_organisation(session)
            sara = make_member(session, agency)
            staff = [make_staff(session, edition, Role.screener) for _ in range(2)]
            for user, email in zip((sara, *staff), (SARA, FIRST, SECOND), strict=True):
                user.email, user.password_hash = email, hashed()
            entries = [
                make_entry(
                    session,
                    category,
                    agency,
                    state=state,
                    submitted_at=now - timedelta(days=2),
                    form_version=1,
                    title_ar=title,
                )
                for title, state in ((TITLE, "submitted"), ("تطبيق المواعيد", "eligible"))
            ]
            session.add_all(
                Answer(entry_id=entry.id, field_id=field.id, value="2019", revision=1, saved_at=now)
                for entry in entries
                for field in fields
            )
            session.add(ScreeningSettings(edition_id=edition.id, two_persons=True))
            session.add(
                ChecklistItem(
                    id=uuid7(), edition_id=edition.id, position=0, text_ar="تعمل منذ ستة أشهر"
                )
            )
            session.commit()
            made = Desk(place, edition.id, entries[0].id)
        engine.dispose()
        yield made


def axe(person: Person, name: str) -> None:
    """The page as it is now has no violation."""
    found = Axe().run(person.page).response["violations"]
    assert [(one["id"], [n["target"] for n in one["nodes"]]) for one in found] == [], name


def come(people: Callable[..., Person], laid: Desk, path: str, email: str) -> Person:
    person = people(laid.place.url, "ar")
    person.open(path)
    person.sign_in(email, PASSWORD)
    return person


def test_returned_for_two_fields_and_confirmed(laid: Desk, people: Callable[..., Person]) -> None:
    first = come(people, laid, f"{laid.queue}?state=submitted", FIRST)
    first.arrived("مكتب الفرز")
    first.follow(Both(TITLE, TITLE))
    first.arrived(Both(TITLE, TITLE))
    item = first.page.get_by_role("checkbox", name=re.compile("تعمل منذ ستة أشهر"))
    item.click()
    expect(item).to_be_checked()
    axe(first, "entry on the desk")
    # By the keyboard: return, naming two fields with a word for each.
    first.page.keyboard.press("r")
    dialog = first.page.locator("dialog[open]")
    first.fill(re.compile("^السبب"), "رقمان يحتاجان تصحيحًا", dialog)
    for label, note in ((LABELS[0], "اكتبوا السنة"), (LABELS[1], "كما في المرفق")):
        dialog.get_by_role("checkbox", name=label).check()
        dialog.get_by_role("textbox", name=re.compile(label)).fill(note)
    axe(first, "return")
    first.decide("اقترح إعادتها للاستكمال")
    first.sees("اقتراحك ينتظر شخصًا ثانيًا.")
    assert laid.kept() == ("submitted", 0)

    # Another person finds what waits, and confirms it.
    second = come(people, laid, f"{laid.queue}?flag=proposed", SECOND)
    second.follow(Both(TITLE, TITLE))
    second.press(re.compile("^ثبّت القرار"))
    second.decide("ثبّت القرار", "تثبيت القرار")
    second.told("ثُبّت القرار، وأُرسلت الرسائل إلى أهل المشاركة.")
    assert laid.kept() == ("returned", 0)

    # The agency changes these two and nothing else, and submits again with a receipt.
    sara = come(people, laid, f"/app/entrant/entries/{laid.entry}", SARA)
    sara.sees("صحّحوا هذه الحقول وحدها، ثم قدّموا المشاركة من جديد")
    sara.sees(Both("اكتبوا السنة", ""))
    expect(sara.page.get_by_role("textbox", name=LABELS[2])).to_be_disabled()
    axe(sara, "corrections")
    for label, value in zip(LABELS[:2], ("2021", "82000"), strict=True):
        sara.page.get_by_role("textbox", name=label).fill(value)
    sara.saved()
    sara.press("راجع وأعد التقديم")
    sara.page.locator("dialog[open]").get_by_role("button", name=re.compile("^قدّم")).click()
    sara.page.wait_for_url(re.compile("/submitted"))
    assert laid.kept() == ("submitted", 1)

    # The screener sees what it was and what it is now, proposes it; another confirms.
    first.open(f"{laid.queue}?flag=answered")
    first.follow(Both(TITLE, TITLE))
    first.part("tab", "القرارات").click()
    first.sees(Both("82000", "82000"))
    first.page.keyboard.press("e")
    first.decide("اقترح أنها مستوفية")
    second.open(f"{laid.queue}/{laid.entry}")
    second.arrived(Both(TITLE, TITLE))
    expect(second.part("button", re.compile("^ثبّت القرار"))).to_be_visible()
    second.page.keyboard.press("c")
    second.decide("ثبّت القرار", "تثبيت القرار")
    second.told("ثُبّت القرار، وأُرسلت الرسائل إلى أهل المشاركة.")
    assert laid.kept() == ("eligible", 1)
