"""Colleagues' scores opened after one's own: the button says what it costs, and it costs it on every device."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from app.database import sync_engine
from app.editions.models import Edition
from app.entries.models import Entry
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.rounds.models import Round
from app.kit.ids import uuid7
from tests.factories import make_evaluation, make_juror
from tests.journeys.person import Person
from tests.journeys.scene import JUROR, PASSWORD, Scene
from tests.journeys.test_away import away, give, settled

pytestmark = pytest.mark.browser
SAID = "الأثر مثبت بالأرقام"


def allow(scene: Scene) -> None:
    """The round opens scores after one's own; a colleague has submitted theirs of the entry."""
    now = scene.place.clock()
    engine = sync_engine(scene.place.settings.database_url)
    with Session(engine) as session:
        own = session.get_one(Evaluation, scene.evaluation)
        round_ = session.get_one(Round, own.round_id)
        round_.independence = "after_own"
        edition = session.get_one(Edition, round_.edition_id)
        colleague = make_juror(session, edition, name_ar="هند المثال")
        entry = session.get_one(Entry, own.entry_id)
        theirs = make_evaluation(session, round_, entry, colleague)
        mark = {"level": None, "na": False, "comment": None, "pins": []}
        revision = Revision(
            id=uuid7(),
            evaluation_id=theirs.id,
            branch="head",
            status="submitted",
            scores={str(leaf): {"points": "1", **mark} for leaf in scene.leaves.values()},
            comment=SAID,
            total="20/1",
            body_hash=hashlib.sha256(b"theirs").hexdigest(),
            made_at=now,
            received_at=now,
        )
        session.add(revision)
        theirs.head_id = theirs.submitted_id = revision.id
        theirs.status, theirs.saved_at, theirs.submitted_at = "submitted", now, now
        session.commit()
    engine.dispose()


def test_opened_after_ones_own_and_locked_on_every_device(
    scene: Scene, people: Callable[..., Person]
) -> None:
    allow(scene)
    phone, laptop = people(scene.place.url, "ar"), people(scene.place.url, "ar")
    for device in (phone, laptop):
        device.open(scene.desk)
        device.sign_in(JUROR, PASSWORD)
        expect(device.page.get_by_role("radio").first).to_be_visible()
    settled(phone)
    away(phone)
    give(phone, 0, "5")
    phone.sees("لا اتصال: محفوظ على هذا الجهاز")
    # The other device submits, and opens what colleagues gave.
    opens = "اعرض درجات الزملاء – تُقفل درجتك"
    expect(laptop.part("button", opens)).to_have_count(0)
    for leaf in range(4):
        give(laptop, leaf, "3")
    laptop.press("أرسل التقييم")
    laptop.decide("أرسل التقييم")
    expect(laptop.page.get_by_text(SAID)).to_have_count(0)
    laptop.press(opens)
    dialog = laptop.page.locator("dialog[open]")
    laptop.sees(
        laptop.word_in(
            "تُقفل درجتك بعرضها: لا تستطيع بعدها إعادة فتح تقييم هذه المشاركة ولا تعديله. ويُسجَّل ذلك."
        )
    )
    laptop.press("اعرضها واقفل درجتي", dialog)
    expect(dialog.get_by_role("columnheader", name="هند المثال")).to_be_visible()
    expect(dialog.get_by_text(SAID)).to_be_visible()
    expect(dialog.get_by_role("row").last.get_by_role("cell")).to_have_text(["60.00", "20.00"])
    laptop.shot("colleagues")
    laptop.page.keyboard.press("Escape")
    expect(laptop.part("button", "أعد فتحه للتعديل")).to_have_count(0)
    laptop.sees("عرضت درجات زملائك، فأُقفلت درجتك ولا تتغيّر.")
    # What the first device still held comes too late, and says why.
    with phone.refused(409):
        phone.context.set_offline(offline=False)
        phone.sees(re.compile("اطّلعت على درجات زملائك في هذه المشاركة، فثبت تقييمك ولا يتغيّر"))
    assert scene.kept() == ("submitted", dict.fromkeys(("a", "b1", "b2", "c"), "3"))
