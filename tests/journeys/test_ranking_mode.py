"""A round judged by orders: set by the organiser, ordered by keys and by dragging, decided from the points."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect
from sqlalchemy.orm import Session

from app.database import sync_engine
from app.editions.models import Edition
from app.judging.rounds.models import Round
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_evaluation,
    make_juror,
    make_panel,
    make_round,
    make_staff,
    make_user,
)
from tests.journeys.person import Person
from tests.journeys.place import Place, serving, sqlite_url
from tests.journeys.scene import PASSWORD, hashed
from tests.journeys.test_away import away, settled
from tests.results.support import freeze

pytestmark = pytest.mark.browser

MONA, OMAR, HUDA = "mona@example.org", "omar@example.org", "huda@example.org"
TITLES = ("خدمة أولى", "خدمة ثانية", "خدمة ثالثة", "خدمة رابعة")


@dataclass(frozen=True, slots=True)
class Ranking:
    """An edition whose only round is planned, with two jurors of four entries."""

    place: Place
    edition: UUID
    round: UUID

    def open(self) -> None:
        """The rulebook is frozen and the round is open."""
        engine = sync_engine(self.place.settings.database_url)
        with Session(engine) as session:
            edition = session.get_one(Edition, self.edition)
            edition.phase = "judging"
            freeze(session, edition, self.place.clock())
            round_ = session.get_one(Round, self.round)
            assert round_.mode == "ranking"
            round_.state = "open"
            session.commit()
        engine.dispose()


@pytest.fixture
def ranking(tmp_path: Path) -> Iterator[Ranking]:
    with serving(tmp_path, sqlite_url(tmp_path)) as place:
        engine = sync_engine(place.settings.database_url)
        with Session(engine) as session:
            now = place.clock()
            edition = make_edition(session, phase="screening", quorum=2)
            huda = make_staff(session, edition)
            huda.email, huda.password_hash = HUDA, hashed()
            round_ = make_round(
                session,
                edition,
                name_ar="جولة الترتيب",
                state="planned",
                opens_at=None,
                closes_at=now + timedelta(days=5),
            )
            jurors = [
                make_juror(session, edition, make_user(session, email, password_hash=hashed()))
                for email in (MONA, OMAR)
            ]
            make_panel(session, round_, *jurors)
            category = make_category(session, edition, places=1)
            for title in TITLES:
                entry = make_entry(
                    session, category, state="eligible", submitted_at=now, title_ar=title
                )
                for juror in jurors:
                    make_evaluation(session, round_, entry, juror)
            session.commit()
            made = Ranking(place, edition.id, round_.id)
        engine.dispose()
        yield made


def row(person: Person, title: str) -> Locator:
    return person.page.get_by_role("row").filter(has_text=title)


def stands(person: Person, *wanted: tuple[str, str]) -> None:
    """The rows from the top, each with its place."""
    rows = person.page.get_by_role("row")
    for at, (place, title) in enumerate(wanted):
        expect(rows.nth(at)).to_contain_text(title)
        expect(rows.nth(at).locator(".tk-rank-place")).to_have_text(re.compile(rf"{place}\s*$"))


def to_the_order(juror: Person, email: str) -> None:
    juror.open("/app/juror")
    juror.sign_in(email, PASSWORD)
    juror.page.locator("a[href*='/juror/rankings/']").click()
    juror.arrived("رتّب المشاركات")


def submit(juror: Person) -> None:
    juror.press("أرسل الترتيب")
    juror.decide("أرسل الترتيب")
    juror.sees("أُرسل هذا الترتيب.")


def _moved_without_a_network(juror: Person) -> None:
    """Prepared, moved and commented on, loaded anew, taken as a copy, moved back; sent once there is one."""
    first, second, third, fourth = TITLES
    settled(juror)
    juror.follow("قائمتي")
    juror.press("جهّز للعمل بلا شبكة")
    juror.sees(
        juror.word("على هذا الجهاز المشاركات: {ready}، والوثائق: {files}", ready="4", files="0")
    )
    away(juror)
    juror.page.locator("a[href*='/juror/rankings/']").click()
    row(juror, second).focus()
    juror.page.keyboard.press("Alt+ArrowUp")
    juror.page.get_by_label("تعليقك على الترتيب").fill("الرابعة أنضجها")
    juror.sees("لا اتصال: محفوظ على هذا الجهاز")
    juror.page.reload()
    stands(juror, ("1", second), ("2", fourth), ("3", third), ("4", first))
    juror.shot("order-offline")
    juror.follow("قائمتي")
    with juror.page.expect_download() as saved:
        juror.press("نزّل نسخة من عملي (CSV)")
    rows = list(csv.reader(io.StringIO(saved.value.path().read_text("utf-8-sig"))))
    on_device = [line[3:5] for line in rows[1:] if line[2] == "على هذا الجهاز" and line[4]]
    assert on_device == [
        [f"{100 + at} – {TITLES[at - 1]}", place]
        for at, place in ((1, "4"), (2, "1"), (3, "3"), (4, "2"))
    ]
    juror.page.locator("a[href*='/juror/rankings/']").click()
    row(juror, second).focus()
    juror.page.keyboard.press("Alt+ArrowDown")
    juror.context.set_offline(offline=False)
    juror.saved()


def test_from_orders_to_decisions(ranking: Ranking, people: Callable[..., Person]) -> None:
    mona, omar, huda = (people(ranking.place.url, "ar") for _ in range(3))
    round_page = f"/app/editions/{ranking.edition}/rounds/{ranking.round}"
    huda.open(f"{round_page}/edit")
    huda.sign_in(HUDA, PASSWORD)
    huda.page.get_by_role("radio", name=re.compile("^ترتيب")).check()
    huda.press("احفظ الجولة")
    huda.sees("ترتيب كل فئة")
    ranking.open()
    first, second, third, fourth = TITLES

    # By keyboard alone: each to the end, then up, to a place by its number, and two share one.
    to_the_order(mona, MONA)
    for title in (first, second, third, fourth):
        row(mona, title).focus()
        mona.page.keyboard.press("Alt+ArrowUp")
    stands(mona, ("1", first), ("2", second), ("3", third), ("4", fourth))
    row(mona, fourth).focus()
    mona.page.keyboard.press("Alt+Digit1")
    stands(mona, ("1", fourth), ("2", first), ("3", second), ("4", third))
    # A place is written with the digits of any keyboard.
    for digit, wanted in (("٢", (fourth, second, first)), ("۳", (fourth, first, second))):
        row(mona, second).get_by_role("button", name=re.compile("^انقل .* إلى مرتبة$")).click()
        field = mona.page.get_by_role("textbox", name="المرتبة")
        field.press("Control+a")
        mona.page.keyboard.type(digit)
        mona.press("انقلها")
        stands(mona, *((str(at), title) for at, title in enumerate((*wanted, third), 1)))
    row(mona, second).focus()
    mona.page.keyboard.press("Alt+Enter")
    stands(mona, ("1", fourth), ("2", first), ("2", second), ("4", third))
    mona.saved()
    # What is saved is there after the page is loaded anew.
    mona.page.reload()
    stands(mona, ("1", fourth), ("2", first), ("2", second), ("4", third))
    row(mona, fourth).get_by_text(fourth).click()
    mona.page.get_by_role("heading", level=2, name=fourth).wait_for()
    mona.page.get_by_text("مشاركة رقم 104").wait_for()
    assert Axe().run(mona.page).violations_count == 0
    mona.shot("order")
    submit(mona)

    # By dragging: from what has no place into the order, between others.
    to_the_order(omar, OMAR)
    to_end = omar.page.get_by_role("button", name=re.compile("^ضع .* في آخر الترتيب$")).first
    to_end.focus()
    omar.page.keyboard.press("Enter")
    stands(omar, ("1", first))
    for title, onto, at in ((second, first, 4), (third, first, 4), (fourth, second, 4)):
        row(omar, title).get_by_text(title).drag_to(
            row(omar, onto), target_position={"x": 150, "y": at}
        )
    stands(omar, ("1", fourth), ("2", second), ("3", third), ("4", first))
    # Put back where it was, it stays there.
    row(omar, second).get_by_text(second).drag_to(
        row(omar, second), target_position={"x": 150, "y": 20}
    )
    stands(omar, ("1", fourth), ("2", second), ("3", third), ("4", first))
    omar.saved()
    _moved_without_a_network(omar)
    stands(omar, ("1", fourth), ("2", second), ("3", third), ("4", first))
    submit(omar)

    ranking.place.clock.pass_over(ranking.place.clock() + timedelta(days=6))
    huda.open(round_page)
    huda.sign_in(HUDA, PASSWORD)
    huda.press("أغلق الجولة")
    huda.decide("أغلق الجولة")
    huda.sees("الجولة مغلقة")
    huda.press("النتائج")
    huda.follow("الترتيب والقرارات")
    huda.press("خذ الترتيب")
    huda.told("أُخذ الترتيب.")
    # Of four: 100, 66⅔, 33⅓, 0; the two that share Mona's second place get 50 each.
    rows = huda.page.get_by_role("table").get_by_role("row")
    for at, (title, points) in enumerate(
        ((fourth, "100.00"), (second, "58.33"), (first, "25.00"), (third, "16.67")), 1
    ):
        cells = rows.nth(at).get_by_role("cell")
        expect(cells.nth(0)).to_have_text(str(at))
        expect(cells.nth(1)).to_contain_text(title)
        expect(cells.nth(2)).to_have_text(points)
    huda.shot("order-standings")
    huda.press("املأ من الترتيب")
    huda.press("احفظ القرارات")
    huda.sees("القرارات محفوظة")
    assert [one for one in ranking.place.broken() if one.startswith(("judging", "results"))] == []
