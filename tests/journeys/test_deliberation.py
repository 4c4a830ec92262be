"""A panel meets: a member with a conflict leaves, the others vote and agree, they return, the minutes are taken home."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.database import sync_engine
from app.judging.conflicts.models import Conflict
from app.kit.ids import uuid7
from tests.factories import NOW
from tests.journeys.person import Person
from tests.journeys.place import Place, serving, sqlite_url
from tests.journeys.scene import PASSWORD, hashed
from tests.results.support import Judged

pytestmark = pytest.mark.browser

CHAIR, SECOND, THIRD = "chair@example.org", "second@example.org", "third@example.org"
NAMES = ("ليلى المثال", "سالم المثال", "نورة المثال")
HERS, OTHER = "خدمة أسرة نورة", "خدمة أخرى"
REASON = "أثرها أوسع مما دلّت عليه الدرجات"


@dataclass(frozen=True, slots=True)
class Panel:
    """Three members; one of them has a conflict with the entry that leads."""

    place: Place
    hers: int  # its number


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Panel]:
    with serving(tmp_path, sqlite_url(tmp_path)) as place:
        engine = sync_engine(place.settings.database_url)
        with Session(engine) as session:
            judged = Judged(session)
            judged.edition.meeting_votes = "open"
            for juror, email, name in zip(
                judged.jurors, (CHAIR, SECOND, THIRD), NAMES, strict=True
            ):
                juror.name_ar, juror.email = name, email
                user = session.get_one(User, juror.user_id)
                user.email, user.password_hash = email, hashed()
            hers = judged.entries[0]
            hers.title_ar, judged.entries[1].title_ar = HERS, OTHER
            session.add(
                Conflict(
                    id=uuid7(),
                    edition_id=judged.edition.id,
                    juror_id=judged.jurors[2].id,
                    entry_id=hers.id,
                    source="juror",
                    kind="family",
                    state="recused",
                    declared_at=NOW,
                )
            )
            session.commit()
            made = Panel(place, hers.number)
        engine.dispose()
        yield made


def nothing_of_hers(third: Person) -> None:
    """Neither its name nor its number, nor what was said of it."""
    for secret in (HERS, REASON, "أتُعتمد الدرجة؟"):
        expect(third.page.get_by_text(secret)).to_have_count(0)


def test_a_panel_meets_and_a_member_leaves_for_her_own(
    panel: Panel, people: Callable[..., Person], tmp_path: Path
) -> None:
    chair, second, third, window = (people(panel.place.url, "ar") for _ in range(4))
    chair.open("/app/juror/meetings")
    chair.sign_in(CHAIR, PASSWORD)
    chair.press("افتح الاجتماع")
    for name in NAMES:
        switch = chair.page.get_by_role("switch", name=name)
        switch.focus()
        chair.page.keyboard.press("Space")
        expect(switch).to_be_checked()
    chair.sees("اكتمل النصاب")
    meeting = chair.page.url
    for member, email in ((second, SECOND), (third, THIRD)):
        member.open(meeting)
        with member.page.expect_response("**/signals") as followed:
            member.sign_in(email, PASSWORD)
        assert followed.value.status == 200
    third.sees(third.word("مشاركات محجوبة عنك لتعارض مصالح: {0}"))
    nothing_of_hers(third)

    leaving = chair.page.locator(".tk-deliberation-leaving").filter(has_text="يغادر:")
    expect(leaving.first).to_contain_text(NAMES[2])
    chair.press(chair.word("اطرح {title}", title=HERS))
    third.sees("غادر الغرفة الآن")
    third.shot("left-the-room")
    second.sees(second.word("المطروحة الآن:"))
    chair.fill("سؤال التصويت", "أتُعتمد الدرجة؟")
    chair.press("اطرح للتصويت")
    for member in (second, chair):
        member.press("نعم")
        member.told("سُجّل صوتك.")
    chair.press("أغلق التصويت واحسبه")
    expect(chair.part("textbox", "سؤال تصويت جديد")).to_be_visible()
    leaves = chair.page.locator(".tk-deliberation-leaves input:not([type=hidden])")
    for at in range(leaves.count()):
        leaves.nth(at).fill("4")
        leaves.nth(at).blur()
    window.open(meeting)
    window.sign_in(CHAIR, PASSWORD)
    window.fill("أسباب التوافق", "كُتب في نافذة ثانية")
    chair.fill("أسباب التوافق", REASON)
    chair.press("سجّل التوافق")
    chair.told("سُجّل ما توافقت عليه اللجنة.")
    # The chair's other window keeps its words, and takes nothing's place unread.
    window.sees("سُجّل توافق آخر وأنت تكتب")
    expect(window.part("textbox", "أسباب التوافق")).to_have_value("كُتب في نافذة ثانية")
    expect(window.part("button", "سجّل التوافق")).to_be_disabled()
    window.shot("agreed-meanwhile")
    window.press("راجعته، أكمل")
    expect(window.part("button", "سجّل التوافق")).to_be_enabled()
    second.sees(second.word("ما سُجّل، وآخره هو القائم"))
    expect(second.page.get_by_text(REASON).first).to_be_visible()
    third.sees("غادر الغرفة الآن")
    nothing_of_hers(third)
    chair.shot("meeting")

    chair.press(chair.word("اطرح {title}", title=OTHER))
    expect(third.page.get_by_text(third.word("غادر الغرفة الآن"))).to_have_count(0)
    third.sees("المطروحة الآن:")
    expect(third.page.get_by_text(OTHER).first).to_be_visible()
    nothing_of_hers(third)
    expect(third.part("button", "محضر الاجتماع")).to_have_count(0)

    chair.press("أنهِ الاجتماع")
    chair.decide("أنهِ الاجتماع")
    chair.press("محضر الاجتماع")
    with chair.page.expect_download() as saved:
        chair.part("menuitem", "PDF بالعربية").click()
    pages = pypdfium2.PdfDocument(saved.value.path())
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    assert str(panel.hers) in text
    assert "80.00" in text
    assert [one for one in panel.place.broken() if one.startswith("judging.deliberation")] == []
