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
