"""The main job, end to end, in Arabic and in English, by people at screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.harness.postgres import postgres
from tests.harness.smtp import mailbox
from tests.journeys import entering, judging, publishing, setting_up
from tests.journeys.person import Person
from tests.journeys.place import Place, serving, sqlite_url
from tests.journeys.story import DIGITAL, HEALTH, JUDGES
from tests.journeys.words import Language

pytestmark = pytest.mark.browser


@pytest.fixture
def here(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An empty Tahkeem on the asked database, with a mail server."""
    with mailbox() as mails:
        if request.param == "sqlite":
            with serving(tmp_path, sqlite_url(tmp_path), mails=mails) as place:
                yield place
        else:
            with postgres() as url, serving(tmp_path, url, mails=mails) as place:
                yield place


@pytest.mark.parametrize(
    ("language", "here"), [("ar", "sqlite"), ("en", "postgresql")], indirect=["here"]
)
def test_main_journey(language: Language, here: Place, people: Callable[..., Person]) -> None:
    huda, visitor = people(here.url, language), people(here.url, language)
    setting_up.set_up(huda, visitor, here)

    salem, reem = people(here.url, language), people(here.url, language)
    entering.enter(salem, huda, DIGITAL, here)
    entering.enter(reem, huda, HEALTH, here)

    layla, fahad = people(here.url, language), people(here.url, language)
    anna = people(here.url, "en")
    judging.judge_all(huda, list(zip((layla, fahad, anna), JUDGES, strict=True)), here)

    noura = people(here.url, language)
    publishing.results(huda, noura, visitor, salem, here, later=language == "en")

    assert here.broken() == {}
