"""Every page, as those who use it, in both languages: whole, accessible, within its width."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.harness.browser import SIZES
from tests.journeys import sitemap
from tests.journeys.demo import PASSWORD, email, ids_of, served
from tests.journeys.person import Person
from tests.journeys.place import Place
from tests.journeys.words import Language, catalogue

pytestmark = pytest.mark.browser

AXE: Final = Axe().axe_script
# Of a long table or list the first twelve: the rest are made the same. Colours are the same in both
# languages and take axe longer than all else, so the second look of a page leaves them out.
LOOK: Final = """(colours) => axe.run(
  {exclude: [['main tbody tr:nth-child(n+13)'], ['main li:nth-child(n+13)']]},
  {resultTypes: ['violations'], rules: {'color-contrast': {enabled: colours}}})"""
NOBODYS: Final = "019b0000-0000-7000-8000-000000000000"
NARROW, WIDE = SIZES["phone"], SIZES["desktop"]
# Texts that are the identity of a message which nobody put into words, such as «bikuEM».
UNTOLD: Final = """() => {
  const found = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const text = node.data.trim();
    if (node.parentElement.closest('code, script, style, bdi, [dir=auto]')) continue;
    if (/^[\\w-]{6}$/.test(text) && !/^[A-Za-z][a-z]{5}$|^[A-Z]{6}$|^[0-9-]{6}$/.test(text))
      found.add(text);
  }
  return [...found];
}"""
# In the English interface Arabic letters stand only where people's own texts stand, and in the name of
# the language itself.
ARABIC: Final = """() => {
  const found = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const own = 'bdi, [dir=auto], [dir=rtl], [lang=ar], textarea, option, code, script, style';
  for (let node = walk.nextNode(); node; node = walk.nextNode())
    if (/[\\u0621-\\u064a]/.test(node.data) && !node.parentElement.closest(own))
      found.add(node.data.trim().slice(0, 60));
  found.delete('العربية');
  return [...found];
}"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Place, dict[str, Any]]]:
    """The demo after its publication, served, and what fills the holes of addresses."""
    with served(tmp_path_factory, "published") as place:
        yield place, ids_of(place)


@cache
def told() -> set[str]:
    """Every wording of the interface: «Set-up» is a word, though it has an identity's shape."""
    return {text for texts in catalogue("en").values() for text in texts}


def settle(page: Page) -> None:
    """The page is there: its heading stands and nothing loads any more."""
    expect(page.locator("h1").first).to_be_visible()
    loads = page.locator(".tk-skeleton, .tk-spinner, [aria-busy=true]")
    expect(loads).to_have_count(0)


def faults(
    page: Page, language: Language, *, axe: tuple[tuple[int, int], ...], colours: bool
) -> Iterator[str]:
    """What is wrong with the page as it stands."""
    root = page.locator("html")
    said = root.get_attribute("lang"), root.get_attribute("dir")
    if said != (language, "rtl" if language == "ar" else "ltr"):
        yield f"says {said}"
    if page.locator("h1").count() != 1:
        yield f"{page.locator('h1').count()} main headings"
    heading = page.locator("h1").first.inner_text().strip()
    if not heading or not page.title().strip():
        yield f"heading «{heading}», title «{page.title()}»"
    for text in set(page.evaluate(UNTOLD)) - told():
        yield f"a message without words: {text}"
    if language == "en":
        for text in page.evaluate(ARABIC):
            yield f"Arabic in the English interface: {text}"
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            yield f"scrolls sideways on a {name}: {wide} of {width} px"
        if (width, height) in axe:
            for rule in page.evaluate(LOOK, colours)["violations"]:
                where = [node["target"] for node in rule["nodes"]][:3]
                yield f"axe on a {name}: {rule['id']} ({rule['help']}) {where}"


def tour(
    person: Person,
    addresses: list[str],
    *,
    axe: tuple[tuple[int, int], ...],
    colours: bool = True,
) -> list[str]:
    """Go from page to page; what is wrong, with its address."""
    found = []
    for address in addresses:
        try:
            person.open(address)
            settle(person.page)
            wrong = list(faults(person.page, person.language, axe=axe, colours=colours))
        except AssertionError as stuck:
            wrong = [f"did not settle: {str(stuck).splitlines()[0]}"]
        wrong += person.problems
        person.problems.clear()
        found += [f"{address}: {one}" for one in wrong]
    return found


def come(people: Callable[..., Person], place: Place, language: Language, visitor: str) -> Person:
    """A visitor with a chosen language, signed in where they have an account."""
    person = people(place.url, language)
    person.context.add_init_script(AXE)
    person.context.add_init_script(
        "localStorage.setItem('tahkeem.reader', "
        f'\'{{"language": "{language}", "digits": "latn"}}\')'
    )
    if visitor:
        person.open("/app/account")
        person.sign_in(email(sitemap.account(visitor)), PASSWORD)
    return person


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("visitor", sitemap.VISITS)
def test_pages_of_the_application(
    demo: tuple[Place, dict[str, Any]],
    people: Callable[..., Person],
    language: Language,
    visitor: str,
) -> None:
    place, ids = demo
    person = come(people, place, language, visitor)
    holes = ids.get(sitemap.account(visitor), ids[""])
    addresses = [f"/app{sitemap.fill(one, holes)}" for one in sitemap.VISITS[visitor]]
    with person.refused(422):  # an invitation's page without an invitation asks for none
        if language == "ar":
            found = tour(person, addresses, axe=(NARROW,), colours=False)
        else:
            found = tour(person, addresses, axe=(WIDE,))
    assert found == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_public_pages(
    demo: tuple[Place, dict[str, Any]], people: Callable[..., Person], language: Language
) -> None:
    place, ids = demo
    person = come(people, place, language, "")
    prefix = "" if language == "ar" else "/en"
    addresses = [f"{prefix}{sitemap.fill(one, ids[''])}" for one in sitemap.PUBLIC]
    with person.refused(404):  # the last is nowhere
        assert tour(person, addresses, axe=(NARROW, WIDE)) == []


def test_no_page_is_forgotten() -> None:
    visited = {address for addresses in sitemap.VISITS.values() for address in addresses}
    assert visited | sitemap.IN_JOURNEYS == sitemap.routes()
    assert not visited & sitemap.IN_JOURNEYS


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("visitor", sitemap.VISITS)
def test_every_page_at_every_width(
    demo: tuple[Place, dict[str, Any]],
    people: Callable[..., Person],
    language: Language,
    visitor: str,
) -> None:
    place, ids = demo
    person = come(people, place, language, visitor)
    holes = ids.get(sitemap.account(visitor), ids[""])
    addresses = [f"/app{sitemap.fill(one, holes)}" for one in sitemap.VISITS[visitor]]
    assert tour(person, addresses, axe=tuple(SIZES.values())) == []


@pytest.mark.slow
@pytest.mark.parametrize("visitor", ["juror", "entrant", "auditor", "approver", "screener"])
def test_pages_that_are_not_ones_own(
    demo: tuple[Place, dict[str, Any]], people: Callable[..., Person], visitor: str
) -> None:
    """Refused or empty, a page is still whole: words, a heading, no fault of its own."""
    place, ids = demo
    person = come(people, place, "ar", visitor)
    person.allowed |= {f"the server responded with a status of {code}" for code in (403, 404)}
    signed_in = {
        address
        for name, addresses in sitemap.VISITS.items()
        if name
        for address in addresses
        if not re.search(r"evaluationId|/print", address)
    }
    addresses = [f"/app{sitemap.fill(one, ids[''])}" for one in sorted(signed_in)]
    assert tour(person, addresses, axe=(WIDE,)) == []


@pytest.mark.slow
@pytest.mark.parametrize("visitor", [name for name in sitemap.VISITS if name])
def test_pages_of_what_there_is_not(
    demo: tuple[Place, dict[str, Any]], people: Callable[..., Person], visitor: str
) -> None:
    """An address whose last id is nobody's says so in the page's heading and in its tab."""
    place, ids = demo
    person = come(people, place, "ar", visitor)
    person.allowed |= {f"the server responded with a status of {code}" for code in (403, 404, 422)}
    holes = ids.get(sitemap.account(visitor), ids[""])
    addresses = [one for one in sitemap.VISITS[visitor] if "$" in one]
    if visitor == "juror":
        addresses += sorted(sitemap.IN_JOURNEYS)
    missing = []
    for address in addresses:
        before, _, last = address.rpartition("$")
        rest = re.sub(r"^\w+", NOBODYS, last)
        missing.append(f"/app{sitemap.fill(before, holes)}{rest}")
    assert tour(person, missing, axe=()) == []
