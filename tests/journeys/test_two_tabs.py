"""The same thing open twice: nobody's work is lost, and the choice is the writer's."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.person import CLOCK_TIME, Both, Person
from tests.journeys.scene import JUROR, MEMBERS, PASSWORD, Scene

pytestmark = pytest.mark.browser

FIELD = Both("الوصف", "Description")
MINE, THEIRS = "ما كتبته أنا هنا.", "ما كتبه زميلي هناك."


def test_two_people_write_one_answer(scene: Scene, people: Callable[..., Person]) -> None:
    """The second sees both texts, joins them, and the first is told when they go on."""
    first, second = people(scene.place.url, "ar"), people(scene.place.url, "ar")
    for one, email in zip((first, second), MEMBERS, strict=True):
        one.open(scene.form)
        one.sign_in(email, PASSWORD)
        expect(one.part("textbox", FIELD)).to_be_visible()
    first.fill(FIELD, THEIRS)
    first.saved()
    with second.refused(412):
        second.fill(FIELD, MINE)
        conflict = second.page.get_by_role("alert").filter(
            has_text=second.word_in("عُدّل «{name}» في مكان آخر بعد أن بدأت الكتابة. اختر ما يُحفظ.")
        )
        expect(conflict).to_be_visible()
    second.sees(MINE_THERE, conflict)
    second.sees(THEIRS_THERE, conflict)
    second.shot("conflict-answer")
    assert scene.answer() == THEIRS
    second.page.reload()  # the text survives even this
    expect(conflict).to_be_visible()
    second.sees(MINE_THERE, conflict)
    second.press("اجمع بين النصّين", conflict)
    second.press("احفظ النص المجموع")
    expect(conflict).to_be_hidden()
    second.saved()
    assert scene.answer() == f"{THEIRS}\n\n{MINE}"


def test_two_tabs_of_one_person(scene: Scene, people: Callable[..., Person]) -> None:
    """Different fields in two tabs meet without a question."""
    person = people(scene.place.url, "ar")
    person.open(scene.form)
    person.sign_in(MEMBERS[0], PASSWORD)
    expect(person.part("textbox", FIELD)).to_be_visible()
    other = person.context.new_page()
    other.goto(scene.form)
    title = other.get_by_role("textbox", name=person.word("عنوان المشاركة بالإنجليزية"))
    title.fill("Second tab's title")
    title.press("Tab")
    expect(other.get_by_text(person.word("حُفظ كل شيء، {at}", at=CLOCK_TIME))).to_be_visible()
    person.fill(FIELD, MINE)
    person.saved()
    person.page.reload()
    expect(person.part("textbox", FIELD)).to_have_value(MINE)
    expect(person.part("textbox", "عنوان المشاركة بالإنجليزية")).to_have_value("Second tab's title")
    expect(person.page.get_by_role("alert")).to_have_count(0)


def test_two_desks_of_one_juror(scene: Scene, people: Callable[..., Person]) -> None:
    """The same evaluation on two devices: per criterion both points, one decision."""
    here, there = people(scene.place.url, "ar"), people(scene.place.url, "ar")
    for one in (here, there):
        one.open(scene.desk)
        one.sign_in(JUROR, PASSWORD)
        expect(one.page.get_by_role("radio").first).to_be_visible()
    leaf = 0
    there.page.get_by_role("group").nth(leaf).get_by_role("radio", name="5", exact=True).check()
    there.saved()
    with here.refused(412):
        here.page.get_by_role("group").nth(leaf).get_by_role("radio", name="2", exact=True).check()
        dialog = here.part("alertdialog", "عُدّل هذا التقييم على جهاز آخر")
        expect(dialog).to_be_visible()
    here.shot("conflict-desk")
    expect(dialog.get_by_role("radio", name="2", exact=True)).to_be_checked()
    dialog.get_by_role("radio", name="5", exact=True).check()
    here.press("احفظ ما اخترت", dialog)
    expect(dialog).to_be_hidden()
    here.saved()
    status, points = scene.kept()
    assert (status, list(points.values())) == ("draft", ["5"])


def test_a_submission_that_meets_the_other_device(
    scene: Scene, people: Callable[..., Person]
) -> None:
    """Promised without a network, it waits for the decision; that it was not sent is said before and after."""
    here, there = people(scene.place.url, "ar"), people(scene.place.url, "ar")
    here.allowed |= {"net::ERR_INTERNET_DISCONNECTED", "Failed to load resource"}
    for one in (here, there):
        one.open(scene.desk)
        one.sign_in(JUROR, PASSWORD)
        expect(one.page.get_by_role("radio").first).to_be_visible()

    def give(one: Person, leaf: int, points: str) -> None:
        marks = one.page.get_by_role("group").nth(leaf)
        marks.get_by_role("radio", name=points, exact=True).check()

    for leaf in range(4):
        give(here, leaf, "3")
    here.saved()
    there.page.reload()
    here.context.set_offline(offline=True)
    give(here, 0, "5")
    here.press("أرسل التقييم")
    here.decide("أرسل التقييم")
    here.sees("يُرسل تقييمك حين يعود الاتصال")
    give(there, 1, "1")
    there.saved()
    here.context.set_offline(offline=False)
    dialog = here.part("alertdialog", "عُدّل هذا التقييم على جهاز آخر")
    here.sees(here.word_in("ولم يُرسل التقييم بعد: أرسله حين تحفظ ما اخترت."), dialog)
    here.shot("conflict-submission")
    here.press("احفظ ما اخترت", dialog)
    here.sees("لم يُرسل التقييم: عُدّل في مكان آخر أيضًا")
    here.shot("not-submitted")
    assert scene.kept()[0] == "draft"
    here.press("أرسل التقييم")
    here.decide("أرسل التقييم")
    here.sees("أُرسل هذا التقييم.")
    assert scene.kept()[0] == "submitted"


MINE_THERE = re.compile(re.escape(MINE))
THEIRS_THERE = re.compile(re.escape(THEIRS))
