"""The second chapter: agencies register, are approved, fill the form and submit before the deadline."""

from __future__ import annotations

import re
from email.message import EmailMessage

from playwright.sync_api import expect

from tests.harness.smtp import Mailbox
from tests.journeys import story
from tests.journeys.person import Person
from tests.journeys.place import Place, link_in
from tests.journeys.story import Agency


def mail_to(mails: Mailbox, email: str, words: str) -> EmailMessage:
    """The mail to this person whose text holds these words, waiting for it."""

    def wanted(message: EmailMessage) -> bool:
        body = message.get_body(("plain",))
        return email in str(message["To"]) and body is not None and words in body.get_content()

    return mails.wait_for(wanted)


def register(someone: Person, agency: Agency, here: Place) -> None:
    """From the public page of the call to a confirmed account, by the link of a real mail."""
    assert here.mails
    prefix = "" if someone.language == "ar" else "/en"
    someone.open(f"{prefix}{story.EDITION_PATH}")
    someone.follow(re.compile("^(سجّل وشارك|Register and take part)$"))
    someone.speak()
    someone.arrived("تسجيل جديد")
    someone.fill_both("اسم الجهة", agency.name)
    someone.fill("المدينة", agency.city)
    someone.fill_both("الاسم", agency.person)
    someone.fill("البريد الإلكتروني", agency.email)
    someone.press("سجّل")
    someone.arrived("راجع بريدك")
    someone.open(link_in(mail_to(here.mails, agency.email, "/app/confirm")))
    someone.arrived("اختر كلمة المرور")
    someone.sees(agency.name)
    someone.shot("choose-password")
    someone.fill("كلمة المرور", story.PASSWORD)
    someone.press("أكمل التسجيل")
    someone.arrived("مساحة المشارك")


def approve(huda: Person, agency: Agency, here: Place) -> None:
    """The organiser is told by mail, looks at who registered and approves."""
    assert here.mails
    edition = huda.page.url
    huda.open(link_in(mail_to(here.mails, story.HUDA_EMAIL, huda.own(agency.person))))
    huda.arrived("الجهات")
    huda.follow(agency.name, huda.page.get_by_role("table"))
    huda.arrived(agency.name)
    huda.press("اعتمد")
    huda.decide("اعتمد الجهة")
    huda.sees("معتمدة")
    mail_to(here.mails, agency.email, "/app/")
    huda.open(edition)


def fill_in(someone: Person, agency: Agency) -> None:
    """A draft, saved while it is written, with a file."""
    someone.follow("الدورات المفتوحة")
    someone.page.wait_for_url("**/entrant/calls/*")  # the only one is opened at once
    someone.press(
        someone.word("ابدأ مشاركة في {name}", name=someone.own(story.CATEGORY)),
    )
    dialog = someone.part("dialog", "مشاركة جديدة")
    someone.fill("عنوان المشاركة بالعربية", agency.title.ar, dialog)
    someone.fill("العنوان بالإنجليزية", agency.title.en, dialog)
    someone.press("ابدأ المسودة", dialog)
    someone.arrived(agency.title)
    summary = someone.fill(story.SUMMARY, agency.summary)
    someone.saved()
    someone.fill(story.SERVED, "120000").press("Tab")
    with someone.page.expect_file_chooser() as chooser:
        someone.press("اختر ملفًا")
    chooser.value.set_files(
        [{"name": "evidence.pdf", "mimeType": "application/pdf", "buffer": story.PDF}]
    )
    someone.sees("اكتمل النموذج. راجعه ثم قدّمه قبل الموعد.")
    someone.saved("حُفظ كل شيء، {at}")
    someone.page.reload()
    expect(summary).to_have_value(agency.summary)


def submit(someone: Person, agency: Agency, here: Place) -> None:
    """Reviewed, submitted, confirmed on the page and by mail."""
    assert here.mails
    someone.press("راجع وقدّم")
    dialog = someone.part("dialog", "تقديم المشاركة")
    someone.press("قدّم المشاركة", dialog)
    someone.page.wait_for_url("**/submitted")
    someone.shot("submitted")
    number = someone.page.locator("main").get_by_text(someone.word("استلمنا مشاركتكم رقم {number}"))
    expect(number).to_be_visible()
    with someone.page.expect_download() as saved:
        someone.press("الإيصال بصيغة PDF")
    assert saved.value.path().read_bytes().startswith(b"%PDF-")
    check = someone.page.get_by_role("link", name=someone.word("صفحة التحقق العامة"))
    code = str(check.get_attribute("href")).rpartition("/")[2]
    told = someone.page.request.get(
        str(check.get_attribute("href"))
    )  # as anybody who holds the code
    assert told.ok
    assert code in told.text()
    receipt = mail_to(here.mails, agency.email, "/app/entrant/entries/").get_body(("plain",))
    assert receipt is not None
    assert code in receipt.get_content()


def enter(someone: Person, huda: Person, agency: Agency, here: Place) -> None:
    """One agency from registration to its confirmation."""
    register(someone, agency, here)
    fill_in(someone, agency)
    approve(huda, agency, here)
    someone.page.reload()
    submit(someone, agency, here)
