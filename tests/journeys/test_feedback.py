"""What an entrant is told: drafted from the jurors' comments by the chair, sent after publication, read from the mail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import sync_engine
from app.judging.evaluations.models import Evaluation, Revision
from app.organisations.models import Organisation
from tests.factories import NOW, make_member
from tests.harness.smtp import mailbox
from tests.journeys.entering import mail_to
from tests.journeys.person import Person
from tests.journeys.place import Place, link_in, serving, sqlite_url
from tests.journeys.scene import PASSWORD, hashed
from tests.results.support import Judged, seal, sign

pytestmark = pytest.mark.browser

CHAIR, HUDA, NOURA = "chair@example.org", "huda@example.org", "noura@example.org"
SALEM = "salem@example.org"
TITLE = "خدمة التنقل الموحّد"
EFFECT, MEASURE = "أثرها واضح على المستفيدين", "ينقصها قياس الأثر"
EDITED = f"{EFFECT}، وتصميمها متقن."
ADVICE = "انشروا مؤشرات الأثر كل ربع."
HEADING = "ملاحظات لجنة التحكيم"


@dataclass(frozen=True, slots=True)
class Told:
    """An edition in deliberation; two jurors wrote of the entry that leads."""

    place: Place
    edition: UUID
    category: UUID
    round: UUID
    entry: UUID
    secrets: tuple[str, ...]  # the jurors' names and ids

    @property
    def page(self) -> str:
        """The staff's page of the entry's feedback."""
        return f"/app/editions/{self.edition}/feedback/{self.entry}"

    @property
    def own(self) -> str:
        """The entrant's page of the entry."""
        return f"/app/entrant/entries/{self.entry}"


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    with (
        mailbox() as mails,
        serving(tmp_path, sqlite_url(tmp_path), mails=mails) as place,
    ):
        engine = sync_engine(place.settings.database_url)
        with Session(engine) as session:
            judged = Judged(session)
            entry = judged.entries[0]
            entry.title_ar = TITLE
            judged.round.closes_at = NOW  # when all was received
            judged.round.closed_at = NOW + timedelta(seconds=1)
            agency = session.get_one(Organisation, entry.organisation_id)
            people = (judged.chair, judged.organiser, judged.approver, make_member(session, agency))
            for user, email in zip(people, (CHAIR, HUDA, NOURA, SALEM), strict=True):
                user.email, user.password_hash = email, hashed()
            written = session.scalars(
                select(Revision)
                .join(Evaluation, Evaluation.submitted_id == Revision.id)
                .where(Evaluation.entry_id == entry.id)
            )
            for row, text in zip(written, (EFFECT, MEASURE), strict=True):
                row.comment = text
                sign(row)
            for at, juror in enumerate(judged.jurors):
                juror.name_ar = f"محكّم سرّي {at}"
            seal(session, judged.round)
            made = Told(
                place,
                judged.edition.id,
                judged.category.id,
                judged.round.id,
                entry.id,
                tuple(text for one in judged.jurors for text in (one.name_ar, str(one.id))),
            )
        engine.dispose()
        yield made


def clean(person: Person) -> None:
    found = Axe().run(person.page)
    assert found.violations_count == 0, found.generate_report()


def draft(chair: Person, told: Told) -> None:
    """Each comment to its part, edited, kept as a draft, then ready."""
    chair.open(told.page)
    chair.sign_in(CHAIR, PASSWORD)
    comments = chair.page.get_by_role("listitem")
    comments.filter(has_text=EFFECT).get_by_role(
        "button", name=chair.word("إلى نقاط القوة")
    ).click()
    comments.filter(has_text=MEASURE).get_by_role(
        "button", name=chair.word("إلى فرص التحسين")
    ).click()
    strengths = chair.part("textbox", "نقاط القوة")
    improvements = chair.part("textbox", "فرص التحسين")
    expect(strengths).to_have_value(EFFECT)
    expect(improvements).to_have_value(MEASURE)
    body = chair.page.get_by_role("main").inner_text()
    assert not any(secret in body for secret in told.secrets)
    chair.press("احفظ")
    chair.told("حُفظت مسودةً.")
    strengths.fill(EDITED)
    improvements.fill(f"{MEASURE}. {ADVICE}")
    chair.tick("جاهزة للإرسال")
    clean(chair)
    chair.shot("feedback-written")
    chair.press("احفظ")
    chair.told("حُفظت، وهي جاهزة للإرسال.")


def knows_nothing(salem: Person, told: Told) -> None:
    """No section on the page, nothing in what the server tells, no mail."""
    salem.open(told.own)
    salem.page.get_by_role("main").get_by_text(TITLE).first.wait_for()
    salem.page.wait_for_load_state("networkidle")
    expect(salem.part("heading", HEADING)).to_have_count(0)
    for text in (EFFECT, MEASURE, ADVICE):
        expect(salem.page.get_by_text(text)).to_have_count(0)
    assert salem.api("GET", f"/entrant/entries/{told.entry}/feedback") == {"feedback": None}
    for staffs in (f"/entries/{told.entry}/feedback", f"/editions/{told.edition}/feedback"):
        assert salem.refusal(staffs) in {403, 404}
    assert told.place.mails
    assert not any(HEADING in str(one["Subject"]) for one in told.place.mails.to(SALEM))


def publish(huda: Person, noura: Person, told: Told) -> None:
    """A ranking, a winner, another's signature, publication: their pages have journeys of their own."""
    edition = f"/editions/{told.edition}"
    ranking: Any = huda.api("POST", f"/rounds/{told.round}/rankings")
    winner = {"entry_id": str(told.entry), "outcome": "winner", "place": 1}
    huda.api(
        "PUT",
        f"/categories/{told.category}/decisions",
        {"ranking_id": ranking["id"], "decisions": [winner]},
    )
    frozen = huda.api("POST", f"{edition}/freeze")
    noura.api("POST", f"{edition}/sign", {"results_hash": frozen["results_hash"]})
    huda.api("POST", f"{edition}/publication", {"visible_from": None})


def test_from_the_jurors_comments_to_the_entrant(told: Told, people: Callable[..., Person]) -> None:
    chair, huda, noura, salem = (people(told.place.url, "ar") for _ in range(4))
    draft(chair, told)
    salem.open(told.own)
    salem.sign_in(SALEM, PASSWORD)
    knows_nothing(salem, told)

    # Ready is not sent: until publication the organiser has no button for it.
    huda.open(f"/app/editions/{told.edition}/feedback")
    huda.sign_in(HUDA, PASSWORD)
    row = huda.page.get_by_role("row").filter(has_text=TITLE)
    expect(row.get_by_text(huda.word("جاهز"))).to_be_visible()
    expect(huda.part("button", "أرسل كل الجاهز")).to_have_count(0)
    noura.open("/app")
    noura.sign_in(NOURA, PASSWORD)
    publish(huda, noura, told)
    knows_nothing(salem, told)

    huda.page.reload()
    expect(huda.part("button", "أرسل كل الجاهز")).to_be_visible()
    expect(row).to_be_visible()
    clean(huda)
    huda.press("أرسل كل الجاهز")
    huda.decide("أرسل إلى المشاركين")
    expect(row.get_by_text(huda.word("أُرسل إلى المشارك"))).to_be_visible()
    chair.page.reload()
    chair.sees("أُرسلت إلى صاحب المشاركة، فلا تُعدَّل.")
    expect(chair.part("button", "احفظ")).to_have_count(0)

    assert told.place.mails
    mail = mail_to(told.place.mails, SALEM, "نقاط القوة وفرص التحسين")
    assert ADVICE not in mail.as_string()
    salem.open(link_in(mail))
    section = salem.part("heading", HEADING).locator("xpath=ancestor::section[1]")
    expect(salem.part("heading", HEADING)).to_be_visible()
    expect(section.get_by_text(EDITED)).to_be_visible()
    expect(section.get_by_text(f"{MEASURE}. {ADVICE}")).to_be_visible()
    body = salem.page.content()
    assert not any(secret in body for secret in told.secrets)
    clean(salem)
    salem.shot("feedback-read")
    assert [one for one in told.place.broken() if one.startswith(("judging", "results"))] == []
