"""The desk on a tablet: the score sheet rises from below, and a mark leads back to what it rests on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from app.database import sync_engine
from app.editions.models import Category
from app.entries.models import Answer, Entry
from app.judging.evaluations.models import Evaluation, Revision
from tests.factories import make_field
from tests.journeys.person import Person
from tests.journeys.scene import JUROR, PASSWORD, Scene
from tests.journeys.test_away import give

pytestmark = pytest.mark.browser


def answered(scene: Scene) -> str:
    """The first entry gets an answer to cite; its field."""
    engine = sync_engine(scene.place.settings.database_url)
    with Session(engine) as session:
        entry = session.get_one(Entry, session.get_one(Evaluation, scene.evaluation).entry_id)
        field = make_field(session, session.get_one(Category, entry.category_id))
        session.add(
            Answer(
                entry_id=entry.id, field_id=field.id, value="نصف المعاملات",
                saved_at=scene.place.clock(),
            )
        )  # fmt: skip
        session.commit()
        key = str(field.id)
    engine.dispose()
    return key


def test_a_mark_with_its_evidence(scene: Scene, people: Callable[..., Person]) -> None:
    field = answered(scene)
    juror = people(scene.place.url, "ar", "tablet")
    juror.open(scene.desk)
    juror.sign_in(JUROR, PASSWORD)
    handle = juror.page.get_by_role("button", name=juror.word_in("افتح نموذج التقييم"))
    lower = juror.page.get_by_role("button", name=juror.word_in("أغلق نموذج التقييم"))
    expect(handle).to_have_attribute("aria-expanded", "false")
    handle.click()
    give(juror, 0, "4")
    # 4 of 5 on a weight of 0.3.
    expect(lower).to_contain_text("24")
    juror.shot("tablet-sheet")
    lower.click()
    juror.press(juror.word("استشهد بإجابة «{0}»", **{"0": "الوصف"}))
    juror.page.locator("dialog[open] select").first.select_option(label="أ")
    juror.shot("tablet-cite")
    juror.decide("أضف الدليل")
    handle.click()
    evidence = juror.page.get_by_role("list", name=juror.word("الأدلة"))
    expect(evidence.get_by_role("listitem")).to_have_count(1)
    # It leads back: the sheet gives way, and what is cited is in sight.
    evidence.get_by_role("button", name="الوصف", exact=True).or_(
        evidence.get_by_role("link", name="الوصف", exact=True)
    ).first.click()
    expect(handle).to_have_attribute("aria-expanded", "false")
    expect(juror.page.get_by_text("نصف المعاملات")).to_be_in_viewport()
    juror.saved()
    engine = sync_engine(scene.place.settings.database_url)
    with Session(engine) as session:
        head = session.get_one(Evaluation, scene.evaluation).head_id
        scores = session.get_one(Revision, head).scores
    engine.dispose()
    pins = [(pin["field_id"], pin["page"]) for mark in scores.values() for pin in mark["pins"]]
    assert pins == [(field, None)]
