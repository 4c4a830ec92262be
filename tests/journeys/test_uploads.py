"""Files of every size: several at once, paused, without a network, and played where they lie."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from app.database import sync_engine
from app.editions.models import Category
from app.entries.models import Entry
from app.settings import Mode
from tests.factories import make_field
from tests.harness.migrated import migrate
from tests.journeys.person import Both, Person
from tests.journeys.place import Clock, Place, running, settings_for, sqlite_url
from tests.journeys.scene import MEMBERS, PASSWORD, Scene, lay
from tests.kit.bad_files import box, film

pytestmark = pytest.mark.browser

MIB: Final = 1024 * 1024
EVIDENCE: Final = Both("الأدلة", "Evidence")
# Two seconds of silence: frames of MPEG 1 layer III, 128 kbit/s, 44.1 kHz, with nothing in them.
SOUND: Final = (b"\xff\xfb\x90\x00" + bytes(413)) * 77


def ask_for_files(scene: Scene) -> None:
    engine = sync_engine(scene.place.settings.database_url)
    with Session(engine) as session:
        entry = session.get_one(Entry, scene.entry)
        make_field(
            session,
            session.get_one(Category, entry.category_id),
            kind="file",
            position=2,
            label_ar=EVIDENCE.ar,
            label_en=EVIDENCE.en,
            max_files=4,
            max_bytes=200 * MIB,
            file_types=["video/mp4", "audio/mpeg"],
        )
        session.commit()
    engine.dispose()


def write_files(folder: Path) -> tuple[Path, Path]:
    """A film of 36 MiB, which goes in parts, and a short sound, which goes whole."""
    large, small = folder / "film.mp4", folder / "sound.mp3"
    large.write_bytes(
        film(60)[: -len(box(b"mdat", bytes(99)))] + box(b"mdat", os.urandom(36 * MIB))
    )
    small.write_bytes(SOUND)
    return large, small


def test_a_film_survives_a_restart_of_the_server(
    people: Callable[..., Person], tmp_path: Path
) -> None:
    database = sqlite_url(tmp_path)
    migrate(database)
    settings, port = settings_for(tmp_path, database, None, Mode.production)
    clock = Clock()
    film_, _ = write_files(tmp_path)
    from_where: list[int] = []
    with running(settings, port, clock):
        scene = lay(Place(settings.base_url, clock, settings, None))
        ask_for_files(scene)
        person = people(settings.base_url, "ar")
        person.allowed |= {"net::ERR_CONNECTION_RE", "net::ERR_EMPTY_RESPONSE", "ERR_NETWORK_IO"}
        person.open(scene.form)
        person.sign_in(MEMBERS[0], PASSWORD)
        evidence = person.part("region", EVIDENCE)
        network = person.context.new_cdp_session(person.page)
        network.send("Network.enable")
        slow = {
            "offline": False,
            "latency": 0,
            "downloadThroughput": -1,
            "uploadThroughput": 6 * MIB,
        }
        network.send("Network.emulateNetworkConditions", slow)
        with person.page.expect_response(lambda one: one.request.method == "PATCH" and one.ok):
            with person.page.expect_file_chooser() as chooser:
                person.press("اختر ملفات", evidence)
            chooser.value.set_files([film_])
    person.shot("upload-server-gone")
    # The part that was on its way when the server ended was answered by its end.
    person.problems[:] = [one for one in person.problems if "/uploads/" not in one]
    with running(settings, port, clock):
        person.page.on(
            "request",
            lambda one: (
                one.method == "PATCH" and from_where.append(int(one.headers["upload-offset"]))
            ),
        )
        network.send("Network.emulateNetworkConditions", {**slow, "uploadThroughput": -1})
        again = evidence.get_by_role(
            "button", name=person.word("أعد محاولة رفع {name}", name="film.mp4")
        )
        arrived = evidence.get_by_role("button", name=person.word("نزّل {0}", **{"0": "film.mp4"}))
        expect(again.or_(arrived).first).to_be_visible()
        if again.is_visible():
            again.click()
        expect(arrived).to_be_visible()
        assert from_where
        assert min(from_where) > 0, "what had arrived was not sent again"
        person.leave()


def test_several_files_survive_a_pause_and_a_lost_network(
    scene: Scene, people: Callable[..., Person], tmp_path: Path
) -> None:
    ask_for_files(scene)
    person = people(scene.place.url, "ar")
    person.allowed |= {"net::ERR_INTERNET_DISCONNECTED", "net::ERR_NETWORK_CHANGED"}
    person.open(scene.form)
    person.sign_in(MEMBERS[0], PASSWORD)
    evidence = person.part("region", EVIDENCE)
    network = person.context.new_cdp_session(person.page)
    network.send("Network.enable")
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 6 * MIB}
    network.send("Network.emulateNetworkConditions", slow)
    with person.page.expect_file_chooser() as chooser:
        person.press("اختر ملفات", evidence)
    chooser.value.set_files(list(write_files(tmp_path)))
    person.press(person.word("أوقف رفع {name} مؤقتًا", name="film.mp4"), evidence)
    stopped = evidence.get_by_text(person.word_in("متوقف عند {percent}"))
    expect(stopped).to_be_visible()
    person.shot("upload-paused")
    sound = evidence.get_by_role("button", name=person.word("شغّل {0}", **{"0": "sound.mp3"}))
    expect(sound).to_be_visible()  # the other one went its way meanwhile
    person.press(person.word("أكمل رفع {name}", name="film.mp4"), evidence)
    expect(stopped).to_be_hidden()
    person.context.set_offline(offline=True)
    person.page.wait_for_timeout(1500)
    person.context.set_offline(offline=False)
    network.send("Network.emulateNetworkConditions", {**slow, "uploadThroughput": -1})
    again = evidence.get_by_role(
        "button", name=person.word("أعد محاولة رفع {name}", name="film.mp4")
    )
    arrived = evidence.get_by_role("button", name=person.word("نزّل {0}", **{"0": "film.mp4"}))
    expect(again.or_(arrived).first).to_be_visible()
    if again.is_visible():
        again.click()
    expect(arrived).to_be_visible()
    sound.click()
    player = person.page.locator("dialog[open] video, [role=dialog] video")
    expect(player).to_be_visible()
    lasts = player.evaluate(
        """(video) => new Promise((tell) => video.readyState > 0
             ? tell(video.duration)
             : video.addEventListener('loadedmetadata', () => tell(video.duration)))"""
    )
    assert 1.9 < lasts < 2.1
    person.shot("sound-playing")
