"""What the journeys share: one Chromium a run, and people who sit down before it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, expect

from tests.harness.browser import chromium
from tests.journeys.person import PATIENCE, Person
from tests.journeys.place import serving, sqlite_url
from tests.journeys.scene import Scene, lay
from tests.journeys.words import Language

FAILED: Final = pytest.StashKey[bool]()
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys of a worker."""
    with chromium() as made:
        yield made


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Let the fixtures below know whether the test failed."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


def tell(someone: Person, folder: Path, number: int) -> None:
    """What this person saw last: a picture, and the page as a screen reader has it."""
    for page in someone.context.pages:
        picture = folder / f"person-{number}.png"
        page.screenshot(path=picture)
        print(f"--- person {number} at {page.url} ({picture}); problems: {someone.problems}")
        main = page.locator("dialog[open], main")
        print("\n".join(part.aria_snapshot() for part in main.all())[-6000:])


@pytest.fixture
def people(
    browser: Browser, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[..., Person]]:
    """`people(url, language)` is somebody new at a screen; at the end nothing may have gone wrong."""
    here: list[Person] = []

    def come(base_url: str, language: Language, size: str = "desktop") -> Person:
        here.append(Person(browser, base_url, language, size))
        return here[-1]

    yield come
    if request.node.stash.get(FAILED, False):
        for number, one in enumerate(here):
            tell(one, tmp_path, number)
    for one in here:
        one.context.close()
    for one in here:
        one.check()


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """A served embedded Tahkeem with a juror at work and an agency's draft."""
    with serving(tmp_path, sqlite_url(tmp_path)) as place:
        yield lay(place)
