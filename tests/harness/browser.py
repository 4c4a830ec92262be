"""Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOCALES = {"ar": "ar-SA", "en": "en-GB"}
SIZES = {"phone": (390, 844), "tablet": (820, 1180), "desktop": (1280, 800)}


def chromium_path() -> str | None:
    """Where Chromium is; None if it is not installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def chromium() -> Iterator[Browser]:
    """One browser; ask it for contexts."""
    path = chromium_path()
    if path is None:
        message = "Chromium is not installed: apt-get install -y chromium"
        raise RuntimeError(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def new_context(
    browser: Browser, base_url: str, language: str = "ar", size: str = "desktop"
) -> BrowserContext:
    """A person with empty cookies, in a language, on a screen."""
    width, height = SIZES[size]
    return browser.new_context(
        base_url=base_url,
        locale=LOCALES[language],
        timezone_id="Asia/Riyadh",
        viewport={"width": width, "height": height},
        reduced_motion="reduce",  # frames that nobody looks at cost more than the pages
    )


def watch(page: Page) -> list[str]:
    """What goes wrong on a page, collected: console errors (CSP among them) and thrown errors."""
    seen: list[str] = []
    page.on("console", lambda said: seen.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: seen.append(str(error)))
    return seen
