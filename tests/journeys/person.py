"""A person at a screen: does what a screen reader's user would, by roles and names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Response, expect

from tests.harness.browser import new_context
from tests.journeys.words import Language, catalogue, wording

RIYADH = ZoneInfo("Asia/Riyadh")
HALVES: dict[Language, str] = {"ar": "صم", "en": "ap"}  # the key of each half of the day
CLOCK_TIME = re.compile(r"[\d٠-٩][^–]*")
OWN_NAMES: dict[Language, str] = {"ar": "العربية", "en": "English"}
# Milliseconds for anything to come about; a slow machine with four journeys at once needs them.
PATIENCE = 30_000
SHOTS = Path("/tmp/tahkeem-shots")
# Chromium reports every refused request as an error of the console; 401 is how a page learns that ten
# minutes are over and its access token needs to be fetched anew.
EXPIRED = "the server responded with a status of 401"


class Both(NamedTuple):
    """A text of ours that is written in both languages."""

    ar: str
    en: str


Name = str | Both | re.Pattern[str]


class Person:
    """One browser context: empty cookies, one language, one tab at first."""

    def __init__(
        self, browser: Browser, base_url: str, language: Language, size: str = "desktop"
    ) -> None:
        self.language = language
        self.context = new_context(browser, base_url, language, size)
        self.context.set_default_timeout(PATIENCE)
        self.problems: list[str] = []
        self.allowed: set[str] = {EXPIRED}
        self.context.on("console", self._console)
        self.context.on("weberror", lambda found: self.problems.append(str(found.error)))
        self.context.on("response", self._response)
        self.page = self.context.new_page()

    def _console(self, message: ConsoleMessage) -> None:
        said = f"{message.text} ({message.location.get('url', '')})"
        if message.type != "error":
            return
        if not any(one in said for one in self.allowed):
            self.problems.append(said)

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.problems.append(f"{response.status} {response.request.method} {response.url}")

    @contextmanager
    def refused(self, status: int) -> Iterator[None]:
        """In this block a refusal with this status is what we look for."""
        sentence = f"the server responded with a status of {status}"
        self.allowed.add(sentence)
        try:
            yield
        finally:
            self.allowed.discard(sentence)

    def check(self) -> None:
        """Nothing was reported: no thrown error, no refused policy, no failed request."""
        assert self.problems == [], self.problems

    def leave(self) -> None:
        """Close the browser's windows; what went wrong fails the journey."""
        self.context.close()
        self.check()

    # ------------------------------------------------------------ words

    def word(self, source: str, **facts: object) -> re.Pattern[str]:
        """The wording of an Arabic source text in this person's language."""
        return wording(self.language, source, **facts)

    def name(self, text: Name) -> re.Pattern[str]:
        """The whole of a name: the interface's wording, or ours as this person reads it."""
        if isinstance(text, re.Pattern):
            return text
        if isinstance(text, Both):
            return re.compile(rf"^\s*{re.escape(self.own(text))}\s*$")
        return self.word(text)

    def word_in(self, source: str, **facts: object) -> re.Pattern[str]:
        """The wording of a source text anywhere in a longer one."""
        return _inside(self.word(source, **facts))

    def plain(self, source: str) -> str:
        """A source text without holes, as this person reads it."""
        return catalogue(self.language)[source][0]

    def begins(self, source: str) -> str:
        """A pattern for how a name begins: an option's name goes on with its explanation."""
        return _bare(self.word(source))

    def own(self, text: Both) -> str:
        """A text of ours in this person's language."""
        return text.ar if self.language == "ar" else text.en

    # ------------------------------------------------------------ going and seeing

    def open(self, path: str) -> Page:
        """Go to an address."""
        self.page.goto(path)
        return self.page

    def speak(self) -> None:
        """Choose one's language where the page speaks another."""
        switch = self.page.get_by_role("button", name=re.compile("^(English|العربية)$"))
        if switch.inner_text() == OWN_NAMES[self.language]:
            switch.click()
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)

    def arrived(self, title: Name) -> None:
        """The page with this heading is there."""
        expect(self.page.get_by_role("heading", level=1, name=self.name(title))).to_be_visible()

    def sees(self, text: Name, within: Locator | None = None) -> None:
        """A text is shown."""
        shown = (within or self.page).get_by_text(self.name(text)).filter(visible=True)
        expect(shown.first).to_be_visible()

    def told(self, text: str) -> None:
        """A short notice said so."""
        notices = self.page.get_by_role("region", name=self.word("تنبيهات"))
        expect(notices.get_by_text(self.word(text)).first).to_be_visible()

    def saved(self, words: str = "حُفظ {at}") -> None:
        """What was done is on the server: the page says since when. On the device is not enough."""
        self.sees(self.word(words, at=CLOCK_TIME))

    def part(self, role: Any, name: Name, within: Locator | None = None) -> Locator:
        """A control by role and name."""
        return (within or self.page).get_by_role(role, name=self.name(name))

    # ------------------------------------------------------------ acting

    def press(self, name: Name, within: Locator | None = None) -> None:
        """Press a button."""
        self.part("button", name, within).first.click()

    def decide(self, act: Name, title: Name | None = None) -> None:
        """Do what a dialog asks about, and see it close."""
        dialog = self.page.locator("dialog[open]")
        if title is not None:
            dialog = dialog.filter(has=self.part("heading", title))
        self.press(act, dialog)
        expect(dialog).to_be_hidden()

    def follow(self, name: Name, within: Locator | None = None) -> None:
        """Follow a link."""
        self.part("link", name, within).first.click()

    def fill(self, label: Name, text: str, within: Locator | None = None) -> Locator:
        """Write into a field by its label, instead of what it holds."""
        field = self.part("textbox", label, within).first
        field.fill(text)
        return field

    def fill_both(self, label: str, text: Both, within: Locator | None = None) -> None:
        """Write a text in both languages, each in its own field."""
        for source, part in zip(("{label} بالعربية", "{label} بالإنجليزية"), text, strict=True):
            both = self.word(source).pattern.replace(".*", _bare(self.word(label)))
            self.part("textbox", re.compile(both), within).first.fill(part)

    def choose(self, name: Name, within: Locator | None = None) -> None:
        """Choose one of several (a radio button)."""
        self.part("radio", name, within).first.check()

    def tick(self, name: Name, within: Locator | None = None) -> None:
        """Tick a box."""
        self.part("checkbox", name, within).first.check()

    def pick(
        self,
        label: Name,
        option: Name,
        within: Locator | None = None,
    ) -> None:
        """Pick from a list that opens from its button."""
        label = self.name(label)
        button = (within or self.page).get_by_role("button", name=_inside(label))
        button.first.click()
        self.part("option", option).first.click()

    def find(self, label: Name, option: Name, within: Locator | None = None) -> None:
        """Pick from a long list by typing the beginning of what one looks for."""
        box = self.part("combobox", label, within)
        box.click()
        if not isinstance(option, re.Pattern):
            typed = self.own(option) if isinstance(option, Both) else self.plain(option)
            box.press_sequentially(typed[:12])
        found = self.part("option", option)
        expect(found).to_be_visible()
        for _ in range(found.locator("xpath=..").get_by_role("option").count()):
            box.press("ArrowDown")
            if found.get_attribute("data-focused") is not None:
                break
        box.press("Enter")
        expect(found).to_be_hidden()

    def write_moment(self, label: Name, moment: datetime, within: Locator | None = None) -> None:
        """Type a date and a time of day, part by part, on Riyadh's wall clock."""
        local = moment.astimezone(RIYADH)
        group = (within or self.page).get_by_role("group", name=_inside(self.name(label)))
        halves = group.locator("[data-type=dayPeriod]").count() > 0  # English counts 24 hours
        parts = {
            "day": local.day, "month": local.month, "year": local.year,
            "hour": local.hour % 12 or 12 if halves else f"{local.hour:02}",
            "minute": f"{local.minute:02}",
            "dayPeriod": HALVES[self.language][local.hour >= 12],
        }  # fmt: skip
        for kind, value in parts.items():
            segment = group.locator(f"[data-type={kind}]")
            if segment.count():
                segment.first.click()
                self.page.keyboard.type(str(value))

    def sign_in(self, email: str, password: str) -> None:
        """Sign in on the page that asks for it; it leads on to where one wanted to go."""
        self.arrived("تسجيل الدخول")
        self.fill("البريد الإلكتروني", email)
        self.fill("كلمة المرور", password)
        self.press("دخول")
        expect(self.part("heading", "تسجيل الدخول")).to_be_hidden()

    def go_on(self, password: str) -> None:
        """The session ended in the middle of work: the page asks for the password in place."""
        dialog = self.part("alertdialog", "انتهت جلستك")
        self.fill("كلمة المرور", password, dialog)
        self.press("أكمل العمل", dialog)
        expect(dialog).to_be_hidden()

    def api(self, method: str, path: str, body: object | None = None, **headers: str) -> Any:
        """Ask the server as this person's own page would: for what no page does yet."""
        renewed = self.context.request.post("/api/v1/refresh")
        headers |= {"Authorization": f"Bearer {renewed.json()['access_token']}"}
        answer = self.context.request.fetch(
            f"/api/v1{path}", method=method, headers=headers, data=body
        )
        assert answer.ok, f"{answer.status} {method} {path}: {answer.text()}"
        return answer.json() if answer.text() else None

    def refusal(self, path: str) -> int:
        """The status with which the server refuses this person a reading."""
        renewed = self.context.request.post("/api/v1/refresh").json()["access_token"]
        return self.context.request.get(
            f"/api/v1{path}", headers={"Authorization": f"Bearer {renewed}"}
        ).status

    # ------------------------------------------------------------ looking

    def shot(self, name: str) -> None:
        """Keep a picture when SHOTS is there to hold it."""
        if SHOTS.is_dir():
            self.page.screenshot(path=SHOTS / f"{name}-{self.language}.png", full_page=True)


def _bare(pattern: re.Pattern[str]) -> str:
    """The words of a pattern without the ends of the name."""
    return pattern.pattern.removeprefix(r"^\s*").removesuffix(r"\s*$")


def _inside(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """The same words anywhere in a longer name: a list's button says its value too."""
    return re.compile(_bare(pattern))
