"""A round without names: an organiser sets it and settles what would tell, and no answer to its juror names anybody."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final
from urllib.parse import unquote
from uuid import UUID

import pikepdf
import pytest
from playwright.sync_api import Route, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Role, Scope
from app.database import sync_engine
from app.demo.evidence import evidence_pdf
from app.editions.models import Edition
from app.entries.models import Answer, Attachment
from app.judging.evaluations.models import Evaluation
from app.judging.rounds.models import Round
from app.kit.arabic import fold
from app.kit.ids import uuid7
from app.notifications.models import Mail
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_evaluation,
    make_field,
    make_grant,
    make_juror,
    make_member,
    make_organisation,
    make_panel,
    make_round,
    make_staff,
    make_user,
)
from tests.journeys.person import Both, Person
from tests.journeys.place import Place, serving, sqlite_url
from tests.journeys.scene import JUROR, PASSWORD, hashed
from tests.journeys.test_away import settled
from tests.journeys.test_prepared import keep

pytestmark = pytest.mark.browser
HUDA: Final = "huda@example.org"
# Any of it tells whose the first entry is, however it is spelt.
TELLING: Final = ("هيئة السواحل والنوارس", "النوارس", "gulls", "GCA", "الريم المنارة", "تقرير سنوي")
EVERYTHING: Final = """async () => {
  const found = []
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((ok, no) => {
      const asked = indexedDB.open(name); asked.onsuccess = () => ok(asked.result); asked.onerror = no })
    for (const store of db.objectStoreNames)
      found.push(JSON.stringify(await new Promise((ok, no) => {
        const asked = db.transaction(store).objectStore(store).getAll()
        asked.onsuccess = () => ok(asked.result); asked.onerror = no })))
    db.close()
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const { url } of await cache.keys()) {
      if (!url.includes('/api/')) continue
      const kept = await cache.match(url)
      found.push(url + JSON.stringify([...kept.headers]) + await kept.text())
    }
  }
  return [...found, JSON.stringify({ ...localStorage }), document.cookie].join('\\n')
}"""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A planned round with names, and two entries: the first's owner is told by everything."""

    place: Place
    edition: UUID
    round: UUID
    evaluations: tuple[UUID, UUID]

    def session(self) -> Session:
        return Session(sync_engine(self.place.settings.database_url))

    def freeze(self) -> None:
        """Judging begins: what the round hides is fixed."""
        with self.session() as session:
            edition = session.get_one(Edition, self.edition)
            edition.phase, edition.rulebook_frozen_at = "judging", self.place.clock()
            session.commit()


def paper(words: str) -> bytes:
    """A report whose properties name the agency."""
    with pikepdf.open(io.BytesIO(evidence_pdf(words, [], []))) as pdf:
        pdf.docinfo["/Title"], pdf.docinfo["/Author"] = "Gulls yearly", "GCA, Al Reem"
        with pdf.open_metadata() as meta:
            meta["dc:title"], meta["dc:creator"] = "هيئة السواحل والنوارس", ["GCA"]
        kept = io.BytesIO()
        pdf.save(kept)
    return kept.getvalue()


@pytest.fixture
def hidden(tmp_path: Path) -> Iterator[Hidden]:
    with serving(tmp_path, sqlite_url(tmp_path)) as place:
        engine = sync_engine(place.settings.database_url)
        now = place.clock()
        with Session(engine) as session:
            edition = make_edition(session, phase="screening")
            huda = make_staff(session, edition)
            huda.email, huda.password_hash = HUDA, hashed()
            category = make_category(session, edition)
            text = make_field(session, category, kind="long_text")
            file = make_field(session, category, kind="file", position=1, max_files=2)
            round_ = make_round(
                session, edition, state="planned", opens_at=None, closes_at=now + timedelta(days=5)
            )
            juror = make_juror(session, edition, make_user(session, JUROR, password_hash=hashed()))
            panel = make_panel(session, round_, juror)
            panel.chair_id = juror.id
            chair = session.get_one(User, juror.user_id)
            make_grant(session, chair, Role.chair, Scope.edition, edition.id)
            gulls = make_organisation(
                session,
                name_ar="هيئة السواحل والنوارس",
                name_en="Gulls and Coasts Authority",
                website="https://gulls.example",
                email_domain="gulls.example",
            )
            make_member(session, gulls, name_ar="الريم المنارة", name_en="Al Reem")
            evaluations = []
            for owner, title, said, page in (
                (
                    gulls,
                    "خدمة الشاطئ",
                    "أطلقت الخدمة بهيئه السواحل والنوارس، وتُطلب من help@gulls.example",
                    "Report of the year",
                ),
                (make_organisation(session), "خدمة أخرى", "أطلقنا خدمة", "Another report"),
            ):
                entry = make_entry(
                    session, category, owner, state="eligible", submitted_at=now, title_ar=title
                )
                session.add(Answer(entry_id=entry.id, field_id=text.id, value=said, saved_at=now))
                data = paper(page)
                sent = keep(_Stored(place), data)
                session.add(
                    Attachment(
                        id=uuid7(), entry_id=entry.id, field_id=file.id, name="تقرير سنوي.pdf",
                        media_type="application/pdf", size=len(data), sha256=sent.sha256,
                        state="clean", clean_sha256=sent.sha256, clean_size=len(data),
                        previews=[], pages=1, added_at=now,
                    )
                )  # fmt: skip
                evaluations.append(make_evaluation(session, round_, entry, juror))
            session.commit()
            laid = Hidden(place, edition.id, round_.id, (evaluations[0].id, evaluations[1].id))
        engine.dispose()
        yield laid


@dataclass(frozen=True)
class _Stored:
    """What `keep` asks of a scene."""

    place: Place


@dataclass
class Told:
    """Everything that the API answers to a person: addresses, headers and bodies."""

    answers: dict[str, str] = field(default_factory=dict)

    def listen(self, person: Person) -> None:
        def pass_on(route: Route) -> None:
            answer = route.fetch()
            body = answer.body()
            said = body.decode("utf-8", "replace")
            if body.startswith(b"%PDF"):
                with pikepdf.open(io.BytesIO(body)) as pdf:
                    said = (
                        str(pdf.docinfo)
                        + "".join(
                            str(one) for one in [pdf.Root.get("/Metadata")] if one is not None
                        )
                        + said
                    )
            url = unquote(answer.url)
            self.answers[url] = f"{url}\n{unquote(str(answer.headers))}\n{_open(said)}"
            route.fulfill(response=answer)

        person.context.route("**/api/**", pass_on)


def _open(said: str) -> str:
    """JSON without its escapes."""
    try:
        return json.dumps(json.loads(said), ensure_ascii=False)
    except ValueError:
        return said


def naming(said: str) -> list[str]:
    """What of it tells whose the entry is."""
    folded, low = fold(said), said.lower()
    return [one for one in TELLING if fold(one) in folded or one.lower() in low]


def test_nothing_that_a_juror_is_sent_names_anybody(
    hidden: Hidden, people: Callable[..., Person]
) -> None:
    huda = people(hidden.place.url, "ar")
    huda.open(f"/app/editions/{hidden.edition}/rounds/{hidden.round}/edit")
    huda.sign_in(HUDA, PASSWORD)
    huda.tick("تحكيم بلا أسماء")
    huda.shot("blind-settings")
    huda.press("احفظ الجولة")
    huda.page.wait_for_url(lambda url: not url.endswith("/edit"))
    hidden.freeze()
    # What would tell stops the opening, and is settled where it stands.
    huda.open(f"/app/editions/{hidden.edition}/rounds/{hidden.round}/blind")
    huda.sees("فيه اسم الجهة")
    huda.shot("blind-left")
    huda.follow(Both("خدمة الشاطئ", "خدمة الشاطئ"))
    huda.arrived(Both("مشاركة رقم 101", "Entry number 101"))
    huda.sees(huda.word_in("نسخة المحكّمين"))
    huda.choose("نصًّا محرَّرًا")
    huda.fill("النص المحرَّر", "أطلقت الجهة الخدمة")
    huda.press("احفظ")
    huda.told("حُفظ ما يقرؤه المحكّمون.")
    huda.shot("blind-settled")
    expect(huda.page.get_by_text(huda.word("نسخته قيد التحضير"))).to_have_count(0, timeout=60_000)
    huda.open(f"/app/editions/{hidden.edition}/rounds/{hidden.round}")
    huda.press("افتح الجولة")
    huda.sees("لم يبقَ في المشاركات ما يدل على أصحابها مما يُفحص آليًا.")
    huda.press("افتح الجولة", huda.page.locator("dialog[open]"))
    huda.told("فُتحت الجولة للجنتها.")

    told = Told()
    juror = people(hidden.place.url, "ar")
    told.listen(juror)
    juror.open("/app/juror")
    juror.sign_in(JUROR, PASSWORD)
    juror.sees("جولة بلا أسماء")
    settled(juror)
    juror.press("جهّز للعمل بلا شبكة")
    juror.sees(juror.word_in("على هذا الجهاز المشاركات: {ready}، والوثائق: {files}"))
    juror.page.get_by_role("searchbox").fill("النوارس")
    expect(juror.page.get_by_text("خدمة الشاطئ")).to_have_count(0)
    for language in ("ar", "en"):
        if language == "en":
            juror.press(re.compile("^حسابي"))
            juror.press(re.compile("English"))
            juror.language = "en"
            expect(juror.page.locator("html")).to_have_attribute("lang", "en")
        for evaluation in hidden.evaluations:
            juror.open(f"/app/juror/evaluations/{evaluation}")
            expect(juror.page.get_by_role("radio").first).to_be_visible()
        juror.open(f"/app/juror/evaluations/{hidden.evaluations[0]}")
        juror.sees(Both("أطلقت الجهة الخدمة", "أطلقت الجهة الخدمة"))
        juror.shot(f"blind-desk-{language}")
        juror.page.emulate_media(media="print")
        assert naming(juror.page.content()) == []
        juror.page.emulate_media(media="screen")
        for page in (
            "/app/juror/conflicts",
            "/app/juror/meetings",
            "/app/jury",
            f"/app/juror/chair/{hidden.round}",
        ):
            juror.open(page)
            expect(juror.page.get_by_role("heading", level=1)).to_be_visible()
            juror.page.wait_for_load_state("networkidle")
            assert naming(juror.page.content()) == [], page
    with hidden.session() as session:
        files = session.scalars(select(Attachment)).all()
        entries = {one.id: one for one in session.scalars(select(Evaluation))}
        mails = session.scalars(select(Mail).where(Mail.to_email == JUROR)).all()
        assert session.get_one(Round, hidden.round).blind
    file = next(one for one in files if one.entry_id == entries[hidden.evaluations[0]].entry_id)
    base = f"/api/v1/juror/evaluations/{hidden.evaluations[0]}"
    # The copy was read, it is another file, and its address is its number.
    copy = next(said for url, said in told.answers.items() if url.endswith(f"{file.id}/content"))
    assert "101-1.pdf" in copy
    assert file.sha256 not in copy
    assert any(url.endswith(base) for url in told.answers)
    assert {url: naming(said) for url, said in told.answers.items() if naming(said)} == {}
    assert len(told.answers) > 15
    # What the device keeps, and what was mailed.
    kept = juror.page.evaluate(EVERYTHING)
    assert "أطلقت الجهة الخدمة" in kept
    assert naming(kept) == []
    assert [one.text for one in mails if naming(f"{one.subject}{one.text}{one.html}")] == []
