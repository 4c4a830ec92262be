"""Ten entries on a journey: prepared, judged without a network, through reloads and lost answers."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import pytest
from playwright.sync_api import Route, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import sync_engine
from app.editions.models import Category
from app.entries.models import Attachment, Entry
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.panels.models import Juror
from app.judging.rounds.models import Round
from app.kit.ids import uuid7
from app.kit.storage import Storage, Stored
from tests.factories import make_entry, make_evaluation, make_field
from tests.journeys.person import Person
from tests.journeys.scene import JUROR, PASSWORD, Scene
from tests.journeys.test_away import away, give, settled

pytestmark = pytest.mark.browser
COUNT: Final = 10
DOT: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def keep(scene: Scene, data: bytes) -> Stored:
    async def stream() -> AsyncIterator[bytes]:
        yield data

    storage = Storage(scene.place.settings.files_url)
    with ThreadPoolExecutor(1) as aside:  # Playwright's loop runs in this thread
        return aside.submit(lambda: asyncio.run(storage.write(stream(), limit=10**8))).result()


def fill(scene: Scene) -> None:
    """Eight entries more, and a picture in the first."""
    kept = keep(scene, DOT)
    engine = sync_engine(scene.place.settings.database_url)
    with Session(engine) as session:
        first = session.get_one(Evaluation, scene.evaluation)
        entry = session.get_one(Entry, first.entry_id)
        category = session.get_one(Category, entry.category_id)
        round_, juror = (
            session.get_one(Round, first.round_id),
            session.get_one(Juror, first.juror_id),
        )
        for at in range(3, COUNT + 1):
            more = make_entry(
                session, category, state="eligible", submitted_at=scene.place.clock(),
                title_ar=f"خدمة {at}",
            )  # fmt: skip
            make_evaluation(session, round_, more, juror)
        field = make_field(session, category, kind="file")
        session.add(
            Attachment(
                id=uuid7(), entry_id=entry.id, field_id=field.id, name="شاهد.png",
                media_type="image/png", size=len(DOT), sha256=kept.sha256, state="clean",
                clean_sha256=kept.sha256, clean_size=kept.size, previews=[kept.sha256], pages=1,
                added_at=scene.place.clock(),
            )
        )  # fmt: skip
        session.commit()
    engine.dispose()


def arrived(scene: Scene) -> list[tuple[str, list[str]]]:
    """Of every evaluation the head's points of the first leaf, and how many revisions have them."""
    engine = sync_engine(scene.place.settings.database_url)
    leaf = str(scene.leaves["a"])
    with Session(engine) as session:
        rows = session.scalars(select(Evaluation).order_by(Evaluation.id)).all()
        found = []
        for row in rows:
            revisions = session.scalars(
                select(Revision).where(Revision.evaluation_id == row.id)
            ).all()
            points = {one.id: one.scores.get(leaf, {}).get("points") for one in revisions}
            head = points.get(row.head_id) if row.head_id else None
            found.append((head or "", [one.branch for one in revisions]))
    engine.dispose()
    return found


def end(scene: Scene) -> None:
    """The round's time is over, and there is no grace."""
    engine = sync_engine(scene.place.settings.database_url)
    with Session(engine) as session:
        round_id = session.get_one(Evaluation, scene.evaluation).round_id
        session.get_one(Round, round_id).closes_at = scene.place.clock()
        session.commit()
    engine.dispose()


def test_ten_entries_without_a_network(scene: Scene, people: Callable[..., Person]) -> None:
    fill(scene)
    juror = people(scene.place.url, "ar")
    juror.open("/app/juror")
    juror.sign_in(JUROR, PASSWORD)
    settled(juror)
    juror.press("جهّز للعمل بلا شبكة")
    juror.sees(
        juror.word("على هذا الجهاز المشاركات: {ready}، والوثائق: {files}", ready="10", files="1")
    )
    away(juror)
    juror.follow("تابع التقييم")
    # The document is there.
    juror.press(juror.word("اعرض صورة عن {0}"))
    expect(juror.page.get_by_role("img", name="شاهد.png")).to_be_visible()
    juror.press("المشاركة")
    for at in range(COUNT):
        if at == COUNT // 2:
            juror.page.reload()
        give(juror, 0, str(at % 5))
        juror.sees("لا اتصال: محفوظ على هذا الجهاز")
        if at < COUNT - 1:
            juror.follow("التالي")
    juror.follow("قائمتي")
    juror.sees(juror.word("لا اتصال: محفوظ على هذا الجهاز ({n})", n="10"))
    juror.shot("prepared")
    # A copy of the work, also without a network.
    with juror.page.expect_download() as saved:
        juror.press("نزّل نسخة من عملي (CSV)")
    rows = list(csv.reader(io.StringIO(saved.value.path().read_text("utf-8-sig"))))
    assert [row[4] for row in rows[1:] if row[3] == "a"] == [str(at % 5) for at in range(COUNT)]
    with juror.page.expect_download() as saved:
        juror.press("نزّل نسخة من عملي (JSON)")
    works = json.loads(saved.value.path().read_text())
    assert [bool(one["on_device"]) for one in works["works"]] == [True] * COUNT
    assert works["acts"] == []
    assert arrived(scene) == [("", [])] * COUNT
    # The tab is closed; the first answers are lost after the server has stored what they answer.
    juror.page.close()
    lost: list[str] = []

    def lose(route: Route) -> None:
        if len(lost) < 2:
            lost.append(route.request.url)
            route.fetch()
            route.abort()
        else:
            route.continue_()

    juror.context.route("**/revisions/*", lose)
    juror.allowed.add("net::ERR_FAILED")
    juror.context.set_offline(offline=False)
    juror.page = juror.context.new_page()
    juror.open("/app/juror")
    juror.sees(juror.word_in("كل عملك على الخادم"))
    assert len(lost) == 2
    assert arrived(scene) == [(str(at % 5), ["head"]) for at in range(COUNT)]
    # The round ends: its documents leave the device.
    documents = """async () => {
        const names = (await caches.keys()).filter((name) => name.startsWith("tahkeem-documents-"));
        const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
        return all.flat().length;
    }"""
    assert juror.page.evaluate(documents) > 0
    end(scene)
    juror.open("/app/juror")
    juror.page.wait_for_function(f"({documents})().then((left) => left === 0)")
