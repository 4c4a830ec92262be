"""The jury: an invitation whose possible conflict is answered, and a recusal whose seat is filled."""

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
from app.judging.conflicts.models import Conflict
from app.judging.evaluations.models import Evaluation
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_evaluation,
    make_juror,
    make_organisation,
    make_panel,
    make_round,
    make_staff,
    make_user,
)
from tests.journeys.person import Both, Person
from tests.journeys.place import Place, serving, sqlite_url
from tests.journeys.scene import PASSWORD, hashed

pytestmark = pytest.mark.browser

HUDA, HIND, SAMI = "huda@example.org", "hind@example.org", "sami@example.org"
MINISTRY = Both("وزارة الأمثلة", "Ministry of Examples")
OTHER = Both("هيئة المثال", "Example Authority")
INVITED = Both("هند بنت المثال", "Hind Example")


@dataclass(frozen=True, slots=True)
class Jury:
    """A round with two entries and three jurors, two on each; one more is to be invited."""

    place: Place
    edition: UUID
    invited: UUID
    first: UUID

    def read(self, *columns: object) -> list[tuple[object, ...]]:
        """Rows as they stand."""
        engine = sync_engine(self.place.settings.database_url)
        try:
            with Session(engine) as session:
                return [tuple(row) for row in session.execute(select(*columns))]  # type: ignore[call-overload]
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
            entries = [
                make_entry(
                    session,
                    category,
                    make_organisation(session, name_ar=name.ar, name_en=name.en),
                    state="eligible",
                    submitted_at=now,
                )
                for name in (MINISTRY, OTHER)
            ]
            closes_at = now + timedelta(days=9)
            round_ = make_round(session, edition, closes_at=closes_at, jurors_per_entry=2)
            sami = make_user(session, SAMI)
            jurors = [
                make_juror(session, edition, sami, name_ar="سامي المثال"),
                *(make_juror(session, edition, name_ar=f"المحكّم {n}") for n in (1, 2)),
            ]
            make_panel(session, round_, *jurors)
            first = make_evaluation(session, round_, entries[0], jurors[0])
            make_evaluation(session, round_, entries[0], jurors[1])
            for one in jurors[1:]:
                make_evaluation(session, round_, entries[1], one)
            hind = make_user(session, HIND)
            invited = make_juror(
                session,
                edition,
                hind,
                state="invited",
                name_ar=INVITED.ar,
                name_en=INVITED.en,
                employer_ar=MINISTRY.ar,
            )
            invited.user_id = None
            huda = make_staff(session, edition)
            huda.email = HUDA
            for one in (huda, hind, sami):
                one.password_hash = hashed()
            session.commit()
            made = Jury(place, edition.id, invited.id, first.id)
        engine.dispose()
        yield made


def test_a_noticed_conflict_is_answered_before_the_jury_is_joined(
    laid: Jury, people: Callable[..., Person]
) -> None:
    huda = people(laid.place.url, "ar")
    huda.open(f"/app/editions/{laid.edition}/jurors/{laid.invited}")
    huda.sign_in(HUDA, PASSWORD)
    huda.press("أرسل الدعوة")
    expect(huda.part("button", "أعد إرسال الدعوة")).to_be_visible()

    hind = people(laid.place.url, "ar")
    hind.open(f"/app/jury/{laid.invited}")
    hind.sign_in(HIND, PASSWORD)
    hind.sees(MINISTRY)
    hind.sees("جهة عملك")
    hind.tick("قرأت هذا الإقرار وأوقّع عليه باسمي")
    # What is half said is neither sent nor dropped: each gap is told at its field.
    hind.press("أفصح عن تعارض آخر")
    hind.find("الجهة", OTHER)
    hind.press("أقبل العضوية")
    hind.sees("أجب بنعم أو لا.")
    hind.sees("اختر نوع التعارض.")
    hind.shot("invitation-gaps")
    hind.press("احذف هذا التعارض")
    hind.choose("نعم، أتنحّى")
    hind.press("أقبل العضوية")
    hind.told("انضممت إلى اللجنة.")

    huda.page.reload()
    huda.sees("وُقّع باسم")
    huda.follow("تعارض المصالح")
    huda.arrived("تعارض المصالح")
    huda.sees(INVITED)
    huda.sees(MINISTRY)
    rows = laid.read(Conflict.juror_id, Conflict.source, Conflict.state, Conflict.kind)
    assert rows == [(laid.invited, "juror", "recused", "employer")]


def test_a_recusal_empties_a_seat_and_the_repair_fills_it_alone(
    laid: Jury, people: Callable[..., Person]
) -> None:
    before = set(laid.read(Evaluation.entry_id, Evaluation.juror_id))
    sami = people(laid.place.url, "ar")
    sami.open(f"/app/juror/evaluations/{laid.first}")
    sami.sign_in(SAMI, PASSWORD)
    sami.press("لديّ تعارض مصالح")  # one press, in view beside the agency's name
    dialog = sami.page.locator("dialog[open]")
    sami.choose("قرابة مع أحد أصحاب المشاركة", dialog)
    sami.press("صرّح وتنحَّ", dialog)
    sami.arrived("قائمتي")
    sami.sees("لا مشاركات مسندة إليك في هذه الجولة")

    huda = people(laid.place.url, "ar")
    huda.open(f"/app/editions/{laid.edition}/assignments")
    huda.sign_in(HUDA, PASSWORD)
    huda.follow("سدّ النواقص")
    huda.arrived("خطة إسناد")
    huda.press("أعدّ الخطة")
    huda.sees("لم تُطبّق بعد")
    huda.shot("repair")
    huda.press("طبّق الخطة")
    huda.decide("طبّق الخطة")
    huda.sees("طُبّقت هذه الخطة")
    after = laid.read(Evaluation.entry_id, Evaluation.juror_id, Evaluation.closed_reason)
    live = {(entry, juror) for entry, juror, reason in after if not reason}
    # One seat was lost and one is filled: three pairs stay, and who recused themselves is not back.
    assert (len(before & live), len(live)) == (3, 4)
    assert [reason for _, _, reason in after if reason] == ["recused"]
