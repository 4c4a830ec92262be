"""Practice before judging: an organiser writes the case, a juror must practise, compares, and then judges."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import sync_engine
from app.editions.models import Edition
from app.judging.evaluations.models import Evaluation
from app.judging.panels.models import PanelMember
from app.judging.rounds.models import Round
from tests.factories import make_juror, make_staff, make_user
from tests.journeys.person import Both, Person
from tests.journeys.scene import JUROR, PASSWORD, Scene, hashed
from tests.journeys.test_away import away, give, leave, settled

pytestmark = pytest.mark.browser
HUDA, HIND = "huda@example.org", "hind@example.org"
TITLE = Both("خدمة التراخيص", "The licence service")
TEXT = Both("جهة اختصرت إصدار الرخصة من عشرة أيام إلى يومين.", "Ten days became two.")
WHY = "الأثر مثبت بالأرقام"
CARD = "تدريب – لا يُحتسب"


def cast(scene: Scene) -> str:
    """An organiser, and a second juror of the panel; the address of the round's page."""
    engine = sync_engine(scene.place.settings.database_url)
    with Session(engine) as session:
        own = session.get_one(Evaluation, scene.evaluation)
        round_ = session.get_one(Round, own.round_id)
        edition = session.get_one(Edition, round_.edition_id)
        huda = make_staff(session, edition)
        huda.email, huda.password_hash = HUDA, hashed()
        hind = make_juror(
            session,
            edition,
            make_user(session, HIND, password_hash=hashed()),
            name_ar="هند المثال",
            folded_name="هند المثال",
        )
        panel = session.scalars(
            select(PanelMember.panel_id).where(PanelMember.juror_id == own.juror_id)
        ).one()
        session.add(PanelMember(panel_id=panel, juror_id=hind.id))
        session.commit()
        address = f"/app/editions/{edition.id}/rounds/{round_.id}"
    engine.dispose()
    return address


def write(huda: Person) -> None:
    """The case with its reference: 4 everywhere, 80 of 100; practice is required."""
    huda.press("اكتب حالة تدريبية")
    huda.press("احفظ الحالة")
    huda.sees("اكتب عنوان الحالة بالعربية.")
    expect(huda.page.get_by_text(huda.word("اكتب الدرجة التي تستحقها الحالة."))).to_have_count(4)
    huda.fill_both("عنوان الحالة", TITLE)
    huda.fill_both("نص الحالة", TEXT)
    huda.choose("مطلوب")
    marks = huda.page.get_by_role("textbox", name=huda.word("الدرجة المرجعية: {name}"))
    for at in range(4):
        marks.nth(at).fill("4")
    why = huda.page.get_by_role("textbox", name=huda.word("لماذا هذه الدرجة: {name}"))
    why.first.fill(WHY)
    clean(huda)
    huda.shot("practice-form")
    huda.press("احفظ الحالة")
    huda.told("حُفظت الحالة التدريبية.")
    expect(huda.part("heading", TITLE)).to_be_visible()
    expect(huda.part("button", "احذف الحالة")).to_be_visible()


def clean(person: Person) -> None:
    found = Axe().run(person.page)
    assert found.violations_count == 0, found.generate_report()


def practise(juror: Person, points: str) -> None:
    """The whole sheet, and its submission."""
    for leaf in range(4):
        give(juror, leaf, points)
    juror.press("أرسل التدريب")
    juror.decide("أرسل التدريب")
    juror.sees("درجاتك بجانب المرجع")


def cells(person: Person, row: str) -> Locator:
    return person.page.get_by_role("row", name=person.word_in(row)).get_by_role("cell")


def test_practised_before_the_first_evaluation(scene: Scene, people: Callable[..., Person]) -> None:
    address = cast(scene)
    huda, mona, hind = (people(scene.place.url, "ar") for _ in range(3))
    huda.open(address)
    huda.sign_in(HUDA, PASSWORD)
    huda.follow("حالة تدريبية")
    huda.arrived("حالة تدريبية")
    write(huda)

    # The first evaluation waits for it, as a draft.
    mona.open(scene.desk)
    mona.sign_in(JUROR, PASSWORD)
    for leaf in range(4):
        give(mona, leaf, "3")
    mona.saved()
    with mona.refused(409):
        mona.press("أرسل التقييم")
        mona.decide("أرسل التقييم")
        mona.sees(re.compile("أتمّ تدريب هذه الجولة قبل أن ترسل أول تقييم"))
    settled(mona)
    mona.follow("إلى التدريب")
    mona.arrived(TITLE)
    mona.sees(TEXT)
    expect(mona.page.get_by_text(WHY)).to_have_count(0)
    clean(mona)
    mona.shot("practice-sheet")

    # What is marked without a network stays on the device, and is there after a reload.
    mona.follow("قائمتي")
    mona.follow("ابدأ التدريب")
    mona.arrived(TITLE)
    away(mona)
    give(mona, 0, "2")
    mona.sees("لا اتصال: محفوظ على هذا الجهاز")
    mona.page.reload()
    first = mona.page.get_by_role("group").first.get_by_role("radio", name="2", exact=True)
    expect(first).to_be_checked()
    # It is counted when they want to leave, and signing out takes it from nobody.
    leave(mona)
    mona.sees(mona.word("ما لم يصل من تقييماتك وأسئلتك وغيرها: {0}.", **{"0": "1"}))
    mona.decide("سجّل الخروج")
    mona.arrived("تسجيل الدخول")
    mona.context.set_offline(offline=False)
    mona.open("/app/juror")
    mona.arrived("تسجيل الدخول")
    # What was signed out of without a network is ended on the server too.
    assert mona.context.request.post("/api/v1/refresh").status == 401
    mona.sign_in(JUROR, PASSWORD)
    # Chromium may have sent the first attempt in the very moment in which it went offline.
    mona.follow(re.compile("^(ابدأ|تابع) التدريب$"))
    expect(first).to_be_checked()
    mona.saved()

    hind.open("/app/juror")
    hind.sign_in(HIND, PASSWORD)
    hind.sees("مطلوب قبل أول تقييم")
    hind.follow("ابدأ التدريب")
    practise(hind, "5")
    hind.sees("لا أحد بعد")

    # Compared with the reference, and with who finished before.
    practise(mona, "3")
    mona.sees(mona.word("أقل من المرجع بفارق {size}", size="20.00"))
    expect(cells(mona, "المجموع من 100")).to_have_text(["60.00", "80.00", "100.00"])
    mona.sees(re.compile(WHY))
    clean(mona)
    mona.shot("practice-compared")
    mona.follow("إلى قائمتي")
    mona.sees("أتممته")
    mona.open(scene.desk)
    mona.press("أرسل التقييم")
    mona.decide("أرسل التقييم")
    mona.sees("أُرسل هذا التقييم.")
    assert scene.kept() == ("submitted", dict.fromkeys(("a", "b1", "b2", "c"), "3"))

    # The organiser reads how far each is, and changes the case no more.
    huda.page.reload()
    huda.sees("بدأ محكّم هذا التدريب")
    expect(huda.part("button", "عدّل الحالة")).to_have_count(0)
    theirs = huda.page.get_by_role("row").filter(has_text="هند المثال")
    expect(theirs).to_contain_text("أعلى بفارق 20.00")
    huda.sees(huda.word("أقل بفارق {size}", size="20.00"))
    clean(huda)
    huda.shot("practice-jurors")
    assert [one for one in scene.place.broken() if one.startswith("judging")] == []


def test_taken_back_before_anyone_begins(scene: Scene, people: Callable[..., Person]) -> None:
    address = cast(scene)
    huda, mona = (people(scene.place.url, "ar") for _ in range(2))
    huda.open(f"{address}/practice")
    huda.sign_in(HUDA, PASSWORD)
    write(huda)
    mona.open("/app/juror")
    mona.sign_in(JUROR, PASSWORD)
    mona.sees(CARD)
    huda.press("احذف الحالة")
    huda.decide("احذف الحالة")
    huda.told("حُذفت الحالة التدريبية.")
    huda.sees("لا حالة تدريبية في هذه الجولة")
    mona.page.reload()
    mona.arrived("قائمتي")
    mona.sees("المشاركات المسندة إليّ")
    expect(mona.part("heading", CARD)).to_have_count(0)
