"""What the chair types in a meeting outlives a lost answer, another's agreement and the entry's turn."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import sync_engine
from app.editions.models import Edition
from app.judging.deliberation.models import Consensus
from tests.journeys.person import Person
from tests.journeys.scene import PASSWORD
from tests.journeys.test_deliberation import CHAIR, HERS, NAMES, OTHER, REASON, Panel, panel

__all__ = ["panel"]
pytestmark = pytest.mark.browser
WHY, NOTES = "أسباب التوافق", "ملاحظات اللجنة"


@pytest.fixture
def chair(panel: Panel, people: Callable[..., Person]) -> Person:
    """At a meeting whose rulebook asks for no vote, everybody there, an entry taken up."""
    engine = sync_engine(panel.place.settings.database_url)
    with Session(engine) as session:
        session.scalars(select(Edition)).one().meeting_votes = "none"
        session.commit()
    engine.dispose()
    one = people(panel.place.url, "ar")
    one.open("/app/juror/meetings")
    one.sign_in(CHAIR, PASSWORD)
    one.press("افتح الاجتماع")
    for name in NAMES:
        there = one.page.get_by_role("switch", name=name)
        there.focus()
        one.page.keyboard.press("Space")
        expect(there).to_be_checked()
    one.press(one.word("اطرح {title}", title=OTHER))
    expect(one.part("textbox", WHY)).to_be_visible()
    return one


def give(chair: Person, marks: str) -> None:
    leaves = chair.page.locator(".tk-deliberation-leaves input:not([type=hidden])")
    for at in range(leaves.count()):
        leaves.nth(at).fill(marks)
        leaves.nth(at).blur()


def recorded(panel: Panel) -> list[tuple[str | None, str]]:
    engine = sync_engine(panel.place.settings.database_url)
    with Session(engine) as session:
        rows = session.scalars(select(Consensus).order_by(Consensus.decided_at, Consensus.id))
        found = [(one.total, one.reason) for one in rows]
    engine.dispose()
    return found


def test_an_answer_is_lost_after_it_was_recorded(panel: Panel, chair: Person) -> None:
    """It is found to be recorded; and what is typed after it is another agreement, with its own marks."""
    chair.allowed |= {"net::ERR_", "Failed to load resource"}

    def drop(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    give(chair, "4")
    chair.fill(WHY, REASON)
    chair.page.route("**/consensus/*", drop, times=1)
    chair.press("سجّل التوافق")
    chair.sees("سُجّل ما توافقت عليه اللجنة.")
    expect(chair.part("textbox", WHY)).to_have_value("")
    expect(chair.page.get_by_text("سُجّل توافق آخر وأنت تكتب")).to_have_count(0)
    assert recorded(panel) == [("80", REASON)]
    give(chair, "5")
    chair.fill(WHY, REASON)
    chair.press("سجّل التوافق")
    expect(chair.part("textbox", WHY)).to_have_value("")
    assert recorded(panel) == [("80", REASON), ("100", REASON)]


def test_the_meeting_moves_on_while_the_chair_types(
    panel: Panel, chair: Person, people: Callable[..., Person]
) -> None:
    give(chair, "4")
    chair.fill(WHY, REASON)
    chair.fill(NOTES, "ملاحظة لم تُحفظ")
    other = people(panel.place.url, "ar")
    other.open(chair.page.url)
    other.sign_in(CHAIR, PASSWORD)
    other.press(other.word("اطرح {title}", title=HERS))
    chair.sees("كتبتَ ما لم يُسجَّل بعد")
    expect(chair.page.get_by_text(f"{REASON} — ملاحظة لم تُحفظ")).to_be_visible()
    chair.shot("words-kept")
    expect(chair.part("textbox", WHY)).to_have_value("")
    other.press(other.word("اطرح {title}", title=OTHER))
    expect(chair.part("textbox", WHY)).to_have_value(REASON)
    expect(chair.part("textbox", NOTES)).to_have_value("ملاحظة لم تُحفظ")
    chair.press("سجّل التوافق")
    expect(chair.part("textbox", WHY)).to_have_value("")
    assert recorded(panel) == [("80", REASON)]


def test_notes_are_changed_elsewhere_meanwhile(
    panel: Panel, chair: Person, people: Callable[..., Person]
) -> None:
    other = people(panel.place.url, "ar")
    other.open(chair.page.url)
    other.sign_in(CHAIR, PASSWORD)
    chair.fill(NOTES, "ما كتبته هنا")
    other.fill(NOTES, "ما كُتب هناك")
    other.press("احفظ الملاحظات")
    chair.sees("عُدّلت الملاحظات في مكان آخر وأنت تكتب")
    expect(chair.page.get_by_text("ما كُتب هناك")).to_be_visible()
    chair.press("راجعتها، أكمل")
    chair.press("احفظ الملاحظات")
    chair.sees("حُفظت الملاحظات.")
    expect(other.part("textbox", NOTES)).to_have_value("ما كتبته هنا")
