"""A juror without a network: what is given is kept on the device, and reaches the server later."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.person import Person
from tests.journeys.scene import JUROR, PASSWORD, Scene

pytestmark = pytest.mark.browser


def give(juror: Person, leaf: int, points: str) -> None:
    juror.page.get_by_role("group").nth(leaf).get_by_role("radio", name=points, exact=True).check()


def submit(juror: Person) -> None:
    juror.press("أرسل التقييم")
    juror.decide("أرسل التقييم")


def sit_down(scene: Scene, juror: Person) -> None:
    juror.open(scene.desk)
    juror.sign_in(JUROR, PASSWORD)
    expect(juror.page.get_by_role("radio").first).to_be_visible()
    give(juror, 0, "4")
    juror.saved()


def test_the_network_comes_back(scene: Scene, people: Callable[..., Person]) -> None:
    juror = people(scene.place.url, "ar")
    juror.allowed.add("net::ERR_INTERNET_DISCONNECTED")
    sit_down(scene, juror)
    juror.context.set_offline(offline=True)
    give(juror, 1, "3")
    juror.fill("تعليقك على المشاركة", "كُتب بلا شبكة")
    juror.sees("لا اتصال: محفوظ على هذا الجهاز")
    juror.shot("offline")
    assert scene.kept() == ("draft", {"a": "4"})
    juror.context.set_offline(offline=False)
    juror.saved()
    assert scene.kept() == ("draft", {"a": "4", "b1": "3"})


def test_submitting_without_a_network(scene: Scene, people: Callable[..., Person]) -> None:
    """A submission waits and can be overtaken by a change; what is submitted is what is on the screen."""
    juror = people(scene.place.url, "ar")
    juror.allowed.add("net::ERR_INTERNET_DISCONNECTED")
    sit_down(scene, juror)
    for leaf in range(4):
        give(juror, leaf, "2")
    juror.saved()
    twos = dict.fromkeys(("a", "b1", "b2", "c"), "2")
    juror.context.set_offline(offline=True)
    submit(juror)
    juror.sees("يُرسل تقييمك حين يعود الاتصال")
    juror.shot("submission-waits")
    give(juror, 0, "5")
    juror.sees("أُلغي إرسال التقييم لأنك غيّرته بعده")
    juror.context.set_offline(offline=False)
    juror.saved()
    assert scene.kept() == ("draft", twos | {"a": "5"})
    juror.context.set_offline(offline=True)
    submit(juror)
    juror.sees("يُرسل تقييمك حين يعود الاتصال")
    juror.context.set_offline(offline=False)
    juror.told("أُرسل تقييمك. يمكنك إعادة فتحه حتى إغلاق الجولة.")
    assert scene.kept() == ("submitted", twos | {"a": "5"})
    juror.press("أعد فتحه للتعديل")
    juror.sees("أعدت فتح هذا التقييم. يُحتسب ما أرسلته من قبل حتى ترسله من جديد.")
    give(juror, 1, "4")
    # Another tab shows it, and goes on from there without a question.
    other = juror.context.new_page()
    other.goto(scene.desk)
    marks = other.get_by_role("group")
    expect(marks.nth(1).get_by_role("radio", name="4", exact=True)).to_be_checked()
    marks.nth(2).get_by_role("radio", name="3", exact=True).check()
    expect(
        juror.page.get_by_role("group").nth(2).get_by_role("radio", name="3", exact=True)
    ).to_be_checked()
    juror.sees("هذا التقييم مفتوح في تبويب آخر أيضًا، وما تغيّره هناك يظهر هنا.")
    juror.shot("other-tab")
    give(juror, 3, "1")
    juror.saved()
    expect(juror.page.get_by_role("alertdialog")).to_have_count(0)
    assert scene.kept() == ("draft", {"a": "5", "b1": "4", "b2": "3", "c": "1"})


def test_the_tab_is_closed_offline(scene: Scene, people: Callable[..., Person]) -> None:
    """The work waits on the device until the page is opened again."""
    juror = people(scene.place.url, "ar")
    juror.allowed.add("net::ERR_INTERNET_DISCONNECTED")
    sit_down(scene, juror)
    juror.context.set_offline(offline=True)
    give(juror, 1, "3")
    juror.fill("ملاحظاتك الخاصة", "كُتبت بلا شبكة")
    juror.sees("لا اتصال: محفوظ على هذا الجهاز")
    juror.page.close()
    assert scene.kept() == ("draft", {"a": "4"})
    juror.context.set_offline(offline=False)
    juror.page = juror.context.new_page()
    juror.open(scene.desk)
    expect(juror.part("textbox", "ملاحظاتك الخاصة")).to_have_value("كُتبت بلا شبكة")
    juror.saved()
    assert scene.kept() == ("draft", {"a": "4", "b1": "3"})
