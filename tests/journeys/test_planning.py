"""No plan keeps the panel's rule: a way out is picked, a pair is fixed and solved again, and it is applied."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import sync_engine
from app.judging.evaluations.models import Evaluation
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_juror,
    make_panel,
    make_round,
    make_staff,
)
from tests.journeys.person import Person
from tests.journeys.place import Place, serving, sqlite_url
from tests.journeys.scene import PASSWORD, hashed

pytestmark = pytest.mark.browser

HUDA = "huda@example.org"


@dataclass(frozen=True, slots=True)
class Jury:
    """A round of four entries and four local jurors, whose panel asks for an international one."""

    place: Place
    edition: UUID

    def assigned(self) -> list[tuple[UUID, UUID]]:
        """The pairs that stand."""
        engine = sync_engine(self.place.settings.database_url)
        try:
            with Session(engine) as session:
                rows = session.execute(select(Evaluation.entry_id, Evaluation.juror_id))
                return [(row[0], row[1]) for row in rows]
        finally:
            engine.dispose()


@pytest.fixture
def laid(tmp_path: Path) -> Iterator[Jury]:
    with serving(tmp_path, sqlite_url(tmp_path)) as place:
        engine = sync_engine(place.settings.database_url)
        with Session(engine) as session:
            now = place.clock()
            edition = make_edition(session, phase="judging", rulebook_frozen_at=now)
            category = make_category(session, edition)
            for _ in range(4):
                make_entry(session, category, state="eligible", submitted_at=now)
            round_ = make_round(
                session, edition, closes_at=now + timedelta(days=9), jurors_per_entry=2
            )
            jurors = [make_juror(session, edition, name_ar=f"المحكّم {n}") for n in range(4)]
            panel = make_panel(session, round_, *jurors)
            panel.composition = {"international": 1}
            huda = make_staff(session, edition)
            huda.email, huda.password_hash = HUDA, hashed()
            session.commit()
            made = Jury(place, edition.id)
        engine.dispose()
        yield made


def test_a_way_out_is_picked_a_pair_fixed_and_the_plan_applied(
    laid: Jury, people: Callable[..., Person]
) -> None:
    huda = people(laid.place.url, "ar")
    huda.open(f"/app/editions/{laid.edition}/assignments/plans/new")
    huda.sign_in(HUDA, PASSWORD)
    huda.arrived("خطة إسناد")
    with huda.refused(409):
        huda.press("أعدّ الخطة")
        huda.sees("لا خطة تحقق ما طلبته")
    huda.shot("no-plan")
    ways = huda.page.get_by_role("listitem").filter(
        has_text=huda.word_in("خفّف المطلوب من {group} إلى {to} في المشاركات")
    )
    huda.press("أعدّ الخطة هكذا", ways.first)
    huda.sees("لم تُطبّق بعد")
    huda.page.get_by_role("button", name=huda.word("إجراءات: {of}")).first.click()
    huda.page.get_by_role("menuitem", name=huda.name("لماذا هؤلاء؟")).click()
    why = huda.page.locator("dialog[open]")
    huda.sees("ملاءمته لها", why)
    huda.shot("why")
    huda.press("ثبّته عليها", why)
    huda.sees("تغيّر ما ثبّتَّه أو استبعدته")
    before = huda.page.url
    huda.press("أعد الحل")
    expect(huda.page).not_to_have_url(before)
    huda.sees("مثبّت")
    huda.page.get_by_role("tab", name=huda.name("الرسم")).click()
    huda.sees("من يُقارَن بمن")
    huda.shot("picture")
    huda.press("طبّق الخطة")
    huda.decide("طبّق الخطة")
    huda.sees("طُبّقت هذه الخطة")
    pairs = laid.assigned()
    assert (len(pairs), len({entry for entry, _ in pairs})) == (8, 4)
