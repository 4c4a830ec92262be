"""Without a mouse: sign in, find the entry, score by digits, submit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.person import Person
from tests.journeys.scene import JUROR, PASSWORD, Scene

pytestmark = pytest.mark.browser

FARTHEST = 60  # presses of Tab
# What has the focus: its text or its field's name, and whether one can see that it has the focus.
FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one);
  const ring = one.nextElementSibling ? getComputedStyle(one.nextElementSibling) : style;
  const box = one.closest('label') ? getComputedStyle(one.closest('label')) : style;
  const seen = [style, ring, box].some(
    (s) => (s.outlineStyle !== 'none' && s.outlineWidth !== '0px') || s.boxShadow !== 'none');
  return { text: (one.innerText || one.getAttribute('aria-label') || one.name || '').trim(), seen };
}"""


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus says this; every stop on the way must be visible."""
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            continue
        assert stop["seen"], f"the focus on «{stop['text']}» cannot be seen"
        if words in stop["text"]:
            return
    pytest.fail(f"Tab never reached «{words}»")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_juror_needs_no_mouse(scene: Scene, people: Callable[..., Person], language: str) -> None:
    juror = people(scene.place.url, language)
    page, keyboard = juror.page, juror.page.keyboard
    page.goto(f"/app/juror?lang={language}")
    juror.arrived("تسجيل الدخول")
    expect(juror.part("textbox", "البريد الإلكتروني")).to_be_focused()
    keyboard.type(JUROR)
    keyboard.press("Tab")
    keyboard.type(PASSWORD)
    keyboard.press("Enter")
    juror.arrived("قائمتي")
    row = page.get_by_role("row").filter(has_text="101")
    tab_to(page, row.get_by_role("link").inner_text())
    keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("101")
    expect(page.get_by_role("radio").first).to_be_visible()

    page.get_by_role("radio").first.focus()  # where Tab arrives after the entry itself
    for digit in "4532":
        keyboard.press(digit)
        keyboard.press("Enter")
    juror.saved()
    expect(page.get_by_role("radio", checked=True)).to_have_count(4)
    assert scene.kept() == ("draft", {"a": "4", "b1": "5", "b2": "3", "c": "2"})

    keyboard.press("Control+Enter")
    expect(juror.part("alertdialog", "إرسال تقييم المشاركة {0}")).to_be_visible()
    tab_to(page, juror.plain("أرسل التقييم"))
    keyboard.press("Enter")
    juror.sees("أُرسل هذا التقييم.")
    assert scene.kept()[0] == "submitted"


def test_single_keys_go_from_entry_to_entry(scene: Scene, people: Callable[..., Person]) -> None:
    juror = people(scene.place.url, "ar")
    juror.open(scene.desk)
    juror.sign_in(JUROR, PASSWORD)
    expect(juror.page.get_by_role("radio").first).to_be_visible()
    for key, number in (("n", "102"), ("p", "101")):
        juror.page.keyboard.press(key)
        expect(juror.page.get_by_role("heading", level=1)).to_contain_text(number)
