"""The juror's browser is killed in the middle of a word: opened again on the same device, the word is there."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from threading import Timer
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, expect

from tests.harness.browser import FLAGS, chromium_path
from tests.journeys.person import PATIENCE
from tests.journeys.scene import JUROR, PASSWORD, Scene
from tests.journeys.words import wording

pytestmark = pytest.mark.browser
NOTES: Final = wording("ar", "ملاحظاتك الخاصة")
TEXT: Final = "".join(chr(ord("a") + at % 26) for at in range(400))
# A key is on the device within 20 ms (the goal; bench/ measures it); a machine with much else to do takes longer.
# What is kept only in a pause of typing would not be there at all.
SOON: Final = 1.0
BETWEEN_KEYS: Final = 50  # milliseconds


def device(browser: Browser, folder: Path, scene: Scene) -> BrowserContext:
    """A browser with a device of its own, which outlives it."""
    context = browser.browser_type.launch_persistent_context(
        str(folder), executable_path=chromium_path(), args=FLAGS, base_url=scene.place.url,
        locale="ar-SA",
    )  # fmt: skip
    context.set_default_timeout(PATIENCE)
    return context


def process_of(folder: Path) -> int:
    """The browser whose device this is: the process that no process of it has started."""
    wanted = f"--user-data-dir={folder}"
    for one in Path("/proc").glob("[0-9]*"):
        try:
            said = (one / "cmdline").read_bytes().decode().split("\0")
        except OSError:
            continue
        if wanted in said and not any(part.startswith("--type=") for part in said):
            return int(one.name)
    message = f"no browser of {folder}"
    raise AssertionError(message)


def family(pid: int) -> list[int]:
    """A process and all that it has started, and they."""
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(one for child in listed for one in family(int(child)))]


def gone(pids: list[int]) -> None:
    """Wait until the browser's last helper has let its files go."""
    until = time.monotonic() + PATIENCE / 1000
    while any(_runs(pid) for pid in pids):
        assert time.monotonic() < until, "a helper of the killed browser is still there"
        time.sleep(0.05)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def sit_down(context: BrowserContext, scene: Scene) -> None:
    page = context.pages[0]
    page.goto(scene.desk)
    notes = page.get_by_role("textbox", name=NOTES)
    email = page.get_by_role("textbox", name=wording("ar", "البريد الإلكتروني"))
    expect(notes.or_(email)).to_be_visible()
    if email.is_visible():  # the cookie of the session was killed too
        email.fill(JUROR)
        page.get_by_label(wording("ar", "كلمة المرور"), exact=True).first.fill(PASSWORD)
        page.get_by_role("button", name=wording("ar", "دخول"), exact=True).click()
    expect(notes).to_be_visible()


def test_killed_in_the_middle_of_a_word(scene: Scene, browser: Browser, tmp_path: Path) -> None:
    folder = tmp_path / "device"
    context = device(browser, folder, scene)
    sit_down(context, scene)
    page = context.pages[0]
    page.wait_for_load_state("networkidle")  # the page is whole
    context.set_offline(offline=True)  # nothing but the device can have it
    page.get_by_role("textbox", name=NOTES).focus()
    killed: list[float] = []

    def kill() -> None:
        killed.append(time.monotonic())
        os.kill(browser_process, signal.SIGKILL)

    browser_process = process_of(folder)
    everything = family(browser_process)
    timer = Timer(3, kill)
    pressed: list[float] = []
    timer.start()
    try:
        for key in TEXT:
            page.keyboard.press(key, delay=BETWEEN_KEYS)
            pressed.append(time.monotonic())
    except Error:
        pass  # there is no browser any more
    timer.join()
    gone(everything)
    typed = sum(at < killed[0] - SOON for at in pressed)
    assert typed > 5, "the browser was too slow to type anything"
    context = device(browser, folder, scene)
    try:
        sit_down(context, scene)
        notes = context.pages[0].get_by_role("textbox", name=NOTES)
        expect(notes).not_to_have_value("")
        found = notes.input_value()
    finally:
        context.close()
    assert TEXT.startswith(found)
    assert len(found) >= typed, f"{typed} keys were typed, {len(found)} are there"
