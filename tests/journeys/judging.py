"""The third chapter: screening, a jury, an even spread, and three jurors who score."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import expect

from tests.journeys import story
from tests.journeys.entering import mail_to
from tests.journeys.person import Both, Person
from tests.journeys.place import Place, link_in
from tests.journeys.story import Agency, Judge

ORIGINS = {"international": "دولي", "regional": "إقليمي", "local": "محلي"}
LANGUAGES = {"ar": "العربية", "en": "الإنجليزية"}
FIRST_ROUND = Both("الجولة الأولى", "First round")


def step(huda: Person, act: str) -> None:
    """Take the edition one phase on."""
    huda.follow("نظرة عامة")
    huda.press(act)
    huda.decide(act)


def screen(huda: Person, here: Place) -> None:
    """After the deadline: one entry is read and found eligible, the rest are marked together."""
    here.clock.pass_over(here.clock() + timedelta(days=10))
    huda.follow("المشاركات")
    huda.go_on(story.PASSWORD)
    step(huda, "ابدأ الفرز")
    huda.follow("المشاركات")
    huda.follow(story.DIGITAL.title, huda.page.get_by_role("table"))
    huda.arrived(story.DIGITAL.title)
    huda.sees(re.compile(re.escape(story.DIGITAL.summary)))
    huda.press("سجّلها مستوفية")
    huda.decide("سجّلها مستوفية")
    huda.follow("المشاركات")
    huda.press("سجّل كل المقدَّمة مستوفية")
    huda.decide("سجّلها مستوفية")
    expect(huda.page.get_by_role("table").get_by_text(huda.word("مستوفية للشروط"))).to_have_count(2)


def plan_round(huda: Person) -> None:
    """The first round, as the form proposes it: closes with the edition's judging, three an entry."""
    huda.follow("الجولات")
    huda.follow("جولة جديدة")
    huda.arrived("جولة جديدة")
    huda.press("خطّط الجولة")
    huda.arrived(FIRST_ROUND)


def invite(huda: Person, judge: Judge) -> None:
    """A juror is written down and invited."""
    huda.follow("المحكّمون")
    huda.follow("أضف محكّمًا")
    huda.arrived("محكّم جديد")
    huda.fill_both("الاسم", judge.name)
    huda.fill("البريد الإلكتروني", judge.email)
    huda.choose(ORIGINS[judge.origin])
    huda.find("البلد", judge.country)
    for language in sorted(LANGUAGES, key=lambda one: one not in judge.languages):  # never none
        box = huda.part("checkbox", LANGUAGES[language])
        box.set_checked(language in judge.languages)
    huda.press("أضف المحكّم")
    huda.arrived(judge.name)
    huda.press("أرسل الدعوة")
    expect(huda.part("button", "أرسل الدعوة")).to_have_count(0)


def accept(someone: Person, judge: Judge, here: Place) -> None:
    """By the link of the mail: a password, then the declaration of independence."""
    assert here.mails
    someone.open(link_in(mail_to(here.mails, judge.email, "/app/invitation")))
    someone.speak()
    someone.arrived("دعوة للمشاركة في العمل")
    someone.fill("كلمة المرور", story.PASSWORD)
    someone.press("أنشئ الحساب")
    someone.tick("قرأت هذا الإقرار وأوقّع عليه باسمي")
    someone.press("أقبل العضوية")
    someone.told("انضممت إلى اللجنة.")


def form_panel(huda: Person) -> None:
    """The three who accepted sit on the round's panel; one of them takes the chair."""
    huda.follow("اللجان")
    huda.arrived("لجان الجولة")
    huda.page.reload()
    huda.press("أضف لجنة")
    for judge in story.JUDGES:
        huda.tick(judge.name)
    huda.find("رئيس اللجنة", story.JUDGES[0].name)
    huda.press("احفظ اللجنة")
    huda.told("حُفظت اللجنة.")


def begin(huda: Person) -> None:
    """The rulebook is frozen and shows its fingerprint."""
    huda.follow("نظرة عامة")
    huda.press("ابدأ التحكيم")
    huda.press("ابدأ التحكيم", huda.page.locator("dialog[open]"))
    expect(huda.page.get_by_text(re.compile("^[0-9a-f]{64}$"))).to_be_visible()
    huda.decide("تمّ", "جُمّدت لائحة التحكيم")


def spread(huda: Person) -> None:
    """A plan that spreads evenly, three an entry, looked at and applied; the jurors are told."""
    huda.follow("الإسناد")
    huda.follow("أعدّ خطة")
    huda.arrived("خطة إسناد")
    huda.press("أعدّ الخطة")
    huda.sees("لم تُطبّق بعد")
    figures = huda.page.get_by_role("main").get_by_role("definition")
    assert [one.strip() for one in figures.all_inner_texts()][:3] == ["6", "2", "0"]
    huda.shot("plan")
    huda.press("طبّق الخطة")
    huda.decide("طبّق الخطة")
    huda.sees("طُبّقت هذه الخطة")
    huda.press("أبلغ المحكّمين")
    huda.decide("أرسل الرسائل")


def open_round(huda: Person) -> None:
    """Jurors may score from now on."""
    huda.follow("الجولات")
    huda.follow(FIRST_ROUND)
    huda.press("افتح الجولة")
    huda.decide("افتح الجولة")
    huda.sees("الجولة مفتوحة")


def score(someone: Person, judge: Judge, here: Place) -> None:
    """Both entries, one after the other: each change is saved before the eyes, then submitted."""
    assert here.mails
    mail_to(here.mails, judge.email, "/app/juror")
    someone.open("/app/juror")
    if judge == story.JUDGES[0]:  # a new role, the chair's, ended the session
        someone.sign_in(judge.email, story.PASSWORD)
    someone.arrived("قائمتي")
    for agency in (story.DIGITAL, story.HEALTH):
        someone.follow(re.compile(re.escape(someone.own(agency.title))))
        _give(someone, judge, agency)
        someone.follow("قائمتي", someone.page.get_by_role("main"))
        someone.arrived("قائمتي")


def _give(someone: Person, judge: Judge, agency: Agency) -> None:
    someone.sees(re.compile(re.escape(agency.summary)))
    for criterion, points in zip(story.LEAVES, judge.points[agency.title.ar], strict=True):
        leaf = someone.page.get_by_role(
            "group", name=re.compile(rf"^{re.escape(someone.own(criterion))} ")
        )
        leaf.get_by_role("radio", name=points, exact=True).check()
        someone.saved()
    someone.shot("desk")
    someone.press("أرسل التقييم")
    someone.decide("أرسل التقييم")
    someone.sees("أُرسل هذا التقييم.")


def judge_all(huda: Person, jury: list[tuple[Person, Judge]], here: Place) -> None:
    """The whole chapter."""
    screen(huda, here)
    plan_round(huda)
    for someone, judge in jury:
        invite(huda, judge)
        accept(someone, judge, here)
    form_panel(huda)
    begin(huda)
    spread(huda)
    open_round(huda)
    for someone, judge in jury:
        score(someone, judge, here)
