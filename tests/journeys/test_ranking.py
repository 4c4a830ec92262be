"""A round is closed, ranked by calibration, explained, tried otherwise, decided, frozen, and verified."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from os import environ
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from app.database import sync_engine
from tests.factories import make_juror
from tests.journeys.judging import step
from tests.journeys.person import Person
from tests.journeys.place import ROOT, Place, serving, sqlite_url
from tests.journeys.scene import PASSWORD, hashed
from tests.results.support import freeze
from tests.results.test_snapshots import Jury, cut

pytestmark = pytest.mark.browser

HUDA = "huda@example.org"


@dataclass(frozen=True, slots=True)
class Judged:
    """Twelve entries of two categories whose round is over and waits to be closed."""

    place: Place
    edition: str
    slug: str
    round: str
    categories: int

    def verify(self) -> str:
        """What `tahkeem verify-ranking` says; it ends well."""
        settings = self.place.settings
        done = subprocess.run(
            [sys.executable, "-m", "app.cli", "verify-ranking", self.slug],
            cwd=ROOT,
            env={**environ, "TAHKEEM_DATABASE_URL": settings.database_url}
            | {"TAHKEEM_KEYS": str(settings.keys), "TAHKEEM_FILES_URL": settings.files_url}
            | {"TAHKEEM_PUBLIC_URL": settings.base_url},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def laid(tmp_path: Path) -> Iterator[Judged]:
    with serving(tmp_path, sqlite_url(tmp_path)) as place:
        engine = sync_engine(place.settings.database_url)
        with Session(engine) as session:
            now = place.clock()
            jury = Jury(session)
            jury.edition.phase = "judging"
            freeze(session, jury.edition, now)
            jury.round.state, jury.round.closing_hash, jury.round.closed_at = "open", "", None
            jury.round.closes_at = now - timedelta(hours=2)
            jury.organiser.email, jury.organiser.password_hash = HUDA, hashed()
            session.commit()
            made = Judged(place, str(jury.edition.id), jury.edition.slug, str(jury.round.id), 2)
        engine.dispose()
        yield made


def test_from_the_closing_to_a_frozen_and_verified_ranking(
    laid: Judged, people: Callable[..., Person]
) -> None:
    huda = people(laid.place.url, "ar")
    huda.open(f"/app/editions/{laid.edition}/rounds/{laid.round}")
    huda.sign_in(HUDA, PASSWORD)
    huda.press("أغلق الجولة")
    huda.decide("أغلق الجولة")
    huda.sees("الجولة مغلقة")
    huda.press("النتائج")
    huda.follow("الترتيب والقرارات")
    huda.press("خذ الترتيب")
    huda.told("أُخذ الترتيب.")
    huda.sees("المعايرة")
    _report(huda)
    _what_if(huda)
    huda.follow("الترتيب والقرارات")
    tabs = huda.page.get_by_role("tab")
    expect(tabs).to_have_count(laid.categories)
    for at in range(laid.categories):
        tabs.nth(at).click()
        huda.press("املأ من الترتيب")
        huda.press("احفظ القرارات")
        huda.sees("القرارات محفوظة")
    step(huda, "انتقل إلى المداولة")
    huda.follow("الاعتماد والنشر")
    huda.press("جمّد واطلب الاعتماد")
    huda.decide("جمّد النتائج")
    huda.sees("مجمّدة تنتظر التوقيع")
    assert laid.verify() == "round 1, ranking 1 (calibrated): equal\nresults: as frozen\n"


@pytest.fixture
def divided(tmp_path: Path) -> Iterator[tuple[Place, str]]:
    """A closed round whose rulebook corrects jurors, with two entries that only two others read."""
    with serving(tmp_path, sqlite_url(tmp_path)) as place:
        engine = sync_engine(place.settings.database_url)
        with Session(engine) as session:
            jury = Jury(session)
            cut(jury, [make_juror(session, jury.edition) for _ in range(2)])
            jury.organiser.email, jury.organiser.password_hash = HUDA, hashed()
            session.commit()
            edition = str(jury.edition.id)
        engine.dispose()
        yield place, edition


def test_a_category_in_two_parts_is_ranked_by_the_mean_and_says_so(
    divided: tuple[Place, str], people: Callable[..., Person]
) -> None:
    place, edition = divided
    huda = people(place.url, "ar")
    huda.open(f"/app/editions/{edition}/results")
    huda.sign_in(HUDA, PASSWORD)
    huda.press("خذ الترتيب")
    huda.told("أُخذ الترتيب.")
    huda.sees(huda.word_in("{method}، وبالمتوسط في: {names}"))
    why = "الترتيب هنا بالمتوسط، لأن من المشاركات مجموعتين لا يجمعهما محكّم"
    told = huda.page.get_by_text(why)
    tabs = huda.page.get_by_role("tab")
    tabs.nth(1).click()
    expect(told).to_have_count(0)
    tabs.nth(0).click()
    expect(told).to_be_visible()
    huda.shot("by-mean")
    huda.page.locator("td a").first.click()
    huda.sees("كيف جاءت الدرجة")
    expect(told).to_be_visible()
    huda.follow("الترتيب والقرارات")
    huda.follow("تقرير الإنصاف")
    huda.sees("الخلاصة")
    expect(told).to_be_visible()
    huda.shot("by-mean-report")


def _report(huda: Person) -> None:
    """Sentences first, each chart with its table; the same as a document."""
    huda.follow("تقرير الإنصاف")
    huda.arrived("تقرير الإنصاف")
    huda.sees("الخلاصة")
    huda.sees("شدّة المحكّمين")
    huda.press("التقرير وثيقةً")
    with huda.page.expect_download() as saved:
        huda.part("menuitem", "PDF بالعربية").click()
    assert saved.value.path().read_bytes()[:5] == b"%PDF-"
    huda.shot("fairness")


def _what_if(huda: Person) -> None:
    """Another method, tried and not kept."""
    huda.pick("طريقة حساب الدرجة", "المتوسط")
    huda.press("جرّب")
    huda.sees(huda.word_in("يتغيّر ترتيب {0} من {1}."))
