"""From a closed round to the next: by a score, a number, a share and a person's word; applied, and taken back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from app.database import sync_engine
from tests.factories import make_panel, make_round
from tests.journeys.person import Person
from tests.journeys.place import Place, serving, sqlite_url
from tests.journeys.scene import PASSWORD, hashed
from tests.results.support import Judged, freeze, give

pytestmark = pytest.mark.browser

HUDA = "huda@example.org"
# By their scores: 100, twice 60, 40 and 20.
BEST, FIRST_EQUAL, SECOND_EQUAL, BELOW, LAST = TITLES = (
    "خدمة أولى",
    "خدمة مساوية",
    "خدمة مساوية أخرى",
    "خدمة دونهما",
    "خدمة أخيرة",
)
ONLY_HERS = "تخدم فئة لا تخدمها غيرها"
TOO_EARLY = "ظهر خطأ في أهلية إحداها"


@dataclass(frozen=True, slots=True)
class Rounds:
    """A round that is over and all scored, and a planned one after it."""

    place: Place
    edition: str
    rounds: tuple[str, str]

    def page(self, at: int) -> str:
        return f"/app/editions/{self.edition}/rounds/{self.rounds[at]}"


@pytest.fixture
def laid(tmp_path: Path) -> Iterator[Rounds]:
    with serving(tmp_path, sqlite_url(tmp_path)) as place:
        engine = sync_engine(place.settings.database_url)
        with Session(engine) as session:
            now = place.clock()
            judged = Judged(session)
            one, two, three, last, below = judged.entries
            for juror in judged.jurors[:2]:
                give(session, judged.round, below, juror, (2, 2, 2, 2))
            for entry, title in zip((one, two, three, below, last), TITLES, strict=True):
                entry.title_ar = title
            judged.edition.phase = "judging"
            first = judged.round
            first.state, first.closing_hash, first.closed_at = "open", "", None
            first.closes_at = now - timedelta(hours=2)
            second = make_round(
                session,
                judged.edition,
                number=2,
                name_ar="الجولة الثانية",
                state="planned",
                opens_at=None,
                closes_at=now + timedelta(days=9),
            )
            make_panel(session, second, *judged.jurors)
            judged.organiser.email, judged.organiser.password_hash = HUDA, hashed()
            freeze(session, judged.edition, now)
            session.commit()
            made = Rounds(place, str(judged.edition.id), (str(first.id), str(second.id)))
        engine.dispose()
        yield made


def clean(person: Person) -> None:
    found = Axe().run(person.page)
    assert found.violations_count == 0, found.generate_report()


def count(huda: Person, kind: str, label: str, amount: str, ties: str = "") -> None:
    """Draw the line and look where it falls, before anything is applied."""
    huda.part("combobox", "من يتأهل").select_option(label=huda.plain(kind))
    huda.fill(label, amount)
    if ties:
        huda.part("combobox", "المتساوون عند الحدّ").select_option(label=huda.plain(ties))
    with huda.page.expect_response(
        lambda one: one.request.method == "PUT" and "/advancement" in one.url
    ) as counted:
        huda.press("احسب القائمة")
    assert counted.value.status == 200


def figures(huda: Person, *wanted: str) -> None:
    """Candidates, who goes on, who is tied at the line, who by hand."""
    expect(huda.page.get_by_role("tabpanel").locator("dl.tk-figures > div > dd")).to_have_text(
        list(wanted)
    )


def goes_on(huda: Person, *titles: str) -> None:
    """Exactly these go on, the others do not."""
    for title in TITLES:
        row = huda.page.get_by_role("row").filter(has_text=re.compile(f"— {title}(?! أخرى)")).first
        words = "تتأهل" if title in titles else "لا تتأهل"
        expect(row.get_by_text(huda.word(words))).to_be_visible()


def by_hand(huda: Person, title: str, reason: str) -> None:
    row = huda.page.get_by_role("row").filter(has_text=f"— {title}")
    row.get_by_role("button").last.click()
    huda.part("menuitem", "أهّلها يدويًا").click()
    huda.press("أهّلها", huda.page.locator("dialog[open]"))
    huda.sees("اكتب السبب.")
    huda.fill("السبب", reason)
    clean(huda)
    huda.decide("أهّلها")
    expect(row).to_contain_text(reason)


def judges(huda: Person, laid: Rounds, *titles: str) -> None:
    """What the next round has to judge, as its progress tells it: all are without assignments yet."""
    huda.open(f"/app/editions/{laid.edition}/progress?round={laid.rounds[1]}&tab=short")
    table = huda.page.get_by_role("tabpanel").get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(len(titles) + 1)
    for title in titles:
        expect(table.get_by_role("row").filter(has_text=title).first).to_be_visible()


def test_who_goes_on_is_counted_changed_applied_and_taken_back(
    laid: Rounds, people: Callable[..., Person]
) -> None:
    huda = people(laid.place.url, "ar")
    huda.open(laid.page(0))
    huda.sign_in(HUDA, PASSWORD)
    huda.press("أغلق الجولة")
    huda.decide("أغلق الجولة")
    huda.sees("الجولة مغلقة")
    huda.open(laid.page(1))
    huda.follow("التأهل إلى هذه الجولة")
    huda.arrived("التأهل إلى الجولة")
    clean(huda)
    huda.press("خذ الترتيب")
    huda.sees("لم تُطبَّق قائمة")

    # At least so much: those who are equal stand on the same side of it.
    count(huda, "درجة على الأقل", "الدرجة", "60")
    figures(huda, "5", "3", "0", "0")
    goes_on(huda, BEST, FIRST_EQUAL, SECOND_EQUAL)
    huda.sees(huda.word_in("القائمة جاهزة للتطبيق: {0}"))
    clean(huda)
    # Two, where two share the second place: with both, or with neither.
    count(huda, "أعلى عدد", "العدد", "2", "يتأهلون جميعًا")
    figures(huda, "5", "3", "2", "0")
    goes_on(huda, BEST, FIRST_EQUAL, SECOND_EQUAL)
    count(huda, "أعلى عدد", "العدد", "2", "لا يتأهل أحد منهم")
    figures(huda, "5", "1", "2", "0")
    goes_on(huda, BEST)
    tied = huda.page.get_by_role("table").last.get_by_text(huda.word("متساوية عند الحدّ"))
    expect(tied).to_have_count(2)
    clean(huda)
    # A share, rounded up: half of five are three.
    count(huda, "أعلى نسبة مئوية", "النسبة ٪", "50", "يتأهلون جميعًا")
    figures(huda, "5", "3", "0", "0")
    by_hand(huda, LAST, ONLY_HERS)
    figures(huda, "5", "4", "0", "1")
    going = (BEST, FIRST_EQUAL, SECOND_EQUAL, LAST)
    goes_on(huda, *going)
    huda.shot("advancement")

    huda.press("طبّق القائمة")
    clean(huda)
    huda.decide("طبّق القائمة")
    huda.sees("طُبّقت قائمة المتأهلين")
    clean(huda)
    judges(huda, laid, *going)
    huda.open(f"{laid.page(1)}/advancement")
    huda.press("تراجع عنها")
    huda.press("تراجع عنها", huda.page.locator("dialog[open]"))
    huda.sees("اكتب السبب.")
    clean(huda)
    huda.fill("السبب", TOO_EARLY)
    huda.decide("تراجع عنها")
    huda.sees("لم تُطبَّق قائمة")
    goes_on(huda, *going)  # the proposal stays, with the reason of what was done by hand
    expect(huda.page.get_by_text(ONLY_HERS)).to_be_visible()
    judges(huda, laid, *TITLES)
    assert [one for one in laid.place.broken() if one.startswith(("judging", "results"))] == []
