"""The last chapter: closing, ranking, decision, another person's signature, publication."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import expect

from tests.journeys import story
from tests.journeys.entering import mail_to
from tests.journeys.judging import FIRST_ROUND, step
from tests.journeys.person import Person
from tests.journeys.place import Place, link_in
from tests.journeys.story import DIGITAL, HEALTH

WINNERS = f"{story.EDITION_PATH}/winners"
SEALED = ("standings", "decisions", "approval", "publication")


def close_round(huda: Person, here: Place) -> None:
    """The clock passes the closing; the organiser closes what is complete."""
    here.clock.pass_over(here.clock() + timedelta(days=20))
    huda.page.reload()
    huda.sign_in(story.HUDA_EMAIL, story.PASSWORD)
    huda.follow("الجولات")
    huda.follow(FIRST_ROUND)
    huda.sees("انتهى وقت الجولة")
    huda.press("أغلق الجولة")
    huda.decide("أغلق الجولة")
    huda.sees("الجولة مغلقة")


def invite_approver(huda: Person, noura: Person, here: Place) -> None:
    """The address is nobody's yet: the role becomes an invitation."""
    assert here.mails
    huda.press("الفريق والسجلات")
    huda.follow("فريق الدورة")
    huda.press("أضف شخصًا")
    dialog = huda.part("dialog", "أضف شخصًا")
    huda.fill("البريد الإلكتروني", story.APPROVER_EMAIL, dialog)
    huda.pick("الدور", "معتمِد", dialog)
    with huda.refused(422):
        huda.press("امنح الدور", dialog)
        huda.press("ادعُه بدلًا من ذلك", dialog)
    huda.fill_both("الاسم", story.APPROVER, dialog)
    huda.choose(re.compile("^العربية$" if huda.language == "ar" else "^English$"), dialog)
    huda.press("أرسل الدعوة", dialog)
    expect(dialog).to_be_hidden()
    noura.open(link_in(mail_to(here.mails, story.APPROVER_EMAIL, "/app/invitation")))
    noura.arrived("دعوة للمشاركة في العمل")
    noura.fill("كلمة المرور", story.PASSWORD)
    noura.press("اقبل الدعوة")
    noura.arrived("نتائج للاعتماد")


def decide(huda: Person) -> None:
    """The exact ranking, and the winner that follows from it."""
    huda.press("النتائج")
    huda.follow("الترتيب والقرارات")
    huda.press("خذ الترتيب")
    huda.told("أُخذ الترتيب.")
    rows = huda.page.get_by_role("table").get_by_role("row")
    for at, (agency, score) in enumerate(((DIGITAL, "90.00"), (HEALTH, "62.50")), 1):
        cells = rows.nth(at).get_by_role("cell")
        expect(cells.nth(0)).to_have_text(str(at))
        expect(cells.nth(1)).to_contain_text(huda.own(agency.title))
        expect(cells.nth(2)).to_have_text(score)
    huda.press("املأ من الترتيب")
    huda.press("احفظ القرارات")
    huda.told("حُفظت قرارات {0}.")
    huda.shot("standings")
    step(huda, "انتقل إلى المداولة")
    huda.follow("الاعتماد والنشر")
    huda.press("جمّد واطلب الاعتماد")
    huda.decide("جمّد النتائج")
    huda.sees("مجمّدة تنتظر التوقيع")


def sign(noura: Person) -> None:
    """Another person reads the decisions and signs."""
    noura.page.reload()
    noura.follow(story.EDITION)
    noura.sees(re.compile(re.escape(noura.own(DIGITAL.title))))
    noura.tick("قرأت القرارات أعلاه وأعتمدها")
    noura.press("وقّع النتائج")
    noura.decide("وقّع")
    noura.told("وُقّعت النتائج.")
    noura.shot("signed")


def sees_nothing(visitor: Person, salem: Person, edition_id: str) -> None:
    """Before the minute of publication: 404 for the public, nothing in the API, even for the winner."""
    titles = (DIGITAL.title.ar, DIGITAL.title.en)
    request = visitor.context.request
    for prefix in ("", "/en"):
        for path in (WINNERS, f"{WINNERS}/101"):
            answer = request.get(f"{prefix}{path}")
            assert answer.status == 404, f"{answer.status} {prefix}{path}"
            assert not any(title in answer.text() for title in titles)
        for path in ("/", story.PROGRAMME_PATH, story.EDITION_PATH):
            answer = request.get(f"{prefix}{path}")
            assert answer.status == 200, f"{answer.status} {prefix}{path}"
            assert not any(word in answer.text() for word in (*titles, "/winners"))
    for part in SEALED:
        answer = request.get(f"/api/v1/editions/{edition_id}/{part}")
        assert answer.status == 401, f"{answer.status} {part}"
        assert salem.refusal(f"/editions/{edition_id}/{part}") in {403, 404}
    with visitor.refused(404):
        visitor.open(WINNERS if visitor.language == "ar" else f"/en{WINNERS}")
        expect(visitor.page.get_by_text(visitor.own(DIGITAL.title))).to_have_count(0)
    salem.open("/app/entrant/entries")
    table = salem.page.get_by_role("table")
    salem.sees("مستوفية للشروط", table)
    expect(table.get_by_text(re.compile("فائز|[Ww]inner"))).to_have_count(0)


def publish(huda: Person, *, here: Place, later: bool, before: Callable[[], None]) -> None:
    """Now, or at a minute that the clock decides; `before` looks until the last moment."""
    huda.page.reload()
    huda.sees("موقّعة")
    before()
    if later:
        at = here.clock() + timedelta(minutes=30)
        huda.choose(re.compile(f"^{huda.begins('في دقيقة محددة')}"))
        huda.write_moment("تظهر في", at)
        huda.press("جدوِل النشر")
        huda.decide("جدوِل النشر")
        huda.sees("النتائج مجدولة للنشر")
        before()
        here.clock.pass_over(at)
    else:
        huda.press("انشر النتائج الآن")
        huda.decide("انشر الآن")
    huda.page.reload()
    huda.sees("النتائج منشورة")


def winners(visitor: Person, salem: Person, here: Place) -> None:
    """Everybody sees the winner, in both languages; the winner has a mail."""
    assert here.mails
    with_winner = visitor.open(WINNERS).get_by_role("link", name=DIGITAL.title.ar)
    expect(with_winner).to_be_visible()  # at once
    here.clock.pass_over(here.clock() + timedelta(minutes=1))  # other pages are kept for seconds
    for prefix, own in (("", DIGITAL.title.ar), ("/en", DIGITAL.title.en)):
        visitor.open(f"{prefix}{story.EDITION_PATH}")
        visitor.page.locator(f"a[href='{prefix}{WINNERS}']").first.click()
        winner = visitor.page.get_by_role("link", name=own)
        expect(winner).to_be_visible()
        visitor.shot(f"winners{prefix.replace('/', '-')}")
        winner.click()
        expect(visitor.page.get_by_role("heading", level=1)).to_contain_text(own)
        expect(visitor.page.get_by_text(HEALTH.title.ar)).to_have_count(0)
    mail_to(here.mails, DIGITAL.email, WINNERS)


def results(
    huda: Person, noura: Person, visitor: Person, salem: Person, here: Place, *, later: bool
) -> None:
    """The whole chapter."""
    close_round(huda, here)
    invite_approver(huda, noura, here)
    decide(huda)
    sign(noura)
    edition_id = huda.page.url.partition("/editions/")[2].partition("/")[0]
    salem.open("/app/entrant/entries")
    salem.sign_in(DIGITAL.email, story.PASSWORD)
    publish(huda, here=here, later=later, before=lambda: sees_nothing(visitor, salem, edition_id))
    winners(visitor, salem, here)
