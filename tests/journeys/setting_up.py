"""The first chapter: an empty installation gets its administrator, an award and an open edition."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import expect

from tests.journeys import story
from tests.journeys.person import Both, Person
from tests.journeys.place import Place

MENU = "إجراءات: {of}"


def first_run(huda: Person, here: Place) -> None:
    """`tahkeem serve` on an empty database leads to the page that makes the administrator."""
    huda.open("/app/")
    huda.speak()
    huda.arrived("تسجيل الدخول")
    huda.follow("أنشئ حساب مدير النظام الأول")
    huda.arrived("أول تشغيل")
    huda.fill("رمز التشغيل", here.first_run_code())
    huda.fill_both("الاسم", story.HUDA)
    huda.fill("البريد الإلكتروني", story.HUDA_EMAIL)
    huda.fill("كلمة المرور", story.PASSWORD)
    huda.tick("أنظّم الدورات أيضًا")
    huda.press("أنشئ الحساب")
    huda.follow("التنظيم")
    huda.arrived("البرامج والدورات")


def programme_and_edition(huda: Person, here: Place) -> None:
    """An award, and its first edition with dates."""
    huda.follow("برنامج جديد")
    huda.arrived("برنامج جديد")
    huda.fill_both("الاسم", story.PROGRAMME)
    huda.press("أنشئ البرنامج")
    huda.arrived(story.PROGRAMME)
    huda.follow("دورة جديدة")
    huda.arrived("دورة جديدة")
    huda.fill_both("الاسم", story.EDITION)
    now = here.clock()
    huda.write_moment("فتح باب المشاركة", now - timedelta(hours=1))
    huda.write_moment("إغلاق باب المشاركة", now + timedelta(days=10))
    huda.write_moment("انتهاء التحكيم", now + timedelta(days=30))
    huda.write_moment("إعلان النتائج", now + timedelta(days=40))
    huda.press("أنشئ الدورة")
    huda.arrived(story.EDITION)


def rubric(huda: Person) -> None:
    """A tree: impact (of outcomes and sustainability) weighs three times as much as innovation."""
    huda.follow("نماذج التقييم")
    huda.follow("نموذج تقييم جديد")
    huda.arrived("نموذج تقييم جديد")
    huda.fill_both("اسم النموذج", story.RUBRIC)
    huda.fill_both("اسم المعيار", story.IMPACT)
    _after(huda, story.IMPACT, "أضف معيارًا فرعيًا", story.OUTCOMES)
    _after(huda, story.OUTCOMES, "أضف معيارًا بعده", story.LASTING)
    huda.press("أضف معيارًا")
    huda.fill_both("اسم المعيار", story.INNOVATION)
    huda.fill("أعلى درجة", "10")
    weight = huda.fill(huda.word("وزن {name}", name=huda.own(story.IMPACT)), "3")
    weight.press("Tab")
    huda.sees(re.compile("^75[٪%]$"))
    huda.press("احفظ نموذج التقييم")
    huda.told("حُفظ نموذج التقييم.")


def _after(huda: Person, of: Both, act: str, name: Both) -> None:
    huda.press(huda.word("إجراءات: {of}", of=huda.own(of)))
    huda.part("menuitem", act).click()
    huda.fill_both("اسم المعيار", name)


def category(huda: Person) -> None:
    """One category for agencies, judged by the rubric, with three questions."""
    huda.follow("الفئات")
    huda.follow("إضافة {0}", within=huda.page.get_by_role("main"))
    huda.arrived("إضافة {0}")
    huda.fill_both("الاسم", story.CATEGORY)
    huda.fill("الرمز", "DX")
    huda.fill_both("شروط الأهلية", story.ELIGIBLE)
    huda.pick("نموذج التقييم", story.RUBRIC)
    huda.press("أضف")
    huda.arrived(story.CATEGORY)
    for kind, label in (
        ("نص طويل", story.SUMMARY),
        ("رقم", story.SERVED),
        ("ملف", story.EVIDENCE),
    ):
        huda.press(kind)
        panel = huda.part("complementary", kind)
        huda.fill_both("السؤال", label, panel)
        huda.press("تمّ", panel)
    questions = huda.part("list", "أسئلة النموذج بترتيبها")
    expect(questions.get_by_role("listitem")).to_have_count(3)
    huda.press("احفظ النموذج")
    huda.told("حُفظ النموذج.")


def open_the_call(huda: Person, visitor: Person) -> None:
    """Before this step the public sees nothing; after it, the call in both languages."""
    with visitor.refused(404):
        assert visitor.open(story.EDITION_PATH).get_by_text(story.EDITION.ar).count() == 0
    huda.follow("نظرة عامة")
    huda.press("افتح باب المشاركة")
    dialog = huda.part("dialog", "افتح باب المشاركة")
    huda.press("افتح باب المشاركة", dialog)
    expect(dialog).to_be_hidden()
    huda.shot("edition-open")
    for path, text in (("", story.CATEGORY.ar), ("/en", story.CATEGORY.en)):
        visitor.open(f"{path}{story.EDITION_PATH}")
        visitor.sees(re.compile(re.escape(text)))


def set_up(huda: Person, visitor: Person, here: Place) -> None:
    """The whole chapter."""
    first_run(huda, here)
    programme_and_edition(huda, here)
    rubric(huda)
    category(huda)
    open_the_call(huda, visitor)
