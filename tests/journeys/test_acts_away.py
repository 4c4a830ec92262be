"""What a juror does beside scoring, on a plane: kept on the device, sent later, and parked where it is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.database import sync_engine
from app.judging.asking.models import JurorQuestion
from app.judging.conflicts.models import Conflict
from app.judging.evaluations.models import Completion, Evaluation
from tests.journeys.person import Person
from tests.journeys.scene import JUROR, PASSWORD, Scene
from tests.journeys.test_away import away, give, settled

pytestmark = pytest.mark.browser


def act(juror: Person, name: str) -> None:
    """An act of the desk's menu."""
    menu = juror.page.get_by_role("navigation", name=juror.word("التنقّل بين المشاركات"))
    menu.get_by_role("button").last.click()
    juror.part("menuitem", name).click()


def ask(juror: Person, question: str) -> None:
    act(juror, "اسأل رئيس اللجنة")
    juror.fill("سؤالك", question)
    # What guards the words is on the device too; a page that asked for it elsewhere went down with them.
    juror.page.keyboard.press("Escape")
    juror.press("تابع الكتابة")
    expect(juror.part("textbox", "سؤالك")).to_have_value(question)
    juror.press("أرسل السؤال")
    juror.told("حُفظ على هذا الجهاز، ويُرسل حين يعود الاتصال.")


def needs_a_network(juror: Person) -> None:
    """Giving back is not kept to be sent later: it says so, before and after an attempt."""
    act(juror, "أعد المشاركة إلى المنظّم")
    juror.sees("يلزم لهذا اتصال بالخادم")
    juror.fill("السبب", "سافرت فجأة")
    juror.press("أعد المشاركة")
    expect(juror.part("button", "أعد المشاركة")).to_be_enabled()
    juror.sees("يلزم لهذا اتصال بالخادم")
    juror.shot("give-back-away")
    juror.press("إلغاء")


def act_on_agency(juror: Person) -> None:
    """A conflict with an agency neither."""
    juror.page.goto("/app/juror/conflicts")
    juror.press("أفصح عن تعارض مع جهة")
    juror.sees("يلزم لهذا اتصال بالخادم")
    juror.shot("agency-away")
    juror.press("إغلاق")


def arrived(scene: Scene) -> dict[str, Any]:
    """What the server has of all this."""
    engine = sync_engine(scene.place.settings.database_url)
    try:
        with Session(engine) as session:
            return {
                "asked": list(session.scalars(select(JurorQuestion.body))),
                "later": session.get_one(Evaluation, scene.evaluation).later,
                "recused": session.get_one(Evaluation, scene.evaluations[1]).closed_reason,
                "conflicts": session.scalar(select(func.count()).select_from(Conflict)),
                "signed": session.scalar(select(func.count()).select_from(Completion)),
            }
    finally:
        engine.dispose()


NOTHING = {"asked": [], "later": False, "recused": "", "conflicts": 0, "signed": 0}


def sit(scene: Scene, juror: Person) -> None:
    """Signed in, both desks and the list read, and the network gone."""
    juror.open(scene.desk)
    juror.sign_in(JUROR, PASSWORD)
    expect(juror.page.get_by_role("radio").first).to_be_visible()
    settled(juror)
    juror.follow("التالي")
    expect(juror.page.get_by_role("heading", level=1)).to_contain_text("الخدمة الثانية")
    juror.follow("قائمتي")
    juror.follow(re.compile("الخدمة الأولى"))
    expect(juror.page.get_by_role("radio").first).to_be_visible()
    away(juror)


def test_asked_put_off_stepped_back_and_signed(scene: Scene, people: Callable[..., Person]) -> None:
    """All of it waits through a reload, can be taken back while it waits, and arrives once."""
    juror = people(scene.place.url, "ar")
    sit(scene, juror)
    needs_a_network(juror)
    ask(juror, "هل تُحتسب الفروع؟")
    juror.sees(re.compile("هل تُحتسب الفروع؟"))
    act(juror, "أجّلها إلى وقت لاحق")
    juror.told("أُجّلت. تجدها في قائمتك تحت «أجّلته».")
    juror.follow("التالي")
    act(juror, "لديّ تعارض مصالح")
    juror.choose("قرابة مع أحد أصحاب المشاركة")
    juror.press("صرّح وتنحَّ")
    juror.told("تنحّيت على هذا الجهاز، ويصل تنحّيك حين يعود الاتصال.")
    juror.arrived("قائمتي")
    expect(juror.page.get_by_text("الخدمة الثانية")).to_have_count(0)
    juror.page.reload()
    juror.sees(juror.word("لا اتصال: محفوظ على هذا الجهاز ({n})", n="3"))
    juror.sees(juror.word_in("يصل تنحّيك حين يعود الاتصال، ولا رجوع عنه بعدها."))
    juror.sees("أجّلته")
    juror.shot("acts-wait")
    # What waits is taken back, and said again.
    act_on_agency(juror)
    juror.page.goto(f"/app/juror/evaluations/{scene.evaluations[1]}")
    juror.sees("تنحّيت عن هذه المشاركة")
    juror.press("تراجع عنه")
    expect(juror.page.get_by_role("heading", level=1)).to_contain_text("الخدمة الثانية")
    act(juror, "لديّ تعارض مصالح")
    juror.choose("قرابة مع أحد أصحاب المشاركة")
    juror.press("صرّح وتنحَّ")
    juror.arrived("قائمتي")
    # The last evaluation is submitted, and all is signed as complete.
    juror.page.goto(scene.desk)
    act(juror, "أعد المشاركة إلى المنظّم")
    expect(juror.page.get_by_label(juror.word("السبب")).first).to_have_value("سافرت فجأة")
    juror.press("إلغاء")
    for leaf in range(4):
        give(juror, leaf, "3")
    juror.press("أرسل التقييم")
    juror.decide("أرسل التقييم")
    juror.sees("يُرسل تقييمك حين يعود الاتصال")
    juror.follow("قائمتي")
    juror.press("تقييماتي مكتملة")
    juror.decide("تقييماتي مكتملة")
    juror.sees("إقرارك محفوظ على هذا الجهاز")
    juror.shot("signed-away")
    assert arrived(scene) == NOTHING
    juror.context.set_offline(offline=False)
    juror.sees(juror.word_in("كل عملك على الخادم"))
    juror.sees("أقررت بأن تقييماتك في هذه الجولة مكتملة")
    assert arrived(scene) == {
        "asked": ["هل تُحتسب الفروع؟"],
        "later": True,
        "recused": "recused",
        "conflicts": 1,
        "signed": 1,
    }
    assert scene.kept()[0] == "submitted"


def test_what_is_refused_is_parked_with_its_sentence(
    scene: Scene, people: Callable[..., Person]
) -> None:
    """The entry was taken away meanwhile: question and marks are still on the device, to be read there."""
    juror = people(scene.place.url, "ar")
    sit(scene, juror)
    ask(juror, "سؤال لن يُقبل")
    give(juror, 0, "3")
    juror.fill("ملاحظاتك الخاصة", "رأيٌ لم يصل")
    engine = sync_engine(scene.place.settings.database_url)
    with Session(engine) as session:
        session.execute(
            update(Evaluation)
            .where(Evaluation.id == scene.evaluation)
            .values(closed_reason="removed", closed_at=scene.place.clock())
        )
        session.commit()
    engine.dispose()
    juror.follow("قائمتي")
    juror.context.set_offline(offline=False)
    juror.sees(juror.word("يلزم قرارك ({0})", **{"0": "2"}))
    juror.sees("لم يُقبل سؤالك")
    juror.sees(re.compile("سؤال لن يُقبل"))
    # After a reload too, when nothing of the entry is the juror's to open any more.
    juror.page.reload()
    work = juror.page.locator(".tk-notice").filter(has_text="لم يقبل الخادم عملًا لك")
    expect(work).to_contain_text(re.compile(r"يلزم قرارك في المشاركة \d+"))
    work.get_by_text("اقرأ ما كتبت").click()
    expect(work).to_contain_text("رأيٌ لم يصل")
    expect(work.locator("dd").first).to_contain_text("3")
    juror.shot("act-refused")
    assert arrived(scene) == NOTHING
    discard = juror.word("احذفه من هذا الجهاز")
    work.get_by_role("button", name=discard).click()
    juror.decide("احذفه من هذا الجهاز")
    juror.press("احذفه من هذا الجهاز")
    juror.sees(juror.word_in("كل عملك على الخادم"))
