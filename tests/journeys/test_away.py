"""A juror's pages without a network: they start from the device, and go on with what was read and written there."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.person import Person
from tests.journeys.place import serving, sqlite_url
from tests.journeys.scene import JUROR, PASSWORD, Scene, lay

pytestmark = pytest.mark.browser
OFFLINE = "net::ERR_INTERNET_DISCONNECTED"


def settled(juror: Person) -> None:
    """The service worker is there and has this page."""
    juror.page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    juror.page.wait_for_function("navigator.serviceWorker.controller !== null")


def give(juror: Person, leaf: int, points: str) -> None:
    juror.page.get_by_role("group").nth(leaf).get_by_role("radio", name=points, exact=True).check()


def leave(juror: Person) -> None:
    juror.press(re.compile("^حسابي"))
    juror.press("تسجيل الخروج")


def away(juror: Person) -> None:
    juror.allowed |= {OFFLINE, "Failed to load resource"}
    juror.context.set_offline(offline=True)


def test_reloaded_and_closed_without_a_network(scene: Scene, people: Callable[..., Person]) -> None:
    """What was read is there after a reload and in a new tab; what is written arrives later, also unopened."""
    juror = people(scene.place.url, "ar")
    juror.open(scene.desk)
    juror.sign_in(JUROR, PASSWORD)
    give(juror, 0, "4")
    juror.saved()
    settled(juror)
    juror.follow("التالي")
    expect(juror.page.get_by_role("heading", level=1)).to_contain_text("الخدمة الثانية")
    juror.follow("قائمتي")
    juror.sees(juror.word_in("كل عملك على الخادم"))
    away(juror)
    juror.page.reload()
    juror.arrived("قائمتي")
    juror.page.goto(scene.desk)
    expect(
        juror.page.get_by_role("group").nth(0).get_by_role("radio", name="4", exact=True)
    ).to_be_checked()
    give(juror, 1, "3")
    juror.follow("التالي")
    give(juror, 0, "2")
    juror.sees("لا اتصال: محفوظ على هذا الجهاز")
    juror.page.close()
    juror.page = juror.context.new_page()
    juror.page.goto("/app/juror")
    juror.sees(juror.word("لا اتصال: محفوظ على هذا الجهاز ({n})", n="2"))
    juror.shot("away")
    assert scene.kept() == ("draft", {"a": "4"})
    # Whoever wants to leave is told.
    leave(juror)
    juror.sees(juror.word_in("ما لم يصل من تقييماتك وأسئلتك وغيرها: {0}."))
    juror.press("إلغاء", juror.page.locator("dialog[open]"))
    # Both are sent from the list: no desk is open.
    juror.context.set_offline(offline=False)
    juror.sees(juror.word_in("كل عملك على الخادم"))
    assert scene.kept() == ("draft", {"a": "4", "b1": "3"})
    # Signing out leaves nothing that was read.
    leave(juror)
    juror.arrived("تسجيل الدخول")
    juror.page.wait_for_function("localStorage.getItem('tahkeem.device') === null")
    away(juror)
    juror.page.goto("/app/juror")
    expect(juror.page.get_by_text("الخدمة الأولى")).to_have_count(0)


def test_signing_out_of_an_ended_session_asks_first(
    scene: Scene, people: Callable[..., Person]
) -> None:
    """The session ended under the juror's hands: leaving tells what has not arrived, and staying sends it."""
    juror = people(scene.place.url, "ar")
    juror.open(scene.desk)
    juror.sign_in(JUROR, PASSWORD)
    give(juror, 0, "4")
    juror.saved()
    juror.context.clear_cookies()
    clock = scene.place.clock
    clock.pass_over(clock() + timedelta(minutes=20))
    give(juror, 1, "3")
    ended = juror.part("alertdialog", "انتهت جلستك")
    juror.press("تسجيل الخروج", ended)
    juror.sees(juror.word_in("ما لم يصل من تقييماتك وأسئلتك وغيرها: {0}."))
    juror.shot("leaves-ended-session")
    juror.press("إلغاء", juror.page.locator("dialog[open]"))
    juror.go_on(PASSWORD)
    juror.saved()
    assert scene.kept() == ("draft", {"a": "4", "b1": "3"})


def test_a_new_version_is_hidden_from_nobody(
    tmp_path: Path, people: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages of others come from the server; the juror's when they take the new version, and nothing waits."""
    spa = tmp_path / "spa"
    shutil.copytree(Path(__file__).parents[2] / "frontend" / "dist", spa)
    monkeypatch.setenv("TAHKEEM_SPA_FOLDER", str(spa))
    with serving(tmp_path, sqlite_url(tmp_path)) as place:
        lay(place)
        juror = people(place.url, "ar")
        juror.open("/app/juror")
        juror.sign_in(JUROR, PASSWORD)
        settled(juror)
        worker = (spa / "sw.js").read_text()
        index = (spa / "index.html").read_text()
        assert worker.count('url:"index.html",revision:"') == 1
        (spa / "index.html").write_text(index.replace("<body", '<body data-new="yes"'))
        (spa / "sw.js").write_text(
            worker.replace('url:"index.html",revision:"', 'url:"index.html",revision:"new')
        )
        new = juror.page.locator("body[data-new]")
        for page in ("/app/account", "/app/juror/chair"):
            juror.open(page)
            expect(new).to_have_count(1)
        juror.open("/app/juror")
        juror.sees("صدرت نسخة أحدث من هذه الصفحات")
        expect(new).to_have_count(0)
        juror.press("حدّث الصفحات")
        expect(new).to_have_count(1)
        juror.arrived("قائمتي")
        # The page is left before its server ends: what it still asks would be refused.
        juror.page.wait_for_load_state("networkidle")
        juror.page.goto("about:blank")
