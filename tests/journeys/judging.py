"""The third chapter: screening, a jury, an even spread, and three jurors who score."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import expect

from tests.journeys import story
from tests.journeys.entering import mail_to
from tests.journeys.person import Both, Person
from tests.journeys.place import Place, link_in
from tests.journeys.story import Judge

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
    huda.come_back(story.PASSWORD)
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
    expect(huda.page.get_by_role("table").get_by_text(huda.word("مستوفية"))).to_have_count(2)


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
    country = huda.part("combobox", "البلد")
    country.fill(huda.own(judge.country))
    huda.part("option", judge.country).click()
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
    someone.press("اقبل الدعوة")
    someone.follow("اطّلع وأجب")
    someone.arrived("عضويتي في اللجان")
    someone.tick("قرأت هذا الإقرار وأوافق عليه")
    someone.press("أقبل العضوية")
    someone.told("انضممت إلى اللجنة.")


def form_panel(huda: Person) -> None:
    """The three who accepted sit on the round's panel; the first of them takes the chair."""
    huda.page.reload()
    huda.follow("اللجان")
